"""Posting a call: one sentence becomes a draft, what is missing is asked for, a button publishes it.

A draft asked for in the group is shown in private when the organiser has a private chat: nobody else needs to watch it
grow. Without one it is written in the group, every question as a reply, because the platform shows the bot only
replies to itself there.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from domain.calls import Call, CallId, Field
from domain.people import Village, VillageId
from domain.refusals import Refused
from handlers.answers import AnswerTo
from handlers.buttons import Tap, button
from handlers.cards import draft as draft_text
from handlers.cards import draft_keyboard
from handlers.desk import Desk
from handlers.say import Say
from handlers.words import Said
from parsing.calls import read_call
from parsing.fields import read_bring, read_needed, read_place, read_title
from parsing.times import read_time
from usecases import calls
from usecases.calls import Draft, Wish
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="calling")


class Asked(StatesGroup):
    """What the organiser was asked: the call in one sentence, or one field of a draft."""

    what = State()
    field = State()


@router.message(Said("call"))
async def call(
    message: Message,
    argument: str,
    store: Store,
    me: Me,
    village: Village | None,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """/call 明早6点到志愿者菜园收土豆，要20个人，带手套."""
    if not say.private:
        if village is None:
            raise Refused("not-set-up")
        if me.person is None or not me.person.organises:
            raise Refused("not-organiser")
        places = [village]
    else:
        places = await store.read(calls.posting_places, user_id=me.user_id)
        if not places:
            raise Refused("not-organiser")
    desk = await Desk.open(say, me, state, now)
    await desk.state.clear()
    if not argument:
        await desk.ask(Asked.what, "call-what", {"village": places[0].id if len(places) == 1 else 0})
    elif len(places) > 1:
        await _ask_where(desk, places, argument)
    else:
        await _begin(desk, places[0], argument, store, me)


@router.message(AnswerTo(Asked.what))
async def said_what(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The call in one sentence, after the question for it."""
    places = await store.read(calls.posting_places, user_id=me.user_id)
    if not places:
        await state.clear()
        raise Refused("not-organiser")
    desk = Desk(say, state, now, say.private)
    chosen = [place for place in places if place.id == memory.get("village")] or places
    if len(chosen) > 1:
        await _ask_where(desk, chosen, message.text or "")
    else:
        await state.clear()
        await _begin(desk, chosen[0], message.text or "", store, me)


