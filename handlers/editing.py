"""Changing a call that is open: a menu, a question or a sentence; shown before and after, and one tap does it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.calls import Call, CallId, Field
from domain.refusals import Refused
from handlers import cancelling
from handlers.answers import AnswerTo, expect
from handlers.buttons import Tap, button
from handlers.cards import private_card, private_keyboard
from handlers.changed import before_and_after
from handlers.fields import day_said, read_field
from handlers.lowering import change_needed
from handlers.meant import MeansChange
from handlers.pick import pick
from handlers.say import Say
from parsing.changes import ChangeReading
from usecases import editing
from usecases.editing import Edit
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store
from usecases.wishes import Wish

router = Router(name="editing")

FIELDS: Final = {field.value: field for field in editing.EDITABLE}


class Changing(StatesGroup):
    """What an organiser was asked: one field of an open call."""

    field = State()


@router.callback_query(Tap("change", int))
async def menu(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """改召集: what?"""
    call = await store.read(editing.open_call, call_id=CallId(args[0]), by=me.user_id)
    voice = say.voice
    rows = [
        [
            button(voice("draft-edit-meet"), "change-field", call.id, "meet"),
            button(voice("draft-edit-place"), "change-field", call.id, "place"),
        ],
        [
            button(voice("draft-edit-bring"), "change-field", call.id, "bring"),
            button(voice("draft-edit-note"), "change-field", call.id, "note"),
        ],
        [
            button(voice("draft-edit-title"), "change-field", call.id, "title"),
            button(voice("draft-edit-needed"), "needed", call.id),
        ],
        [button(voice("change-back-button"), "roster", call.id, 1)],
    ]
    await say.toast()
    await say.edit("change-menu", InlineKeyboardMarkup(inline_keyboard=rows), title=call.title or "")


@router.callback_query(Tap("change-field", int, str))
async def ask(
    query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """One field is asked for."""
    field = FIELDS.get(args[1])
    if field is None:
        raise Refused("stale-button")
    call = await store.read(editing.open_call, call_id=CallId(args[0]), by=me.user_id)
    await say.toast()
    await _ask(call, field, say, state, now)


@router.message(AnswerTo(Changing.field))
async def said(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The words for one field: shown before and after. What cannot be read is asked again, with an example."""
    field = Field(memory["field"])
    call = await store.read(editing.open_call, call_id=CallId(memory["call"]), by=me.user_id)
    value = read_field(field, message.text or "", call, memory, now, say)
    if isinstance(value, date) and not isinstance(value, datetime):
        await _ask(call, field, say, state, now, value)
        return
    try:
        if value is None:
            raise Refused(f"{field.value}-unfit")
        await _propose(call, _wish(field, value), None, store, me, say, state, now)
    except Refused as refused:
        if refused.reason != "meet-past" and not refused.reason.endswith("-unfit"):
            raise
        asked = await say.reply(say.voice.rich(f"refused-{refused.reason}", **refused.facts), _force(say))
        await expect(state, Changing.field, now, {**memory, "question": asked.message_id})


