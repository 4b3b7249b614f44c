"""What comes before a call: how often a series comes again, and what an official says to a draft."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from domain.calls import CallId, instant
from domain.people import Person, PersonId, Role, Village, VillageId
from domain.refusals import Refused


class Every(StrEnum):
    """How often a series comes again."""

    WEEK = "week"
    MONTH = "month"
    FESTIVAL = "festival"


class Festival(StrEnum):
    """The festivals on which a call may come again; most of them by the lunar calendar, 清明 and 冬至 by the sun."""

    SPRING = "spring"
    LANTERN = "lantern"
    QINGMING = "qingming"
    DRAGON_BOAT = "dragon-boat"
    MID_AUTUMN = "mid-autumn"
    DOUBLE_NINTH = "double-ninth"
    WINTER_SOLSTICE = "winter-solstice"
    LABA = "laba"


class Verdict(StrEnum):
    """An official's word on a social worker's draft; `submitted` is the worker's own step in the same history."""

    SUBMITTED = "submitted"
    AGREED = "agreed"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Word:
    """One step in the history of a draft: who said what to it, and when; `note` is what should be changed."""

    id: int
    call_id: int
    said: Verdict
    note: str | None
    by: PersonId
    name: str
    at: datetime


def check_approval(village: Village, publisher: Person) -> None:
    """In a village that wants it, a social worker's draft is published by the official who agrees to it.
    Raises Refused("approval-needed")."""
    if village.approval and publisher.role is Role.WORKER:
        raise Refused("approval-needed")


def check_official(person: Person | None) -> Person:
    """Only an official agrees to drafts, and says whether they need it. Raises Refused("not-official")."""
    if person is None or person.role is not Role.OFFICIAL:
        raise Refused("not-official")
    return person


@dataclass(frozen=True, slots=True)
class Advice:
    """A planning question to the volunteers. `closed_at` is None while it is open; `message_id` is None until the
    platform has taken the message; `call_id` is the call that was made from it."""

    id: int
    village_id: VillageId
    call_id: CallId | None
    question: str
    asked_by: PersonId
    asked_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    chat_id: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Advised:
    """What one person said to a planning question; their newest words hold."""

    name: str
    said: str
    at: datetime


ADVICE_LASTS: Final = timedelta(days=3)
"""A planning question takes answers this long, unless an organiser closes it before."""
MAX_QUESTION: Final = 120
MAX_ADVICE: Final = 200


FestivalDay = Callable[[Festival, date], date | None]
"""The next day of a festival from a date on; None when nobody has reckoned it. The ear knows the lunar calendar."""
LAST: Final = 5
"""As `nth`: the last such weekday of a month, be it the fourth or the fifth."""
DRAFTED_BEFORE: Final = timedelta(days=2)
DRAFTED_AT: Final = time(19, 0)
"""A series makes its draft this many days before its date, at this local hour."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a call comes again: every week on its weekday; every month on `day` (the 31st is the last day of a shorter
    month) or on the `nth` of its weekday; every year on a `festival`. `at_minute` counts from local midnight."""

    every: Every
    at_minute: int
    day: int | None = None
    nth: int | None = None
    festival: Festival | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A call that comes again. `publish`: it is posted without asking an organiser."""

    id: int
    village_id: VillageId
    rhythm: Rhythm
    publish: bool
    next_on: date
    created_by: PersonId
    ended_at: datetime | None


def rhythm_of(meet_local: datetime, choice: str) -> Rhythm:
    """The rhythm of a call that met at a local time: `week`, `month-day`, `month-nth`, or a festival's name.
    Raises Refused("stale-button") for anything else."""
    minute = meet_local.hour * 60 + meet_local.minute
    if choice == "week":
        return Rhythm(Every.WEEK, minute)
    if choice == "month-day":
        return Rhythm(Every.MONTH, minute, day=meet_local.day)
    if choice == "month-nth":
        return Rhythm(Every.MONTH, minute, nth=min(LAST, (meet_local.day - 1) // 7 + 1))
    if choice not in set(Festival):
        raise Refused("stale-button")
    return Rhythm(Every.FESTIVAL, minute, festival=Festival(choice))


def next_date(rhythm: Rhythm, on: date, festival_day: FestivalDay) -> date | None:
    """The date that follows `on`, itself a date of this rhythm (or before a festival's); None when nobody knows it."""
    if rhythm.every is Every.WEEK:
        return on + timedelta(days=7)
    if rhythm.festival is not None:
        return festival_day(rhythm.festival, on + timedelta(days=1))
    year, month = on.year + on.month // 12, on.month % 12 + 1
    length = monthrange(year, month)[1]
    if rhythm.nth is None:
        return date(year, month, min(rhythm.day or on.day, length))
    first = 1 + (on.weekday() - date(year, month, 1).weekday()) % 7
    days = range(first, length + 1, 7)
    return date(year, month, days[-1] if rhythm.nth == LAST else days[rhythm.nth - 1])


def next_after(rhythm: Rhythm, on: date, today: date, festival_day: FestivalDay) -> date | None:
    """The first date after `on` that lies after today."""
    found: date | None = on
    while found is not None and (found == on or found <= today):
        found = next_date(rhythm, found, festival_day)
    return found


def meeting(rhythm: Rhythm, on: date) -> datetime:
    """The local wall time at which it meets on a date."""
    return datetime.combine(on, time(*divmod(rhythm.at_minute, 60)))


def drafted_at(on: date, zone: str) -> datetime:
    """The UTC instant at which the draft for a date is made."""
    return instant(datetime.combine(on - DRAFTED_BEFORE, DRAFTED_AT), zone)
