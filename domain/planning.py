"""What comes before a call: how often a series comes again, and what an official says to a draft."""

from __future__ import annotations

from enum import StrEnum


class Every(StrEnum):
    """How often a series comes again."""

    WEEK = "week"
    MONTH = "month"
    FESTIVAL = "festival"


class Verdict(StrEnum):
    """An official's word on a social worker's draft; `submitted` is the worker's own step in the same history."""

    SUBMITTED = "submitted"
    AGREED = "agreed"
    CHANGE = "change"
