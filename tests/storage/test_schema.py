"""Bringing a database up: whole or not at all, from nothing or from a version before, never over a stranger's."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.people import UserId
from storage import schema, villages
from storage.engine import connect
from storage.schema import UnfitDatabase, drift, newest, upgrade, version_of
from storage.store import Store
from tests.storage.books import NOW, note, notes

STEP = '''
"""A step of the future"""
import sqlalchemy as sa
from alembic import op
from storage.columns import Big, Instant, WallTime

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade() -> None:
{body}


def downgrade() -> None:
    pass
'''


@pytest.fixture
async def engine(empty_url: str) -> Any:
    opened = connect(empty_url)
    yield opened
    await opened.dispose()


async def stands_at(engine: AsyncEngine) -> str | None:
    async with engine.connect() as connection:
        return await connection.run_sync(version_of)


async def names(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))


async def differs(engine: AsyncEngine) -> list[object]:
    async with engine.connect() as connection:
        return await connection.run_sync(drift)


def future(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """The program with one migration more."""
    head = newest()
    steps = tmp_path / "future"
    shutil.copytree(schema._STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    body = "\n".join(f"    {line}" for line in lines)
    (steps / "versions" / "step_9999.py").write_text(STEP.format(head=head, body=body), encoding="utf-8")
    monkeypatch.setattr(schema, "_STEPS", steps)


async def a_village(url: str) -> None:
    """One row that others hang on."""
    async with Store.open(url) as store:
        await store.write(note, "old")
        village = await store.write(
            villages.add,
            chat_id=-1,
            thread_id=None,
            title="柳沟村",
            zone="Asia/Shanghai",
            language="zh",
            set_up_by=UserId(1),
            now=NOW,
        )

        async def somebody(tx: Any) -> None:
            await tx.run(text("INSERT INTO person (village_id, name) VALUES (:v, 'x')"), {"v": village.id})

        await store.write(somebody)


async def test_an_empty_database_gets_every_table_and_a_second_upgrade_changes_nothing(engine: AsyncEngine) -> None:
    assert await stands_at(engine) is None
    await upgrade(engine)
    assert await stands_at(engine) == newest()
    assert await differs(engine) == []
    await upgrade(engine)
    assert await differs(engine) == []


async def test_drift_is_seen(engine: AsyncEngine) -> None:
    await upgrade(engine)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE ticked ADD COLUMN extra INTEGER"))
    assert len(await differs(engine)) == 1


async def test_down_and_up_again_is_the_same(engine: AsyncEngine) -> None:
    await upgrade(engine)

    async def step(connection: AsyncConnection, deed: Any, to: str) -> None:
        await connection.run_sync(lambda sync: deed(schema._config(sync), to))

    async with engine.begin() as connection:
        await step(connection, command.downgrade, "base")
    assert await names(engine) <= {"alembic_version"}
    async with engine.begin() as connection:
        await step(connection, command.upgrade, "head")
    assert await differs(engine) == []


async def test_a_strangers_tables_are_refused_and_left_alone(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE orders (n INTEGER)"))
    with pytest.raises(UnfitDatabase, match="another program"):
        await upgrade(engine)
    assert await names(engine) == {"orders"}


async def test_a_newer_database_is_refused_and_left_alone(database_url: str) -> None:
    engine = connect(database_url)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '8888'"))
        with pytest.raises(UnfitDatabase, match="newer version"):
            await upgrade(engine)
        assert await stands_at(engine) == "8888"
    finally:
        await engine.dispose()


async def test_a_step_of_the_future_is_climbed_with_rows_in_place(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_village(database_url)
    # The village has people: on SQLite it is built anew under them.
    future(
        tmp_path,
        monkeypatch,
        'with op.batch_alter_table("village", recreate="auto") as batch:',
        '    batch.alter_column("title", new_column_name="called", existing_type=sa.Text())',
        '    batch.add_column(sa.Column("motto", sa.Text()))',
        '    batch.alter_column("zone", existing_type=sa.Text(), nullable=True)',
    )
    engine = connect(database_url)
    try:
        await upgrade(engine)
        assert await stands_at(engine) == "9999"
        async with engine.connect() as connection:
            rows = (await connection.execute(text("SELECT called, name FROM village JOIN person ON true"))).all()
            assert [tuple(row) for row in rows] == [("柳沟村", "x")]
    finally:
        await engine.dispose()


async def test_a_step_that_fails_half_way_leaves_the_old_tables_and_rows(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_village(database_url)
    future(
        tmp_path,
        monkeypatch,
        'op.create_table("half", sa.Column("n", sa.Integer(), primary_key=True))',
        'op.execute("DELETE FROM ledger")',
        'with op.batch_alter_table("village") as batch:',
        '    batch.add_column(sa.Column("motto", sa.Text()))',
        'raise RuntimeError("the power went")',
    )
    engine = connect(database_url)
    try:
        with pytest.raises(RuntimeError, match="the power went"):
            await upgrade(engine)
        assert "half" not in await names(engine)
        assert await stands_at(engine) != "9999"
        assert await differs(engine) == []
    finally:
        await engine.dispose()
    monkeypatch.undo()
    async with Store.open(database_url) as store:
        assert await store.read(notes) == ["old"]
        assert await store.write(note, "the old version still starts")


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_a_step_that_would_orphan_rows_is_taken_back(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_village(database_url)
    future(tmp_path, monkeypatch, 'op.execute("DELETE FROM village")')
    engine = connect(database_url)
    try:
        with pytest.raises(UnfitDatabase, match="1 rows without their parents"):
            await upgrade(engine)
        async with engine.connect() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM village")) == 1
            assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
    finally:
        await engine.dispose()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_a_file_that_is_no_database_is_refused_and_left_alone(empty_url: str, tmp_path: Path) -> None:
    file = tmp_path / "yihu.db"
    content = b"not a database at all, but long enough to be read as one" * 40
    file.write_bytes(content)
    engine = connect(empty_url)
    try:
        with pytest.raises(UnfitDatabase, match="damaged"):
            await upgrade(engine)
    finally:
        await engine.dispose()
    assert file.read_bytes() == content


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_a_damaged_file_is_refused(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "yihu.db"
    whole = bytearray(file.read_bytes())
    size = int.from_bytes(whole[16:18], "big")
    whole[100:size] = b"\xff" * (size - 100)  # the page that says where the tables are
    file.write_bytes(whole)
    engine = connect(database_url)
    try:
        with pytest.raises(UnfitDatabase, match="restore a backup"):
            await upgrade(engine)
    finally:
        await engine.dispose()
