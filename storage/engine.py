"""How a database connection behaves: pragmas, BEGIN IMMEDIATE for writers, what counts as a passing fault."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.driver import SHARED, Driver

_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL may lose the last commits at a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",  # a destroyed round key must not live on in a free page
)
_OF_FILES: Final = (FileNotFoundError, FileExistsError, PermissionError, IsADirectoryError, NotADirectoryError)
"""What a mistake of ours raises inside an action; while connecting, a server's missing socket raises it too."""
_PASSING_STATES: Final = ("40001", "40P01", "57P0", "08")


class StorageUnavailable(Exception):
    """The database cannot be used now (disk full, server away). Nothing was changed; it may work soon."""


def connect(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`; both keep the same promises."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        # Every transaction is ended by whoever began it; the pool's own rollback would be one more hop to the thread.
        engine = create_async_engine(
            url,
            module=Driver(),
            connect_args=SHARED,
            pool_size=8,
            max_overflow=0,
            hide_parameters=True,
            pool_reset_on_return=None,
        )
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine
    return create_async_engine(url, pool_size=8, max_overflow=0, pool_pre_ping=True, hide_parameters=True)


def _set_pragmas(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: savepoints and BEGIN IMMEDIATE are ours.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    raw: Any = connection.connection.dbapi_connection
    try:
        raw.begin(reading=reading)
    except sqlite3.Error as fault:
        raise OperationalError("BEGIN", None, fault) from fault


def is_passing(fault: BaseException) -> bool:
    """Whether the whole transaction may simply be tried again: a lost server, a deadlock, a busy file."""
    if isinstance(fault, OSError):
        return not isinstance(fault, _OF_FILES)
    # A server that is just starting refuses in the driver's own words, which SQLAlchemy does not translate.
    state = str(getattr(getattr(fault, "orig", fault), "sqlstate", "") or "")
    if state.startswith(_PASSING_STATES):
        return True
    if not isinstance(fault, DBAPIError):
        return False
    return fault.connection_invalidated or (isinstance(fault, OperationalError) and "locked" in str(fault.orig))


def is_full(fault: BaseException) -> bool:
    """Whether the disk is full (SQLITE_FULL, or the same from PostgreSQL)."""
    if not isinstance(fault, DBAPIError):
        return False
    origin = getattr(fault.orig, "__cause__", None) or fault.orig
    if isinstance(origin, sqlite3.OperationalError):
        return origin.sqlite_errorcode == sqlite3.SQLITE_FULL
    return getattr(fault.orig, "sqlstate", "") == "53100"
