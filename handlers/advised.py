"""What volunteers said to a planning question, as it is shown: in the group, in a list, under the call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from handlers.rows import isolated
from texts.voice import Voice
from usecases.advice import Consulted

SHOWN: Final = 15
"""So many answers fit a message that is still read; the newest are shown, the others counted."""


def answers(voice: Voice, asked: Consulted) -> list[str]:
    """王大妈：面20斤, a line each."""
    left = len(asked.answers) - SHOWN
    lines = [voice("advice-line", who=isolated(one.name), words=isolated(one.said)) for one in asked.answers[-SHOWN:]]
    return [voice("advice-more", n=left), *lines] if left > 0 else lines


def advised(voice: Voice, asked: Iterable[Consulted]) -> list[str]:
    """What was asked before a call, with what was said."""
    lines: list[str] = []
    for one in asked:
        lines.append(voice("advice-head", who=isolated(one.asker), text=isolated(one.advice.question)))
        lines += answers(voice, one) or [voice("advice-silent")]
    return lines
