"""Rounds of answers to print: small, large, silent, and any that hypothesis can think of."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from domain.questions import FORMS, Kind
from domain.rounds import Audience
from domain.summary import Answer, Facts, ProtectedSummary, summarise, tally


def summary_of(
    answers: list[Answer], *, title: str = "收土豆", place: str = "志愿者菜园", facts: Facts | None = None
) -> ProtectedSummary:
    return summarise(
        tally(answers),
        title=title,
        place=place,
        held=datetime.fromisoformat("2026-11-24T06:00"),
        facts=facts or Facts(23, 21, 42.0),
        version=1,
        frozen=datetime.fromisoformat("2026-11-26T20:00"),
    )


def harvest() -> ProtectedSummary:
    """21 villagers, three officials, two social workers: what the demo plays."""
    faces = ["good"] * 13 + ["mid"] * 5 + ["bad"] * 3
    chips = ["none"] * 12 + ["supplies"] * 8 + ["fair"]
    answers = [
        Answer(Audience.VILLAGER, {"V1": face, "V2": face, "V3": "good", "V4": chip})
        for face, chip in zip(faces, chips, strict=True)
    ]
    answers += [Answer(Audience.OFFICIAL, {"O1": "bad"})] * 3 + [Answer(Audience.WORKER, {"S1": "good"})] * 2
    return summary_of(answers)


def everybody() -> ProtectedSummary:
    """All three groups large enough to be shown, with every level of protection on one page."""
    answers = [
        Answer(Audience.VILLAGER, {"V1": v1, "V2": v2, "V3": "good", "V4": "time"})
        for v1, v2 in zip(
            ["good"] * 13 + ["mid"] * 5 + ["bad"] * 3, ["good"] * 8 + ["mid"] * 12 + ["skip"], strict=True
        )
    ]
    answers += [
        Answer(Audience.OFFICIAL, {"O1": "good", "O2": "good" if n < 6 else "mid", "O4": "good" if n < 6 else "skip"})
        for n in range(9)
    ]
    answers += [
        Answer(Audience.WORKER, {"S1": "good" if n < 8 else "bad", "S2": "mid" if n < 4 else "good", "S3": "bad"})
        for n in range(12)
    ]
    return summary_of(answers, facts=Facts(23, 21, 42.5, 31))


def _forms(group: Audience) -> st.SearchStrategy[Answer]:
    taps = {one.id: st.sampled_from(one.choices) for one in FORMS[group] if one.kind in (Kind.SCALE, Kind.CHIP)}
    return st.builds(Answer, st.just(group), st.fixed_dictionaries({}, optional=taps))


def any_round() -> st.SearchStrategy[ProtectedSummary]:
    """Few forms or many, alike (repeated) or mixed, so that full counts, joined ones, words and nothing all occur."""
    alike = st.lists(st.tuples(st.one_of(*map(_forms, Audience)), st.integers(1, 9)), max_size=12)
    return alike.map(lambda piles: summary_of([answer for answer, times in piles for _ in range(times)]))
