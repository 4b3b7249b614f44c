"""A place comes free: who waits first is asked and answers, or lets it pass; in the night organisers decide."""

from __future__ import annotations

import asyncio

import pytest

from tests.conversations.village import Village, Villager

ONE = "明早6点到志愿者菜园收土豆，要1个人"
LATE_MORNING = "明早10点到志愿者菜园收土豆，要1个人"


async def full(village: Village, call: str, *waiting: str) -> Villager:
    """A call for one: 张大爷 has the place, and these wait in order, all but 宋老三 with a private chat."""
    await village.person("han").posts(call)
    zhang = village.person("zhang")
    await zhang.taps("报名")
    for key in waiting:
        if key != "song":
            await village.person(key).opens()
        await village.person(key).taps("报名")
    return zhang


def shown(village: Village) -> str:
    return village.card.text or ""


async def test_the_first_in_line_is_asked_and_takes_the_place(
    han: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    zhang = await full(village, ONE, "wang", "li")
    await zhang.taps("去不了")
    assert wang.reads_last() == (
        "🎉 有空位了，您还去吗？收土豆\n🕕 明天 11月24日 周二 早上6点\n📍 志愿者菜园\n"
        "请在今天晚上10点前点一下，过时给下一位。"
    )
    assert "等回话1人：王大妈" in shown(village)
    assert "名额是您的了" in await wang.taps("✋ 去")
    assert "已报满 1/1 人" in shown(village)
    assert "排队1人：李婶" in shown(village)
    assert not any("有空位" in line for line in li.reads())
    assert "已经" not in wang.reads_last()


async def test_turned_down_it_goes_to_the_next(wang: Villager, li: Villager, village: Village) -> None:
    zhang = await full(village, ONE, "wang", "li")
    await zhang.taps("去不了")
    assert "给下一位" in await wang.taps("不去了")
    assert "您还去吗" in li.reads_last()
    assert "等回话1人：李婶" in shown(village)
    await li.taps("✋ 去")
    assert "1/1" in shown(village)


async def test_unanswered_it_passes_on(wang: Villager, li: Villager, village: Village) -> None:
    zhang = await full(village, "后天早上6点到志愿者菜园收土豆，要1个人", "wang", "li")
    await village.turn("tomorrow 09:00")
    await zhang.taps("去不了")
    asked = wang.inbox()[-1]
    await village.turn("12:00")
    assert "您还去吗" in li.reads_last()
    assert "今天下午3点" in li.reads_last()
    assert "等回话1人：李婶" in shown(village)
    assert "已经给了下一位" in await wang.taps("✋ 去", on=asked), "the old button does nothing"
    assert "已经给了下一位" in wang.reads_last()
    assert "等回话1人：李婶" in shown(village)
    await li.taps("✋ 去")
    await wang.taps("报名")
    assert "排队1人：王大妈" in shown(village), "coming back is coming last"


async def test_in_the_night_an_organiser_gives_the_place_by_one_tap(
    han: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    zhang = await full(village, ONE, "wang", "li")
    await village.turn("22:30")
    await zhang.taps("去不了")
    assert not any("有空位" in line for line in wang.reads()), "nobody is woken"
    assert "空出名额" in han.reads_last()
    assert "等组织者定" in shown(village)
    await han.taps("给 王大妈")
    assert "名额给王大妈了" in han.reads_last()
    assert "轮到您了" in wang.reads_last()
    assert "已报满 1/1 人" in shown(village)


async def test_two_organisers_give_one_place_once(
    han: Villager, liu: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    await liu.opens()
    zhang = await full(village, ONE, "wang", "li")
    await village.turn("22:30")
    await zhang.taps("去不了")
    presses = [(one, *one.button("给 王大妈")) for one in (han, liu)]
    toasts = await asyncio.gather(*(one.sends(press, message) for one, message, press in presses))
    said = sorted(toast.text for toast in toasts if toast)
    assert any("名额给王大妈了" in line for line in said)
    assert any("已经把名额给王大妈了" in line for line in said)
    last = [one.reads_last() for one in (han, liu)]
    assert sum("已经把名额给" in line for line in last) == 1, "the second sees who did it, and no button any more"
    assert "1/1" in shown(village)


async def test_for_a_neighbour_without_a_phone_their_keeper_is_asked(
    han: Villager, li: Villager, sun: Villager, village: Village
) -> None:
    zhang = await full(village, ONE)
    await li.opens()
    await li.replies("帮李奶奶报名")
    await zhang.taps("去不了")
    assert "替李奶奶问一声" in li.reads_last()
    assert "李奶奶有名额了" in await li.taps("✋ 去")
    assert "已报满 1/1 人" in shown(village)


async def test_who_never_opened_a_private_chat_is_asked_by_name_and_only_they_answer(
    sun: Villager, village: Village
) -> None:
    zhang = await full(village, ONE, "song")
    await zhang.taps("去不了")
    line = next(m for m in village.stage.reads("song", village.group) if "宋老三 有空位了" in (m.text or ""))
    assert {entity["type"] for entity in line.entities} == {"text_mention"}
    assert "问别人的" in await sun.taps("✋ 去", on=line)
    assert "等回话1人：宋老三" in shown(village)
    assert "名额是您的了" in await village.person("song").taps("✋ 去", on=line)
    assert any("宋老三有名额了" in said for said in village.lines())
    assert "1/1" in shown(village)


async def test_before_a_later_meeting_the_offer_waits_for_the_morning(
    han: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    zhang = await full(village, LATE_MORNING, "wang", "li")
    await village.turn("23:00")
    await zhang.taps("去不了")
    assert not any("有空位" in line for line in wang.reads())
    assert not any("空出名额" in line for line in han.reads())
    assert "等回话1人：王大妈" in shown(village)
    await village.turn("tomorrow 05:59")
    assert not any("有空位" in line for line in wang.reads())
    await village.turn("06:00")
    assert "您还去吗" in wang.reads_last()
    assert "今天早上7点" in wang.reads_last()
    await village.turn("07:00")
    assert "您还去吗" in li.reads_last()


async def test_the_private_card_and_the_list_say_that_a_place_waits(
    han: Villager, wang: Villager, village: Village
) -> None:
    zhang = await full(village, ONE, "wang")
    await zhang.taps("去不了")
    await wang.writes("/calls")
    assert "有空位，等您回话" in wang.reads_last()
    await wang.taps("收土豆")
    assert "给您留到11月23日 周一 晚上10点" in wang.reads_last()
    await wang.taps("不去了")
    assert "等回话" not in shown(village)
    await han.writes("/roster")
    assert "王大妈" in han.reads_last()


async def test_who_signs_up_again_or_leaves_has_answered_the_offer(
    wang: Villager, li: Villager, village: Village
) -> None:
    zhang = await full(village, ONE, "wang", "li")
    await zhang.taps("去不了")
    await wang.replies("去不了了")
    assert "等回话1人：李婶" in shown(village)
    await li.replies("报名")
    assert "已报满 1/1 人" in shown(village)


@pytest.mark.parametrize(("answer", "said"), [("李奶奶", "李奶奶替您去"), ("让李奶奶去", "李奶奶替您去")])
async def test_who_leaves_late_may_name_somebody_to_come_instead(
    han: Villager, wang: Villager, village: Village, answer: str, said: str
) -> None:
    await han.posts(ONE)
    await wang.opens()
    await wang.taps("报名")
    await wang.taps("去不了")
    assert wang.reads_last() == "能找人替您吗？回一个名字就行。"
    await wang.writes(answer)
    assert said in wang.reads_last()
    assert "李奶奶" in shown(village)
    await han.writes("/roster")
    assert "王大妈（集合前9小时退出）" in han.reads_last()


@pytest.mark.parametrize("answer", ["不能", "没人，都忙", "找不到", "谢谢理解", "孙子发烧在医院呢"])
async def test_nobody_is_entered_by_a_no_or_by_talk(
    han: Villager, wang: Villager, village: Village, answer: str
) -> None:
    await han.posts(ONE)
    await wang.opens()
    await wang.taps("报名")
    await wang.replies("去不了了")
    await wang.writes(answer)
    assert wang.reads_last() == "好，没关系，您忙您的。"
    assert "0/1" in shown(village)


async def test_who_thinks_again_instead_of_naming_somebody_is_heard(
    han: Villager, wang: Villager, village: Village
) -> None:
    await han.posts(ONE)
    await wang.opens()
    await wang.taps("报名")
    await wang.taps("去不了")
    await wang.writes("我又能去了")
    assert "您是要报名" in wang.reads_last()
    await wang.taps("✋ 报名")
    assert "1/1" in shown(village)


async def test_in_the_group_the_name_is_answered_under_the_question(
    han: Villager, zhang: Villager, village: Village
) -> None:
    await han.posts(ONE)
    await zhang.replies("报名")
    await zhang.replies("来不了，腰疼")
    question = next(m for m in village.stage.reads("zhang", village.group) if "能找人替您吗" in (m.text or ""))
    await zhang.says("李奶奶", to=question)
    assert "李奶奶" in shown(village)


async def test_nobody_is_asked_for_a_stand_in_while_others_wait_or_in_good_time(
    wang: Villager, li: Villager, village: Village
) -> None:
    await wang.opens()
    zhang = await full(village, ONE, "li")
    await zhang.replies("去不了了")
    assert not any("替您" in line for line in village.lines())
    await village.person("han").posts("后天早上10点到志愿者菜园浇水，要2个人")
    await wang.taps("报名")
    await wang.taps("去不了")
    assert not any("替您" in line for line in wang.reads())
