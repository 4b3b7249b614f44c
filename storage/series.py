"""Calls that come again: how often, when next, and which calls came of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from domain.calls import CallId, CallState
from domain.people import PersonId, VillageId
from domain.planning import Every, Festival, Rhythm, Series
from storage.tables import call, series
from storage.tx import Tx


async def add(
    tx: Tx, *, village_id: VillageId, rhythm: Rhythm, next_on: date, created_by: PersonId, now: datetime
) -> int:
    """A call comes again from now on."""
    row = insert(series).values(
        village_id=village_id,
        every=rhythm.every.value,
        festival=rhythm.festival.value if rhythm.festival else None,
        day=rhythm.day,
        nth=rhythm.nth,
        at_minute=rhythm.at_minute,
        next_on=next_on,
        created_by=created_by,
        created_at=now,
    )
    return await tx.insert_id(row)


async def get(tx: Tx, series_id: int, *, hold: bool = False) -> Series | None:
    """A series; with `hold` nobody else changes it until the transaction ends."""
    query = select(series).where(series.c.id == series_id)
    row = await tx.one(query.with_for_update() if hold else query)
    return _series(row) if row else None


async def amend(tx: Tx, series_id: int, /, **changes: Any) -> None:
    await tx.run(update(series).where(series.c.id == series_id).values(**changes))


async def running(tx: Tx, village_id: VillageId) -> list[Series]:
    """The series of a village that have not ended, soonest first."""
    query = select(series).where(series.c.village_id == village_id, series.c.ended_at.is_(None))
    return [_series(row) for row in await tx.all(query.order_by(series.c.next_on, series.c.id))]


async def calls_of(tx: Tx, series_id: int) -> list[tuple[CallId, datetime]]:
    """The calls of a series, and copies made of them, that were not thrown away: newest meeting first, with its local
    wall time."""
    own = select(call.c.id).where(call.c.series_id == series_id)
    query = select(call.c.id, call.c.meet_local).where(
        (call.c.series_id == series_id) | call.c.copied_from.in_(own),
        call.c.state != CallState.DISCARDED.value,
        call.c.meet_local.is_not(None),
    )
    rows = await tx.all(query.order_by(call.c.meet_local.desc(), call.c.id.desc()))
    return [(CallId(row.id), row.meet_local) for row in rows]


def _series(row: Row[Any]) -> Series:
    festival = None if row.festival is None else Festival(row.festival)
    return Series(
        row.id,
        VillageId(row.village_id),
        Rhythm(Every(row.every), row.at_minute, row.day, row.nth, festival),
        bool(row.publish),
        row.next_on,
        PersonId(row.created_by),
        row.ended_at,
    )
