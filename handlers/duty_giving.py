"""Saying what somebody else on the list does: an organiser for anybody, a keeper for who has no phone."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.calls import CallId
from domain.duties import without_duty
from domain.refusals import Refused
from domain.signups import DutyId, SignupId
from handlers.buttons import Tap
from handlers.card_duties import for_one, undecided
from handlers.rows import isolated
from handlers.say import Say
from usecases import cards, duties
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="duty_giving")


@router.callback_query(Tap("undecided", int))
async def who_is_undecided(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """❔ on the list: everybody who has no duty yet."""
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    if not without_duty(seen.face.signups, seen.face.plan):
        raise Refused("stale-button")
    await say.toast()
    keyboard = undecided(say.voice, seen.face)
    if say.private:
        await say.edit("duty-undecided", keyboard)
    else:
        await say.alone("duty-undecided", keyboard)


@router.callback_query(Tap("duty-for", int))
async def duty_for(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """One of them, tapped: what do they do?"""
    seen, signup = await store.read(duties.undecided_one, signup_id=SignupId(args[0]), by=me.user_id)
    await say.toast()
    question = say.voice.rich("duty-for", who=isolated(signup.name))
    await say.edit(question, for_one(say.voice, seen.face, signup))


@router.callback_query(Tap("give-duty", int, int))
async def give_duty(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """The duty somebody else does."""
    given = await store.write(
        duties.assign,
        now=now,
        signup_id=SignupId(args[0]),
        by=me.user_id,
        duty=DutyId(args[1]),
        timing=habits.timing,
    )
    seen = await store.read(cards.seen, call_id=given.call_id, user_id=me.user_id)
    duty = seen.face.plan.duty(given.duty_id)
    await say.toast()
    await say.edit("duty-given", who=isolated(given.name), duty=isolated(duty.name) if duty else "")
