"""Names made safe to show, and when a round opens, closes and freezes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calls import CallId
from domain.names import LONGEST, clean_line, clean_name, clean_words
from domain.people import Role
from domain.refusals import Refused
from domain.rounds import FREEZE_AFTER, Audience, Round, RoundId, RoundState, audience_of, check_answerable, opening

EVENING = time(19, 30)
ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  王\t大\n妈 ", "王 大 妈"),
        ("\u202e韩\u2066书记\u2069", "韩书记"),
        ("a\x00b\ud83d", "ab"),
        ("e\u0301", "é"),
        ("\u200b\u200d\ufe0f ", ""),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ('<b>&"', '<b>&"'),
    ],
)
def test_a_line_keeps_what_can_be_seen(text: str, line: str) -> None:
    assert clean_line(text, LONGEST) == line


def test_a_long_line_ends_in_a_mark_and_never_inside_an_emoji() -> None:
    assert clean_line("a" * 32, 32) == "a" * 32
    assert clean_line("a" * 33, 32) == "a" * 31 + "…"
    assert clean_line("a" * 30 + "👩\u200d🌾x", 33) == "a" * 30 + "👩\u200d🌾x"[:2].rstrip("\u200d") + "…"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="\ud83d\udc00\u202e\u200d\x00 a", max_size=20))
def test_any_name_can_be_stored_and_shown(text: str) -> None:
    name = clean_name(text, None, 12)
    assert 0 < len(name) <= LONGEST
    assert name == name.strip()
    assert not set(name) & set("\x00\n\r\u202e\u2066")
    name.encode()


def test_an_invisible_name_becomes_a_number() -> None:
    assert clean_name("\u200b", None, 987_654_321) == "#4321"


def test_a_chinese_family_name_comes_first() -> None:
    assert clean_name("大妈", "王", 1) == "王大妈"
    assert clean_name("Ann", "Lee", 1) == "Ann Lee"


def test_words_keep_their_lines() -> None:
    assert clean_words("\n 水\x00太凉 \r\n\u202e 好\n\n") == "水太凉\n好"
    assert clean_words("\x00\n") == ""


@pytest.mark.parametrize(
    ("ended", "opens"),
    [
        (datetime(2026, 7, 10, 23, 0, tzinfo=UTC), datetime(2026, 7, 11, 11, 30, tzinfo=UTC)),
        (datetime(2026, 7, 11, 11, 30, tzinfo=UTC), datetime(2026, 7, 11, 11, 30, tzinfo=UTC)),
        (datetime(2026, 7, 11, 15, 59, tzinfo=UTC), datetime(2026, 7, 11, 15, 59, tzinfo=UTC)),
        (datetime(2026, 7, 11, 16, 0, tzinfo=UTC), datetime(2026, 7, 12, 11, 30, tzinfo=UTC)),
    ],
)
def test_a_round_opens_that_evening_or_at_once(ended: datetime, opens: datetime) -> None:
    assert opening(ended, ZONE, EVENING) == opens


@pytest.mark.parametrize("state", RoundState)
def test_answers_are_given_while_the_round_is_open(state: RoundState) -> None:
    now = datetime(2026, 7, 11, tzinfo=UTC)
    one = Round(RoundId(1), CallId(1), state, now, now + timedelta(hours=48))
    assert one.freezes_by == one.closes_at + FREEZE_AFTER
    if state is RoundState.OPEN:
        check_answerable(one)
        return
    with pytest.raises(Refused, match=f"round-{state.value}"):
        check_answerable(one)


def test_everybody_answers_in_the_role_they_hold() -> None:
    roles = (None, Role.OFFICIAL, Role.WORKER)
    assert [audience_of(role) for role in roles] == [Audience.VILLAGER, Audience.OFFICIAL, Audience.WORKER]
