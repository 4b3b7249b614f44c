"""The newest thing goes first: a draft, an open question and a feedback form beside each other."""

from __future__ import annotations

import pytest

from tests.conversations.village import POTATOES, Village, Villager


@pytest.fixture
async def evening(village: Village) -> Village:
    """Half past seven in the evening of the harvest: the forms were just shown, and no call is open."""
    han, wang = village.person("han"), village.person("wang")
    await han.posts(POTATOES)
    await wang.taps("报名")
    await wang.opens()
    await village.turn("tomorrow 07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await han.taps("他们都来了")
    await village.turn("19:30")
    return village


async def test_words_after_a_draft_change_the_draft_and_not_yesterdays_feedback(evening: Village) -> None:
    han = evening.person("han")
    await han.writes("/call 明早6点到菜园浇水，要6个人")
    await han.writes("换到村口集合")
    assert "村口" in han.reads_last()
    assert "浇水" in han.reads_last()
    await han.writes("还要带水壶")
    assert "水壶" in han.reads_last()
    await han.writes("20")
    assert "20" in han.reads_last()
    assert "村口" in han.reads_last()
    await han.taps("发布")
    assert "村口" in (evening.card.text or "")
    assert not any("反馈里了" in line for line in han.reads())


async def test_words_after_a_draft_that_change_nothing_of_it_are_asked_about(evening: Village) -> None:
    han = evening.person("han")
    await han.writes("/call 明早6点到菜园浇水，要6个人")
    await han.writes("水桶还是不够用")
    assert "哪次活动" in han.reads_last()
    await han.taps("记到「收土豆」")
    assert any("反馈里了" in line for line in han.reads())


async def test_a_change_of_a_draft_older_than_the_form_is_asked_about_with_one_tap(
    village: Village, han: Villager
) -> None:
    await han.posts(POTATOES)
    await village.turn("tomorrow 07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await village.turn("19:20")
    await han.writes("/call 明早6点到菜园浇水，要6个人")
    await village.turn("19:30")
    assert "1/4" in han.reads_last()
    await han.writes("换到村口集合")
    assert "哪次活动" in han.reads_last()
    await han.taps("改草稿")
    assert "村口" in han.reads_last()
    assert "浇水" in han.reads_last()


async def test_a_question_about_a_call_is_never_a_comment(evening: Village) -> None:
    wang = evening.person("wang")
    await wang.writes("明天几点集合")
    assert not any("反馈里了" in line for line in wang.reads())
    for _ in range(3):
        await wang.taps("😀")
    await wang.taps("⏰")
    await wang.writes("明天几点集合")
    assert not any("明天几点集合" in line for line in wang.reads())


async def test_with_no_form_open_words_beside_a_draft_change_it_or_say_what_to_tap(
    village: Village, han: Villager
) -> None:
    await han.writes("/call 明早6点到菜园浇水，要6个人")
    await han.writes("还要带水壶")
    assert "水壶" in han.reads_last()
    await han.writes("天气不错")
    assert "草稿下面的按钮" in han.reads_last()


async def test_a_second_number_is_heard_as_well_as_the_first(village: Village, han: Villager) -> None:
    await han.posts(POTATOES)
    await han.writes("名单")
    await han.taps("改召集")
    await han.taps("改人数")
    await han.writes("2")
    await han.writes("六个")
    assert "改成要6人" in han.reads_last()
    assert "0/6" in (village.card.text or "")


async def test_after_choosing_who_stays_a_second_number_is_heard(village: Village, han: Villager) -> None:
    await han.posts(POTATOES)
    for key in ("wang", "li", "sun"):
        await village.person(key).taps("报名")
    await han.writes("名单")
    await han.taps("改召集")
    await han.taps("改人数")
    await han.writes("2")
    await han.taps("改成2人")
    await han.writes("六个")
    assert "3/6" in (village.card.text or "")


async def test_a_second_handful_of_names_is_written_down_too(village: Village, han: Villager) -> None:
    await han.posts(POTATOES)
    await village.turn("tomorrow 06:10")
    await han.writes("签到")
    await han.taps("没报名也来了的")
    await han.writes("老李头")
    await han.writes("王小二 李四")
    assert all(han.sees(name) for name in ("老李头", "王小二", "李四"))
    assert not any("报名吗" in line for line in han.reads())


async def test_thanks_after_a_number_are_no_number(village: Village, han: Villager) -> None:
    await han.posts(POTATOES)
    await han.writes("名单")
    await han.taps("改召集")
    await han.taps("改人数")
    await han.writes("3")
    await han.writes("谢谢")
    assert "0/3" in (village.card.text or "")
