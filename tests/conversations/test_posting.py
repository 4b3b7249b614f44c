"""Evening: somebody needs people; a draft, its fields, a card in the group."""

from __future__ import annotations

import pytest

from tests.conversations.village import POTATOES, Village, Villager


async def test_one_sentence_becomes_a_draft_in_private_and_a_card_in_the_group(han: Villager, village: Village) -> None:
    await han.says(f"/call {POTATOES}")
    draft = han.reads_last()
    for fact in ("收土豆", "11月24日 周二 早上6点", "志愿者菜园", "20", "手套"):
        assert fact in draft
    before = village.lines()

    assert await han.taps("发布") == "发布了"

    assert village.lines()[len(before) :] == [village.card.text]
    for fact in ("收土豆", "11月24日 周二 早上6点", "志愿者菜园", "0/20", "手套"):
        assert fact in (village.card.text or "")
    assert han.sees("报名")
    assert "柳沟村" in han.reads_last()


async def test_a_call_can_be_written_privately_from_first_to_last(han: Villager, village: Village) -> None:
    await han.writes(f"发布 {POTATOES}")
    await han.taps("发布")
    assert "收土豆" in (village.card.text or "")


async def test_what_was_not_said_is_asked_for_one_by_one(han: Villager, village: Village) -> None:
    await han.says("/call 收土豆")
    assert not han.sees("📣")
    assert "什么时候" in han.reads_last()
    await han.writes("明天")
    assert "几点" in han.reads_last()
    await han.writes("早上六点")
    assert "在哪" in han.reads_last()
    await han.writes("志愿者菜园")
    assert "几个人" in han.reads_last()
    await han.writes("二十个")
    await han.taps("📣")
    assert "11月24日 周二 早上6点" in (village.card.text or "")
    assert "0/20" in (village.card.text or "")


@pytest.mark.parametrize(
    ("button", "words", "shown"),
    [
        ("改标题", "收红薯", "收红薯"),
        ("改时间", "后天下午3点半", "11月25日 周三 下午3点半"),
        ("改地点", "村东头大棚", "村东头大棚"),
        ("改人数", "8个人", "8"),
        ("改要带的", "铁锹、水", "铁锹、水"),
    ],
)
async def test_every_field_of_a_draft_can_be_changed(
    han: Villager, village: Village, button: str, words: str, shown: str
) -> None:
    await han.says(f"/call {POTATOES}")
    await han.taps(button)
    await han.writes(words)
    assert shown in han.reads_last()
    await han.taps("📣")
    assert shown in (village.card.text or "")


async def test_an_answer_that_cannot_be_read_is_asked_for_again(han: Villager) -> None:
    await han.says(f"/call {POTATOES}")
    await han.taps("改人数")
    await han.writes("好多好多")
    assert "没看明白人数" in han.reads_last()
    await han.writes("12")
    assert "要12人" in han.reads_last()


async def test_a_time_that_has_passed_is_not_taken(han: Villager) -> None:
    await han.says("/call 今天早上6点到志愿者菜园收土豆，要20个人")
    assert any("已经过了" in line for line in han.reads())
    assert not han.sees("📣")


async def test_a_draft_can_be_dropped_and_is_never_seen_by_the_group(han: Villager, village: Village) -> None:
    before = village.lines()
    await han.says(f"/call {POTATOES}")
    await han.taps("不发了")
    assert village.lines() == before


async def test_a_villager_cannot_post(wang: Villager, village: Village) -> None:
    before = village.lines()
    await wang.opens()
    await wang.says(f"/call {POTATOES}")
    assert "只有村干部和社工" in wang.reads_last()
    await wang.writes(f"/call {POTATOES}")
    assert "只有村干部和社工" in wang.reads_last()
    assert village.lines() == before


async def test_a_villager_without_a_private_chat_gets_one_quoted_line(zhang: Villager, village: Village) -> None:
    before = len(village.lines())
    await zhang.says(f"/call {POTATOES}")
    assert [line[:9] for line in village.lines()[before:]] == ["这个只有村干部和社"]


async def test_two_officials_publish_once(han: Villager, liu: Villager, village: Village) -> None:
    await han.says(f"/call {POTATOES}")
    message, publish = han.button("📣")
    await han.taps("📣")
    cards = [line for line in village.lines() if line.startswith("召集1")]
    toast = await liu.sends(publish, message)
    assert toast is not None
    assert "韩书记" in toast.text
    assert [line for line in village.lines() if line.startswith("召集1")] == cards


async def test_a_social_worker_posts_too(zhou: Villager, village: Village) -> None:
    card = await zhou.posts("后天下午2点在村委会包饺子，要10个人")
    assert "包饺子" in (card.text or "")
