"""Who answers what: every conversation in the order it is asked, every letter's writer, every deed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

from aiogram import Router

from bot.carrier import Deed
from bot.settings import Settings
from domain.promises import Kind
from domain.reminders import Timing
from handlers import (
    advice,
    approval,
    calling,
    certificate,
    chains,
    checkin,
    corrections,
    digest,
    ending,
    export,
    feedback,
    figures,
    kept,
    language,
    letters_calls,
    letters_changes,
    letters_duties,
    letters_offers,
    letters_overview,
    letters_people,
    letters_planning,
    letters_rounds,
    letters_signups,
    letters_village,
    loose_words,
    membership,
    offered,
    paper,
    people,
    record,
    roles,
    roster,
    series,
    setup,
    signup,
    stale,
    start,
    status,
    summary,
    team,
    ticklist,
)
from handlers import help as help_desk
from handlers import opening as _opening  # noqa: F401  the links of cards are answered by /start
from handlers.letters import Writer
from usecases import advice as planning_advice
from usecases import attendance, rounds
from usecases.habits import Habits
from usecases.villages import Defaults

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


def union(*parts: Mapping[Kind, T]) -> dict[Kind, T]:
    """All of them in one; a kind that two rooms claim is a mistake, told at the start."""
    whole: dict[Kind, T] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"claimed twice: {', '.join(sorted(twice))}")
        whole.update(part)
    return whole


ROOMS: Final = Rooms(
    notices=(membership.router,),
    conversations=(
        # First: in a group nobody set up it takes everything, and says one line.
        setup.router,
        start.router,
        help_desk.router,
        language.router,
        status.router,
        roles.router,
        approval.router,
        advice.router,
        series.router,
        calling.router,
        # A typed sheet begins with 签到, as the check-in does, and has lines, as a chain has: asked before both.
        paper.router,
        chains.router,
        offered.router,
        people.router,
        kept.router,
        roster.router,
        corrections.router,
        checkin.router,
        record.router,
        certificate.router,
        team.router,
        ending.router,
        figures.router,
        feedback.router,
        digest.router,
        summary.router,
        export.router,
        loose_words.router,
        # Words in a person's own way come after every command and every answer to a question.
        signup.router,
        stale.router,
    ),
    writers=union(
        letters_calls.WRITERS,
        letters_changes.WRITERS,
        letters_signups.WRITERS,
        letters_offers.WRITERS,
        letters_duties.WRITERS,
        letters_people.WRITERS,
        letters_planning.WRITERS,
        letters_rounds.WRITERS,
        letters_overview.WRITERS,
        ending.WRITERS,
        letters_village.WRITERS,
        ticklist.WRITERS,
        record.WRITERS,
        certificate.WRITERS,
    ),
    deeds=union(rounds.DEEDS, attendance.DEEDS, planning_advice.DEEDS),
)
"""All of the house."""


def context_of(settings: Settings) -> dict[str, Any]:
    """What conversations ask for by name, from the operator's settings."""
    habits = Habits(
        timing=Timing(settings.remind_evening, timedelta(minutes=settings.remind_before_minutes)),
        feedback_at=settings.feedback_at,
        feedback_hours=settings.feedback_hours,
    )

    return {
        "habits": habits,
        "defaults": Defaults(settings.timezone.key, settings.language),
    }
