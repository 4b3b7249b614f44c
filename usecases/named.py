"""Whom a name means in a village: one without a phone, somebody of the group, one of several, or somebody new."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import Person, PersonId, VillageId
from storage import names, people
from storage.tx import Tx


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a name may mean, with what tells them apart: who answers for them, where they were seen last.
    `spelling` counts their names from 1: which of them was said (1 is the name they go by)."""

    person: Person
    keeper: Person | None = None
    last: str = ""
    spelling: int = 1


@dataclass(frozen=True, slots=True)
class Unclear:
    """A name that the bot does not guess about: the keeper says by one tap who is meant."""

    name: str
    candidates: tuple[Candidate, ...]

    @property
    def of_the_group(self) -> bool:
        """Whether it may only be one who has a phone of their own."""
        return len(self.candidates) == 1 and self.candidates[0].person.user_id is not None


async def whom(tx: Tx, keeper: Person, name: str) -> Person | Unclear | None:
    """Whom a keeper means. None: nobody bears the name yet. The one of this name whom the keeper already answers for
    goes before all others; else exactly one without a phone is meant; anything else is asked."""
    found = await names.called(tx, keeper.village_id, name)
    theirs = [one for one in found if one.user_id is None and one.keeper_id == keeper.id]
    if len(theirs) == 1:
        return theirs[0]
    if len(found) == 1 and found[0].user_id is None:
        return found[0]
    return Unclear(name, await candidates(tx, found, name)) if found else None


async def candidates(tx: Tx, found: list[Person], name: str) -> tuple[Candidate, ...]:
    """The people whom a name may mean, with what tells them apart."""
    ids = [one.id for one in found]
    entered = await names.last_entered_by(tx, ids)
    seen = await names.last_seen(tx, ids)
    keepers = await people.many(tx, [one.keeper_id for one in found if one.keeper_id is not None])
    told = []
    for one in found:
        keeper = keepers[one.keeper_id] if one.keeper_id is not None else entered.get(one.id)
        said = (await spellings(tx, one)).index(name) + 1
        told.append(Candidate(one, keeper if one.user_id is None else None, seen.get(one.id, ""), said))
    return tuple(told)


async def spellings(tx: Tx, one: Person) -> list[str]:
    """Every name of somebody, the one they go by first; their order is what a button counts by."""
    return [one.name, *await names.names_of(tx, one.id)]


async def newcomer(tx: Tx, keeper: Person, name: str) -> Person:
    """Somebody new without a phone. A neighbour who enters them answers for them; whom an organiser writes down, nobody
    yet does."""
    keeper_id = None if keeper.organises else keeper.id
    one = await people.get(tx, await people.add(tx, keeper.village_id, name, keeper_id=keeper_id))
    assert one is not None
    return one


async def twin(tx: Tx, village_id: VillageId, name: str, among: set[PersonId] | None = None) -> Person | None:
    """The entry of somebody without a phone who has this name; with `among`, only one of these."""
    found = await names.called(tx, village_id, name)
    return next((p for p in found if p.user_id is None and (among is None or p.id in among)), None)
