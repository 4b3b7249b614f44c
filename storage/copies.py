"""A whole, consistent copy of an SQLite database while it is in use, and what can be said of a file's health."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DatabaseError

from storage.engine import connect
from storage.schema import UnfitDatabase, version_of
from storage.tables import answer_link, round_key, wizard

LINKS: Final = (answer_link, round_key, wizard)
"""What ties an answer to a person, or shows one being written."""


class BadCopy(Exception):
    """The copy is not whole; it was removed."""


async def copy_to(url: str, file: Path) -> None:
    """`VACUUM INTO` a file that must not exist yet, as of one moment, and check it. A plain cp of a live database
    loses what stands in the log and looks whole (delivery.md 4.2). The copy does not know whose an answer is, nor
    where anybody was in the middle of a form: the keys of open rounds stay in the database alone. Raises BadCopy."""
    engine = connect(url)
    try:
        async with engine.connect() as connection:
            # VACUUM runs outside transactions, so past the hooks that begin one.
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            await raw.driver_connection.execute("VACUUM INTO ?", (str(file),))
    finally:
        await engine.dispose()
    await asyncio.to_thread(_forget_links, file)
    await asyncio.to_thread(_check_copy, file)


async def stands_at(url: str) -> str | None:
    """The version of the tables, None for an empty database; the first thing that is asked of one.
    Raises UnfitDatabase when it cannot be reached, is no database, or is damaged."""
    engine = connect(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(version_of)
    except DatabaseError as fault:
        raise UnfitDatabase(f"the file is damaged or no database ({fault.orig}); restore a copy") from fault
    except Exception as fault:
        raise UnfitDatabase(f"it cannot be reached ({type(fault).__name__}); look at DATABASE_URL") from fault
    finally:
        await engine.dispose()


def _forget_links(file: Path) -> None:
    """Delete from a copy what ties answers to people, and write over where it stood."""
    file.chmod(0o600)
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        # A journal on the disk would be one more place that holds them; a copy cut short is thrown away anyway.
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("PRAGMA secure_delete=ON")
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        for table in LINKS:
            if table.name in there:  # a copy before an upgrade has the tables of an older version
                connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own names
        connection.execute("VACUUM")
    except sqlite3.DatabaseError as fault:
        raise BadCopy(str(fault)) from fault
    finally:
        connection.close()


def _check_copy(file: Path) -> None:
    file.chmod(0o600)
    found = check_file(file)
    if found != "ok":
        file.unlink()
        raise BadCopy(found)


def check_file(file: Path) -> str:
    """ "ok", or the first thing SQLite finds wrong with a database file. Blocks while it reads the file."""
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.DatabaseError as fault:
        return str(fault)


def fingerprint(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
