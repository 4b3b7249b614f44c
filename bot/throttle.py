"""Keeps one person's flood of taps or words from becoming everybody's (fault case 41)."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.pacer import Limits, Timer
from texts.voice import voice_for

_REMEMBERED: Final = 2000


@dataclass(slots=True)
class _Hand:
    """What one person did lately."""

    came: deque[float] = field(default_factory=deque)
    told_at: float | None = None


class Throttle(BaseMiddleware):
    """Lets a person do so much in a span; the rest is dropped, with at most one notice in a span."""

    def __init__(self, limits: Limits, language: str, timer: Timer | None = None) -> None:
        self.most = limits.flood_updates
        self.span = limits.flood_span
        self.language = language
        self._timer = timer
        self._hands: OrderedDict[int, _Hand] = OrderedDict()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        context: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Message | CallbackQuery)
        if event.from_user is None or self._allows(event.from_user.id):
            return await handler(event, context)
        await self._notice(event)
        return None

    def _allows(self, user_id: int) -> bool:
        now = (self._timer or asyncio.get_running_loop()).time()
        hand = self._hands.pop(user_id, None) or _Hand()
        self._hands[user_id] = hand
        if len(self._hands) > _REMEMBERED:
            self._hands.popitem(last=False)
        while hand.came and hand.came[0] <= now - self.span:
            hand.came.popleft()
        if len(hand.came) >= self.most:
            return False
        hand.came.append(now)
        return True

    async def _notice(self, event: Message | CallbackQuery) -> None:
        assert event.from_user is not None
        now = (self._timer or asyncio.get_running_loop()).time()
        hand = self._hands[event.from_user.id]
        first = hand.told_at is None or now - hand.told_at >= self.span
        if first:
            hand.told_at = now
        line = voice_for(self.language)("too-fast")
        with contextlib.suppress(TelegramAPIError):
            if isinstance(event, CallbackQuery):
                # Even a dropped tap is answered, or its button would spin for minutes.
                await event.answer(line if first else None)
            elif first and event.chat.type == "private":
                await event.answer(line)
