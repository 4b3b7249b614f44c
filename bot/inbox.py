"""One update, handled so that it takes effect once: done before, tried again, or set aside. For poll and webhook."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.carrier import to_operators
from bot.clock import Clock
from bot.failures import Failure, failure_of
from bot.parked import keep
from storage import outbox, updates
from storage.engine import StorageUnavailable
from storage.store import Store
from storage.tx import Tx
from storage.updates import AlreadyDone, UpdateScope
from texts.voice import voice_for

log = logging.getLogger(__name__)

TRIES: Final = 3
LONGEST: Final = 60.0
"""Seconds a conversation may take over one update; its chat waits meanwhile."""
_REMEMBERED: Final = 4096
_PASSING: Final = (Failure.OFFLINE, Failure.DOUBT, Failure.LATER)
_SETTLED: Final = (Failure.UNREACHABLE, Failure.SAME, Failure.LOST, Failure.NO_THREAD, Failure.MOVED)


class Scope(UpdateScope):
    """An update's scope that tells, when asked, the moment its first write is on disk."""

    __slots__ = ("_claimed", "_on_claim")

    def __init__(self, bot_id: int, update_id: int, now: datetime, on_claim: Callable[[], None]) -> None:
        self._claimed = False
        self._on_claim = on_claim
        super().__init__(bot_id, update_id, now)

    @property
    def claimed(self) -> bool:
        return self._claimed

    @claimed.setter
    def claimed(self, value: bool) -> None:
        self._claimed = value
        if value:
            self._on_claim()


class Taken(StrEnum):
    """What became of an update that was handed in."""

    DONE = "done"
    """It took effect, now or before, or was answered in full."""
    NOTHING = "nothing"
    """Nothing was written down and the answer did not arrive."""
    ASIDE = "aside"


