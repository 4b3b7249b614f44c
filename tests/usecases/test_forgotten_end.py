"""A call nobody ended: who is nudged when, what is asked of a late 结束, and that no figure grows with forgetting."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calls import CallId
from domain.people import PersonId
from domain.promises import Kind
from domain.refusals import Refused
from storage import calls, outbox
from storage.tx import Tx
from tests.usecases.cast import EVENING, HABITS, IDS, MEET, MEET_LOCAL, NAMES, Cast
from usecases import ahead, attendance, closing, letters, overview

HOUR = timedelta(hours=1)
DAYS_LATER = MEET + timedelta(days=6, hours=13)


async def promised(cast: Cast, call_id: CallId, now: datetime = EVENING) -> list[Any]:
    async def promise(tx: Tx) -> None:
        call = await calls.get(tx, call_id)
        assert call is not None
        await ahead.promise_ahead(tx, call, [], now)

    await cast.store.write(promise)
    return await cast.promised(Kind.END_NUDGE)


async def came(cast: Cast, call_id: CallId, key: str, at: datetime) -> None:
    facts: dict[str, Any] = {"user_id": IDS[key], "name": NAMES[key], "chat_id": IDS[key]}
    await cast.store.write(attendance.arrive, now=at, call_id=call_id, **facts)


def deed(call_id: CallId, now: datetime, **more: Any) -> dict[str, Any]:
    return {"now": now, "call_id": call_id, "by": IDS["han"], "habits": HABITS, **more}


@pytest.mark.parametrize(
    ("hour", "planned", "local"),
    [
        (6, None, ["11 10:00", "11 20:00"]),
        (6, 120, ["11 09:00", "11 20:00"]),
        (14, None, ["11 18:00", "11 20:00"]),
        (14, 181, ["11 18:01"]),
        (17, 239, ["11 21:59"]),
        (18, None, ["12 06:00", "12 20:00"]),
        (1, 239, ["11 06:00", "11 20:00"]),
        (1, 240, ["11 06:00", "11 20:00"]),
        (1, 241, ["11 06:01", "11 20:00"]),
    ],
)
async def test_who_posted_is_nudged_at_most_twice_and_never_at_night(
    cast: Cast, hour: int, planned: int | None, local: list[str]
) -> None:
    call_id = await cast.call(meet_local=MEET_LOCAL.replace(hour=hour))
    await cast.store.write(calls.amend, call_id, planned_minutes=planned)
    rows = await promised(cast, call_id)
    assert [(row.due_at + 8 * HOUR).strftime("%d %H:%M") for row in rows] == local
    assert {row.chat_id for row in rows} == {IDS["han"]}


async def test_a_moved_call_nudges_at_its_new_hour_only(cast: Cast) -> None:
    call_id = await cast.call()
    await promised(cast, call_id)
    await cast.store.write(calls.amend, call_id, meet_local=MEET_LOCAL + HOUR, meet_at=MEET + HOUR)
    rows = await promised(cast, call_id)
    assert [row.due_at for row in rows] == [MEET + 5 * HOUR, MEET + 14 * HOUR]


async def test_an_ended_call_nudges_nobody(cast: Cast) -> None:
    call_id = await cast.call()
    han, wang = await cast.who("han"), await cast.who("wang")
    await promised(cast, call_id)
    assert await cast.store.read(letters.to_end, call_id, han.id) is not None
    assert await cast.store.read(letters.to_end, call_id, wang.id) is None
    assert await cast.store.read(letters.to_end, call_id, PersonId(404)) is None
    await cast.store.write(closing.finish, **deed(call_id, MEET + HOUR))
    assert await cast.promised(Kind.END_NUDGE) == []
    assert await cast.store.read(letters.to_end, call_id, han.id) is None


async def test_an_end_six_days_late_counts_to_the_hour_that_is_said(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await came(cast, call_id, "wang", MEET)
    done = MEET + 2 * HOUR
    ended = await cast.store.write(closing.finish, **deed(call_id, DAYS_LATER, done_at=done))
    assert (ended.turnout.came, ended.turnout.hours, ended.turnout.done_at, ended.later) == (1, 2.0, done, True)
    (opens,) = await cast.promised(Kind.OPEN_ROUND)
    assert opens.due_at == datetime(2026, 7, 17, 11, 30, tzinfo=UTC)  # 19:30 of the day it was closed


async def test_no_tap_credits_more_than_a_day(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", party=2)
    await came(cast, call_id, "wang", MEET)
    ended = await cast.store.write(closing.finish, **deed(call_id, DAYS_LATER))
    assert ended.turnout.hours == 48.0  # two people


@pytest.mark.parametrize(
    ("done", "reason"),
    [
        (MEET + HOUR - timedelta(seconds=1), "end-before-arrival"),
        (DAYS_LATER + timedelta(seconds=1), "end-ahead"),
        (MEET + HOUR, None),
        (DAYS_LATER, None),
    ],
)
async def test_it_ended_neither_before_the_last_arrival_nor_after_now(
    cast: Cast, done: datetime, reason: str | None
) -> None:
    call_id = await cast.call()
    await came(cast, call_id, "wang", MEET + HOUR)
    if reason is None:
        await cast.store.write(closing.finish, **deed(call_id, DAYS_LATER, done_at=done))
        return
    with pytest.raises(Refused, match=reason):
        await cast.store.write(closing.finish, **deed(call_id, DAYS_LATER, done_at=done))
    call = await cast.store.read(calls.get, call_id)
    assert call is not None
    assert call.done_at is None


async def test_an_arrival_tapped_days_later_does_not_move_the_end(cast: Cast) -> None:
    call_id = await cast.call()
    await came(cast, call_id, "wang", DAYS_LATER)
    done = MEET + HOUR
    ended = await cast.store.write(closing.finish, **deed(call_id, DAYS_LATER, done_at=done))
    assert (ended.turnout.came, ended.turnout.first_at, ended.turnout.hours) == (1, done, 0.0)


@pytest.mark.parametrize(
    ("planned", "after", "late"),
    [
        (None, 6 * HOUR, False),
        (None, 6 * HOUR + timedelta(seconds=1), True),
        (60, 3 * HOUR, False),
        (60, 4 * HOUR, True),
    ],
)
async def test_a_late_end_is_asked_about(cast: Cast, planned: int | None, after: timedelta, late: bool) -> None:
    call_id = await cast.call()
    await cast.store.write(calls.amend, call_id, planned_minutes=planned)
    asked = await cast.store.read(closing.asked, now=MEET + after, call_id=call_id, by=IDS["han"])
    assert asked.late is late
    assert all(MEET <= at <= MEET + after for at in asked.likely)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(closing.asked, now=MEET + after, call_id=call_id, by=IDS["wang"])


async def test_two_who_say_two_ends_at_once_end_it_once(cast: Cast) -> None:
    call_id = await cast.call()
    both = await asyncio.gather(
        *(cast.store.write(closing.finish, **deed(call_id, DAYS_LATER, done_at=MEET + n * HOUR)) for n in (1, 2)),
        return_exceptions=True,
    )
    (refusal,) = [one for one in both if isinstance(one, Refused)]
    assert refusal.reason == "done-by"


async def test_the_evening_overview_names_what_nobody_ended_for_a_week(cast: Cast) -> None:
    call_id = await cast.call()
    han = await cast.who("han")
    for now, told in ((4 * HOUR, True), (4 * HOUR - timedelta(seconds=1), False), (timedelta(days=7), False)):
        facts: dict[str, Any] = {"village_id": cast.village.id, "person_id": han.id, "now": MEET + now}
        found = await cast.store.read(overview.overview, **facts)
        assert ([call.id for call in found.over] if found else []) == ([call_id] if told else [])
    day: dict[str, Any] = {"village": cast.village, "day": MEET_LOCAL.date(), "now": MEET + 14 * HOUR}
    assert await cast.store.write(overview.promise_overviews, **day) == 5
    await cast.store.write(outbox.revoke, "evening:")
    await cast.store.write(closing.finish, **deed(call_id, MEET + 14 * HOUR, done_at=MEET + HOUR))
    assert await cast.store.write(overview.promise_overviews, **day) == 0
