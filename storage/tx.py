"""One transaction in progress, as the queries see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import CursorResult, Executable, Insert, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None

_INSERTS: Final[Mapping[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_on(dialect: str, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT in this engine's dialect."""
    return _INSERTS[dialect](table)


@dataclass(slots=True)
class Tx:
    """Hand it to the queries in storage/; nothing outside storage/ looks inside."""

    connection: AsyncConnection

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.connection.dialect.name

    async def run(self, statement: Executable, parameters: Parameters = None) -> CursorResult[Any]:
        if self.dialect == "sqlite" and (statement.is_select or statement.is_dml):
            # The driver says these at once (storage/driver.py): nothing is awaited, so no greenlet is needed.
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

    async def insert_id(self, statement: Insert) -> int:
        """Run an insert and return the new row's id."""
        key = (await self.run(statement)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def upsert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT in this engine's dialect."""
        return insert_on(self.dialect, table)
