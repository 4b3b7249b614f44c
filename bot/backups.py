"""`python -m bot backup FILE`, and the copies the bot makes by itself: whole, checked, for their owner's eyes only."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import datetime
from pathlib import Path

from bot.places import database_url, sqlite_file
from bot.settings import Settings
from storage.copies import BadCopy, copy_to, fingerprint


async def main(settings: Settings, args: argparse.Namespace) -> int:
    """Copy the database to a file. Exit code 0 done, 1 it went wrong, 2 it cannot be done so."""
    target, url = Path(args.file), database_url(settings)
    if (obstacle := _obstacle(sqlite_file(url), target)) is not None:
        return _refuse(obstacle, 2)
    try:
        seal, size = await checked_copy(url, target)
    except (BadCopy, OSError) as fault:
        return _refuse(f"The copy failed: {fault}", 1)
    sys.stdout.write(f"{target} is a whole copy, {size} bytes, sha256 {seal}\n")
    return 0


async def checked_copy(url: str, target: Path) -> tuple[str, int]:
    """Copy, check, then give it its name: a file that bears it is whole. Returns SHA-256 and size. Raises BadCopy."""
    unready = target.with_name(f".{target.name}.part")
    await asyncio.to_thread(_make_room, unready)
    try:
        await copy_to(url, unready)
        return await asyncio.to_thread(_name, unready, target)
    finally:
        unready.unlink(missing_ok=True)


async def nightly(url: str, folder: Path, now: datetime, keep: int) -> Path:
    """Tonight's copy in the folder; only the newest `keep` nightly ones stay. Raises BadCopy."""
    target = folder / f"yihu-{now:%Y%m%d-%H%M%S}.db"
    await checked_copy(url, target)
    await asyncio.to_thread(_keep_newest, folder, keep)
    return target


async def before_upgrade(url: str, folder: Path, version: str, now: datetime) -> Path:
    """A copy of the database as an older version left it, so that a bad upgrade can be taken back."""
    target = folder / f"yihu-before-upgrade-from-{version}-{now:%Y%m%d-%H%M%S}.db"
    await checked_copy(url, target)
    return target


def _obstacle(source: Path | None, target: Path) -> str | None:
    if source is None:
        return "This database is PostgreSQL's; back it up with: pg_dump -Fc --file=yihu.dump DATABASE"
    if not source.exists():
        return f"There is no database at {source} yet; run the bot once first."
    if not target.parent.is_dir():
        return f"There is no folder {target.parent}; make it first, or name a file in a folder that is there."
    return f"{target} exists already; name a file that does not." if target.exists() else None


def _make_room(unready: Path) -> None:
    unready.parent.mkdir(parents=True, exist_ok=True)
    unready.unlink(missing_ok=True)


def _name(unready: Path, target: Path) -> tuple[str, int]:
    seal, size = fingerprint(unready), unready.stat().st_size
    unready.rename(target)
    return seal, size


def _keep_newest(folder: Path, keep: int) -> None:
    for old in sorted(folder.glob("yihu-????????-??????.db"))[:-keep]:
        old.unlink()


def _refuse(line: str, code: int) -> int:
    sys.stderr.write(f"{line}\n")
    return code
