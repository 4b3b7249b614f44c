"""Another number of people: at once when there are more or enough, else the organiser says who stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message

from domain.calls import CallId
from domain.duties import beyond
from domain.refusals import Refused
from domain.signups import SignupId
from handlers.again import another, listen_on
from handlers.answers import AnswerTo, expect
from handlers.buttons import Tap, button
from handlers.cards import who
from handlers.say import Say
from parsing.fields import read_needed
from usecases import calls, editing
from usecases.calls import Over
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="lowering")

PER_PAGE: Final = 8


class AskedNeeded(StatesGroup):
    """What an organiser was asked: how many are needed now."""

    needed = State()


class AnotherNumber(BaseFilter):
    """Matches another number, just after one was taken; hands on `memory`."""

    async def __call__(self, message: Message, state: FSMContext, now: datetime) -> bool | dict[str, Any]:
        if read_needed(message.text or "") is None:
            return False
        memory = await another(message, state, "needed", now)
        return False if memory is None else {"memory": memory}


@router.callback_query(Tap("needed", int))
async def ask_needed(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """改人数 of an open call."""
    call = await store.read(editing.open_call, call_id=CallId(args[0]), by=me.user_id)
    await say.toast()
    asked = await say.reply("draft-ask-needed", None if say.private else ForceReply(selective=True))
    await expect(state, AskedNeeded.needed, now, {"call": call.id, "seen": call.needed, "question": asked.message_id})


@router.message(AnotherNumber())
@router.message(AnswerTo(AskedNeeded.needed))
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
    """The new number. Fewer than hold a place: who stays is asked first."""
    needed = read_needed(message.text or "")
    if needed is None:
        asked = await say.reply("refused-needed-unfit", None if say.private else ForceReply(selective=True))
        await expect(state, AskedNeeded.needed, now, {**memory, "question": asked.message_id})
        return
    await state.clear()
    await change_needed(CallId(memory["call"]), needed, memory.get("seen"), store, me, say, state, now, habits)


async def change_needed(
    call_id: CallId,
    needed: int,
    seen: int | None,
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """Change the number that was `seen`, or ask who stays."""
    said: dict[str, Any] = {"now": now, "call_id": call_id, "by": me.user_id, "needed": needed}
    try:
        await store.write(calls.set_needed, **said, timing=habits.timing, seen=seen)
    except Refused as refused:
        if refused.reason != "needed-below-list":
            raise
        over = await store.read(calls.over, **said)
        shown = await say.reply(*_question(say, over, needed, over.beyond, 1))
        await _remember(state, over, needed, over.beyond, shown.message_id)
        return
    told = await say.reply("needed-done", needed=needed)
    await _go_on(state, now, call_id, needed, told.message_id)


@router.callback_query(Tap("stay", int, int, int))
async def toggle(
    query: CallbackQuery,
    args: tuple[int, int, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """A name: stays, or waits again."""
    memory = await _asked(say, state, CallId(args[0]))
    back = [SignupId(one) for one in memory["back"]]
    back = [one for one in back if one != args[1]] if args[1] in back else [*back, SignupId(args[1])]
    await _show(store, me, say, state, now, memory, back, args[2])


@router.callback_query(Tap("stay-page", int, int))
async def turn_page(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """More names."""
    memory = await _asked(say, state, CallId(args[0]))
    await _show(store, me, say, state, now, memory, [SignupId(one) for one in memory["back"]], args[1])


@router.callback_query(Tap("stay-do", int, int))
async def chosen(
    query: CallbackQuery,
    args: tuple[int, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """Those who were chosen wait again, and each is told."""
    memory = await _asked(say, state, CallId(args[0]))
    back = [SignupId(one) for one in memory["back"]]
    try:
        done = await store.write(
            calls.set_needed,
            now=now,
            call_id=CallId(args[0]),
            by=me.user_id,
            needed=memory["needed"],
            timing=habits.timing,
            back=back,
            seen=memory["seen"],
        )
    except Refused as refused:
        if refused.reason != "needed-below-list":
            raise
        await _show(store, me, say, state, now, memory, back, 1)  # more have come meanwhile
        return
    await _go_on(state, now, CallId(args[0]), memory["needed"], memory["shown"])
    await say.toast()
    if not done.put_back:
        await say.edit("needed-done", needed=memory["needed"])
        return
    names = say.voice("card-comma").join(who(say.voice, one) for one in done.put_back)
    await say.edit("stay-done", needed=memory["needed"], names=names)


@router.callback_query(Tap("needed-sure", int, int))
async def needed_sure(
    query: CallbackQuery,
    args: tuple[int, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """都留下: fewer are needed, and everybody keeps the place."""
    memory = await _asked(say, state, CallId(args[0]))
    said: dict[str, Any] = {"now": now, "call_id": CallId(args[0]), "by": me.user_id, "needed": args[1]}
    await store.write(calls.set_needed, **said, timing=habits.timing, sure=True, seen=memory["seen"])
    await _go_on(state, now, CallId(args[0]), args[1], memory["shown"])
    await say.toast()
    await say.edit("needed-done", needed=args[1])


async def _go_on(state: FSMContext, now: datetime, call_id: CallId, needed: int, shown: int) -> None:
    """2, and then 六个: the second number is heard as well."""
    await listen_on(state, "needed", now, {"call": call_id, "seen": needed, "question": shown})


async def _show(
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    memory: dict[str, Any],
    back: Collection[SignupId],
    page: int,
) -> None:
    needed = memory["needed"]
    over = await store.read(calls.over, now=now, call_id=CallId(memory["stays"]), by=me.user_id, needed=needed)
    await _remember(state, over, needed, back, memory["shown"])
    await say.toast()
    await say.edit(*_question(say, over, needed, back, page))


async def _remember(state: FSMContext, over: Over, needed: int, back: Collection[SignupId], shown: int) -> None:
    await state.set_state(None)
    await state.set_data(
        {"stays": over.call.id, "needed": needed, "seen": over.call.needed, "back": list(back), "shown": shown}
    )


async def _asked(say: Say, state: FSMContext, call_id: CallId) -> dict[str, Any]:
    """What is remembered of the question under this button. Raises Refused("stale-button")."""
    memory = await state.get_data()
    here = say.message.message_id if say.message else 0
    if (memory.get("stays"), memory.get("shown")) != (call_id, here):
        raise Refused("stale-button")
    return memory


def _question(
    say: Say, over: Over, needed: int, back: Collection[SignupId], page: int
) -> tuple[Any, InlineKeyboardMarkup]:
    """Everybody with a place, the newest first: a tap turns ✓ into ↩ and back."""
    voice, call_id = say.voice, over.call.id
    pages = max(1, -(-len(over.holding) // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = [
        [
            button(
                voice("stay-back" if one.id in back else "stay-stays", who=who(voice, one)),
                "stay",
                call_id,
                one.id,
                page,
            )
        ]
        for one in over.holding[(page - 1) * PER_PAGE : page * PER_PAGE]
    ]
    turning = [(page - 1, "page-before"), (page + 1, "page-after")]
    if turns := [button(voice(key), "stay-page", call_id, to) for to, key in turning if 1 <= to <= pages]:
        rows.append(turns)
    leaving = sum(s.party for s in over.holding if s.id in back)
    if leaving and not beyond(over.plan, [s for s in over.holding if s.id not in back]):
        rows.append([button(voice("stay-do-button", n=leaving), "stay-do", call_id, needed, style="success")])
    rows.append([button(voice("needed-sure-button", needed=needed), "needed-sure", call_id, needed)])
    rows.append([button(voice("change-back-button"), "roster", call_id, 1)])
    confirmed = sum(s.party for s in over.holding)
    text = voice.rich("stay-ask", confirmed=confirmed, needed=needed, n=leaving)
    return text, InlineKeyboardMarkup(inline_keyboard=rows)
