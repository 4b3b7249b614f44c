"""Who acts, where and when, as taps and words share it; and the line that answers a sign-up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.types import TelegramObject
from aiogram.utils.formatting import Text

from domain.calls import CallId
from handlers.answers import forget
from handlers.cards import brief, isolated
from handlers.say import Say
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.signups import Answer
from usecases.store import Store


@dataclass(frozen=True, slots=True)
class Here:
    """Who acts, where, and when: what every way of signing up, checking in and ticking off needs."""

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

    def deed(self, call_id: int) -> dict[str, Any]:
        """The arguments that everything an organiser does to a call shares."""
        return {"now": self.now, "call_id": CallId(call_id), "by": self.me.user_id}

    async def forget(self) -> None:
        """Nothing is asked of this person any more: they did something else."""
        if self.state is not None:
            await forget(self.state)


class Gather(BaseMiddleware):
    """Gives the handlers of a router one `here` for all that the Doorman and bot/ hand over one by one."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        names = ("store", "me", "say", "now", "habits", "state")
        return await handler(event, {**data, "here": Here(*(data[name] for name in names))})


_WITH_DUTY: Final = {
    "signup-place": "signup-place-duty",
    "signup-place-bell": "signup-place-bell-duty",
    "signup-waiting": "signup-waiting-duty",
    "signup-already": "signup-already-duty",
}


def answer_line(say: Say, answer: Answer, now: datetime, key: str = "") -> Text:
    """How it stands with them now; where the call has duties, with theirs."""
    party = answer.signup.party if answer.signup else 1
    said: dict[str, Any] = {"brief": brief(say.voice, answer.call, now), "ahead": answer.ahead, "party": party}
    key = key or f"signup-{answer.outcome.value}"
    if answer.duty is not None:
        key = _WITH_DUTY.get(key, key)
        said["duty"] = isolated(answer.duty.name)
    return say.voice.rich(key, **said)
