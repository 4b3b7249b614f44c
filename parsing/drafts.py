"""What was read of a call, and what is still missing from it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from parsing.counts import Count
from parsing.fields import LONGEST_FIELD
from parsing.times import TimeReading


class Field(enum.Enum):
    """What a call cannot be published without."""

    TITLE = "title"
    MEET = "meet"
    PLACE = "place"
    NEEDED = "needed"


@dataclass(frozen=True)
class ParsedRole:
    """A role within a call and how many it needs, from least to most (挖土豆 10–16); equal for one number."""

    name: str
    least: int
    most: int

    @property
    def needed(self) -> int:
        """As many as the role can take."""
        return self.most


@dataclass(frozen=True)
class CallReading:
    """What one sentence says of a call; what it does not say is None or empty, and in ``missing``.

    ``meet`` is None when only the day was said (then ``day`` holds it). ``certain`` is false when the
    time had to be guessed in part. ``note`` is what belongs to no field, as typed. ``needed`` is the most
    people wanted, ``least`` the fewest: they differ only when a range was said (20到25个人). ``roles`` is empty
    for a plain call; without a stated total their sums are ``least`` and ``needed``.
    """

    title: str
    meet: datetime | None
    ends: datetime | None
    place: str | None
    needed: int | None
    roles: tuple[ParsedRole, ...]
    bring: tuple[str, ...]
    note: str
    missing: tuple[Field, ...]
    day: date | None = None
    certain: bool = True
    least: int | None = None


def finished(
    title: str,
    time: TimeReading | None,
    place: str | None,
    needed: Count | None,
    roles: tuple[ParsedRole, ...],
    bring: tuple[str, ...],
    notes: tuple[str, ...],
) -> CallReading:
    """A reading with its missing fields told."""
    meet = time.meet if time and time.has_hour else None
    title = title[:LONGEST_FIELD]
    lacks = (
        (Field.TITLE, not title),
        (Field.MEET, meet is None),
        (Field.PLACE, not place),
        (Field.NEEDED, needed is None),
    )
    return CallReading(
        title=title,
        meet=meet,
        ends=time.ends if time and meet else None,
        place=place,
        needed=needed.most if needed else None,
        least=needed.least if needed else None,
        roles=roles,
        bring=bring,
        note="，".join(notes),
        missing=tuple(field for field, absent in lacks if absent),
        day=time.meet.date() if time else None,
        certain=time.certain if time else False,
    )
