"""What has been found of a call so far, and what becomes of it at the end."""

from __future__ import annotations

from dataclasses import dataclass

from parsing import call_words as w
from parsing.counts import Count, total_of
from parsing.drafts import ParsedRole
from parsing.places import VERB, tidy


@dataclass
class Draft:
    """What has been found so far; filled clause by clause."""

    title: str = ""
    heading: str = ""
    """A title before the sentence itself (【冬至包饺子】, 关于…的通知): it yields to work named later."""
    place: str | None = None
    total: Count | None = None
    floor: bool = False
    """The total said so far was 最少; a 最多 may follow."""
    rough: bool = False
    bring: tuple[str, ...] = ()
    counted: tuple[tuple[str, Count], ...] = ()
    kinds: tuple[tuple[str, Count], ...] = ()
    """壮劳力8人: the kind of people; a role when there are several kinds."""
    notes: tuple[str, ...] = ()
    labelled: bool = False
    met: bool = False
    """The place is the one to meet at (村委会集合); a place of work said before or after yields to it."""
    carried: bool = False
    """The clause before named things to bring: 带手套 水壶 goes on."""
    loose: tuple[str, ...] = ()
    """Short clauses with neither a place word nor a work verb: a title if no other comes, else a place."""


def settle(draft: Draft) -> None:
    """东洼 beside 浇地 is the place; 剪纸课 alone is the title."""
    loose = list(draft.loose)
    draft.title = draft.title or tidy(draft.heading)
    if loose and not draft.title:
        draft.title = tidy(loose.pop(0))
    draft.title = draft.title or next((name for name, _ in draft.counted if VERB.match(name)), "")
    if loose and draft.place is None and _may_be_place(loose[0]):
        draft.place = loose.pop(0)
    draft.notes += tuple(loose)


def _may_be_place(words: str) -> bool:
    return len(words) <= 8 and not w.NO_PLACE.search(words) and not VERB.search(words[1:])


def _sum(counted: tuple[tuple[str, Count], ...]) -> Count | None:
    return total_of(tuple(count for _, count in counted))


def counts(draft: Draft) -> tuple[Count | None, tuple[ParsedRole, ...]]:
    counted, total = draft.counted, draft.total
    if len(draft.kinds) > 1 and total == draft.kinds[0][1]:
        counted, total = (*draft.kinds, *counted), None
    if total and counted and total.most < sum(count.most for _, count in counted):
        # 演员8人，主持2人，志愿者6人: one kind among others. A total that its roles outgrow is no total.
        counted, total = (*counted, *draft.kinds), None
        if not draft.kinds:
            draft.rough = True
    if len(counted) == 1 and counted[0][0] == draft.title:
        total, counted = counted[0][1] if total is None else total, ()
    if total is None and len(counted) > 2 and counted[0][0] == draft.title and counted[0][1] == _sum(counted[1:]):
        total, counted = counted[0][1], counted[1:]  # 收土豆20人（男12女8）
    if total is None and counted and not draft.rough:
        total = _sum(counted)
    return total, tuple(ParsedRole(name, count.least, count.most) for name, count in counted)
