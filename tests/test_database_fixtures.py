"""The databases that tests are given: each one its own, with the tables of this version."""

from __future__ import annotations

from sqlalchemy import text

from storage.engine import connect
from storage.schema import drift


async def test_a_ready_database_has_all_tables(database_url: str) -> None:
    engine = connect(database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(drift) == []
    await engine.dispose()


async def test_an_empty_database_has_none(empty_url: str) -> None:
    engine = connect(empty_url)
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda sync: sync.dialect.get_table_names(sync))
        assert found == []
    await engine.dispose()


async def test_one_test_leaves_nothing_behind(database_url: str) -> None:
    await _leave_a_table(database_url)


async def test_for_the_next_one(database_url: str) -> None:
    await _leave_a_table(database_url)


async def _leave_a_table(url: str) -> None:
    engine = connect(url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE left_behind (n INTEGER)"))
    await engine.dispose()
