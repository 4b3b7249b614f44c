"""The organisers' desk for people without a phone: names, what tells namesakes apart, keepers, who moved away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.names import LONGEST, clean_line
from domain.people import Person, PersonId, UserId, Village, VillageId
from domain.refusals import Refused
from domain.reminders import Timing
from storage import calls, ledger, names, people, villages
from storage.tx import Tx
from usecases import signups, standing
from usecases.merging import Done, undoable
from usecases.moved import arrive

LONGEST_LABEL: Final = 12
MOST_NAMES: Final = 8
"""Other names one person may have: more are a mistake."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody without a phone as the organisers see them. `last`: the last activity they were on the list of."""

    person: Person
    keeper: Person | None
    names: tuple[str, ...]
    last: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everybody of a village without a phone, by name, and the merges that may still be taken back."""

    village: Village
    people: tuple[Entry, ...]
    undoable: tuple[Done, ...]


async def organised(tx: Tx, *, by: UserId) -> list[Village]:
    """The villages whose organiser somebody is. Raises Refused("not-organiser") when there is none."""
    ours = [p.village_id for p in await people.memberships(tx, by) if p.organises]
    found = [village for village in await villages.of_user(tx, by) if village.id in ours]
    if not found:
        raise Refused("not-organiser")
    return found


async def desk(tx: Tx, *, by: UserId, village_id: VillageId, now: datetime) -> Desk:
    """The desk of one village. Raises Refused("not-found" | "not-organiser")."""
    await standing.organiser(tx, village_id, by)
    village = await villages.get(tx, village_id)
    assert village is not None
    found = await names.without_phone(tx, village_id)
    told = tuple(await undoable(tx, village_id=village_id, now=now))
    return Desk(village, tuple(await _entries(tx, found)), told)


async def entry(tx: Tx, *, by: UserId, person_id: PersonId) -> Entry:
    """One of them. Raises Refused("not-found" | "not-organiser"), Refused("not-known-here") for somebody who was
    merged, moved away or has a phone now."""
    person = await _known(tx, by, person_id)
    return (await _entries(tx, [person]))[0]


async def others(tx: Tx, *, by: UserId, person_id: PersonId) -> list[Person]:
    """Whom somebody may be merged into: everybody else of the village, whoever shares a letter of the name first.
    Raises as `entry`."""
    person = await _known(tx, by, person_id)
    found = [*await names.without_phone(tx, person.village_id), *await names.with_phone(tx, person.village_id)]
    letters = set(person.name)
    rest = [one for one in found if one.id != person_id]
    return sorted(rest, key=lambda one: (-len(letters & set(one.name)), one.name, one.id))


async def keepers(tx: Tx, *, by: UserId, person_id: PersonId) -> list[Person]:
    """Who may answer for somebody: everybody of the village with a phone. Raises as `entry`."""
    person = await _known(tx, by, person_id)
    return await names.with_phone(tx, person.village_id)


async def add_name(tx: Tx, *, now: datetime, by: UserId, person_id: PersonId, said: str) -> Entry:
    """Give somebody another name. Raises as `entry`; Refused("no-names"), Refused("name-taken", name=…) when it is the
    name of somebody else, Refused("too-many-names")."""
    person = await _known(tx, by, person_id)
    fresh = clean_line(said, LONGEST)
    if not fresh:
        raise Refused("no-names")
    if any(one.id != person_id for one in await names.called(tx, person.village_id, fresh)):
        raise Refused("name-taken", name=fresh)
    if len(await names.names_of(tx, person_id)) >= MOST_NAMES:
        raise Refused("too-many-names", most=MOST_NAMES)
    if fresh != person.name:
        await names.add_name(tx, person, fresh)
        await _note(tx, "person-named", now, by, person)
    return await entry(tx, by=by, person_id=person_id)


async def set_label(tx: Tx, *, now: datetime, by: UserId, person_id: PersonId, said: str) -> Entry:
    """Say what tells somebody apart from their namesakes: 村东头. Raises as `entry`; Refused("no-names")."""
    person = await _known(tx, by, person_id)
    label = clean_line(said, LONGEST_LABEL)
    if not label:
        raise Refused("no-names")
    await names.set_facts(tx, person_id, label=label)
    await _note(tx, "person-labelled", now, by, person)
    return await entry(tx, by=by, person_id=person_id)


async def set_keeper(
    tx: Tx, *, now: datetime, by: UserId, person_id: PersonId, keeper_id: PersonId, timing: Timing
) -> Entry:
    """Say who answers for somebody from now on; what is to come is told to the new keeper. Raises as `entry`;
    Refused("not-known-here") for a keeper without a phone or of another village."""
    person = await _known(tx, by, person_id)
    keeper = await people.get(tx, keeper_id)
    if keeper is None or keeper.user_id is None or keeper.village_id != person.village_id or keeper.left_at:
        raise Refused("not-known-here")
    await names.set_facts(tx, person_id, keeper_id=keeper_id)
    for call in await calls.of_village(tx, person.village_id):
        await arrive(tx, call.id, person_id, now=now, timing=timing)
    await ledger.note(
        tx, "keeper-set", now=now, actor=by, village_id=person.village_id, person=person_id, keeper=keeper_id
    )
    return await entry(tx, by=by, person_id=person_id)


async def move_away(tx: Tx, *, now: datetime, by: UserId, person_id: PersonId, timing: Timing) -> Person:
    """Somebody lives here no longer: off the lists of what is to come, out of the choices; what was stays.
    Raises as `entry`."""
    person = await _known(tx, by, person_id)
    await signups.leave_all(tx, now=now, person_id=person_id, timing=timing)
    await people.set_left(tx, person_id, now)
    await _note(tx, "moved-away", now, by, person)
    return person


async def move_back(tx: Tx, *, now: datetime, by: UserId, person_id: PersonId) -> Entry:
    """They live here after all; the places they had are not given back. Raises as `entry`."""
    person = await people.get(tx, person_id)
    if person is None:
        raise Refused("not-found")
    await standing.organiser(tx, person.village_id, by)
    if person.user_id is not None or person.merged_into is not None:
        raise Refused("not-known-here")
    await people.set_left(tx, person_id, None)
    await _note(tx, "moved-back", now, by, person)
    return await entry(tx, by=by, person_id=person_id)


async def _known(tx: Tx, by: UserId, person_id: PersonId) -> Person:
    person = await people.get(tx, person_id)
    if person is None:
        raise Refused("not-found")
    await standing.organiser(tx, person.village_id, by)
    if person.user_id is not None or person.merged_into is not None or person.left_at is not None:
        raise Refused("not-known-here")
    return person


async def _entries(tx: Tx, found: list[Person]) -> list[Entry]:
    ids = [one.id for one in found]
    keepers = await people.many(tx, [one.keeper_id for one in found if one.keeper_id is not None])
    seen = await names.last_seen(tx, ids)
    entered = await names.last_entered_by(tx, ids)
    told = []
    for one in found:
        keeper = keepers[one.keeper_id] if one.keeper_id is not None else entered.get(one.id)
        called = tuple(await names.names_of(tx, one.id))
        told.append(Entry(one, keeper, called, seen.get(one.id, "")))
    return told


async def _note(tx: Tx, deed: str, now: datetime, by: UserId, person: Person) -> None:
    await ledger.note(tx, deed, now=now, actor=by, village_id=person.village_id, person=int(person.id))
