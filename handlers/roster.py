"""The lists: which calls are open, who is on one of them, and what an organiser does from there: change the number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.calls import CallId
from domain.refusals import Refused
from handlers import cancelling
from handlers.answers import AnswerTo, expect, forget
from handlers.buttons import Tap, button
from handlers.cards import brief, private_card, private_keyboard
from handlers.namelist import roster_keyboard, roster_text
from handlers.pick import MOST, keyboard, pick, pick_row
from handlers.say import Say
from handlers.words import Said
from parsing.fields import read_needed
from usecases import calls, cards
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="roster")
router.include_router(cancelling.router)  # from the list one calls it off


class Asked(StatesGroup):
    """What an organiser was asked: how many are needed now."""

    needed = State()


@router.message(Said("calls"))
async def open_calls(message: Message, store: Store, me: Me, say: Say, now: datetime) -> None:
    """/calls: what is open, with how it stands with me; a button opens each."""
    found = (await store.read(cards.open_to, user_id=me.user_id, now=now))[:MOST]
    if not found:
        await say.alone("calls-none")
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
        rows.append(pick_row(voice, call, "open"))
    await say.alone(Text(voice("calls-head"), "\n\n", "\n\n".join(lines)), keyboard(rows))


@router.callback_query(Tap("open", int))
async def open_call(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """One call in private, with its buttons."""
    seen = await store.read(cards.seen, call_id=CallId(args[0]), user_id=me.user_id)
    await say.toast()
    if say.private:
        await say.edit(private_card(say.voice, seen), private_keyboard(say.voice, seen, now))
    else:
        await say.alone(private_card(say.voice, seen), private_keyboard(say.voice, seen, now))


@router.message(Said("roster"))
async def roster(message: Message, argument: str, store: Store, me: Me, say: Say) -> None:
    """/roster [number]: the whole list, for organisers; others are pointed to the card."""
    if not any(person.organises for person in me.memberships):
        raise Refused("roster-for-organisers")
    number = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 7 else None
    found = await store.read(cards.roster_by_number, number=number, by=me.user_id)
    if len(found) > 1:
        await say.alone("roster-which", pick(say.voice, (seen.face.call for seen in found), "roster", 1))
        return
    await say.alone(roster_text(say.voice, found[0].face, 1), roster_keyboard(say.voice, found[0].face, 1))


@router.callback_query(Tap("roster", int, int))
async def roster_page(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext
) -> None:
    """Another page, or the list from a button."""
    await forget(state)
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    page = min(args[1], 1000)
    await say.toast()
    shown = roster_text(say.voice, seen.face, page), roster_keyboard(say.voice, seen.face, page)
    if say.private:
        await say.edit(*shown)
    else:
        await say.alone(*shown)


@router.callback_query(Tap("needed", int))
async def ask_needed(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """改人数 of an open call."""
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    await say.toast()
    asked = await say.reply("draft-ask-needed", None if say.private else ForceReply(selective=True))
    await expect(state, Asked.needed, now, {"call": seen.face.call.id, "question": asked.message_id})


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
        await expect(state, Asked.needed, now, {**memory, "question": asked.message_id})
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
        sure = InlineKeyboardMarkup(inline_keyboard=[[button(label, "needed-sure", call_id, needed)]])
        await say.reply(say.voice.rich(f"refused-{refused.reason}", **refused.facts), sure)
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
