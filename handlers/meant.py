"""Which open call an organiser's words in private are to change, and how; never a villager's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.calls import Call
from handlers.answers import SLASHES, awaited
from parsing.changes import ChangeReading, Reason, Standing, read_change
from parsing.fields import read_bring
from usecases import editing
from usecases.meeting import Me
from usecases.store import Store


class MeansChange(BaseFilter):
    """Matches words in private that change an open call, from one of its organisers, while no question is open. Hands
    on `meant`: each call they may be about with what they change of it. A bare 取消 may mean one's own place: that is
    asked elsewhere."""

    async def __call__(
        self, message: Message, me: Me, store: Store, state: FSMContext, now: datetime
    ) -> bool | dict[str, Any]:
        text = message.text or ""
        if message.chat.type != "private" or not text or text[0] in SLASHES:
            return False
        if not any(person.organises for person in me.memberships) or await awaited(message, state, now) is not None:
            return False
        meant = [
            (call, reading)
            for call in await store.read(editing.open_of, by=me.user_id)
            if (reading := read_change(text, now.astimezone(ZoneInfo(call.zone)), _standing(call))) is not None
            and not _bare(reading)
        ]
        named = [(call, reading) for call, reading in meant if (call.title or "\n") in text]
        return {"meant": named or meant} if meant else False


def _standing(call: Call) -> Standing:
    meet = call.meet_local.replace(tzinfo=ZoneInfo(call.zone)) if call.meet_local else None
    return Standing(call.title or "", meet, call.needed, read_bring(call.bring or "") or ())


def _bare(reading: ChangeReading) -> bool:
    return reading.cancel is Reason.OTHER and not reading.reason
