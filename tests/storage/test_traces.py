"""What is left on the disk: after a freeze nothing that ties an answer to a person, in a copy never anything."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from bot.backups import before_upgrade, nightly
from domain.people import PersonId
from domain.rounds import Audience, RoundId, RoundState
from storage import answers, copies, rounds, tables, traces, wizards
from storage.store import Store
from storage.tx import Tx
from storage.wizards import Seat
from tests.storage.books import NOW
from tests.storage.test_answers import POSTGRES
from tests.usecases.cast import settle

SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
WORDS = "水桶不够，下次早点说"
HALF = "写到一半的话"


@pytest_asyncio.fixture
async def round_id(store: Store) -> AsyncIterator[RoundId]:
    """An open round in which nine people answered and one is in the middle of it."""
    cast = await settle(store)
    call_id = await cast.call()
    one = await store.write(rounds.add, call_id, NOW, NOW + timedelta(hours=48))
    await store.write(answers.new_key, one.id)
    await store.write(rounds.set_state, one.id, RoundState.OPEN)
    for who in range(1, 10):
        await store.write(_tapped, one.id, PersonId(who))
    await store.write(wizards.save, Seat(1, 1001, 1001), "Asked:words", {"text": HALF}, NOW)
    yield one.id


async def _tapped(tx: Tx, round_id: RoundId, who: PersonId) -> None:
    """As a tap does it: in one transaction with what says who it was."""
    await rounds.invite(tx, round_id, who, Audience.VILLAGER)
    await wizards.save(tx, Seat(1, int(who), int(who)), "Asked:words", {"round": 1}, NOW)
    await tx.run(
        tables.seen_update.insert().values(bot_id=1, update_id=int(who), seen_at=NOW),
    )
    await answers.save(
        tx, round_id, who, Audience.VILLAGER, choices={"V1": "good"}, comment=f"{WORDS}{who}", readable=False
    )


async def _freeze(tx: Tx, round_id: RoundId) -> None:
    await rounds.set_state(tx, round_id, RoundState.FROZEN, frozen_at=NOW)
    await answers.destroy_key(tx, round_id)
    await rounds.forget_invited(tx, round_id)


async def _secrets(tx: Tx) -> list[bytes]:
    keys = [bytes(row.secret) for row in await tx.all(select(tables.round_key.c.secret))]
    return keys + [bytes(row.handle) for row in await tx.all(select(tables.answer_link.c.handle))]


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


@POSTGRES
async def test_no_row_of_the_same_transaction_tells_who_answered(store: Store, round_id: RoundId) -> None:
    async def joined(tx: Tx) -> int:
        told = 0
        for table in ("wizard", "seen_update", "invited", "answer_link", "round_key"):
            query = f"SELECT count(*) AS n FROM answer JOIN {table} ON answer.xmin = {table}.xmin"
            told += int(await tx.value(text(query)))
        return told

    assert await store.read(joined) > 0
    await store.write(_freeze, round_id)
    assert await store.read(joined) == 0
    assert await traces.sweep(store) == 1
    assert await store.read(joined) == 0


@POSTGRES
async def test_the_sweep_leaves_no_dead_rows_on_the_server(store: Store, round_id: RoundId) -> None:
    async def files(tx: Tx) -> dict[str, int]:
        rows = await tx.all(
            text("SELECT relname, pg_relation_size(oid) AS n FROM pg_class WHERE relname IN ('round_key', 'invited')")
        )
        return {row.relname: row.n for row in rows}

    await store.write(_freeze, round_id)
    assert min((await store.read(files)).values()) > 0
    await traces.sweep(store)
    assert await store.read(files) == {"round_key": 0, "invited": 0}


async def test_the_sweep_is_done_once_for_each_freeze(store: Store, round_id: RoundId) -> None:
    assert await traces.sweep(store) == 0
    before = {one.id for one in await store.read(answers.of_round, round_id)}
    await store.write(_freeze, round_id)
    assert await traces.sweep(store) == 1
    assert await traces.sweep(store) == 0
    after = await store.read(answers.of_round, round_id)
    assert len(after) == 9
    assert not before & {one.id for one in after}


@SQLITE
async def test_after_the_sweep_neither_file_nor_log_holds_a_key_or_a_link(
    store: Store, round_id: RoundId, database_url: str
) -> None:
    secrets = await store.read(_secrets)
    file = _file(database_url)
    log = file.with_name(f"{file.name}-wal")
    assert any(secret in file.read_bytes() + log.read_bytes() for secret in secrets)
    await store.write(_freeze, round_id)
    assert any(secret in log.read_bytes() for secret in secrets)
    assert await traces.sweep(store) == 1
    left = file.read_bytes() + log.read_bytes()
    assert not any(secret in left for secret in secrets)


@SQLITE
async def test_a_sweep_while_somebody_reads_is_tried_again(store: Store, round_id: RoundId, database_url: str) -> None:
    await store.write(_freeze, round_id)
    reader = sqlite3.connect(_file(database_url))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answer").fetchone()
    store.engine.sync_engine.dispose()
    assert await traces.sweep(store) == 0
    reader.close()
    assert await traces.sweep(store) == 1


@SQLITE
@pytest.mark.parametrize("kind", ["by hand", "nightly", "before an upgrade"])
async def test_no_copy_knows_whose_an_answer_is(
    store: Store, round_id: RoundId, database_url: str, tmp_path: Path, kind: str
) -> None:
    secrets = await store.read(_secrets)
    match kind:
        case "by hand":
            copy = tmp_path / "copy.db"
            await copies.copy_to(database_url, copy)
        case "nightly":
            copy = await nightly(database_url, tmp_path / "copies", NOW, keep=3)
        case _:
            copy = await before_upgrade(database_url, tmp_path / "copies", "0001", NOW)
    held = copy.read_bytes()
    assert len(secrets) == 10
    assert not any(secret in held for secret in secrets)
    assert HALF.encode() not in held
    assert [file.name for file in copy.parent.iterdir() if file.name.startswith((copy.name, f".{copy.name}"))] == [
        copy.name
    ]
    with sqlite3.connect(copy) as opened:
        assert opened.execute("SELECT count(*) FROM answer").fetchone() == (9,)
        for table in copies.LINKS:
            assert opened.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (0,)
    opened.close()
    assert await store.read(answers.find, round_id, PersonId(1)) is not None


async def test_a_copy_of_older_tables_is_made_all_the_same(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.db") as old:
        old.execute("CREATE TABLE wizard (memory TEXT)")
        old.execute("INSERT INTO wizard VALUES (?)", (HALF,))
    old.close()
    await copies.copy_to(f"sqlite+aiosqlite:///{tmp_path / 'old.db'}", tmp_path / "copy.db")
    assert HALF.encode() not in (tmp_path / "copy.db").read_bytes()
