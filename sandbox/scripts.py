"""The scripts of plays: written down as JSON, read as plain steps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.errors import StageRefusal

PLAYS = Path(__file__).with_name("plays")
Step = dict[str, Any]


@dataclass(frozen=True)
class Script:
    """A play: what it is called (a word, or one for each language), and its steps, each for one person. One that is
    only the beginning of others ("part") is not offered by itself.
    """

    name: str
    title: Any
    steps: tuple[Step, ...]
    part: bool = False


def load_script(name: str, folder: Path = PLAYS) -> Script:
    """Read plays/NAME.json: {"title", "steps": [...], "part"?} or a bare list of steps. StageRefusal when there
    is none.
    """
    file = folder / f"{name}.json"
    if not name.replace("_", "").isalnum() or not file.is_file():
        raise StageRefusal(f"no play is called {name!r}", 404)
    book = json.loads(file.read_text("utf-8"))
    if isinstance(book, list):
        book = {"steps": book}
    return Script(name, book.get("title", name), tuple(written_out(book["steps"])), bool(book.get("part")))


def written_out(steps: list[Step]) -> list[Step]:
    """Steps with every {"each": [keys], ...} repeated for each person, every {"taps": [labels]} a tap each, and every
    label that begins with "?" a tap only "if_there" is such a button: whatever depends on what was before the play.
    """
    plain: list[Step] = []
    for step in steps:
        rest = {name: value for name, value in step.items() if name not in ("each", "taps")}
        for who in step.get("each", [None]):
            one = rest if who is None else {"who": who, **rest}
            plain += [{**one, "tap": label} for label in step["taps"]] if "taps" in step else [one]
    return [
        {**step, "tap": step["tap"][1:], "if_there": True} if step.get("tap", "").startswith("?") else step
        for step in plain
    ]
