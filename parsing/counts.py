"""How many people, from ... to: 20个人, 10到16人, 仨; a rough number (二十来个, 七八个) is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsing.numbers import NUMBER, ROUGH_TAIL, read_number

FEWEST, MOST = 1, 500
"""A call asks for at least one person and at most five hundred."""

UNIT = (
    "(?:个人|位志愿者|名志愿者|个志愿者|个壮劳力|个劳力|名党员|口子人|口子|号人|个|位|名|人|口人|口|"
    "people|persons|volunteers|person|volunteer|(?<=[俩仨]))"
)
_TO = r"\s*(?:个|名|位|人)?\s*(?:[-~—–]|到|至|to)\s*"
COUNT = rf"(?P<n>{NUMBER}|[俩仨])(?:{_TO}(?P<n2>{NUMBER}))?(?P<rough>{ROUGH_TAIL})?"
"""A pattern for one count of people without its unit; ``count_of`` reads what it matched."""

COUNT_PLAIN = re.sub(r"\?P<\w+>", "?:", COUNT)
"""The same without names, for cutting a text."""


@dataclass(frozen=True)
class Count:
    """At least so many and at most so many; both the same when one number was said."""

    least: int
    most: int


def count_of(match: re.Match[str]) -> Count | None:
    """The count that a match of ``COUNT`` holds; None when it is rough, upside down or out of bounds."""
    first = read_number(match["n"])
    last = first if match["n2"] is None else read_number(match["n2"])
    if match["rough"] or first is None or last is None or not FEWEST <= first <= last <= MOST:
        return None
    return Count(first, last)


def total_of(counts: tuple[Count, ...]) -> Count | None:
    """All of them together; None for nobody or for more than a call may ask."""
    least, most = sum(count.least for count in counts), sum(count.most for count in counts)
    return Count(least, most) if FEWEST <= most <= MOST else None
