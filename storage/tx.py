"""One transaction in progress, as the queries see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CursorResult, Executable, Insert, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(slots=True)
class Tx:
    """Hand it to the queries in storage/; nothing outside storage/ looks inside."""

    connection: AsyncConnection

    async def run(
        self, statement: Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        return await self.connection.execute(statement, parameters)

    async def one(self, statement: Executable) -> Row[Any] | None:
        return (await self.connection.execute(statement)).one_or_none()

    async def all(self, statement: Executable) -> Sequence[Row[Any]]:
        return (await self.connection.execute(statement)).all()

    async def value(self, statement: Executable) -> Any:
        return (await self.connection.execute(statement)).scalar_one_or_none()

    async def insert_id(self, statement: Insert) -> int:
        """Run an insert and return the new row's id."""
        key = (await self.connection.execute(statement)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def upsert(self, table: Table) -> Any:
        """An INSERT that knows ON CONFLICT in this engine's dialect."""
        if self.connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)
