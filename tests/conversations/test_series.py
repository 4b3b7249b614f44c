"""定期再来: from a posted call to the draft that comes by itself."""

from __future__ import annotations

from tests.conversations.village import POTATOES, Village, Villager


async def weekly(han: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await han.writes("/roster")
    await han.taps("定期再来")
    await han.taps("每周二")


async def test_a_weekly_call_comes_as_a_draft_and_is_posted_with_one_tap(
    han: Villager, liu: Villager, village: Village
) -> None:
    await weekly(han, village)
    assert "收土豆：每周二，下次12月1日 周二 早上6点" in han.reads_last()
    async with village.bot_down():
        pass
    await village.turn("+5d")
    await village.turn("18:59")
    assert not any("这次的草稿好了" in line for line in liu.reads())
    await village.turn("19:00")
    assert any("这次的草稿好了" in line for line in han.reads())
    assert any("这次的草稿好了" in line for line in liu.reads())
    await han.taps("📣")
    assert (village.card.text or "").startswith("召集2 收土豆")
    assert "12月1日 周二" in (village.card.text or "")


async def test_it_posts_by_itself_until_somebody_ends_it(han: Villager, liu: Villager, village: Village) -> None:
    await weekly(han, village)
    await liu.writes("定期")
    await liu.taps("改成自动发")
    assert "自动发到群里" in liu.reads_last()
    await village.turn("+6d")
    assert (village.card.text or "").startswith("召集2 收土豆")
    await liu.taps("不再来了")
    assert await han.taps("不再来了") == "刘主任已经停了它"
    await village.turn("+7d")
    assert (village.card.text or "").startswith("召集2 收土豆")
    await han.writes("/series")
    assert "还没有定期的召集" in han.reads_last()


async def test_a_villager_repeats_nothing(han: Villager, wang: Villager, village: Village) -> None:
    await weekly(han, village)
    await wang.opens()
    await wang.writes("/series")
    assert "村干部和社工" in wang.reads_last()
