"""People sign up by a tap or in their own words, wait, leave and move up."""

from __future__ import annotations

import asyncio

import pytest

from tests.conversations.village import POTATOES, Village, Villager

FOUR = "明早6点到志愿者菜园收土豆，要4个人，带手套"
REST = ("yang", "ma", "gao", "xu", "hu")


async def test_a_tap_signs_up_and_the_card_shows_it_in_place(han: Villager, wang: Villager, village: Village) -> None:
    card = await han.posts(POTATOES)
    assert "报上了" in await wang.taps("报名")
    assert village.card.id == card.id
    assert "1/20" in (village.card.text or "")
    assert "王大妈" in (village.card.text or "")


@pytest.mark.parametrize("words", ["报名", "我来", "+1", "算我一个", "参加", "count me in"])
async def test_a_reply_in_ones_own_words_signs_up(han: Villager, wang: Villager, village: Village, words: str) -> None:
    await han.posts(POTATOES)
    await wang.replies(words)
    assert "王大妈" in (village.card.text or "")
    assert "1/20" in (village.card.text or "")


@pytest.mark.parametrize("words", ["取消", "去不了了", "来不了，孩子病了"])
async def test_a_reply_in_ones_own_words_leaves(han: Villager, wang: Villager, village: Village, words: str) -> None:
    await han.posts(POTATOES)
    await wang.taps("报名")
    await wang.replies(words)
    assert "0/20" in (village.card.text or "")


async def test_a_couple_takes_two_places(han: Villager, li: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await li.replies("我和老伴都去")
    assert "李婶×2" in (village.card.text or "")
    assert "2/20" in (village.card.text or "")


async def test_talk_beside_the_card_and_under_it_is_left_alone(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    before = village.lines()
    await wang.says("今晚月亮真亮")
    await wang.replies("这土豆长得真好")
    assert village.lines() == before


async def test_three_wait_in_order_and_the_first_is_offered_the_place(
    han: Villager, wang: Villager, village: Village
) -> None:
    await han.posts(FOUR)
    for key in ("li", "sun", "zhang"):
        await village.person(key).taps("报名")
    await wang.opens()
    await village.person("yang").taps("报名")
    waiting = [wang, village.person("ma"), village.person("gao")]
    toasts = [await one.taps("报名") for one in waiting]
    assert "下一个就是您" in toasts[0]
    assert "前面还有2人" in toasts[2]
    assert "排队3人：王大妈、马家嫂子、高叔" in (village.card.text or "")

    await village.person("sun").replies("去不了了")

    assert "有空位了，您还去吗" in wang.reads_last()
    assert "11月24日 周二 早上6点" in wang.reads_last()
    assert "等回话1人：王大妈" in (village.card.text or "")
    assert "排队2人：马家嫂子、高叔" in (village.card.text or "")
    assert "已报名 3/4 人，还可以排队" in (village.card.text or "")
    await wang.taps("✋ 去")
    assert "已报满 4/4 人" in (village.card.text or "")
    assert "等回话" not in (village.card.text or "")


async def test_who_cannot_be_written_to_is_told_by_name_in_the_group(han: Villager, village: Village) -> None:
    await han.posts("明早6点到志愿者菜园收土豆，要1个人")
    await village.person("zhang").taps("报名")
    await village.person("song").taps("报名")
    await village.person("zhang").taps("去不了")
    assert any("宋老三 有空位了" in line and "还去吗" in line for line in village.lines())


async def test_a_party_that_does_not_fit_waits_and_nobody_overtakes_it(
    han: Villager, li: Villager, wang: Villager, village: Village
) -> None:
    await han.posts("明早6点到志愿者菜园收土豆，要2个人")
    await village.person("zhang").taps("报名")
    await li.replies("我和老伴都去")
    await wang.taps("报名")
    assert "排队3人：李婶×2、王大妈" in (village.card.text or "")


async def test_many_taps_at_once_fill_the_places_exactly(han: Villager, village: Village) -> None:
    await han.posts(FOUR)
    stage = village.stage
    everybody = [one for one in stage.memory.people.values() if one.kind == "villager"]
    message, press = village.person("wang").button("报名")
    toasts = await asyncio.gather(*(stage.tap(one, village.group, message, press) for one in everybody))
    await village.settled()
    assert sum("报上了" in toast.text for toast in toasts if toast) == 4
    assert sum("排队" in toast.text for toast in toasts if toast) == len(everybody) - 4
    assert "4/4" in (village.card.text or "")


async def test_tapping_twice_is_tapping_once(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await wang.taps("报名")
    assert "已经报上" in await wang.taps("报名")
    assert "1/20" in (village.card.text or "")


async def test_saying_no_without_having_signed_up_is_fine_too(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    assert "知道了" in await wang.taps("去不了")
    assert "0/20" in (village.card.text or "")


async def test_the_answer_to_a_tap_leads_to_the_private_chat(han: Villager, wang: Villager) -> None:
    await han.posts(POTATOES)
    await wang.taps("报名")
    assert wang.inbox() == []
    await wang.taps("提醒我")
    assert wang.reads()[0].startswith("我只记您的名字"), "what is kept is said first"
    assert "收土豆" in wang.reads()[1]
    assert "您报上了" in wang.reads()[1]


async def test_the_size_of_a_party_is_changed_in_private(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await wang.taps("报名")
    await wang.taps("提醒我")
    await wang.taps("3人去")
    assert "王大妈×3" in (village.card.text or "")


async def test_nobody_joins_after_the_start(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    message, press = wang.button("报名")
    await village.turn("tomorrow 06:00")
    toast = await wang.sends(press, message)
    assert toast is not None
    assert "已经开始了" in toast.text
    assert "0/20" in (village.card.text or "")


async def test_a_cancelled_call_is_told_to_those_on_the_list(
    han: Villager, wang: Villager, sun: Villager, village: Village
) -> None:
    await han.posts(POTATOES)
    await wang.opens()
    await sun.opens()
    await wang.taps("报名")
    await han.taps("📋")
    await han.taps("取消召集")
    await han.taps("天气不好")
    assert "取消了" in wang.reads_last()
    assert "天气不好" in wang.reads_last()
    assert not any("取消了" in line for line in sun.reads())
    assert "取消了，不用来" in (village.card.text or "")
    before = wang.reads()
    await village.turn("tomorrow 07:00")
    assert wang.reads() == before


@pytest.mark.parametrize(
    ("words", "party"), [("再加一个", "2/20"), ("改成3个人", "3/20"), ("我家来四口", "4/20"), ("改成1个人", "1/20")]
)
async def test_a_party_grows_and_shrinks_in_words(
    han: Villager, wang: Villager, village: Village, words: str, party: str
) -> None:
    await han.posts(POTATOES)
    await wang.taps("报名")
    await wang.replies(words)
    assert party in (village.card.text or "")


async def test_the_last_one_of_a_party_taken_away_leaves(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await wang.taps("报名")
    await wang.replies("减一个")
    assert "0/20" in (village.card.text or "")


async def test_a_number_from_somebody_not_on_the_list_is_asked_about_and_counts_when_tapped(
    han: Villager, wang: Villager, village: Village
) -> None:
    await han.posts(POTATOES)
    await wang.replies("改成3个人")
    assert "0/20" in (village.card.text or "")
    await wang.taps("✋ 报名", on=village.stage.reads(wang.person, village.group)[-1])
    assert "3/20" in (village.card.text or "")
