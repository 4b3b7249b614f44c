"""The protected summary of one round: the only thing that any page, picture or chat text is made from (D8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Final

from domain.disclosure import (
    LIMITS,
    Band,
    Counts,
    Level,
    Limits,
    ProtectedChips,
    ProtectedScore,
    protect,
    protect_chips,
)
from domain.questions import BAD, CHIPS, FORMS, GOOD, MID, SCORED, Indicator, Kind, asking
from domain.rounds import Audience

GROUPS: Final = (Audience.VILLAGER, Audience.OFFICIAL, Audience.WORKER)
"""The order of groups on every page."""
WORTH_DISCUSSING: Final = Fraction(1, 5)
"""Two shares of good closer than this are called close; a smaller gap is one person in a small village."""
_STEPS: Final = {Band.NEEDS_WORK: 0, Band.MIXED: 1, Band.MOSTLY_GOOD: 2}


class Edition(StrEnum):
    """For whom a page was made. Social workers read the digest, which holds this one and adds to it."""

    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Answer:
    """One form that came back: the group it speaks for and what was tapped. There is no person in it (R23)."""

    group: Audience
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """Raw counts of one group: `answers` forms, and per question how often each choice was tapped."""

    group: Audience
    answers: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the tick list knows: people signed up, people who came, hours together (halves), people served."""

    signed_up: int
    came: int
    hours: float
    served: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """How many forms a group gave back. Numbers of forms are public (D4)."""

    group: Audience
    n: int


@dataclass(frozen=True, slots=True)
class Score:
    """What may be shown of one group's view of one indicator."""

    indicator: Indicator
    group: Audience
    self_rated: bool
    shown: ProtectedScore


class Basis(StrEnum):
    """What a gap rests on (L6)."""

    SHARE = "share"
    """Both groups are shown with counts."""
    BAND = "band"
    """At least one is shown by a word, so only words are compared."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where two groups see the same thing most differently: marked for discussion, not a verdict (R7)."""

    indicator: Indicator
    higher: Audience
    higher_band: Band
    lower: Audience
    lower_band: Band
    basis: Basis


@dataclass(frozen=True, slots=True)
class ProtectedSummary:
    """One frozen release. `held` and `frozen` are wall times in the village. `scores` holds every indicator of every
    group; those at Level.HIDDEN carry nothing. `compared` tells whether two groups could be set side by side at
    all; then `gap` is the widest difference, or None when they are close. `hidden` are the groups too small for
    any figure: they speak by a statement of their own (D13). `limits` are the thresholds it was made with,
    so that a page can name them."""

    title: str
    place: str
    held: datetime
    edition: Edition
    version: int
    frozen: datetime
    facts: Facts
    answered: tuple[Answered, ...]
    scores: tuple[Score, ...]
    compared: bool
    gap: Gap | None
    chips: ProtectedChips
    hidden: tuple[Audience, ...]
    limits: Limits = LIMITS

    def of(self, indicator: Indicator) -> tuple[Score, ...]:
        """The scores of one indicator that a page shows: groups that are hidden altogether are left to the note."""
        return tuple(one for one in self.scores if one.indicator is indicator and one.group not in self.hidden)


def tally(answers: Iterable[Answer]) -> tuple[Tally, ...]:
    """Count forms and taps, group by group, in the order of the pages. Texts and permissions are not counted.
    Raises ValueError for a choice that the question does not have."""
    forms: Counter[Audience] = Counter()
    taps: dict[tuple[Audience, str], Counter[str]] = {}
    for answer in answers:
        forms[answer.group] += 1
        for asked in FORMS[answer.group]:
            if asked.kind not in (Kind.SCALE, Kind.CHIP) or asked.id not in answer.choices:
                continue
            choice = answer.choices[asked.id]
            if choice not in asked.choices:
                raise ValueError(f"{asked.id} has no choice {choice!r}")
            taps.setdefault((answer.group, asked.id), Counter())[choice] += 1
    return tuple(
        Tally(group, forms[group], {id_: dict(count) for (of, id_), count in taps.items() if of is group})
        for group in GROUPS
    )


