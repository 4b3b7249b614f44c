"""Stands before every conversation: looks up who comes, hands over what a handler needs, puts a refusal into words."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from domain.names import clean_name
from domain.people import UserId
from domain.refusals import Refused
from handlers.say import Say
from handlers.words import said_command
from texts.voice import language_of_phone, voice_for
from usecases.meeting import Meeting, meet
from usecases.store import Store

log = logging.getLogger(__name__)

ANONYMOUS: Final = 1087968824
NOBODY: Final = frozenset({777000, ANONYMOUS, 136817688})
"""The platform's own accounts: forwarded channel posts, anonymous administrators, posts as a channel. Never actors."""


class Doorman(BaseMiddleware):
    """Hands handlers `store`, `me`, `village` and `say`; `now` is in the context already (bot/ puts it there)."""

    def __init__(self, store: Store, operators: frozenset[int], language: str) -> None:
        self.store = store
        self.operators = operators
        self.language = language

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        context: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Message | CallbackQuery)
        user = event.from_user
        if user is None or user.is_bot or user.id in NOBODY or getattr(event, "sender_chat", None):
            return await self._stranger(event)
        bot: Bot = context["bot"]
        chat_id = _chat_of(event, user.id)
        name = clean_name(user.first_name, user.last_name, user.id)
        met = await self.store.read(meet, chat_id=chat_id, user_id=UserId(user.id), name=name, operators=self.operators)
        voice = voice_for(self._spoken(met, user, private=chat_id == user.id))
        say = Say(bot, voice, user.id, event)
        context.update(store=self.store, me=met.me, village=met.village, say=say)
        try:
            return await handler(event, context)
        except Refused as refused:
            # Who was refused what is worth a line (ASVS 16.3.2); what they wrote is not ours to log.
            log.info("refused %s", refused.reason)
            await say.quietly(f"refused-{refused.reason}", **refused.facts)
            return None

    def _spoken(self, met: Meeting, user: User, *, private: bool) -> str:
        """What somebody chose; else in a group the village's language, in private that of their phone."""
        phone = language_of_phone(user.language_code)
        return met.me.language or (phone if private else None) or met.language or phone or self.language

    async def _stranger(self, event: Message | CallbackQuery) -> None:
        """An anonymous administrator's command to us is answered, so that he knows to write as himself."""
        if not isinstance(event, Message) or event.from_user is None or event.from_user.id != ANONYMOUS:
            return
        bot = event.bot
        if bot is not None and said_command(event.text or "", (await bot.me()).username):
            await event.reply(voice_for(self.language)("anonymous-admin"))


def _chat_of(event: Message | CallbackQuery, user_id: int) -> int:
    if isinstance(event, Message):
        return event.chat.id
    return event.message.chat.id if event.message else user_id
