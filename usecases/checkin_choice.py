"""Which call somebody means when they say 签到 without naming one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.attendance import EARLY, Attended
from domain.calls import Call, CallState
from domain.people import UserId
from domain.refusals import Refused
from domain.signups import SignupId
from storage import calls, people, signups
from storage.tx import Tx
from usecases import standing

RECENT: Final = timedelta(days=2)
"""A finished activity's list is still what 签到 means for this long."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The calls that may be meant, and whether the person ticks (an organiser) or checks in."""

    organises: bool
    calls: tuple[Call, ...]


async def choose(tx: Tx, *, user_id: UserId, number: int | None, now: datetime) -> Choice:
    """Calls that can be checked in to now, in all villages of a person; organisers also see those just finished and
    those still to come. `number` picks one by its short code."""
    memberships = await people.memberships(tx, user_id)
    organises = any(person.organises for person in memberships)
    meant: list[Call] = []
    for person in memberships:
        if person.organises or not organises:
            states = (CallState.OPEN, CallState.DONE) if person.organises else (CallState.OPEN,)
            meant += await calls.of_village(tx, person.village_id, *states)
    if number is not None:
        return Choice(organises, tuple(call for call in meant if call.number == number))
    return Choice(organises, tuple(call for call in meant if _now(call, now)))


def _now(call: Call, now: datetime) -> bool:
    if call.done_at is not None:
        return now - call.done_at <= RECENT
    return call.meet_at is not None and now >= call.meet_at - EARLY


async def line(tx: Tx, *, signup_id: SignupId, by: UserId) -> Attended:
    """One line of a tick list, for an organiser. Raises Refused("not-found" | "not-organiser")."""
    signup = await signups.get(tx, signup_id)
    call = await calls.get(tx, signup.call_id) if signup else None
    if call is None:
        raise Refused("not-found")
    await standing.organiser(tx, call.village_id, by)
    found = next((one for one in await signups.attendance(tx, call.id) if one.signup.id == signup_id), None)
    if found is None:
        raise Refused("not-found")
    return found
