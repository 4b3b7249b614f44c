"""What stands in a chat follows the facts: the thank-you, open tick lists; many ticks at once are asked about."""

from __future__ import annotations

from tests.conversations.test_morning import harvest
from tests.conversations.village import POTATOES, Village, Villager


def thanks(village: Village) -> list[str]:
    return [line for line in village.lines() if line.startswith("🎉")]


async def test_a_tick_after_the_end_corrects_the_thank_you_where_it_stands(han: Villager, village: Village) -> None:
    await harvest(village, "wang", "li")
    await village.person("wang").taps("到了")
    await village.turn("07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await han.taps("就这样结束")
    before = len(village.lines())
    assert "来了1人" in thanks(village)[0]
    await han.taps("看点名")
    await han.taps("⬜ 李婶")
    await village.turn("07:05")
    assert len(village.lines()) == before, "nothing new stands in the group"
    assert thanks(village) == ["🎉 收土豆，早上7点干完了！来了2人，最早的早上5点就到了，一共3小时。谢谢大家！"]
    assert "来了2人，一共3小时" in (village.card.text or "")


async def test_the_list_another_organiser_has_open_loses_its_end_when_the_activity_ends(
    han: Villager, liu: Villager, village: Village
) -> None:
    await harvest(village, "wang")
    for one in (han, liu):
        await one.writes("签到")
    await village.person("wang").taps("到了")
    await village.turn("07:00")
    await han.taps("🏁")
    assert not liu.sees("🏁")
    assert liu.sees("✅ 王大妈"), "and shows who came by now"
    assert "结束了" in han.reads_last(), "the one who ended it keeps the answer to the tap"


async def test_the_rest_came_is_asked_once_when_it_marks_more_than_three(han: Villager, village: Village) -> None:
    await harvest(village, "wang", "li", "zhang", "sun")
    await han.writes("签到")
    await han.taps("其余的都来了")
    assert han.reads_last() == "把还没点的4人都记成“来了”？"
    await han.taps("返回名单")
    assert "到了0人" in han.reads_last()
    await han.taps("⬜ 王大妈")
    await han.taps("其余的都来了")
    assert "到了4人" in han.reads_last(), "three more are no many"


async def test_the_rest_came_said_twice_marks_them_all(han: Villager, village: Village) -> None:
    await harvest(village, "wang", "li", "zhang", "sun")
    await han.writes("签到")
    await han.taps("其余的都来了")
    await han.taps("这4人都来了")
    assert "到了4人" in han.reads_last()


async def test_names_typed_together_are_written_down_and_who_is_not_named_is_asked_for(
    zhou: Villager, village: Village
) -> None:
    await harvest(village, "wang")
    await zhou.writes("签到")
    await zhou.taps("没报名也来了的")
    await zhou.writes("王大爷两口子、李奶奶和我妈")
    assert zhou.reads_last() == "“我妈”是谁？请写上名字，别的人已经记下了。"
    assert "到了3人" in zhou.reads()[-2]
    await zhou.writes("赵桂兰")
    assert "到了4人" in zhou.reads_last()
    assert zhou.sees("王大爷×2")


async def test_a_role_taken_by_a_link_is_said_in_the_group_in_one_line(
    han: Villager, wang: Villager, village: Village
) -> None:
    await han.writes("/role official")
    link = han.reads_last()
    before = len(village.lines())
    await wang.opens(link.split("start=")[1].split()[0])
    assert village.lines()[before:] == ["王大妈 现在是本村村干部。"]


async def test_whoever_posted_the_call_hears_who_left_the_group(han: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    wang = village.person("wang")
    await wang.taps("报名")
    village.stage.leave(wang.person, village.group)
    await village.settled()
    assert han.reads_last().replace("\u2068", "").replace("\u2069", "") == (
        "王大妈 退了群，「收土豆」（召集1）少了1人。现在0/20，还空20个位。"
    )
