"""Where an organiser is asked for words: the private chat, or the group by replies to the bot."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import ForceReply, InlineKeyboardMarkup

from handlers.answers import expect
from handlers.say import Say
from usecases.meeting import Me


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a draft is written: a private chat, or the group the organiser wrote in. `last` is the id of the message
    that was put here last."""

    say: Say
    state: FSMContext
    now: datetime
    private: bool
    last: int = 0

    @classmethod
    async def open(cls, say: Say, me: Me, state: FSMContext, now: datetime) -> Desk:
        """The private chat if the organiser has one, else here."""
        known = me.person is not None and me.person.reachable
        if say.private or not known:
            return cls(say, state, now, say.private)
        key = replace(state.key, chat_id=say.user_id, thread_id=None)
        return cls(say, FSMContext(storage=state.storage, key=key), now, private=True)

    async def put(self, words: Any, keyboard: InlineKeyboardMarkup | ForceReply | None = None, **facts: Any) -> Desk:
        """Show something here. When the private chat turns out to be shut, the group is the desk."""
        if self.private and not self.say.private:
            if sent := await self._privately(words, keyboard, facts):
                return replace(self, last=sent)
            self = Desk(self.say, self._here(), self.now, private=False)
        sent = (await self.say.reply(words, keyboard, quote=not self.private, **facts)).message_id
        return replace(self, last=sent)

    async def ask(
        self,
        asked: State,
        key: str,
        memory: dict[str, Any],
        keyboard: InlineKeyboardMarkup | None = None,
        **facts: Any,
    ) -> Desk:
        """Ask for words, and remember what they will be about. In a group the app is asked to open a reply, because
        the platform shows the bot nothing else there; a message cannot carry buttons as well."""
        desk = await self.put(key, keyboard if self.private else ForceReply(selective=True), **facts)
        await expect(desk.state, asked, self.now, {**memory, "question": desk.last})
        return desk

    async def strip(self, message_id: int | None, key: str = "") -> None:
        """Take the buttons off a message of ours here, and put `key` in place of its words. One that cannot be
        changed any more is left: its buttons know by themselves that they are old."""
        if not message_id:
            return
        chat_id = self.say.user_id if self.private else self.say.chat_id
        with contextlib.suppress(TelegramAPIError):
            if key:
                said = self.say.voice.rich(key).as_kwargs()
                await self.say.bot.edit_message_text(**said, chat_id=chat_id, message_id=message_id, reply_markup=None)
            else:
                await self.say.bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id, reply_markup=None)

    async def _privately(
        self, words: Any, keyboard: InlineKeyboardMarkup | ForceReply | None, facts: dict[str, Any]
    ) -> int | None:
        text = self.say.voice.rich(words, **facts) if isinstance(words, str) else words
        try:
            sent = await self.say.bot.send_message(self.say.user_id, **text.as_kwargs(), reply_markup=keyboard)
        except TelegramForbiddenError:
            return None
        except TelegramBadRequest as refusal:
            if "chat not found" in refusal.message:
                return None
            raise
        return sent.message_id

    def _here(self) -> FSMContext:
        here = self.say.message
        thread = here.message_thread_id if here and here.is_topic_message else None
        key = replace(self.state.key, chat_id=self.say.chat_id, thread_id=thread)
        return FSMContext(storage=self.state.storage, key=key)
