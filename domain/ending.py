"""A call whose end nobody tapped: when it is over, when its organisers are nudged, and when it may have ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.attendance import TELLS_NO_TIME, Attended
from domain.calls import Call, instant
from domain.refusals import Refused
from domain.reminders import CLOSE_TOGETHER

UNPLANNED: Final = timedelta(hours=4)
"""A call that says nothing of its length is over so long after meeting."""
AFTER_PLAN: Final = timedelta(hours=1)
LATE_AFTER_PLAN: Final = timedelta(hours=2)
FORGOTTEN: Final = timedelta(days=7)
"""So long an evening overview mentions a call that nobody ended."""
MORNING: Final = time(6, 0)
EVENING: Final = time(20, 0)
NIGHT: Final = time(22, 0)
NOON: Final = time(12, 0)


@dataclass(frozen=True, slots=True)
class Nudge:
    """One letter to who organises a call: not before `at`, and worthless after `expires`."""

    at: datetime
    expires: datetime


def over_at(call: Call) -> datetime:
    """When a call is taken to be over: its planned end and an hour, else four hours after meeting."""
    assert call.meet_at is not None
    return call.meet_at + (timedelta(minutes=call.planned_minutes) + AFTER_PLAN if call.planned_minutes else UNPLANNED)


def ended_late(call: Call, now: datetime) -> bool:
    """Whether 结束 comes so late that it no longer tells when the work ended: more than two hours after the planned
    end, else more than six after meeting."""
    assert call.meet_at is not None
    plan = call.planned_minutes
    return now > call.meet_at + (timedelta(minutes=plan) + LATE_AFTER_PLAN if plan else TELLS_NO_TIME)


def nudges(call: Call) -> tuple[Nudge, ...]:
    """The letters a forgotten end is worth: one when the call is over, never between 22:00 and 06:00, and one at 20:00
    of the same day unless that follows within two hours."""
    first = over_at(call).astimezone(ZoneInfo(call.zone))
    day = first.date()
    if first.time() >= NIGHT or first.time() < MORNING:
        day = day + timedelta(days=1) if first.time() >= NIGHT else day
        at = instant(datetime.combine(day, MORNING), call.zone)
    else:
        at = over_at(call)
    evening, night = (instant(datetime.combine(day, hour), call.zone) for hour in (EVENING, NIGHT))
    if evening - at < CLOSE_TOGETHER:
        return (Nudge(at, night),)
    return Nudge(at, evening), Nudge(evening, night)


def earliest_end(call: Call, lines: Iterable[Attended]) -> datetime:
    """Before this it cannot have ended: the meeting, and the last arrival. A 到了 tapped when nobody can be at work any
    more tells nothing about the end."""
    assert call.meet_at is not None
    arrived = [line.mark.arrived_at for line in lines if line.present and line.mark and line.mark.arrived_at]
    return max([call.meet_at, *(at for at in arrived if not ended_late(call, at))])


def check_end(done_at: datetime, earliest: datetime, now: datetime) -> None:
    """Nothing ended before its last arrival, nor later than now. Raises Refused("end-ahead" | "end-before-arrival")."""
    if done_at > now:
        raise Refused("end-ahead")
    if done_at < earliest:
        raise Refused("end-before-arrival")


def likely_ends(call: Call, earliest: datetime, now: datetime) -> tuple[datetime, ...]:
    """The hours to choose from: the planned end, one to three hours after meeting, noon of that day."""
    assert call.meet_at is not None
    steps = [timedelta(hours=n) for n in (1, 2, 3)]
    if call.planned_minutes:
        steps.append(timedelta(minutes=call.planned_minutes))
    day = call.meet_at.astimezone(ZoneInfo(call.zone)).date()
    found = {call.meet_at + step for step in steps} | {instant(datetime.combine(day, NOON), call.zone)}
    return tuple(sorted(at for at in found if earliest <= at <= now))


def end_of_clock(call: Call, hour: int, minute: int, *, fixed: bool, earliest: datetime) -> datetime:
    """The first moment from the earliest end on that an hour on the clock can mean: 8点半 after a meeting at 19:00 is
    the evening. `fixed`: no other half of the day is possible. What fits nowhere is an hour of the meeting's day."""
    assert call.meet_at is not None
    day = datetime.combine(call.meet_at.astimezone(ZoneInfo(call.zone)).date(), time())
    halves = [hour] if fixed or hour >= 12 else [hour, hour + 12]
    said = [instant(day + timedelta(hours=h, minutes=minute), call.zone) for h in [*halves, hour + 24]]
    if said[-1] - call.meet_at > timedelta(hours=12):
        said.pop()  # the next morning only after a night
    return next((at for at in said if at >= earliest), said[0])
