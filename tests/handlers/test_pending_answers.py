"""Questions that wait for words: what answers them, what interrupts them, how long they wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
import pytest_asyncio
from aiogram.fsm.state import StatesGroup

import handlers
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
        yield found


async def drafts(yard: Yard) -> int:
    """How many calls were ever begun."""
    number = 0
    while await yard.store.read(calls.get, CallId(number + 1)):
        number += 1
    return number


async def asked_for_the_place(yard: Yard) -> None:
    await yard["han"].writes("/call 明早6点收土豆，要20个人")
    assert "在哪" in yard["han"].last or "哪里" in yard["han"].last


async def test_a_plain_command_word_in_an_answer_is_part_of_the_answer(yard: Yard) -> None:
    await asked_for_the_place(yard)
    await yard["han"].writes("发布栏旁边的老槐树下")
    assert await drafts(yard) == 1
    call = await yard.store.read(calls.get, CallId(1))
    assert call is not None
    assert call.place == "发布栏旁边的老槐树下"


async def test_a_slash_interrupts_a_question(yard: Yard) -> None:
    await asked_for_the_place(yard)
    await yard["han"].writes("/calls")
    assert yard["han"].last == "现在没有召集。"


@pytest.mark.parametrize(("minutes", "taken"), [(30, True), (31, False)])
async def test_a_question_waits_half_an_hour_and_no_longer(yard: Yard, minutes: int, *, taken: bool) -> None:
    await asked_for_the_place(yard)
    await yard.turn(minutes=minutes)
    await yard["han"].writes("村委会")
    call = await yard.store.read(calls.get, CallId(1))
    assert call is not None
    assert (call.place == "村委会") is taken


async def test_after_an_abandoned_question_plain_words_are_commands_again(yard: Yard) -> None:
    await yard.post()
    await yard["han"].writes("/call 后天8点扫雪，要5个人")
    await yard.turn(minutes=31)
    await yard["han"].writes("名单")
    assert yard["han"].last.startswith("名单 · 召集1 收土豆")


async def test_in_a_group_only_a_reply_to_the_question_keeps_a_command_word_from_being_one(yard: Yard) -> None:
    await yard.post()
    yard.wire.opened.discard(yard["liu"].id)
    yard.wire.blocked.add(yard["liu"].id)
    await yard["liu"].says("/call 后天8点扫雪，要5个人")
    question = yard.bot_message()
    await yard["liu"].says("帮助老王家门口", to=question)
    call = await yard.store.read(calls.get, CallId(2))
    assert call is not None
    assert call.state is CallState.DRAFT
    assert call.place == "帮助老王家门口"


async def test_names_that_were_none_are_asked_for_again(yard: Yard) -> None:
    await yard.post()
    await yard.turn(hours=9, minutes=30)
    await yard["han"].writes("签到")
    await yard["han"].taps("没报名")
    await yard["han"].writes("，，")
    assert yard["han"].last.startswith("没看到名字")
    await yard["han"].writes("李奶奶")
    assert "李奶奶" in " ".join(yard.buttons(yard.bot_message(yard["han"].id)))


async def test_a_draft_that_is_dropped_takes_no_number(yard: Yard) -> None:
    await yard["han"].writes("/call 后天8点到村口扫雪，要5个人")
    await yard["han"].taps("不发了")
    await yard.post()
    assert "召集1 " in (yard.card.text or "")
    assert await drafts(yard) == 2


def test_no_two_questions_of_the_house_are_called_alike() -> None:
    """aiogram names a state by its class and its own name alone: two alike would answer each other's questions."""
    for module in iter_modules(handlers.__path__, "handlers."):
        import_module(module.name)
    ours = [group for group in StatesGroup.__subclasses__() if group.__module__.startswith("handlers.")]
    names = [state.state or "" for group in ours for state in group.__states__]
    assert sorted(names) == sorted(set(names))
    assert names
