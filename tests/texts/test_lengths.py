"""How much a person is asked to read: short lines for old phones and old eyes."""

from __future__ import annotations

import unicodedata

import pytest

from tests.texts.book import book, spoken
from tests.texts.calls import FAMILY, button_lines, spoken_lines
from tests.texts.family import REASONS, members
from texts.voice import LANGUAGES

TOAST_UNITS = 200
"""The platform cuts an answer to a tap here, in UTF-16 units."""
VILLAGER_TOAST = 30
"""Chinese characters an old villager reads before the box goes away."""
TO_SIGN_UP = 60
"""Chinese characters a villager must read at most to sign up."""
BUTTON = 20
"""Letters on a button; more are cut on a narrow phone."""

ANSWERS = {
    *members("signup-{}"),
    *members("arrived-{}"),
    "arrived-already",
    "signup-place-bell",
    "not-recorded",
    "went-wrong",
    "too-fast",
}
"""Toasts whose key is not written where the toast is given."""
NOT_TOASTS = {"role-how"}
"""`quietly` answers a tap with a toast and a message with a message: these only ever answer a message."""

FOR_ORGANISERS = {
    *(f"refused-{field}-unfit" for field in REASONS["{}-unfit"]),
    *(f"refused-round-still-{state}" for state in REASONS["round-still-{}"]),
    "refused-meet-past",
    "refused-draft-missing",
    "refused-published-by",
    "refused-cancelled-by",
    "refused-edited-by",
    "refused-withdrawn-by",
    "refused-withdraw-signed",
    "refused-needed-by",
    "refused-nothing-to-copy",
    "refused-done-by",
    "refused-needed-below-list",
    "refused-needed-by-duties",
    "refused-duties-unfit",
    "refused-duties-unread",
    "refused-duties-or-villages",
    "refused-duty-alone",
    "refused-duty-below-list",
    "refused-duty-numbers",
    "refused-duty-people",
    "refused-not-begun",
    "refused-too-late-to-correct",
    "refused-walk-in-name",
    "refused-not-set-up",
    "refused-already-set-up",
    "refused-not-administrator",
    "refused-not-appointer",
    "refused-worker-by-worker-only",
    "refused-already-that-role",
    "refused-already-other-role",
    "refused-no-role",
    "refused-role-for-a-bot",
    "refused-role-for-anonymous",
    "refused-invitation-void",
    "refused-figure-bounds",
    "refused-figure-hours",
    "refused-was-official",
    "refused-not-worker",
    "refused-summary-not-made",
    "refused-no-official-reachable",
}
"""Refusals that only officials, social workers and whoever sets up a group can meet."""
CLOSED_BY_HAND = {"signup-place-bell"}
"""Shown once, in a box that stays until its button is tapped: longer, but read in peace."""
IN_A_FORM = {"refused-round-frozen", "refused-round-closed", "refused-comment-too-long", "refused-comment-empty"}
"""Refusals of the feedback form: they answer words in private, and stay."""

SIGN_UP = {
    *(key for key in book("zh") if key.startswith(("card-", "signup-", "mine-", "answer-", "calls-line-"))),
    *(f"refused-call-{state}" for state in REASONS["call-{}"]),
    "refused-call-started",
    "refused-call-started-leave",
    "refused-party-size",
    "refused-party-does-not-fit",
    "refused-no-names",
    "refused-not-found",
    "refused-stale-button",
    "start-villager",
    "start-nobody",
    "open-private",
    "help-group",
    "help-nobody",
    "help-villager",
    "privacy-line",
    "reminder-evening",
    "reminder-soon",
    "moved-up",
    "moved-up-in-group",
    "cancelled-letter",
    "cancelled-letter-why",
    "stale-words",
    "not-recorded",
    "went-wrong",
    "too-fast",
}
"""What a villager may have to read between seeing a call and standing on its list."""


def toasts() -> set[str]:
    """Everything that may answer a tap."""
    named = {use.key for use in spoken_lines() if use.verb in ("toast", "quietly")} - {"refused-{}"}
    keys = {key for name in named for key in (members(name) if FAMILY.fullmatch(name) else [name])}
    return (keys | ANSWERS | {key for key in book("zh") if key.startswith("refused-")}) - NOT_TOASTS


def width(line: str) -> float:
    """In Chinese characters: a letter or digit is half of one; variation marks and joiners are nothing."""
    return sum(
        0
        if unicodedata.category(letter) in ("Mn", "Cf")
        else 1
        if unicodedata.east_asian_width(letter) in "WF"
        else 0.5
        for letter in line
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_toast_is_shown_whole(language: str) -> None:
    assert len(toasts()) > 80
    long = {
        key: line
        for key in toasts()
        for line in spoken(language, key)
        if len(line.encode("utf-16-le")) // 2 > TOAST_UNITS
    }
    assert not long


def test_a_villager_reads_a_toast_in_one_breath() -> None:
    for_villagers = toasts() - FOR_ORGANISERS - IN_A_FORM - CLOSED_BY_HAND
    assert toasts() >= FOR_ORGANISERS | IN_A_FORM | CLOSED_BY_HAND
    assert not {key: line for key in for_villagers for line in spoken("zh", key) if width(line) > VILLAGER_TOAST}


def test_nothing_a_villager_reads_to_sign_up_is_long() -> None:
    assert set(book("zh")) >= SIGN_UP
    assert not {key: line for key in SIGN_UP for line in spoken("zh", key) if width(line) > TO_SIGN_UP}


def test_a_card_can_be_read_at_a_glance() -> None:
    lines = ("card-title", "card-when", "card-where", "card-bring", "card-figures-full")
    assert sum(width(spoken("zh", key)[0]) for key in lines) <= TO_SIGN_UP


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_is_short(language: str) -> None:
    shown = {key for name in button_lines() for key in _keys(name)}
    assert len(shown) > 50
    with_titles = {key for key in shown if "title" in book("zh")[key].facts}
    long = {
        key: line
        for key in shown - with_titles
        for line in spoken(language, key)
        if len(line.replace("\ufe0f", "")) > BUTTON
    }
    assert not long


def _keys(name: str) -> list[str]:
    return members(name) if FAMILY.fullmatch(name) else [name] if name in book("zh") else []
