"""In the morning: people say 到了, organisers tick the list, write down who came unannounced, and end the activity."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message

from domain.attendance import Attendance
from domain.calls import CallId
from domain.refusals import Refused
from domain.signups import SignupId
from handlers.answers import AnswerTo, expect, forget
from handlers.buttons import Tap, button
from handlers.pick import keyboard, pick_row
from handlers.say import Say
from handlers.ticklist import choices_keyboard, list_keyboard, list_text, state_of
from handlers.words import Said
from texts.dates import hour
from usecases import attendance, checkin_choice, closing
from usecases.attendance import TickList
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="checkin")

_BETWEEN_NAMES: Final = re.compile(r"[,，、;；\s]+")


class Asked(StatesGroup):
    """Waiting for the names of people who came unannounced."""

    walk_ins = State()


@router.callback_query(Tap("here", int))
async def here(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    now: datetime,
) -> None:
    """到了, tapped on the card or on a reminder."""
    await arrived(CallId(args[0]), store, me, say, now)


async def arrived(call_id: CallId, store: Store, me: Me, say: Say, now: datetime) -> None:
    """Check a person in and tell them so; also when they said it in words."""
    arrival = await store.write(
        attendance.arrive, now=now, call_id=call_id, user_id=me.user_id, name=me.name, chat_id=say.chat_id
    )
    key = "arrived-already" if arrival.already else f"arrived-{arrival.state.value.replace('_', '-')}"
    if arrival.waiting:
        key = "arrived-waiting"
    at = hour(say.voice, arrival.at.astimezone(ZoneInfo(arrival.call.zone)))
    await say.quietly(key, at=at)


@router.message(Said("checkin"))
async def checkin(message: Message, store: Store, me: Me, say: Say, now: datetime, argument: str) -> None:
    """签到: an organiser gets the tick list, anybody else checks in; which call is asked when several are meant."""
    number = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 7 else None
    choice = await store.read(checkin_choice.choose, user_id=me.user_id, number=number, now=now)
    if not choice.to_tick and not choice.to_join:
        raise Refused("nothing-to-check-in")
    if len(choice.to_tick) + len(choice.to_join) > 1:
        rows = [pick_row(say.voice, call, "ticks") for call in choice.to_tick]
        rows += [pick_row(say.voice, call, "here") for call in choice.to_join]
        await say.reply("which-call-ask", keyboard(rows), quote=not say.private)
    elif choice.to_tick:
        await _show_alone(say, await store.read(attendance.tick_list, call_id=choice.to_tick[0].id, by=me.user_id))
    else:
        await arrived(choice.to_join[0].id, store, me, say, now)


@router.callback_query(Tap("ticks", int))
@router.callback_query(Tap("ticks", int, int))
async def ticks(query: CallbackQuery, args: tuple[int, ...], store: Store, me: Me, say: Say, state: FSMContext) -> None:
    """Show the tick list, or turn its page."""
    await forget(state)
    listed = await store.read(attendance.tick_list, call_id=CallId(args[0]), by=me.user_id)
    await _show(say, listed, args[1] if len(args) > 1 else 1)


@router.callback_query(Tap("tick", int, int))
async def tick(
    query: CallbackQuery,
    args: tuple[int, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """One tap on a name of whom nothing is known: came. On another: the menu of what else may be said."""
    await forget(state)
    signup_id, page = SignupId(args[0]), args[1]
    line = await store.read(checkin_choice.line, signup_id=signup_id, by=me.user_id)
    if line.mark is not None:
        await say.toast()
        await say.edit("ticklist-one", choices_keyboard(say.voice, line, page), name=line.signup.name)
        return
    listed = await store.write(attendance.tick, now=now, signup_id=signup_id, by=me.user_id, state=Attendance.CAME)
    await _show(say, listed, page)


@router.callback_query(Tap("mark", int, str, int))
async def mark(
    query: CallbackQuery,
    args: tuple[int, str, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """Another word for one person: late, excused, did not come; each may be corrected again."""
    await forget(state)
    how = state_of(args[1])
    if how is None:
        raise Refused("stale-button")
    listed = await store.write(attendance.tick, now=now, signup_id=SignupId(args[0]), by=me.user_id, state=how)
    await _show(say, listed, args[2])


@router.callback_query(Tap("rest", int))
async def rest(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """Everybody else came too."""
    await forget(state)
    await _show(say, await store.write(attendance.tick_rest, now=now, call_id=CallId(args[0]), by=me.user_id), 1)


@router.callback_query(Tap("extra", int))
async def extra(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """Who came unannounced? Their names are asked for."""
    await store.read(attendance.tick_list, call_id=CallId(args[0]), by=me.user_id)
    await say.toast()
    asked = await say.reply("ticklist-ask-extra", None if say.private else ForceReply(selective=True))
    await expect(state, Asked.walk_ins, now, {"call": args[0], "question": asked.message_id})


@router.message(AnswerTo(Asked.walk_ins))
async def write_down(
    message: Message, store: Store, me: Me, say: Say, state: FSMContext, now: datetime, memory: dict[str, Any]
) -> None:
    """The names of those who came unannounced, parted by commas or spaces. Without one it is asked again."""
    call_id = CallId(int(memory["call"]))
    names = _BETWEEN_NAMES.split(message.text or "")
    try:
        listed = await store.write(attendance.add_walk_in, now=now, call_id=call_id, by=me.user_id, names=names)
    except Refused as refused:
        if refused.reason != "walk-in-name":
            await state.clear()
        raise
    await state.clear()
    await say.reply(list_text(say.voice, listed), list_keyboard(say.voice, listed, 999))


@router.callback_query(Tap("end", int))
async def end(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """结束: when nothing is known of some, ask first; nobody is made a no-show by a tap."""
    await forget(state)
    call_id = CallId(args[0])
    listed = await store.read(attendance.tick_list, call_id=call_id, by=me.user_id)
    if listed.unmarked and listed.call.done_at is None:
        unmarked = sum(line.signup.party for line in listed.unmarked)
        rows = [
            [button(say.voice("ending-rest-came"), "endall", call_id)],
            [button(say.voice("ending-as-is"), "endnow", call_id)],
            [button(say.voice("ending-back"), "ticks", call_id)],
        ]
        await say.toast()
        await say.edit("ending-unmarked", InlineKeyboardMarkup(inline_keyboard=rows), unmarked=unmarked)
        return
    await end_now(query, args, store, me, say, state, now, habits)


@router.callback_query(Tap("endall", int))
async def end_all(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """Everybody else came too, and the work is done: one tap, one transaction."""
    await forget(state)
    await _ended(
        say, await store.write(closing.finish_all, now=now, call_id=CallId(args[0]), by=me.user_id, habits=habits)
    )


@router.callback_query(Tap("endnow", int))
async def end_now(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """The work is done; whoever has no mark yet can still be ticked for a day."""
    await forget(state)
    await _ended(say, await store.write(closing.finish, now=now, call_id=CallId(args[0]), by=me.user_id, habits=habits))


async def _ended(say: Say, ended: closing.Ended) -> None:
    await say.toast("ending-done-toast")
    figures = ended.turnout
    rows = [[button(say.voice("ticklist-open"), "ticks", ended.call.id)]]
    await say.edit(
        "ending-done",
        InlineKeyboardMarkup(inline_keyboard=rows),
        title=ended.call.title or "",
        came=figures.came,
        hours=figures.hours,
        unmarked=ended.unmarked,
    )


async def _show(say: Say, listed: TickList, page: int) -> None:
    await say.toast()
    if say.private:
        await say.edit(list_text(say.voice, listed), list_keyboard(say.voice, listed, page))
    else:
        await _show_alone(say, listed)


async def _show_alone(say: Say, listed: TickList) -> None:
    """A tick list holds more than the card shows: it goes to the organiser alone."""
    await say.alone(list_text(say.voice, listed), list_keyboard(say.voice, listed, 1))
