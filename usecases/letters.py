"""What a letter needs to know at the moment it is sent; None where it is no longer true."""

from __future__ import annotations

from dataclasses import dataclass

from domain.calls import Call, CallId, CallState
from domain.people import Person, PersonId, Village
from domain.refusals import Refused
from domain.rounds import Round, RoundId, RoundState
from storage import calls, people, rounds, villages
from storage.tx import Tx
from usecases import feedback
from usecases.feedback import Form
from usecases.round_of import RoundOf, may_read


@dataclass(frozen=True, slots=True)
class Addressed:
    """A person of a village and the round they are written to about."""

    person: Person
    village: Village
    call: Call
    round: Round

    @property
    def language(self) -> str:
        """The language this person reads: their own choice, else the village's."""
        return self.person.language or self.village.language


async def village_call(tx: Tx, call_id: CallId) -> tuple[Call, Village] | None:
    """A call and its village."""
    call = await calls.get(tx, call_id)
    village = await villages.get(tx, call.village_id) if call else None
    return (call, village) if call and village else None


async def open_round(tx: Tx, round_id: RoundId) -> tuple[Call, Village] | None:
    """The call and village of a round that is still open."""
    round_ = await rounds.get(tx, round_id)
    return await village_call(tx, round_.call_id) if round_ and round_.state is RoundState.OPEN else None


async def addressed(tx: Tx, round_id: RoundId, person_id: PersonId) -> Addressed | None:
    """Who a letter about a round goes to; None when the person or the round is gone."""
    round_ = await rounds.get(tx, round_id)
    person = await people.get(tx, person_id)
    if round_ is None or person is None:
        return None
    known = await village_call(tx, round_.call_id)
    return Addressed(person, known[1], known[0], round_) if known else None


async def invitation(tx: Tx, round_id: RoundId, person_id: PersonId) -> tuple[Addressed, Form] | None:
    """The form an invitation carries; None once the round is closed, when they have answered meanwhile, or in a
    restored copy, where nobody could answer."""
    known = await addressed(tx, round_id, person_id)
    if known is None or known.round.state is not RoundState.OPEN or known.person.user_id is None:
        return None
    try:
        form = await feedback.form(tx, round_id=round_id, user_id=known.person.user_id)
    except Refused:
        return None
    return None if form.given else (known, form)


async def for_worker(tx: Tx, round_id: RoundId, person_id: PersonId) -> Addressed | None:
    """A social worker who is to be told of a digest; None when they may not read it (any more)."""
    known = await addressed(tx, round_id, person_id)
    return known if known and may_read(known.person, RoundOf(known.round, known.call, known.village)) else None


async def for_organiser(tx: Tx, round_id: RoundId, person_id: PersonId) -> Addressed | None:
    """An organiser who is to be told of a summary; None when they are no longer one."""
    known = await addressed(tx, round_id, person_id)
    return known if known and known.person.organises else None


async def to_end(tx: Tx, call_id: CallId, person_id: PersonId) -> tuple[Call, str] | None:
    """A call that is over and not ended, and the language of the organiser who is asked after its end."""
    known, person = await village_call(tx, call_id), await people.get(tx, person_id)
    if known is None or person is None or not person.organises or known[0].state is not CallState.OPEN:
        return None
    return known[0], person.language or known[1].language
