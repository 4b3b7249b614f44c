"""The one writer: actions that wait share a transaction, each undoes only its own, nothing is told too early."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from domain.refusals import Refused
from storage import store as house
from storage import tables
from storage.engine import StorageUnavailable
from storage.store import Store
from storage.tx import Tx
from tests.storage.books import NOW, note, note_and_refuse, notes


async def test_actions_that_wait_together_share_one_transaction(store: Store) -> None:
    async def where(tx: Tx) -> object:
        return tx.connection

    first, *rest = await asyncio.gather(*(store.write(where) for _ in range(5)))
    assert all(connection is first for connection in rest)
    assert await store.write(where) is not first


async def test_a_refusal_undoes_only_its_own(store: Store) -> None:
    outcomes = await asyncio.gather(
        store.write(note, "before"),
        store.write(note_and_refuse, "refused"),
        store.write(note, "after"),
        return_exceptions=True,
    )
    assert outcomes[0] == "before"
    assert isinstance(outcomes[1], Refused)
    assert outcomes[2] == "after"
    assert await store.read(notes) == ["before", "after"]


async def test_a_broken_constraint_undoes_only_its_own(store: Store) -> None:
    async def card_of_no_call(tx: Tx) -> None:
        await note(tx, "lost")
        await tx.run(insert(tables.card).values(call_id=999, chat_id=-1))

    outcomes = await asyncio.gather(
        store.write(note, "before"), store.write(card_of_no_call), store.write(note, "after"), return_exceptions=True
    )
    assert type(outcomes[1]).__name__ == "IntegrityError"
    assert await store.read(notes) == ["before", "after"]


async def test_actions_run_in_the_order_they_came(store: Store) -> None:
    deeds = [f"deed {n}" for n in range(40)]
    await asyncio.gather(*(store.write(note, deed) for deed in deeds))
    assert await store.read(notes) == deeds


async def test_more_actions_than_one_batch_holds_are_all_done_in_order(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "LARGEST_BATCH", 4)
    deeds = [f"deed {n}" for n in range(11)]
    await asyncio.gather(*(store.write(note, deed) for deed in deeds))
    assert await store.read(notes) == deeds


async def test_nothing_is_told_before_it_is_on_disk(store: Store, other: Store) -> None:
    written, go_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Tx) -> str:
        await note(tx, "slow")
        written.set()
        await go_on.wait()
        return "done"

    store.committed.clear()
    first = asyncio.create_task(store.write(note, "quick"))
    second = asyncio.create_task(store.write(slow))
    await written.wait()
    assert await store.read(notes) == await other.read(notes) == []
    assert not first.done()
    assert not store.committed.is_set()
    go_on.set()
    assert await first == "quick"
    assert await other.read(notes) == ["quick", "slow"]
    assert await second == "done"
    assert store.committed.is_set()


async def test_whoever_stops_waiting_does_not_stop_the_action(store: Store) -> None:
    written, go_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Tx) -> None:
        await note(tx, "slow")
        written.set()
        await go_on.wait()

    under_way = asyncio.create_task(store.write(slow))
    await written.wait()
    queued = asyncio.create_task(store.write(note, "queued"))
    await asyncio.sleep(0)
    for task in (under_way, queued):
        task.cancel()
    await asyncio.wait([under_way, queued])
    assert under_way.cancelled()
    assert queued.cancelled()
    go_on.set()
    assert await store.write(note, "next") == "next"
    assert await store.read(notes) == ["slow", "queued", "next"]


async def test_closing_finishes_what_waits(database_url: str) -> None:
    async with Store.open(database_url) as store:
        tasks = [asyncio.create_task(store.write(note, f"deed {n}")) for n in range(5)]
        await asyncio.sleep(0)
    assert await asyncio.gather(*tasks) == [f"deed {n}" for n in range(5)]
    async with Store.open(database_url) as again:
        assert len(await again.read(notes)) == 5


async def test_a_closed_store_refuses_instead_of_waiting_for_ever(database_url: str) -> None:
    async with Store.open(database_url) as store:
        await store.write(note, "in time")
    with pytest.raises(StorageUnavailable):
        async with asyncio.timeout(1):
            await store.write(note, "too late")


async def test_quiet_means_nothing_is_under_way(store: Store) -> None:
    await store.quiet()
    task = asyncio.create_task(store.write(note, "deed"))
    await asyncio.sleep(0)
    await store.quiet()
    assert await store.read(notes) == ["deed"]
    await task


async def test_an_action_that_raises_a_fault_of_its_own_hands_it_over(store: Store) -> None:
    async def broken(tx: Tx) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.write(broken)
    assert await store.write(note, "next") == "next"


async def test_a_read_sees_one_moment(store: Store, other: Store) -> None:
    async def twice(tx: Tx) -> tuple[list[str], list[str]]:
        before = await notes(tx)
        await other.write(note, "meanwhile")
        return before, await notes(tx)

    assert await store.read(twice) == ([], [])
    assert await store.read(notes) == ["meanwhile"]


async def test_a_read_changes_nothing(store: Store) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        await store.read(note, "smuggled")
    assert await store.read(notes) == []
    # The connection that only read may write afterwards.
    await asyncio.gather(*(store.read(notes) for _ in range(4)))
    assert await store.write(note, "written") == "written"


async def test_reads_go_on_while_a_write_is_under_way(store: Store) -> None:
    async def ask_meanwhile(tx: Tx) -> list[str]:
        await note(tx, "deed")
        return await store.read(notes)

    assert await store.write(ask_meanwhile) == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_a_full_disk_refuses_kindly_and_recovers_by_itself(store: Store) -> None:
    room = {"pages": 1_000_000}

    def limit(connection: Any, _record: Any, _proxy: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={room['pages']}")
        cursor.close()

    event.listen(store.engine.sync_engine, "checkout", limit)
    await store.write(note, "kept")
    room["pages"] = 1  # less than there is: the file may not grow
    outcomes = await asyncio.gather(
        store.write(note, "small"), store.write(note, "much " * 20_000), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable, StorageUnavailable]
    assert await store.read(notes) == ["kept"]
    room["pages"] = 1_000_000
    assert await store.write(note, "again") == "again"
    assert await store.read(notes) == ["kept", "again"]


@pytest.mark.parametrize("engine_name", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_a_connection_killed_in_mid_burst_loses_and_doubles_nothing(store: Store, other: Store) -> None:
    kill = text("SELECT pg_terminate_backend(:pid)")
    tries = itertools.count(1)

    async def cut(tx: Tx) -> int:
        await note(tx, "cut")
        pid = await tx.value(text("SELECT pg_backend_pid()"))
        tried = next(tries)
        if tried == 1:

            async def shoot(tx: Tx) -> None:
                await tx.run(kill, {"pid": pid})

            await other.read(shoot)
        return tried

    deeds = [f"deed {n}" for n in range(30)]
    taps = [store.write(note, deed) for deed in deeds]
    *told, tried = await asyncio.gather(*taps[:15], *taps[15:], store.write(cut))
    assert told == deeds
    assert tried == 2
    assert await store.read(notes) == [*deeds, "cut"]


@pytest.mark.parametrize("engine_name", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_two_writers_that_lock_each_other_out_both_succeed(store: Store, other: Store) -> None:
    job = tables.ticked

    async def setting(tx: Tx) -> None:
        await tx.run(insert(job), [{"job": "a", "ran_at": NOW}, {"job": "b", "ran_at": NOW}])

    await store.write(setting)
    both = asyncio.Barrier(2)
    tries = itertools.count(1)

    async def take(tx: Tx, first: str, second: str) -> None:
        await tx.run(text("SET LOCAL deadlock_timeout = '10ms'"))
        await tx.run(text("SELECT * FROM ticked WHERE job = :job FOR UPDATE"), {"job": first})
        if next(tries) <= 2:
            await both.wait()
        await tx.run(text("SELECT * FROM ticked WHERE job = :job FOR UPDATE"), {"job": second})
        await note(tx, first)

    await asyncio.gather(store.write(take, "a", "b"), other.write(take, "b", "a"))
    assert sorted(await store.read(notes)) == ["a", "b"]
    assert next(tries) == 4


async def test_a_server_that_stays_away_is_said_after_a_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "TRIES", 2)
    async with Store.open("postgresql+asyncpg://nobody@127.0.0.1:1/nothing") as store:
        with pytest.raises(StorageUnavailable):
            await store.write(note, "lost")


async def test_a_number_no_column_holds_refuses_only_itself(store: Store) -> None:
    async def too_large(tx: Tx) -> None:
        await tx.run(insert(tables.ledger).values(at=NOW, deed="large", actor=2**63))

    async def largest(tx: Tx) -> None:
        await tx.run(insert(tables.ledger).values(at=NOW, deed="largest", actor=2**63 - 1))

    outcomes = await asyncio.gather(
        store.write(note, "before"), store.write(too_large), store.write(largest), return_exceptions=True
    )
    assert outcomes[0] == "before"
    assert isinstance(outcomes[1], Exception)
    assert not isinstance(outcomes[1], StorageUnavailable)
    assert await store.read(notes) == ["before", "largest"]


async def test_half_a_character_refuses_only_itself(store: Store) -> None:
    outcomes = await asyncio.gather(
        store.write(note, "before"),
        store.write(note, "\ud83d"),
        store.write(note, "\U0001f954"),
        return_exceptions=True,
    )
    assert outcomes[0] == "before"
    assert isinstance(outcomes[1], Exception)
    assert not isinstance(outcomes[1], StorageUnavailable)
    assert await store.read(notes) == ["before", "\U0001f954"]
