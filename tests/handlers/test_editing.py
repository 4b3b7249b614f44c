"""Changing an open call in talk: shown before and after, one tap does it, words alone do nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.calls import Call, CallId, CallState
from domain.signups import SignupState
from storage import calls, signups
from tests.handlers.yard import Yard, in_the_yard
from tests.wire import GROUP


@pytest.fixture
def engine_name() -> str:
    """What people are asked does not depend on the engine."""
    return "sqlite"


@pytest_asyncio.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with in_the_yard(database_url) as found:
        await found.post()
        yield found


async def stands(yard: Yard, call_id: int = 1) -> Call:
    call = await yard.store.read(calls.get, CallId(call_id))
    assert call is not None
    return call


async def clock(yard: Yard) -> str:
    meet = (await stands(yard)).meet_local
    assert meet is not None
    return meet.strftime("%d %H:%M")


async def test_another_time_is_shown_and_done_by_a_tap_and_everybody_is_asked(yard: Yard) -> None:
    await yard["wang"].taps("报名", on=yard.card)
    await yard["zhang"].taps("报名", on=yard.card)
    await yard["han"].writes("/roster")
    await yard["han"].taps("改召集")
    await yard["han"].taps("改时间")
    await yard["han"].writes("早上7点")
    assert "🕕 时间：11月24日 周二 早上6点 → 11月24日 周二 早上7点" in yard["han"].last
    assert "名单上2人会收到通知" in yard["han"].last
    assert await clock(yard) == "24 06:00"
    await yard["han"].taps("就这样改")
    assert await clock(yard) == "24 07:00"
    await yard.turn(minutes=2)
    assert yard["wang"].last.startswith("✏️ 「收土豆」改了：\n🕕 11月24日 周二 早上6点 → 明天")
    line = yard.bot_lines(GROUP)[-1]
    assert line.startswith("✏️ 召集1「收土豆」改了：")
    assert line.endswith("张大爷"), "whom no private message reaches is named"
    assert "早上7点" in (yard.card.text or "")
    await yard["wang"].taps("还去")
    assert "您报上了" in yard["wang"].last
    await yard["han"].writes("/roster")
    assert "韩书记发布，韩书记改过" in yard["han"].last


async def test_who_cannot_come_at_the_new_time_leaves_by_the_same_letter(yard: Yard) -> None:
    await yard["wang"].taps("报名", on=yard.card)
    await yard["han"].writes("推迟一小时")
    await yard["han"].taps("就这样改")
    await yard.turn(minutes=2)
    await yard["wang"].taps("去不了")
    (wang,) = await yard.store.read(signups.of_call, CallId(1))
    assert wang.state is SignupState.WITHDRAWN


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("改到后天7点", "11月25日 周三 早上7点"),
        ("推迟一小时", "11月24日 周二 早上7点"),
        ("地点改成村委会", "📍 地点：志愿者菜园 → 村委会"),
        ("再加5个人", "👥 人数：20 → 25"),
    ],
)
async def test_words_lead_to_the_same_screen_and_change_nothing(yard: Yard, words: str, shown: str) -> None:
    before = await stands(yard)
    await yard["han"].writes(words)
    assert shown in yard["han"].last
    assert await stands(yard) == before
    await yard["han"].taps("就这样改")
    assert await stands(yard) != before


async def test_rain_in_words_is_a_proposed_reason(yard: Yard) -> None:
    await yard["han"].writes("下雨取消")
    assert yard["han"].last.startswith("取消「收土豆」，原因：")
    assert (await stands(yard)).state is CallState.OPEN


async def test_a_villagers_words_change_nothing(yard: Yard) -> None:
    await yard["wang"].writes("推迟一小时")
    assert "这样改" not in yard["wang"].last
    for forged in ("change:1", "change-field:1:meet", "change-do:1:1", "withdraw:1", "again:1", "stay-do:1:2"):
        await yard["wang"].taps_forged(forged, yard.card)
    assert await clock(yard) == "24 06:00"
    assert (await stands(yard)).state is CallState.OPEN


async def test_a_time_gone_by_is_asked_for_again(yard: Yard) -> None:
    await yard["han"].writes("/roster")
    await yard["han"].taps("改召集")
    await yard["han"].taps("改时间")
    await yard["han"].writes("今天早上6点")
    assert await clock(yard) == "24 06:00"
    await yard["han"].writes("后天早上6点")
    await yard["han"].taps("就这样改")
    assert await clock(yard) == "25 06:00"


async def test_a_change_thought_over_dies_with_its_button(yard: Yard) -> None:
    await yard["han"].writes("地点改成村委会")
    await yard["han"].taps("不改了")
    assert yard["han"].last.startswith("名单 ·")
    toast = await yard["han"].taps_forged("change-do:1:1", yard.bot_message(yard["han"].id))
    assert toast is not None
    assert "过期" in (toast.text or "")
    assert (await stands(yard)).place == "志愿者菜园"


async def test_the_second_organiser_is_told_who_was_quicker(yard: Yard) -> None:
    await yard["han"].writes("推迟一小时")
    await yard["liu"].writes("地点改成村委会")
    await yard["han"].taps("就这样改")
    toast = await yard["liu"].taps("就这样改")
    assert toast is not None
    assert (toast.text or "").startswith("韩书记刚刚改过")
    assert (await stands(yard)).place == "志愿者菜园"


async def test_what_nobody_signed_is_taken_back_and_the_card_is_one_line(yard: Yard) -> None:
    lines = len(yard.bot_lines(GROUP))
    await yard["han"].writes("/roster")
    await yard["han"].taps("取消召集")
    await yard["han"].taps("撤回")
    await yard.send()
    assert (await stands(yard)).state is CallState.DISCARDED
    assert yard.bot_lines(GROUP)[-1] == "↩ 召集1「收土豆」撤回了"
    assert len(yard.bot_lines(GROUP)) == lines
    await yard["han"].taps("再发一次")
    assert (await stands(yard, 2)).copied_from == 1


@pytest.mark.parametrize(("label", "reason"), [("人不够", "人不够"), ("改期", "改期，另行通知"), ("天气", "天气不好")])
async def test_a_reason_is_one_tap(yard: Yard, label: str, reason: str) -> None:
    await yard["wang"].taps("报名", on=yard.card)
    await yard["han"].writes("/roster")
    await yard["han"].taps("取消召集")
    await yard["han"].taps(label)
    await yard.send()
    assert (await stands(yard)).reason == reason
    assert reason in yard["wang"].last


async def test_who_stays_is_the_organisers_choice(yard: Yard) -> None:
    for key in ("wang", "li", "sun"):
        await yard[key].taps("报名", on=yard.card)
    await yard["han"].writes("/roster")
    await yard["han"].taps("改人数")
    await yard["han"].writes("2")
    asked = yard.bot_message(yard["han"].id)
    assert yard.buttons(asked)[:3] == ["↩ 孙玉梅", "✓ 李婶", "✓ 王大妈"]
    await yard["han"].taps("↩ 孙玉梅")
    asked = yard.bot_message(yard["han"].id)
    assert not any("放回排队" in label for label in yard.buttons(asked))
    await yard["han"].taps("✓ 王大妈")
    await yard["han"].taps("把这1人放回排队")
    assert yard["han"].last == "👥 改成要2人了。放回排队，都告诉了：王大妈"
    await yard.send()
    assert yard["wang"].last == "「收土豆」要的人少了，对不住，您先排队，排第一个。有空位先找您。"


async def test_everybody_may_stay(yard: Yard) -> None:
    for key in ("wang", "li"):
        await yard[key].taps("报名", on=yard.card)
    await yard["han"].writes("/roster")
    await yard["han"].taps("改人数")
    await yard["han"].writes("1")
    await yard["han"].taps("都留下")
    assert (await stands(yard)).needed == 1
    assert {s.state for s in await yard.store.read(signups.of_call, CallId(1))} == {SignupState.CONFIRMED}


@pytest.mark.parametrize("words", ["/call 同上次", "再来一次", "/call 再来一次"])
async def test_the_last_call_again_in_words(yard: Yard, words: str) -> None:
    await yard["han"].writes(words)
    draft = await stands(yard, 2)
    assert (draft.state, draft.title, draft.copied_from) == (CallState.DRAFT, "收土豆", 1)
    assert "12月1日 周二" in yard["han"].last
    await yard["han"].taps("发布")
    assert (await stands(yard, 2)).state is CallState.OPEN


async def test_a_villager_gets_no_draft_by_asking_for_it_again(yard: Yard) -> None:
    await yard["wang"].writes("再来一次")
    assert await yard.store.read(calls.get, CallId(2)) is None
