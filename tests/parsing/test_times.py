"""When to meet: ahead of now, in the village's zone, and honest about what was guessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.clean import normalise
from parsing.festivals import _TERMS, lunar_day, read_festival, solar_term
from parsing.times import Doubt, read_moment, read_time

ZONE = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2026, 11, 23, 20, 30, tzinfo=ZONE)


def test_a_bare_small_hour_said_at_night_is_the_next_one() -> None:
    reading = read_time("凌晨5点", EVENING)
    assert reading is not None
    assert reading.meet == datetime(2026, 11, 24, 5, 0, tzinfo=ZONE)


def test_the_zone_is_the_one_of_now() -> None:
    berlin = datetime(2027, 3, 27, 20, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    reading = read_time("明天早上6点", berlin)
    assert reading is not None
    assert reading.meet.tzinfo is berlin.tzinfo
    assert reading.meet.isoformat() == "2027-03-28T06:00:00+02:00"


def test_a_named_day_and_part_are_certain_and_a_guessed_half_day_is_not() -> None:
    named = read_time("明早6点", EVENING)
    guessed = read_time("明天6点", EVENING)
    bare = read_time("6点", EVENING)
    assert named
    assert named.certain
    assert guessed
    assert not guessed.certain
    assert bare
    assert not bare.certain


def test_a_day_without_an_hour_says_so() -> None:
    reading = read_time("二十号", EVENING)
    assert reading is not None
    assert (reading.has_day, reading.has_hour, reading.meet.date()) == (True, False, date(2026, 12, 20))


def test_an_hour_answers_for_a_day_already_known() -> None:
    reading = read_time("6点半", EVENING, day=date(2026, 12, 1))
    assert reading is not None
    assert reading.meet == datetime(2026, 12, 1, 6, 30, tzinfo=ZONE)


def test_an_end_and_a_length_are_read() -> None:
    span = read_time("周日下午2点到5点", EVENING)
    lasts = read_time("明早6点，干两小时", EVENING)
    until = read_time("明早6点，干到9点", EVENING)
    assert span
    assert span.ends == datetime(2026, 11, 29, 17, 0, tzinfo=ZONE)
    assert lasts
    assert lasts.ends == datetime(2026, 11, 24, 8, 0, tzinfo=ZONE)
    assert until
    assert until.ends == datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


def test_the_span_covers_the_words_of_the_time() -> None:
    text = "大家明早６点到菜园"
    reading = read_time(text, EVENING)
    assert reading is not None
    assert normalise(text)[slice(*reading.span)] == "明早6点"


def test_29_february_waits_for_a_leap_year() -> None:
    reading = read_time("2月29日上午9点", EVENING)
    assert reading
    assert reading.meet.date() == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["", "要20个人", "3号楼", "早点来", "有一点累", "10斤", "25点", "13月40号"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text, EVENING) is None


@pytest.mark.parametrize(
    "text",
    [
        "昨天6点", "昨晚8点", "上周三下午2点", "明天或者后天早上6点", "周六周日上午9点", "6点或7点", "六七点",
        "明天6:75",
        "早上18点", "2月30号上午9点", "晚上2点",
        "11月30日（周二）上午9点", "明天（26号）上午9点", "12月1号到3号上午8点",
        "明早6点，不对，7点",
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_or_in_none_is_no_time(text: str) -> None:
    assert read_time(text, EVENING) is None
    assert isinstance(read_moment(text, EVENING), Doubt)


def test_a_doubt_tells_which_words_it_took() -> None:
    doubt = read_moment("明天或后天早上6点到菜园", EVENING)
    assert isinstance(doubt, Doubt)
    assert "菜园" not in "".join("明天或后天早上6点到菜园"[slice(*span)] for span in doubt.spans)


@pytest.mark.parametrize(
    ("text", "day"),
    [("25号前报名，28号早上8点集合", 28), ("今晚8点前接龙，明早6点集合", 24), ("昨天没收完，明早6点接着收", 24)],
)
def test_a_deadline_and_a_day_gone_by_are_not_the_day_to_meet(text: str, day: int) -> None:
    reading = read_time(text, EVENING)
    assert reading is not None
    assert reading.meet.date() == date(2026, 11, day)


@pytest.mark.parametrize("text", ["12月7日（周一）上午9点", "周六（28号）早上8点", "后天25号早上7点"])
def test_a_date_and_its_weekday_agree(text: str) -> None:
    reading = read_time(text, EVENING)
    assert reading is not None
    assert reading.certain


def test_blanks_round_digits_keep_the_spans_in_place() -> None:
    text = "大家 12 月 3 号 早上 6 点 到菜园"
    reading = read_time(text, EVENING)
    assert reading is not None
    assert reading.meet == datetime(2026, 12, 3, 6, 0, tzinfo=ZONE)
    assert text[slice(*reading.span)] == "12 月 3 号 早上 6 点"


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    read_time(text, EVENING)


@given(
    st.integers(0, 16 * 365 * 24 * 60),
    st.sampled_from(
        [
            "明早6点",
            "后天下午3点",
            "下周三晚上七点半",
            "凌晨5点",
            "周六早上8点",
            "二十号上午9点",
            "冬至上午9点",
            "6:30",
        ]
    ),
)
def test_a_plain_time_is_never_in_the_past(minutes: int, text: str) -> None:
    now = datetime(2024, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
    reading = read_time(text, now)
    assert reading is not None
    assert reading.meet > now or reading.meet.date() == now.date()


def test_lunar_days_are_those_of_the_almanac() -> None:
    assert lunar_day(2027, 1, 1) == date(2027, 2, 6)
    assert lunar_day(2026, 8, 15) == date(2026, 9, 25)
    found = read_festival("端午节前一天", date(2026, 11, 23))
    assert found
    assert found[0] == date(2027, 6, 8)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("冬至", date(2026, 12, 22)), ("冬至", date(2021, 12, 21)), ("清明", date(2027, 4, 5)),
        ("立春", date(2025, 2, 3)),
        ("夏至", date(2026, 6, 21)), ("雨水", date(2026, 2, 18)), ("小寒", date(2019, 1, 5)),
        ("秋分", date(2026, 9, 23)),
    ],
)  # fmt: skip
def test_solar_terms_are_those_of_the_almanac(name: str, day: date) -> None:
    assert solar_term(name, day.year) == day


def test_solar_terms_follow_one_another_through_the_century() -> None:
    names = list(_TERMS)
    days = [solar_term(name, year) for year in range(2001, 2100) for name in names]
    assert all(timedelta(13) < later - earlier < timedelta(17) for earlier, later in pairwise(days))
