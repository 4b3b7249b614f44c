"""Who came, and for how long: check-in states, when a person may check in, and the hours that follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import ON_LIST, Signup, SignupState

EARLY: Final = timedelta(hours=2)
"""Checking in opens this long before the meeting time."""
GRACE: Final = timedelta(minutes=15)
"""Arriving up to this long after the meeting time still counts as on time."""
TELLS_NO_TIME: Final = timedelta(hours=6)
"""So long after the meeting time an organiser's "late", or the tap on 结束, no longer tells when it was."""
MOST_HOURS: Final = 24.0
"""Nobody is credited more for one call, whatever was tapped when."""
HOUR_STEP: Final = timedelta(minutes=30)
"""Hours are credited in half hours, to the nearest."""


class Attendance(StrEnum):
    CAME = "came"
    LATE = "late"
    EXCUSED = "excused"
    NO_SHOW = "no_show"
    WALK_IN = "walk_in"

    @property
    def present(self) -> bool:
        return self in (Attendance.CAME, Attendance.LATE, Attendance.WALK_IN)


_STANDING: Final = (*ON_LIST, SignupState.WALK_IN)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of one sign-up's attendance now, and who said so. Older marks stay in the history."""

    state: Attendance
    arrived_at: datetime | None
    set_by: PersonId
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Attended:
    """One line of the tick list: the sign-up and its mark, if any."""

    signup: Signup
    mark: Mark | None

    @property
    def counted(self) -> Mark | None:
        """The mark, while the sign-up stands: whoever went off the list is not counted, whatever was marked before."""
        return self.mark if self.signup.state in _STANDING else None

    @property
    def present(self) -> bool:
        return self.counted is not None and self.counted.state.present


@dataclass(frozen=True, slots=True)
class Turnout:
    """The figures of the thank-you: people (not entries) who came, the first arrival, the end, hours together."""

    came: int
    first_at: datetime | None
    done_at: datetime
    hours: float
    no_show: int
    walk_in: int


def check_time(now: datetime, meet_at: datetime) -> None:
    """Nobody checks in earlier than two hours before. Raises Refused("too-early-to-check-in")."""
    if now < meet_at - EARLY:
        raise Refused("too-early-to-check-in")


def own_arrival(now: datetime, meet_at: datetime, *, on_list: bool) -> Attendance:
    """What a person's own 到了 means: came, late after the grace, or walked in without a place."""
    if not on_list:
        return Attendance.WALK_IN
    return Attendance.LATE if now > meet_at + GRACE else Attendance.CAME


def ticked_arrival(
    state: Attendance, now: datetime, meet_at: datetime, *, done_at: datetime | None = None, before: Iterable[Mark] = ()
) -> datetime | None:
    """From when an organiser's tick counts. It tells that somebody is there, not since when: so from the meeting time,
    or from the tick when that is earlier; "late" from the tick, or after the end, or six hours after the
    meeting, when the tick tells no time, from the end of the grace.
    A time known from `before` (the older marks) stands: above all that of their own 到了.
    None for who was not there. Never later than the end."""
    if not state.present:
        return None
    late = state is Attendance.LATE
    known = [m.arrived_at for m in before if m.arrived_at and m.state.present and (m.state is Attendance.LATE) is late]
    if known:
        return known[0]
    since = min(now, meet_at)
    if late:
        since = now if done_at is None and now <= meet_at + TELLS_NO_TIME else meet_at + GRACE
    return since if done_at is None else min(since, done_at)


def hours(arrived_at: datetime, done_at: datetime) -> float:
    """Hours one person attended, in half hours, at most a day; nothing for an arrival after the end."""
    steps = max(timedelta(0), done_at - arrived_at) / HOUR_STEP
    return min(int(steps + 0.5) / 2, MOST_HOURS)


def turnout(lines: Iterable[Attended], done_at: datetime) -> Turnout:
    """Sum up an activity: a party counts with all its people, its hours times its size."""
    came = no_show = walk_in = 0
    total = 0.0
    first: datetime | None = None
    for line in lines:
        mark, party = line.counted, line.signup.party
        if mark is None:
            continue
        if mark.state is Attendance.NO_SHOW:
            no_show += party
        if not mark.state.present:
            continue
        came += party
        walk_in += party if mark.state is Attendance.WALK_IN else 0
        if mark.arrived_at is not None:
            total += party * hours(mark.arrived_at, done_at)
            first = min(mark.arrived_at, first or done_at, done_at)
    return Turnout(came, first, done_at, total, no_show, walk_in)
