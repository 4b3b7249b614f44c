"""The sender: claims what is due in the outbox, one row at a time, one per chat, and has it carried out."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Any, Final

from bot.carrier import ATTEMPTS, Carrier
from bot.clock import Clock
from storage import outbox
from storage.engine import StorageUnavailable
from storage.outbox import Letter
from storage.store import Store

log = logging.getLogger(__name__)

AT_ONCE: Final = 30
LONGEST_PAUSE: Final = 30.0


class Sender:
    """One per bot: the platform's limits are per token, and two senders would not know of each other."""

    def __init__(self, store: Store, clock: Clock, carrier: Carrier, name: str) -> None:
        self.store = store
        self.clock = clock
        self.carrier = carrier
        self.name = name
        self._sending: dict[asyncio.Task[None], int] = {}
        self._freed = asyncio.Event()
        self._pause = 0.0  # seconds of rest while the platform is out of reach
        self._rest_until = 0.0

    async def run(self) -> None:
        """Send what is due and wait for what will be, until cancelled."""
        pause, released = 0.0, False
        try:
            while True:
                try:
                    if not released:
                        # Claims of our name are those of a process that died: nobody else uses it.
                        await self.store.write(outbox.release, self.name)
                        released = True
                    await self._step()
                    pause = 0.0
                except Exception as fault:  # whatever it is: a sender that ended would be a silence nobody notices
                    if not pause:
                        away = isinstance(fault, StorageUnavailable)
                        log.error("the outbox cannot be used now (%s); trying on", fault, exc_info=not away)
                    pause = min(LONGEST_PAUSE, pause * 2 or 0.5)
                    await asyncio.sleep(pause)
        finally:
            for task in list(self._sending):
                task.cancel()

    async def finish(self, seconds: float) -> None:
        """Let what is on its way arrive and be recorded, but no longer than this."""
        if self._sending:
            await asyncio.wait(set(self._sending), timeout=seconds)

    async def settled(self) -> bool:
        """Whether nothing is on its way and nothing is due at this moment of the clock."""
        if self._sending:
            await asyncio.wait(set(self._sending))
        now = self.clock.now()
        moment = await self.store.read(outbox.next_moment, now=now)
        return (moment is None or moment > now) and not self._sending

    async def _step(self) -> None:
        self.store.committed.clear()
        self._freed.clear()
        now = self.clock.now()
        if len(self._sending) >= AT_ONCE or self._resting() > 0:
            await self._wait(None)
            return
        busy = set(self._sending.values())
        moment = await self.store.read(outbox.next_moment, now=now, busy=busy)
        if moment is None or moment > now:
            await self._wait(moment)
            return
        letter = await self._claim(now, busy)
        if letter is None:
            await asyncio.sleep(0)
        elif letter.attempts >= ATTEMPTS:
            await self.carrier.give_up(letter)
        elif letter.to is None:
            await self.carrier.do(letter)
        else:
            task = asyncio.create_task(self._carry(letter), name=f"letter-{letter.id}")
            self._sending[task] = letter.to
            task.add_done_callback(self._done)

    async def _claim(self, now: datetime, busy: set[int]) -> Letter | None:
        try:
            return await self.store.write(outbox.claim_next, now=now, sender=self.name, busy=busy)
        except ValueError:
            buried = await self.store.write(outbox.bury_unreadable, now=now)
            log.error("%d outbox rows cannot be read by this version and are set aside: %s", len(buried), buried)
            return None

    async def _carry(self, letter: Letter) -> None:
        reached = await self.carrier.carry(letter)
        if reached:
            if self._pause:
                log.info("the platform takes messages again")
            self._pause = 0.0
            return
        if not self._pause:
            log.warning("the platform cannot be reached; messages wait")
        if self._resting() <= 0:
            self._pause = min(LONGEST_PAUSE, self._pause * 2 or 1.0)
            self._rest_until = asyncio.get_running_loop().time() + self._pause

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._sending[task]
        self._freed.set()
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("a letter was left to its lease", exc_info=fault)

    def _resting(self) -> float:
        return self._rest_until - asyncio.get_running_loop().time()

    async def _wait(self, moment: datetime | None) -> None:
        """Until something was committed, a chat is free again, or the moment has come."""
        waits: set[asyncio.Task[Any]] = {asyncio.create_task(self._freed.wait())}
        if (rest := self._resting()) > 0:
            waits.add(asyncio.create_task(asyncio.sleep(rest)))
        else:
            waits.add(asyncio.create_task(self.store.committed.wait()))
            if moment is not None:
                waits.add(asyncio.create_task(self.clock.wait_until(moment)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
