"""A volunteer's hours: planned, attended and credited kept apart, each with its source; milestones; certificates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.attendance import Attendance, hours
from domain.calls import Activity, CallId, instant
from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import SignupId

SETTLED: Final = timedelta(days=1)
"""Until then marks are still being put right: hours count from a day after the end."""
MOST_HALF_HOURS: Final = 48
MILESTONES: Final = (10, 50, 100)
"""Hours together that are worth a private line, beside the first activity."""
FIRST: Final = 1
_NIGHT: Final = (time(8, 0), time(21, 0))
_MORNING: Final = time(9, 0)


class HoursSource(StrEnum):
    """Where hours come from."""

    SELF = "self"
    """Reckoned from the person's own 到了."""
    ORGANISER = "organiser"
    """Reckoned from an organiser's tick."""
    CORRECTED = "corrected"
    """Set by an organiser, with a reason."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Hours an organiser set by hand for one sign-up, in half hours, and why. The newest holds."""

    half_hours: int
    set_by: PersonId
    set_at: datetime
    why: str

    @property
    def hours(self) -> float:
        return self.half_hours / 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished activity of one person: what the call said, what the newest mark says, and the newest credit.
    All hours are of one person: those who came along in a party have no name and no record."""

    call_id: CallId
    signup_id: SignupId
    number: int | None
    title: str
    place: str
    day: date
    done_at: datetime
    planned_minutes: int | None
    activity: Activity | None = None
    state: Attendance | None = None
    arrived_at: datetime | None = None
    ticked_by_self: bool = False
    credit: Credit | None = None

    @property
    def present(self) -> bool:
        return self.state is not None and self.state.present

    @property
    def planned(self) -> float | None:
        """Hours the organisers thought it would take."""
        return None if self.planned_minutes is None else self.planned_minutes / 60

    @property
    def attended(self) -> float:
        """Hours from the arrival to the end, in half hours; none for who was not there."""
        return hours(self.arrived_at, self.done_at) if self.present and self.arrived_at is not None else 0.0

    @property
    def credited(self) -> float:
        """What counts: the hours set by hand where an organiser did so, else those attended; none for who was not
        there, whatever was credited before."""
        if not self.present:
            return 0.0
        return self.credit.hours if self.credit is not None else self.attended

    @property
    def source(self) -> HoursSource:
        if self.credit is not None:
            return HoursSource.CORRECTED
        return HoursSource.SELF if self.ticked_by_self else HoursSource.ORGANISER


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the certificate says: the items of the measures on volunteer records and certificates (Ministry of Civil
    Affairs, order 67 of 2020). The number of an identity document is none of ours: it is left blank for the hand.
    `day` is the day of issue."""

    number: str
    name: str
    village: str
    entries: tuple[Entry, ...]
    day: date
    issued_by: str

    @property
    def hours(self) -> float:
        return together(self.entries)


def settled(entries: Iterable[Entry], now: datetime) -> list[Entry]:
    """What counts by now: somebody was there, and the day in which marks are put right is over."""
    return [entry for entry in entries if entry.present and entry.done_at + SETTLED <= now]


def together(entries: Iterable[Entry], *, year: int | None = None) -> float:
    """Credited hours together, of one calendar year of the village or of all."""
    return sum(entry.credited for entry in entries if year is None or entry.day.year == year)


def check_credit(entry: Entry, half_hours: int, why: str) -> None:
    """Hours are set by hand only for somebody who was there, from nothing to a day, and with a reason.
    Raises Refused("hours-not-there" | "hours-bounds" | "hours-why")."""
    if not entry.present:
        raise Refused("hours-not-there")
    if not 0 <= half_hours <= MOST_HALF_HOURS:
        raise Refused("hours-bounds", most=MOST_HALF_HOURS // 2)
    if not why:
        raise Refused("hours-why")


def reached(entries: Sequence[Entry], by: Entry) -> int | None:
    """The milestone that one activity reached: FIRST, or the greatest of 10, 50, 100 hours; None for no milestone.
    The others are counted in the order in which they ended, so that each is reached once."""
    before = [one for one in entries if one.present and (one.done_at, one.call_id) < (by.done_at, by.call_id)]
    if not by.present:
        return None
    past = together(before)
    passed = [goal for goal in MILESTONES if past < goal <= past + by.credited]
    if passed:
        return passed[-1]
    return FIRST if not before else None


def by_day(now: datetime, zone: str) -> datetime:
    """Now, or the next morning at nine where it is night: praise wakes nobody."""
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if _NIGHT[0] <= local.time() < _NIGHT[1]:
        return now
    day = local.date() + timedelta(days=1 if local.time() >= _NIGHT[1] else 0)
    return instant(datetime.combine(day, _MORNING), zone)


def certificate_number(village_id: int, person_id: int, day: date) -> str:
    """Alike for the same person and day, so that a second print is no second certificate."""
    return f"YH-{village_id}-{day:%Y%m%d}-{person_id}"
