"""What comes before a call: what officials said to a draft, what volunteers advise, which calls come again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from domain.calls import CallId
from domain.people import PersonId, VillageId
from domain.planning import Advice, Advised, Verdict, Word
from storage.tables import advice, advice_answer, person, verdict
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


async def add_advice(tx: Tx, **facts: Any) -> int:
    """A planning question; the caller asked the rules first."""
    return await tx.insert_id(insert(advice).values(**facts))


async def get_advice(tx: Tx, advice_id: int, *, hold: bool = False) -> Advice | None:
    """A planning question; with `hold` nobody else closes it until the transaction ends."""
    query = select(advice).where(advice.c.id == advice_id)
    row = await tx.one(query.with_for_update() if hold else query)
    return _advice(row) if row else None


async def advice_at(tx: Tx, chat_id: int, message_id: int) -> int | None:
    """The planning question that a message of a chat is, if it is one."""
    query = select(advice.c.id).where(advice.c.chat_id == chat_id, advice.c.message_id == message_id)
    return await tx.value(query)  # type: ignore[no-any-return]


async def amend_advice(tx: Tx, advice_id: int, /, **changes: Any) -> None:
    await tx.run(update(advice).where(advice.c.id == advice_id).values(**changes))


async def advice_of_call(tx: Tx, call_id: CallId) -> list[Advice]:
    """The questions a call was made from, oldest first."""
    rows = await tx.all(select(advice).where(advice.c.call_id == call_id).order_by(advice.c.id))
    return [_advice(row) for row in rows]


async def advice_since(tx: Tx, village_id: VillageId, after: datetime) -> list[Advice]:
    """The questions of a village asked after a moment, newest first."""
    query = select(advice).where(advice.c.village_id == village_id, advice.c.asked_at > after)
    return [_advice(row) for row in await tx.all(query.order_by(advice.c.id.desc()))]


async def advise(tx: Tx, advice_id: int, person_id: PersonId, said: str, now: datetime) -> None:
    """One answer a person: the newest holds."""
    row = tx.upsert(advice_answer).values(advice_id=advice_id, person_id=person_id, said=said, at=now)
    await tx.run(row.on_conflict_do_update(index_elements=["advice_id", "person_id"], set_={"said": said, "at": now}))


async def advised(tx: Tx, advice_id: int) -> tuple[Advised, ...]:
    """What was said, oldest first."""
    query = (
        select(advice_answer, person.c.name)
        .join(person, person.c.id == advice_answer.c.person_id)
        .where(advice_answer.c.advice_id == advice_id)
        .order_by(advice_answer.c.at, advice_answer.c.person_id)
    )
    return tuple(Advised(row.name, row.said, row.at) for row in await tx.all(query))


def _advice(row: Row[Any]) -> Advice:
    return Advice(
        row.id,
        VillageId(row.village_id),
        None if row.call_id is None else CallId(row.call_id),
        row.question,
        PersonId(row.asked_by),
        row.asked_at,
        row.closes_at,
        row.closed_at,
        row.chat_id,
        row.message_id,
    )
