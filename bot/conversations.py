"""Who answers what: every conversation in the order it is asked, every letter's writer, every deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from aiogram import Router

from bot.carrier import Deed
from domain.promises import Kind
from handlers import letters_operator
from handlers.letters import Writer
from usecases import attendance, rounds

T = TypeVar("T")

NOTICES: Final[tuple[Router, ...]] = ()
"""Asked before the Doorman: the platform's own notices, not anybody's words."""

CONVERSATIONS: Final[tuple[Router, ...]] = ()
"""Asked behind the Doorman, in this order; the last one answers what nobody took."""


def union(*parts: Mapping[Kind, T]) -> dict[Kind, T]:
    """All of them in one; a kind that two rooms claim is a mistake, told at the start."""
    whole: dict[Kind, T] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"claimed twice: {', '.join(sorted(twice))}")
        whole.update(part)
    return whole


WRITERS: Final[Mapping[Kind, Writer]] = union(letters_operator.WRITERS)
DEEDS: Final[Mapping[Kind, Deed]] = union(rounds.DEEDS, attendance.DEEDS)

CONTEXT: Final[Mapping[str, Any]] = {}
"""What conversations ask for by name and what is the same for every installation."""
