"""Who gets a place, who waits, who moves up. Knows no clock, no chat, no words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from domain.calls import CallId
from domain.people import PersonId, VillageId
from domain.refusals import Refused

SignupId = NewType("SignupId", int)
DutyId = NewType("DutyId", int)

MAX_PARTY: Final = 15
"""One person may answer for at most this many, themselves included."""


LATE: Final = timedelta(hours=12)
"""Leaving so shortly before the meeting is late: it is marked with its time, and a stand-in is asked for."""


def left_late(meet_at: datetime, at: datetime) -> bool:
    """Whether somebody who leaves then leaves late."""
    return meet_at - at <= LATE


class SignupState(StrEnum):
    CONFIRMED = "confirmed"
    OFFERED = "offered"
    """A place came free and is held for them until they say whether they come, or the offer passes on."""
    WAITLISTED = "waitlisted"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    WALK_IN = "walk_in"
    """Came without having signed up: on the tick list, never on the card's list of places."""


HOLDING: Final = (SignupState.CONFIRMED, SignupState.OFFERED)
"""Who holds a place, said or offered."""
ON_LIST: Final = (*HOLDING, SignupState.WAITLISTED)


class Source(StrEnum):
    """The entrance a sign-up came through."""

    BUTTON = "button"
    REPLY = "reply"
    ORGANISER = "organiser"
    CHAIN = "chain"
    """A 接龙 that somebody pasted."""
    PAPER = "paper"
    OFFER = "offer"
    """A place given by an organiser's tap to somebody who waited."""


@dataclass(frozen=True, slots=True)
class Signup:
    """A person, or a party of n, on a call. `queue` rises with arrival; leaving and coming back takes a new one.
    `village_id` is the person's; `offer_until` stands while a place is offered; `left_at` is when they last gave their
    place up. `keeper` is the name of who entered somebody without a phone (None for whoever has one), `label` tells
    them from their namesakes."""

    id: SignupId
    call_id: CallId
    person_id: PersonId
    name: str
    party: int
    state: SignupState
    source: Source
    entered_by: PersonId
    queue: int
    signed_up_at: datetime
    note: str | None = None
    duty_id: DutyId | None = None
    village_id: VillageId | None = None
    offer_until: datetime | None = None
    left_at: datetime | None = None
    keeper: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The card's figures: people with a place, people who wait, people who are offered a place."""

    confirmed: int
    waiting: int
    needed: int
    offered: int = 0

    @property
    def free(self) -> int:
        """Places nobody holds yet; never negative, even after the number needed was lowered."""
        return max(0, self.needed - self.confirmed - self.offered)

    @property
    def full(self) -> bool:
        return self.free == 0


def tally(signups: Iterable[Signup], needed: int) -> Tally:
    """Count people, not entries: a party of three takes three places."""
    confirmed = waiting = offered = 0
    for signup in signups:
        if signup.state is SignupState.CONFIRMED:
            confirmed += signup.party
        elif signup.state is SignupState.OFFERED:
            offered += signup.party
        elif signup.state is SignupState.WAITLISTED:
            waiting += signup.party
    return Tally(confirmed, waiting, needed, offered)


def waiting_in_order(signups: Iterable[Signup]) -> list[Signup]:
    """Those who wait, in the order they came."""
    return sorted((s for s in signups if s.state is SignupState.WAITLISTED), key=lambda s: s.queue)


def place_for(party: int, on_list: Sequence[Signup], needed: int) -> SignupState:
    """A newcomer gets a place if the whole party fits and nobody waits already; else waits. Nobody overtakes.
    Raises Refused("party-size") for a party outside 1…MAX_PARTY."""
    check_party(party)
    counts = tally(on_list, needed)
    return SignupState.CONFIRMED if not counts.waiting and party <= counts.free else SignupState.WAITLISTED


def check_party(party: int) -> None:
    """Raises Refused("party-size") for a party outside 1…MAX_PARTY."""
    if not 1 <= party <= MAX_PARTY:
        raise Refused("party-size", most=MAX_PARTY)


def check_resize(signup: Signup, party: int, on_list: Sequence[Signup], needed: int) -> None:
    """A party on the list may shrink at any time and grow while places are free and nobody waits; a party that waits
    may change as it likes: it keeps its turn. Raises Refused("party-does-not-fit", free=…)."""
    check_party(party)
    if signup.state not in HOLDING or party <= signup.party:
        return
    counts = tally(on_list, needed)
    if counts.waiting or party - signup.party > counts.free:
        raise Refused("party-does-not-fit", free=0 if counts.waiting else counts.free)


def moving_up(on_list: Sequence[Signup], needed: int) -> list[Signup]:
    """Who is next for the places that are free now, first come first: stops at the first party that does not fit, so
    that nobody overtakes."""
    free = tally(on_list, needed).free
    moved: list[Signup] = []
    for signup in waiting_in_order(on_list):
        if signup.party > free:
            break
        free -= signup.party
        moved.append(signup)
    return moved
