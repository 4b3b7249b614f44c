"""The sentences of a protected summary, said once and drawn by every page, so that all pages say the same."""

from __future__ import annotations

from dataclasses import dataclass

from domain.disclosure import Level, ProtectedChips, ProtectedScore, Remainder
from domain.questions import SCORED
from domain.summary import Basis, ProtectedSummary, Score
from texts.dates import when
from texts.voice import Voice


@dataclass(frozen=True, slots=True)
class Cell:
    """One count with its word; `tone` names its colour: good, mid, bad, rest, joined."""

    tone: str
    word: str
    n: int

    @property
    def both(self) -> str:
        """What stands in its part of a bar where there is room for more than the bare count: 好 12."""
        return f"{self.word} {self.n}"


@dataclass(frozen=True, slots=True)
class Row:
    """One group's view of one indicator. Either `cells`, or `words` in their place."""

    group: str
    cells: tuple[Cell, ...]
    words: str
    people: str

    def line(self, voice: Voice) -> str:
        """The row as a sentence: 好12 · 一般6（18人）."""
        dot = voice("score-cell-dot")
        said = dot.join(voice("score-cell", word=cell.word, n=cell.n) for cell in self.cells) or self.words
        return voice("score-line", cells=said, people=self.people) if self.people else said


@dataclass(frozen=True, slots=True)
class Block:
    """An indicator and the rows of the groups that may be shown."""

    head: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A chip that enough people named; low == high unless only a range may be told."""

    word: str
    low: int
    high: int
    people: str


def number(hours: float) -> int | float:
    """Whole hours without a point."""
    return int(hours) if hours == int(hours) else hours


def title(summary: ProtectedSummary, voice: Voice) -> str:
    return voice("report-title", activity=summary.title)


def when_where(summary: ProtectedSummary, voice: Voice) -> str:
    return voice("report-when-where", when=when(voice, summary.held), place=summary.place)


def version(summary: ProtectedSummary, voice: Voice) -> str:
    """Version and freeze time: on every page (D6)."""
    return voice("report-version", version=summary.version, frozen=when(voice, summary.frozen))


def tiles(summary: ProtectedSummary, voice: Voice) -> list[tuple[str, str]]:
    """The figures of the activity with their words."""
    facts = summary.facts
    pairs: list[tuple[str, int | float]] = [
        ("signed", facts.signed_up),
        ("came", facts.came),
        ("hours", number(facts.hours)),
    ]
    if facts.served is not None:
        pairs.append(("served", facts.served))
    return [(str(n), voice(f"fact-tile-{key}")) for key, n in pairs]


def answered(summary: ProtectedSummary, voice: Voice) -> str:
    groups = voice("report-list-comma").join(
        voice("report-answered-one", group=voice(f"group-{one.group}"), n=one.n) for one in summary.answered
    )
    return voice("report-answered", groups=groups)


def blocks(summary: ProtectedSummary, voice: Voice) -> list[Block]:
    """The indicators that at least one group may show, in the order of every page."""
    made = [Block(voice(f"indicator-{one}"), tuple(_row(score, voice) for score in summary.of(one))) for one in SCORED]
    return [block for block in made if block.rows]


def _row(score: Score, voice: Voice) -> Row:
    shown = score.shown
    group = voice(f"group-{score.group}")
    if score.self_rated:
        group = voice("group-self", group=group)
    if shown.n is None:
        # Not "fewer than 5": with a skip or two a question is hidden from five or six answers on (see domain).
        return Row(group, (), voice("score-hidden"), "")
    people = voice("score-n", n=shown.n)
    if shown.skipped is not None:
        people += voice("report-list-comma") + voice("score-skipped", n=shown.skipped)
    if shown.band is not None:
        return Row(group, (), voice(f"band-{shown.band}"), people)
    return Row(group, _cells(shown, voice), "", people)


def _cells(shown: ProtectedScore, voice: Voice) -> tuple[Cell, ...]:
    rest = "rest-joined" if shown.joined else "rest"
    tones = ("good", "mid", "bad") if shown.level is Level.FULL else ("good", rest)
    return tuple(
        Cell("joined" if tone == "rest-joined" else tone, voice(f"score-{tone}"), n)
        for tone, n in zip(tones, shown.cells, strict=True)
        if n
    )


def gap(summary: ProtectedSummary, voice: Voice) -> str | None:
    """The widest gap in words, "much alike", or nothing where only one group is shown."""
    if not summary.compared:
        return None
    found = summary.gap
    if found is None:
        return voice("gap-close")
    facts = {
        "indicator": voice(f"indicator-{found.indicator}"),
        "higher": voice(f"group-{found.higher}"),
        "lower": voice(f"group-{found.lower}"),
    }
    if found.basis is Basis.SHARE and found.higher_band is found.lower_band:
        return voice("gap-share", **facts)
    bands = {"higherband": voice(f"band-{found.higher_band}"), "lowerband": voice(f"band-{found.lower_band}")}
    return voice("gap-bands", **facts, **bands)


def hidden_note(summary: ProtectedSummary, voice: Voice) -> str | None:
    """Which groups are too small for any figure (D1) and how they are heard instead (D13)."""
    if not summary.hidden:
        return None
    groups = voice("hidden-comma").join(voice(f"group-{one}") for one in summary.hidden)
    return voice("hidden-note", groups=groups, limit=summary.limits.group)


def bars(summary: ProtectedSummary, voice: Voice) -> list[Bar]:
    return [
        Bar(
            voice(f"chip-{one.chip}"),
            one.low,
            one.high,
            voice("mention-exact", n=one.low)
            if one.low == one.high
            else voice("mention-range", low=one.low, high=one.high),
        )
        for one in summary.chips.mentions
    ]


def remainder(summary: ProtectedSummary, voice: Voice) -> str | None:
    """The line below the chips: how many others, few or none, or why nothing is shown."""
    chips: ProtectedChips = summary.chips
    limit = summary.limits.mentions
    match chips.remainder:
        case Remainder.HIDDEN:
            return voice("chips-hidden")
        case Remainder.NONE:
            return None
        case Remainder.COUNTED:
            return voice("chips-counted", n=chips.others or 0, limit=limit)
        case Remainder.FEW:
            return voice("chips-few") if chips.mentions else voice("chips-none", limit=limit)


def fix_from(summary: ProtectedSummary, voice: Voice) -> str | None:
    return voice("report-fix-from", n=summary.chips.n) if summary.chips.n is not None else None
