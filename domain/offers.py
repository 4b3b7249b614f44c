"""A place that came free: who waits first is offered it, until when; at night and shortly before, organisers decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.calls import instant

NIGHT_FROM: Final = time(22, 0)
NIGHT_TO: Final = time(6, 0)
"""Between these local hours nobody gets an offer in private: phones ring next to sleepers."""
EARLY_MEETING: Final = time(8, 0)
"""A meeting before this hour cannot wait for the morning's offers."""
CLOSE: Final = timedelta(hours=1)
"""So shortly before meeting an offer has no time to pass on."""
SHORTEST: Final = timedelta(minutes=20)
LONGEST: Final = timedelta(hours=3)
"""How long somebody has to answer: a quarter of the time that is left, within these."""


@dataclass(frozen=True, slots=True)
class Turn:
    """When an offer goes out, and when it passes on unanswered."""

    at: datetime
    until: datetime


def turn(now: datetime, meet_at: datetime, zone: str) -> Turn | None:
    """The offer that somebody gets for a place that is free now; None: the organisers decide by one tap.

    In the night the offer waits for the morning (the deadline counts from then), unless the meeting is early that
    morning; an offer of the evening ends when the night begins. Source: lessons.md 6.2, 3.
    """
    if meet_at - now < CLOSE:
        return None
    at = now
    if _is_night(now, zone) or _night_after(now, zone) - now < SHORTEST:
        at = _morning_after(now, zone)
        if meet_at < _on(at, EARLY_MEETING, zone):
            return None
    until = min(at + min(LONGEST, max(SHORTEST, (meet_at - at) / 4)), _night_after(at, zone))
    return Turn(at, until) if until < meet_at else None


def _is_night(at: datetime, zone: str) -> bool:
    hour = at.astimezone(ZoneInfo(zone)).time()
    return hour >= NIGHT_FROM or hour < NIGHT_TO


def _night_after(at: datetime, zone: str) -> datetime:
    """When the night of the local day begins."""
    return _on(at, NIGHT_FROM, zone)


def _morning_after(at: datetime, zone: str) -> datetime:
    """The end of the night that it is, or that is about to begin."""
    local = at.astimezone(ZoneInfo(zone))
    return _on(at if local.time() < NIGHT_TO else at + timedelta(days=1), NIGHT_TO, zone)


def _on(day: datetime, hour: time, zone: str) -> datetime:
    return instant(datetime.combine(day.astimezone(ZoneInfo(zone)).date(), hour), zone)
