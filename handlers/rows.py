"""Names in a row, as the card, the roster and the letters show them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from domain.signups import Signup
from texts.voice import Voice

LONGEST_LIST: Final = 30
"""More names than this make a card nobody reads on a phone; the rest is in /roster."""
LONGEST_QUEUE: Final = 10
_RIGHT_TO_LEFT: Final = ("R", "AL")


def isolated(name: str) -> str:
    """A name written from right to left, fenced in so that it cannot turn its neighbours around."""
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in name):
        return f"\u2068{name}\u2069"
    return name


def who(voice: Voice, signup: Signup) -> str:
    """A name with its party: 王大妈, 王大妈×2."""
    name = isolated(signup.name)
    return voice("card-party", name=name, party=signup.party) if signup.party > 1 else name


def names(voice: Voice, signups: Sequence[Signup], most: int) -> str:
    """Names in a row; a long row is shortened and says how many people it holds in all."""
    row = voice("card-comma").join(who(voice, s) for s in signups[:most])
    if len(signups) <= most:
        return row
    return voice("card-and-more", names=row, all=sum(s.party for s in signups))
