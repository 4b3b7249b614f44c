"""Answers, kept apart from people: found again only through a round's key, which the freeze destroys (D12)."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from domain.people import PersonId
from domain.rounds import Audience, RoundId
from storage.tables import answer, answer_link, round_key
from storage.tx import Tx


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered: question id → choice id, and perhaps a comment. It holds no person and no time."""

    id: str
    round_id: RoundId
    audience: Audience
    choices: Mapping[str, str]
    comment: str | None
    readable: bool


async def new_key(tx: Tx, round_id: RoundId) -> None:
    """Give a round the secret by which its answers can be found again while it lives."""
    await tx.run(insert(round_key).values(round_id=round_id, secret=secrets.token_bytes(32)))


async def has_key(tx: Tx, round_id: RoundId) -> bool:
    """Whether answers of this round can be found again: not before it opens, after the freeze, in a restored copy."""
    return await tx.value(select(round_key.c.round_id).where(round_key.c.round_id == round_id)) is not None


async def find(tx: Tx, round_id: RoundId, person_id: PersonId) -> Answer | None:
    """The answer a person gave in this round, while the key lives; None when there is none or nobody can tell."""
    handle = await _handle(tx, round_id, person_id)
    if handle is None:
        return None
    row = await tx.one(
        select(answer)
        .join(answer_link, answer_link.c.answer_id == answer.c.id)
        .where(answer_link.c.round_id == round_id, answer_link.c.handle == handle)
    )
    return _answer(row) if row else None


async def save(
    tx: Tx,
    round_id: RoundId,
    person_id: PersonId,
    audience: Audience,
    *,
    choices: Mapping[str, str],
    comment: str | None,
    readable: bool,
) -> None:
    """Write a person's answer, or write it over. Raises LookupError when the round's key is gone."""
    values = {
        "choices": json.dumps(dict(choices), sort_keys=True),
        "comment": comment,
        "readable": int(readable),
    }
    before = await find(tx, round_id, person_id)
    if before is not None:
        await tx.run(update(answer).where(answer.c.id == before.id).values(**values))
        return
    handle = await _handle(tx, round_id, person_id)
    if handle is None:
        raise LookupError("the round's key is gone")
    new = secrets.token_hex(16)
    await tx.run(insert(answer).values(id=new, round_id=round_id, audience=audience.value, **values))
    await tx.run(insert(answer_link).values(round_id=round_id, handle=handle, answer_id=new))


async def erase(tx: Tx, round_id: RoundId, person_id: PersonId) -> bool:
    """Delete a person's answer. Returns whether there was one."""
    before = await find(tx, round_id, person_id)
    if before is None:
        return False
    await tx.run(delete(answer_link).where(answer_link.c.answer_id == before.id))
    await tx.run(delete(answer).where(answer.c.id == before.id))
    return True


async def of_round(tx: Tx, round_id: RoundId) -> list[Answer]:
    """All answers of a round in a random order: not even the order of arrival is told."""
    rows = list(await tx.all(select(answer).where(answer.c.round_id == round_id)))
    secrets.SystemRandom().shuffle(rows)
    return [_answer(row) for row in rows]


async def counts(tx: Tx, round_id: RoundId) -> dict[Audience, int]:
    """How many answered, by audience: all that anyone may know before closing (D6)."""
    rows = await tx.all(
        select(answer.c.audience, func.count().label("n"))
        .where(answer.c.round_id == round_id)
        .group_by(answer.c.audience)
    )
    return {Audience(row.audience): row.n for row in rows}


async def destroy_key(tx: Tx, round_id: RoundId) -> None:
    """Cut the link between people and answers for good, and give the answers new ids."""
    await tx.run(delete(answer_link).where(answer_link.c.round_id == round_id))
    await tx.run(delete(round_key).where(round_key.c.round_id == round_id))
    # A server keeps rows in the order they came, each with the number of the transaction that wrote it, which the
    # writer's other rows bear too. Written anew in one transaction, in a random order, they tell neither; and under
    # new ids, so that an older copy of the database does not say of one by one since when it was there.
    rows = [
        {**row._mapping, "id": secrets.token_hex(16)}
        for row in await tx.all(select(answer).where(answer.c.round_id == round_id))
    ]
    secrets.SystemRandom().shuffle(rows)
    await tx.run(delete(answer).where(answer.c.round_id == round_id))
    if rows:
        await tx.run(insert(answer), rows)


async def _handle(tx: Tx, round_id: RoundId, person_id: PersonId) -> bytes | None:
    secret = await tx.value(select(round_key.c.secret).where(round_key.c.round_id == round_id))
    return hmac.digest(secret, str(person_id).encode(), hashlib.sha256) if secret else None


def _answer(row: Row[Any]) -> Answer:
    return Answer(
        id=row.id,
        round_id=RoundId(row.round_id),
        audience=Audience(row.audience),
        choices=json.loads(row.choices),
        comment=row.comment,
        readable=bool(row.readable),
    )
