"""Ending an activity, and what it promises."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.calls import CallId, CallState
from domain.people import UserId
from domain.promises import Kind, Promise
from domain.refusals import Refused
from storage import calls, outbox
from tests.usecases.cast import HABITS, IDS, MEET, NAMES, Cast
from usecases import attendance, closing

FIVE = MEET - timedelta(hours=1)
SEVEN = MEET + timedelta(hours=1)


async def test_the_figures_of_the_field_study(cast: Cast) -> None:
    """21 came, the first at 5:00, done at 7:00, 42 hours together: here three of them, with a party of two."""
    call_id = await cast.call()
    await cast.enter(call_id, "wang", party=2)
    await cast.enter(call_id, "li")
    for key, minutes in (("wang", 0), ("li", 7), ("sun", 12)):
        await cast.store.write(
            attendance.arrive,
            now=FIVE + timedelta(minutes=minutes),
            call_id=call_id,
            user_id=IDS[key],
            name=NAMES[key],
            chat_id=IDS[key],
        )
    ended = await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    figures = ended.turnout
    assert (figures.came, figures.first_at, figures.done_at, figures.hours) == (4, FIVE, SEVEN, 8.0)
    assert (figures.walk_in, figures.no_show, ended.unmarked) == (1, 0, 0)


async def test_what_was_to_be_said_before_is_taken_back(cast: Cast) -> None:
    call_id = await cast.call()
    reminder = Promise(Kind.REMINDER, f"remind:{call_id}:1:soon:1", IDS["wang"], MEET)
    other = Promise(Kind.REMINDER, f"remind:{call_id}9:1:soon:1", IDS["wang"], MEET)
    await cast.store.write(outbox.promise, [reminder, other])
    await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    assert [row.dedupe for row in await cast.promised(Kind.REMINDER)] == [other.dedupe]


async def test_the_thank_you_the_redraw_and_the_round_are_promised(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    due = {row.kind: row.due_at for row in await cast.promised()}
    evening = datetime(2026, 7, 11, 11, 30, tzinfo=UTC)  # 19:30 in the village
    assert due["thanks"] == SEVEN
    assert due["card"] == SEVEN
    assert due["open_round"] == evening
    assert due["close_round"] == evening + timedelta(hours=48)
    assert due["freeze_round"] == evening + timedelta(hours=48 + 72)


async def test_an_activity_that_ends_at_night_is_asked_about_at_once(cast: Cast) -> None:
    call_id = await cast.call()
    night = datetime(2026, 7, 11, 14, 0, tzinfo=UTC)
    await cast.store.write(closing.finish, now=night, call_id=call_id, by=IDS["han"], habits=HABITS)
    (deed,) = await cast.promised(Kind.OPEN_ROUND)
    assert deed.due_at == night


async def test_two_organisers_at_once_end_it_once_and_the_second_is_told_who_did(cast: Cast) -> None:
    call_id = await cast.call()
    both = await asyncio.gather(
        *(
            cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS[key], habits=HABITS)
            for key in ("han", "zhou")
        ),
        return_exceptions=True,
    )
    (refusal,) = [one for one in both if isinstance(one, Refused)]
    assert refusal.reason == "done-by"
    assert refusal.facts["who"] in ("韩书记", "周社工")
    assert len(await cast.promised(Kind.OPEN_ROUND)) == 1


@pytest.mark.parametrize("key", ["wang", "sun"])
async def test_a_villager_ends_nothing(cast: Cast, key: str) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS[key], habits=HABITS)
    call = await cast.store.read(calls.get, call_id)
    assert call is not None
    assert call.state is CallState.OPEN


async def test_it_cannot_end_long_before_it_began(cast: Cast) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="not-begun"):
        await cast.store.write(
            closing.finish,
            now=MEET - timedelta(hours=2, seconds=1),
            call_id=call_id,
            by=IDS["han"],
            habits=HABITS,
        )


async def test_the_rest_came_and_the_end_are_one_step(cast: Cast) -> None:
    call_id = await cast.call()
    for key in ("wang", "li"):
        await cast.enter(call_id, key)
    ended = await cast.store.write(closing.finish_all, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    assert (ended.turnout.came, ended.turnout.hours, ended.unmarked) == (2, 2.0, 0)


async def test_a_correction_after_the_end_changes_the_figures(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    await cast.store.write(attendance.tick_rest, now=SEVEN + timedelta(hours=2), call_id=call_id, by=IDS["han"])
    ended = await cast.store.read(closing.ended, call_id=call_id)
    assert (ended.turnout.came, ended.turnout.hours) == (1, 1.0)


@pytest.mark.parametrize("key", ["wang", "nobody"])
async def test_only_an_organiser_of_the_village_ends_it(cast: Cast, key: str) -> None:
    call_id = await cast.call()
    by, reason = (IDS["wang"], "not-organiser") if key == "wang" else (UserId(404), "not-found")
    with pytest.raises(Refused, match=reason):
        await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=by, habits=HABITS)
    assert [call.state for call in await cast.store.read(calls.of_village, cast.village.id)] == [CallState.OPEN]


async def test_what_is_not_there_or_not_over_has_no_figures(cast: Cast) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(closing.finish, now=SEVEN, call_id=CallId(404), by=IDS["han"], habits=HABITS)
    for unknown in (call_id, CallId(404)):
        with pytest.raises(Refused, match="not-found"):
            await cast.store.read(closing.ended, call_id=unknown)
