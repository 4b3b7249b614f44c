"""Changes of an open call, in words: what changes, what stays, and what is no change at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.changes import ChangeReading, Reason, Standing, read_change
from parsing.counts import Count
from parsing.drafts import Field

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 20, 30, tzinfo=ZONE)
MEET = datetime(2026, 11, 24, 6, 0, tzinfo=ZONE)
STANDING = Standing("收土豆", MEET, 20, ("手套",))


def _read(text: str) -> ChangeReading:
    found = read_change(text, NOW, STANDING)
    assert found is not None
    return found


def test_a_day_alone_keeps_the_hour_and_an_hour_alone_keeps_the_day() -> None:
    assert _read("改到后天").meet == MEET + timedelta(days=1)
    assert _read("改到7点").meet == MEET + timedelta(hours=1)


def test_an_hour_without_its_half_of_the_day_stays_near_the_hour_that_stands() -> None:
    evening = Standing("排练", datetime(2026, 11, 24, 18, 0, tzinfo=ZONE))
    found = read_change("改到7点", NOW, evening)
    assert found is not None
    assert found.meet == datetime(2026, 11, 24, 19, 0, tzinfo=ZONE)
    assert not found.certain


def test_an_hour_later_counts_from_the_time_that_stands() -> None:
    assert _read("推迟一小时").meet == MEET + timedelta(hours=1)
    assert _read("提前半小时").meet == MEET - timedelta(minutes=30)


def test_without_a_time_that_stands_later_is_asked_for() -> None:
    found = read_change("推迟一小时", NOW, Standing("收土豆"))
    assert found is not None
    assert (found.meet, found.unread) == (None, (Field.MEET,))


@pytest.mark.parametrize(
    "text", ["提前两天", "改到昨天", "改到今天早上6点", "改到25点", "改到明天或后天", "推迟到天晴", "改期"]
)
def test_a_time_past_impossible_or_in_doubt_is_asked_for(text: str) -> None:
    assert (_read(text).meet, _read(text).unread) == (None, (Field.MEET,))


def test_several_fields_change_in_one_sentence() -> None:
    found = _read("改到周日早上7点南坡集合，要30个人，带铁锹")
    assert found.meet == datetime(2026, 11, 29, 7, 0, tzinfo=ZONE)
    assert (found.place, found.needed, found.bring) == ("南坡", Count(30, 30), ("手套", "铁锹"))


def test_more_and_fewer_count_from_the_number_that_stands() -> None:
    assert _read("再加5个人").needed == Count(25, 25)
    assert _read("少要3个").needed == Count(17, 17)
    assert _read("人数改成10到16人").needed == Count(10, 16)


def test_fewer_than_nobody_is_asked_for() -> None:
    assert _read("少要20个人").unread == (Field.NEEDED,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("下雨取消", Reason.WEATHER),
        ("雪太大，明早活动取消", Reason.WEATHER),
        ("取消", Reason.OTHER),
        ("车坏了，活动取消", Reason.OTHER),
    ],
)
def test_calling_off_keeps_its_reason(text: str, reason: Reason) -> None:
    assert _read(text).cancel is reason


@pytest.mark.parametrize(
    "text",
    [
        "我取消", "王大爷取消", "取消报名", "帮我取消", "取消了吗？", "如果下雨就取消",
        "要是雨大就取消", "不取消，照常", "能改到后天吗", "改到几点了", "", "大家好", "我带手套",
        "明早6点到志愿者菜园收土豆，要20个人",
    ],
)  # fmt: skip
def test_a_leaving_a_question_a_condition_and_a_new_call_change_nothing(text: str) -> None:
    assert read_change(text, NOW, STANDING) is None


@given(st.text(max_size=60))
def test_no_text_breaks_a_change(text: str) -> None:
    found = read_change(text, NOW, STANDING)
    assert found is None or found.meet is None or found.meet > NOW
