"""What is said of a change: the call as it stands, and which of its fields are to be different."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from parsing.counts import Count
from parsing.drafts import Field


class Reason(Enum):
    """Why a call is called off."""

    WEATHER = "weather"
    OTHER = "other"


@dataclass(frozen=True)
class Standing:
    """The call as it stands, in the village's zone: what a change may refer to."""

    title: str = ""
    meet: datetime | None = None
    needed: int | None = None
    bring: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeReading:
    """What is to change; None is left as it is.

    ``meet`` is the new moment, ``day`` the new day when no hour is known. ``certain`` is false when half of the
    day was guessed. ``bring`` is the whole new list. ``cancel`` says that the call is off; ``reason`` holds the
    words that said why. ``unread`` are fields named but not understood. ``rest`` is what no rule took.
    """

    meet: datetime | None = None
    day: date | None = None
    place: str | None = None
    needed: Count | None = None
    bring: tuple[str, ...] | None = None
    title: str | None = None
    cancel: Reason | None = None
    reason: str = ""
    certain: bool = True
    unread: tuple[Field, ...] = ()
    rest: str = ""