@router.callback_query(Tap("call-in", int))
async def chose_village(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """Which village the sentence is for; it was kept meanwhile."""
    text = (await state.get_data()).get("text")
    places = await store.read(calls.posting_places, user_id=me.user_id)
    chosen = next((place for place in places if place.id == VillageId(args[0])), None)
    if chosen is None or not text:
        raise Refused("stale-button")
    await state.clear()
    await say.toast()
    await say.edit("call-in-village", village=chosen.title)
    await _begin(Desk(say, state, now, private=True), chosen, text, store, me)


async def _ask_where(desk: Desk, places: list[Village], text: str) -> None:
    await desk.state.set_state(None)
    await desk.state.set_data({"text": text[:1000]})
    rows = [[button(place.title, "call-in", place.id)] for place in places[:10]]
    await desk.put("call-where", InlineKeyboardMarkup(inline_keyboard=rows))


async def _begin(desk: Desk, village: Village, text: str, store: Store, me: Me) -> None:
    now = desk.now
    reading = read_call(text, now.astimezone(ZoneInfo(village.zone)))
    wish = Wish(
        title=reading.title or None,
        meet_local=reading.meet.replace(tzinfo=None) if reading.meet else None,
        place=reading.place,
        needed=reading.needed,
        bring=desk.say.voice("card-comma").join(reading.bring) or None,
    )
    draft = await store.write(calls.draft, now=now, village_id=village.id, by=me.user_id, wish=wish)
    if draft.past:
        desk = await desk.put("refused-meet-past")
    await _show(desk, draft, day=reading.day if reading.meet is None else None)


async def _show(desk: Desk, draft: Draft, day: date | None = None) -> None:
    """Show the draft; ask for the first thing that is missing."""
    voice = desk.say.voice
    desk = await desk.put(draft_text(voice, draft.call, desk.now), draft_keyboard(voice, draft.call))
    if draft.call.missing:
        await _ask_field(desk, draft.call, draft.call.missing[0], day)


async def _ask_field(desk: Desk, call: Call, field: Field, day: date | None = None) -> None:
    memory: dict[str, Any] = {"call": call.id, "field": field.value}
    key = f"draft-ask-{field.value}"
    if field is Field.MEET and day is not None and call.meet_local is None:
        memory["day"] = day.isoformat()
        key = "draft-ask-hour"
    await desk.ask(Asked.field, key, memory)


@router.message(AnswerTo(Asked.field))
async def said_field(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The words for one field. What cannot be read is asked again, with an example."""
    field = Field(memory["field"])
    desk = Desk(say, state, now, say.private)
    draft = await store.read(calls.draft_of, call_id=CallId(memory["call"]), by=me.user_id)
    value = _read(field, message.text or "", draft.call, memory, now, say)
    if isinstance(value, date) and not isinstance(value, datetime):
        await _ask_field(desk, draft.call, field, value)
        return
    try:
        if value is None:
            raise Refused(f"{field.value}-unfit")
        filled = await store.write(calls.fill, now=now, call_id=draft.call.id, by=me.user_id, field=field, value=value)
    except Refused as refused:
        if refused.reason != "meet-past" and not refused.reason.endswith("-unfit"):
            await state.clear()
            raise
        await desk.ask(Asked.field, f"refused-{refused.reason}", dict(memory), **refused.facts)
        return
    await state.clear()
    await _show(desk, filled)


def _read(field: Field, text: str, call: Call, memory: dict[str, Any], now: datetime, say: Say) -> object | None:
    """What an answer means for a field; a mere date when only the day was said; None when it cannot be read."""
    if field is Field.MEET:
        known = date.fromisoformat(memory["day"]) if "day" in memory else None
        if known is None and call.meet_local is not None:
            known = call.meet_local.date()
        local_now = now.astimezone(ZoneInfo(call.zone))
        found = read_time(text, local_now, known)
        if found is None:
            return None
        return found.meet.replace(tzinfo=None) if found.has_hour else found.meet.date()
    if field is Field.NEEDED:
        return read_needed(text)
    if field is Field.BRING:
        things = read_bring(text)
        return None if things is None else say.voice("card-comma").join(things)
    return read_place(text) if field is Field.PLACE else read_title(text)


EDITABLE: Final = {field.value: field for field in Field}


@router.callback_query(Tap("edit", int, str))
async def edit(
    query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """改…: the field is asked for."""
    field = EDITABLE.get(args[1])
    if field is None:
        raise Refused("stale-button")
    draft = await store.read(calls.draft_of, call_id=CallId(args[0]), by=me.user_id)
    await say.toast()
    await _ask_field(Desk(say, state, now, say.private), draft.call, field)


@router.callback_query(Tap("publish", int))
async def publish(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """发布: the card goes to the group."""
    try:
        draft = await store.write(calls.publish, now=now, call_id=CallId(args[0]), by=me.user_id, timing=habits.timing)
    except Refused as refused:
        if refused.reason in ("published-by", "call-discarded"):
            await _without_buttons(say)
        raise
    await _forget(state, draft.call.id)
    await say.toast("call-published-toast")
    rows = [[button(say.voice("card-roster-button"), "roster", draft.call.id, 1)]]
    await say.edit(
        "call-published",
        InlineKeyboardMarkup(inline_keyboard=rows) if say.private else None,
        number=str(draft.call.number),
        title=draft.call.title or "",
        village=draft.village.title,
    )


@router.callback_query(Tap("discard", int))
async def discard(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """不发了: the draft is dropped."""
    draft = await store.write(calls.discard, now=now, call_id=CallId(args[0]), by=me.user_id)
    await _forget(state, draft.call.id)
    await say.toast("call-discarded-toast")
    await say.edit("call-discarded", title=draft.call.title or say.voice("draft-no-title"))


async def _forget(state: FSMContext, call_id: CallId) -> None:
    """A question about this draft needs no answer any more."""
    if (await state.get_data()).get("call") == call_id:
        await state.clear()


async def _without_buttons(say: Say) -> None:
    if say.message is None:
        return
    try:
        await say.message.edit_reply_markup(reply_markup=None)
    except TelegramBadRequest:
        return
