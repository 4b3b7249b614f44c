"""Labelled texts, all written by hand: a part to build on and a part to check on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def rows(name: str, part: str) -> list[dict[str, Any]]:
    """The rows of a corpus (replies, calls, times, chains, changes) in its ``build`` or ``check`` part."""
    with (_HERE / f"{name}_{part}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
