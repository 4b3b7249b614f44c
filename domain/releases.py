"""When a group's figures may be printed anew: rule D7, so that two pages laid side by side betray nobody."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from domain.disclosure import LIMITS, Limits
from domain.rounds import Audience

Id = TypeVar("Id", bound=Hashable)
Given = TypeVar("Given")


def changed(before: Mapping[Id, Given], after: Mapping[Id, Given]) -> int:
    """How many answers were added, removed or altered between two sets of answers (id → what it says)."""
    return sum(1 for id_ in {*before, *after} if id_ not in before or id_ not in after or before[id_] != after[id_])


def may_reissue(changes: int, limits: Limits = LIMITS) -> bool:
    """D7: a group's figures come out again only if no answer changed, or at least five did."""
    if changes < 0:
        raise ValueError("a number of changes cannot be negative")
    return changes == 0 or changes >= limits.changed


def next_release(
    earlier: Sequence[Mapping[Audience, Mapping[Id, Given]]],
    now: Mapping[Audience, Mapping[Id, Given]],
    limits: Limits = LIMITS,
) -> dict[Audience, Mapping[Id, Given]]:
    """The answers that the next release is made from, group by group; the others wait.

    A group moves on only if it differs by 0 or ≥5 from *every* earlier release, not just the last: five changes and
    then four of them taken back would leave one person between the first page and the third.
    """
    release: dict[Audience, Mapping[Id, Given]] = {}
    for group, answers in now.items():
        printed = [old[group] for old in earlier if group in old]
        fresh = all(may_reissue(changed(old, answers), limits) for old in printed)
        release[group] = answers if fresh else printed[-1]
    return release
