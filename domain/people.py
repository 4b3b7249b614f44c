"""Who is who in a village, and who may give whom a role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.refusals import Refused

VillageId = NewType("VillageId", int)
PersonId = NewType("PersonId", int)
UserId = NewType("UserId", int)
"""A person's id on the chat platform, 1…2^63−1; somebody without a phone has none."""


class Role(StrEnum):
    """What a person is in one village; a villager has no role. One column holds it, so nobody can be both."""

    OFFICIAL = "official"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Village:
    id: VillageId
    chat_id: int
    thread_id: int | None
    title: str
    zone: str
    language: str
    approval: bool = False
    """Whether a social worker's draft needs an official's word before it is published."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a village. `user_id` is None for a person without a phone; `private` is true once they
    opened a private chat with the bot, so that it may write to them first. `official_until`: when they last laid
    the office of an official down (None: never had one, or have it now for the first time). `keeper_id`: who is told
    things for somebody without a phone; `label` tells people of one name apart (村东头); `team_since`: when they joined
    the volunteer team; `merged_into`: this entry was found to be the same person as that one, and stands for nobody."""

    id: PersonId
    village_id: VillageId
    user_id: UserId | None
    name: str
    role: Role | None = None
    language: str | None = None
    private: bool = False
    unreachable: str | None = None
    official_until: datetime | None = None
    keeper_id: PersonId | None = None
    label: str | None = None
    team_since: datetime | None = None
    merged_into: PersonId | None = None
    left_at: datetime | None = None

    @property
    def reachable(self) -> bool:
        """Whether a private message has a chance to arrive."""
        return self.user_id is not None and self.private and self.unreachable is None

    @property
    def organises(self) -> bool:
        """Officials and social workers post calls, tick lists and close."""
        return self.role is not None


def recipient(person: Person, keeper: Person | None) -> Person | None:
    """Who is told what concerns somebody: they themselves, or the keeper of somebody without a phone (the one named as
    such, else whoever entered them) while the keeper is of the village; None when that is nobody with an account."""
    if person.user_id is not None:
        return person
    return keeper if keeper is not None and keeper.user_id is not None and keeper.left_at is None else None


def check_organiser(person: Person | None) -> Person:
    """Only officials and social workers post, close, or see more than the card. Raises Refused("not-organiser")."""
    if person is None or not person.organises:
        raise Refused("not-organiser")
    return person


def check_worker(person: Person | None) -> Person:
    """Only a social worker reads feedback (R1). Raises Refused("not-worker")."""
    if person is None or person.role is not Role.WORKER:
        raise Refused("not-worker")
    return person


def check_appointment(appointer: Person | None, *, operator: bool, role: Role | None, current: Role | None) -> None:
    """Who may give (or, with role None, take) a role.

    Only a social worker or the operator appoints a social worker, and only they may take that role away; officials
    may also appoint and release officials. Nobody is both in one village: a role must be taken before the other is
    given. So an official can never give himself the right to read feedback.
    Raises Refused("not-appointer" | "worker-by-worker-only" | "already-other-role" | "already-that-role" | "no-role").
    """
    acting = appointer.role if appointer else None
    if not operator and acting is None:
        raise Refused("not-appointer")
    touches_worker = Role.WORKER in (role, current if role is None else None)
    if touches_worker and not operator and acting is not Role.WORKER:
        raise Refused("worker-by-worker-only")
    if role is None and current is None:
        raise Refused("no-role")
    if role is not None and current is not None:
        raise Refused("already-that-role" if current is role else "already-other-role", role=current.value)
