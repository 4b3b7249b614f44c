"""The moves a clause of a reply can make."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from parsing.questions import QuestionKind


class Move(enum.Enum):
    """What one clause does."""

    JOIN = "join"
    JOIN_FOR = "join for"
    LEAVE = "leave"
    LEAVE_FOR = "leave for"
    DECLINE = "decline"
    MAYBE = "maybe"
    FOR_THEM = "join for them"  # 给她报个名: whom, stands before
    LEAVE_FOR_THEM = "leave for them"
    SLIP = "slip"  # 点错了: what was tapped or said was not meant
    RESIZE = "resize"  # 改成3个人, 再加一个
    ARRIVED = "arrived"
    QUESTION = "question"
    TAG = "tag"  # 行吗, 可以不: asks leave for what was said
    NOTE = "note"  # 带铁锹, 晚到十分钟: goes with a sign-up
    COUNT = "count"  # 两个人: a bare count of people
    WITH = "with"  # 我和老伴; 我老伴也去: companions without a sign-up of one's own
    HEARSAY = "hearsay"
    PAST = "past"
    IDLE = "idle"  # 刚看见消息, 我明天没事: why, and nothing else
    NOD = "nod"  # 好的, 行: may mean anything
    SHAKY = "shaky"  # sounds like a sign-up, but some word is not understood
    HAZY = "hazy"  # the same, and certainly of nobody else
    THANKS = "thanks"  # 收到, 谢谢书记
    CHAT = "chat"


@dataclass(frozen=True)
class Clause:
    """One clause read: its move, the places it asks for, whom it names, and what it leaves for a note."""

    move: Move
    party: int = 1
    names: tuple[str, ...] = ()
    rest: str = ""
    guess: Move | None = None
    asked: QuestionKind | None = None
    whom: tuple[str, ...] = ()
    """Who the clause begins with, whatever it says of them: 我妈 in 我妈想去."""
    strong: bool = False
    """A sign-up in so many words (报名, 算我一个), not only 我去."""
    own: bool = False
    """A count that has the writer in it: 我和老伴, 我们俩."""
    more: int = 0
    """How many more (or fewer) come than before; 0 where ``party`` is the new whole."""
