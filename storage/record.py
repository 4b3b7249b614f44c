"""What is kept of people over the activities: all their names, the team, the deeds noted about somebody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, union

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
