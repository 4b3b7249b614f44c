"""Calling an activity off: nothing that was typed does it, and nothing that has begun goes by one tap."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.calls import CallId, CallState
from storage import calls
from tests.handlers.yard import Yard, in_the_yard


@pytest.fixture
def engine_name() -> str:
    """What people are asked does not depend on the engine."""
    return "sqlite"


@pytest_asyncio.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with in_the_yard(database_url) as found:
        await found.post()
        await found["wang"].taps("报名", on=found.card)
        await found["han"].writes("/roster")
        await found["han"].taps("取消召集")
        yield found


async def state(yard: Yard) -> CallState:
    call = await yard.store.read(calls.get, CallId(1))
    assert call is not None
    return call.state


async def test_words_after_thinking_it_over_call_nothing_off(yard: Yard) -> None:
    await yard["han"].taps("不取消了")
    await yard["han"].writes("谢谢，明天见")
    assert await state(yard) is CallState.OPEN


async def test_typed_words_are_only_a_proposed_reason(yard: Yard) -> None:
    await yard["han"].writes("下大雨")
    assert yard["han"].last.startswith("取消「收土豆」，原因：下大雨\n")
    assert await state(yard) is CallState.OPEN
    await yard["han"].taps("就这样取消")
    assert await state(yard) is CallState.CANCELLED
    assert yard["han"].last == "❌ 「收土豆」取消了，通知1人。"


async def test_a_reason_written_again_replaces_the_first_and_kills_its_button(yard: Yard) -> None:
    await yard["han"].writes("下大雨")
    first = yard.bot_message(yard["han"].id)
    await yard["han"].writes("地太湿")
    toast = await yard["han"].taps("就这样取消", on=first)
    assert toast is not None
    assert "过期" in (toast.text or "")
    assert await state(yard) is CallState.OPEN
    await yard["han"].taps("就这样取消")
    call = await yard.store.read(calls.get, CallId(1))
    assert call is not None
    assert call.reason == "地太湿"


async def test_a_proposed_reason_can_be_thought_over(yard: Yard) -> None:
    await yard["han"].writes("下大雨")
    await yard["han"].taps("不取消了")
    assert yard["han"].last.startswith("名单 · 召集1 收土豆")
    toast = await yard["han"].taps_forged("cancel-why:1:said", yard.bot_message(yard["han"].id))
    assert toast is not None
    assert "过期" in (toast.text or "")
    assert await state(yard) is CallState.OPEN


async def test_what_has_begun_is_called_off_only_by_a_second_tap(yard: Yard) -> None:
    await yard.turn(hours=9, minutes=30)
    await yard["han"].taps("不说原因")
    assert yard["han"].last.startswith("集合时间已经过了")
    assert await state(yard) is CallState.OPEN
    await yard["han"].taps("还是取消")
    assert await state(yard) is CallState.CANCELLED


async def test_where_somebody_is_already_it_is_asked_once_more_and_can_be_left(yard: Yard) -> None:
    await yard.turn(hours=8, minutes=30)
    await yard["wang"].taps("到了", on=yard.card)
    await yard["han"].taps("天气不好")
    assert yard["han"].last.startswith("已经到了1人")
    await yard["han"].taps("不取消了")
    assert await state(yard) is CallState.OPEN


async def test_a_villager_neither_proposes_nor_calls_off(yard: Yard) -> None:
    for forged in ("cancel:1", "cancel-back:1", "cancel-why:1:none", "cancel-sure:1:none"):
        await yard["wang"].taps_forged(forged, yard.card)
    assert await state(yard) is CallState.OPEN


async def test_a_tap_elsewhere_ends_the_question(yard: Yard) -> None:
    await yard["han"].writes("/roster")
    await yard["han"].taps("点名")
    await yard["han"].writes("下大雨")
    assert not yard["han"].last.startswith("取消「收土豆」，原因")
    assert await state(yard) is CallState.OPEN
