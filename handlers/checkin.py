"""In the morning: people say 到了, organisers tick the list and write down who came unannounced."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message

from domain.attendance import Attendance
from domain.calls import CallId
from domain.refusals import Refused
from domain.signups import SignupId
from handlers.again import another, listen_on
from handlers.answers import AnswerTo, expect
from handlers.buttons import Tap, button
from handlers.corrections import line_text
from handlers.here import Gather, Here
from handlers.pick import keyboard, pick_row
from handlers.ticklist import choices_keyboard, list_keyboard, list_text, state_of
from handlers.words import Said
from parsing.listed import read_came
from parsing.replies import Act, read_reply
from texts.dates import hour
from usecases import attendance, checkin_choice, hours, ticklists
from usecases.attendance import TickList

router = Router(name="checkin")
router.message.middleware(Gather())
router.callback_query.middleware(Gather())

MANY: Final = 3
"""Marking more people than this with one tap is asked about once: a slip of the thumb would be tedious to mend."""


class AskedWalkIns(StatesGroup):
    """Waiting for the names of people who came unannounced."""

    walk_ins = State()


class MoreNames(BaseFilter):
    """Matches bare names just after others were written down as unannounced; hands on `memory`."""

    async def __call__(self, message: Message, state: FSMContext, now: datetime) -> bool | dict[str, Any]:
        reply = read_reply(message.text or "")
        if reply.act is not Act.UNSURE or not reply.names:
            return False
        memory = await another(message, state, "walk-ins", now)
        return False if memory is None else {"memory": memory}


@router.callback_query(Tap("here", int))
async def tap_here(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """到了, tapped on the card or on a reminder."""
    await arrived(here, CallId(args[0]))


async def arrived(here: Here, call_id: CallId) -> None:
    """Check a person in and tell them so; also when they said it in words."""
    arrival = await here.store.write(attendance.arrive, **here.facts(call_id))
    key = "arrived-already" if arrival.already else f"arrived-{arrival.state.value.replace('_', '-')}"
    if arrival.waiting:
        key = "arrived-waiting"
    at = hour(here.say.voice, arrival.at.astimezone(ZoneInfo(arrival.call.zone)))
    await here.say.quietly(key, at=at)


@router.message(Said("checkin"))
async def checkin(message: Message, here: Here, argument: str) -> None:
    """签到: an organiser gets the tick list, anybody else checks in; which call is asked when several are meant."""
    store, me, say = here.store, here.me, here.say
    number = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 7 else None
    choice = await store.read(checkin_choice.choose, user_id=me.user_id, number=number, now=here.now)
    if not choice.to_tick and not choice.to_join:
        raise Refused("nothing-to-check-in")
    if len(choice.to_tick) + len(choice.to_join) > 1:
        rows = [pick_row(say.voice, call, "ticks") for call in choice.to_tick]
        rows += [pick_row(say.voice, call, "here") for call in choice.to_join]
        await say.reply("which-call-ask", keyboard(rows), quote=not say.private)
    elif choice.to_tick:
        await _show_alone(here, await store.read(attendance.tick_list, call_id=choice.to_tick[0].id, by=me.user_id))
    else:
        await arrived(here, choice.to_join[0].id)


@router.callback_query(Tap("ticks", int))
@router.callback_query(Tap("ticks", int, int))
async def ticks(query: CallbackQuery, args: tuple[int, ...], here: Here) -> None:
    """Show the tick list, or turn its page."""
    await here.forget()
    listed = await here.store.read(attendance.tick_list, call_id=CallId(args[0]), by=here.me.user_id)
    if here.say.private:
        await _lies_open(here, listed, here.say.message)
    await _show(here, listed, args[1] if len(args) > 1 else 1)


@router.callback_query(Tap("tick", int, int))
async def tick(query: CallbackQuery, args: tuple[int, int], here: Here) -> None:
    """One tap on a name of whom nothing is known: came. On another: who said what when, and what else may be said."""
    await here.forget()
    say, signup_id, page = here.say, SignupId(args[0]), args[1]
    told = await here.store.read(hours.told, signup_id=signup_id, by=here.me.user_id)
    if told.line.mark is not None:
        await say.toast()
        await say.edit(line_text(say.voice, told), choices_keyboard(say.voice, told.line, page, told.entry is not None))
        return
    await _mark(here, signup_id, Attendance.CAME, page)


@router.callback_query(Tap("mark", int, str, int))
async def mark(query: CallbackQuery, args: tuple[int, str, int], here: Here) -> None:
    """Another word for one person: late, excused, did not come; each may be corrected again."""
    await here.forget()
    how = state_of(args[1])
    if how is None:
        raise Refused("stale-button")
    await _mark(here, SignupId(args[0]), how, args[2])


async def _mark(here: Here, signup_id: SignupId, how: Attendance, page: int) -> None:
    listed = await here.store.write(attendance.tick, now=here.now, signup_id=signup_id, by=here.me.user_id, state=how)
    await _show(here, listed, page)


@router.callback_query(Tap("rest", int))
async def rest(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """Everybody else came too; of many at once it is asked first."""
    await here.forget()
    listed = await here.store.read(attendance.tick_list, call_id=CallId(args[0]), by=here.me.user_id)
    unmarked = sum(line.signup.party for line in listed.unmarked)
    if unmarked > MANY and here.say.private:
        voice = here.say.voice
        rows = [
            [button(voice("ticklist-rest-sure", unmarked=unmarked), "restall", listed.call.id)],
            [button(voice("ticklist-back"), "ticks", listed.call.id)],
        ]
        await here.say.toast()
        await here.say.edit("ticklist-rest-ask", InlineKeyboardMarkup(inline_keyboard=rows), unmarked=unmarked)
        return
    await _rest_came(here, listed.call.id)


@router.callback_query(Tap("restall", int))
async def rest_sure(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """Everybody else came too, said twice."""
    await here.forget()
    await _rest_came(here, CallId(args[0]))


async def _rest_came(here: Here, call_id: CallId) -> None:
    await _show(here, await here.store.write(attendance.tick_rest, **here.deed(call_id)), 1)


@router.callback_query(Tap("extra", int))
async def extra(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """Who came unannounced? Their names are asked for."""
    await here.store.read(attendance.tick_list, call_id=CallId(args[0]), by=here.me.user_id)
    await here.say.toast()
    await _ask_names(here, args[0], "ticklist-ask-extra")


async def _ask_names(here: Here, call_id: int, key: str, **facts: Any) -> None:
    asked = await here.say.reply(key, None if here.say.private else ForceReply(selective=True), **facts)
    assert here.state is not None
    await expect(here.state, AskedWalkIns.walk_ins, here.now, {"call": call_id, "question": asked.message_id})


@router.message(MoreNames())
@router.message(AnswerTo(AskedWalkIns.walk_ins))
async def write_down(message: Message, here: Here, memory: dict[str, Any]) -> None:
    """The names of those who came unannounced. Whom a word does not name (我妈, 三个人) is asked for again, the others
    are written down."""
    call_id, told = CallId(int(memory["call"])), read_came(message.text or "")
    assert here.state is not None
    unclear = list(told.unclear)
    if told.people or not told.unclear:
        names = [(one.name, one.party) for one in told.people]
        try:
            listed = await here.store.write(attendance.add_walk_in, **here.deed(call_id), names=names)
        except Refused as refused:
            if refused.reason not in ("walk-in-name", "walk-in-too-many"):
                await here.state.clear()
            raise
        await here.state.clear()
        shown = await here.say.reply(list_text(here.say.voice, listed), list_keyboard(here.say.voice, listed, 999))
        if here.say.private:
            await _lies_open(here, listed, shown)
        await listen_on(here.state, "walk-ins", here.now, {"call": call_id, "question": shown.message_id})
        unclear += listed.unclear
    if unclear:
        words = here.say.voice("card-comma").join(f"“{word}”" for word in unclear)
        noted = sum(one.name not in unclear for one in told.people)
        await _ask_names(here, call_id, "ticklist-ask-whom", whom=words, noted=noted)


async def _show(here: Here, listed: TickList, page: int) -> None:
    await here.say.toast()
    if here.say.private:
        await here.say.edit(list_text(here.say.voice, listed), list_keyboard(here.say.voice, listed, page))
    else:
        await _show_alone(here, listed)


async def _show_alone(here: Here, listed: TickList) -> None:
    """A tick list holds more than the card shows: it goes to the organiser alone."""
    voice = here.say.voice
    await _lies_open(here, listed, await here.say.alone(list_text(voice, listed), list_keyboard(voice, listed, 1)))


async def _lies_open(here: Here, listed: TickList, shown: Message | None) -> None:
    """Remember which message shows the list, so that it can be made true when somebody else ends the activity."""
    if shown is not None and listed.call.done_at is None:
        await here.store.write(
            ticklists.lies_open, call_id=listed.call.id, reader=here.me.user_id, message_id=shown.message_id
        )
