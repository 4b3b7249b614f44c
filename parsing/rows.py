"""A clause as a row of letters, one a word, with the words beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parsing.tokens import Token, tokens


@dataclass(frozen=True)
class Row:
    """The words of a clause beside their letters."""

    words: tuple[Token, ...]
    letters: str

    def span(self, match: re.Match[str], name: str) -> tuple[Token, ...]:
        found = match.groupdict().get(name)
        return self.words[match.start(name) : match.end(name)] if found else ()


@lru_cache(maxsize=256)
def row_of(words: str) -> Row:
    """A folded clause without blanks, ready for the frames."""
    found = tuple(tokens(words))
    return Row(found, "".join(token.tag for token in found))


def named_in(row: Row, match: re.Match[str]) -> tuple[int, tuple[str, ...]]:
    """How many people the ``for`` part of a frame is, and their names as typed."""
    found = [token for token in row.span(match, "for") if token.tag in "Pl"]
    return sum(token.people for token in found), tuple(token.name for token in found)
