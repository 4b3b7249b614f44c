"""A second answer to a question that was answered: heard while nothing newer lies before the organiser.

It waits softly: words that do not fit are heard by everybody else, and whatever else is done puts an end to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from handlers.answers import LASTS, SLASHES

_AGAIN: Final = "again"


async def listen_on(state: FSMContext, name: str, now: datetime, memory: Mapping[str, Any]) -> None:
    """The question `name` was answered; another answer is welcome. `memory["question"]`: the message shown last."""
    await state.set_state(None)
    await state.set_data({**memory, _AGAIN: name, "again_at": int(now.timestamp())})


async def another(message: Message, state: FSMContext, name: str, now: datetime) -> dict[str, Any] | None:
    """The memory of the question `name` that these words may answer once more; in a group only a reply to its page."""
    text = message.text or ""
    if not text or text[0] in SLASHES or await state.get_state() is not None:
        return None
    memory = await state.get_data()
    if memory.get(_AGAIN) != name or now.timestamp() - memory["again_at"] > LASTS.total_seconds():
        return None
    over = message.reply_to_message
    if over is not None or message.chat.type != "private":
        return memory if over is not None and over.message_id == memory.get("question") else None
    return memory
