"""The README is held to the code: the drawing of a call's life, the commands it lists, the files it links to."""

from __future__ import annotations

import re
from pathlib import Path

from domain.calls import LIFE, CallState
from handlers.commands import GROUP, PRIVATE

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_drawing_shows_exactly_the_steps_a_call_can_take() -> None:
    drawn = set(re.findall(r"^ +(\w+) --> (\w+): (\w+)$", README, re.MULTILINE))
    assert drawn == {(state, after, action) for state, steps in LIFE.items() for action, after in steps.items()}


def test_the_drawing_begins_with_a_draft_and_ends_where_nothing_follows() -> None:
    assert re.findall(r"^ +\[\*\] --> (\w+)$", README, re.MULTILINE) == [CallState.DRAFT]
    ends = set(re.findall(r"^ +(\w+) --> \[\*\]$", README, re.MULTILINE))
    assert ends == {state for state, steps in LIFE.items() if not steps}


def test_the_commands_are_those_the_menu_shows() -> None:
    row = next(line for line in README.splitlines() if line.startswith("| `/setup`"))
    group, private = (set(re.findall(r"/(\w+)", cell)) for cell in row.strip("|").split("|"))
    assert group == set(GROUP)
    assert private == set(PRIVATE)


def test_no_link_and_no_picture_leads_nowhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
