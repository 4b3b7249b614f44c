"""Who came and for how long: the limits of the grace, of the half hours, of a party."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain import attendance as rules
from domain.attendance import EARLY, GRACE, Attendance, Attended, Mark
from domain.calls import CallId
from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import Signup, SignupId, SignupState, Source

MEET = datetime(2026, 7, 10, 22, 0, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
DONE = MEET + timedelta(hours=2)


def line(state: Attendance | None, party: int = 1, arrived_at: datetime | None = None) -> Attended:
    signup = Signup(
        id=SignupId(1),
        call_id=CallId(1),
        person_id=PersonId(1),
        name="王大妈",
        party=party,
        state=SignupState.CONFIRMED,
        source=Source.BUTTON,
        entered_by=PersonId(1),
        queue=1,
        signed_up_at=MEET,
    )
    return Attended(signup, Mark(state, arrived_at, PersonId(1), MEET) if state else None)


def test_nobody_checks_in_earlier_than_two_hours_before() -> None:
    rules.check_time(MEET - EARLY, MEET)
    with pytest.raises(Refused, match="too-early-to-check-in"):
        rules.check_time(MEET - EARLY - MICRO, MEET)


def test_a_quarter_of_an_hour_is_not_late() -> None:
    assert rules.own_arrival(MEET + GRACE, MEET, on_list=True) is Attendance.CAME
    assert rules.own_arrival(MEET + GRACE + MICRO, MEET, on_list=True) is Attendance.LATE
    assert rules.own_arrival(MEET, MEET, on_list=False) is Attendance.WALK_IN


@pytest.mark.parametrize(
    ("state", "now", "arrived"),
    [
        (Attendance.CAME, MEET + timedelta(hours=1), MEET),
        (Attendance.CAME, MEET - timedelta(hours=1), MEET - timedelta(hours=1)),
        (Attendance.LATE, MEET + timedelta(hours=1), MEET + timedelta(hours=1)),
        (Attendance.WALK_IN, MEET + timedelta(hours=1), MEET),
        (Attendance.WALK_IN, MEET - timedelta(hours=1), MEET - timedelta(hours=1)),
        (Attendance.EXCUSED, MEET, None),
        (Attendance.NO_SHOW, MEET, None),
    ],
)
def test_who_is_ticked_came_by_the_meeting_time(state: Attendance, now: datetime, arrived: datetime | None) -> None:
    assert rules.ticked_arrival(state, now, MEET) == arrived


def test_after_the_end_a_late_one_counts_from_the_end_of_the_grace_and_nobody_from_after_the_end() -> None:
    after = DONE + timedelta(hours=1)
    assert rules.ticked_arrival(Attendance.LATE, after, MEET, done_at=DONE) == MEET + GRACE
    early = MEET - timedelta(minutes=30)
    for state in (Attendance.CAME, Attendance.LATE, Attendance.WALK_IN):
        assert rules.ticked_arrival(state, after, MEET, done_at=early) == early


def test_the_first_time_that_was_told_of_the_same_stands() -> None:
    tap, later = MEET - timedelta(hours=1), MEET + timedelta(minutes=30)
    marks = [
        Mark(Attendance.WALK_IN, tap, PersonId(1), tap),
        Mark(Attendance.NO_SHOW, None, PersonId(2), MEET),
        Mark(Attendance.LATE, later, PersonId(2), later),
    ]
    assert rules.ticked_arrival(Attendance.CAME, DONE, MEET, before=marks) == tap
    assert rules.ticked_arrival(Attendance.LATE, DONE, MEET, before=marks) == later
    assert rules.ticked_arrival(Attendance.NO_SHOW, DONE, MEET, before=marks) is None


@pytest.mark.parametrize(("minutes", "hours"), [(-5, 0), (0, 0), (14, 0), (15, 0.5), (44, 0.5), (45, 1), (120, 2)])
def test_hours_are_counted_in_halves_to_the_nearest(minutes: int, hours: float) -> None:
    assert rules.hours(MEET, MEET + timedelta(minutes=minutes)) == hours


def test_a_party_counts_with_all_its_people() -> None:
    found = rules.turnout(
        [
            line(Attendance.CAME, 3, MEET),
            line(Attendance.WALK_IN, 1, MEET - timedelta(minutes=30)),
            line(Attendance.LATE, 1, MEET + timedelta(hours=1)),
            line(Attendance.CAME, 1, None),
            line(Attendance.NO_SHOW, 2),
            line(Attendance.EXCUSED),
            line(None),
        ],
        DONE,
    )
    assert (found.came, found.no_show, found.walk_in, found.hours) == (6, 2, 1, 6 + 2.5 + 1)
    assert found.first_at == MEET - timedelta(minutes=30)


def test_nobody_came() -> None:
    found = rules.turnout([], DONE)
    assert (found.came, found.first_at, found.hours) == (0, None, 0)


@pytest.mark.parametrize("state", [SignupState.WITHDRAWN, SignupState.DECLINED])
def test_whoever_went_off_the_list_is_not_counted(state: SignupState) -> None:
    for mark in (Attendance.CAME, Attendance.NO_SHOW):
        there = line(mark, arrived_at=MEET)
        gone = replace(there, signup=replace(there.signup, state=state))
        assert not gone.present
        assert rules.turnout([gone], MEET) == rules.turnout([], MEET)
