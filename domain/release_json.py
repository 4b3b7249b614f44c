"""A protected summary as JSON and back, without loss: how a release is stored and handed to the press."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from domain.disclosure import Band, Level, Limits, Mention, ProtectedChips, ProtectedScore, Remainder
from domain.questions import Indicator
from domain.rounds import Audience
from domain.summary import Answered, Basis, Edition, Facts, Gap, ProtectedSummary, Score

E = TypeVar("E", bound=StrEnum)


def to_json(summary: ProtectedSummary) -> str:
    """One line of JSON, keys in a fixed order: equal summaries give equal text."""
    return json.dumps(asdict(summary), ensure_ascii=False, default=_plain, separators=(",", ":"))


def from_json(text: str) -> ProtectedSummary:
    """The summary that `to_json` wrote. Raises ValueError for anything else."""
    try:
        return _summary(json.loads(text))
    except (KeyError, TypeError) as broken:
        raise ValueError(f"not a protected summary: {broken!r}") from broken


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    raise TypeError(f"{value!r} has no place in a summary")


def _summary(told: dict[str, Any]) -> ProtectedSummary:
    chips = told["chips"]
    return ProtectedSummary(
        title=told["title"],
        place=told["place"],
        held=datetime.fromisoformat(told["held"]),
        edition=Edition(told["edition"]),
        version=told["version"],
        frozen=datetime.fromisoformat(told["frozen"]),
        facts=Facts(**told["facts"]),
        answered=tuple(Answered(Audience(one["group"]), one["n"]) for one in told["answered"]),
        scores=tuple(_score(one) for one in told["scores"]),
        compared=told["compared"],
        gap=_gap(told["gap"]) if told["gap"] is not None else None,
        chips=ProtectedChips(
            chips["n"],
            tuple(Mention(**one) for one in chips["mentions"]),
            Remainder(chips["remainder"]),
            chips["others"],
        ),
        hidden=tuple(Audience(one) for one in told["hidden"]),
        limits=Limits(**told["limits"]),
    )


def _score(told: dict[str, Any]) -> Score:
    shown = told["shown"]
    return Score(
        Indicator(told["indicator"]),
        Audience(told["group"]),
        told["self_rated"],
        ProtectedScore(
            Level(shown["level"]),
            shown["n"],
            tuple(shown["cells"]),
            Band(shown["band"]) if shown["band"] is not None else None,
            shown["skipped"],
            shown["joined"],
        ),
    )


def _gap(told: dict[str, Any]) -> Gap:
    return Gap(
        Indicator(told["indicator"]),
        Audience(told["higher"]),
        Band(told["higher_band"]),
        Audience(told["lower"]),
        Band(told["lower_band"]),
        Basis(told["basis"]),
    )
