"""`python -m bot export calls|signups|attendance`: one table, safe in a spreadsheet, never with feedback."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.places import database_url, sqlite_file
from bot.settings import Settings
from domain.people import VillageId
from domain.refusals import Refused
from reports.tables import to_csv, to_json
from storage.store import Store
from usecases.exports import Table, export


async def main(settings: Settings, args: argparse.Namespace) -> int:
    """Write the table to the screen or to a file. Exit code 0 done, 1 it went wrong, 2 it cannot be done so."""
    url = database_url(settings)
    file = sqlite_file(url)
    if file is not None and not _is_there(file):
        return _refuse(f"There is no database at {file} yet; run the bot once first.")
    village = None if args.village is None else VillageId(args.village)
    async with Store.open(url) as store:
        try:
            told = await store.read(export, table=Table(args.what), village_id=village)
        except Refused:
            return _refuse(f"There is no village with the number {args.village}.")
    content = (to_csv if args.format == "csv" else to_json)(told.columns, told.rows)
    try:
        _write(content, None if args.out is None else Path(args.out))
    except OSError as fault:
        sys.stderr.write(f"{args.out} cannot be written: {fault.strerror}\n")
        return 1
    return 0


def _write(content: bytes, file: Path | None) -> None:
    if file is not None:
        file.write_bytes(content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _is_there(file: Path) -> bool:
    return file.exists()


def _refuse(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return 2
