"""What social workers read: numbers of answers while a round is open; after closing the comments, in no order."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.disclosure import Level, Remainder
from domain.questions import Indicator
from domain.rounds import Audience
from domain.summary import GROUPS, ProtectedSummary


@dataclass(frozen=True, slots=True)
class Response:
    """How many of a group were asked and how many forms came back."""

    group: Audience
    invited: int
    answered: int

    @property
    def silent(self) -> int:
        """How many have not answered: a number, never names (R12)."""
        return max(0, self.invited - self.answered)


@dataclass(frozen=True, slots=True)
class Comment:
    """Words from a form. `readable`: the writer tapped 可以念, so after review its wording may be read out (D11)."""

    group: Audience
    text: str
    readable: bool = False


class Reason(StrEnum):
    """Why the page shows less than was counted. Tells no more than the page itself does."""

    FEW_ANSWERS = "few_answers"
    """D1."""
    SMALL_CELL = "small_cell"
    """D2 or D3: a count under three, or all the same; which of the two stays closed."""
    JOINED = "joined"
    """Two counts were put together, a few skips perhaps among them."""
    FEW_MENTIONS = "few_mentions"
    """D5: something named by fewer than five."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    indicator: Indicator
    group: Audience
    reason: Reason


@dataclass(frozen=True, slots=True)
class OpenDigest:
    """All a social worker may know before closing: how many answered (D6)."""

    title: str
    closes: datetime
    responses: tuple[Response, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """After closing: the same protected figures as everyone's, and what only social workers read."""

    summary: ProtectedSummary
    responses: tuple[Response, ...]
    comments: tuple[Comment, ...]
    suppressed: tuple[Suppressed, ...]


_REASONS: Final = {
    Level.HIDDEN: Reason.FEW_ANSWERS,
    Level.BAND: Reason.SMALL_CELL,
    Level.TWO: Reason.JOINED,
}


def open_digest(
    title: str, closes: datetime, invited: Mapping[Audience, int], answered: Mapping[Audience, int]
) -> OpenDigest:
    """`closes` is the village's wall time."""
    return OpenDigest(title, closes, _responses(invited, answered))


def digest(
    summary: ProtectedSummary, invited: Mapping[Audience, int], comments: Iterable[Comment], shuffle: random.Random
) -> Digest:
    """The digest of a closed round. Comments are shuffled so that their order says nothing of who wrote first (D12);
    blank ones are dropped. Raw counts never come here: social workers read the protected figures too (D6, D8)."""
    written = [one for one in comments if one.text.strip()]
    shuffle.shuffle(written)
    answered = {one.group: one.n for one in summary.answered}
    return Digest(summary, _responses(invited, answered), tuple(written), suppressed(summary))


def suppressed(summary: ProtectedSummary) -> tuple[Suppressed, ...]:
    """What is not shown and why, worked out from the protected summary alone."""
    scores = [
        Suppressed(one.indicator, one.group, _REASONS[one.shown.level])
        for one in summary.scores
        if one.shown.level in _REASONS
    ]
    match summary.chips.remainder:
        case Remainder.HIDDEN:
            scores.append(Suppressed(Indicator.FIX, Audience.VILLAGER, Reason.FEW_ANSWERS))
        case Remainder.FEW | Remainder.COUNTED:
            scores.append(Suppressed(Indicator.FIX, Audience.VILLAGER, Reason.FEW_MENTIONS))
    return tuple(scores)


def _responses(invited: Mapping[Audience, int], answered: Mapping[Audience, int]) -> tuple[Response, ...]:
    return tuple(Response(group, invited.get(group, 0), answered.get(group, 0)) for group in GROUPS)
