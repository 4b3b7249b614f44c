"""Coarse daily jobs: when each is due, and the tick that does them. What people wait for are outbox rows instead."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage import ledger
from storage.engine import StorageUnavailable
from storage.store import Store
from usecases import waking

log = logging.getLogger(__name__)

TICK: Final = 60


@dataclass(frozen=True, slots=True)
class Job:
    """Something done once a day at a local hour. After an outage the missed one is done once, if it is not `stale`."""

    at: time
    zone: str
    action: Callable[[datetime], Awaitable[Any]]
    stale: timedelta = timedelta(hours=24)

    def last(self, now: datetime) -> datetime:
        """The newest moment at or before now at which it was due."""
        here = now.astimezone(ZoneInfo(self.zone))
        due = datetime.combine(here.date(), self.at, here.tzinfo)
        if due > here:
            due = datetime.combine(here.date() - timedelta(days=1), self.at, here.tzinfo)
        return due

    def next(self, now: datetime) -> datetime:
        """The next moment after now."""
        here = now.astimezone(ZoneInfo(self.zone))
        due = datetime.combine(here.date(), self.at, here.tzinfo)
        return due if due > here else datetime.combine(here.date() + timedelta(days=1), self.at, here.tzinfo)


class Jobs:
    """Looks every minute, and whenever the dial was turned, what is due."""

    def __init__(
        self,
        store: Store,
        jobs: Callable[[], Awaitable[Mapping[str, Job]]],
        always: Mapping[str, Callable[[datetime], Awaitable[Any]]] | None = None,
    ) -> None:
        """`always`: what is done at every tick, because it must not wait for a night."""
        self.store = store
        self._list = jobs
        self._always = always or {}
        self._known: Mapping[str, Job] = {}
        self._failing: set[str] = set()
        self._scheduler: AsyncIOScheduler | None = None

    def start(self, now: Callable[[], datetime]) -> None:
        """Tick by the minute of the machine. A tick that came late is still done, and missed ones are one."""
        self._scheduler = AsyncIOScheduler()
        self._scheduler.add_job(
            self._tick_now,
            "interval",
            seconds=TICK,
            args=[now],
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def next_due(self, now: datetime) -> datetime | None:
        """When the next job is due, as far as the last tick knew."""
        return min((job.next(now) for job in self._known.values()), default=None)

    async def tick(self, now: datetime) -> None:
        """Do what is due and was not done. A job that fails is tried again at the next tick, and stops no other."""
        try:
            await self.store.write(waking.pulse, now)
            for name, action in self._always.items():
                await self._do(name, action, now)
            self._known = await self._list()
            for name, job in self._known.items():
                due = job.last(now)
                ran = await self.store.read(ledger.last_ran, name)
                if ran is not None and ran >= due:
                    continue
                # A job nobody ever did starts with its next turn: a new installation owes no yesterday.
                if ran is None or now - due > job.stale or await self._do(name, job.action, now):
                    await self.store.write(ledger.ran, name, now)
        except StorageUnavailable as fault:
            log.warning("no jobs now: %s", fault)
        except Exception as fault:  # the next tick tries again; what people wait for must not wait for this
            log.error("the jobs cannot be looked through: %s", type(fault).__name__, exc_info=fault)

    async def _do(self, name: str, action: Callable[[datetime], Awaitable[Any]], now: datetime) -> bool:
        try:
            await action(now)
        except StorageUnavailable:
            raise
        except Exception as fault:
            if name not in self._failing:
                log.error("the job %s failed and is tried again: %s", name, type(fault).__name__, exc_info=fault)
            self._failing.add(name)
            return False
        self._failing.discard(name)
        return True

    async def _tick_now(self, now: Callable[[], datetime]) -> None:
        await self.tick(now())
