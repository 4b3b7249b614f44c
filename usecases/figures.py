"""The figures of an activity: counted from the tick list, corrected and completed by a social worker."""

from __future__ import annotations

from typing import Final

from domain.attendance import turnout
from domain.people import UserId
from domain.questions import FACT_FIELDS
from domain.refusals import Refused
from domain.rounds import RoundId, RoundState
from domain.signups import tally
from domain.summary import Facts
from storage import rounds, signups
from storage.tx import Tx
from usecases.round_of import RoundOf, known_round, locked, reading

HOURS: Final = "hours_total"
"""The one figure that may have a half."""
MOST: Final = 100_000


async def facts_of(tx: Tx, known: RoundOf) -> Facts:
    """The facts row: what the tick list says, corrected by what the social worker entered."""
    lines = await signups.attendance(tx, known.call.id)
    told = await rounds.figures(tx, known.round.id)
    assert known.call.done_at is not None
    counted = turnout(lines, known.call.done_at)
    places = tally((line.signup for line in lines), known.call.needed or 0)
    return Facts(
        signed_up=int(told.get("signed_up", places.confirmed)),
        came=int(told.get("attended", counted.came)),
        hours=float(told.get(HOURS, counted.hours)),
        served=int(told["people_served"]) if "people_served" in told else None,
    )


async def figures(tx: Tx, *, round_id: RoundId, by: UserId) -> dict[str, float]:
    """The figures as a social worker sees them to correct: counted ones filled in, the others where entered.
    Raises Refused("not-found" | "not-worker" | "was-official")."""
    known = await reading(tx, await known_round(tx, round_id), by)
    facts = await facts_of(tx, known)
    counted = {"signed_up": float(facts.signed_up), "attended": float(facts.came), HOURS: facts.hours}
    return counted | await rounds.figures(tx, round_id)


async def set_figure(tx: Tx, *, round_id: RoundId, by: UserId, name: str, number: float) -> dict[str, float]:
    """A social worker corrects or adds a figure while the round is open; hours may be halves, all else is whole.
    Raises Refused("not-found" | "not-worker" | "was-official" | "round-<state>" | "no-such-question" |
    "figure-bounds" | "figure-hours")."""
    known = await reading(tx, await locked(tx, round_id), by)
    if known.round.state is not RoundState.OPEN:
        raise Refused(f"round-{known.round.state.value}")
    if name not in FACT_FIELDS:
        raise Refused("no-such-question")
    if name == HOURS and not (0 <= number <= MOST and number * 2 % 1 == 0):
        raise Refused("figure-hours", most=MOST)
    if name != HOURS and not (0 <= number <= MOST and number % 1 == 0):
        raise Refused("figure-bounds", most=MOST)
    await rounds.set_figure(tx, round_id, name, number)
    return await figures(tx, round_id=round_id, by=by)