class Inbox:
    """Hands updates to the conversations. `take` returns once the platform may be told that it was received."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        bot: Bot,
        store: Store,
        clock: Clock,
        *,
        operators: frozenset[int] = frozenset(),
        language: str = "zh",
    ) -> None:
        self.dispatcher = dispatcher
        self.bot = bot
        self.store = store
        self.clock = clock
        self.operators = operators
        self.language = language
        self.parked: Path | None = None
        """Where updates that are set aside are kept for `replay`; None: nowhere."""
        self._told: set[int] = set()
        self._floor: int | None = None
        self._taken: OrderedDict[int, None] = OrderedDict()
        """The numbers above the floor that this process has had in hand."""

    async def take(
        self,
        update: Update,
        *,
        suspect: bool = False,
        again: bool = False,
        on_claim: Callable[[], None] = lambda: None,
    ) -> Taken:
        """Handle one update; returns when it took effect, had done so before, or was set aside. `again`: also one that
        was set aside before.

        Raises StorageUnavailable when nothing could be recorded: the same update must be handed in again later.
        `suspect` counts the try beforehand, so that an update that kills the program is set aside too.
        """
        try:
            taken = await self._take(update, suspect, again, on_claim)
        except StorageUnavailable:
            if update.update_id not in self._told:
                self._told.add(update.update_id)
                await self._tell(update, "not-recorded")
            raise
        except Exception as fault:
            await self._let_go(update.update_id, _kind_of(update), fault)
            taken = Taken.ASIDE
        self._told.discard(update.update_id)
        return taken

    async def cannot_read(self, update_id: int, fault: Exception) -> None:
        """An update this version cannot read is parked and the operators are told, or it would come back for ever.

        Raises StorageUnavailable as `take` does.
        """
        if await self._is_done(update_id):
            return
        log.error("update %d cannot be read by this version and is set aside", update_id)
        try:
            await self._set_aside(update_id, "unreadable", _unread(fault))
        except StorageUnavailable:
            raise
        except Exception as worse:
            await self._let_go(update_id, "unreadable", worse)

    async def _take(self, update: Update, suspect: bool, again: bool, on_claim: Callable[[], None]) -> Taken:
        if again:
            if await self.store.read(updates.took_effect, self.bot.id, update.update_id):
                return Taken.DONE
        elif await self._is_done(update.update_id):
            return Taken.DONE
        while True:
            tries = 0
            if suspect:
                tries = await self._count(update)
                if tries > TRIES:
                    await self._park(update, "it ended the program")
                    return Taken.ASIDE
            fault = await self._try(update, on_claim)
            if isinstance(fault, Taken):
                if suspect:
                    # Innocent, and so were those before it.
                    await self.store.write(updates.forget_attempts, self.bot.id, update.update_id)
                return fault
            tries = tries or await self._count(update)
            if tries < TRIES:
                await asyncio.sleep(0.1 * tries if failure_of(fault) in _PASSING else 0)
            elif failure_of(fault) in _PASSING:
                log.warning("update %d was not answered: %s", update.update_id, type(fault).__name__)
                return Taken.NOTHING
            else:
                await self._park(update, _where(fault))
                return Taken.ASIDE

    async def _is_done(self, update_id: int) -> bool:
        """Whether it took effect before. A number above all that were handled before the start, and new to us, needs
        no look."""
        if self._floor is None:
            self._floor = await self.store.read(updates.newest, self.bot.id)
        if update_id > self._floor and update_id not in self._taken:
            self._taken[update_id] = None
            if len(self._taken) > _REMEMBERED:
                oldest, _ = self._taken.popitem(last=False)
                self._floor = max(self._floor, oldest)
            return False
        return await self.store.read(updates.is_done, self.bot.id, update_id)

    async def _try(self, update: Update, on_claim: Callable[[], None]) -> Taken | Exception:
        """Returns the fault that kept the update from having any effect and may not do so the next time."""
        scope = Scope(self.bot.id, update.update_id, self.clock.now(), on_claim)
        try:
            with updates.handling(scope):
                fault = await self._feed(update, scope)
                if scope.wizard_moves and (fault is None or self._took_effect(fault, scope)):
                    # Also where only the answer failed: a conversation must not stand where it was before its deed.
                    await self.store.write(updates.settle)
        except AlreadyDone:
            return Taken.DONE
        if fault is None:
            return Taken.DONE
        if self._took_effect(fault, scope) and failure_of(fault) is not None:
            log.info("update %d: the answer did not arrive: %s", update.update_id, type(fault).__name__)
            return Taken.DONE if scope.claimed else Taken.NOTHING
        # The words of an exception may be words that somebody typed: only its kind and its way are logged.
        bare = RuntimeError(type(fault).__name__)
        log.error("update %d failed", update.update_id, exc_info=(RuntimeError, bare, fault.__traceback__))
        return Taken.DONE if scope.claimed else fault

    async def _feed(self, update: Update, scope: UpdateScope) -> Exception | None:
        try:
            async with asyncio.timeout(LONGEST):
                await self.dispatcher.feed_update(self.bot, update, now=scope.now)
        except (AlreadyDone, StorageUnavailable):
            raise
        except Exception as fault:
            return fault
        return None

    @staticmethod
    def _took_effect(fault: Exception, scope: UpdateScope) -> bool:
        return scope.claimed or failure_of(fault) in _SETTLED

    async def _count(self, update: Update) -> int:
        return await self.store.write(updates.count_attempt, self.bot.id, update.update_id)

    async def _park(self, update: Update, error: str) -> None:
        log.error("update %d is set aside after %d tries: %s", update.update_id, TRIES, error)
        await self._set_aside(update.update_id, _kind_of(update), error)
        if self.parked is not None:
            try:
                keep(self.parked, self.bot.id, update, self.clock.now())
            except OSError as fault:
                log.warning("update %d cannot be kept for a replay: %s", update.update_id, fault.strerror)
        await self._tell(update, "went-wrong")

    async def _set_aside(self, update_id: int, kind: str, error: str) -> None:
        await self.store.write(set_aside, self.bot.id, update_id, kind, error, self.operators, self.clock.now())

    async def _let_go(self, update_id: int, kind: str, fault: Exception) -> None:
        """Even its bookkeeping failed, and not because the database is away: one update may not hold up all others.

        Raises StorageUnavailable when the database takes nothing else either: then it is not this update's fault.
        """
        log.error("update %d cannot be settled: %s", update_id, type(fault).__name__)
        try:
            await self._set_aside(update_id, kind, _where(fault))
        except StorageUnavailable:
            raise
        except Exception:
            try:
                await self.store.write(updates.count_attempt, self.bot.id, 0)
            except Exception as sick:
                raise StorageUnavailable(type(sick).__name__) from sick
            log.error("update %d is let go, and nothing of it is on record", update_id)

    async def _tell(self, update: Update, key: str) -> None:
        """One line to whoever sent the update, if that can be done without bothering others."""
        line = voice_for(self.language)(key)
        with contextlib.suppress(Exception):
            if update.callback_query:
                await self.bot.answer_callback_query(update.callback_query.id, text=line, show_alert=True)
            elif update.message and update.message.chat.type == "private":
                await self.bot.send_message(update.message.chat.id, line)


async def set_aside(
    tx: Tx, bot_id: int, update_id: int, kind: str, error: str, operators: frozenset[int], now: datetime
) -> None:
    """Park an update and promise each operator one line about it."""
    await updates.park(tx, bot_id, update_id, kind, error, now)
    facts: dict[str, int | str] = {"line": "operator-parked", "update": str(update_id), "kind": kind, "error": error}
    await outbox.promise(tx, to_operators(operators, f"parked:{bot_id}:{update_id}", now, facts))


def _kind_of(update: Update) -> str:
    try:
        return update.event_type
    except UpdateTypeLookupError:
        return "unknown"


def _unread(fault: Exception) -> str:
    """Which fields could not be read; never what stood in them."""
    if not isinstance(fault, ValidationError):
        return type(fault).__name__
    places = (".".join(str(step) for step in error["loc"]) for error in fault.errors(include_input=False))
    return f"{type(fault).__name__} at {', '.join(places)}"[:300]


def _where(fault: Exception) -> str:
    """The kind of a fault and the line of ours it came from; never its words."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = next((f for f in reversed(frames) if "site-packages" not in f.filename), None)
    place = f" at {Path(ours.filename).name}:{ours.lineno}" if ours else ""
    return type(fault).__name__ + place
