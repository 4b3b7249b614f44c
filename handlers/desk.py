"""Where an organiser is asked for words: the private chat, or the group by replies to the bot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import ForceReply, InlineKeyboardMarkup

from handlers.answers import expect
from handlers.say import Say
from usecases.meeting import Me


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a draft is written: a private chat, or the group the organiser wrote in."""

    say: Say
    state: FSMContext
    now: datetime
    private: bool

    @classmethod
    async def open(cls, say: Say, me: Me, state: FSMContext, now: datetime) -> Desk:
        """The private chat if the organiser has one, else here."""
        known = me.person is not None and me.person.reachable
        if say.private or not known:
            return cls(say, state, now, say.private)
        key = replace(state.key, chat_id=say.user_id, thread_id=None)
        return cls(say, FSMContext(storage=state.storage, key=key), now, private=True)

    async def put(self, words: Any, keyboard: InlineKeyboardMarkup | None = None, **facts: Any) -> Desk:
        """Show something here. When the private chat turns out to be shut, the group is the desk."""
        if self.private and not self.say.private:
            if await self.say.privately(words, keyboard, **facts):
                return self
            self = Desk(self.say, self._here(), self.now, private=False)
        await self.say.reply(words, keyboard, quote=not self.private, **facts)
        return self

    async def ask(self, asked: State, key: str, memory: dict[str, Any], **facts: Any) -> None:
        """Ask for words, and remember what they will be about."""
        if self.private and not self.say.private:
            await self.say.privately(key, **facts)
            await expect(self.state, asked, self.now, memory)
            return
        force = None if self.private else ForceReply(selective=True)
        question = await self.say.reply(key, force, quote=not self.private, **facts)
        await expect(self.state, asked, self.now, {**memory, "question": question.message_id})

    def _here(self) -> FSMContext:
        here = self.say.message
        thread = here.message_thread_id if here and here.is_topic_message else None
        key = replace(self.state.key, chat_id=self.say.chat_id, thread_id=thread)
        return FSMContext(storage=self.state.storage, key=key)
