"""One transaction in progress, as the queries see it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from sqlalchemy import CursorResult, Executable, Insert, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None

_BREATH: Final = 20
"""Statements of one reading after which others have a turn."""
_INSERTS: Final[Mapping[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_on(dialect: str, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT in this engine's dialect."""
    return _INSERTS[dialect](table)


class Savepoint(Protocol):
    """Keeps what happened since it was set, or undoes it."""

    async def commit(self) -> None:
        """It stays, if the whole transaction does."""

    async def rollback(self) -> None:
        """It never was."""


@dataclass(slots=True)
class _Here:
    here: sqlite3.Connection

    async def commit(self) -> None:
        self.here.execute("RELEASE action")

    async def rollback(self) -> None:
        self.here.execute("ROLLBACK TO action")
        self.here.execute("RELEASE action")


@dataclass(slots=True)
class Tx:
    """Hand it to the queries in storage/; nothing outside storage/ looks inside. `reading`: it changes nothing, so
    that it may let others have their turn in the middle."""

    connection: AsyncConnection
    reading: bool = False
    _said: int = 0

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.connection.dialect.name

    async def run(self, statement: Executable, parameters: Parameters = None) -> CursorResult[Any]:
        if self.dialect == "sqlite" and (statement.is_select or statement.is_dml):
            # The driver says these at once (storage/driver.py): nothing is awaited, so no greenlet is needed. A long
            # reading (years of exports) lets the others have a turn; a writer holds what they wait for, and hurries.
            self._said += 1
            if self.reading and self._said % _BREATH == 0:
                await asyncio.sleep(0)
            connection = self.connection.sync_connection
            assert connection is not None
            return connection.execute(statement, parameters)
        return await self.connection.execute(statement, parameters)

    async def one(self, statement: Executable, parameters: Parameters = None) -> Row[Any] | None:
        return (await self.run(statement, parameters)).one_or_none()

    async def all(self, statement: Executable, parameters: Parameters = None) -> Sequence[Row[Any]]:
        return (await self.run(statement, parameters)).all()

    async def value(self, statement: Executable, parameters: Parameters = None) -> Any:
        return (await self.run(statement, parameters)).scalar_one_or_none()

    async def savepoint(self) -> Savepoint:
        """What happens from here on can be undone by itself."""
        if self.dialect == "sqlite":
            # By name only: SQLAlchemy takes as long for these words as for a statement.
            connection = self.connection.sync_connection
            assert connection is not None
            ours: Any = connection.connection.dbapi_connection
            ours.here.execute("SAVEPOINT action")
            return _Here(ours.here)
        return await self.connection.begin_nested()

    async def insert_id(self, statement: Insert) -> int:
        """Run an insert and return the new row's id."""
        key = (await self.run(statement)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def upsert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT in this engine's dialect."""
        return insert_on(self.dialect, table)
