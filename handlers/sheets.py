"""Where somebody's form stands: one message of the private chat has live buttons; a newer one strips the older."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.people import UserId
from domain.questions import Kind, Question
from domain.rounds import RoundId
from handlers.answers import expect, forget
from handlers.forms import done_keyboard, intro, mend_row, question_keyboard, question_text
from handlers.say import Say
from usecases import feedback
from usecases.feedback import Form
from usecases.store import Store

LASTS: Final = timedelta(hours=2)
"""A form is filled in between two things to do: what is typed so long after it was shown is still about it."""


class AskedForm(StatesGroup):
    """Waiting for the words of a form."""

    words = State()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form was shown last: the message with its buttons, when, and what that message asks."""

    message: int
    at: datetime
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The forms of the one who acts, in their private chat."""

    say: Say
    state: FSMContext
    store: Store
    now: datetime

    @classmethod
    def of(cls, say: Say, state: FSMContext, store: Store, now: datetime) -> Sheet:
        """Also from the group: a form is shown in private and nowhere else."""
        return cls(say, _at(state, say.user_id, None), store, now)

    async def begin(self, form: Form) -> None:
        """Show a form from where it was left: below everything else, with its introduction when it is untouched."""
        if form.next is None:
            await self.show(form, None, lead=Text(self.say.voice("feedback-already")), edit=False)
        else:
            await self.show(form, form.next, lead=None if form.given else intro(self.say.voice, form), edit=False)

    async def show(
        self,
        form: Form,
        asked: Question | None,
        *,
        editing: bool = False,
        lead: Text | None = None,
        edit: bool = True,
        mend: bool = False,
    ) -> None:
        """Put a question (None: the thanks after the last) where the tapped one stood, or below. `lead` comes before
        it, or in place of the thanks; `mend` offers to change the words just given."""
        voice = self.say.voice
        if asked is None:
            text, keyboard = lead or Text(voice("feedback-done")), done_keyboard(voice, form)
        else:
            question = question_text(voice, form, asked)
            text = Text(lead, "\n\n", question) if lead else question
            keyboard = question_keyboard(voice, form, asked, editing=editing)
        if mend:
            keyboard = InlineKeyboardMarkup(inline_keyboard=[*keyboard.inline_keyboard, mend_row(voice, form)])
        if asked is not None and asked.kind is Kind.TEXT:
            await expect(self.state, AskedForm.words, self.now, {"round": form.round.id, "editing": editing})
        else:
            await self.no_words()
        await self.put(form.round.id, text, keyboard, asked.id if asked else "", edit=edit)

    async def put(
        self, round_id: RoundId, text: Text, keyboard: InlineKeyboardMarkup, asked: str, *, edit: bool = True
    ) -> None:
        """Show what belongs to a form where the tapped message stood, or below; from now on that is its message."""
        number = await self._put(text, keyboard, self.say.message if edit else None)
        await self.strip(round_id, but=number)
        await self._remember(round_id, number, self.now, asked)

    async def no_words(self) -> None:
        """No words of a form are waited for any more; other questions go on waiting."""
        if await self.state.get_state() == AskedForm.words.state:
            await forget(self.state)

    async def place(self, round_id: RoundId) -> Place | None:
        """Where a form was shown last; None when it never was, as far as anybody remembers."""
        kept = await self._seat(round_id).get_data()
        if kept:
            return Place(int(kept["message"]), datetime.fromtimestamp(int(kept["at"]), UTC), str(kept["asked"]))
        letter = await self.store.read(feedback.letter, round_id=round_id, user_id=UserId(self.say.user_id))
        return Place(*letter) if letter else None

    async def strip(self, round_id: RoundId, but: int | None = None) -> None:
        """Take the buttons off the form as it was shown last, unless that is the message `but`."""
        place = await self.place(round_id)
        if place is None or place.message == but:
            return
        with contextlib.suppress(TelegramAPIError):  # gone, too old, or bare already
            await self.say.bot.edit_message_reply_markup(
                chat_id=self.say.user_id, message_id=place.message, reply_markup=None
            )

    async def put_away(self, round_id: RoundId) -> None:
        """The form was deleted: its old buttons go, and what is typed now is not about it."""
        here = self.say.message
        await self.strip(round_id, but=here.message_id if here else None)
        if here is not None:
            await self._remember(round_id, here.message_id, datetime.fromtimestamp(0, UTC), "")

    async def _put(self, text: Text, keyboard: InlineKeyboardMarkup, here: Message | None) -> int:
        if here is not None:
            await self.say.edit(text, keyboard)
            return here.message_id
        sent = await self.say.bot.send_message(self.say.user_id, **text.as_kwargs(), reply_markup=keyboard)
        return sent.message_id

    async def _remember(self, round_id: RoundId, message: int, at: datetime, asked: str) -> None:
        await self._seat(round_id).set_data({"message": message, "at": int(at.timestamp()), "asked": asked})

    def _seat(self, round_id: RoundId) -> FSMContext:
        return _at(self.state, feedback.SEATS, round_id)


def _at(state: FSMContext, chat_id: int, thread_id: int | None) -> FSMContext:
    return FSMContext(state.storage, replace(state.key, chat_id=chat_id, thread_id=thread_id))
