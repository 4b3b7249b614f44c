"""SQLite's connection as SQLAlchemy sees it: aiosqlite's, but a statement inside a transaction runs where it is said.

aiosqlite sends every call to the connection's own thread, and SQLAlchemy makes four of them for one statement: the
way there and back takes several times as long as the statement. Only what may wait goes to the thread: BEGIN IMMEDIATE
for the lock, COMMIT for the disk, and every word that is not listed here (VACUUM, PRAGMA, CREATE).
"""

from __future__ import annotations

import sqlite3
from collections import deque
from typing import Any, Final

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util import await_only
from sqlalchemy.util.concurrency import in_greenlet

SHARED: Final = {"check_same_thread": False}
"""How such a connection is opened: SQLite itself lets only one thread in at a time."""
_AT_ONCE: Final = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK TO")


async def _nothing() -> None:
    """Awaited, it is done: the event loop does not hear of it."""


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    _awaitable_cursor_close = False
    _cursor: Any

    def __init__(self, adapt_connection: Connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._cursor = adapt_connection.here.cursor()
        self._soft_closed_memoized = {}  # type: ignore[assignment]
        self._rows = deque()

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        self._say(self._run, operation, parameters or ())

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        self._say(self._run_many, operation, seq_of_parameters)

    def _say(self, run: Any, operation: str, parameters: Any) -> None:
        connection: Any = self._connection
        try:
            if operation.startswith(_AT_ONCE) and connection._conn.in_transaction:
                run(operation, parameters)
                if in_greenlet():
                    # SQLAlchemy holds a driver that awaits nothing for one that does not know how to.
                    await_only(_nothing())
            else:
                await_only(connection._execute(run, operation, parameters))
        except Exception as error:
            self._adapt_connection._handle_exception(error)

    def _run(self, operation: str, parameters: Any) -> None:
        self._cursor.execute(operation, parameters)
        if self._cursor.description:
            self._rows = deque(self._cursor.fetchall())

    def _run_many(self, operation: str, parameters: Any) -> None:
        self._cursor.executemany(operation, parameters)


class Connection(AsyncAdapt_aiosqlite_connection):
    """One connection. It knows whether the transaction it is in only reads: such a one waits for nobody."""

    _cursor_cls: Any = _Cursor
    _reading: bool | None = None

    @property
    def here(self) -> sqlite3.Connection:
        """SQLite's own connection, past aiosqlite's thread."""
        return self._connection._conn  # type: ignore[no-any-return]

    def begin(self, *, reading: bool) -> None:
        """Begin a transaction that changes nothing, or one that holds the only right to write from the start."""
        turn = "" if self._reading is reading else f"PRAGMA query_only={'ON' if reading else 'OFF'};"
        self._reading = reading
        if reading:
            if turn:
                self.here.execute(turn)
            self.here.execute("BEGIN")
        else:
            driver: Any = self._connection
            await_only(driver.executescript(turn + "BEGIN IMMEDIATE"))

    def commit(self) -> None:
        if self._reading:
            self.here.commit()
        else:
            super().commit()

    def rollback(self) -> None:
        if self._reading and self._connection._connection:
            self.here.rollback()
        else:
            super().rollback()


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """What `create_async_engine` takes as its module."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> Connection:
        return Connection(self, super().connect(*arg, **kw)._connection)
