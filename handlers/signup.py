"""Signing up and leaving by a tap: on the card, in private, on the one question after an unclear reply."""

from __future__ import annotations

from datetime import datetime

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from domain.calls import CallId
from domain.signups import Source
from handlers import replies, same_name, standin
from handlers.buttons import Tap
from handlers.cards import private_card, private_keyboard
from handlers.here import Here, answer_line
from handlers.opening import chat_link
from handlers.same_name import ask_same
from handlers.say import Say
from handlers.standin import ask_stand_in
from usecases import cards, signups
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.signups import Answer, Outcome
from usecases.store import Store

router = Router(name="signup")
router.include_router(same_name.router)
router.include_router(standin.router)  # an answer to a question comes before words about a card
router.include_router(replies.router)  # words are asked after taps, wherever this conversation stands


@router.callback_query(Tap("join", int))
async def tap_join(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """报名, tapped."""
    here = Here(store, me, say, now, habits)
    answer = await store.write(signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    await _answer_tap(here, answer, bot)


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
    await _answer_tap(here, answer, bot)
    await ask_stand_in(here, answer)


@router.callback_query(Tap("party", int, int))
async def tap_party(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """How many come along, tapped in private."""
    here = Here(store, me, say, now, habits)
    answer = await store.write(
        signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing, party=args[1]
    )
    await _answer_tap(here, answer, bot, args[1])


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
@router.callback_query(Tap("unsure-join", int, int), AskedOther())
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


@router.callback_query(Tap("unsure-join", int, int))
@router.callback_query(Tap("unsure-leave", int, int))
async def tap_unsure_yes(
    query: CallbackQuery,
    args: tuple[int, int],
    store: Store,
    me: Me,
    say: Say,
    now: datetime,
    habits: Habits,
    state: FSMContext,
) -> None:
    """The one tap that an unclear reply was asked for."""
    here = Here(store, me, say, now, habits, state)
    action = signups.join if (query.data or "").startswith("unsure-join") else signups.leave
    answer = await store.write(action, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    if answer.outcome is Outcome.SAME_NAME:
        await ask_same(here, answer)
        return
    await say.toast(answer_line(say, answer, now), alert=False)
    await say.edit(answer_line(say, answer, now))
    await ask_stand_in(here, answer)


async def _answer_tap(here: Here, answer: Answer, bot: Bot, party: int = 1) -> None:
    """A toast. Whoever has no private chat is offered one the first time they sign up for a call, and then only by
    the 🔔 on the card: the box has to be closed by hand, so that an old reader has the time to read it."""
    say = here.say
    if answer.outcome is Outcome.SAME_NAME:
        await ask_same(here, answer, party)
        return
    offer = answer.outcome is Outcome.PLACE and answer.first and not answer.person.reachable and not say.private
    if offer:
        link = await chat_link(bot, answer.call.id)
        await say.toast(answer_line(say, answer, here.now, "signup-place-bell"), alert=True, url=link)
    else:
        await say.toast(answer_line(say, answer, here.now))
    if say.private:
        await _refresh(here, answer.call.id)


async def _refresh(here: Here, call_id: CallId) -> None:
    """In private the card does not follow by itself: it is redrawn with the answer."""
    seen = await here.store.read(cards.seen, call_id=call_id, user_id=here.me.user_id)
    voice = here.say.voice
    await here.say.edit(private_card(voice, seen), private_keyboard(voice, seen, here.now))
