"""Chat pages hold what a message may hold; the digest tells social workers what only they may read."""

from __future__ import annotations

import random
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digest import Comment, digest, open_digest
from domain.rounds import Audience
from reports.chat import PAGE, pages, units
from reports.digest import digest_pages, open_page
from tests.reports.rounds import everybody, harvest, summary_of
from texts.voice import LANGUAGES, Voice

ZH = Voice("zh")
INVITED = {Audience.VILLAGER: 23, Audience.OFFICIAL: 3, Audience.WORKER: 2}


@given(st.lists(st.text(max_size=6000), max_size=6))
def test_no_page_is_longer_than_a_message_and_nothing_is_lost(lines: list[str]) -> None:
    made = pages(lines, harvest(), ZH)
    assert all(units(page) <= PAGE for page in made)
    told = "".join("\n".join(page.split("\n")[:-1]) for page in made)
    assert told.replace("\n", "") == "".join(lines).replace("\n", "")


@pytest.mark.parametrize("line", ["一" * 9000, "🥔" * 5000, "a" + "🥔" * 5000])
def test_a_line_longer_than_a_message_is_cut_between_characters(line: str) -> None:
    made = pages([line], harvest(), ZH)
    assert len(made) == 3
    assert all(PAGE - 60 < units(page) <= PAGE for page in made[:2])
    assert "".join(page.split("\n")[0] for page in made) == line


def test_every_page_of_several_says_version_and_number() -> None:
    made = pages(["一" * 3000] * 3, harvest(), ZH)
    assert [page.splitlines()[-1] for page in made] == [f"第1版，11月26日 周四 20:00定稿　{at}/3" for at in (1, 2, 3)]


def test_an_emoji_counts_twice() -> None:
    assert units("收🥔") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_closing_the_digest_tells_numbers_only(language: str) -> None:
    closes = datetime.fromisoformat("2026-11-26T20:00")
    page = open_page(open_digest("收土豆", closes, INVITED, {Audience.VILLAGER: 9}), Voice(language))
    assert "14" in page
    for word in ("score-good", "band-mixed"):
        assert Voice(language)(word) not in page


def test_after_closing_the_digest_tells_comments_counts_and_what_is_not_shown() -> None:
    comments = [Comment(Audience.VILLAGER, "凳子\n不够", readable=True), Comment(Audience.OFFICIAL, "下次借卡车")]
    told = "\n".join(digest_pages(digest(harvest(), INVITED, comments, random.Random(1)), ZH))
    assert "村民：请了23人，答了21份，还有2人没答" in told
    assert "村干部：请了3人，答了3份\n" in told
    assert "村民（可以念）：凳子 不够" in told
    assert "村干部：下次借卡车" in told
    assert "村干部·活动总的：答的人太少" in told
    assert "村民·社工站这次做得：有一格人太少，或答得都一样，只用一句话说" in told


def test_a_silent_round_has_a_digest_too() -> None:
    told = "\n".join(digest_pages(digest(summary_of([]), {}, [], random.Random(1)), ZH))
    assert "没有人写话。" in told
    assert "社工：没有邀请人" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_digest_shows_the_same_scores_as_the_summary(language: str) -> None:
    voice = Voice(language)
    told = "\n".join(digest_pages(digest(everybody(), INVITED, [], random.Random(1)), voice))
    assert voice("score-rest-joined") in told
