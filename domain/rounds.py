"""The round of feedback after an activity: when it opens, closes and freezes, and who is asked which form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final, NewType
from zoneinfo import ZoneInfo

from domain.calls import CallId, instant
from domain.people import Role
from domain.refusals import Refused

RoundId = NewType("RoundId", int)

FREEZE_AFTER: Final = timedelta(hours=72)
"""The latest moment, counted from closing, at which the link between a person and an answer is destroyed (D12)."""
LONGEST_COMMENT: Final = 2000


class RoundState(StrEnum):
    WAITING = "waiting"
    """The activity is over, the evening has not come."""
    OPEN = "open"
    CLOSED = "closed"
    FROZEN = "frozen"


class Audience(StrEnum):
    """Who answers which form."""

    VILLAGER = "villager"
    OFFICIAL = "official"
    WORKER = "social_worker"


@dataclass(frozen=True, slots=True)
class Round:
    id: RoundId
    call_id: CallId
    state: RoundState
    opens_at: datetime
    closes_at: datetime
    frozen_at: datetime | None = None

    @property
    def freezes_by(self) -> datetime:
        return self.closes_at + FREEZE_AFTER


def audience_of(role: Role | None) -> Audience:
    """Everybody answers in the role they hold in the village."""
    return {None: Audience.VILLAGER, Role.OFFICIAL: Audience.OFFICIAL, Role.WORKER: Audience.WORKER}[role]


def opening(done_at: datetime, zone: str, evening: time) -> datetime:
    """The evening of the day the activity ended, or at once when it ended later than that."""
    local = done_at.astimezone(ZoneInfo(zone))
    return max(done_at, instant(datetime.combine(local.date(), evening), zone))


def check_answerable(round_: Round) -> None:
    """Answers are given, changed and deleted while the round is open.
    Raises Refused("round-waiting" | "round-closed" | "round-frozen")."""
    if round_.state is not RoundState.OPEN:
        raise Refused(f"round-{round_.state.value}")
