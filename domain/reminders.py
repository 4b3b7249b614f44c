"""When those on the list are reminded: the evening before, and shortly before meeting; never twice in a breath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from domain.calls import instant

CLOSE_TOGETHER: Final = timedelta(hours=2)
"""Two reminders nearer than this are one."""
GATHER: Final = timedelta(minutes=30)
"""After a late post the group's mention line waits this long, so that one line names everybody."""

AFTER_LETTERS: Final = timedelta(minutes=2)
"""So long after the private letters the group's line goes out: by then it is known whom they missed."""


class Slot(StrEnum):
    EVENING = "evening"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Timing:
    """A village's habits: the local hour of the evening reminder and the minutes before meeting of the last one."""

    evening: time = time(20, 0)
    before: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder: not before `at`, and worthless after `expires`."""

    slot: Slot
    at: datetime
    expires: datetime


def evening_before(meet_local: datetime, zone: str, timing: Timing) -> datetime:
    """The instant of the evening reminder, on the day before the meeting's local date."""
    eve = datetime.combine(meet_local.date() - timedelta(days=1), timing.evening)
    return instant(eve, zone)


def personal(meet_local: datetime, meet_at: datetime, zone: str, now: datetime, timing: Timing) -> list[Due]:
    """The private reminders of somebody who gets a place now.

    In the evening (at once if it has passed), and shortly before. Whoever signs up less than two hours before the
    last one gets only that; whoever signs up after it gets one at once.
    """
    last = meet_at - timing.before
    if now >= last:
        return [Due(Slot.SOON, now, meet_at)] if now < meet_at else []
    soon = Due(Slot.SOON, last, meet_at)
    evening = max(evening_before(meet_local, zone, timing), now)
    if last - evening < CLOSE_TOGETHER:
        return [soon]
    return [Due(Slot.EVENING, evening, last), soon]


def in_group(meet_local: datetime, meet_at: datetime, zone: str, posted: datetime, timing: Timing) -> list[Due]:
    """The group's mention lines for those no private message reaches: at most two a call, each a little after the
    private letters, so that whoever turns out to be out of reach is named in it."""
    last = meet_at - timing.before
    evening = evening_before(meet_local, zone, timing)
    if posted >= evening:
        evening = posted + GATHER
    soon = max(last, posted)
    dues = [Due(Slot.SOON, _after_letters(soon, meet_at), meet_at)] if posted < meet_at else []
    if last - evening >= CLOSE_TOGETHER:
        dues.insert(0, Due(Slot.EVENING, _after_letters(evening, last), last))
    return dues


def in_group_again(meet_local: datetime, meet_at: datetime, zone: str, now: datetime, timing: Timing) -> list[Due]:
    """The mention lines of a call that was changed: those whose time is still to come. What had its time already was
    said then, and who is out of reach is named in the line that tells of the change."""
    early = min(now, evening_before(meet_local, zone, timing) - GATHER)
    return [due for due in in_group(meet_local, meet_at, zone, early, timing) if due.at > now]


def _after_letters(at: datetime, end: datetime) -> datetime:
    return at + AFTER_LETTERS if at + AFTER_LETTERS < end else at
