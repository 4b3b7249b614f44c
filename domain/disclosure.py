"""What may be shown of few people's answers, so that nobody can be singled out: rules D1–D5 of the co-assessment.

The reader of a page knows who was there, how many answered, and these rules. So a figure is safe only if it stays
safe after every sum and every "why was this suppressed?" has been worked backwards. Two things follow from it:

* The number of answers of a group is public (D4). So skips are a cell like any other: one or two of them would follow
  from `answers − n`. They are never shown, and counts that would betray them are joined with them.
* Behind everything shown short of full counts stand at least three different tables of answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds, counted in people. A village may be stricter than these, never looser: ValueError."""

    group: int = 5
    """D1: fewer answers than this in a group show nothing."""
    cell: int = 3
    """D2: no non-zero cell smaller than this."""
    mentions: int = 5
    """D5: "n people mentioned" needs at least this many."""

    def __post_init__(self) -> None:
        if self.group < 5 or self.cell < 3 or self.mentions < 5:
            raise ValueError("disclosure limits can only be raised: group, mentions ≥ 5, cell ≥ 3")
        if self.group < 2 * self.cell - 1 or self.mentions < self.cell:
            raise ValueError("raise group to at least 2·cell − 1 and mentions to at least cell together with cell")


LIMITS: Final = Limits()


class Level(StrEnum):
    """How much of a question may be seen, from most to least."""

    FULL = "full"
    """Three counts: good, so-so, not good."""
    TWO = "two"
    """Two counts: good, and everything else."""
    BAND = "band"
    """One of three word bands."""
    HIDDEN = "hidden"
    """Nothing at all (D1)."""


class Band(StrEnum):
    MOSTLY_GOOD = "mostly_good"
    """At least two thirds said good."""
    MIXED = "mixed"
    NEEDS_WORK = "needs_work"
    """At most one third said good."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was tapped on a question with faces. `skip` also holds forms that left the question out."""

    good: int
    mid: int
    bad: int
    skip: int = 0

    def __post_init__(self) -> None:
        if min(self.good, self.mid, self.bad, self.skip) < 0:
            raise ValueError("a count cannot be negative")


@dataclass(frozen=True, slots=True)
class ProtectedScore:
    """All that any page may know of one group's answers to one question.

    `cells` are (good, mid, bad) at FULL, (good, rest) at TWO, empty otherwise. `n` is the number of people behind
    what is shown; None when hidden. `skipped` is set only when it may be told (L5). `joined` says that the rest at
    TWO includes the few who skipped. At BAND without `skipped`, `n` counts the forms, skips among them or not.
    """

    level: Level
    n: int | None = None
    cells: tuple[int, ...] = ()
    band: Band | None = None
    skipped: int | None = None
    joined: bool = False

    @property
    def share(self) -> Fraction | None:
        """The share of good among those shown, where it can be compared with another group's (L6)."""
        if self.level not in (Level.FULL, Level.TWO) or self.joined or not self.n:
            return None
        return Fraction(self.cells[0], self.n)

    @property
    def leaning(self) -> Band | None:
        """The word band of whatever is shown: worked out from what is public, so it adds nothing to it."""
        if self.cells and self.n:
            return band(self.cells[0], self.n)
        return self.band


HIDDEN: Final = ProtectedScore(Level.HIDDEN)


def band(good: int, n: int) -> Band:
    """The word for a share of good: two thirds or more, one third or less, or between."""
    if 3 * good >= 2 * n:
        return Band.MOSTLY_GOOD
    return Band.NEEDS_WORK if 3 * good <= n else Band.MIXED


