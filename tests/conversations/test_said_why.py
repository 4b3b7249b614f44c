"""What was said and could not be taken is told; what interrupts a question; a group nobody set up."""

from __future__ import annotations

import pytest

from tests.conversations.village import POTATOES, Village, Villager


@pytest.mark.parametrize("number", ["99999", "0"])
async def test_a_number_that_cannot_be_is_told(han: Villager, number: str) -> None:
    await han.writes(f"/call 明早6点到菜园浇水，要{number}个人")
    assert any("之间" in line for line in han.reads()[-3:])


async def test_a_call_for_yesterday_hears_that_it_has_passed(han: Villager) -> None:
    await han.writes("/call 昨天6点到菜园浇水，要6个人")
    assert any("已经过了" in line for line in han.reads()[-3:])


async def test_a_call_that_can_be_hears_nothing_of_the_kind(han: Villager) -> None:
    await han.writes("/call 明早6点到菜园浇水，要6个人")
    assert not any("已经过了" in line or "之间" in line for line in han.reads()[-3:])


async def test_a_bare_command_word_is_no_title_and_the_question_waits(han: Villager) -> None:
    await han.writes("发布")
    await han.writes("我代报的")
    assert "代报" in han.reads_last()
    assert not han.sees("📣")
    await han.writes(POTATOES)
    assert "收土豆" in han.reads_last()


async def test_a_note_keeps_the_comma_it_was_typed_with(village: Village, han: Villager) -> None:
    await han.writes(f"/call {POTATOES}")
    await han.taps("备注")
    await han.writes("中午管饭，有茶水")
    assert "中午管饭，有茶水" in han.reads_last()


async def test_nobody_is_thanked_where_nobody_came(village: Village, han: Villager) -> None:
    await han.posts(POTATOES)
    await village.turn("tomorrow 07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await village.turn("08:00")
    assert any("结束了" in line for line in village.lines())
    assert not any("谢谢大家" in line for line in village.lines())
