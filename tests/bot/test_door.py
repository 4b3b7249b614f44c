"""A tap goes straight to the conversations that know its word; what is asked, and in which order, stays the same."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Router
from aiogram.types import CallbackQuery

from bot.conversations import ROOMS
from bot.door import Door, known_words
from handlers.buttons import Tap


async def answer(query: CallbackQuery) -> None:
    """Answers whatever comes."""


async def listen(handler: Any, event: Any, context: dict[str, Any]) -> Any:
    """A middleware that sees every tap."""
    return await handler(event, context)


def room(*words: str, name: str = "") -> Router:
    router = Router(name=name or "-".join(words))
    for word in words:
        router.callback_query(Tap(word, int))(answer)
    return router


def test_those_who_know_a_word_are_asked_in_their_order() -> None:
    first, second, third = room("a", "b"), room("c"), room("b", "d")
    door = Door([first, second, third])
    assert door.rooms_for("b:1") == (first, third)
    assert door.rooms_for("c:1") == (second,)


def test_whoever_answers_any_tap_is_always_asked_and_takes_the_words_nobody_knows() -> None:
    early, known, last = Router(name="early"), room("a"), Router(name="last")
    early.callback_query.outer_middleware(listen)
    last.callback_query()(answer)
    door = Door([early, known, last])
    assert door.rooms_for("a:1") == (early, known, last)
    assert door.rooms_for("forged") == door.rooms_for("") == (early, last)


def test_a_word_of_a_conversation_inside_another_is_found() -> None:
    inner, outer = room("a"), room("b")
    outer.include_router(inner)
    assert known_words(outer) == frozenset({"a", "b"})


@pytest.mark.parametrize("word", sorted(w for one in ROOMS.conversations for w in known_words(one) or ()))
def test_no_button_of_ours_ends_as_out_of_date(word: str) -> None:
    asked = Door(ROOMS.conversations).rooms_for(f"{word}:1")
    assert len(asked) >= 2
    assert asked[-1].name == "stale"
    assert all(word in (known_words(one) or {word}) for one in asked)
