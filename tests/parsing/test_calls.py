"""Calls in one sentence, and the single fields an official mends."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.calls import Field, ParsedRole, read_call
from parsing.counts import Count
from parsing.fields import read_bring, read_count, read_needed, read_place, read_title

NOW = datetime(2026, 11, 23, 20, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_potato_harvest_is_read_whole() -> None:
    call = read_call("明早6点到志愿者菜园收土豆，要20个人，带手套", NOW)
    assert (call.title, call.place, call.needed, call.bring) == ("收土豆", "志愿者菜园", 20, ("手套",))
    assert call.meet == datetime(2026, 11, 24, 6, 0, tzinfo=NOW.tzinfo)
    assert (call.missing, call.note, call.certain) == ((), "", True)


def test_what_was_not_said_is_missing_and_never_made_up() -> None:
    call = read_call("收土豆", NOW)
    assert call.missing == (Field.MEET, Field.PLACE, Field.NEEDED)
    assert read_call("", NOW).missing == tuple(Field)


def test_a_day_without_an_hour_is_kept_and_the_hour_is_missing() -> None:
    call = read_call("元旦在老年食堂包饺子，要12个人", NOW)
    assert (call.meet, call.day) == (None, date(2027, 1, 1))
    assert call.missing == (Field.MEET,)


def test_roles_add_up_to_the_total() -> None:
    call = read_call("明早6点到菜园收土豆，要10个人挖土豆，2个司机", NOW)
    assert call.roles == (ParsedRole("挖土豆", 10, 10), ParsedRole("司机", 2, 2))
    assert call.needed == 12


def test_a_stated_total_holds_its_roles() -> None:
    assert read_call("明早6点到菜园收土豆，要20个人，2个司机", NOW).needed == 20


@pytest.mark.parametrize("count", ["0", "1000", "二十多", "七八", "25到20", "-3"])
def test_a_rough_or_impossible_number_is_asked_for(count: str) -> None:
    assert Field.NEEDED in read_call(f"明早6点到菜园收土豆，要{count}个人", NOW).missing


@pytest.mark.parametrize("count", ["20到25", "20-25", "20至25", "二十到二十五"])
def test_a_range_gives_the_fewest_and_the_most(count: str) -> None:
    call = read_call(f"明早6点到菜园收土豆，要{count}个人", NOW)
    assert (call.least, call.needed, call.roles) == (20, 25, ())


@pytest.mark.parametrize(
    "text",
    ["挖土豆10到16人，司机2个，做饭3人", "10到16人挖土豆、2人开车、3人做饭", "挖土豆10-16个司机2个做饭3个"],
)
def test_roles_have_their_least_and_most_and_sum_up(text: str) -> None:
    call = read_call(f"明早6点到菜园收土豆，{text}", NOW)
    assert [(role.least, role.most) for role in call.roles] == [(10, 16), (2, 2), (3, 3)]
    assert (call.least, call.needed) == (15, 21)


def test_men_and_women_are_roles_when_both_are_counted() -> None:
    call = read_call("周日上午8点村口修路，男的5个女的10个", NOW)
    assert call.roles == (ParsedRole("男", 5, 5), ParsedRole("女", 10, 10))


def test_one_kind_of_people_is_no_role() -> None:
    assert read_call("周日上午8点村口修路，壮劳力8人", NOW).roles == ()


def test_a_total_that_its_roles_outgrow_is_asked_for() -> None:
    assert Field.NEEDED in read_call("明早6点到菜园收土豆，要5个人，8个挖土，3个抬", NOW).missing


@pytest.mark.parametrize("time", ["昨天6点", "明天25点", "明天或后天早上6点", "明早六七点", "11月28日（周五）上午9点"])
def test_a_time_in_doubt_is_missing_and_no_part_of_the_place(time: str) -> None:
    call = read_call(f"{time}到菜园收土豆，要20人", NOW)
    assert (call.meet, call.place, call.title) == (None, "菜园", "收土豆")
    assert Field.MEET in call.missing


def test_things_that_are_counted_are_no_people() -> None:
    call = read_call("明天下午2点到粮库装3车玉米，每袋50斤，要6个人，2台秤", NOW)
    assert (call.needed, call.roles) == (6, ())


def test_people_who_are_visited_are_not_needed() -> None:
    call = read_call("周六早上8点在养老院包饺子，20位老人，要8个志愿者", NOW)
    assert call.needed == 8


def test_what_belongs_to_no_field_becomes_the_note() -> None:
    assert read_call("明早6点到菜园收土豆，要20个人，中午管饭", NOW).note == "中午管饭"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("要20个", 20),
        ("20", 20),
        ("十二", 12),
        ("１２", 12),
        ("20人", 20),
        ("俩", 2),
        ("一百二", 120),
        ("1", 1),
        ("500", 500),
    ],
)
def test_a_number_is_read(text: str, count: int) -> None:
    assert read_needed(text) == count


@pytest.mark.parametrize(
    "text", ["0", "-1", "1e9", "501", "二十多", "几个", "", "很多", "1.5", "25-20", "七八个", "10^24", "+5"]
)
def test_no_number_or_one_out_of_bounds_is_refused(text: str) -> None:
    assert read_needed(text) is None


@pytest.mark.parametrize(
    ("text", "least", "most"), [("20到25", 20, 25), ("我要8个人", 8, 8), ("10-15人", 10, 15), ("改成30", 30, 30)]
)
def test_an_answer_may_give_a_range(text: str, least: int, most: int) -> None:
    assert read_count(text) == Count(least, most)
    assert read_needed(text) == most


def test_things_to_bring_are_told_apart() -> None:
    assert read_bring("带手套和铁锹") == ("手套", "铁锹")
    assert read_bring("手套、一把剪刀、水") == ("手套", "剪刀", "水")
    assert read_bring("不用带") == ()
    assert read_bring("") is None
    assert read_bring("bring gloves and boots") == ("gloves", "boots")


def test_a_place_and_a_title_lose_their_little_words() -> None:
    assert read_place("在村委会门口集合") == "村委会门口"
    assert read_place("地点：志愿者菜园") == "志愿者菜园"
    assert read_title("标题：收土豆。") == "收土豆"


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "。", "好" * 61])
def test_an_empty_or_endless_place_or_title_is_refused(text: str) -> None:
    assert read_place(text) is None
    assert read_title(text) is None


@given(st.text(max_size=80))
def test_no_text_breaks_a_call(text: str) -> None:
    call = read_call(text, NOW)
    assert call.needed is None or 1 <= call.needed <= 500
