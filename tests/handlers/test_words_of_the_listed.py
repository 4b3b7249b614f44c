"""What somebody on the list says in passing, who is who on it, and which call they mean."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.calls import CallId
from storage import signups
from tests.handlers.yard import SENTENCE, Yard, in_the_yard
from tests.wire import GROUP

FULL = "/call 明早6点到志愿者菜园收土豆，要1个人，带手套"
TABLES = "/call 后天早上7点到村委会搬桌子，要5个人"


@pytest.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with in_the_yard(database_url) as yard:
        yield yard


async def tap(yard: Yard, key: str, label: str) -> str:
    toast = await yard[key].taps(label, on=yard.card)
    await yard.send()
    assert toast is not None
    return toast.text or ""


async def states(yard: Yard, number: int = 1) -> dict[str, str]:
    return {s.name: f"{s.state.value}×{s.party}" for s in await yard.store.read(signups.of_call, CallId(number))}


@pytest.mark.parametrize("words", ["来了", "到", "在", "我到了", "来啦"])
async def test_in_the_morning_whoever_is_on_the_list_and_says_so_is_there(yard: Yard, words: str) -> None:
    await yard.post()
    await tap(yard, "wang", "报名")
    await yard.turn(hours=8)
    await yard["wang"].says(words, to=yard.card)
    await yard.send()
    assert "到，记下了" in yard["wang"].last
    assert "✅ 已到1人" in (yard.card.text or "")


async def test_coming_is_no_arrival_the_evening_before(yard: Yard) -> None:
    await yard.post()
    await tap(yard, "wang", "报名")
    await yard["wang"].says("来了", to=yard.card)
    await yard.send()
    assert "已到" not in (yard.card.text or "")
    assert not any("是要报名" in line for line in [*yard["wang"].reads(), *yard.bot_lines(GROUP)])


async def test_after_the_start_whoever_is_on_no_list_and_says_so_walked_in(yard: Yard) -> None:
    await yard.post()
    await yard.turn(hours=10)
    await yard["wang"].says("来了", to=yard.card)
    assert await states(yard) == {"王大妈": "walk_in×1"}


@pytest.mark.parametrize("words", ["我晚到十分钟", "在路上", "马上到", "堵车了", "我晚点到"])
async def test_whoever_is_on_the_list_and_on_the_way_hears_one_kind_line(yard: Yard, words: str) -> None:
    await yard.post()
    await tap(yard, "wang", "报名")
    await yard.turn(hours=9)
    before = yard.bot_lines(GROUP)
    await yard["wang"].says(words, to=yard.card)
    assert yard["wang"].last == "知道了，路上慢点。"
    assert yard.bot_lines(GROUP) == before
    assert await states(yard) == {"王大妈": "confirmed×1"}
    await yard["li"].says("马上到", to=yard.card)
    assert yard.bot_lines(GROUP) == before


async def test_stuck_and_staying_away_is_leaving(yard: Yard) -> None:
    await yard.post()
    await tap(yard, "wang", "报名")
    said = await yard["wang"].says("堵车，去不了了", to=yard.card)
    assert await states(yard) == {"王大妈": "withdrawn×1"}
    assert yard.wire.signs[said.message_id] == "👌"


@pytest.mark.parametrize("words", ["好的", "我想去", "我尽量去", "在"])
async def test_nobody_on_the_list_is_asked_whether_they_sign_up(yard: Yard, words: str) -> None:
    await yard.post()
    await tap(yard, "wang", "报名")
    before = yard.bot_lines(GROUP)
    await yard["wang"].says(words, to=yard.card)
    await yard["wang"].writes(words)
    assert not any("是要报名" in line for line in yard["wang"].reads())
    assert yard.bot_lines(GROUP) == before


async def test_whoever_asks_hears_whether_they_are_on_the_list(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].says("我报上了吗？", to=yard.card)
    assert yard["wang"].last == "您还没报名"
    await yard["wang"].says("我和老伴都去", to=yard.card)
    await yard["wang"].writes("我报上了吗")
    assert yard["wang"].last == "您报上了，2人"


async def test_a_maybe_is_told_what_to_do_later(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].writes("看情况吧")
    assert yard["wang"].last == "好，定了再点“报名”"
    await tap(yard, "wang", "报名")
    await yard["wang"].writes("看情况吧")
    assert yard["wang"].last.startswith("您还在名单上")


async def test_a_bare_number_from_the_list_changes_the_party_with_one_tap(yard: Yard) -> None:
    await yard.post()
    await tap(yard, "wang", "报名")
    await yard["wang"].writes("两个")
    assert yard["wang"].last == "您报了1人。一共几个人去？"
    await yard["wang"].taps("2人去")
    assert await states(yard) == {"王大妈": "confirmed×2"}


async def test_three_questions_get_three_answers(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].says("几点？在哪？带啥？", to=yard.card)
    lines = yard.bot_lines(GROUP)[-1].splitlines()
    assert [line[0] for line in lines] == ["🕕", "📍", "🎒"]


async def test_a_sign_up_under_another_line_of_ours_is_for_the_one_open_call(yard: Yard) -> None:
    await yard["han"].says("/help")
    line = yard.bot_message(GROUP)
    await yard["wang"].says("报名", to=line)
    await yard.post()
    await yard["wang"].says("报名", to=line)
    assert await states(yard) == {"王大妈": "confirmed×1"}
    await yard["li"].says("好的", to=line)
    await yard.post(TABLES)
    await yard["li"].says("报名", to=line)
    assert "李婶" not in {**await states(yard), **await states(yard, 2)}


async def test_a_name_a_keeper_entered_is_one_person(yard: Yard) -> None:
    await yard.post()
    await yard["zhang"].says("替杜爷爷报名", to=yard.card)
    du = yard.person(903, "杜爷爷")
    await du.says("我也去", to=yard.card)
    asked = yard.bot_message(GROUP)
    assert asked.text == "杜爷爷已经有人替报了，是同一个人吗？"
    assert list((await states(yard)).values()) == ["confirmed×1"]
    other = await yard["wang"].taps("是我", on=asked)
    assert other is not None
    assert "问别人" in (other.text or "")
    await du.taps("是我", on=asked)
    found = await yard.store.read(signups.of_call, CallId(1))
    assert [(s.name, s.party) for s in found] == [("杜爷爷", 1)]
    await du.says("去不了", to=yard.card)
    assert await states(yard) == {"杜爷爷": "withdrawn×1"}


async def test_a_namesake_signs_up_beside_the_one_entered(yard: Yard) -> None:
    await yard.post()
    await yard["zhang"].says("替杜爷爷报名", to=yard.card)
    du = yard.person(903, "杜爷爷")
    toast = await du.taps("报名", on=yard.card)
    assert toast is not None
    assert "同一个人" in (toast.text or "")
    asked = yard.bot_message(GROUP)
    await du.taps("不是", on=asked)
    assert [s.name for s in await yard.store.read(signups.of_call, CallId(1))] == ["杜爷爷", "杜爷爷"]
    await du.taps("不是", on=asked)
    assert len(await yard.store.read(signups.of_call, CallId(1))) == 2


async def test_an_entry_is_taken_over_once(yard: Yard) -> None:
    await yard.post()
    await yard["zhang"].says("替杜爷爷报名", to=yard.card)
    du, again = yard.person(903, "杜爷爷"), yard.person(904, "杜爷爷")
    await du.says("我也去", to=yard.card)
    first = yard.bot_message(GROUP)
    await again.says("我也去", to=yard.card)
    second = yard.bot_message(GROUP)
    await du.taps("是我", on=first)
    late = await again.taps("是我", on=second)
    assert late is not None
    assert "过期" in (late.text or "")
    assert len(await yard.store.read(signups.of_call, CallId(1))) == 1


async def test_the_card_says_whom_an_empty_place_is_kept_for(yard: Yard) -> None:
    await yard.post("/call 明早6点到志愿者菜园收土豆，要2个人，带手套")
    await tap(yard, "wang", "报名")
    await yard["li"].says("我和老伴都去", to=yard.card)
    await yard.send()
    assert "还空1个，等2人一起的" in (yard.card.text or "")


async def test_whoever_waits_and_comes_is_thanked_and_never_offered_a_place(yard: Yard) -> None:
    await yard.post(FULL)
    await tap(yard, "wang", "报名")
    await tap(yard, "li", "报名")
    await tap(yard, "sun", "报名")
    await yard.turn(hours=8)
    assert "您在排队，来了就好，记下了" in await tap(yard, "li", "到了")
    await tap(yard, "wang", "去不了")
    assert not any("轮到您了" in line for line in yard["li"].reads())
    await yard["han"].taps("给 孙玉梅")
    await yard.send()
    assert "轮到您了" in yard["sun"].last


async def test_a_place_is_kept_when_the_companion_does_not_fit(yard: Yard) -> None:
    await yard.post(FULL)
    await tap(yard, "wang", "报名")
    await yard["wang"].says("我和老伴都去", to=yard.card)
    assert yard["wang"].last == "您的位子还在。老伴那个满了。"
    assert await states(yard) == {"王大妈": "confirmed×1"}


async def test_words_that_name_a_call_are_about_it(yard: Yard) -> None:
    await yard.post()
    await yard.post(TABLES)
    await yard["wang"].writes("搬桌子我报名")
    assert (await states(yard), await states(yard, 2)) == ({}, {"王大妈": "confirmed×1"})
    await yard["wang"].writes("收土豆几点？")
    assert yard["wang"].last.startswith("🕕")
    await yard["wang"].writes("报名收土豆")
    assert await states(yard) == {"王大妈": "confirmed×1"}
    await yard["wang"].writes("取消搬桌子")
    assert (await states(yard, 2))["王大妈"] == "withdrawn×1"


async def test_leaving_is_about_the_only_list_one_is_on(yard: Yard) -> None:
    await yard.post()
    await yard.post(TABLES)
    await tap(yard, "wang", "报名")
    await yard["wang"].writes("去不了了")
    assert await states(yard, 2) == {"王大妈": "withdrawn×1"}
    assert await states(yard) == {}


async def test_which_one_is_asked_once_and_by_what_is_wanted(yard: Yard) -> None:
    await yard.post()
    await yard.post(TABLES)
    await yard["wang"].writes("报名")
    assert yard["wang"].last == "报哪一个？"
    await yard["wang"].writes("去不了")
    assert yard["wang"].last == "取消哪一个？"
    assert "报哪一个？" not in yard["wang"].reads()


@pytest.mark.parametrize("words", ["好的", "哈哈", "看情况", "几点？", "到了"])
async def test_with_nothing_open_only_a_clear_wish_hears_so(yard: Yard, words: str) -> None:
    await yard["wang"].writes(words)
    assert yard["wang"].last.startswith("没听懂")


async def test_an_official_who_asks_who_said_it_learns_that_nobody_can_tell(yard: Yard) -> None:
    await yard.post()
    for words in ("谁说我凶", "谁给我打了不好"):
        await yard["han"].writes(words)
        assert yard["han"].last == "谁说了什么，我查不出来，也不能告诉您。会上看的是人数：/summary"
    await yard["wang"].writes("谁说我凶")
    assert not any("查不出来" in line for line in yard["wang"].reads())


@pytest.mark.parametrize("words", ["/digest", "/summary"])
async def test_a_villager_hears_that_results_are_for_the_meeting(yard: Yard, words: str) -> None:
    await yard["wang"].writes(words)
    assert yard["wang"].last == "结果会在会上说。"


async def test_after_the_end_an_arrival_is_for_the_organisers_to_add(yard: Yard) -> None:
    await yard.post()
    await yard.turn(hours=8)
    card = yard.card
    await yard["han"].writes("签到")
    await yard["han"].taps("结束")
    toast = await yard["wang"].taps("到了", on=card)
    assert toast is not None
    assert toast.text == "已经结束了。您来过的话，请组织的人补上。"
    await yard["wang"].writes("到了")
    assert yard["wang"].last == "已经结束了。您来过的话，请组织的人补上。"


async def test_a_reminder_at_the_moment_of_signing_up_is_no_reminder_yet(yard: Yard) -> None:
    await yard.post(SENTENCE)
    await tap(yard, "wang", "报名")
    assert yard["wang"].last.startswith("✅ 记下了：收土豆\n🕕 明天")
    await yard.turn(hours=9)
    assert yard["wang"].last.startswith("🔔 还有30分钟")
