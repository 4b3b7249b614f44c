"""The outbox: promises written with the facts that cause them, claimed one at a time, sent or visibly dead."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, func, or_, select, update

from domain.promises import Kind, Promise
from storage.tables import outbox
from storage.tx import Tx, insert_on

LEASE: Final = timedelta(seconds=90)
"""A claim older than this belongs to a sender that died: longer than any one send may take."""
_LOOK: Final = 200
_WAITING: Final = (outbox.c.sent_at.is_(None), outbox.c.dead_at.is_(None))
# Asked for at every turn of the sender: put together once.
_DUE = (
    select(outbox.c.chat_id, outbox.c.due_at, outbox.c.not_before, outbox.c.claimed_at)
    .where(*_WAITING, outbox.c.due_at <= bindparam("now"))
    .order_by(outbox.c.due_at)
    .limit(_LOOK)
)
_LATER = select(func.min(outbox.c.due_at)).where(*_WAITING, outbox.c.due_at > bindparam("now"))
_AGAIN = select(outbox).where(outbox.c.id == bindparam("letter"), *_WAITING)


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed row on its way out."""

    id: int
    kind: Kind
    to: int | None
    thread_id: int | None
    payload: dict[str, Any]
    revision: int
    due_at: datetime
    expires_at: datetime | None
    attempts: int
    rank: str


async def promise(tx: Tx, promises: Iterable[Promise]) -> None:
    """Write promises; one whose dedupe key was promised before is not promised again."""
    rows = [_row(p) for p in promises]
    if rows:
        await tx.run(_once(tx.dialect), rows)


async def renew(tx: Tx, fresh: Promise) -> None:
    """Promise it anew whether or not it was kept before: a card that was drawn must be drawn again."""
    await tx.run(_anew(tx.dialect), [_row(fresh)])


async def hasten(tx: Tx, prefix: str, now: datetime, *, but: str = "") -> int:
    """What waits under a dedupe prefix is due now, except `but`, which is taken back. Returns how many are."""
    await tx.run(delete(outbox).where(*_WAITING, outbox.c.dedupe == but))
    waiting = update(outbox).where(*_WAITING, outbox.c.dedupe.startswith(prefix, autoescape=True))
    return (await tx.run(waiting.values(due_at=now))).rowcount


async def amend(tx: Tx, prefix: str, due_at: datetime) -> None:
    """What was said under a dedupe prefix is no longer true: it is sent once more, as an edit, at `due_at`; what is on
    its way this moment as well. What was never sent, or is forgotten by now, is not sent because of it."""
    said = update(outbox).where(outbox.c.dedupe.startswith(prefix, autoescape=True), outbox.c.dead_at.is_(None))
    fresh = {"revision": outbox.c.revision + 1}
    await tx.run(said.where(outbox.c.sent_at.is_(None)).values(**fresh))
    await tx.run(said.where(outbox.c.sent_at.is_not(None)).values(**fresh, sent_at=None, attempts=0, due_at=due_at))


async def message_of(tx: Tx, dedupe: str) -> int | None:
    """Which message a promise became; None while it is not sent."""
    return await tx.value(select(outbox.c.message_id).where(outbox.c.dedupe == dedupe))  # type: ignore[no-any-return]


async def waiting(tx: Tx, prefix: str) -> dict[str, dict[str, Any]]:
    """What is not sent yet under a dedupe prefix: its payload by dedupe key."""
    query = select(outbox.c.dedupe, outbox.c.payload)
    rows = await tx.all(query.where(*_WAITING, outbox.c.dedupe.startswith(prefix, autoescape=True)))
    return {row.dedupe: json.loads(row.payload) for row in rows}


async def revoke(tx: Tx, prefix: str) -> int:
    """Take back what is not sent yet under a dedupe prefix (`remind:7:`). Returns how many."""
    gone = await tx.run(delete(outbox).where(*_WAITING, outbox.c.dedupe.startswith(prefix, autoescape=True)))
    return gone.rowcount


