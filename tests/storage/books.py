"""What the tests of the memory write down: lines in the ledger, which nothing else reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import select

from domain.refusals import Refused
from storage import ledger, tables
from storage.tx import Tx

NOW: Final = datetime(2026, 7, 10, 12, 30, tzinfo=UTC)


async def note(tx: Tx, deed: str) -> str:
    """Write one line and give it back."""
    await ledger.note(tx, deed, now=NOW)
    return deed


async def note_and_refuse(tx: Tx, deed: str) -> None:
    """Write one line, then think better of it."""
    await ledger.note(tx, deed, now=NOW)
    raise Refused("not-found")


async def notes(tx: Tx) -> list[str]:
    """Every line, in the order written."""
    return [row.deed for row in await tx.all(select(tables.ledger.c.deed).order_by(tables.ledger.c.id))]
