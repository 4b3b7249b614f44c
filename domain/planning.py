"""What comes before a call: how often a series comes again, and what an official says to a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.calls import CallId
from domain.people import Person, PersonId, Role, Village, VillageId
from domain.refusals import Refused


class Every(StrEnum):
    """How often a series comes again."""

    WEEK = "week"
    MONTH = "month"
    FESTIVAL = "festival"


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
