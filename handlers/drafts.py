"""A draft as it is shown: its fields, what officials said to it, its buttons; and the line for what was sent."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from domain.calls import CallState
from handlers.buttons import button
from handlers.cards import draft as draft_text
from handlers.cards import draft_keyboard
from handlers.rows import isolated
from texts import dates
from texts.voice import Voice
from usecases.calls import Draft


def picture(voice: Voice, draft: Draft, now: datetime) -> tuple[Text, InlineKeyboardMarkup]:
    """The draft with its history and its buttons."""
    return with_history(voice, draft, now), draft_keyboard(voice, draft.call)


def with_history(voice: Voice, draft: Draft, now: datetime) -> Text:
    """The draft, and under it who said what to it and when."""
    said = draft_text(voice, draft.call, now, draft.duties)
    lines = history(voice, draft)
    return Text(said, "\n\n", "\n".join(lines)) if lines else said


def history(voice: Voice, draft: Draft) -> list[str]:
    """A line for each step: who, when, what."""
    zone = ZoneInfo(draft.call.zone)
    return [
        voice(
            f"verdict-{word.said.value}",
            who=isolated(word.name),
            when=dates.said(voice, word.at.astimezone(zone)),
            words=word.note or "",
        )
        for word in draft.history
    ]


def sent(voice: Voice, draft: Draft, *, buttons: bool = True) -> tuple[Text, InlineKeyboardMarkup | None]:
    """What became of 发布: the call is in the group, or the draft went to the officials."""
    call = draft.call
    if call.state is CallState.DRAFT:
        again = [[button(voice("approval-look-button"), "keep", call.id, call.version)]]
        names = voice("card-comma").join(isolated(name) for name in draft.asked)
        text = voice.rich("approval-sent", title=call.title or "", names=names)
        return text, InlineKeyboardMarkup(inline_keyboard=again) if buttons else None
    text = voice.rich("call-published", number=str(call.number), title=call.title or "", village=draft.village.title)
    roster = [[button(voice("card-roster-button"), "roster", call.id, 1)]]
    return text, InlineKeyboardMarkup(inline_keyboard=roster) if buttons else None
