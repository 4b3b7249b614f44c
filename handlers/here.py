"""Who signs up, where and when, as taps and words share it; and the line that answers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.utils.formatting import Text

from domain.calls import CallId
from handlers.cards import brief
from handlers.say import Say
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.signups import Answer
from usecases.store import Store


@dataclass(frozen=True, slots=True)
class Here:
    """Who acts, where, and when: what every way of signing up needs; and the state of the conversation, where an answer
    may lead to a question."""

    store: Store
    me: Me
    say: Say
    now: datetime
    habits: Habits
    state: FSMContext | None = None

    def facts(self, call_id: int) -> dict[str, Any]:
        """The arguments that joining and leaving share."""
        return {
            "now": self.now,
            "call_id": CallId(call_id),
            "user_id": self.me.user_id,
            "name": self.me.name,
            "chat_id": self.say.chat_id,
        }


def answer_line(say: Say, answer: Answer, now: datetime, key: str = "") -> Text:
    party = answer.signup.party if answer.signup else 1
    said = {"brief": brief(say.voice, answer.call, now), "ahead": answer.ahead, "party": party}
    return say.voice.rich(key or f"signup-{answer.outcome.value}", **said)
