"""Values of a call that were said and cannot be: 99999 people, nobody, yesterday."""

from __future__ import annotations

import re
from typing import Final

from parsing.clean import fold, normalise
from parsing.counts import FEWEST, MOST
from parsing.doubts import speaks_of_past

_PEOPLE: Final = re.compile(r"(?<![\d.])(\d{1,9})\s*(?:多?个人|人|名|位|(?:more )?(?:people|persons|volunteers))")


def says_past(text: str) -> bool:
    """Whether a part of the words begins with a day that is over."""
    return any(speaks_of_past(part) for part in re.split(r"[\s,;。!]+", fold(normalise(text))))


def says_unfit_number(text: str) -> bool:
    """Whether the words ask for fewer or more people than a call can have."""
    return any(not FEWEST <= int(found[1]) <= MOST for found in _PEOPLE.finditer(fold(normalise(text))))
