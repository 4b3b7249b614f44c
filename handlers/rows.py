"""Names in a row, as the card, the roster and the letters show them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from domain.signups import Signup
from texts.voice import Voice

LONGEST_LIST: Final = 30
"""More names than this make a card nobody reads on a phone; the rest is in /roster."""
LONGEST_QUEUE: Final = 10
TOGETHER: Final = 3
"""A keeper who entered more people than this is named once for all of them."""
_RIGHT_TO_LEFT: Final = ("R", "AL")


def isolated(name: str) -> str:
    """A name written from right to left, fenced in so that it cannot turn its neighbours around."""
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in name):
        return f"\u2068{name}\u2069"
    return name


def who(voice: Voice, signup: Signup) -> str:
    """A name with what tells it apart, its party and its keeper: 王大妈, 王大妈×2, 张大爷·村东头（李婶代报）."""
    said = alone(voice, signup)
    return voice("roster-kept", name=said, keeper=isolated(signup.keeper)) if signup.keeper else said


def alone(voice: Voice, signup: Signup) -> str:
    """The same without the keeper, where it is said already."""
    name = isolated(signup.name)
    if signup.label:
        name = voice("person-label", name=name, label=isolated(signup.label))
    return voice("card-party", name=name, party=signup.party) if signup.party > 1 else name


def names(voice: Voice, signups: Sequence[Signup], most: int) -> str:
    """Names in a row; those of a keeper who entered more than three stand together, behind the keeper's name. A long
    row is shortened and says how many people it holds in all."""
    shown, comma = signups[:most], voice("card-comma")
    entered = Counter((s.entered_by, s.keeper) for s in shown if s.keeper)
    many = {key: key[1] for key, n in entered.items() if n > TOGETHER}
    parts = [comma.join(who(voice, s) for s in shown if (s.entered_by, s.keeper) not in many)]
    for key, keeper in many.items():
        theirs = comma.join(alone(voice, s) for s in shown if (s.entered_by, s.keeper) == key)
        parts.append(voice("kept-together", keeper=isolated(keeper or ""), names=theirs))
    row = voice("kept-between").join(part for part in parts if part)
    if len(signups) <= most:
        return row
    return voice("card-and-more", names=row, all=sum(s.party for s in signups))
