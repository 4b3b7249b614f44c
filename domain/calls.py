"""A call and its life: draft, open, done, cancelled, discarded; what may be changed when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, NewType
from zoneinfo import ZoneInfo

from domain.people import PersonId, VillageId
from domain.refusals import Refused

CallId = NewType("CallId", int)

MAX_NEEDED: Final = 500
MAX_TITLE: Final = 40
MAX_LINE: Final = 80
WEEK: Final = timedelta(days=7)
MAX_MINUTES: Final = 1440


class CallState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"


class Activity(StrEnum):
    """What kind of work it is; followers choose among these, and one activity is compared with its like."""

    FARM = "farm"
    CLEAN = "clean"
    CARE = "care"
    MEAL = "meal"
    EVENT = "event"
    TRAINING = "training"
    OTHER = "other"


class Division(StrEnum):
    """How a call's places are divided: by duties, or over several villages; one way only."""

    DUTIES = "duties"
    VILLAGES = "villages"


LIFE: Final[dict[CallState, dict[str, CallState]]] = {
    CallState.DRAFT: {"publish": CallState.OPEN, "discard": CallState.DISCARDED},
    CallState.OPEN: {"finish": CallState.DONE, "cancel": CallState.CANCELLED, "withdraw": CallState.DISCARDED},
    CallState.DONE: {},
    CallState.CANCELLED: {},
    CallState.DISCARDED: {},
}
"""Every step a call can take; the diagram in the README is drawn from this."""


class Field(StrEnum):
    """What a call must say before it can be published, and what an organiser may change in a draft."""

    TITLE = "title"
    MEET = "meet"
    PLACE = "place"
    NEEDED = "needed"
    BRING = "bring"
    NOTE = "note"
    HOURS = "hours"


REQUIRED: Final = (Field.TITLE, Field.MEET, Field.PLACE, Field.NEEDED)


@dataclass(frozen=True, slots=True)
class Call:
    """A request for volunteers. `meet_local` is the wall time in `zone` (naive); `meet_at` the same instant in UTC.
    `number` is the short code people say aloud (12号召集), counted per village; a draft has none
    yet. `note` is what was
    said beside the fields (下雨不去，管早饭). `version` grows with every change: the buttons of a draft carry it,
    so that nobody publishes what he has not seen; and reminders of an older version are void.
    `planned_minutes` is how long the organisers think it takes. `submitted_at`: the draft waits for an official's word
    (in villages that want approval)."""

    id: CallId
    village_id: VillageId
    number: int | None
    state: CallState
    title: str | None
    meet_local: datetime | None
    zone: str
    place: str | None
    needed: int | None
    bring: str | None
    created_by: PersonId
    created_at: datetime
    version: int = 1
    meet_at: datetime | None = None
    published_at: datetime | None = None
    done_at: datetime | None = None
    cancelled_at: datetime | None = None
    ended_by: PersonId | None = None
    reason: str | None = None
    note: str | None = None
    activity: Activity | None = None
    planned_minutes: int | None = None
    copied_from: CallId | None = None
    series_id: int | None = None
    submitted_at: datetime | None = None
    divided: Division | None = None

    @property
    def missing(self) -> tuple[Field, ...]:
        """The required fields that nobody has filled in yet, in the order they are asked for."""
        return tuple(field for field in REQUIRED if getattr(self, _COLUMN[field]) is None)


_COLUMN: Final = {
    Field.TITLE: "title",
    Field.MEET: "meet_local",
    Field.PLACE: "place",
    Field.NEEDED: "needed",
    Field.BRING: "bring",
    Field.NOTE: "note",
    Field.HOURS: "planned_minutes",
}


def step(state: CallState, action: str) -> CallState:
    """The state after `action`. Raises Refused("call-<state>") when the call's life has no such step."""
    after = LIFE[state].get(action)
    if after is None:
        raise Refused(f"call-{state.value}")
    return after


def instant(local: datetime, zone: str) -> datetime:
    """The UTC instant of a naive wall time in an IANA zone.

    A wall time that a clock change skips becomes the first valid minute after it; one that occurs twice is its
    first occurrence (delivery.md 2.2).
    """
    place = ZoneInfo(zone)
    at = local.replace(tzinfo=place, fold=0).astimezone(UTC)
    if at.astimezone(place).replace(tzinfo=None) == local:
        return at
    # A gap: read with the two offsets around it, the change itself lies between the two instants.
    low, high = local.replace(tzinfo=place, fold=1).astimezone(UTC), at
    offset_before = low.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(place).utcoffset() == offset_before:
            low = middle
        else:
            high = middle
    return (high + timedelta(seconds=30)).replace(second=0, microsecond=0)


def next_like(meet_local: datetime, now_local: datetime) -> datetime:
    """The next wall time of the same weekday and hour that lies ahead of `now_local` and behind `meet_local`: when the
    same work is likely done again."""
    ahead = max(meet_local, now_local)
    weeks = (ahead - meet_local) // WEEK + 1
    return meet_local + weeks * WEEK


def check_publishable(call: Call, now: datetime) -> None:
    """A draft is published only when it says what, when, where and how many, and its time lies ahead.
    Raises Refused("draft-missing", field=…) or Refused("meet-past")."""
    step(call.state, "publish")
    if call.missing:
        raise Refused("draft-missing", field=call.missing[0].value)
    if call.meet_at is None or call.meet_at <= now:
        raise Refused("meet-past")
