"""The clock of the stage: what a dial is, one that follows the wall, and how people name a moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

_PLUS = re.compile(r"\+(\d{1,4})([mhd])")
_CLOCK = re.compile(r"(tomorrow )?([01]?\d|2[0-3]):([0-5]\d)")
_UNIT = {"m": "minutes", "h": "hours", "d": "days"}
LONGEST_TURN = timedelta(days=366)


class Dial(Protocol):
    """A clock somebody can turn; the bot hands in its own, so that one turn moves both."""

    def now(self) -> datetime:
        """The moment it is on the stage, aware, UTC."""

    async def turn(self, to: datetime) -> None:
        """Let it become `to`; returns when everything due until then has happened."""

    async def settled(self) -> None:
        """Return when all work of this instant is done."""


class WallDial:
    """The wall clock plus an offset; nothing waits on it, so it is always settled."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    async def turn(self, to: datetime) -> None:
        self._offset = to - datetime.now(UTC)

    async def settled(self) -> None:
        return None


def moment(words: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment `words` name, seen from `now`, in UTC.

    "05:30" is the next half past five in `zone`, "tomorrow 05:30" that of the next calendar day, "+90m",
    "+1h" and "+2d" go on from now. ValueError says what was not understood, or that the turn is over a
    year.
    """
    words = words.strip()
    if plus := _PLUS.fullmatch(words):
        to = now + timedelta(**{_UNIT[plus[2]]: int(plus[1])})
    elif clock := _CLOCK.fullmatch(words):
        here = now.astimezone(zone)
        local = here.replace(hour=int(clock[2]), minute=int(clock[3]), second=0, microsecond=0)
        if clock[1] or local <= here:
            local += timedelta(days=1)
        to = local.astimezone(UTC)
    else:
        raise ValueError(f"not a moment: {words!r}; write 05:30, tomorrow 05:30, +1h or +30m")
    if to - now > LONGEST_TURN:
        raise ValueError("the clock turns by one year at most")
    return to
