"""The poll loop: asks the platform for updates and confirms one only after its effect is on disk.

Updates of a chat take effect in the order they came; many chats go on at once (delivery.md 3.1).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramConflictError, TelegramUnauthorizedError
from aiogram.types import Update

from bot.inbox import Inbox
from bot.unread import GetRawUpdates, number_of
from storage import updates
from storage.engine import StorageUnavailable
from storage.store import Store

log = logging.getLogger(__name__)

LIMIT: Final = 100
CONFLICTS: Final = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the loop waits, in seconds of real time: tests hurry it."""

    long_poll: int = 50
    watchdog: float = 90.0
    first_pause: float = 0.5
    longest_pause: float = 30.0
    conflict_pause: float = 2.0
    finish: float = 6.0
    glance: float = 0.1
    longest_glance: float = 1.6


class Ousted(Exception):
    """Another program polls with the same token; this one has to end."""


class Poll:
    """`run` until `stop`, or until it raises Ousted or TelegramUnauthorizedError."""

    def __init__(
        self,
        bot: Bot,
        session: BaseSession,
        inbox: Inbox,
        store: Store,
        allowed: list[str],
        patience: Patience | None = None,
    ) -> None:
        self.bot = bot
        self.session = session
        """Of its own: a long poll that hangs is ended by closing it, which must not tear a message on its way."""
        self.inbox = inbox
        self.store = store
        self.allowed = allowed
        self.patience = patience or Patience()
        self.offset: int | None = None
        self.last_heard = 0.0
        """Loop time of the last answer from the platform."""
        self._finished: dict[int, bool] = {}
        """Every update fetched and not yet confirmed, oldest first, and whether it is finished."""
        self._passed: set[int] = set()
        """Updates that the running question still asks for, though they were finished after it was asked."""
        self._lanes: dict[int, deque[Update]] = {}
        """What waits for its turn, by chat."""
        self._last: dict[tuple[int, int], asyncio.Task[None]] = {}
        """The unfinished update of each person in each chat."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._look = 0.0
        self._stopping = asyncio.Event()
        self._starting = True
        self._conflicts = 0
        self._conflict_at = 0.0

    @property
    def busy(self) -> bool:
        """Whether any update is being handled."""
        return any(not done for done in self._finished.values())

    async def run(self) -> None:
        """Fetch, handle, confirm. Ends after `stop()` with everything finished that could be."""
        pause = 0.0
        stopped = asyncio.create_task(self._stopping.wait())
        try:
            while not self._stopping.is_set():
                asking = asyncio.create_task(self._ask())
                await asyncio.wait({asking, stopped}, return_when=asyncio.FIRST_COMPLETED)
                if not asking.done():
                    asking.cancel()
                    with contextlib.suppress(asyncio.CancelledError, Exception):
                        await asking
                    break
                try:
                    fetched = asking.result()
                except TelegramUnauthorizedError:
                    raise
                except TelegramConflictError:
                    await self._conflict()
                except Exception as fault:
                    if not pause:
                        log.warning("the platform does not answer (%s); trying on", type(fault).__name__)
                    pause = min(self.patience.longest_pause, pause * 2 or self.patience.first_pause)
                    await self._rest(pause)
                else:
                    if pause:
                        log.info("the platform answers again")
                        pause = 0.0
                    await self._receive(fetched)
        finally:
            stopped.cancel()
            await self._wind_up()

    def stop(self) -> None:
        self._stopping.set()

    async def _ask(self) -> list[Any]:
        self._passed.clear()
        method = GetRawUpdates(
            offset=self.offset, limit=LIMIT, timeout=self.patience.long_poll, allowed_updates=self.allowed
        )
        try:
            async with asyncio.timeout(self.patience.watchdog):
                fetched = await self.session(self.bot, method, timeout=int(self.patience.watchdog) + 30)
        except TimeoutError:
            await self.session.close()
            raise
        self.last_heard = asyncio.get_running_loop().time()
        return fetched

    async def _conflict(self) -> None:
        now = asyncio.get_running_loop().time()
        self._conflicts = self._conflicts + 1 if now - self._conflict_at < 60 else 1
        self._conflict_at = now
        if self._conflicts >= CONFLICTS:
            raise Ousted
        await self._rest(self.patience.conflict_pause)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def _receive(self, fetched: list[Any]) -> None:
        fresh: list[Update] = []
        for raw in fetched:
            number = number_of(raw)
            if number is None:
                log.error("the platform sent something that is no update at all")
                continue
            if number in self._finished or number in self._passed:
                continue
            self._finished[number] = False
            self._idle.clear()
            try:
                fresh.append(Update.model_validate(raw, context={"bot": self.bot}))
            except Exception as fault:  # one that cannot be read must not hold up the others of its batch
                self._spawn(self._settle(number, partial(self.inbox.cannot_read, number, fault)))
        if self._starting:
            # One of these may be what ended the program last time: one at a time, each counted before it is tried.
            self._starting = False
            for update in fresh:
                if self._stopping.is_set():
                    return
                await self._handle(update, None, suspect=True)
            return
        for update in fresh:
            chat, _ = _whose(update)
            lane = self._lanes.get(chat)
            if lane is not None:
                lane.append(update)
            else:
                self._lanes[chat] = deque([update])
                self._spawn(self._work_off(chat))
        # What is still being handled would be sent again and again. New updates are looked for when all is done,
        # or now and then while something takes its time: ever more seldom, for each look brings it all once more.
        self._look = self.patience.glance if fresh else min(self.patience.longest_glance, self._look * 2)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._look):
                await self._idle.wait()

    async def _work_off(self, chat: int) -> None:
        lane = self._lanes[chat]
        while lane and not self._stopping.is_set():
            update = lane.popleft()
            whose = _whose(update)
            if (before := self._last.get(whose)) is not None:
                await asyncio.wait({before})
            durable = asyncio.Event()
            task = self._last[whose] = self._spawn(self._handle(update, durable))
            task.add_done_callback(partial(self._forget, whose))
            # The next one starts when this one's effect is on disk; its answer may still be on the way.
            claimed = asyncio.create_task(durable.wait())
            await asyncio.wait({task, claimed}, return_when=asyncio.FIRST_COMPLETED)
            claimed.cancel()
        del self._lanes[chat]

    def _forget(self, whose: tuple[int, int], task: asyncio.Task[None]) -> None:
        if self._last.get(whose) is task:
            del self._last[whose]

    async def _handle(self, update: Update, durable: asyncio.Event | None, *, suspect: bool = False) -> None:
        on_claim = durable.set if durable else lambda: None
        await self._settle(update.update_id, partial(self.inbox.take, update, suspect=suspect, on_claim=on_claim))

    async def _settle(self, number: int, take: Callable[[], Awaitable[object]]) -> None:
        """Take an update, as often as the database is away; then the platform may be told of it."""
        pause = 0.0
        while True:
            try:
                await take()
                break
            except StorageUnavailable as fault:
                if not pause:
                    log.error("nothing can be recorded now (%s); update %d waits", fault, number)
                pause = min(self.patience.longest_pause / 3, pause * 2 or self.patience.first_pause)
                await self._rest(pause)
                if self._stopping.is_set():
                    return
            except Exception as fault:
                bare = RuntimeError(type(fault).__name__)
                log.error("update %d is passed over", number, exc_info=(RuntimeError, bare, fault.__traceback__))
                break
        self._finished[number] = True
        self._move_offset()
        if not self.busy:
            self._idle.set()

    def _move_offset(self) -> None:
        """Past the longest run of finished updates, and not one further."""
        while self._finished and self._finished[update_id := next(iter(self._finished))]:
            del self._finished[update_id]
            self._passed.add(update_id)
            self.offset = update_id + 1  # not the greatest so far: after a quiet week numbers begin elsewhere

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _wind_up(self) -> None:
        """Finish what is in hand, then tell the platform how far we came."""
        self._stopping.set()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=self.patience.finish)
        for task in list(self._tasks):
            task.cancel()
        if self.offset is not None:
            with contextlib.suppress(Exception):
                sync = GetRawUpdates(offset=self.offset, limit=1, timeout=0, allowed_updates=self.allowed)
                async with asyncio.timeout(2):
                    await self.session(self.bot, sync, timeout=2)
            with contextlib.suppress(Exception):
                await self.store.write(updates.forget_attempts, self.bot.id, self.offset - 1)
        await self.session.close()


def _whose(update: Update) -> tuple[int, int]:
    """The chat whose order an update keeps, and the person in it."""
    if update.callback_query is not None:
        user = update.callback_query.from_user.id
        return (update.callback_query.message.chat.id if update.callback_query.message else user), user
    event = update.message or update.my_chat_member or update.chat_member
    if event is None:
        return 0, 0
    return event.chat.id, event.from_user.id if event.from_user else 0
