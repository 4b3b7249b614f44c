"""Rounds of feedback and their releases. Answers live in answers.py, apart from people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from domain.calls import CallId
from domain.people import PersonId, VillageId
from domain.rounds import Audience, Round, RoundId, RoundState
from storage.tables import call, feedback_round, invited, release
from storage.tx import Tx


@dataclass(frozen=True, slots=True)
class Release:
    """What was frozen: the protected summary and the workers' digest, as JSON of their own making."""

    round_id: RoundId
    version: int
    summary: str
    digest: str
    frozen_at: datetime


async def add(tx: Tx, call_id: CallId, opens_at: datetime, closes_at: datetime) -> Round:
    new = await tx.insert_id(
        insert(feedback_round).values(
            call_id=call_id, state=RoundState.WAITING.value, opens_at=opens_at, closes_at=closes_at
        )
    )
    return Round(RoundId(new), call_id, RoundState.WAITING, opens_at, closes_at)


async def get(tx: Tx, round_id: RoundId) -> Round | None:
    row = await tx.one(select(feedback_round).where(feedback_round.c.id == round_id))
    return _round(row) if row else None


async def lock(tx: Tx, round_id: RoundId) -> Round | None:
    """The round, held against every other writer until the transaction ends."""
    row = await tx.one(select(feedback_round).where(feedback_round.c.id == round_id).with_for_update())
    return _round(row) if row else None


async def of_call(tx: Tx, call_id: CallId) -> Round | None:
    row = await tx.one(select(feedback_round).where(feedback_round.c.call_id == call_id))
    return _round(row) if row else None


async def of_village(tx: Tx, village_id: VillageId, limit: int = 20) -> list[Round]:
    """The village's rounds, the newest activity first."""
    query = (
        select(feedback_round)
        .join(call, call.c.id == feedback_round.c.call_id)
        .where(call.c.village_id == village_id)
        .order_by(feedback_round.c.opens_at.desc(), feedback_round.c.id.desc())
        .limit(limit)
    )
    return [_round(row) for row in await tx.all(query)]


async def set_state(tx: Tx, round_id: RoundId, state: RoundState, *, frozen_at: datetime | None = None) -> None:
    values: dict[str, Any] = {"state": state.value}
    if frozen_at is not None:
        values["frozen_at"] = frozen_at
    await tx.run(update(feedback_round).where(feedback_round.c.id == round_id).values(**values))


async def move(tx: Tx, round_id: RoundId, opens_at: datetime, closes_at: datetime) -> None:
    """It opens, and so closes, later than was planned."""
    await tx.run(
        update(feedback_round).where(feedback_round.c.id == round_id).values(opens_at=opens_at, closes_at=closes_at)
    )


async def unswept(tx: Tx) -> list[RoundId]:
    """The frozen rounds of which old bytes may still lie about on the disk."""
    query = select(feedback_round.c.id).where(
        feedback_round.c.state == RoundState.FROZEN.value, feedback_round.c.swept == 0
    )
    return [RoundId(row.id) for row in await tx.all(query)]


async def set_swept(tx: Tx, round_ids: list[RoundId]) -> None:
    await tx.run(update(feedback_round).where(feedback_round.c.id.in_(round_ids)).values(swept=1))


async def figures(tx: Tx, round_id: RoundId) -> dict[str, float]:
    """The facts the social worker corrected or added (people served, home visits, incidents, cost in yuan …)."""
    kept = await tx.value(select(feedback_round.c.figures).where(feedback_round.c.id == round_id))
    return {str(name): float(number) for name, number in json.loads(kept or "{}").items()}


async def set_figure(tx: Tx, round_id: RoundId, name: str, number: float) -> None:
    kept = await figures(tx, round_id) | {name: number}
    await tx.run(update(feedback_round).where(feedback_round.c.id == round_id).values(figures=json.dumps(kept)))


async def invite(tx: Tx, round_id: RoundId, person_id: PersonId, audience: Audience) -> None:
    """Note that a person is asked; asking twice is asking once."""
    row = tx.upsert(invited).values(round_id=round_id, person_id=person_id, audience=audience.value)
    await tx.run(row.on_conflict_do_nothing())


async def audience_of(tx: Tx, round_id: RoundId, person_id: PersonId) -> Audience | None:
    """The form a person was asked to fill in, or None when they were not asked."""
    found = await tx.value(
        select(invited.c.audience).where(invited.c.round_id == round_id, invited.c.person_id == person_id)
    )
    return Audience(found) if found else None


async def invited_to(tx: Tx, person_id: PersonId) -> list[RoundId]:
    """The open rounds a person is asked in, the newest first."""
    query = (
        select(invited.c.round_id)
        .join(feedback_round, feedback_round.c.id == invited.c.round_id)
        .where(invited.c.person_id == person_id, feedback_round.c.state == RoundState.OPEN.value)
        .order_by(invited.c.round_id.desc())
    )
    return [RoundId(row.round_id) for row in await tx.all(query)]


async def invited_counts(tx: Tx, round_id: RoundId) -> dict[Audience, int]:
    """How many people were asked, by audience."""
    rows = await tx.all(
        select(invited.c.audience, func.count().label("n"))
        .where(invited.c.round_id == round_id)
        .group_by(invited.c.audience)
    )
    return {Audience(row.audience): row.n for row in rows}


async def forget_invited(tx: Tx, round_id: RoundId) -> None:
    """At the freeze nobody needs to know any more who was asked."""
    await tx.run(delete(invited).where(invited.c.round_id == round_id))


async def add_release(tx: Tx, new: Release) -> None:
    await tx.run(
        insert(release).values(
            round_id=new.round_id,
            version=new.version,
            summary=new.summary,
            digest=new.digest,
            frozen_at=new.frozen_at,
        )
    )


async def latest_release(tx: Tx, round_id: RoundId) -> Release | None:
    query = select(release).where(release.c.round_id == round_id).order_by(release.c.version.desc()).limit(1)
    row = await tx.one(query)
    return Release(RoundId(row.round_id), row.version, row.summary, row.digest, row.frozen_at) if row else None


def _round(row: Row[Any]) -> Round:
    return Round(
        id=RoundId(row.id),
        call_id=CallId(row.call_id),
        state=RoundState(row.state),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        frozen_at=row.frozen_at,
    )
