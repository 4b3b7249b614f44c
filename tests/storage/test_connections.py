"""What holds on every connection and in every column: pragmas, STRICT types, moments alike on both engines."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text

from domain.names import clean_line, clean_words
from domain.people import UserId
from storage import ledger, people, tables
from storage.alone import alone
from storage.columns import Instant, WallTime
from storage.engine import connect
from storage.store import Store
from storage.tx import Tx
from tests.storage.books import NOW, note, notes

SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
POSTGRES = pytest.mark.parametrize("engine_name", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    "secure_delete": 1,
}


@SQLITE
async def test_every_connection_of_the_pool_keeps_the_promises(database_url: str) -> None:
    engine = connect(database_url)
    async with AsyncExitStack() as stack:
        for _ in range(8):  # all the pool may open
            connection = await stack.enter_async_context(engine.connect())
            await connection.execution_options(reading=True)
            found = {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one() for name in PRAGMAS}
            assert found == PRAGMAS
    await engine.dispose()


@SQLITE
async def test_a_destroyed_secret_is_gone_from_the_file(store: Store, tmp_path: Any) -> None:
    await store.write(note, "a secret of forty letters, to be destroyed")
    await store.write(lambda tx: tx.run(text("DELETE FROM ledger")))
    async with store.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"forty letters" not in (tmp_path / "yihu.db").read_bytes()


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("INSERT INTO ticked (job, ran_at) VALUES ('a', :v)", "yesterday"),
        ("INSERT INTO ledger (at, deed, actor) VALUES (1, 'x', :v)", "Wang"),
        ("INSERT INTO ledger (at, deed, actor) VALUES (1, 'x', :v)", "1.5"),
        ("INSERT INTO ledger (at, deed) VALUES (:v, 'x')", None),
    ],
)
async def test_a_value_of_another_type_is_refused(store: Store, statement: str, value: Any) -> None:
    async def force(tx: Tx) -> None:
        await tx.connection.exec_driver_sql(statement.replace(":v", "?" if store.sqlite else "$1"), (value,))

    with pytest.raises(Exception, match=r"cannot store|NOT NULL|expected|null value|integer"):
        await store.write(force)


async def test_every_table_of_sqlite_is_strict() -> None:
    for table in tables.schema.sorted_tables:
        assert table.dialect_options["sqlite"]["strict"] is True, table.name


@pytest.mark.parametrize("word", ["open", "Draft", ""])
async def test_a_word_that_is_no_role_is_refused(store: Store, word: str) -> None:
    async def force(tx: Tx) -> None:
        await tx.run(
            text("INSERT INTO village (chat_id,title,zone,language,set_up_by,set_up_at) VALUES (1,'','','',1,1)")
        )
        await tx.run(text("INSERT INTO person (village_id, name, role) VALUES (1, 'x', :word)"), {"word": word})

    with pytest.raises(Exception, match="ck_person_role"):
        await store.write(force)


async def test_a_moment_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="needs a time zone"):
        await store.write(ledger.ran, "job", datetime(2026, 7, 10))  # noqa: DTZ001
    assert await store.read(ledger.last_ran, "job") is None


async def test_a_wall_time_with_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone of its own"):
        WallTime().process_bind_param(NOW, None)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1969, 12, 31, 23, 59, 59, 999999, UTC),
        datetime(2026, 7, 10, 12, 30, 0, 1, UTC),
        datetime(2026, 7, 10, 20, 30, 0, 999999, timezone(timedelta(hours=8))),
        datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
)
async def test_a_moment_comes_back_to_the_microsecond(store: Store, moment: datetime) -> None:
    await store.write(ledger.ran, "job", moment)
    assert await store.read(ledger.last_ran, "job") == moment


@settings(max_examples=50, deadline=None)
@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=2, max_size=2))
def test_stored_moments_sort_and_come_back_as_they_are(moments: list[datetime]) -> None:
    column = Instant()
    first, second = (column.process_bind_param(moment, None) for moment in moments)
    assert first is not None
    assert second is not None
    assert (first < second) == (moments[0] < moments[1])
    assert column.process_result_value(first, None) == moments[0]


def test_a_wall_time_comes_back_to_the_minute() -> None:
    column = WallTime()
    local = datetime(2026, 7, 11, 6, 5, 59)  # noqa: DTZ001
    stored = column.process_bind_param(local, None)
    assert stored == "2026-07-11T06:05"
    assert column.process_result_value(stored, None) == local.replace(second=0)
    assert column.process_bind_param(None, None) is None
    assert column.process_result_value(None, None) is None


NASTY = ["\x00", "a\x00b", "\ud83d", "x\udc00y", "\u202e王\u2066", "\ufeff", "e\u0301", "👩\u200d🌾"]


@pytest.mark.parametrize("name", NASTY)
async def test_what_the_boundary_lets_through_both_engines_keep_alike(store: Store, name: str) -> None:
    clean = clean_line(name, 32) + clean_words(name)
    await store.write(people.meet, UserId(2**63 - 1), clean)
    kept = await store.read(lambda tx: tx.value(select(tables.account.c.name)))
    assert kept == clean


@POSTGRES
async def test_a_nul_that_slipped_through_refuses_only_itself(store: Store) -> None:
    outcomes = await asyncio.gather(
        store.write(note, "before"), store.write(note, "a\x00b"), store.write(note, "after"), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes][::2] == [str, str]
    assert isinstance(outcomes[1], Exception)
    assert await store.read(notes) == ["before", "after"]


async def test_only_one_bot_serves_a_database(database_url: str) -> None:
    async with alone(database_url) as first:
        assert first
        async with alone(database_url) as second:
            assert second == database_url.startswith("sqlite")  # a file has a lock file of its own: bot/lock.py
    async with alone(database_url) as again:
        assert again


async def test_rows_that_hang_on_nothing_are_refused(store: Store) -> None:
    async def orphan(tx: Tx) -> None:
        await tx.run(insert(tables.round_key).values(round_id=404, secret=b"x"))

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await store.write(orphan)
