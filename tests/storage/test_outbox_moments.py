"""When the sender must look again: never late, never for nothing, at any mixture of rows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from storage import outbox, tables
from storage.outbox import LEASE
from storage.store import Store
from storage.tx import Tx
from tests.storage.books import NOW


@dataclass(frozen=True)
class Waits:
    """One row, in seconds from now: when it is due, held back until, claimed at; and whether it has ended."""

    due: int
    held: int | None = None
    claimed: int | None = None
    ended: str | None = None
    chat: int | None = None


def at(seconds: int | None) -> datetime | None:
    return None if seconds is None else NOW + timedelta(seconds=seconds)


async def fill(tx: Tx, rows: Sequence[Waits]) -> None:
    await tx.run(delete(tables.outbox))
    for n, one in enumerate(rows):
        values: dict[str, Any] = {
            "dedupe": str(n),
            "kind": "reminder",
            "rank": "2-personal",
            "payload": "{}",
            "chat_id": one.chat,
            "due_at": at(one.due),
            "not_before": at(one.held),
            "claimed_at": at(one.claimed),
        }
        if one.ended:
            values[one.ended] = NOW
        await tx.run(insert(tables.outbox).values(**values))


def free_at(one: Waits) -> int:
    """The second at which a row may be claimed, by the plain reading of the rules."""
    lease_ends = one.due if one.claimed is None else one.claimed + int(LEASE.total_seconds()) + 1
    return max(one.due, one.due if one.held is None else one.held, lease_ends)


ROWS = st.lists(
    st.builds(
        Waits,
        due=st.integers(-200, 200),
        held=st.none() | st.integers(-200, 200),
        claimed=st.none() | st.integers(-200, 0),
        ended=st.sampled_from([None, None, None, "sent_at", "dead_at"]),
        chat=st.sampled_from([None, 1, 2]),
    ),
    max_size=6,
)


async def check(store: Store, rows: Sequence[Waits], busy: Sequence[int]) -> None:
    await store.write(fill, rows)
    open_to_us = [one for one in rows if not one.ended and (one.chat is None or one.chat not in busy)]
    truth = min((free_at(one) for one in open_to_us), default=None)
    moment = await store.read(outbox.next_moment, now=NOW, busy=busy)
    letter = await store.write(outbox.claim_next, now=NOW, sender="x", busy=busy)
    if letter is not None:
        assert moment is not None
        assert moment <= NOW
    else:
        assert moment is None or moment > NOW, "looking again at once would find nothing: the sender would spin"
    if truth is None:
        # A chat that is busy may be looked at again when its next row falls due; nothing else is waited for.
        assert moment is None or any(at(one.due) == moment for one in rows if not one.ended)
    else:
        assert moment is not None
        assert moment <= NOW + timedelta(seconds=max(truth, 0)), "the sender would oversleep"


def test_the_sender_never_oversleeps_and_never_spins(ready_sqlite: Path, tmp_path: Path) -> None:
    file = tmp_path / "moments.db"
    file.write_bytes(ready_sqlite.read_bytes())

    with asyncio.Runner() as runner:

        async def enter() -> Any:
            door = Store.open(f"sqlite+aiosqlite:///{file}")
            return door, await door.__aenter__()

        door, store = runner.run(enter())

        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
        @given(ROWS, st.sampled_from([(), (1,), (1, 2)]))
        def prove(rows: list[Waits], busy: tuple[int, ...]) -> None:
            runner.run(check(store, rows, busy))

        prove()
        runner.run(door.__aexit__(None, None, None))


@pytest.mark.parametrize(
    ("rows", "busy"),
    [
        ([], ()),
        ([Waits(0)], ()),
        ([Waits(-100, held=60), Waits(-50, claimed=-10), Waits(30)], ()),
        ([Waits(-100, held=500) for _ in range(60)] + [Waits(100, held=40)], ()),
        ([Waits(-1, chat=1), Waits(90, chat=2)], (1,)),
        ([Waits(-1, ended="sent_at"), Waits(-1, ended="dead_at")], ()),
        ([Waits(-1, claimed=-90)], ()),
        ([Waits(-1, claimed=-91)], ()),
    ],
)
async def test_the_moment_is_right_on_both_engines(store: Store, rows: list[Waits], busy: tuple[int, ...]) -> None:
    await check(store, rows, busy)
