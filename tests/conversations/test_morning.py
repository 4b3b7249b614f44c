"""In the morning people arrive, some come unannounced, some do not come; the official ends the activity."""

from __future__ import annotations

from tests.conversations.village import POTATOES, Village, Villager


async def harvest(village: Village, *keys: str) -> None:
    """A call with these people on its list, at five in the morning."""
    await village.person("han").posts(POTATOES)
    for key in keys:
        await village.person(key).taps("报名")
    await village.turn("tomorrow 05:00")


async def test_arrivals_walk_ins_and_no_shows_end_in_the_thank_you(
    han: Villager, zhou: Villager, village: Village
) -> None:
    await harvest(village, "wang", "li", "zhang", "sun")
    assert "早上5点 到" in await village.person("wang").taps("到了")
    await village.turn("05:10")
    await village.person("li").taps("到了")
    assert "没报名也欢迎" in await village.person("xiao").taps("到了")
    await zhou.writes("签到")
    await zhou.taps("⬜ 张大爷")
    assert "已到4人" in (village.card.text or "")
    await village.turn("07:00")
    await han.writes("/checkin")
    await han.taps("🏁")
    assert "还有1人没点名" in han.reads_last()
    await han.taps("就这样结束")
    thanks = [line for line in village.lines() if line.startswith("🎉")]
    assert thanks == ["🎉 收土豆，早上7点干完了！来了4人，最早的早上5点就到了，一共8小时。谢谢大家！"]
    assert "来了4人，一共8小时" in (village.card.text or "")
    assert not han.sees("报名")


async def test_it_is_too_early_two_hours_and_a_minute_before(wang: Villager, han: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await wang.taps("报名")
    await village.turn("tomorrow 03:59")
    assert not wang.sees("到了")
    await wang.replies("到了")
    assert not any("已到" in line for line in (village.card.text or "").splitlines())
    await village.turn("04:00")
    await wang.taps("到了")
    assert "已到1人" in (village.card.text or "")


async def test_a_tick_is_corrected(han: Villager, village: Village) -> None:
    await harvest(village, "wang")
    await han.writes("签到")
    await han.taps("⬜ 王大妈")
    await han.taps("✅ 王大妈")
    await han.taps("没来")
    assert "到了0人" in han.reads_last()


async def test_names_of_people_without_a_phone_are_written_down(zhou: Villager, village: Village) -> None:
    await harvest(village, "wang")
    await zhou.writes("签到")
    await zhou.taps("没报名也来了的")
    await zhou.writes("王秀兰，老孙头")
    assert "到了2人" in zhou.reads_last()
    assert zhou.sees("王秀兰")


async def test_a_villager_gets_no_list_and_cannot_end_it(wang: Villager, han: Villager, village: Village) -> None:
    await harvest(village, "wang")
    await wang.opens()
    await wang.writes("签到")
    assert "早上5点 到" in wang.reads_last()
    await han.writes("签到")
    message, end = han.button("🏁")
    toast = await wang.sends(end, message)
    assert toast is not None
    assert "只有村干部和社工" in toast.text
    assert not any(line.startswith("🎉") for line in village.lines())


async def test_two_officials_end_it_once(han: Villager, liu: Villager, village: Village) -> None:
    await harvest(village)
    await han.writes("签到")
    message, end = han.button("🏁")
    await han.taps("🏁")
    toast = await liu.sends(end, message)
    assert toast is not None
    assert "韩书记" in toast.text
    assert len([line for line in village.lines() if "点结束了" in line]) == 1


async def test_whoever_has_no_mark_is_a_no_show_a_day_later(han: Villager, village: Village) -> None:
    await harvest(village, "wang", "sun")
    await village.person("wang").taps("到了")
    await village.turn("07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await han.taps("就这样结束")
    await village.turn("+1d")
    await han.writes("签到 1")
    assert han.sees("❌ 孙玉梅")
    assert han.sees("✅ 王大妈")
