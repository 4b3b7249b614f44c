"""The dial the sandbox turns: it walks the bot's clock through every promise on the way, and knows when all is done."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.app import App
from bot.clock import Clock, TurnableClock
from storage import outbox

log = logging.getLogger(__name__)

MOST_STOPS: Final = 5000
"""A turn that stops more often than this goes straight to its end: something promises itself anew for ever."""


class VillageDial:
    """A sandbox.dial.Dial over the bot's clock. `app` and `drained` are given once both sides stand."""

    def __init__(self, clock: TurnableClock, file: Path | None = None) -> None:
        self.clock = clock
        self.app: App | None = None
        self.drained: Callable[[], Awaitable[None]] | None = None
        """Waits until the platform has no update left that the bot did not confirm."""
        self._file = file
        self._turning = asyncio.Lock()

    def now(self) -> datetime:
        return self.clock.now()

    async def turn(self, to: datetime) -> None:
        """Let it become `to`, stopping at every moment something is due. Raises ValueError to turn it back."""
        if to < self.clock.now():
            raise ValueError("the clock is only turned on, never back")
        async with self._turning:
            for _ in range(MOST_STOPS):
                await self.settled()
                due = await self._next()
                if due is None or due > to:
                    break
                self._set(due)
                await self._tick()
            else:
                log.warning("the turn to %s had too many stops", to)
            self._set(to)
            await self._tick()
            await self.settled()
            self._keep()

    def _set(self, to: datetime) -> None:
        # A running clock may pass `to` between a look and a turn; those microseconds may be taken back.
        if to > self.clock.now():
            self.clock.set(to, back=True)

    async def settled(self) -> None:
        """Return when every update is confirmed, every write done, and nothing due at this moment is unsent."""
        if self.app is None:
            return
        while True:
            if self.drained is not None:
                await self.drained()
            if await self.app.quiet():
                return
            await asyncio.sleep(0.001)

    async def _next(self) -> datetime | None:
        if self.app is None:
            return None
        now = self.clock.now()
        moments = [await self.app.store.read(outbox.next_moment, now=now), self.app.jobs.next_due(now)]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _tick(self) -> None:
        if self.app is not None:
            await self.app.jobs.tick(self.clock.now())

    def _keep(self) -> None:
        """Remember how far the village is ahead of the wall, so that a restart does not throw it back."""
        if self._file is None:
            return
        ahead = (self.clock.now() - Clock().now()).total_seconds()
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"seconds_ahead": round(ahead)}))


def remembered_clock(file: Path, at_least: datetime | None = None) -> TurnableClock:
    """The village's clock as it was left; never before `at_least` (the latest thing that happened on the stage)."""
    ahead = timedelta()
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        ahead = timedelta(seconds=float(json.loads(file.read_text())["seconds_ahead"]))
    start = Clock().now() + max(ahead, timedelta())
    if at_least is not None:
        start = max(start, at_least.astimezone(UTC))
    return TurnableClock(start)
