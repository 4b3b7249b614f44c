"""The summary as chat text: plain lines in pages that a chat message can hold, each with version and freeze time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from domain.summary import ProtectedSummary
from reports import wording
from texts.voice import Voice

PAGE: Final = 4096
"""What one chat message holds, in UTF-16 units: an emoji is two."""


def chat_pages(summary: ProtectedSummary, voice: Voice) -> tuple[str, ...]:
    """The whole summary, nearly always one page."""
    return pages(chat_lines(summary, voice), summary, voice)


def chat_lines(summary: ProtectedSummary, voice: Voice) -> list[str]:
    """The lines of the summary in the order of section 2.3, without version line."""
    figures = voice(
        "report-facts",
        signed=summary.facts.signed_up,
        came=summary.facts.came,
        hours=wording.number(summary.facts.hours),
    )
    lines = [wording.title(summary, voice), wording.when_where(summary, voice), figures]
    if summary.facts.served is not None:
        lines.append(voice("report-served", n=summary.facts.served))
    lines += [wording.answered(summary, voice), "", *score_lines(summary, voice)]
    lines += ["", *fix_lines(summary, voice), "", voice("report-rules"), voice("report-privacy")]
    return lines


def score_lines(summary: ProtectedSummary, voice: Voice) -> list[str]:
    lines = [voice("chat-head", head=voice("report-scores-head"))]
    for block in wording.blocks(summary, voice):
        lines.append(block.head)
        lines += [voice("chat-row", label=row.group, line=row.line(voice)) for row in block.rows]
    notes = (wording.gap(summary, voice), wording.hidden_note(summary, voice))
    return lines + [note for note in notes if note]


def fix_lines(summary: ProtectedSummary, voice: Voice) -> list[str]:
    head = voice("report-fix-head")
    answered = wording.fix_from(summary, voice)
    lines = [voice("chat-head", head=voice("chat-fix-head", head=head, people=answered) if answered else head)]
    lines += [voice("chat-row", label=bar.word, line=bar.people) for bar in wording.bars(summary, voice)]
    note = wording.remainder(summary, voice)
    return [*lines, note] if note else lines


def pages(lines: Iterable[str], summary: ProtectedSummary, voice: Voice, room: int = PAGE) -> tuple[str, ...]:
    """Fill pages with whole lines; the last line of each says version, freeze time and, if there are several, which
    page it is. A line too long for a page is cut between characters."""
    stamp = wording.version(summary, voice)
    room -= units(stamp) + 16
    filled: list[list[str]] = [[]]
    used = 0
    for line in (piece for whole in lines for piece in _cut(whole, room)):
        if filled[-1] and used + units(line) + 1 > room:
            filled.append([])
            used = 0
        if not filled[-1] and not line:
            continue
        filled[-1].append(line)
        used += units(line) + 1
    count = len(filled)
    return tuple(
        "\n".join([*page, "", stamp if count == 1 else voice("report-page", version=stamp, page=at, pages=count)])
        for at, page in enumerate(filled, 1)
    )


def units(text: str) -> int:
    """Length as the platform counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _cut(line: str, room: int) -> list[str]:
    pieces = [""]
    used = 0
    for char in line:
        size = units(char)
        if used + size > room:
            pieces.append("")
            used = 0
        pieces[-1] += char
        used += size
    return pieces
