"""What every table shares: one schema, names for its constraints, STRICT on SQLite."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, MetaData, Table

schema = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *parts: Any, rowid: bool = True) -> Table:
    """A table of the schema. Without a rowid not even the order of writing is kept. An id is never given twice, also
    after its row was deleted: a letter on its way out, and a button, name a row by it."""
    counted = any(isinstance(part, Column) and part.name == "id" and part.primary_key for part in parts)
    once: Any = {"sqlite_autoincrement": True} if rowid and counted else {}
    made: Table = Table(name, schema, *parts, sqlite_strict=True, sqlite_with_rowid=rowid, **once)
    return made


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """The column holds one of these words."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
