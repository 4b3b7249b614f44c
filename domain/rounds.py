"""The round of feedback after an activity: when it opens, closes and freezes, and who is asked which form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final, NewType
from zoneinfo import ZoneInfo

from domain.calls import CallId, instant
from domain.people import Person, Role, check_worker
from domain.refusals import Refused

RoundId = NewType("RoundId", int)

FREEZE_AFTER: Final = timedelta(hours=72)
"""The latest moment, counted from closing, at which the link between a person and an answer is destroyed (D12)."""
ON_TIME: Final = timedelta(hours=1)
"""A round that opens later than this after its hour also closes later."""
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
        """The latest moment at which the link between people and answers is destroyed."""
        return self.closes_at + FREEZE_AFTER

    def opened(self, now: datetime) -> Round:
        """The round as it opens now. One that comes late, because the bot was off, is open as long as was planned."""
        late = now - self.opens_at
        if late <= ON_TIME:
            return replace(self, state=RoundState.OPEN)
        return replace(self, state=RoundState.OPEN, opens_at=now, closes_at=self.closes_at + late)


def audience_of(role: Role | None) -> Audience:
    """Everybody answers in the role they hold in the village."""
    return {None: Audience.VILLAGER, Role.OFFICIAL: Audience.OFFICIAL, Role.WORKER: Audience.WORKER}[role]


def opening(done_at: datetime, zone: str, evening: time) -> datetime:
    """The evening of the day the activity ended, or at once when it ended later than that."""
    local = done_at.astimezone(ZoneInfo(zone))
    return max(done_at, instant(datetime.combine(local.date(), evening), zone))


def check_reader(person: Person | None, begun_at: datetime) -> Person:
    """Only a social worker reads what was said of an activity (R1), and nobody who was an official of the village when
    it began or later: whoever laid the office down to read it would read what was said to others.
    Raises Refused("not-worker" | "was-official")."""
    worker = check_worker(person)
    if worker.official_until is not None and worker.official_until >= begun_at:
        raise Refused("was-official")
    return worker


def check_answerable(round_: Round) -> None:
    """Answers are given, changed and deleted while the round is open.
    Raises Refused("round-waiting" | "round-closed" | "round-frozen")."""
    if round_.state is not RoundState.OPEN:
        raise Refused(f"round-{round_.state.value}")
