"""The whole house: a call is moved, lowered, called off and posted again, and everybody hears what they must."""

from __future__ import annotations

from tests.conversations.village import Village, Villager

CALL = "明早6点到志愿者菜园收土豆，要3个人，带手套"


async def test_a_call_is_moved_in_words_and_by_tap(
    village: Village, han: Villager, liu: Villager, wang: Villager, zhang: Villager
) -> None:
    await han.posts(CALL)
    await wang.opens()
    await wang.taps("报名")
    await zhang.taps("报名")
    lines = len(village.lines())
    await han.writes("推迟一小时")
    assert "早上6点 → " in han.reads_last()
    await liu.writes("改到后天7点")
    await han.taps("就这样改", on=han.inbox()[-1])
    assert "韩书记刚刚改过" in await liu.taps("就这样改", on=liu.inbox()[-1])
    await village.turn("+2m")
    assert wang.reads_last().startswith("✏️ 「收土豆」改了：\n🕕 ")
    assert [line for line in village.lines()[lines:] if line.startswith("✏️ 召集")] == [village.lines()[-1]]
    assert "张大爷" in village.lines()[-1]
    await village.turn("tomorrow 06:30")
    assert wang.reads_last().startswith("🔔 还有30分钟：收土豆")
    assert sum(line.startswith("🔔") for line in wang.reads()) <= 2


async def test_fewer_are_needed_and_the_last_waits_first_in_line(
    village: Village, han: Villager, wang: Villager, li: Villager, sun: Villager
) -> None:
    await han.posts(CALL)
    for villager in (wang, li, sun):
        await villager.opens()
        await villager.taps("报名")
    await han.writes("/roster")
    await han.taps("改人数")
    await han.writes("2")
    await han.taps("把这1人放回排队")
    assert "排第一个" in sun.reads_last()
    assert "排队1人：孙玉梅" in (village.card.text or "")


async def test_rain_calls_it_off_and_it_is_posted_again(village: Village, han: Villager, wang: Villager) -> None:
    await han.posts(CALL)
    await wang.opens()
    await wang.taps("报名")
    await han.writes("下雨取消")
    await han.taps("就这样取消")
    assert "下雨" in wang.reads_last()
    await han.writes("再来一次")
    await han.taps("发布")
    assert village.card.text is not None
    assert village.card.text.startswith("召集2 收土豆")
