"""How a conversation answers: a toast, a line here, a line in private; always in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BufferedInputFile, CallbackQuery, ForceReply, InlineKeyboardMarkup, Message, ReplyParameters
from aiogram.utils.formatting import Text

from domain.refusals import Refused
from texts.voice import Voice

TOAST_LONGEST: Final = 200
"""The platform cuts a callback answer here."""

Words = str | Text
"""A key of texts/ (str), or formatted text that is ready to be sent."""


@dataclass(frozen=True, slots=True)
class Say:
    """Bound to one event. Every line is a key of texts/ with its facts, or ready text from a view."""

    bot: Bot
    voice: Voice
    user_id: int
    event: Message | CallbackQuery

    @property
    def message(self) -> Message | None:
        """The message that was written, or that carries the tapped button (None when the platform forgot it)."""
        if isinstance(self.event, Message):
            return self.event
        return self.event.message if isinstance(self.event.message, Message) else None

    @property
    def chat_id(self) -> int:
        """Where the event came from, also when the message there is too old to be read or changed."""
        return (
            self.event.message.chat.id
            if isinstance(self.event, CallbackQuery) and self.event.message
            else (self.event.chat.id if isinstance(self.event, Message) else self.user_id)
        )

    @property
    def private(self) -> bool:
        return self.chat_id == self.user_id

    @property
    def tapped(self) -> bool:
        """Whether a button was tapped, so that a toast can answer."""
        return isinstance(self.event, CallbackQuery)

    def _text(self, words: Words, facts: dict[str, Any]) -> Text:
        return words if isinstance(words, Text) else self.voice.rich(words, **facts)

    async def toast(self, words: Words = "", *, alert: bool = False, url: str | None = None, **facts: Any) -> None:
        """Answer a tap. An old or already answered tap is no mistake: the platform's refusal is ignored."""
        if not isinstance(self.event, CallbackQuery):
            return
        line = self._text(words, facts).as_kwargs()["text"] if words else None
        try:
            await self.event.answer(line[:TOAST_LONGEST] if line else None, show_alert=alert, url=url)
        except TelegramBadRequest:
            return

    async def reply(
        self,
        words: Words,
        keyboard: InlineKeyboardMarkup | ForceReply | None = None,
        *,
        quote: bool = False,
        **facts: Any,
    ) -> Message:
        """Answer in the chat the event came from."""
        here = self.message
        quoted = (
            ReplyParameters(message_id=here.message_id, allow_sending_without_reply=True) if here and quote else None
        )
        thread = here.message_thread_id if here and here.is_topic_message else None
        return await self.bot.send_message(
            self.chat_id,
            **self._text(words, facts).as_kwargs(),
            reply_markup=keyboard,
            reply_parameters=quoted,
            message_thread_id=thread,
        )

    async def privately(
        self, words: Words, keyboard: InlineKeyboardMarkup | None = None, **facts: Any
    ) -> Message | None:
        """Write to the person's private chat. None when they never opened it or blocked the bot."""
        text = self._text(words, facts).as_kwargs()
        try:
            return await self.bot.send_message(self.user_id, **text, reply_markup=keyboard)
        except TelegramForbiddenError:
            return None
        except TelegramBadRequest as refusal:
            if "chat not found" in refusal.message:
                return None
            raise

    async def alone(self, words: Words, keyboard: InlineKeyboardMarkup | None = None, **facts: Any) -> Message:
        """Answer the one who asked, in private or not at all. Raises Refused("open-private-first")."""
        told = await self.privately(words, keyboard, **facts)
        if told is None:
            raise Refused("open-private-first")
        return told

    async def quietly(self, words: Words, **facts: Any) -> None:
        """Answer so that only the person is bothered, where the platform can: a toast, else in private, else one
        quoted line here."""
        if isinstance(self.event, CallbackQuery):
            await self.toast(words, alert=True, **facts)
        elif self.private or not await self.privately(words, **facts):
            await self.reply(words, quote=not self.private, **facts)

    async def edit(self, words: Words, keyboard: InlineKeyboardMarkup | None = None, **facts: Any) -> None:
        """Replace the message that carries the tapped button; the same text again is no mistake. A message that the
        platform no longer shows us cannot be changed: then only a toast answers, and nobody else is bothered."""
        if self.message is None:
            await self.toast(words, alert=True, **facts)
            return
        try:
            await self.message.edit_text(**self._text(words, facts).as_kwargs(), reply_markup=keyboard)
        except TelegramBadRequest as refusal:
            if "message is not modified" not in refusal.message:
                raise

    async def document_privately(self, content: bytes, name: str) -> None:
        """Send a file to the person's private chat."""
        await self.bot.send_document(self.user_id, BufferedInputFile(content, name))

    async def photo_privately(self, content: bytes, name: str) -> None:
        """Send a picture to the person's private chat."""
        await self.bot.send_photo(self.user_id, BufferedInputFile(content, name))
