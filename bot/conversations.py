"""Who answers what: every conversation in the order it is asked, every letter's writer, every deed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from aiogram import Router

from bot.carrier import Deed
from domain.promises import Kind
from handlers import (
    calling,
    checkin,
    digest,
    export,
    feedback,
    figures,
    help,  # noqa: A004
    language,
    letters_calls,
    letters_operator,
    letters_rounds,
    letters_signups,
    membership,
    roles,
    roster,
    setup,
    signup,
    stale,
    start,
    status,
    summary,
)
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
    conversations=(
        start.router,
        setup.router,
        roles.router,
        help.router,
        language.router,
        status.router,
        calling.router,
        roster.router,
        checkin.router,
        feedback.router,
        digest.router,
        summary.router,
        export.router,
        figures.router,
        signup.router,
        stale.router,
    ),
    notices=(membership.router,),
    writers=union(
        letters_calls.WRITERS,
        letters_signups.WRITERS,
        letters_rounds.WRITERS,
        letters_operator.WRITERS,
    ),
    deeds=union(rounds.DEEDS, attendance.DEEDS),
)
"""All of the house."""
