"""A place that came free, answered by a tap: by who was offered it, or by an organiser who gives it."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.calls import CallId
from domain.refusals import Refused
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
    """去 or 不去了, under an offer. In the group the line says whose answer it was: everybody reads it."""
    try:
        taken = await store.write(
            offers.answer,
            now=now,
            call_id=CallId(args[0]),
            signup_id=SignupId(args[1]),
            user_id=me.user_id,
            comes=(query.data or "").startswith("offer-yes"),
            timing=habits.timing,
        )
    except Refused as refused:
        if refused.reason != "offer-passed":
            raise
        await _over(say, refused)
        return
    mine = taken.person.user_id == me.user_id
    key = "offer-taken" if taken.came else "offer-declined"
    said = {"who": isolated(taken.person.name), "brief": brief(say.voice, taken.call, now)}
    await say.toast(say.voice.rich(key, mine="yes" if mine else "no", **said))
    await say.edit(say.voice.rich(key, mine="yes" if mine and say.private else "no", **said))


@router.callback_query(Tap("give-place", int, int))
async def tap_give(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """An organiser gives the free place; who gets it is told. The second of two is told who did it."""
    try:
        taken = await store.write(
            offers.give_place,
            now=now,
            call_id=CallId(args[0]),
            signup_id=SignupId(args[1]),
            by=me.user_id,
            timing=habits.timing,
        )
    except Refused as refused:
        if refused.reason not in ("place-given-by", "has-place", "no-place-left", "offer-passed"):
            raise
        await _over(say, refused)
        return
    line = say.voice.rich("offer-given", who=isolated(taken.person.name), brief=brief(say.voice, taken.call, now))
    await say.toast(line)
    await say.edit(line)


async def _over(say: Say, refused: Refused) -> None:
    """What the button was for is settled: it says so, and the message stops asking."""
    line = say.voice.rich(f"refused-{refused.reason}", **refused.facts)
    await say.toast(line, alert=True)
    await say.edit(line)
