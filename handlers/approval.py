"""Approval: /approval is the village's choice; an official agrees to a draft, or says what to change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.calls import CallId
from domain.people import Village, VillageId
from domain.refusals import Refused
from handlers.answers import AnswerTo, expect, forget
from handlers.buttons import Tap, button
from handlers.drafts import sent
from handlers.letters_planning import request
from handlers.say import Say
from handlers.words import Said
from texts.voice import Voice
from usecases import approval
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="approval")


class Asked(StatesGroup):
    """What an official was asked: what to change in a draft."""

    change = State()


@router.message(Said("approval"))
async def choices(message: Message, store: Store, me: Me, village: Village | None, say: Say) -> None:
    """/approval: how it is now, and a button to change it."""
    found = await store.read(approval.choices, by=me.user_id)
    here = [one for one in found if village is None or one.id == village.id]
    if not here:
        raise Refused("not-official")
    await say.alone(*_choices(say.voice, here))


@router.callback_query(Tap("approval", int, str))
async def choose(query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, now: datetime) -> None:
    """Turned on or off."""
    if args[1] not in ("on", "off"):
        raise Refused("stale-button")
    village = await store.write(
        approval.choose, now=now, village_id=VillageId(args[0]), by=me.user_id, on=args[1] == "on"
    )
    await say.toast("approval-chosen")
    await say.edit(*_choices(say.voice, [village]))


def _choices(voice: Voice, villages: Sequence[Village]) -> tuple[Text, InlineKeyboardMarkup]:
    lines, rows = [], []
    for village in villages:
        on = village.approval
        lines.append(voice("approval-is-on" if on else "approval-is-off", village=village.title))
        label = voice("approval-off-button" if on else "approval-on-button")
        if len(villages) > 1:
            label = f"{label} {village.title}"
        rows.append([button(label, "approval", village.id, "off" if on else "on")])
    return Text("\n\n".join(lines)), InlineKeyboardMarkup(inline_keyboard=rows)


@router.callback_query(Tap("agree", int, int))
async def agree(
    query: CallbackQuery,
    args: tuple[int, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """同意: the call is posted."""
    draft = await store.write(
        approval.agree, now=now, call_id=CallId(args[0]), by=me.user_id, version=args[1], timing=habits.timing
    )
    if (await state.get_data()).get("change") == args[0]:
        await forget(state)
    await say.toast("call-published-toast")
    await say.edit(*sent(say.voice, draft))


@router.callback_query(Tap("please-change", int, int))
async def ask_change(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """请改: one line is asked for."""
    await store.read(approval.waiting, call_id=CallId(args[0]), by=me.user_id, version=args[1])
    await say.toast()
    back = [[button(say.voice("approval-back-button"), "please-back", *args)]]
    asked = await say.alone("approval-what-change", InlineKeyboardMarkup(inline_keyboard=back))
    memory = {"change": args[0], "version": args[1], "question": asked.message_id}
    await expect(state, Asked.change, now, memory)


@router.callback_query(Tap("please-back", int, int))
async def back(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """‹ 不改了: the question becomes the draft again."""
    draft = await store.read(approval.waiting, call_id=CallId(args[0]), by=me.user_id, version=args[1])
    await forget(state)
    await say.toast()
    await say.edit(*request(say.voice, draft, now))


@router.message(AnswerTo(Asked.change))
async def said_change(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """What to change: it goes to the worker with the draft."""
    await state.clear()
    worker = await store.write(
        approval.ask_change,
        now=now,
        call_id=CallId(memory["change"]),
        by=me.user_id,
        version=int(memory["version"]),
        words=message.text or "",
    )
    await say.reply("approval-change-told", who=worker)
