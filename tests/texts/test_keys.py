"""No line is missing, none is written twice, none is written for nobody, and each gets the facts it needs."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.texts.book import SAMPLES, book, everything, lines_of, spoken
from tests.texts.calls import FAMILY, KEY, families, mentioned_words, refusals, spoken_lines, unread_refusals
from tests.texts.family import REASONS, members
from texts.voice import LANGUAGES

REFUSED = {"refused-{}", *REASONS}
"""Families that are reasons of refusal: tests of their own look at those."""
UNSAID: dict[str, str] = {}
"""Lines that no code asks for, each with the reason why it is kept."""


def test_both_languages_have_the_same_lines() -> None:
    assert set(book("zh")) == set(book("en"))


def test_both_languages_keep_a_line_in_the_same_file() -> None:
    assert {key: line.file for key, line in book("zh").items()} == {key: line.file for key, line in book("en").items()}


def test_both_languages_name_the_same_facts() -> None:
    differing = [key for key in book("zh") if book("zh")[key].facts != book("en")[key].facts]
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_written_twice(language: str) -> None:
    twice = [key for key, times in Counter(line.key for line in lines_of(language)).items() if times > 1]
    assert not twice


def test_every_line_that_is_asked_for_is_written() -> None:
    asked = [(use.place, key) for use in spoken_lines() for key in _keys(use.key)]
    assert len(asked) > 200  # the reading of the code itself works
    assert not [(place, key) for place, key in asked if key not in book("zh")]


def test_every_family_of_lines_is_listed_and_written() -> None:
    missing = []
    for shape, place in families().items():
        if shape not in REFUSED:
            missing += [(place, key) for key in members(shape) if key not in book("zh")]
    assert not missing


def test_every_line_is_said_somewhere() -> None:
    said = set(mentioned_words())
    for shape in families():
        said.update(members(shape) if shape not in REFUSED else [])
    said.update(f"refused-{reason}" for raised in refusals() for reason in reasons(raised.reason))
    assert {key for key in book("zh") if key not in said} == set(UNSAID)


def test_every_line_gets_its_facts() -> None:
    unfed = [
        (use.place, key, sorted(book("zh")[key].facts - use.facts))
        for use in spoken_lines()
        if use.facts is not None
        for key in _keys(use.key)
        if use.verb != "ask" and key in book("zh") and not book("zh")[key].facts <= use.facts
    ]
    assert not unfed


def test_every_refusal_has_its_words_and_they_get_their_facts() -> None:
    faults = []
    for raised in refusals():
        for reason in reasons(raised.reason):
            line = book("zh").get(f"refused-{reason}")
            if line is None:
                faults.append(f"{raised.place}: no words for refused-{reason}")
            elif not line.facts <= raised.facts:
                faults.append(f"{raised.place}: refused-{reason} wants {sorted(line.facts - raised.facts)}")
    assert len(refusals()) > 60
    assert not faults


def test_a_refusal_names_its_reason_where_it_can_be_read() -> None:
    assert not unread_refusals()


def test_every_fact_has_an_example() -> None:
    named = {fact for language, key in everything() for fact in book(language)[key].facts}
    assert named == set(SAMPLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_can_be_said(language: str) -> None:
    for key in book(language):
        assert all(line.strip() for line in spoken(language, key)), key


def reasons(shape: str) -> list[str]:
    """The reasons a refusal can have."""
    return [shape.format(part) for part in REASONS[shape]] if "{}" in shape else [shape]


def _keys(name: str) -> list[str]:
    if KEY.fullmatch(name):
        return [name]
    return members(name) if FAMILY.fullmatch(name) and name not in REFUSED else []
