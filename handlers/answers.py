"""Questions that wait for words: how long they wait, and which message answers one.

A question is put in a moment and forgotten with it: what somebody writes an hour later is about something else. Nothing
is ever called off or sent away by words alone; they fill in what a tap then confirms.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from aiogram.enums import ChatType
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import Message

SLASHES: Final = "/\uff0f"
"""What a command may open with; no answer does, so a command is heard in the middle of any question."""
LASTS: Final = timedelta(minutes=30)
"""A question waits this long for its answer, unless its `AnswerTo` says otherwise."""

_ASKED_AT: Final = "asked_at"
_LASTS: Final[dict[str | None, timedelta]] = {}
"""By state: what each `AnswerTo` said."""


async def expect(state: FSMContext, asked: State, now: datetime, memory: Mapping[str, Any]) -> None:
    """From now on words are the answer to this question. `memory` is what they will be about; in a group
    `memory["question"]` is the id of the message they must reply to."""
    await state.set_state(asked)
    await state.set_data({**memory, _ASKED_AT: int(now.timestamp())})


async def forget(state: FSMContext) -> None:
    """Nothing is asked any more: something else was done meanwhile."""
    if await state.get_state() or await state.get_data():
        await state.clear()


async def awaited(message: Message, state: FSMContext, now: datetime) -> Mapping[str, Any] | None:
    """The memory of the question these words answer; None when none is open. In private the next words answer, in a
    group only a reply to the question."""
    asked = await state.get_state()
    if asked is None:
        return None
    memory = await state.get_data()
    asked_at = memory.get(_ASKED_AT)
    if asked_at is not None and now.timestamp() - asked_at > _LASTS.get(asked, LASTS).total_seconds():
        return None
    if message.chat.type != ChatType.PRIVATE:
        over = message.reply_to_message
        if over is None or over.message_id != memory.get("question"):
            return None
    return memory


class AnswerTo(BaseFilter):
    """Matches the answer to a question of ours, and hands the handler `memory`."""

    def __init__(self, asked: State, lasts: timedelta = LASTS) -> None:
        self.asked = asked
        _LASTS[asked.state] = lasts

    async def __call__(self, message: Message, state: FSMContext, now: datetime) -> bool | dict[str, Any]:
        text = message.text or ""
        if not text or text[0] in SLASHES or await state.get_state() != self.asked.state:
            return False
        memory = await awaited(message, state, now)
        return False if memory is None else {"memory": memory}
