"""Words beside a draft that lies open: 换到村口集合, 还要带水壶 change it; the picture shows it before it is sent.

The newest thing goes first. Words are for the draft while nothing newer was put before the organiser; when a form was
shown after it, one tap tells which of the two is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.calls import Call, CallId, Field
from domain.refusals import Refused
from handlers import drafting
from handlers.answers import LASTS, SLASHES, awaited
from handlers.desk import Desk
from handlers.say import Say
from handlers.sheets import Sheet
from parsing.changes import Standing, read_change
from parsing.fields import read_bring, read_needed
from usecases import calls, editing, feedback
from usecases.calls import Draft
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="draft change")

HEARD: Final = timedelta(hours=12)
"""So long after a draft was shown a clear change is about it, where no open call could be meant."""


async def lying_open(state: FSMContext, store: Store, me: Me, now: datetime) -> tuple[Draft, dict[str, Any]] | None:
    """The draft that was shown to them last and still is one, with what is remembered of it."""
    memory = await state.get_data()
    if "draft" not in memory or now.timestamp() - memory.get("shown_at", 0) > HEARD.total_seconds():
        return None
    try:
        found = await store.read(calls.draft_of, call_id=CallId(memory["draft"]), by=me.user_id)
    except Refused:
        return None
    return found, memory


def changes(draft: Call, text: str, now: datetime, say: Say, *, bare: bool = True) -> list[tuple[Field, object]]:
    """What words change of a draft, the number first; none where they change nothing. `bare`: a number alone says how
    many are needed."""
    if bare and (needed := read_needed(text)) is not None:
        return [(Field.NEEDED, needed)]
    meet = draft.meet_local.replace(tzinfo=ZoneInfo(draft.zone)) if draft.meet_local else None
    standing = Standing(draft.title or "", meet, draft.needed, read_bring(draft.bring or "") or ())
    reading = read_change(text, now.astimezone(ZoneInfo(draft.zone)), standing)
    if reading is None or reading.cancel is not None:
        return []
    found: list[tuple[Field, object | None]] = [
        (Field.NEEDED, reading.needed.most if reading.needed else None),
        (Field.MEET, reading.meet.replace(tzinfo=None) if reading.meet else None),
        (Field.PLACE, reading.place),
        (Field.BRING, None if reading.bring is None else say.voice("card-comma").join(reading.bring)),
        (Field.TITLE, reading.title),
    ]
    return [(field, value) for field, value in found if value is not None]


async def change(
    desk: Desk, draft: Draft, wanted: list[tuple[Field, object]], memory: Mapping[str, Any], store: Store, me: Me
) -> None:
    """Put the fields into the draft and show it as it is now. What cannot be so is said, and the draft stands."""
    for field, value in wanted:
        draft = await store.write(
            calls.fill, now=desk.now, call_id=draft.call.id, by=me.user_id, field=field, value=value
        )
    await drafting.show(desk, draft, memory)


class ForDraft(BaseFilter):
    """Matches words that change the draft that lies open, while no question is and nothing newer was shown. In a group
    only a reply to the draft. Hands on `draft`, `wanted` and `memory`."""

    async def __call__(
        self, message: Message, me: Me, store: Store, say: Say, state: FSMContext, now: datetime
    ) -> bool | dict[str, Any]:
        text = message.text or ""
        if not text or text[0] in SLASHES or await awaited(message, state, now) is not None:
            return False
        found = await lying_open(state, store, me, now)
        if found is None:
            return False
        draft, memory = found
        over = message.reply_to_message
        if (over is not None and over.message_id != memory.get("shown")) or (over is None and not say.private):
            return False
        fresh = over is not None or now.timestamp() - memory["shown_at"] <= LASTS.total_seconds()
        wanted = changes(draft.call, text, now, say, bare=fresh)
        if not wanted:
            return False
        if over is None:
            opened = await store.read(editing.open_of, by=me.user_id)
            if any((call.title or "\n") in text for call in opened) or (opened and not fresh):
                return False
            if await form_is_newer(Sheet.of(say, state, store, now), me, memory):
                return False
        return {"draft": draft, "wanted": wanted, "memory": memory}


async def form_is_newer(sheet: Sheet, me: Me, memory: Mapping[str, Any]) -> bool:
    """Whether a form was put before them after the draft."""
    for form in await sheet.store.read(feedback.open_forms, user_id=me.user_id):
        place = await sheet.place(form.round.id)
        if place is not None and place.at.timestamp() > memory.get("shown_at", 0):
            return True
    return False


@router.message(ForDraft())
async def changed_in_words(
    message: Message,
    draft: Draft,
    wanted: list[tuple[Field, object]],
    memory: dict[str, Any],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """换到村口集合, 还要带水壶, 20: the draft as it is then; only a tap sends it."""
    await change(Desk(say, state, now, say.private), draft, wanted, memory, store, me)
