"""Who answers what: every conversation in the order it is asked, every letter's writer, every deed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from aiogram import Router

from bot.carrier import Deed
from domain.promises import Kind
from handlers import letters_operator
from handlers.letters import Writer
from usecases import attendance, rounds

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rooms:
    """Everything people can meet."""

    conversations: Sequence[Router]
    """Asked behind the Doorman, in this order; the last one answers what nobody took."""
    writers: Mapping[Kind, Writer]
    deeds: Mapping[Kind, Deed]
    notices: Sequence[Router] = ()
    """Asked before the Doorman: the platform's own notices, not anybody's words."""
    context: Mapping[str, Any] = field(default_factory=dict)
    """What conversations ask for by name and what is the same for every installation."""


def union(*parts: Mapping[Kind, T]) -> dict[Kind, T]:
    """All of them in one; a kind that two rooms claim is a mistake, told at the start."""
    whole: dict[Kind, T] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"claimed twice: {', '.join(sorted(twice))}")
        whole.update(part)
    return whole


ROOMS: Final = Rooms(
    conversations=(),
    writers=union(letters_operator.WRITERS),
    deeds=union(rounds.DEEDS, attendance.DEEDS),
)
"""All of the house."""
