"""The three feedback forms as structure: which questions, what kind of answer, about whom. Knows no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.refusals import Refused
from domain.rounds import Audience


class Kind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    """One of three faces, or a skip."""
    CHIP = "chip"
    """One of eight things that may need fixing, or a skip."""
    TEXT = "text"
    """In one's own words."""
    CHOICE = "choice"
    """One of a few permissions."""
    FACTS = "facts"
    """Figures filled in from the tick list, to be corrected."""


class Indicator(StrEnum):
    """What is asked about; the same thing is asked of several groups so that they can be set side by side."""

    OVERALL = "overall"
    OFFICIALS = "officials"
    WORKERS = "workers"
    VOLUNTEERS = "volunteers"
    FIX = "fix"


GOOD: Final = "good"
MID: Final = "mid"
BAD: Final = "bad"
SKIP: Final = "skip"
"""Also what is stored when somebody passes over an optional text."""

SCALE: Final = (GOOD, MID, BAD)
"""Three points, not five: in a village five would leave cells of one person."""
CHIPS: Final = ("time", "notice", "venue", "supplies", "organise", "fair", "safety", "none")
READABLE: Final = "readable"
WORKERS_ONLY: Final = "workers_only"
PERMISSIONS: Final = (WORKERS_ONLY, READABLE)
"""May a comment be read out without its name. The first is what silence means (D11)."""

SCORED: Final = (Indicator.OVERALL, Indicator.OFFICIALS, Indicator.WORKERS, Indicator.VOLUNTEERS)
"""The indicators with faces, in the order of every page."""


@dataclass(frozen=True, slots=True)
class Question:
    """`self_rated`: the group judges its own part. `only_if`: asked only after that question got words.
    `monthly`: asked at most once a month. `fields`: the figures of a FACTS question."""

    id: str
    kind: Kind
    indicator: Indicator | None = None
    optional: bool = False
    only_if: str | None = None
    self_rated: bool = False
    monthly: bool = False
    fields: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids a button may carry; nothing for words and figures."""
        return _CHOICES.get(self.kind, ())


_CHOICES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SCALE: (*SCALE, SKIP),
    Kind.CHIP: (*CHIPS, SKIP),
    Kind.CHOICE: PERMISSIONS,
}

FACT_FIELDS: Final = (
    "signed_up",
    "attended",
    "hours_total",
    "people_served",
    "home_visits",
    "incidents",
    "cost_yuan",
)


def _face(id_: str, about: Indicator, *, self_rated: bool = False) -> Question:
    return Question(id_, Kind.SCALE, about, self_rated=self_rated)


FORMS: Final[Mapping[Audience, tuple[Question, ...]]] = {
    Audience.VILLAGER: (
        _face("V1", Indicator.OVERALL),
        _face("V2", Indicator.OFFICIALS),
        _face("V3", Indicator.WORKERS),
        Question("V4", Kind.CHIP, Indicator.FIX),
        Question("VT", Kind.TEXT, optional=True),
        Question("VC", Kind.CHOICE, only_if="VT"),
    ),
    Audience.OFFICIAL: (
        _face("O1", Indicator.OVERALL),
        _face("O2", Indicator.OFFICIALS, self_rated=True),
        _face("O3", Indicator.VOLUNTEERS),
        _face("O4", Indicator.WORKERS),
        Question("OT", Kind.TEXT, optional=True),
    ),
    Audience.WORKER: (
        _face("S1", Indicator.OVERALL),
        _face("S2", Indicator.WORKERS, self_rated=True),
        _face("S3", Indicator.OFFICIALS),
        _face("S4", Indicator.VOLUNTEERS),
        Question("SF", Kind.FACTS, fields=FACT_FIELDS),
        Question("SA", Kind.TEXT),
        Question("SM", Kind.TEXT, optional=True, monthly=True),
    ),
}


def question(id_: str) -> Question:
    """The question with this id. Raises Refused("no-such-question") for anything else (a forged or old button)."""
    for form in FORMS.values():
        for one in form:
            if one.id == id_:
                return one
    raise Refused("no-such-question")


def asking(audience: Audience, about: Indicator) -> Question | None:
    """The question by which a group judges an indicator, if it is asked at all."""
    return next((one for one in FORMS[audience] if one.indicator is about), None)


def check_choice(asked: Question, choice: str) -> None:
    """A tap carries one of the question's own choices. Raises Refused("no-such-choice")."""
    if choice not in asked.choices:
        raise Refused("no-such-choice")


def next_question(audience: Audience, given: Mapping[str, str], *, monthly: bool = False) -> Question | None:
    """The first question of a group's form that has no answer yet, or None when the form is done.

    `given` maps question ids to a choice id, to SKIP, or to anything non-empty for a text. A question that depends
    on another (VC on VT) is asked only when that one got words; monthly ones only when their month has come.
    """
    for one in FORMS[audience]:
        if one.id in given or (one.monthly and not monthly):
            continue
        if one.only_if is not None and given.get(one.only_if, SKIP) == SKIP:
            continue
        return one
    return None
