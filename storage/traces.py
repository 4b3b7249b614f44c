"""After a freeze: what was deleted is written over on the disk too, so that no old page tells whose an answer was."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from storage import rounds
from storage.store import Store

_TOUCHED = "answer, answer_link, round_key, invited"


async def sweep(store: Store) -> int:
    """Write over what the freezes since the last sweep left behind. Returns how many rounds are clean now: none when
    somebody was reading just then, so that the log could not be emptied; the next sweep tries again."""
    waiting = await store.read(rounds.unswept)
    if not waiting or not await scrub(store.engine):
        return 0
    await store.write(rounds.set_swept, waiting)
    return len(waiting)


async def scrub(engine: AsyncEngine) -> bool:
    """Rewrite the tables of the answers (SQLite: the file) without what was deleted, and empty SQLite's log. Returns
    whether that was possible now. What a PostgreSQL server keeps in its own log and its archive is not reached."""
    if engine.dialect.name != "sqlite":
        async with engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            # FULL writes new files: a plain one only marks the old bytes as free.
            await connection.exec_driver_sql(f"VACUUM (FULL) {_TOUCHED}")
        return True
    async with engine.connect() as connection:
        # Both run outside transactions, so past the hooks that begin one.
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute("PRAGMA query_only=OFF")
        await raw.execute("VACUUM")
        return await _empty_log(raw)


async def _empty_log(raw: Any) -> bool:
    cursor = await raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, *_ = await cursor.fetchone()
    await cursor.close()
    return not busy
