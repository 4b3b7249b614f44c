"""The journal: every fact of the stage, one JSON line each, appended as it happens and read again at the
next start.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

Fact = dict[str, Any]
# Smaller journals are not worth rewriting at start.
WORTH_PACKING = 4 << 20


class JournalUnreadable(Exception):
    """A line that is not the last one cannot be read: the file was changed by something else."""


def line_of(fact: Fact) -> bytes:
    return json.dumps(fact, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


class Journal:
    """Append-only JSONL in `folder`; without a folder nothing is kept (benches).

    A line is handed to the operating system before anyone hears of the fact: a killed process loses none.
    There is no fsync, a chat on a stage needs none, so an append costs microseconds and never waits for the
    disk.
    """

    def __init__(self, folder: Path | None) -> None:
        self.file = folder / "journal.jsonl" if folder else None
        self._handle = -1
        self._size = 0

    def replay(self) -> Iterator[Fact]:
        """The facts in order. A torn last line (the process died in it) is cut off."""
        if self.file is None or not self.file.exists():
            return
        whole = self.file.read_bytes()
        end = whole.rfind(b"\n") + 1
        if end < len(whole):
            with self.file.open("r+b") as torn:
                torn.truncate(end)
        for number, line in enumerate(whole[:end].splitlines(), 1):
            try:
                yield json.loads(line)
            except ValueError as fault:
                raise JournalUnreadable(f"{self.file}, line {number}: not a fact; move the file away") from fault

    def open(self) -> None:
        """Begin to append."""
        if self.file is None:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._size = os.fstat(self._handle).st_size

    def append(self, line: bytes) -> None:
        """Append one whole line, or none of it: on a full disk the half-written line is taken back and
        OSError raised.
        """
        if self._handle < 0:
            return
        try:
            written = os.write(self._handle, line)
            while written < len(line):
                written += os.write(self._handle, line[written:])
        except OSError:
            os.ftruncate(self._handle, self._size)
            raise
        self._size += len(line)

    def pack(self, facts: Callable[[], Iterable[Fact]]) -> None:
        """Rewrite a big journal as the shorter story that ends the same; call before `open`."""
        if self.file is None or not self.file.exists() or self.file.stat().st_size < WORTH_PACKING:
            return
        shorter = self.file.with_suffix(".packing")
        with shorter.open("wb") as out:
            out.writelines(line_of(fact) for fact in facts())
            out.flush()
            os.fsync(out.fileno())
        shorter.replace(self.file)

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
