"""结束: an organiser ends the activity; a late tap is asked first when it really ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from domain.calls import CallId
from domain.ending import check_end, end_of_clock
from domain.people import PersonId
from domain.promises import Kind
from domain.refusals import Refused
from handlers.answers import AnswerTo, expect
from handlers.buttons import Tap, button
from handlers.here import Gather, Here
from handlers.letters import Outgoing, Writer
from parsing.clock import read_clock
from texts.dates import until
from texts.voice import Voice, voice_for
from usecases import closing, letters
from usecases.closing import Asked
from usecases.store import Tx

router = Router(name="ending")
router.message.middleware(Gather())
router.callback_query.middleware(Gather())


class AskedEnd(StatesGroup):
    """Waiting for the hour at which it ended."""

    when = State()


@router.callback_query(Tap("end", int))
async def end(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """结束: when the tap comes late, ask when it ended; when nothing is known of some, ask first: nobody is made a
    no-show by a tap."""
    await here.forget()
    asked = await _asked(here, args[0])
    await (_ask_when(here, asked) if asked.late else _ask_rest(here, asked, None))


@router.callback_query(Tap("endwhen", int))
async def end_when(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """早就完了: when?"""
    await here.forget()
    await _ask_when(here, await _asked(here, args[0]))


@router.callback_query(Tap("endat", int, int))
async def end_at(query: CallbackQuery, args: tuple[int, int], here: Here) -> None:
    """It ended at this hour."""
    await here.forget()
    await _ask_rest(here, await _asked(here, args[0]), _moment(args[1]))


@router.message(AnswerTo(AskedEnd.when))
async def end_said(message: Message, here: Here, memory: dict[str, Any]) -> None:
    """The hour typed: one on the day of the meeting. What is no hour, or cannot be, is asked for again."""
    assert here.state is not None
    asked = await _asked(here, int(memory["call"]))
    read = read_clock(message.text or "")
    if read is None:
        raise Refused("end-unclear")
    at = end_of_clock(asked.call, read.hour, read.minute, fixed=read.fixed, earliest=asked.earliest)
    check_end(at, asked.earliest, here.now)
    await here.state.clear()
    await _ask_rest(here, asked, at)


@router.callback_query(Tap("endall", int))
@router.callback_query(Tap("endall", int, int))
async def end_all(query: CallbackQuery, args: tuple[int, ...], here: Here) -> None:
    """Everybody else came too, and the work is done: one tap, one transaction."""
    await here.forget()
    if not await _too_late(here, args):
        await _ended(here, await here.store.write(closing.finish_all, **_closing(here, args)))


@router.callback_query(Tap("endnow", int))
@router.callback_query(Tap("endnow", int, int))
async def end_now(query: CallbackQuery, args: tuple[int, ...], here: Here) -> None:
    """The work is done; whoever has no mark yet can still be ticked for a day."""
    await here.forget()
    if not await _too_late(here, args):
        await _ended(here, await here.store.write(closing.finish, **_closing(here, args)))


async def _too_late(here: Here, args: tuple[int, ...]) -> bool:
    """A button shown in time and tapped late names no hour: it is asked for."""
    asked = await _asked(here, args[0]) if len(args) == 1 else None
    if asked is None or not asked.late:
        return False
    await _ask_when(here, asked)
    return True


async def _asked(here: Here, call_id: int) -> Asked:
    return await here.store.read(closing.asked, **here.deed(call_id))


async def _ask_when(here: Here, asked: Asked) -> None:
    say, call = here.say, asked.call
    hours = [
        button(until(say.voice, at, call.zone, here.now), "endat", call.id, int(at.timestamp())) for at in asked.likely
    ]
    rows = [hours[at : at + 2] for at in range(0, len(hours), 2)]
    rows.append([button(say.voice("ending-just-now"), "endat", call.id, int(here.now.timestamp()))])
    await say.toast()
    shown = say.message
    if say.private:
        await say.edit("ending-ask-when", InlineKeyboardMarkup(inline_keyboard=rows), title=call.title or "")
    else:
        shown = await say.alone("ending-ask-when", InlineKeyboardMarkup(inline_keyboard=rows), title=call.title or "")
    if here.state is not None and say.private and shown is not None:
        await expect(here.state, AskedEnd.when, here.now, {"call": call.id, "question": shown.message_id})


async def _ask_rest(here: Here, asked: Asked, at: datetime | None) -> None:
    """When nothing is known of some, ask before it ends."""
    say, call = here.say, asked.call
    said = (call.id,) if at is None else (call.id, int(at.timestamp()))
    if at is not None:
        check_end(at, asked.earliest, here.now)
    if not asked.unmarked:
        await _ended(here, await here.store.write(closing.finish, **_closing(here, said)))
        return
    rows = [
        [button(say.voice("ending-rest-came"), "endall", *said)],
        [button(say.voice("ending-as-is"), "endnow", *said)],
        [button(say.voice("ending-back"), "ticks", call.id)],
    ]
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    await say.toast()
    await (say.edit if say.tapped else say.reply)("ending-unmarked", keyboard, unmarked=asked.unmarked)


def _closing(here: Here, args: tuple[int, ...]) -> dict[str, Any]:
    own = here.say.message if here.say.tapped else None
    said = {"done_at": _moment(args[1])} if len(args) > 1 else {}
    return {**here.deed(args[0]), "habits": here.habits, "message_id": own.message_id if own else None, **said}


def _moment(seconds: int) -> datetime:
    """Raises Refused("stale-button") for what is no moment: taps may be forged."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise Refused("stale-button") from None


async def _ended(here: Here, ended: closing.Ended) -> None:
    say, figures = here.say, ended.turnout
    await say.toast("ending-done-toast")
    rows = [[button(say.voice("ticklist-open"), "ticks", ended.call.id)]]
    await (say.edit if say.tapped else say.reply)(
        "ending-done",
        InlineKeyboardMarkup(inline_keyboard=rows),
        title=ended.call.title or "",
        came=figures.came,
        hours=figures.hours,
        unmarked=ended.unmarked,
    )


async def nudge(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """To an organiser of a call that is over and still open; untrue once it ended, or they organise no longer."""
    known = await letters.to_end(tx, CallId(payload["call"]), PersonId(payload["person"]))
    if known is None:
        return None
    call, language = known
    voice = voice_for(language)
    assert call.meet_at is not None
    rows = nudge_rows(voice, call.id)
    met = until(voice, call.meet_at, call.zone, now)
    words = voice.rich("ending-nudge", title=call.title or "", when=met)
    return Outgoing(words, InlineKeyboardMarkup(inline_keyboard=rows))


def nudge_rows(voice: Voice, call_id: int) -> list[list[InlineKeyboardButton]]:
    """现在结束, or 早就完了."""
    return [
        [button(voice("ending-nudge-now"), "end", call_id)],
        [button(voice("ending-nudge-before"), "endwhen", call_id)],
    ]


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.END_NUDGE: nudge}
