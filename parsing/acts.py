"""What a reply asks for, once it is understood."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from parsing.questions import QuestionKind


class Act(enum.Enum):
    """What a reply asks the bot to do. UNSURE asks the person with one tap; CHATTER gets no answer at all."""

    JOIN = "join"
    JOIN_FOR = "join_for"
    LEAVE = "leave"
    LEAVE_FOR = "leave_for"
    RESIZE = "resize"
    DECLINE = "decline"
    MAYBE = "maybe"
    ARRIVED = "arrived"
    QUESTION = "question"
    CHATTER = "chatter"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Reply:
    """The meaning of one reply.

    ``party`` counts all places (我和老伴 is 2; for JOIN_FOR only those signed up, not the writer).
    ``names`` are the other people, as typed. ``note`` is what else was said, as typed, for the list.
    ``question`` is what was asked, also beside a JOIN. ``guess`` is what an UNSURE reply may have meant.
    RESIZE changes the party of a writer who is on the list: to ``party``, or by ``more`` (-1 for 减一个) where
    that is not 0. ``role`` is the index of the call's role the words name (我开车, 报名 司机), None when they
    name none or more than one. DECLINE from someone who is on the list is the caller's to read as a wish to leave.
    """

    act: Act
    party: int = 1
    names: tuple[str, ...] = ()
    note: str = ""
    question: QuestionKind | None = None
    guess: Act | None = None
    more: int = 0
    role: int | None = None
