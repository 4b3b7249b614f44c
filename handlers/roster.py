"""The lists: which calls are open, who is on one of them, and what an organiser does from there: change the number,
call it off."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.calls import CallId, CallState
from domain.refusals import Refused
from handlers.buttons import Tap, button
from handlers.calling import AnswerTo
from handlers.cards import brief, private_card, private_keyboard
from handlers.namelist import roster_keyboard, roster_text
from handlers.say import Say
from handlers.words import Said
from parsing.fields import read_needed
from usecases import calls, cards
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="roster")

MOST_CALLS: Final = 10


class Asked(StatesGroup):
    """What an organiser was asked: why it is called off, how many are needed now."""

    reason = State()
    needed = State()


@router.message(Said("calls"))
async def open_calls(message: Message, store: Store, me: Me, say: Say, now: datetime) -> None:
    """/calls: what is open, with how it stands with me; a button opens each."""
    found = (await store.read(cards.open_to, user_id=me.user_id, now=now))[:MOST_CALLS]
    if not found:
        await _alone(say, "calls-none")
        return
    lines: list[str] = []
    rows: list[list[InlineKeyboardButton]] = []
    voice = say.voice
    for seen in found:
        call, tally = seen.face.call, seen.face.tally
        mine = seen.mine.state.value.replace("_", "-") if seen.mine else "none"
        lines.append(
            voice(
                f"calls-line-{mine}",
                number=str(call.number),
                title=call.title or "",
                brief=brief(voice, call, now),
                confirmed=tally.confirmed,
                needed=tally.needed,
            )
        )
        rows.append(
            [button(voice("signup-which-one", number=str(call.number), title=call.title or ""), "open", call.id)]
        )
    await _alone(say, Text(voice("calls-head"), "\n\n", "\n\n".join(lines)), InlineKeyboardMarkup(inline_keyboard=rows))


@router.callback_query(Tap("open", int))
async def open_call(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """One call in private, with its buttons."""
    seen = await store.read(cards.seen, call_id=CallId(args[0]), user_id=me.user_id)
    await say.toast()
    if say.private:
        await say.edit(private_card(say.voice, seen), private_keyboard(say.voice, seen, now))
    else:
        await _alone(say, private_card(say.voice, seen), private_keyboard(say.voice, seen, now))


@router.message(Said("roster"))
async def roster(message: Message, argument: str, store: Store, me: Me, say: Say, now: datetime) -> None:
    """/roster [number]: the whole list, for organisers; others are pointed to the card."""
    if not any(person.organises for person in me.memberships):
        raise Refused("roster-for-organisers")
    number = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 7 else None
    found = await store.read(cards.roster_by_number, number=number, by=me.user_id)
    if len(found) > 1:
        rows = [
            [
                button(
                    say.voice("signup-which-one", number=str(s.face.call.number), title=s.face.call.title or ""),
                    "roster",
                    s.face.call.id,
                    1,
                )
            ]
            for s in found[:MOST_CALLS]
        ]
        await _alone(say, "roster-which", InlineKeyboardMarkup(inline_keyboard=rows))
        return
    await _alone(say, roster_text(say.voice, found[0].face, 1), roster_keyboard(say.voice, found[0].face, 1))


@router.callback_query(Tap("roster", int, int))
async def roster_page(query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say) -> None:
    """Another page, or the list from a button."""
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    page = min(args[1], 1000)
    await say.toast()
    shown = roster_text(say.voice, seen.face, page), roster_keyboard(say.voice, seen.face, page)
    if say.private:
        await say.edit(*shown)
    else:
        await _alone(say, *shown)


@router.callback_query(Tap("cancel", int))
async def cancel(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext) -> None:
    """取消召集: why? One line, or none."""
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    call = seen.face.call
    if call.state is CallState.OPEN:
        rows = [
            [button(say.voice("cancel-rain-button"), "cancel-why", call.id, "rain")],
            [button(say.voice("cancel-silent-button"), "cancel-why", call.id, "none")],
            [button(say.voice("cancel-back-button"), "roster", call.id, 1)],
        ]
        await state.set_state(Asked.reason)
        await state.set_data({"call": call.id, "question": say.message.message_id if say.message else 0})
        await say.toast()
        people = seen.face.tally.confirmed + seen.face.tally.waiting
        keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
        await say.edit("cancel-ask", keyboard, title=call.title or "", people=people)
        return
    raise Refused(f"call-{call.state.value}")


@router.callback_query(Tap("cancel-why", int, str))
async def cancel_why(
    query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """A reason by tap: the rain, or none given."""
    reasons = {"rain": say.voice("cancel-rain"), "none": None}
    if args[1] not in reasons:
        raise Refused("stale-button")
    off = await store.write(calls.cancel, now=now, call_id=CallId(args[0]), by=me.user_id, reason=reasons[args[1]])
    await state.clear()
    await say.toast("cancel-toast")
    await say.edit("cancel-done", title=off.call.title or "", told=off.told)


@router.message(AnswerTo(Asked.reason))
async def cancel_reason(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The reason in words."""
    await state.clear()
    off = await store.write(
        calls.cancel, now=now, call_id=CallId(memory["call"]), by=me.user_id, reason=message.text or ""
    )
    await say.reply("cancel-done", title=off.call.title or "", told=off.told)


@router.callback_query(Tap("needed", int))
async def ask_needed(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext) -> None:
    """改人数 of an open call."""
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    await say.toast()
    asked = await say.reply("draft-ask-needed", None if say.private else ForceReply(selective=True))
    await state.set_state(Asked.needed)
    await state.set_data({"call": seen.face.call.id, "question": asked.message_id})


@router.message(AnswerTo(Asked.needed))
async def said_needed(
    message: Message,
    memory: dict[str, Any],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """The new number. Fewer than are on the list is asked about once more; nobody is taken off by it."""
    needed = read_needed(message.text or "")
    if needed is None:
        asked = await say.reply("refused-needed-unfit", None if say.private else ForceReply(selective=True))
        await state.set_data({**memory, "question": asked.message_id})
        return
    await state.clear()
    call_id = CallId(memory["call"])
    try:
        await store.write(
            calls.set_needed, now=now, call_id=call_id, by=me.user_id, needed=needed, timing=habits.timing
        )
    except Refused as refused:
        if refused.reason != "needed-below-list":
            raise
        label = say.voice("needed-sure-button", needed=needed)
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[button(label, "needed-sure", call_id, needed)]])
        await say.reply(say.voice.rich(f"refused-{refused.reason}", **refused.facts), keyboard)
        return
    await say.reply("needed-done", needed=needed)


@router.callback_query(Tap("needed-sure", int, int))
async def needed_sure(
    query: CallbackQuery,
    args: tuple[int, int],
    store: Store,
    me: Me,
    say: Say,
    now: datetime,
    habits: Habits,
) -> None:
    """Fewer than are on the list, said twice."""
    await store.write(
        calls.set_needed,
        now=now,
        call_id=CallId(args[0]),
        by=me.user_id,
        needed=args[1],
        timing=habits.timing,
        sure=True,
    )
    await say.toast()
    await say.edit("needed-done", needed=args[1])


async def _alone(say: Say, words: str | Text, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """A list is for the one who asked: in private, or not at all."""
    if say.private:
        await say.reply(words, keyboard)
    elif not await say.privately(words, keyboard):
        raise Refused("open-private-first")