async def claim_next(
    tx: Tx, *, now: datetime, sender: str, busy: Iterable[int] = (), ranks: Iterable[str] = ()
) -> Letter | None:
    """Claim the row that should go out now: due, not held back, lowest rank first; not to a chat in `busy`."""
    free = or_(outbox.c.claimed_at.is_(None), outbox.c.claimed_at < now - LEASE)
    query = (
        select(outbox)
        .where(*_WAITING, outbox.c.due_at <= now, free)
        .where(or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now))
        .order_by(outbox.c.rank, outbox.c.due_at, outbox.c.id)
        .limit(1)
    )
    occupied, wanted = list(busy), list(ranks)
    if occupied:
        query = query.where(or_(outbox.c.chat_id.is_(None), outbox.c.chat_id.not_in(occupied)))
    if wanted:
        query = query.where(outbox.c.rank.in_(wanted))
    row = await tx.one(query.with_for_update(skip_locked=True))
    if row is None:
        return None
    await tx.run(
        update(outbox)
        .where(outbox.c.id == row.id)
        .values(claimed_at=now, claimed_by=sender, attempts=outbox.c.attempts + 1)
    )
    return _letter(row)


async def sent(tx: Tx, letter: Letter, *, now: datetime, message_id: int | None, not_before: datetime | None) -> None:
    """It went out. A row dirtied meanwhile stays waiting and gives its claim back; `not_before` spaces redraws."""
    await tx.run(
        update(outbox)
        .where(outbox.c.id == letter.id)
        .values(claimed_at=None, claimed_by=None, not_before=not_before, message_id=message_id, last_error=None)
    )
    await tx.run(
        update(outbox).where(outbox.c.id == letter.id, outbox.c.revision == letter.revision).values(sent_at=now)
    )


async def give_back(tx: Tx, letter: Letter, *, until: datetime, error: str, counts: bool = True) -> None:
    """Not sent: try again at `until`. A 429 does not count as an attempt."""
    values: dict[str, Any] = {"claimed_at": None, "claimed_by": None, "not_before": until, "last_error": error[:300]}
    if not counts:
        values["attempts"] = letter.attempts
    await tx.run(update(outbox).where(outbox.c.id == letter.id).values(**values))


async def bury(tx: Tx, letter: Letter, *, now: datetime, fate: str, error: str | None = None) -> None:
    """It will not be sent, and why: `expired`, `untrue`, `unreachable` or `failed`. The row stays to be seen.
    A row dirtied meanwhile stays waiting and gives its claim back."""
    await tx.run(update(outbox).where(outbox.c.id == letter.id).values(claimed_at=None, claimed_by=None))
    await tx.run(
        update(outbox)
        .where(outbox.c.id == letter.id, outbox.c.revision == letter.revision)
        .values(dead_at=now, fate=fate, last_error=error)
    )


async def next_moment(tx: Tx, *, now: datetime, busy: Iterable[int] = ()) -> datetime | None:
    """When `claim_next` with the same `busy` will find something: a moment not after now, a later one, or None.

    What is claimed counts from the end of its lease, what is held back from when it no longer is.
    """
    occupied, moments = frozenset(busy), list[datetime]()
    rows = await tx.all(_DUE, {"now": now})
    for row in rows:
        if row.chat_id in occupied and row.chat_id is not None:
            continue
        lease_ends = row.claimed_at + LEASE + timedelta(microseconds=1) if row.claimed_at else row.due_at
        moment: datetime = max(row.due_at, row.not_before or row.due_at, lease_ends)
        if moment <= now:
            return moment
        moments.append(moment)
    if len(rows) == _LOOK:
        # A long queue of which the front is held: what stands behind it is not looked through, but tried soon.
        moments.append(now + timedelta(seconds=1))
    later = await tx.value(_LATER, {"now": now})
    return min([*moments, later] if later else moments, default=None)


async def again(tx: Tx, letter: Letter) -> Letter | None:
    """A claimed row as it is now: taken back meanwhile (None), or dirtied anew (a higher revision)."""
    row = await tx.one(_AGAIN, {"letter": letter.id})
    return _letter(row) if row else None


async def release(tx: Tx, sender: str) -> int:
    """Give back every claim of a sender that is known to be dead: at the start of its successor."""
    freed = update(outbox).where(*_WAITING, outbox.c.claimed_by == sender)
    return (await tx.run(freed.values(claimed_at=None, claimed_by=None))).rowcount


