"""Which call is meant: a row of buttons, one call each, by number and title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from domain.calls import Call
from handlers.buttons import button
from texts.voice import Voice

MOST: Final = 10
"""More rows than this nobody reads on a phone; the rest is asked for by number."""


def pick(voice: Voice, calls: Iterable[Call], name: str, *args: int | str) -> InlineKeyboardMarkup:
    """The calls as buttons that answer to `Tap(name, int, …)`: the call, then `args`."""
    return keyboard(pick_row(voice, call, name, *args) for call in calls)


def keyboard(rows: Iterable[list[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    """Rows of `pick_row`, as many as are read."""
    return InlineKeyboardMarkup(inline_keyboard=list(rows)[:MOST])


def pick_row(voice: Voice, call: Call, name: str, *args: int | str) -> list[InlineKeyboardButton]:
    """One call's row."""
    label = voice("which-call", number=str(call.number), title=call.title or "")
    return [button(label, name, call.id, *args)]
