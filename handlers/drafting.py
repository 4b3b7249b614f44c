"""A draft on its desk: one live picture of it, a question for each field, the words that send it or drop it.

There is one picture of a draft with buttons. When it changes, the old picture gives them up, and says that a newer one
stands below; should that fail, each button still knows its version and refuses.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from domain.calls import Call, CallId, CallState, Field
from domain.refusals import Refused
from handlers.answers import AnswerTo, awaited
from handlers.buttons import Tap, button
from handlers.desk import Desk
from handlers.drafts import picture, sent
from handlers.fields import day_said, read_field
from handlers.say import Say
from handlers.words import BareWord
from parsing.draft_words import DraftWord, read_draft_word
from usecases import approval, calls
from usecases.calls import Draft
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="drafting")

HEARD: Final = timedelta(hours=12)
"""So long after a draft was shown 发布 and 不发了 are about it."""
NODDED: Final = timedelta(minutes=15)
"""So long 好 and 行 are an answer to "这样发，行吗？"; later they may be about anything."""
_DEAD: Final = ("published-by", "draft-changed", "call-discarded", "call-open", "call-done", "call-cancelled")
"""Refusals after which the buttons of a picture will never work again."""


class AskedOfDraft(StatesGroup):
    """What the organiser was asked: the call in one sentence, or one field of a draft."""

    what = State()
    field = State()


class AboutDraft(BaseFilter):
    """Matches a word about the draft that lies open while no question is: in private any such word, in a group only
    a reply to the draft. Hands on `word` and `memory`."""

    async def __call__(self, message: Message, state: FSMContext, now: datetime) -> bool | dict[str, Any]:
        word = read_draft_word(message.text or "")
        if word is None or await state.get_state() not in (None, AskedOfDraft.field.state):
            return False
        if await awaited(message, state, now) is not None:
            return False
        memory = await state.get_data()
        age = now.timestamp() - memory.get("shown_at", 0)
        if "draft" not in memory or age > (NODDED if word is DraftWord.NOD else HEARD).total_seconds():
            return False
        over = message.reply_to_message
        if message.chat.type != "private" and (over is None or over.message_id != memory.get("shown")):
            return False
        return {"word": word, "memory": memory}


async def about_draft(
    word: DraftWord, memory: Mapping[str, Any], desk: Desk, store: Store, me: Me, habits: Habits
) -> None:
    """Send the draft that was shown, or drop it, or show it again; nothing else is touched."""
    call_id, version = CallId(memory["draft"]), int(memory["version"])
    said: dict[str, Any] = {"now": desk.now, "call_id": call_id, "by": me.user_id, "version": version}
    try:
        if word is DraftWord.KEEP:
            found = await store.read(calls.draft_of, call_id=call_id, by=me.user_id)
            await show(desk, found, memory, asking=False)
            return
        if word in (DraftWord.PUBLISH, DraftWord.NOD):
            gone = await store.write(approval.send, **said, timing=habits.timing)
        else:
            gone = await store.write(calls.discard, **said)
    except Refused as refused:
        if refused.reason in _DEAD:
            await _clear(desk, memory)
        raise
    await _clear(desk, memory)
    voice = desk.say.voice
    if word in (DraftWord.PUBLISH, DraftWord.NOD):
        await desk.put(*sent(voice, gone))
    else:
        await desk.put("call-discarded", title=gone.call.title or voice("draft-no-title"))


async def _clear(desk: Desk, memory: Mapping[str, Any]) -> None:
    await desk.state.clear()
    await desk.strip(memory.get("shown"))
    await desk.strip(memory.get("question"))


async def show(
    desk: Desk, draft: Draft, memory: Mapping[str, Any], *, day: date | None = None, asking: bool = True
) -> Desk:
    """Show the draft as it is now, the only picture with buttons; ask for the first thing that is missing. `memory`:
    what was remembered so far, of this draft or another."""
    desk = await desk.put(*picture(desk.say.voice, draft, desk.now))
    seen = await remember(desk, draft.call, memory)
    if asking and draft.call.missing:
        return await ask_field(desk, draft.call, draft.call.missing[0], seen, day)
    return desk


async def remember(desk: Desk, call: Call, memory: Mapping[str, Any]) -> dict[str, Any]:
    """The picture put last is the one that counts from now on."""
    if memory.get("draft") == call.id:
        if memory.get("shown") != desk.last:
            await desk.strip(memory.get("shown"), "draft-moved")
        if memory.get("question") != desk.last:
            await desk.strip(memory.get("question"))
    seen = {
        **{name: memory[name] for name in ("said", "began") if name in memory},
        "draft": call.id,
        "version": call.version,
        "shown": desk.last,
        "shown_at": int(desk.now.timestamp()),
    }
    await desk.state.set_state(None)
    await desk.state.set_data(seen)
    return seen


async def ask_field(desk: Desk, call: Call, field: Field, seen: Mapping[str, Any], day: date | None = None) -> Desk:
    """Ask for one field; a day that was said already is kept, and only its hour asked for."""
    voice = desk.say.voice
    memory = {**seen, "call": call.id, "field": field.value}
    memory.pop("day", None)
    label = voice("draft-later-button" if field in call.missing else "draft-keep-button")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button(label, "keep", call.id, call.version)]])
    if field is Field.MEET and day is not None:
        memory["day"] = day.isoformat()
        said = day_said(voice, day, desk.now.astimezone(ZoneInfo(call.zone)))
        return await desk.ask(AskedOfDraft.field, "draft-ask-hour", memory, keyboard, day=said)
    return await desk.ask(AskedOfDraft.field, f"draft-ask-{field.value}", memory, keyboard)


@router.message(AnswerTo(AskedOfDraft.field), ~BareWord())
async def said_field(
    message: Message,
    memory: dict[str, Any],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """The words for one field. What cannot be read is asked again, with an example."""
    field = Field(memory["field"])
    desk = Desk(say, state, now, say.private)
    try:
        draft = await store.read(calls.draft_of, call_id=CallId(memory["call"]), by=me.user_id)
        word = read_draft_word(message.text or "")
        if word in (DraftWord.STOP, DraftWord.KEEP):
            await show(desk, draft, memory, asking=False)
            return
        if word in (DraftWord.PUBLISH, DraftWord.DISCARD):
            await about_draft(word, memory, desk, store, me, habits)
            return
        value = read_field(field, message.text or "", draft.call, memory, now, say)
        if isinstance(value, date) and not isinstance(value, datetime):
            await desk.strip(memory.get("question"))
            await ask_field(desk, draft.call, field, memory, value)
            return
        if value is None:
            raise Refused(f"{field.value}-unfit")
        filled = await store.write(calls.fill, now=now, call_id=draft.call.id, by=me.user_id, field=field, value=value)
    except Refused as refused:
        if refused.reason == "draft-missing":
            raise
        if refused.reason != "meet-past" and not refused.reason.endswith("-unfit"):
            await _clear(desk, memory)
            raise
        await _ask_again(desk, draft.call, memory, refused)
        return
    await show(desk, filled, memory)


async def _ask_again(desk: Desk, call: Call, memory: dict[str, Any], refused: Refused) -> None:
    label = desk.say.voice("draft-later-button" if Field(memory["field"]) in call.missing else "draft-keep-button")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button(label, "keep", call.id, call.version)]])
    await desk.strip(memory.get("question"))
    await desk.ask(AskedOfDraft.field, f"refused-{refused.reason}", memory, keyboard, **refused.facts)


EDITABLE: Final = {field.value: field for field in Field}


@router.callback_query(Tap("edit", int, int, str))
async def edit(
    query: CallbackQuery, args: tuple[int, int, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """改…: the field is asked for."""
    field = EDITABLE.get(args[2])
    if field is None:
        raise Refused("stale-button")
    async with live(say):
        draft = await store.read(calls.draft_of, call_id=CallId(args[0]), by=me.user_id, version=args[1])
    await say.toast()
    desk = Desk(say, state, now, say.private, last=say.message.message_id if say.message else 0)
    seen = await remember(desk, draft.call, await state.get_data())
    await ask_field(desk, draft.call, field, seen)


@router.callback_query(Tap("keep", int, int))
async def keep(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """‹ 不改了: the question becomes the draft again, as it was."""
    async with live(say):
        draft = await store.read(calls.draft_of, call_id=CallId(args[0]), by=me.user_id, version=args[1])
    await say.toast()
    await say.edit(*picture(say.voice, draft, now))
    desk = Desk(say, state, now, say.private, last=say.message.message_id if say.message else 0)
    await remember(desk, draft.call, await state.get_data())


@router.callback_query(Tap("publish", int, int))
async def publish(
    query: CallbackQuery,
    args: tuple[int, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """发布: the card goes to the group, or the draft to the officials whose word it needs."""
    async with live(say):
        draft = await store.write(
            approval.send, now=now, call_id=CallId(args[0]), by=me.user_id, timing=habits.timing, version=args[1]
        )
    await _forget(Desk(say, state, now, say.private), draft.call.id)
    await say.toast("approval-sent-toast" if draft.call.state is CallState.DRAFT else "call-published-toast")
    await say.edit(*sent(say.voice, draft, buttons=say.private))


@router.callback_query(Tap("discard", int, int))
async def discard(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """不发了: the draft is dropped."""
    async with live(say):
        draft = await store.write(calls.discard, now=now, call_id=CallId(args[0]), by=me.user_id, version=args[1])
    await _forget(Desk(say, state, now, say.private), draft.call.id)
    await say.toast("call-discarded-toast")
    await say.edit("call-discarded", title=draft.call.title or say.voice("draft-no-title"))


async def _forget(desk: Desk, call_id: CallId) -> None:
    """A question about this draft needs no answer any more."""
    memory = await desk.state.get_data()
    if memory.get("draft") == call_id:
        await desk.state.clear()
        await desk.strip(memory.get("question"))


@contextlib.asynccontextmanager
async def live(say: Say) -> AsyncIterator[None]:
    """A picture whose buttons will never work again loses them."""
    try:
        yield
    except Refused as refused:
        if refused.reason in _DEAD and say.message is not None:
            with contextlib.suppress(TelegramAPIError):
                await say.message.edit_reply_markup(reply_markup=None)
        raise
