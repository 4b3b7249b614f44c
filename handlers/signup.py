"""Signing up and leaving by a tap: on the card, in private, on the one question after an unclear reply."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from domain.calls import CallId
from domain.refusals import Refused
from domain.signups import Source
from handlers import duty_taps, replies, same_name, standin
from handlers.buttons import Tap
from handlers.duty_taps import ask_duty
from handlers.here import Here, answer_line
from handlers.opening import chat_link
from handlers.same_name import ask_same
from handlers.say import Say
from handlers.standin import ask_stand_in
from handlers.tapped import answer_tap
from usecases import signups
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.signups import Outcome
from usecases.store import Store

router = Router(name="signup")
router.include_router(same_name.router)
router.include_router(duty_taps.router)
router.include_router(standin.router)  # an answer to a question comes before words about a card
router.include_router(replies.router)  # words are asked after taps, wherever this conversation stands


@router.callback_query(Tap("join", int))
async def tap_join(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """报名, tapped; where only the person can say which duty they do, one more tap says it."""
    here = Here(store, me, say, now, habits)
    try:
        answer = await store.write(signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    except Refused as refused:
        if refused.reason != "which-duty":
            raise
        await ask_duty(here, CallId(args[0]))
        return
    await answer_tap(here, answer, bot)


@router.callback_query(Tap("leave", int))
async def tap_leave(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    now: datetime,
    habits: Habits,
    bot: Bot,
    state: FSMContext,
) -> None:
    """去不了, tapped."""
    here = Here(store, me, say, now, habits, state)
    answer = await store.write(signups.leave, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    await answer_tap(here, answer, bot)
    await ask_stand_in(here, answer)


@router.callback_query(Tap("party", int, int))
async def tap_party(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """How many come along, tapped in private."""
    here = Here(store, me, say, now, habits)
    said = {**here.facts(args[0]), "source": Source.BUTTON, "timing": habits.timing, "party": args[1]}
    try:
        answer = await store.write(signups.join, **said)
    except Refused as refused:
        if refused.reason != "which-duty":
            raise
        await ask_duty(here, CallId(args[0]), args[1])
        return
    await answer_tap(here, answer, bot, args[1])


@router.callback_query(Tap("bell", int))
async def tap_bell(query: CallbackQuery, args: tuple[int], me: Me, say: Say, bot: Bot) -> None:
    """🔔 on the card: the answer itself opens the private chat, where one tap on Start does the rest."""
    if any(person.reachable for person in me.memberships):
        await say.toast("signup-bell-already")
        return
    await say.toast(url=await chat_link(bot, args[0]))


class AskedOther(BaseFilter):
    """Matches a tap on the question that was put to somebody else; whom, its last argument says."""

    async def __call__(self, query: CallbackQuery) -> bool:
        asked = (query.data or "").rpartition(":")[2]
        return (query.data or "").startswith("unsure-") and asked != str(query.from_user.id)


@router.callback_query(Tap("unsure-no", int), AskedOther())
@router.callback_query(Tap("unsure-join", int, int, int), AskedOther())
@router.callback_query(Tap("unsure-leave", int, int), AskedOther())
async def tap_of_another(query: CallbackQuery, say: Say) -> None:
    """Only the one who was asked answers; others have the card."""
    await say.toast("signup-unsure-other", alert=True)


@router.callback_query(Tap("unsure-no", int))
async def tap_unsure_no(query: CallbackQuery, say: Say) -> None:
    """不是: they meant something else; the question goes away."""
    await say.toast("signup-unsure-fine")
    if say.message is not None:
        try:
            await say.message.delete()
        except TelegramAPIError:
            await say.edit("signup-unsure-fine")


@router.callback_query(Tap("unsure-join", int, int, int))
@router.callback_query(Tap("unsure-leave", int, int))
async def tap_unsure_yes(
    query: CallbackQuery,
    args: tuple[int, ...],
    store: Store,
    me: Me,
    say: Say,
    now: datetime,
    habits: Habits,
    state: FSMContext,
) -> None:
    """The one tap that an unclear reply was asked for; joining knows how many were spoken of."""
    here = Here(store, me, say, now, habits, state)
    said: dict[str, Any] = {**here.facts(args[0]), "source": Source.BUTTON, "timing": habits.timing}
    joining = (query.data or "").startswith("unsure-join")
    if joining and args[1] > 1:
        said["party"] = args[1]
    try:
        answer = await store.write(signups.join if joining else signups.leave, **said)
    except Refused as refused:
        if refused.reason != "which-duty":
            raise
        await ask_duty(here, CallId(args[0]))
        return
    if answer.outcome is Outcome.SAME_NAME:
        await ask_same(here, answer, args[1])
        return
    await say.toast(answer_line(say, answer, now), alert=False)
    await say.edit(answer_line(say, answer, now))
    await ask_stand_in(here, answer)