async def bury_unreadable(tx: Tx, *, now: datetime) -> list[int]:
    """Set aside due rows of a kind or payload this version cannot read, so that the others go on."""
    query = select(outbox).where(*_WAITING, outbox.c.due_at <= now)
    buried = []
    for row in await tx.all(query):
        try:
            _letter(row)
        except ValueError as fault:
            values = {"dead_at": now, "fate": "failed", "last_error": f"unreadable: {fault}"[:300]}
            await tx.run(update(outbox).where(outbox.c.id == row.id).values(claimed_at=None, claimed_by=None, **values))
            buried.append(int(row.id))
    return buried


async def counts(tx: Tx) -> dict[str, int]:
    """How many rows wait, and how many ended in each fate: for the doctor."""
    waiting = await tx.value(select(func.count()).select_from(outbox).where(*_WAITING))
    rows = await tx.all(
        select(outbox.c.fate, func.count().label("n")).where(outbox.c.dead_at.is_not(None)).group_by(outbox.c.fate)
    )
    return {"waiting": int(waiting), **{row.fate or "failed": row.n for row in rows}}


async def fates(tx: Tx, prefix: str) -> dict[str, int]:
    """How the promises under a prefix ended: sent, waiting, or a fate; for the organiser's delivery report."""
    rows = await tx.all(
        select(outbox.c.fate, outbox.c.sent_at.is_not(None).label("went"), func.count().label("n"))
        .where(outbox.c.dedupe.startswith(prefix, autoescape=True))
        .group_by(outbox.c.fate, outbox.c.sent_at.is_not(None))
    )
    ended: dict[str, int] = {}
    for row in rows:
        name = row.fate or ("sent" if row.went else "waiting")
        ended[name] = ended.get(name, 0) + row.n
    return ended


async def carried(tx: Tx, dedupe: str) -> tuple[int, datetime] | None:
    """The message a promise went out as, and when; None when it did not go out."""
    row = await tx.one(select(outbox.c.message_id, outbox.c.sent_at).where(outbox.c.dedupe == dedupe))
    return (row.message_id, row.sent_at) if row and row.message_id is not None and row.sent_at is not None else None


async def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: what waits for it goes to the new id."""
    await tx.run(update(outbox).where(*_WAITING, outbox.c.chat_id == old).values(chat_id=new))


async def purge(tx: Tx, before: datetime) -> int:
    """Forget rows that ended before a moment. Returns how many."""
    ended = func.coalesce(outbox.c.sent_at, outbox.c.dead_at)
    return (await tx.run(delete(outbox).where(ended < before))).rowcount


@cache
def _once(dialect: str) -> Any:
    """The statement of `promise`."""
    return insert_on(dialect, outbox).on_conflict_do_nothing(index_elements=["dedupe"])


@cache
def _anew(dialect: str) -> Any:
    """The statement of `renew`."""
    row = insert_on(dialect, outbox)
    followed = ("due_at", "expires_at", "payload", "chat_id", "thread_id")
    kept_again = {"revision": outbox.c.revision + 1, "sent_at": None, "dead_at": None, "fate": None, "attempts": 0}
    return row.on_conflict_do_update(
        index_elements=["dedupe"], set_={**{name: row.excluded[name] for name in followed}, **kept_again}
    )


def _row(p: Promise) -> dict[str, Any]:
    return {
        "dedupe": p.dedupe,
        "kind": p.kind.value,
        "rank": p.rank.value,
        "chat_id": p.to,
        "thread_id": p.thread_id,
        "payload": json.dumps(dict(p.payload), ensure_ascii=False),
        "due_at": p.due_at,
        "expires_at": p.expires_at,
    }


def _letter(row: Row[Any]) -> Letter:
    return Letter(
        id=row.id,
        kind=Kind(row.kind),
        to=row.chat_id,
        thread_id=row.thread_id,
        payload=json.loads(row.payload),
        revision=row.revision,
        due_at=row.due_at,
        expires_at=row.expires_at,
        attempts=row.attempts,
        rank=row.rank,
    )
