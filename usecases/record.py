"""A volunteer's own record: what they did, their hours, what comes next; and milestones, told privately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.calls import Call
from domain.hours import FIRST, Entry, by_day, reached, settled, together
from domain.people import Person, PersonId, UserId, Village
from domain.promises import Kind, Promise
from domain.signups import ON_LIST
from storage import credits as credited
from storage import outbox, people, signups, villages
from storage.tx import Tx
from usecases import cards
from usecases.cards import Seen


@dataclass(frozen=True, slots=True)
class Home:
    """One village of a person with what they did there: `entries`, the newest first, are those they came to; what
    ended less than a day ago is there but may still be corrected."""

    village: Village
    person: Person
    entries: tuple[Entry, ...]
    year: int

    @property
    def this_year(self) -> float:
        return together(self.entries, year=self.year)

    @property
    def in_all(self) -> float:
        return together(self.entries)


@dataclass(frozen=True, slots=True)
class Record:
    """A person's record in each of their villages, and what they are on the list of, soonest first."""

    homes: tuple[Home, ...]
    next: tuple[Seen, ...]


async def mine(tx: Tx, *, user_id: UserId, now: datetime) -> Record:
    """My own record; nobody can ask for another's."""
    homes = []
    for person in await people.memberships(tx, user_id):
        village = await villages.get(tx, person.village_id)
        assert village is not None
        whole = (await credited.entries(tx, [person.id]))[person.id]
        came = tuple(reversed([entry for entry in whole if entry.present]))
        homes.append(Home(village, person, came, now.astimezone(ZoneInfo(village.zone)).year))
    listed = await cards.open_to(tx, user_id=user_id, now=now)
    return Record(tuple(homes), tuple(seen for seen in listed if seen.mine and seen.mine.state in ON_LIST))


async def promise_milestones(tx: Tx, call: Call, now: datetime) -> None:
    """A day after an activity, whoever reached a milestone by it is told, in private and once."""
    lines = await signups.attendance(tx, call.id)
    came = [line.signup.person_id for line in lines if line.present]
    known = await people.many(tx, came)
    letters = []
    for person_id, entries in (await credited.entries(tx, came)).items():
        by = next((entry for entry in entries if entry.call_id == call.id), None)
        goal = reached(settled(entries, now), by) if by is not None else None
        person = known[person_id]
        if goal is None or person.user_id is None or not person.reachable:
            continue
        letters.append(
            Promise(
                Kind.MILESTONE,
                f"milestone:{person_id}:{goal}",
                person.user_id,
                by_day(now, call.zone),
                payload={"person": person_id, "goal": goal},
            )
        )
    await outbox.promise(tx, letters)


async def milestone(tx: Tx, *, person_id: PersonId, goal: int, now: datetime) -> Home | None:
    """What a milestone's letter tells; None when a correction took it away meanwhile."""
    person = await people.get(tx, person_id)
    village = await villages.get(tx, person.village_id) if person else None
    if person is None or village is None:
        return None
    whole = settled((await credited.entries(tx, [person_id]))[person_id], now)
    if not whole or (goal != FIRST and together(whole) < goal):
        return None
    return Home(village, person, tuple(reversed(whole)), now.astimezone(ZoneInfo(village.zone)).year)
