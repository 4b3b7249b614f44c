"""One bot per database: a second process on the same file is refused at once, before it can do harm."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

IN_THE_WAY: Final = 75
"""The exit code when another bot is in the way: it may be tried again later."""


class Taken(Exception):
    """Another process holds the lock."""


def lock_of(database: Path) -> Path:
    """Where the lock of an SQLite database lies."""
    return database.with_name(f"{database.name}.lock")


def is_taken(path: Path) -> bool:
    """Whether another process holds this lock at the moment; makes no file."""
    if not path.exists():
        return False
    try:
        with held(path):
            return False
    except Taken:
        return True


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file while the block runs; the system frees it even after kill -9. Raises Taken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle)
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Taken from None
