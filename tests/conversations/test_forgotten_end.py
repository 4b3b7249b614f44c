"""Nobody taps 结束: the official is asked after it, and says when it ended."""

from __future__ import annotations

from tests.conversations.test_morning import harvest
from tests.conversations.village import Village, Villager


async def test_six_days_later_the_group_reads_the_true_hours(han: Villager, zhou: Villager, village: Village) -> None:
    await harvest(village, "wang")
    await village.person("wang").taps("到了")
    await village.turn("09:59")
    assert not any("还没有点“结束”" in line for line in han.reads())
    await village.turn("10:00")
    await village.turn("20:00")
    asked = [line for line in han.reads() if "还没有点“结束”" in line]
    assert len(asked) == 2
    assert not any("还没有点“结束”" in line for line in zhou.reads())
    assert any("还没点“结束”的活动" in line for line in zhou.reads())
    await village.turn("+6d")
    assert len([line for line in han.reads() if "还没有点“结束”" in line]) == 2
    await han.taps("现在结束")
    assert any("是几点结束的" in line for line in han.reads())
    for words, answer in (
        ("土豆", "没看懂是几点"),
        ("早上4点半", "还没集合"),
        ("7点半", "结束了。来了1人，一共2.5小时"),
    ):
        await han.writes(words)
        assert any(answer in line for line in han.reads())
    (thanks,) = [line for line in village.lines() if line.startswith("🎉")]
    assert "11月24日 周二 早上7点半干完了！来了1人" in thanks
    assert "2.5小时" in thanks
    assert "2.5小时" in (village.card.text or "")


async def test_long_ago_is_answered_by_a_tap_also_with_people_unmarked(han: Villager, village: Village) -> None:
    await harvest(village, "wang", "li")
    await village.turn("10:00")
    await han.taps("早就完了")
    assert han.sees("中午12点") is False
    await han.taps("早上8点")
    assert "还有2人没点名" in han.reads_last()
    await han.taps("他们都来了")
    assert "来了2人，一共4小时" in han.reads_last()


async def test_a_button_shown_in_time_and_tapped_late_asks_when_it_ended(han: Villager, village: Village) -> None:
    await harvest(village, "wang")
    await han.writes("签到")
    await han.taps("🏁")
    await village.turn("18:00")
    await han.taps("就这样结束", on=next(m for m in han.inbox() if "没点名" in (m.text or "")))
    assert not any(line.startswith("🎉") for line in village.lines())
    await han.taps("上午9点")
    await han.taps("他们都来了")
    assert any("上午9点干完了！来了1人" in line and "3小时" in line for line in village.lines())
