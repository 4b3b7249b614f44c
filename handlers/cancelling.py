"""Calling an activity off: why is asked first, and only a tap does it. Words are a proposed reason, never the deed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from domain.calls import MAX_LINE, Call, CallId
from domain.names import clean_line
from domain.refusals import Refused
from handlers.answers import AnswerTo, expect, forget
from handlers.buttons import Tap, button
from handlers.namelist import roster_keyboard, roster_text
from handlers.say import Say
from usecases import calls, cards, editing
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="cancelling")


REASONS: Final = {"rain": "cancel-rain", "few": "cancel-few", "later": "cancel-later"}
"""The reasons that need no words, by what their buttons say."""


class AskedReason(StatesGroup):
    """What an organiser was asked: why it is called off."""

    reason = State()


@router.callback_query(Tap("cancel", int))
async def cancel(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """取消召集: why? One line, or none."""
    call = await store.read(editing.open_call, call_id=CallId(args[0]), by=me.user_id)
    seen = await store.read(cards.roster, call_id=call.id, by=me.user_id)
    rows = [
        [button(say.voice("cancel-rain-button"), "cancel-why", call.id, "rain")],
        [
            button(say.voice("cancel-few-button"), "cancel-why", call.id, "few"),
            button(say.voice("cancel-later-button"), "cancel-why", call.id, "later"),
        ],
        [button(say.voice("cancel-silent-button"), "cancel-why", call.id, "none")],
        [button(say.voice("cancel-back-button"), "cancel-back", call.id)],
    ]
    if editing.unsigned(seen.face):
        rows.insert(0, [button(say.voice("withdraw-button"), "withdraw", call.id)])
    question = say.message.message_id if say.message else 0
    await expect(state, AskedReason.reason, now, {"call": call.id, "question": question})
    await say.toast()
    people = seen.face.tally.confirmed + seen.face.tally.waiting
    await say.edit("cancel-ask", InlineKeyboardMarkup(inline_keyboard=rows), title=call.title or "", people=people)


@router.callback_query(Tap("cancel-back", int))
async def back(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext) -> None:
    """不取消了: nothing is asked any more, and the list stands there again."""
    await forget(state)
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    await say.toast("cancel-kept")
    await say.edit(roster_text(say.voice, seen, 1), roster_keyboard(say.voice, seen.face, 1))


@router.message(AnswerTo(AskedReason.reason))
async def proposed(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The reason in words: shown as it will be read, with the tap that does it. Other words replace it."""
    try:
        call = await store.read(editing.open_call, call_id=CallId(memory["call"]), by=me.user_id)
    except Refused:
        await state.clear()
        raise
    await propose(call, clean_line(message.text or "", MAX_LINE), say, state, now)


async def propose(call: Call, reason: str, say: Say, state: FSMContext, now: datetime) -> None:
    """A reason as it will be read, with the tap that calls it off."""
    rows = [
        [button(say.voice("cancel-said-button"), "cancel-why", call.id, "said")],
        [button(say.voice("cancel-back-button"), "cancel-back", call.id)],
    ]
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    shown = await say.reply("cancel-said", keyboard, title=call.title or "", reason=reason)
    proposal = {"call": call.id, "question": shown.message_id, "reason": reason}
    await expect(state, AskedReason.reason, now, proposal)


@router.callback_query(Tap("cancel-why", int, str))
async def why(
    query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """A reason by tap: the rain, none given, or the words just shown. What has begun is asked about once more."""
    call_id = CallId(args[0])
    reason = await _reason(args[1], call_id, say, state)
    try:
        off = await store.write(calls.cancel, now=now, call_id=call_id, by=me.user_id, reason=reason)
    except Refused as refused:
        if refused.reason != "cancel-begun":
            raise
        rows = [
            [button(say.voice("cancel-sure-button"), "cancel-sure", call_id, args[1])],
            [button(say.voice("roster-ticks-button"), "ticks", call_id)],
            [button(say.voice("cancel-back-button"), "cancel-back", call_id)],
        ]
        await say.toast()
        begun = say.voice.rich("refused-cancel-begun", **refused.facts)
        await say.edit(begun, InlineKeyboardMarkup(inline_keyboard=rows))
        return
    await _told(off, say, state)


@router.callback_query(Tap("cancel-sure", int, str))
async def sure(
    query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """Called off although it has begun, said twice."""
    call_id = CallId(args[0])
    reason = await _reason(args[1], call_id, say, state)
    off = await store.write(calls.cancel, now=now, call_id=call_id, by=me.user_id, reason=reason, sure=True)
    await _told(off, say, state)


async def _reason(word: str, call_id: CallId, say: Say, state: FSMContext) -> str | None:
    """The reason a button stands for. Words count only under the message that shows them.
    Raises Refused("stale-button")."""
    if word == "said":
        memory = await state.get_data()
        here = say.message.message_id if say.message else 0
        if (memory.get("call"), memory.get("question")) != (call_id, here) or "reason" not in memory:
            raise Refused("stale-button")
        return str(memory["reason"])
    if word == "none":
        return None
    if word not in REASONS:
        raise Refused("stale-button")
    return say.voice(REASONS[word])


async def _told(off: calls.Cancelled, say: Say, state: FSMContext) -> None:
    await state.clear()
    await say.toast("cancel-toast")
    rows = [[button(say.voice("again-button"), "again", off.call.id)]]
    again = InlineKeyboardMarkup(inline_keyboard=rows)
    await say.edit("cancel-done", again, title=off.call.title or "", told=off.told)


@router.callback_query(Tap("withdraw", int))
async def withdraw(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """撤回: nobody ever signed up, so nobody is told; the card becomes one line."""
    gone = await store.write(editing.withdraw, now=now, call_id=CallId(args[0]), by=me.user_id)
    await state.clear()
    await say.toast("withdraw-toast")
    rows = [[button(say.voice("again-button"), "again", gone.call.id)]]
    done = InlineKeyboardMarkup(inline_keyboard=rows)
    await say.edit("withdraw-done", done, number=str(gone.call.number), title=gone.call.title or "")
