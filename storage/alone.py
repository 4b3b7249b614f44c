"""One bot per PostgreSQL database: an advisory lock that goes with its connection, also after kill -9."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Final

from sqlalchemy import text

from storage.engine import connect

_KEY: Final = 0x59696875  # "Yihu"; advisory locks are apart in each database


@contextlib.asynccontextmanager
async def alone(url: str) -> AsyncIterator[bool]:
    """Whether nobody else serves this database; if so, hold it while the block runs. SQLite has bot/lock.py."""
    if url.startswith("sqlite"):
        yield True
        return
    engine = connect(url)
    try:
        async with engine.connect() as connection:
            got = bool(await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}))
            await connection.commit()
            yield got
    finally:
        await engine.dispose()
