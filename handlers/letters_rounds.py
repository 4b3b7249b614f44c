"""Letters after the work: the thank-you, the invitation to answer, word that the digest or the summary is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from domain.calls import CallId
from domain.people import PersonId
from domain.promises import Kind
from domain.rounds import RoundId
from handlers.buttons import button
from handlers.forms import intro, question_keyboard, question_text
from handlers.letters import Outgoing, Writer
from texts.dates import hour, said
from texts.voice import Voice, voice_for
from usecases import closing, letters
from usecases.store import Tx


async def thanks(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """One thank-you in the group: how many came, from when to when, hours together; no names, no ranking. Once it
    stands it is edited when the figures change; a lost one is not posted again."""
    ended = await closing.ended(tx, call_id=CallId(payload["call"]))
    figures = ended.turnout
    voice = voice_for(ended.village.language)
    zone = ZoneInfo(ended.call.zone)
    title, done_at = ended.call.title or "", figures.done_at.astimezone(zone)
    done = said(voice, done_at) if ended.later else hour(voice, done_at)
    # A thank-you promised by an older version names no card: it is written once.
    edit = await closing.thanked(tx, call_id=ended.call.id, card_id=payload["card"]) if "card" in payload else None
    if figures.first_at is None:
        key = "thanks-uncounted" if ended.unmarked else "thanks-nobody"
        return Outgoing(Text(voice(key, title=title, done=done)), edit=edit, repost=False)
    first = hour(voice, figures.first_at.astimezone(zone))
    line = voice("thanks", title=title, done=done, came=figures.came, first=first, hours=figures.hours)
    return Outgoing(Text(line), edit=edit, repost=False)


async def invitation(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The form, in private: what it is, and the first question with its buttons."""
    known = await letters.invitation(tx, RoundId(payload["round"]), PersonId(payload["person"]))
    if known is None:
        return None
    to, form = known
    voice = voice_for(to.language)
    first = form.next
    assert first is not None
    text = Text(intro(voice, form), "\n\n", question_text(voice, form, first))
    return Outgoing(text, question_keyboard(voice, form, first, editing=False))


async def digest_ready(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """A social worker is told that the round is closed."""
    to = await letters.for_worker(tx, RoundId(payload["round"]), PersonId(payload["person"]))
    if to is None:
        return None
    voice = voice_for(to.language)
    return Outgoing(Text(voice("digest-ready", title=to.call.title or "")), digest_buttons(voice, to.round.id))


async def summary_ready(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """Organisers are told that the page for the meeting is made."""
    to = await letters.for_organiser(tx, RoundId(payload["round"]), PersonId(payload["person"]))
    if to is None:
        return None
    voice = voice_for(to.language)
    rows = [[button(voice("summary-open"), "summary", to.round.id)]]
    return Outgoing(Text(voice("summary-ready", title=to.call.title or "")), InlineKeyboardMarkup(inline_keyboard=rows))


async def asking(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The group's one line for those whom no private message reaches: a button that opens the private chat."""
    known = await letters.open_round(tx, RoundId(payload["round"]))
    if known is None:
        return None
    call, village = known
    voice = voice_for(village.language)
    rows = [[button(voice("feedback-group-button"), "fask", int(payload["round"]))]]
    return Outgoing(
        Text(voice("feedback-group-line", title=call.title or "")), InlineKeyboardMarkup(inline_keyboard=rows)
    )


def digest_buttons(voice: Voice, round_id: RoundId) -> InlineKeyboardMarkup:
    """Under the news that a round is closed."""
    read = [button(voice("digest-read"), "digest", round_id)]
    return InlineKeyboardMarkup(inline_keyboard=[read, *make_summary_button(voice, round_id).inline_keyboard])


def make_summary_button(voice: Voice, round_id: RoundId) -> InlineKeyboardMarkup:
    """Under the digest: the tap that freezes the round and makes the papers."""
    return InlineKeyboardMarkup(inline_keyboard=[[button(voice("digest-make-summary"), "makesum", round_id)]])


WRITERS: Final[Mapping[Kind, Writer]] = {
    Kind.THANKS: thanks,
    Kind.FEEDBACK: invitation,
    Kind.ASKING: asking,
    Kind.DIGEST: digest_ready,
    Kind.SUMMARY: summary_ready,
}
