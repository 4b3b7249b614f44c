"""One bot per PostgreSQL database: an advisory lock that goes with its connection, also after kill -9."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine import connect

_KEY: Final = 0x59696875  # "Yihu"; advisory locks are apart in each database
LOOK_EVERY: Final = 5.0
"""Seconds between two looks whether the lock's connection still stands."""


@contextlib.asynccontextmanager
async def alone(url: str, lost: Callable[[], None] = lambda: None, *, every: float = LOOK_EVERY) -> AsyncIterator[bool]:
    """Whether nobody else serves this database; if so, hold it while the block runs. SQLite has bot/lock.py.

    A server that restarts forgets the lock: it is taken again, and `lost` is called when somebody was quicker.
    """
    if url.startswith("sqlite"):
        yield True
        return
    engine = connect(url)
    watching: asyncio.Task[None] | None = None
    connection: AsyncConnection | None = None
    try:
        connection = await engine.connect()
        got = await _take(connection)
        if got:
            watching = asyncio.create_task(_watch(engine, connection, lost, every), name="lock")
        yield got
    finally:
        if watching is not None:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching
        if connection is not None:
            with contextlib.suppress(DBAPIError, OSError):
                await connection.close()
        await engine.dispose()


async def _take(connection: AsyncConnection) -> bool:
    got = bool(await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}))
    await connection.commit()
    return got


async def _watch(engine: AsyncEngine, first: AsyncConnection, lost: Callable[[], None], every: float) -> None:
    """Look at the lock's connection; where it broke, take the lock with a new one."""
    connection: AsyncConnection | None = first
    try:
        while True:
            await asyncio.sleep(every)
            try:
                if connection is not None:
                    await connection.scalar(text("SELECT 1"))
                    await connection.commit()
                    continue
                connection = await engine.connect()
                if not await _take(connection):
                    lost()
                    return
            except Exception:  # away or starting: looked at again; writes say so themselves meanwhile
                broken, connection = connection, None
                if broken is not None:
                    with contextlib.suppress(Exception):
                        await broken.invalidate()
                    with contextlib.suppress(Exception):
                        await broken.close()
    finally:
        if connection is not None and connection is not first:
            with contextlib.suppress(Exception):
                await connection.close()
