"""The keys that are put together while the bot speaks: which they can be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain import questions
from domain.attendance import Attendance
from domain.calls import CallState, Field
from domain.digest import Reason
from domain.disclosure import Band
from domain.people import Role
from domain.planning import Festival, Verdict
from domain.questions import Indicator, Kind
from domain.reminders import Slot
from domain.rounds import Audience, RoundState
from domain.signups import SignupState
from handlers.commands import GROUP, PRIVATE
from tests.texts.book import book
from usecases.claims import Said
from usecases.exports import Table
from usecases.signups import Outcome

_ASKED: Final = [question for form in questions.FORMS.values() for question in form]
_ROLES: Final = [role.value for role in Role]

FAMILIES: Final[Mapping[str, list[str]]] = {
    "answer-{}": ["when", "until", "where", "bring", "places", "what"],
    "arrived-{}": ["came", "late", "walk-in"],
    "attendance-{}": [state.value.replace("_", "-") for state in Attendance],
    "band-{}": [band.value for band in Band],
    "calls-line-{}": ["none", *(state.value.replace("_", "-") for state in SignupState)],
    "chip-{}": [*questions.CHIPS],
    "claim-{}": [said.value for said in Said],
    "command-{}": sorted({*GROUP, *PRIVATE}),
    "draft-ask-{}": [field.value for field in Field],
    "export-{}": [table.value for table in Table],
    "export-name-{}": [table.value for table in Table],
    "fact-{}": [name.replace("_", "-") for name in questions.FACT_FIELDS],
    "fact-tile-{}": ["signed", "came", "hours", "served"],
    "feedback-intro-{}": [group.value.replace("_", "-") for group in Audience],
    "group-{}": [group.value for group in Audience],
    "indicator-{}": [one.value for one in Indicator],
    "question-{}": [question.id for question in _ASKED],
    "reason-{}": [reason.value for reason in Reason],
    "reminder-{}": [slot.value for slot in Slot],
    "role-given-{}": _ROLES,
    "role-link-{}": _ROLES,
    "role-name-{}": [*_ROLES, "operator", "none"],
    "role-taken-{}": _ROLES,
    "role-words-{}": [*_ROLES, "none"],
    "role-yours-{}": _ROLES,
    "roster-{}": [CallState.DONE.value, CallState.CANCELLED.value],
    "round-state-{}": [state.value for state in RoundState],
    "sheet-column-{}": ["number", "name", "party", "duty", "tick", "signature", "phone"],
    "certificate-column-{}": ["day", "what", "where", "hours"],
    "score-{}": ["good", "mid", "bad", "rest", "rest-joined"],
    "signup-{}": [outcome.value for outcome in Outcome],
    "signup-for-{}": ["placed", "waiting", "already", "gone"],
    "status-bot-{}": ["admin", "member", "out", "unknown"],
    # A command may have no plain word: then it has only its slash.
    "festival-{}": [one.value for one in Festival],
    "verdict-{}": [said.value for said in Verdict],
    "word-{}": [name for name in sorted({*GROUP, *PRIVATE}) if f"word-{name}" in book("zh")],
}

REASONS: Final[Mapping[str, list[str]]] = {
    "call-{}": [state.value for state in CallState],
    "round-{}": [state.value for state in RoundState],
    "round-still-{}": [RoundState.WAITING.value, RoundState.OPEN.value],
    "{}-unfit": [field.value for field in Field],
}
"""The same for reasons of refusal."""


def choices() -> list[str]:
    """The keys of the choices under a question: `scale-good`, `chip-time`, `choice-readable`."""
    part = {Kind.SCALE: "scale", Kind.CHIP: "chip", Kind.CHOICE: "choice"}
    return sorted({f"{part[one.kind]}-{choice}" for one in _ASKED for choice in one.choices})


def members(shape: str) -> list[str]:
    """The keys a family can be. Raises KeyError for a family nobody listed."""
    if shape == "{}-{}":
        return choices()
    return [shape.format(part) for part in FAMILIES[shape]]
