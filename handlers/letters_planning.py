"""Letters about what comes before a call: a draft that wants an official's word, what the official said, and the line
in the group about who decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from domain.calls import CallId
from domain.people import PersonId, VillageId
from domain.planning import Verdict
from domain.promises import Kind
from handlers.advised import advised
from handlers.buttons import button
from handlers.drafts import history, picture, with_history
from handlers.letters import Outgoing, Writer
from handlers.rows import isolated
from texts.voice import Voice, voice_for
from usecases import advice, approval, series
from usecases.calls import Draft
from usecases.store import Tx


def request(voice: Voice, draft: Draft, now: datetime) -> tuple[Text, InlineKeyboardMarkup]:
    """“周社工想发这个召集，您同意吗？”, with the draft, its history and two big buttons."""
    call = draft.call
    who = isolated(draft.history[-1].name) if draft.history else ""
    text = Text(voice("approval-ask", who=who), "\n\n", with_history(voice, draft, now))
    rows = [
        [button(voice("approval-agree-button"), "agree", call.id, call.version, style="success")],
        [button(voice("approval-change-button"), "please-change", call.id, call.version)],
    ]
    return text, InlineKeyboardMarkup(inline_keyboard=rows)


async def asked(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The draft, to an official, while it waits."""
    told = await approval.request(
        tx, call_id=CallId(payload["call"]), person_id=PersonId(payload["person"]), version=payload["version"]
    )
    if told is None:
        return None
    return Outgoing(*request(voice_for(told.reader.language or told.draft.village.language), told.draft, now))


async def verdict(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """What the official said, to the worker: agreed and posted, or the draft anew with what should be changed."""
    told = await approval.answer(tx, verdict_id=payload["verdict"], person_id=PersonId(payload["person"]))
    if told is None or told.word is None:
        return None
    voice = voice_for(told.reader.language or told.draft.village.language)
    call, who = told.draft.call, isolated(told.word.name)
    if told.word.said is Verdict.AGREED:
        line = voice.rich("approval-agreed", who=who, number=str(call.number), title=call.title or "")
        roster = [[button(voice("card-roster-button"), "roster", call.id, 1)]]
        shown = Text(line, "\n\n", "\n".join(history(voice, told.draft)))
        return Outgoing(shown, InlineKeyboardMarkup(inline_keyboard=roster))
    text, keyboard = picture(voice, told.draft, now)
    head = voice.rich("approval-change-asked", who=who, words=told.word.note or "")
    return Outgoing(Text(head, "\n\n", text), keyboard)


async def line(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """One line in the group about the village's choice; none when it was changed back meanwhile."""
    village = await approval.village(tx, village_id=VillageId(payload["village"]))
    if village is None or int(village.approval) != payload["on"]:
        return None
    key = "approval-line-on" if village.approval else "approval-line-off"
    return Outgoing(voice_for(village.language).rich(key), thread_id=village.thread_id)


async def question(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The planning question in the group with what was said so far; closed, it has no button any more."""
    asked = await advice.consulted(tx, advice_id=payload["advice"])
    voice = voice_for(asked.village.language)
    lines = [*advised(voice, [asked])] if asked.answers else [advised(voice, [asked])[0]]
    lines.append(voice("advice-how" if asked.open else "advice-over"))
    rows = [[button(voice("advice-say-button"), "advise", asked.advice.id)]]
    return Outgoing(
        Text("\n".join(lines)),
        InlineKeyboardMarkup(inline_keyboard=rows) if asked.open else None,
        thread_id=asked.village.thread_id,
        edit=asked.advice.message_id,
        advice=asked.advice.id,
    )


async def again(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The draft of a call that comes again, to an organiser: one tap posts it."""
    found = await series.drafted(
        tx, call_id=CallId(payload["call"]), person_id=PersonId(payload["person"]), version=payload["version"]
    )
    if found is None:
        return None
    draft, reader = found
    voice = voice_for(reader.language or draft.village.language)
    text, keyboard = picture(voice, draft, now)
    return Outgoing(Text(voice("series-draft-ready"), "\n\n", text), keyboard)


WRITERS: Final[Mapping[Kind, Writer]] = {
    Kind.APPROVAL: asked,
    Kind.VERDICT: verdict,
    Kind.APPROVAL_LINE: line,
    Kind.ADVICE: question,
    Kind.SERIES_DRAFT: again,
}
