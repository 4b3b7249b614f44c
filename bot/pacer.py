"""One pacer for everything outbound: it keeps the platform's limits and lets those who wait for an answer go first.

Limits: about 30 messages a second in all, one a second to a person, 20 a minute to a group (Bot API FAQ).
"""

from __future__ import annotations

import asyncio
import bisect
import contextlib
from collections import deque
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, SendChatAction, TelegramMethod
from aiogram.methods.base import TelegramType

INTERACTIVE: Final = "0-interactive"
"""The rank of an answer somebody waits for; the outbox's ranks (domain/promises.Rank) come after it."""
_FREE: Final = "paid"
_MESSAGES: Final = ("Send", "Edit", "Copy", "Forward")
_LONGEST_PATIENCE: Final = 30.0  # seconds an interactive answer obeys a retry_after before it is given up
_rank: ContextVar[str] = ContextVar("rank", default=INTERACTIVE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may go out; spans in seconds. `reserve` places of a group's minute are kept for answers."""

    per_second: float = 28.5
    person_burst: int = 3
    person_span: float = 3.0
    group_burst: int = 20
    group_span: float = 60.0
    reserve: int = 2
    card_first: float = 0.3
    card_gap: float = 3.1
    flood_updates: int = 20
    flood_span: float = 10.0


TELEGRAM: Final = Limits()
STAGE: Final = Limits(
    per_second=1e6,
    person_burst=10**6,
    group_burst=10**6,
    card_first=0.0,
    card_gap=0.0,
    flood_updates=10**6,
)
"""The sandbox is ours: it takes what comes, and its clock may stand still."""


class Timer(Protocol):
    """Monotonic time, as an event loop has it."""

    def time(self) -> float:
        """Seconds since some moment; never goes back."""

    def call_at(self, when: float, callback: Any, *args: Any) -> Any:
        """Call it then; the handle has `cancel()`."""


@dataclass(order=True, slots=True)
class _Waiter:
    rank: str
    turn: int
    chat: int | str = field(compare=False)
    go: asyncio.Future[None] = field(compare=False)


class Pacer:
    """Hands out turns: `await slot(chat)` returns when a message may go to that chat."""

    def __init__(self, limits: Limits = TELEGRAM, timer: Timer | None = None) -> None:
        self.limits = limits
        self._timer = timer
        self._waiting: list[_Waiter] = []
        self._turns = 0
        self._next_at = 0.0
        self._went: dict[int | str, deque[float]] = {}
        self._held: dict[int | str, float] = {}
        self._rejected: deque[tuple[float, int | str]] = deque(maxlen=16)
        self._alarm: Any = None

    @property
    def timer(self) -> Timer:
        return self._timer or asyncio.get_running_loop()

    async def slot(self, chat: int | str, rank: str = INTERACTIVE) -> None:
        """Wait for this chat's turn. Lower ranks first, then who came first; a full chat holds up no other."""
        self._turns += 1
        waiter = _Waiter(rank, self._turns, chat, asyncio.get_running_loop().create_future())
        bisect.insort(self._waiting, waiter)
        self._hand_out()
        try:
            await waiter.go
        except asyncio.CancelledError:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
            raise

    def wait_for(self, chat: int | str, rank: str = INTERACTIVE) -> float:
        """Seconds until this chat itself would take a message, whatever else is waiting."""
        return max(0.0, self._chat_free_at(chat, rank, self.timer.time()) - self.timer.time())

    def hold(self, chat: int | str, seconds: float) -> None:
        """The platform said "retry after": nothing to this chat until then; three chats at once: nothing at all."""
        now = self.timer.time()
        until = now + seconds
        self._held[chat] = max(self._held.get(chat, 0.0), until)
        self._rejected.append((now, chat))
        if len({c for at, c in self._rejected if now - at < 1.0}) >= 3:
            self._next_at = max(self._next_at, until)
            self._rejected.clear()
        self._hand_out()

    def _hand_out(self) -> None:
        now = self.timer.time()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        soonest: float | None = None
        blocked: dict[tuple[int | str, bool], float] = {}
        for waiter in list(self._waiting):
            if waiter.go.done():
                self._waiting.remove(waiter)
                continue
            if self._next_at > now:
                soonest = self._next_at
                break
            key = (waiter.chat, waiter.rank == INTERACTIVE)
            free_at = blocked.get(key) or self._chat_free_at(waiter.chat, waiter.rank, now)
            if free_at > now:
                blocked[key] = free_at
                soonest = free_at if soonest is None else min(soonest, free_at)
                continue
            self._waiting.remove(waiter)
            self._note(waiter.chat, now)
            waiter.go.set_result(None)
        if soonest is not None:
            self._alarm = self.timer.call_at(soonest, self._hand_out)

    def _note(self, chat: int | str, now: float) -> None:
        self._next_at = max(self._next_at, now - 1 / self.limits.per_second) + 1 / self.limits.per_second
        self._went.setdefault(chat, deque(maxlen=min(self._burst(chat), 64))).append(now)
        if len(self._went) > 5000:
            longest = max(self.limits.group_span, self.limits.person_span)
            self._went = {c: went for c, went in self._went.items() if now - went[-1] < longest}
            self._held = {c: until for c, until in self._held.items() if until > now}

    def _burst(self, chat: int | str) -> int:
        return self.limits.person_burst if _is_person(chat) else self.limits.group_burst

    def _chat_free_at(self, chat: int | str, rank: str, now: float) -> float:
        held = self._held.get(chat, 0.0)
        burst = self._burst(chat)
        span = self.limits.person_span if _is_person(chat) else self.limits.group_span
        if rank != INTERACTIVE:
            # What nobody waits for keeps the plain rhythm to a person, and leaves a group room for answers.
            span, burst = (span / burst, 1) if _is_person(chat) else (span, max(1, burst - self.limits.reserve))
        went = [at for at in self._went.get(chat, ()) if at > now - span]
        if len(went) < burst:
            return held
        return max(held, went[-burst] + span)


class Paced(BaseRequestMiddleware):
    """Makes every outgoing message wait for its turn; what is no message (a callback answer, getUpdates) does not.

    An interactive answer that the platform puts off is sent again when it says; the outbox keeps its own rows.
    """

    def __init__(self, pacer: Pacer) -> None:
        self.pacer = pacer

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if not is_message(method):
            return await make_request(bot, method)
        chat, rank = _chat_of(method), _rank.get()
        patience = _LONGEST_PATIENCE if rank == INTERACTIVE else 0.0
        while True:
            if rank != _FREE:
                await self.pacer.slot(chat, rank)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as later:
                self.pacer.hold(chat, later.retry_after)
                patience -= later.retry_after
                if patience < 0:
                    raise


def is_message(method: TelegramMethod[Any]) -> bool:
    """Whether a call counts against the platform's limits."""
    name = type(method).__name__
    return name.startswith(_MESSAGES) and not isinstance(method, SendChatAction)


@contextlib.contextmanager
def slot_taken() -> Iterator[None]:
    """Calls inside have waited for their turn already (the sender takes it before it writes the letter)."""
    token = _rank.set(_FREE)
    try:
        yield
    finally:
        _rank.reset(token)


def _chat_of(method: TelegramMethod[Any]) -> int | str:
    return getattr(method, "chat_id", None) or 0


def _is_person(chat: int | str) -> bool:
    return isinstance(chat, int) and chat > 0
