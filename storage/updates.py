"""Which updates have taken effect, which were tried and failed, which were set aside."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, delete, func, select

from storage.tables import parked_update, seen_update, update_attempt
from storage.tx import Tx, insert_on


class AlreadyDone(Exception):
    """This update took effect before (the platform sent it again); it must not a second time."""


@dataclass(slots=True)
class UpdateScope:
    """One update being handled. The first write claims it; wizard moves wait here to be saved with that write."""

    bot_id: int
    update_id: int
    now: datetime
    claimed: bool = False
    wizard_moves: dict[object, Callable[[Tx], Awaitable[None]]] = field(default_factory=dict)


_current: ContextVar[UpdateScope | None] = ContextVar("update", default=None)


def current() -> UpdateScope | None:
    """The update being handled here, if any."""
    return _current.get()


@contextlib.contextmanager
def handling(scope: UpdateScope) -> Iterator[UpdateScope]:
    """Everything written inside belongs to this update."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


async def claim(tx: Tx, scope: UpdateScope, *, here: bool = False) -> None:
    """Claim the update and save its wizard moves, in the caller's savepoint. Raises AlreadyDone.
    `here`: another action of the same update claimed it in this transaction."""
    if not scope.claimed and not here:
        seen = {"bot_id": scope.bot_id, "update_id": scope.update_id, "seen_at": scope.now}
        done = await tx.run(_seen(tx.dialect), seen)
        if done.rowcount == 0:
            raise AlreadyDone(scope.update_id)
    for move in scope.wizard_moves.values():
        await move(tx)


@cache
def _seen(dialect: str) -> Any:
    """The statement of `claim`."""
    return insert_on(dialect, seen_update).on_conflict_do_nothing()


async def settle(tx: Tx) -> None:
    """The last write of an update that only moved a wizard: claiming it saves the moves."""


async def is_done(tx: Tx, bot_id: int, update_id: int) -> bool:
    """Whether the update took effect or was set aside."""
    return await took_effect(tx, bot_id, update_id) or await _is_in(tx, parked_update, bot_id, update_id)


async def took_effect(tx: Tx, bot_id: int, update_id: int) -> bool:
    """Whether the update took effect."""
    return await _is_in(tx, seen_update, bot_id, update_id)


async def _is_in(tx: Tx, table: Table, bot_id: int, update_id: int) -> bool:
    found = select(table.c.update_id).where(table.c.bot_id == bot_id, table.c.update_id == update_id)
    return await tx.value(found) is not None


async def newest(tx: Tx, bot_id: int) -> int:
    """The highest number of an update that took effect or was set aside; 0 when there is none."""
    found = [
        await tx.value(select(func.max(table.c.update_id)).where(table.c.bot_id == bot_id))
        for table in (seen_update, parked_update)
    ]
    return max((number for number in found if number), default=0)


async def count_attempt(tx: Tx, bot_id: int, update_id: int) -> int:
    """Note one more try of an update; returns how many there have been."""
    row = tx.upsert(update_attempt).values(bot_id=bot_id, update_id=update_id, tries=1)
    row = row.on_conflict_do_update(
        index_elements=["bot_id", "update_id"], set_={"tries": update_attempt.c.tries + 1}
    ).returning(update_attempt.c.tries)
    return int(await tx.value(row))


async def forget_attempts(tx: Tx, bot_id: int, up_to: int) -> None:
    """Drop the counts of updates up to `up_to`, which are all settled."""
    await tx.run(delete(update_attempt).where(update_attempt.c.bot_id == bot_id, update_attempt.c.update_id <= up_to))


async def park(tx: Tx, bot_id: int, update_id: int, kind: str, error: str, now: datetime) -> None:
    """Set a poison update aside: its type and error, never its text. One that is set aside already has the error of
    the last try."""
    row = tx.upsert(parked_update).values(
        bot_id=bot_id, update_id=update_id, kind=kind, error=error[:500], parked_at=now
    )
    latest = {"kind": row.excluded.kind, "error": row.excluded.error, "parked_at": row.excluded.parked_at}
    await tx.run(row.on_conflict_do_update(index_elements=["bot_id", "update_id"], set_=latest))


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that was set aside: what kind it was and where it failed; nothing of what it said."""

    bot_id: int
    update_id: int
    kind: str
    error: str
    parked_at: datetime


async def parked(tx: Tx, bot_id: int | None = None, *, limit: int = 1000) -> list[Parked]:
    """What was set aside, newest first; of one bot, or of all."""
    query = select(parked_update).order_by(parked_update.c.parked_at.desc(), parked_update.c.update_id.desc())
    if bot_id is not None:
        query = query.where(parked_update.c.bot_id == bot_id)
    rows = await tx.all(query.limit(limit))
    return [Parked(row.bot_id, row.update_id, row.kind, row.error, row.parked_at) for row in rows]


async def try_anew(tx: Tx, bot_id: int, update_id: int) -> None:
    """An update that was set aside is tried as often as a new one; it stays set aside meanwhile."""
    await tx.run(
        delete(update_attempt).where(update_attempt.c.bot_id == bot_id, update_attempt.c.update_id == update_id)
    )


async def unpark(tx: Tx, bot_id: int, update_id: int) -> None:
    """An update is not set aside any more: it has been taken after all."""
    for table in (parked_update, update_attempt):
        await tx.run(delete(table).where(table.c.bot_id == bot_id, table.c.update_id == update_id))


async def parked_count(tx: Tx) -> int:
    """How many updates were set aside and wait for an engineer."""
    return int(await tx.value(select(func.count()).select_from(parked_update)))


async def purge_seen(tx: Tx, before: datetime) -> int:
    """Forget updates the platform will never send again (it drops them after 24 h), and how often they were tried.
    Returns how many."""
    old = select(seen_update.c.bot_id, func.max(seen_update.c.update_id).label("last")).where(
        seen_update.c.seen_at < before
    )
    for row in await tx.all(old.group_by(seen_update.c.bot_id)):
        await forget_attempts(tx, row.bot_id, row.last)
    return (await tx.run(delete(seen_update).where(seen_update.c.seen_at < before))).rowcount


async def purge_parked(tx: Tx, before: datetime) -> int:
    """Forget updates that were set aside before a moment: whoever wanted to look into them has. Returns how many."""
    return (await tx.run(delete(parked_update).where(parked_update.c.parked_at < before))).rowcount
