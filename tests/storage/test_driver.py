"""Where SQLite's statements run: a transaction's where they are said, what may wait on the connection's thread."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from domain.people import UserId
from storage import people, tables, villages
from storage.store import Store
from storage.tx import Tx
from tests.storage.books import NOW, note, notes

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def listened(store: Store) -> list[tuple[str, bool]]:
    """Every statement from now on, and whether it ran on the event loop's own thread."""
    home, heard = threading.get_ident(), list[tuple[str, bool]]()

    def hear(connection: Any, *_: Any) -> None:
        connection.here.set_trace_callback(lambda words: heard.append((words, threading.get_ident() == home)))

    event.listen(store.engine.sync_engine, "checkout", hear)
    return heard


async def test_a_write_waits_for_lock_and_disk_elsewhere(store: Store) -> None:
    heard = listened(store)
    await store.write(note, "x")
    assert [here for words, here in heard if words.startswith("INSERT")] == [True]
    assert [here for words, here in heard if words in ("BEGIN IMMEDIATE", "COMMIT")] == [False, False]


async def test_a_read_waits_for_nobody(store: Store) -> None:
    await store.write(note, "x")
    heard = listened(store)
    assert await store.read(notes) == ["x"]
    assert len(heard) >= 3
    assert all(here for _, here in heard)


async def test_what_is_no_part_of_a_transaction_goes_to_the_thread(store: Store) -> None:
    heard = listened(store)
    async with store.engine.connect() as connection:
        await connection.execution_options(reading=True)
        assert (await connection.execute(text("PRAGMA user_version"))).scalar_one() == 0
    assert ("PRAGMA user_version", False) in heard


async def test_a_connection_that_has_read_writes_and_one_that_has_written_only_reads(store: Store) -> None:
    for n in range(3):
        await store.write(note, str(n))
        with pytest.raises(Exception, match="readonly"):
            await store.read(note, "not this one")
    assert await store.read(notes) == ["0", "1", "2"]


async def test_a_refused_statement_raises_what_it_always_raised(store: Store) -> None:
    async def twice(tx: Tx) -> None:
        for _ in range(2):
            await villages.add(
                tx, chat_id=-1, thread_id=None, title="村", zone="UTC", language="zh", set_up_by=UserId(1), now=NOW
            )

    with pytest.raises(IntegrityError):
        await store.write(twice)
    assert await store.read(lambda tx: tx.value(select(tables.village.c.id))) is None


async def test_whoever_left_is_nobody_here_and_somebody_again_after_coming_back(store: Store) -> None:
    async def live(tx: Tx) -> list[bool]:
        home = await villages.add(
            tx, chat_id=-1, thread_id=None, title="村", zone="UTC", language="zh", set_up_by=UserId(1), now=NOW
        )
        wang = await people.belong(tx, home.id, UserId(7), "王大妈")
        seen = [await people.here(tx, home.id, UserId(7)) == wang]
        await people.set_left(tx, wang.id, NOW)
        seen.append(await people.here(tx, home.id, UserId(7)) is None)
        seen.append((await people.belong(tx, home.id, UserId(7), "王大妈")).id == wang.id)
        return seen

    assert await store.write(live) == [True, True, True]


async def test_a_long_reading_lets_others_have_their_turn_and_a_write_does_not(store: Store) -> None:
    turns: list[int] = []

    async def long(tx: Tx) -> int:
        asked = 0
        other = asyncio.get_running_loop().create_task(tick())
        for _ in range(200):
            await tx.one(select(tables.village.c.id).where(tables.village.c.id == 1))
            asked += 1
        other.cancel()
        return asked

    async def tick() -> None:
        while True:
            turns.append(1)
            await asyncio.sleep(0)

    assert await store.read(long) == 200
    assert len(turns) >= 5
    turns.clear()
    assert await store.write(long) == 200
    assert turns == []
