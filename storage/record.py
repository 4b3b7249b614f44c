"""What is kept of people over the activities: whom a name means, the team, the deeds noted about somebody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, union, update

from domain.people import PersonId, UserId, VillageId
from storage.tables import alias, ledger, person
from storage.tx import Tx


@dataclass(frozen=True, slots=True)
class Noted:
    """A deed that was written down: by whom and when, with its facts."""

    deed: str
    actor: UserId | None
    at: datetime
    facts: dict[str, Any]


async def called(tx: Tx, village_id: VillageId, name: str) -> list[PersonId]:
    """Everybody of a village who bears a name or has it as another name, oldest entry first. A merged entry stands for
    whom it was merged into; whoever left is nobody."""
    named = union(
        select(person.c.id).where(person.c.village_id == village_id, person.c.name == name),
        select(alias.c.person_id).where(alias.c.village_id == village_id, alias.c.name == name),
    )
    entries = select(person.c.id, person.c.merged_into, person.c.left_at)
    waiting, found = list(await tx.all(entries.where(person.c.id.in_(named)))), set[int]()
    for one in waiting:  # grows while it is read: what an entry was merged into may be merged in its turn
        if one.merged_into is not None:
            waiting += await tx.all(entries.where(person.c.id == one.merged_into))
        elif one.left_at is None:
            found.add(one.id)
    return [PersonId(one) for one in sorted(found)]


async def names_of(tx: Tx, person_ids: Sequence[PersonId]) -> list[str]:
    """All names of these people, other names included, each once."""
    if not person_ids:
        return []
    rows = await tx.all(
        union(
            select(person.c.name).where(person.c.id.in_(person_ids)),
            select(alias.c.name).where(alias.c.person_id.in_(person_ids)),
        )
    )
    return sorted(row.name for row in rows)


async def set_team(tx: Tx, person_id: PersonId, since: datetime | None) -> None:
    """Somebody joins the volunteer team, or leaves it (None)."""
    await tx.run(update(person).where(person.c.id == person_id).values(team_since=since))


async def team(tx: Tx, village_id: VillageId) -> list[PersonId]:
    """Who is in the village's volunteer team, by the day they joined."""
    query = select(person.c.id).where(
        person.c.village_id == village_id,
        person.c.team_since.is_not(None),
        person.c.left_at.is_(None),
        person.c.merged_into.is_(None),
    )
    return [PersonId(row.id) for row in await tx.all(query.order_by(person.c.team_since, person.c.id))]


async def last_noted(tx: Tx, village_id: VillageId, person_id: PersonId, *deeds: str) -> Noted | None:
    """The newest of these deeds that was written down about a person."""
    query = (
        select(ledger).where(ledger.c.village_id == village_id, ledger.c.deed.in_(deeds)).order_by(ledger.c.id.desc())
    )
    for row in await tx.all(query):
        facts = json.loads(row.facts)
        if facts.get("person") == person_id:
            return Noted(row.deed, None if row.actor is None else UserId(row.actor), row.at, facts)
    return None
