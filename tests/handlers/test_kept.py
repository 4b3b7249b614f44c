"""Neighbours without a phone, as conversations: entered, told apart, kept on one page, claimed, merged."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.calls import CallId
from storage import signups
from tests.handlers.yard import Yard, in_the_yard
from tests.wire import GROUP

ANOTHER = "/call 后天下午3点到村委会搬桌子，要10个人"


@pytest.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with in_the_yard(database_url) as yard:
        yield yard


async def states(yard: Yard, number: int = 1) -> list[tuple[str, str]]:
    return [(s.name, s.state.value) for s in await yard.store.read(signups.of_call, CallId(number))]


async def says(yard: Yard, key: str, words: str) -> None:
    await yard[key].says(words, to=yard.card)
    await yard.send()


async def test_the_card_says_who_entered_whom(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷报名")
    assert "杜爷爷（李婶代报）" in (yard.card.text or "")
    await says(yard, "li", "帮李奶奶、赵德福、钱奶奶报名")
    await yard["wang"].taps("报名", on=yard.card)
    await yard.send()
    assert "王大妈；李婶代报：杜爷爷、李奶奶、赵德福、钱奶奶" in (yard.card.text or "")


async def test_a_keeper_is_answered_in_private_and_the_group_stays_quiet(yard: Yard) -> None:
    await yard.post()
    before = yard.bot_lines(GROUP)
    await says(yard, "li", "帮杜爷爷报名")
    assert yard["li"].last == "✅ 给杜爷爷报上了"
    assert len(yard.bot_lines(GROUP)) == len(before)
    await says(yard, "zhang", "帮孙大娘报名")
    assert yard.bot_lines(GROUP)[-1] == "✅ 给孙大娘报上了", "he has no private chat: one quoted line"


async def test_my_mother_is_somebody_else_from_every_mouth(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮我妈报个名，她没微信")
    await says(yard, "sun", "帮我妈报个名，她没微信")
    assert await states(yard) == [("李婶的妈", "confirmed"), ("孙玉梅的妈", "confirmed")]
    await says(yard, "sun", "帮我妈取消")
    assert (await states(yard))[1] == ("孙玉梅的妈", "withdrawn")


async def test_one_tap_tells_whether_it_is_the_one_of_the_group(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮王大妈报名")
    assert await states(yard) == []
    assert yard["li"].last == "是群里的王大妈吗？"
    question = yard.bot_message(yard["li"].id)
    other = await yard["sun"].taps("是", on=question)
    assert other is not None
    assert "问别人" in (other.text or "")
    await yard["li"].taps("是", on=question)
    await yard.send()
    assert await states(yard) == [("王大妈", "confirmed")]
    assert yard["wang"].last.startswith("✅ 李婶替您报了名：收土豆\n🕕")
    await yard["wang"].taps("去不了")
    assert await states(yard) == [("王大妈", "withdrawn")]


async def test_another_one_of_that_name_stands_beside_her(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].taps("报名", on=yard.card)
    await says(yard, "li", "帮王大妈报名")
    await yard["li"].taps("另一位")
    await yard.send()
    assert "王大妈、王大妈（李婶代报）" in (yard.card.text or "")


async def test_the_keepers_page_removes_adds_and_writes_anew(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷、李奶奶报名")
    await yard["li"].writes("/kept")
    assert yard["li"].last == "您代报的 · 召集1 收土豆\n一共2位：\n· 杜爷爷\n· 李奶奶"
    await yard["li"].taps("去掉")
    assert yard["li"].last == "您代报的 · 召集1 收土豆\n一共1位：\n· 李奶奶"
    await yard["li"].taps("加人")
    await yard["li"].writes("赵德福 钱奶奶")
    assert yard["li"].reads()[-2] == "✅ 给赵德福、钱奶奶报上了"
    await yard["li"].taps("赵德福 ✎")
    await yard["li"].writes("赵得福")
    assert yard["li"].reads()[-2] == "✅ 改成“赵得福”了"
    await yard["li"].taps("改名单")
    await yard["li"].writes("改成 赵德福、王奶奶")
    assert [name for name, state in await states(yard) if state == "confirmed"] == ["赵得福", "王奶奶"]
    await yard["li"].taps("全部去掉")
    assert yard["li"].last == "把您代报的2位都去掉？"
    await yard["li"].taps("都去掉")
    assert yard["li"].last.endswith("现在没有您代报的人。")


async def test_the_whole_party_is_said_in_one_message_under_the_card(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷、李奶奶报名")
    await says(yard, "li", "改成 李奶奶、赵德福")
    assert yard["li"].last == "✅ 给赵德福报上了\n李奶奶已经在名单上\n好，杜爷爷已取消"
    before = await states(yard)
    await says(yard, "sun", "改成 李奶奶、赵德福")
    assert await states(yard) == before, "she answers for nobody"


async def test_on_two_calls_one_tap_says_which_party_is_meant(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷报名")
    await yard.post(ANOTHER)
    await says(yard, "li", "帮杜爷爷报名")
    await yard["li"].writes("改成 李奶奶、赵德福")
    assert yard["li"].last == "哪一个召集？"
    await yard["li"].taps("搬桌子")
    await yard["li"].writes("李奶奶、赵德福")
    assert await states(yard) == [("杜爷爷", "confirmed")]
    assert [name for name, state in await states(yard, 2) if state == "confirmed"] == ["李奶奶", "赵德福"]
    await yard["li"].writes("/kept")
    assert yard["li"].last == "哪一个召集？"


async def test_sixteen_names_are_refused_and_nothing_is_half_done(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷报名")
    await yard["li"].writes("/kept")
    await yard["li"].taps("加人")
    await yard["li"].writes("、".join(f"邻居{n}号" for n in range(16)))
    assert yard["li"].last == "一次最多报15人，请写少一点"
    assert len(await states(yard)) == 1


async def test_who_keeps_nobody_is_told_how(yard: Yard) -> None:
    await yard["li"].writes("我代报的")
    assert yard["li"].last.startswith("您现在没有代报的人")


async def test_whoever_comes_to_the_chat_takes_over_what_was_theirs(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷报名")
    await yard.post(ANOTHER)
    await says(yard, "li", "帮杜爷爷报名")
    du = yard.person(903, "杜爷爷")
    await du.says("我也去", to=yard.card)
    question = yard.bot_message(GROUP)
    assert question.text == "杜爷爷已经有人替报了，是同一个人吗？"
    toast = await du.taps("是我", on=question)
    assert toast is not None
    assert "确认" in (toast.text or "")
    await yard.send()
    assert yard["li"].last.startswith("杜爷爷说就是您代报的杜爷爷，对吗？")
    await du.writes("/start")
    await yard["li"].taps("对，是同一个人")
    await yard.send()
    assert du.last == "✅ 对上了：杜爷爷以前的报名和签到，都在您名下了"
    assert "（李婶代报）" not in (yard.card.text or "")
    await yard["zhou"].writes("/people")
    await yard["zhou"].taps("撤销")
    await yard.send()
    assert "杜爷爷（李婶代报）" in (yard.card.text or "")


async def test_an_entry_elsewhere_is_asked_about_once_when_its_namesake_can_be_written_to(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷报名")
    await yard.post(ANOTHER)
    du = yard.person(903, "杜爷爷")
    await du.taps("报名", on=yard.card)
    await du.writes("/start")
    assert du.last == "名单上有一位没手机的杜爷爷（李婶代报）。是您本人吗？"
    await du.taps("不是")
    assert du.last == "好，不是同一个人，没动。"
    count = len(du.reads())
    await du.writes("/start")
    assert "本人" not in "".join(du.reads()[count:])


async def test_an_organiser_names_labels_merges_and_takes_back(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷报名")
    await says(yard, "sun", "帮老杜头报名")
    await yard["zhou"].writes("/people")
    assert yard["zhou"].last.startswith("没有手机的人 · 柳沟村\n一共2位")
    await yard["zhou"].taps("杜爷爷（李婶代报）")
    assert yard["zhou"].last == "杜爷爷\n又名：无\n标注：无\n代报人：李婶\n最近：收土豆"
    await yard["zhou"].taps("＋ 又名")
    await yard["zhou"].writes("老杜头")
    assert yard["zhou"].last == "村里已有一位老杜头，同一个人请社工合并"
    await yard["zhou"].writes("人员")
    await yard["zhou"].taps("杜爷爷")
    await yard["zhou"].taps("合并")
    await yard["zhou"].taps("老杜头")
    assert "2次" not in yard["zhou"].last
    assert "1次活动两边都报了：只留一份" in yard["zhou"].last
    await yard["zhou"].taps("就这样合并")
    await yard.send()
    assert "1/20" in (yard.card.text or "")
    await yard["zhou"].taps("撤销")
    await yard.send()
    assert "2/20" in (yard.card.text or "")
    await yard["zhou"].taps("全部名单")
    await yard["zhou"].taps("杜爷爷")
    await yard["zhou"].taps("标注")
    await yard["zhou"].writes("村东头")
    assert "标注：村东头" in yard["zhou"].last
    await yard["zhou"].taps("换代报人")
    await yard["zhou"].taps("王大妈")
    assert "代报人：王大妈" in yard["zhou"].last
    await yard["zhou"].taps("搬走了")
    await yard["zhou"].taps("搬走了")
    assert yard["zhou"].last == "好，杜爷爷不在名单里了。"
    await yard.send()
    assert "1/20" in (yard.card.text or "")
    await yard["zhou"].taps("没搬")
    assert yard["zhou"].last.startswith("杜爷爷\n")


async def test_villagers_do_not_see_the_desk(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷报名")
    await yard["li"].writes("/people")
    assert "村干部" in yard["li"].last
    for forged in ("person:8", "merge-sure:8:4", "away-sure:8", "unmerge:8"):
        await yard["li"].taps_forged(forged, yard.bot_message(yard["li"].id))
    assert await states(yard) == [("杜爷爷", "confirmed")]


async def test_the_tick_list_and_the_roster_name_the_keeper(yard: Yard) -> None:
    await yard.post()
    await says(yard, "li", "帮杜爷爷报名")
    await yard["zhou"].writes("/roster")
    assert "1. 杜爷爷（李婶代报）" in yard["zhou"].last
    await yard.turn(hours=9)
    await yard["zhou"].writes("/roster")
    await yard["zhou"].taps("点名")
    assert "⬜ 杜爷爷（李婶代报）" in yard.buttons(yard.bot_message(yard["zhou"].id))
