"""The one clock: what time it is, and waiting for a time; sandbox, demo and tests use one that can be turned."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

_LONGEST_NAP: Final = 30.0  # seconds; a wall clock that someone sets is noticed after this at the latest


class Clock:
    """The machine's clock. Everything in bot/ asks it; everything else is told the time as an argument."""

    def __init__(self) -> None:
        self._turned = asyncio.Event()

    def now(self) -> datetime:
        """The time as an aware UTC instant."""
        return datetime.now(UTC)

    async def wait_until(self, when: datetime) -> None:
        """Returns once `now()` has reached `when`; at once, but after letting others run, if it already has.

        A turned clock wakes the waiter straight away. Raises ValueError for a naive `when`.
        """
        if when.tzinfo is None:
            raise ValueError("a time to wait for needs its time zone")
        await asyncio.sleep(0)  # so that a loop over past instants cannot starve the others
        while (rest := self._real_seconds_to(when)) is None or rest > 0:
            turned = self._turned
            try:
                async with asyncio.timeout(None if rest is None else min(rest, _LONGEST_NAP)):
                    await turned.wait()
            except TimeoutError:
                continue

    async def sleep(self, seconds: float) -> None:
        """Waits `seconds` of this clock's time; a clock turned past the end wakes the sleeper."""
        await self.wait_until(self.now() + timedelta(seconds=seconds))

    def _real_seconds_to(self, when: datetime) -> float | None:
        """How long to wait for `when`, 0 or less if it is past, None if only a turn of the clock brings it."""
        return (when - self.now()).total_seconds()


class TurnableClock(Clock):
    """A clock with a dial. It runs on from where it was set, or, with `runs=False`, stands still until turned.

    `start` defaults to the machine's time. Use it from one event loop only: turning it is not thread-safe.
    """

    def __init__(self, start: datetime | None = None, *, runs: bool = True) -> None:
        super().__init__()
        self._runs = runs
        self._shows = _aware(start) if start is not None else super().now()
        self._since = super().now()

    def now(self) -> datetime:
        if not self._runs:
            return self._shows
        return self._shows + (super().now() - self._since)

    def set(self, to: datetime, *, back: bool = False) -> None:
        """Turns the clock to `to` and wakes everyone who waits, to look again.

        Raises ValueError for a naive time, and for one before `now()` unless `back` says that it is meant:
        what was already sent or closed stays so when time goes backwards.
        """
        if _aware(to) < self.now() and not back:
            raise ValueError(f"the clock already shows {self.now():%Y-%m-%d %H:%M:%S} UTC; it is not turned back")
        self._shows = _aware(to)
        self._since = super().now()
        turned, self._turned = self._turned, asyncio.Event()
        turned.set()

    def turn(self, by: timedelta) -> None:
        """Turns the clock on by a span of time."""
        self.set(self.now() + by)

    def _real_seconds_to(self, when: datetime) -> float | None:
        rest = (when - self.now()).total_seconds()
        return rest if self._runs or rest <= 0 else None


def _aware(time: datetime) -> datetime:
    if time.tzinfo is None:
        raise ValueError("the clock needs a time with its time zone")
    return time.astimezone(UTC)
