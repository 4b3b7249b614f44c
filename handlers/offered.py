"""A place that came free, answered by a tap: by who was offered it, or by an organiser who gives it."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.calls import CallId
from domain.signups import SignupId
from handlers.buttons import Tap
from handlers.cards import brief, isolated
from handlers.say import Say
from usecases import offers
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="offered")


@router.callback_query(Tap("offer-yes", int, int))
@router.callback_query(Tap("offer-no", int, int))
async def tap_offer(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """我去 or 不去了, under an offer."""
    taken = await store.write(
        offers.answer,
        now=now,
        call_id=CallId(args[0]),
        signup_id=SignupId(args[1]),
        user_id=me.user_id,
        comes=(query.data or "").startswith("offer-yes"),
        timing=habits.timing,
    )
    mine = "yes" if taken.person.user_id == me.user_id else "no"
    key = "offer-taken" if taken.came else "offer-declined"
    said = {"mine": mine, "who": isolated(taken.person.name), "brief": brief(say.voice, taken.call, now)}
    line = say.voice.rich(key, **said)
    await say.toast(line)
    await say.edit(line)


@router.callback_query(Tap("give-place", int, int))
async def tap_give(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """An organiser gives the free place; who gets it is told."""
    taken = await store.write(
        offers.give_place,
        now=now,
        call_id=CallId(args[0]),
        signup_id=SignupId(args[1]),
        by=me.user_id,
        timing=habits.timing,
    )
    line = say.voice.rich("offer-given", who=isolated(taken.person.name), brief=brief(say.voice, taken.call, now))
    await say.toast(line)
    await say.edit(line)
