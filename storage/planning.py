"""What comes before a call: what officials said to a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from domain.calls import CallId
from domain.people import PersonId
from domain.planning import Verdict, Word
from storage.tables import person, verdict
from storage.tx import Tx

_WORDS = select(verdict, person.c.name).join(person, person.c.id == verdict.c.by).order_by(verdict.c.id)


async def say(tx: Tx, call_id: CallId, said: Verdict, by: PersonId, now: datetime, note: str | None = None) -> int:
    """One more step in the history of a draft."""
    row = insert(verdict).values(call_id=call_id, said=said.value, note=note, by=by, at=now)
    return await tx.insert_id(row)


async def words(tx: Tx, call_id: CallId) -> tuple[Word, ...]:
    """The history of a draft, oldest first."""
    return tuple(_word(row) for row in await tx.all(_WORDS.where(verdict.c.call_id == call_id)))


async def word(tx: Tx, verdict_id: int) -> Word | None:
    row = await tx.one(_WORDS.where(verdict.c.id == verdict_id))
    return _word(row) if row else None


def _word(row: Row[Any]) -> Word:
    return Word(row.id, row.call_id, Verdict(row.said), row.note, PersonId(row.by), row.name, row.at)
