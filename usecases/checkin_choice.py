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
    """The calls that may be meant: those whose list the person ticks, and those they check in to as a villager."""

    to_tick: tuple[Call, ...]
    to_join: tuple[Call, ...]


async def choose(tx: Tx, *, user_id: UserId, number: int | None, now: datetime) -> Choice:
    """Calls that can be checked in to now, in all villages of a person; where they organise, also those just finished.
    Who organises in one village is a villager in another. `number` picks by the short code, also those to come."""
    to_tick: list[Call] = []
    to_join: list[Call] = []
    for person in await people.memberships(tx, user_id):
        states = (CallState.OPEN, CallState.DONE) if person.organises else (CallState.OPEN,)
        found = await calls.of_village(tx, person.village_id, *states)
        meant = [call for call in found if (_now(call, now) if number is None else call.number == number)]
        (to_tick if person.organises else to_join).extend(meant)
    return Choice(tuple(to_tick), tuple(to_join))


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
