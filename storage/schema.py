"""Bringing a database to the tables of this version, and refusing one that is newer, foreign or damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_STEPS: Final = Path(__file__).parent / "migrations"


class UnfitDatabase(Exception):
    """The database must not be used as it is; the message says why and what to do, in one line."""


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    config.attributes["connection"] = connection
    return config


def version_of(connection: Connection) -> str | None:
    """The migration the database stands at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The migration this version of the program ends in."""
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    head = ScriptDirectory.from_config(config).get_current_head()
    assert head is not None
    return head


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the database to this version, whole or not at all. Raises UnfitDatabase."""
    try:
        async with engine.connect() as connection:
            async with connection.begin():
                await connection.run_sync(_check)
            if engine.dialect.name == "sqlite":
                await _let_parents_be_rebuilt(connection)
            try:
                async with connection.begin():
                    await connection.run_sync(_climb)
            finally:
                await connection.invalidate()
    except DatabaseError as fault:
        if "malformed" in str(fault) or "not a database" in str(fault):
            raise UnfitDatabase(f"the database file is damaged ({fault.orig}); restore a backup") from fault
        raise


async def _let_parents_be_rebuilt(connection: AsyncConnection) -> None:
    """Rebuilding a parent table is refused with foreign keys on; they are checked before the commit instead."""
    # Inside a transaction SQLite ignores this pragma, so past the hooks that begin one.
    raw = await connection.get_raw_connection()
    assert raw.driver_connection is not None
    await raw.driver_connection.execute("PRAGMA foreign_keys=OFF")


def _check(connection: Connection) -> None:
    found = set(inspect(connection).get_table_names())
    stands_at = version_of(connection)
    if stands_at is None and found:
        raise UnfitDatabase("the database holds another program's tables; point DATABASE_URL at an empty one")
    config = _config(connection)
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if stands_at is not None and stands_at not in known:
        raise UnfitDatabase(f"the database is of a newer version ({stands_at}); update the program")


def _climb(connection: Connection) -> None:
    if version_of(connection) == newest():
        return
    command.upgrade(_config(connection), "head")
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise UnfitDatabase(
                f"the upgrade would leave {len(broken)} rows without their parents; nothing was changed"
            )


def drift(connection: Connection) -> list[object]:
    """What differs between the database and tables.py: empty when the history is complete."""
    from alembic.autogenerate import compare_metadata

    from storage.tables import schema

    return list(compare_metadata(MigrationContext.configure(connection), schema))
