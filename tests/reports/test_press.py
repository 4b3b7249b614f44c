"""The press works apart: a paper or a clear failure, never half of one."""

from __future__ import annotations

import json

import pytest

from domain.release_json import to_json
from reports.chat import chat_pages
from reports.render import Paper, PressFailed, render, render_apart
from tests.reports.rounds import harvest
from texts.voice import Voice

STARTS = {Paper.TEXT: b'["', Paper.CARD: b"\x89PNG", Paper.DOCX: b"PK"}


@pytest.mark.parametrize("kind", list(Paper))
async def test_every_paper_comes_out_of_the_press(kind: Paper) -> None:
    paper = await render_apart(to_json(harvest()), "zh", kind)
    assert paper.startswith(STARTS[kind])


def test_the_text_is_the_chat_pages() -> None:
    assert json.loads(render(to_json(harvest()), "en", "text")) == list(chat_pages(harvest(), Voice("en")))


async def test_a_broken_release_is_a_failure_with_one_line() -> None:
    with pytest.raises(PressFailed, match="ValueError: not a protected summary"):
        await render_apart("{}", "zh", Paper.CARD)


@pytest.mark.parametrize(("language", "kind"), [("fr", "card"), ("zh", "papyrus")])
async def test_an_unknown_language_or_paper_is_refused_before_the_press_starts(language: str, kind: str) -> None:
    with pytest.raises(ValueError, match=r"fr|papyrus"):
        await render_apart(to_json(harvest()), language, kind)


async def test_a_press_without_patience_is_stopped() -> None:
    with pytest.raises(PressFailed, match="longer than"):
        await render_apart(to_json(harvest()), "zh", Paper.CARD, patience=0.01)
