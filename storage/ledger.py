"""Two small books: when each coarse job last ran; deeds that matter for trust (ids and counts, never contents)."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import delete, insert, select

from storage.tables import ledger, ticked
from storage.tx import Tx


async def last_ran(tx: Tx, job: str) -> datetime | None:
    return await tx.value(select(ticked.c.ran_at).where(ticked.c.job == job))  # type: ignore[no-any-return]


async def ran(tx: Tx, job: str, now: datetime) -> None:
    row = tx.upsert(ticked).values(job=job, ran_at=now)
    await tx.run(row.on_conflict_do_update(index_elements=["job"], set_={"ran_at": now}))


async def note(
    tx: Tx, deed: str, /, *, now: datetime, actor: int | None = None, village_id: int | None = None, **facts: int | str
) -> None:
    """Write down that something happened that somebody may one day ask about."""
    await tx.run(insert(ledger).values(at=now, deed=deed, actor=actor, village_id=village_id, facts=json.dumps(facts)))


async def last_actor(tx: Tx, deed: str, /, *, village_id: int, **facts: int | str) -> int | None:
    """Who did a deed with exactly these facts last, as it was noted; None when nobody has."""
    query = (
        select(ledger.c.actor)
        .where(ledger.c.deed == deed, ledger.c.village_id == village_id, ledger.c.facts == json.dumps(facts))
        .order_by(ledger.c.id.desc())
        .limit(1)
    )
    return await tx.value(query)  # type: ignore[no-any-return]


async def last_of(tx: Tx, *deeds: str, village_id: int, **facts: int | str) -> tuple[int | None, datetime] | None:
    """Who did any of these deeds with exactly these facts last, and when; None when nobody has."""
    query = (
        select(ledger.c.actor, ledger.c.at)
        .where(ledger.c.deed.in_(deeds), ledger.c.village_id == village_id, ledger.c.facts == json.dumps(facts))
        .order_by(ledger.c.id.desc())
        .limit(1)
    )
    row = await tx.one(query)
    return (row.actor, row.at) if row else None


async def actors_of(tx: Tx, *deeds: str, village_id: int, **facts: int | str) -> list[int]:
    """Everybody who did any of these deeds with exactly these facts, whoever did first before the others."""
    query = (
        select(ledger.c.actor)
        .where(ledger.c.deed.in_(deeds), ledger.c.village_id == village_id, ledger.c.facts == json.dumps(facts))
        .order_by(ledger.c.id)
    )
    return list(dict.fromkeys(row.actor for row in await tx.all(query) if row.actor is not None))


async def since(
    tx: Tx, *deeds: str, village_id: int, after: datetime
) -> list[tuple[str, datetime, dict[str, int | str]]]:
    """These deeds in a village after a moment, newest first: which, when, with what facts."""
    query = (
        select(ledger.c.deed, ledger.c.at, ledger.c.facts)
        .where(ledger.c.deed.in_(deeds), ledger.c.village_id == village_id, ledger.c.at > after)
        .order_by(ledger.c.id.desc())
    )
    return [(row.deed, row.at, json.loads(row.facts)) for row in await tx.all(query)]


async def purge(tx: Tx, before: datetime) -> int:
    """Forget deeds noted before a moment. Returns how many."""
    return (await tx.run(delete(ledger).where(ledger.c.at < before))).rowcount
