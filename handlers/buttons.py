"""Buttons: what may stand in their data, how it is read back. Everything in it is untrusted until a rule has spoken."""

from __future__ import annotations

import re
from typing import Any, Final

from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, InlineKeyboardButton

LONGEST_ID: Final = 2**63 - 1
_WORD: Final = re.compile(r"[a-z][a-z0-9_-]{0,19}", re.ASCII)
_ID: Final = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)


def packed(name: str, *args: int | str) -> str:
    """The data of a button: its name and arguments (ids ≥ 1 or short lower-case words), at most 64 bytes."""
    whole = ":".join((name, *(str(arg) for arg in args)))
    if len(whole.encode()) > 64:
        raise ValueError(f"button data is longer than 64 bytes: {whole}")
    return whole


def button(label: str, name: str, *args: int | str, style: str | None = None) -> InlineKeyboardButton:
    """A button with a label (already in the reader's language) that answers to `Tap(name, …)`. The style "success"
    is drawn filled and green by clients that know it: the one thing most people are here to do."""
    return InlineKeyboardButton(text=label, callback_data=packed(name, *args), style=style)


class Tap(BaseFilter):
    """Matches a tap on the button `name` whose arguments are of these kinds (int or str), and hands the handler
    `args`. Anything malformed does not match and ends in the "button is out of date" answer."""

    def __init__(self, name: str, *kinds: type[int] | type[str]) -> None:
        self.name = name
        self.kinds = kinds

    async def __call__(self, event: CallbackQuery) -> bool | dict[str, Any]:
        name, *parts = (event.data or "").split(":")
        if name != self.name or len(parts) != len(self.kinds):
            return False
        args: list[int | str] = []
        for kind, part in zip(self.kinds, parts, strict=True):
            if not (_ID if kind is int else _WORD).fullmatch(part):
                return False
            number = int(part) if kind is int else 0
            if number > LONGEST_ID:
                return False
            args.append(number if kind is int else part)
        return {"args": tuple(args)}
