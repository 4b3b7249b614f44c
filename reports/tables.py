"""Exports that are safe to open in a spreadsheet: CSV and JSON from columns and rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

Value = str | int | float | bool | date | datetime | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""A cell beginning so may be run as a formula (ASVS 1.2.10); the full-width signs are read as such in East Asia."""
_EXACT: Final = 10**15
"""Spreadsheets keep 15 digits of a number: longer ids lose their end, so they are marked as text."""


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte order mark, commas, CRLF, every text in quotes. Raises ValueError for a row of other length.

    Text that a spreadsheet might run gets a leading single quote, and so do digits that it would shorten. None is
    an empty cell; times are ISO 8601; a number stays a number, also a negative one.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([safe(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(value) for value in _checked(columns, row)])
    return written.getvalue().encode("utf-8-sig")


def to_json(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A list of objects in UTF-8; texts as they are (JSON runs nothing), long ids as text, times as ISO 8601."""
    told = [
        {column: _plain(value) for column, value in zip(columns, _checked(columns, row), strict=True)} for row in rows
    ]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def safe(text: str) -> str:
    """The text as a spreadsheet may hold it: never a formula, never a number cut short, no NUL."""
    digits = text.isdigit() and (len(text) > 15 or (len(text) > 1 and text[0] == "0"))
    quoted = "'" + text if text.startswith(_FORMULA) or text.lstrip(" ").startswith(_FORMULA) or digits else text
    return quoted.replace("\0", "")


def _checked(columns: Sequence[str], row: Sequence[Value]) -> Sequence[Value]:
    if len(row) != len(columns):
        raise ValueError(f"{len(row)} values for {len(columns)} columns")
    return row


def _plain(value: Value) -> str | int | float | bool | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _EXACT:
        return str(value)
    return value


def _cell(value: Value) -> str | int | float:
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return safe(plain) if isinstance(plain, str) else plain
