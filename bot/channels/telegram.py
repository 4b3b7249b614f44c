"""Telegram's door: aiogram's stock session, which remembers how the answers of each method are read."""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class TelegramSession(AiohttpSession):
    """pydantic forgets a class that nobody holds: aiogram's own session has `Response[…]` made anew, which takes
    milliseconds, for most answers."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self._held: dict[Any, type[Response[Any]]] = {}

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """As aiogram's; the class of the answer is held from the first time on."""
        kind = method.__returning__
        if kind not in self._held:
            self._held[kind] = Response[kind]  # type: ignore[valid-type]
        return super().check_response(bot, method, status_code, content)
