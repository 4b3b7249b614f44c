"""No page can be worked backwards to a person: every table is enumerated, as a reader who knows the rules would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest

from domain.disclosure import (
    LIMITS,
    Band,
    Counts,
    Level,
    Limits,
    Mention,
    ProtectedScore,
    Remainder,
    protect,
    protect_chips,
)
from domain.questions import CHIPS

STRICTER = Limits(group=7, cell=4, mentions=6)


def tables(largest: int) -> Iterator[tuple[int, int, int]]:
    for n in range(largest + 1):
        for good in range(n + 1):
            for mid in range(n - good + 1):
                yield good, mid, n - good - mid


def what_a_reader_sees(largest: int, limits: Limits) -> dict[tuple[int, ProtectedScore], set[tuple[int, ...]]]:
    """Every table with skips, sorted by what is shown of it beside the public number of answers."""
    seen: dict[tuple[int, ProtectedScore], set[tuple[int, ...]]] = defaultdict(set)
    for answers in range(1, largest + 1):
        for named in range(answers + 1):
            for good in range(named + 1):
                for mid in range(named - good + 1):
                    table = (good, mid, named - good - mid, answers - named)
                    seen[answers, protect(Counts(*table), limits)].add(table)
    return seen


def test_there_are_12340_tables_and_none_shows_a_figure_under_the_limits() -> None:
    seen: dict[tuple[int, ProtectedScore], list[tuple[int, int, int]]] = defaultdict(list)
    all_tables = list(tables(40))
    assert len(all_tables) == 12_341  # 12,340 and the empty one
    for table in all_tables:
        shown = protect(Counts(*table))
        seen[sum(table), shown].append(table)
        assert all(cell == 0 or cell >= LIMITS.cell for cell in shown.cells)
        assert shown.n is None or shown.n >= LIMITS.group
        if max(table) == sum(table):
            assert shown.level in (Level.BAND, Level.HIDDEN), "unanimity is a word (D3)"
    for (n, shown), behind in seen.items():
        if shown.level in (Level.BAND, Level.TWO):
            assert len(behind) >= 3, (n, shown, behind)


@pytest.mark.parametrize(("limits", "largest"), [(LIMITS, 40), (STRICTER, 30)], ids=["default", "stricter"])
def test_no_small_cell_can_be_worked_out_even_by_who_knows_how_many_answered(limits: Limits, largest: int) -> None:
    for (answers, shown), behind in what_a_reader_sees(largest, limits).items():
        if shown.level is not Level.FULL:
            assert len(behind) >= 3, (answers, shown, behind)
        for cell in range(4):
            possible = {table[cell] for table in behind}
            assert len(possible) > 1 or not 0 < min(possible) < limits.cell, (answers, shown, cell)
        not_good = {table[1] + table[2] for table in behind}
        assert len(not_good) > 1 or not 0 < min(not_good) < limits.cell


def test_nobody_is_told_that_not_one_person_praised() -> None:
    assert protect(Counts(0, 9, 9)) == ProtectedScore(Level.BAND, 18, band=Band.NEEDS_WORK)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        (Counts(4, 0, 0), ProtectedScore(Level.HIDDEN)),
        (Counts(3, 1, 1, 1), ProtectedScore(Level.HIDDEN)),
        (Counts(3, 2, 1, 1), ProtectedScore(Level.TWO, 7, (3, 4), joined=True)),
        (Counts(4, 0, 0, 30), ProtectedScore(Level.HIDDEN)),
        (Counts(5, 0, 0), ProtectedScore(Level.BAND, 5, band=Band.MOSTLY_GOOD)),
        (Counts(21, 0, 0), ProtectedScore(Level.BAND, 21, band=Band.MOSTLY_GOOD)),
        (Counts(12, 6, 3), ProtectedScore(Level.FULL, 21, (12, 6, 3))),
        (Counts(12, 9, 0), ProtectedScore(Level.FULL, 21, (12, 9, 0))),
        (Counts(12, 7, 2), ProtectedScore(Level.TWO, 21, (12, 9))),
        (Counts(12, 3, 0), ProtectedScore(Level.TWO, 15, (12, 3))),
        (Counts(19, 1, 1), ProtectedScore(Level.BAND, 21, band=Band.MOSTLY_GOOD)),
        (Counts(2, 2, 1), ProtectedScore(Level.BAND, 5, band=Band.MIXED)),
        (Counts(2, 9, 9), ProtectedScore(Level.BAND, 20, band=Band.NEEDS_WORK)),
        (Counts(12, 6, 3, 3), ProtectedScore(Level.FULL, 21, (12, 6, 3), skipped=3)),
        (Counts(12, 6, 3, 2), ProtectedScore(Level.TWO, 23, (12, 11), joined=True)),
        (Counts(20, 0, 0, 1), ProtectedScore(Level.BAND, 21, band=Band.MOSTLY_GOOD)),
        (Counts(20, 0, 0, 4), ProtectedScore(Level.BAND, 20, band=Band.MOSTLY_GOOD, skipped=4)),
    ],
)
def test_the_fallbacks_at_their_boundaries(counts: Counts, shown: ProtectedScore) -> None:
    assert protect(counts) == shown


def test_a_joined_rest_is_not_compared_by_share() -> None:
    assert protect(Counts(12, 6, 3, 2)).share is None
    assert protect(Counts(12, 6, 3, 2)).leaning is Band.MIXED


@pytest.mark.parametrize("looser", [{"group": 4}, {"cell": 2}, {"mentions": 4}, {"cell": 4}, {"group": 20, "cell": 6}])
def test_limits_cannot_be_lowered_nor_contradict_each_other(looser: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="raise"):
        Limits(**looser)


def test_a_negative_count_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        Counts(1, -1, 0)


# Chips: three kinds are enough to enumerate every way; the rules do not depend on how many there are.

KINDS = ("a", "b", "c")


@pytest.mark.parametrize(("limits", "largest"), [(LIMITS, 22), (STRICTER, 20)], ids=["default", "stricter"])
def test_no_chip_and_no_rest_under_the_limits_can_be_worked_out(limits: Limits, largest: int) -> None:
    seen = defaultdict(set)
    for answers in range(1, largest + 1):
        for taps in product(range(answers + 1), repeat=len(KINDS)):
            if sum(taps) <= answers:
                shown = protect_chips(dict(zip(KINDS, taps, strict=True)), answers, KINDS, limits)
                seen[answers, shown].add((*taps, answers - sum(taps)))
    for (answers, shown), behind in seen.items():
        named = {mention.chip for mention in shown.mentions}
        for place, kind in enumerate((*KINDS, "skip")):
            possible = {table[place] for table in behind}
            floor = limits.mentions if kind != "skip" else limits.cell
            assert len(possible) > 1 or possible == {0} or min(possible) >= floor, (answers, shown, kind)
        rest = {answers - sum(table[KINDS.index(kind)] for kind in named) for table in behind}
        assert not named or len(rest) > 1 or rest == {0} or min(rest) >= limits.cell, (answers, shown)
        for place in range(len(KINDS)):
            assert {table[place] for table in behind} != {answers}, ("all the same", answers, shown)
        for mention in shown.mentions:
            real = {table[KINDS.index(mention.chip)] for table in behind}
            assert mention.low >= limits.mentions
            assert mention.low <= min(real)
            assert max(real) <= mention.high


def chips(answers: int, **taps: int) -> tuple[tuple[Mention, ...], Remainder, int | None]:
    shown = protect_chips(taps, answers, CHIPS)
    return shown.mentions, shown.remainder, shown.others


def test_chips_are_told_from_five_on_most_first() -> None:
    mentions = (Mention("none", 9, 9), Mention("notice", 5, 5), Mention("time", 5, 5))
    assert chips(23, time=5, none=9, notice=5, fair=4) == (
        (mentions[0], mentions[2], mentions[1]),
        Remainder.COUNTED,
        4,
    )


def test_a_rest_of_one_or_two_turns_the_first_figure_into_a_range() -> None:
    assert chips(21, none=12, time=8, fair=1) == (
        (Mention("none", 11, 13), Mention("time", 8, 8)),
        Remainder.FEW,
        None,
    )
    assert chips(21, none=13, time=8) == chips(21, none=12, time=8, fair=1) == chips(21, none=12, time=8)


def test_a_rest_of_three_is_told() -> None:
    assert chips(21, none=10, time=8, fair=1) == (
        (Mention("none", 10, 10), Mention("time", 8, 8)),
        Remainder.COUNTED,
        3,
    )


def test_nothing_named_by_five_shows_no_figure() -> None:
    assert chips(12, none=4, time=4, fair=4) == ((), Remainder.FEW, None)


def test_chips_of_a_small_group_are_hidden() -> None:
    assert chips(4, none=4) == ((), Remainder.HIDDEN, None)
    assert chips(5, none=5) == ((), Remainder.HIDDEN, None)
    assert chips(9, none=4) == ((), Remainder.HIDDEN, None)


@pytest.mark.parametrize("taps", [{"none": 7}, {"none": -1}, {"weather": 1}])
def test_impossible_taps_are_a_mistake(taps: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="taps"):
        protect_chips(taps, 6, CHIPS)