@router.callback_query(Tap("change-do", int, int))
async def done(
    query: CallbackQuery,
    args: tuple[int, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """就这样改. Of two organisers the second learns who was quicker; nothing is changed unseen."""
    call_id, memory = CallId(args[0]), await state.get_data()
    here = say.message.message_id if say.message else 0
    if (memory.get("changes"), memory.get("shown")) != (call_id, here):
        raise Refused("stale-button")
    await state.clear()
    wish, needed = _recalled(memory["wish"]), memory.get("needed")
    try:
        if wish != Wish():
            made = await store.write(
                editing.edit, now=now, call_id=call_id, by=me.user_id, wish=wish, version=args[1], timing=habits.timing
            )
            await say.toast("change-toast")
            await say.edit("change-done", _to_roster(say, call_id), title=made.call.title or "", told=made.people)
    except Refused as refused:
        await say.edit(say.voice.rich(f"refused-{refused.reason}", **refused.facts), _to_roster(say, call_id))
        raise
    if needed is not None:
        await say.toast()
        await change_needed(call_id, needed, memory.get("seen"), store, me, say, state, now, habits)


@router.callback_query(Tap("still", int))
async def still(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """还去, under the news of another time: how it stands with them."""
    seen = await store.read(editing.still, call_id=CallId(args[0]), user_id=me.user_id)
    await say.toast("still-toast" if seen.listed else "mine-none")
    if say.private:
        await say.edit(private_card(say.voice, seen), private_keyboard(say.voice, seen, now))


@router.message(MeansChange())
async def in_words(
    message: Message,
    meant: list[tuple[Call, ChangeReading]],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """改到后天7点, 下雨取消, from an organiser in private: the same screen; with several calls, a tap says which."""
    if len(meant) > 1:
        shown = await say.reply("change-which", pick(say.voice, (call for call, _ in meant), "change"))
        await state.update_data({"which": shown.message_id})
        return
    ((call, reading),) = meant
    if reading.cancel is not None:
        await cancelling.propose(call, reading.reason, say, state, now)
        return
    bring = None if reading.bring is None else say.voice("card-comma").join(reading.bring)
    meet = reading.meet.replace(tzinfo=None) if reading.meet else None
    wish = Wish(title=reading.title, meet_local=meet, place=reading.place, bring=bring)
    needed = reading.needed.most if reading.needed and reading.needed.most != call.needed else None
    asked = reading.day is not None or bool(reading.unread)
    if asked and wish == Wish() and needed is None:
        field = Field.MEET if reading.day is not None else Field(reading.unread[0].value)
        if field in FIELDS.values():
            await _ask(call, field, say, state, now, reading.day)
            return
    await _propose(call, wish, needed, store, me, say, state, now)


async def _propose(
    call: Call,
    wish: Wish,
    needed: int | None,
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """Before and after, how many it is told to, and the tap that does it. Raises Refused("nothing-changed")."""
    edit: Edit | None = None
    try:
        edit = await store.read(editing.proposed, now=now, call_id=call.id, by=me.user_id, wish=wish)
    except Refused as refused:
        if refused.reason != "nothing-changed" or needed is None:
            raise
    lines = before_and_after(say.voice, edit) if edit else []
    if needed is not None:
        facts = {"was": str(call.needed), "next": str(needed)}
        lines.append(say.voice("change-line", field=Field.NEEDED.value, **facts))
    head = say.voice("change-ask", title=call.title or "")
    foot = say.voice("change-told", people=edit.people if edit else 0)
    version = edit.before.version if edit else call.version
    rows = [
        [button(say.voice("change-do-button"), "change-do", call.id, version, style="success")],
        [button(say.voice("draft-keep-button"), "roster", call.id, 1)],
    ]
    shown = await say.reply(Text("\n".join([head, *lines, foot])), InlineKeyboardMarkup(inline_keyboard=rows))
    kept = {name: getattr(wish, name) for name in ("title", "place", "bring", "note")}
    kept["meet_local"] = wish.meet_local.isoformat() if wish.meet_local else None
    memory = {"changes": call.id, "shown": shown.message_id, "wish": kept, "needed": needed, "seen": call.needed}
    await state.set_state(None)
    await state.set_data(memory)


async def _ask(call: Call, field: Field, say: Say, state: FSMContext, now: datetime, day: date | None = None) -> None:
    memory: dict[str, Any] = {"call": call.id, "field": field.value}
    if day is None:
        asked = await say.reply(f"draft-ask-{field.value}", _force(say))
    else:
        memory["day"] = day.isoformat()
        led = day_said(say.voice, day, now.astimezone(ZoneInfo(call.zone)))
        asked = await say.reply("draft-ask-hour", _force(say), day=led)
    await expect(state, Changing.field, now, {**memory, "question": asked.message_id})


def _wish(field: Field, value: object) -> Wish:
    name = "meet_local" if field is Field.MEET else field.value
    return Wish(**{name: value})  # type: ignore[arg-type]


def _recalled(kept: dict[str, Any]) -> Wish:
    meet = kept.get("meet_local")
    return Wish(**{**kept, "meet_local": datetime.fromisoformat(meet) if meet else None})


def _force(say: Say) -> ForceReply | None:
    return None if say.private else ForceReply(selective=True)


def _to_roster(say: Say, call_id: CallId) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[button(say.voice("card-roster-button"), "roster", call_id, 1)]])