def protect(counts: Counts, limits: Limits = LIMITS) -> ProtectedScore:
    """The most that may be shown of one group's answers to one question.

    D1 first; then three counts, two counts, a word (D2). A word also when all answered the same (D3), and when nobody
    said good: "0 good" would tell of each single person that they did not praise.
    """
    n = counts.good + counts.mid + counts.bad
    few_skips = 0 < counts.skip < limits.cell
    # However few skipped, the same must be shown: were six answers with one skip shown and with two not, showing
    # would tell that it was one.
    if n < limits.group or (few_skips and n + counts.skip - (limits.cell - 1) < limits.group):
        return HIDDEN
    if few_skips:
        # n must not stand beside the public number of answers: forms are counted instead, in the word band too.
        shown, skipped = n + counts.skip, None
    else:
        shown, skipped = n, counts.skip or None
    rest = shown - counts.good
    if counts.good < limits.cell or rest < limits.cell:
        return ProtectedScore(Level.BAND, shown, band=band(counts.good, shown), skipped=skipped)
    if not few_skips and _splits_shown(counts.mid, counts.bad, limits.cell):
        return ProtectedScore(Level.FULL, n, (counts.good, counts.mid, counts.bad), skipped=skipped)
    return ProtectedScore(Level.TWO, shown, (counts.good, rest), skipped=skipped, joined=few_skips)


def _splits_shown(mid: int, bad: int, cell: int) -> bool:
    """Whether so-so and not good may stand apart: no cell of 1…cell−1, and enough splits that may not.

    Exactly `cell` of them (say 3: 3+0 or 0+3 shown) would leave 1+2 and 2+1 as the only tables behind the joined
    count, so there the split is never shown.
    """
    rest = mid + bad
    unshown = sum(0 < one < cell or 0 < rest - one < cell for one in range(rest + 1))
    if unshown in (1, 2):
        return False
    return not (0 < mid < cell or 0 < bad < cell)


@dataclass(frozen=True, slots=True)
class Mention:
    """One chip that enough people tapped. Exactly `low` people if `low == high`, else between the two."""

    chip: str
    low: int
    high: int


class Remainder(StrEnum):
    """What the line below the chips says about everybody else."""

    NONE = "none"
    """Everyone is in the list above; no line."""
    COUNTED = "counted"
    """`others` people tapped something rarely named, or nothing."""
    FEW = "few"
    """Few or nobody: which of the two stays open."""
    HIDDEN = "hidden"
    """The group is too small: nothing is shown (D1)."""


@dataclass(frozen=True, slots=True)
class ProtectedChips:
    """The chips at least five people tapped, most first, and a line for the others."""

    n: int | None
    mentions: tuple[Mention, ...]
    remainder: Remainder
    others: int | None = None


def protect_chips(
    taps: Mapping[str, int], answers: int, order: Sequence[str], limits: Limits = LIMITS
) -> ProtectedChips:
    """What may be told of a question where everyone taps one chip (D5).

    `answers` is the group's public number of answers; whoever tapped nothing counts as the rest. The rest always
    follows by subtraction, so it is a cell itself: told when it is `cell` or more. When it is smaller, the most
    tapped chip is told as a range wide enough that the rest may as well be nothing, and the line says "few or none".
    """
    named = sum(taps.values())
    if named > answers or any(count < 0 for count in taps.values()) or set(taps) - set(order):
        raise ValueError("more taps than answers, a negative count, or a chip that is not on the form")
    if named < limits.group or answers <= limits.mentions:
        return ProtectedChips(None, (), Remainder.HIDDEN)
    shown = sorted(
        ((chip, count) for chip, count in taps.items() if count >= limits.mentions),
        key=lambda one: (-one[1], order.index(one[0])),
    )
    rest = answers - sum(count for _, count in shown)
    exact = tuple(Mention(chip, count, count) for chip, count in shown)
    if rest >= limits.cell or not shown:
        return ProtectedChips(answers, exact, Remainder.COUNTED if shown else Remainder.FEW, rest if shown else None)
    (chip, count), others = shown[0], exact[1:]
    floor = others[0].low if others else limits.mentions
    high = count + rest
    low = max(high - limits.cell + 1, floor)
    if low == high:
        return ProtectedChips(answers, exact, Remainder.NONE)
    return ProtectedChips(answers, (Mention(chip, low, high), *others), Remainder.FEW)
