"""The clock: it wakes whoever waits, straight away when it is turned."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import Clock, TurnableClock

EVENING = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_the_machines_clock_tells_utc() -> None:
    before = datetime.now(UTC)
    assert before <= Clock().now() <= datetime.now(UTC)
    assert Clock().now().tzinfo is UTC


async def test_a_past_time_is_not_waited_for_but_others_may_run() -> None:
    ran = []

    async def run() -> None:
        ran.append("other")

    other = asyncio.create_task(run())
    clock = Clock()
    await clock.wait_until(clock.now() - HOUR)
    await clock.sleep(-5)
    assert ran == ["other"]
    await other


async def test_a_short_wait_takes_its_time() -> None:
    clock = Clock()
    end = clock.now() + timedelta(milliseconds=20)
    await clock.wait_until(end)
    assert end <= clock.now() < end + timedelta(seconds=5)


async def test_a_standing_clock_moves_only_when_turned() -> None:
    clock = TurnableClock(EVENING, runs=False)
    waiting = asyncio.create_task(clock.wait_until(EVENING + HOUR))
    await settle()
    clock.turn(HOUR - timedelta(microseconds=1))
    await settle()
    assert not waiting.done()
    clock.turn(timedelta(microseconds=1))
    await settle()
    assert waiting.done()
    assert clock.now() == EVENING + HOUR


@pytest.mark.parametrize("runs", [True, False])
async def test_everyone_who_waits_is_woken_at_once(runs: bool) -> None:
    clock = TurnableClock(EVENING, runs=runs)
    early = [asyncio.create_task(clock.sleep(minutes * 60)) for minutes in (1, 30, 59)]
    late = asyncio.create_task(clock.sleep(2 * 3600))
    await settle()
    clock.set(EVENING + HOUR)
    await settle()
    assert [task.done() for task in early] == [True] * 3
    assert not late.done()
    late.cancel()


async def test_a_running_clock_runs_on_from_where_it_was_set() -> None:
    clock = TurnableClock(EVENING)
    clock.set(EVENING + HOUR)
    await clock.sleep(0.01)
    assert EVENING + HOUR + timedelta(milliseconds=10) <= clock.now() < EVENING + HOUR + timedelta(seconds=5)


async def test_it_is_not_turned_back_unless_that_is_meant() -> None:
    clock = TurnableClock(EVENING, runs=False)
    with pytest.raises(ValueError, match="not turned back"):
        clock.set(EVENING - timedelta(microseconds=1))
    clock.set(EVENING)
    clock.set(EVENING - HOUR, back=True)
    assert clock.now() == EVENING - HOUR


async def test_turned_back_those_who_wait_go_on_waiting() -> None:
    clock = TurnableClock(EVENING, runs=False)
    waiting = asyncio.create_task(clock.wait_until(EVENING + HOUR))
    await settle()
    clock.set(EVENING - HOUR, back=True)
    await settle()
    assert not waiting.done()
    clock.turn(2 * HOUR)
    await waiting


async def test_a_time_without_a_zone_is_refused() -> None:
    naive = EVENING.replace(tzinfo=None)
    with pytest.raises(ValueError):
        TurnableClock(naive)
    with pytest.raises(ValueError):
        TurnableClock(EVENING).set(naive)
    with pytest.raises(ValueError):
        await Clock().wait_until(naive)


def test_it_tells_utc_whatever_zone_it_was_set_in() -> None:
    clock = TurnableClock(EVENING.astimezone(timezone(timedelta(hours=8))), runs=False)
    assert clock.now() == EVENING
    assert clock.now().tzinfo is UTC


async def test_a_cancelled_wait_leaves_nothing_behind() -> None:
    clock = TurnableClock(EVENING, runs=False)
    waiting = asyncio.create_task(clock.sleep(60))
    await settle()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    clock.turn(HOUR)