def summarise(
    tallies: Iterable[Tally],
    *,
    title: str,
    place: str,
    held: datetime,
    facts: Facts,
    version: int,
    frozen: datetime,
    limits: Limits = LIMITS,
) -> ProtectedSummary:
    """Make the one protected object of a round from raw counts; the raw counts go no further.

    `held` and `frozen` are naive wall times of the village (minutes are enough, D12). A group missing from `tallies`
    gave no answer. Raises ValueError for a version below 1 or an aware time.
    """
    if version < 1 or held.tzinfo is not None or frozen.tzinfo is not None:
        raise ValueError("a summary needs a version from 1 on and the village's own wall times")
    by_group = {one.group: one for one in tallies}
    raw = tuple(by_group.get(group, Tally(group, 0, {})) for group in GROUPS)
    scores = tuple(
        Score(indicator, one.group, asked.self_rated, protect(_faces(one, asked.id), limits))
        for indicator in SCORED
        for one in raw
        if (asked := asking(one.group, indicator)) is not None
    )
    compared, gap = widest_gap(scores)
    return ProtectedSummary(
        title=title,
        place=place,
        held=held.replace(second=0, microsecond=0),
        edition=Edition.MEETING,
        version=version,
        frozen=frozen.replace(second=0, microsecond=0),
        facts=facts,
        answered=tuple(Answered(one.group, one.answers) for one in raw),
        scores=scores,
        compared=compared,
        gap=gap,
        chips=_chips(raw[0], limits),
        hidden=tuple(one.group for one in raw if one.answers < limits.group),
        limits=limits,
    )


def widest_gap(scores: Iterable[Score]) -> tuple[bool, Gap | None]:
    """Whether any two groups can be compared, and the widest gap worth discussing (L6).

    Shares are compared where both groups show counts without joined skips; else only the words are. Everything is
    worked out from protected scores, so the gap cannot tell more than the page. Of equal gaps the first one wins.
    """
    shown = [one for one in scores if one.shown.level is not Level.HIDDEN]
    pairs = [pair for pair in combinations(shown, 2) if pair[0].indicator is pair[1].indicator]
    widest, size = None, Fraction(0)
    for pair in pairs:
        found, by = _gap(*pair)
        if found is not None and by > size:
            widest, size = found, by
    return bool(pairs), widest


def _gap(one: Score, other: Score) -> tuple[Gap | None, Fraction]:
    bands = (one.shown.leaning, other.shown.leaning)
    if bands[0] is None or bands[1] is None:
        return None, Fraction(0)
    first, second = one.shown.share, other.shown.share
    if first is not None and second is not None:
        by, basis = first - second, Basis.SHARE
    else:
        by, basis = Fraction(_STEPS[bands[0]] - _STEPS[bands[1]], 3), Basis.BAND
    if abs(by) < WORTH_DISCUSSING:
        return None, Fraction(0)
    high, low = ((one, bands[0]), (other, bands[1])) if by > 0 else ((other, bands[1]), (one, bands[0]))
    return Gap(one.indicator, high[0].group, high[1], low[0].group, low[1], basis), abs(by)


def _faces(one: Tally, question: str) -> Counts:
    """A form that leaves a question out is a skip like any other."""
    taps = one.counts.get(question, {})
    good, mid, bad = taps.get(GOOD, 0), taps.get(MID, 0), taps.get(BAD, 0)
    return Counts(good, mid, bad, one.answers - good - mid - bad)


def _chips(one: Tally, limits: Limits) -> ProtectedChips:
    asked = asking(one.group, Indicator.FIX)
    taps = one.counts.get(asked.id, {}) if asked is not None else {}
    return protect_chips({chip: taps.get(chip, 0) for chip in CHIPS}, one.answers, CHIPS, limits)
