"""A round with the activity and the village it belongs to, and who may read what was said in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.calls import Call
from domain.people import Person, UserId, Village
from domain.refusals import Refused
from domain.rounds import Round, RoundId, check_reader
from storage import calls, rounds, villages
from storage.tx import Tx
from usecases import standing


@dataclass(frozen=True, slots=True)
class RoundOf:
    """A round with the activity and the village it belongs to."""

    round: Round
    call: Call
    village: Village


def begun_at(call: Call, one: Round) -> datetime:
    """When the activity of a round began: from then on who is an official may not read what is said of it."""
    return min(one.opens_at, call.meet_at or one.opens_at, call.done_at or one.opens_at)


def may_read(person: Person | None, known: RoundOf) -> bool:
    """Whether somebody may read what was said in a round (domain.rounds.check_reader)."""
    try:
        check_reader(person, begun_at(known.call, known.round))
    except Refused:
        return False
    return True


async def reading(tx: Tx, known: RoundOf | None, by: UserId) -> RoundOf:
    """The round, for somebody who may read what was said in it. Raises as check_reader, and Refused("not-found")."""
    person = await me_in(tx, known, by)
    assert known is not None
    check_reader(person, begun_at(known.call, known.round))
    return known


async def me_in(tx: Tx, known: RoundOf | None, user_id: UserId) -> Person:
    """Who somebody is in the village of a round. Raises Refused("not-found"), also for a round that is not there."""
    if known is None:
        raise Refused("not-found")
    return await standing.known(tx, known.village.id, user_id)


async def locked(tx: Tx, round_id: RoundId) -> RoundOf | None:
    """A round, held against every other writer."""
    one = await rounds.lock(tx, round_id)
    return await with_call(tx, one) if one else None


async def known_round(tx: Tx, round_id: RoundId) -> RoundOf | None:
    """A round, to look at."""
    one = await rounds.get(tx, round_id)
    return await with_call(tx, one) if one else None


async def with_call(tx: Tx, one: Round) -> RoundOf:
    """The activity and the village of a round."""
    call = await calls.get(tx, one.call_id)
    assert call is not None
    village = await villages.get(tx, call.village_id)
    assert village is not None
    return RoundOf(one, call, village)
