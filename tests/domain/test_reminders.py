"""When people are reminded: the evening before and shortly before, never twice in a breath, never after the start."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calls import instant
from domain.reminders import (
    AFTER_LETTERS,
    CLOSE_TOGETHER,
    Slot,
    Timing,
    evening_before,
    in_group,
    in_group_again,
    personal,
)

ZONE = "Asia/Shanghai"
LOCAL = datetime(2026, 7, 11, 6, 0)  # noqa: DTZ001 - a wall time
MEET = instant(LOCAL, ZONE)
EIGHT = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)
HALF = timedelta(minutes=30)


def due(now: datetime, timing: Timing = Timing()) -> list[tuple[Slot, datetime, datetime]]:
    return [(d.slot, d.at, d.expires) for d in personal(LOCAL, MEET, ZONE, now, timing)]


def test_who_signs_up_early_is_reminded_twice() -> None:
    assert due(EIGHT - timedelta(days=2)) == [(Slot.EVENING, EIGHT, MEET - HALF), (Slot.SOON, MEET - HALF, MEET)]


def test_who_signs_up_after_eight_is_reminded_at_once() -> None:
    now = EIGHT + HALF
    assert due(now) == [(Slot.EVENING, now, MEET - HALF), (Slot.SOON, MEET - HALF, MEET)]


def test_two_hours_before_the_last_one_both_are_still_sent() -> None:
    assert [slot for slot, _, _ in due(MEET - HALF - CLOSE_TOGETHER)] == [Slot.EVENING, Slot.SOON]
    assert [slot for slot, _, _ in due(MEET - HALF - CLOSE_TOGETHER + timedelta(seconds=1))] == [Slot.SOON]


def test_in_the_last_half_hour_one_goes_at_once() -> None:
    assert due(MEET - HALF) == [(Slot.SOON, MEET - HALF, MEET)]
    now = MEET - timedelta(seconds=1)
    assert due(now) == [(Slot.SOON, now, MEET)]


def test_nobody_is_reminded_of_what_has_begun() -> None:
    assert due(MEET) == []
    assert in_group(LOCAL, MEET, ZONE, MEET, Timing()) == []


def test_a_village_keeps_its_own_hours() -> None:
    timing = Timing(evening=time(19, 15), before=timedelta(hours=1))
    assert [at for _, at, _ in due(EIGHT - timedelta(days=1), timing)] == [
        EIGHT - timedelta(minutes=45),
        MEET - timedelta(hours=1),
    ]


def test_the_group_line_waits_for_names_after_a_late_post() -> None:
    posted = EIGHT + HALF
    assert [(d.slot, d.at) for d in in_group(LOCAL, MEET, ZONE, posted, Timing())] == [
        (Slot.EVENING, posted + HALF + AFTER_LETTERS),
        (Slot.SOON, MEET - HALF + AFTER_LETTERS),
    ]


def test_the_group_line_of_an_early_post_comes_a_little_after_the_letters_of_eight() -> None:
    lines = [d.at for d in in_group(LOCAL, MEET, ZONE, EIGHT - timedelta(hours=5), Timing())]
    assert lines == [EIGHT + AFTER_LETTERS, MEET - HALF + AFTER_LETTERS]


def test_the_group_line_does_not_wait_beyond_the_meeting() -> None:
    (only,) = in_group(LOCAL, MEET, ZONE, MEET - timedelta(minutes=2), Timing())
    assert only.at == MEET - timedelta(minutes=2)


@pytest.mark.parametrize("minutes", [20, 100])
def test_the_group_of_a_call_at_short_notice_has_one_line(minutes: int) -> None:
    posted = MEET - timedelta(minutes=minutes)
    (only,) = in_group(LOCAL, MEET, ZONE, posted, Timing())
    assert (only.slot, only.at) == (Slot.SOON, max(posted, MEET - HALF) + AFTER_LETTERS)


def test_an_evening_that_a_clock_change_skips_moves_on() -> None:
    before_change = datetime(2026, 3, 30, 8, 0)  # noqa: DTZ001 - a wall time
    timing = Timing(evening=time(2, 30))
    assert evening_before(before_change, "Europe/Berlin", timing) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_an_evening_that_comes_twice_is_its_first() -> None:
    before_change = datetime(2026, 10, 26, 8, 0)  # noqa: DTZ001 - a wall time
    timing = Timing(evening=time(2, 30))
    assert evening_before(before_change, "Europe/Berlin", timing) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.timedeltas(timedelta(days=-3), timedelta(days=1)))
def test_reminders_are_at_most_two_apart_and_before_the_start(offset: timedelta) -> None:
    now = MEET + offset
    for found in (personal(LOCAL, MEET, ZONE, now, Timing()), in_group(LOCAL, MEET, ZONE, now, Timing())):
        assert len(found) <= 2
        assert all(now <= d.at < d.expires <= MEET for d in found)
        if len(found) == 2:
            assert found[1].at - found[0].at >= CLOSE_TOGETHER


def test_a_changed_call_repeats_no_line_that_had_its_time() -> None:
    evening = evening_before(LOCAL, ZONE, Timing())
    slots = {
        at: [due.slot for due in in_group_again(LOCAL, MEET, ZONE, at, Timing())]
        for at in (evening - timedelta(hours=3), evening + AFTER_LETTERS, MEET - timedelta(minutes=10), MEET)
    }
    assert list(slots.values()) == [[Slot.EVENING, Slot.SOON], [Slot.SOON], [], []]
