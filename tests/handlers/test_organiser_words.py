"""An organiser's 取消 under a card: asked about, because it may be about the whole call; nothing is recorded before."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.calls import CallId, CallState
from domain.people import UserId
from storage import calls, people, signups
from tests.handlers.yard import Yard, in_the_yard
from tests.wire import GROUP


@pytest.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with in_the_yard(database_url) as yard:
        yield yard


async def listed(yard: Yard) -> list[str]:
    return [f"{one.name} {one.state.value}" for one in await yard.store.read(signups.of_call, CallId(1))]


@pytest.mark.parametrize("words", ["取消", "不干了", "下雪太大，不干了", "去不了"])
async def test_an_organisers_cancelling_words_are_asked_about_in_private(yard: Yard, words: str) -> None:
    card = await yard.post()
    before = len(yard.bot_lines(GROUP))
    await yard["han"].says(words, to=card)
    assert yard["han"].last == "「收土豆」：取消整个召集，还是您自己去不了？"
    assert yard.buttons(yard.bot_message(11)) == ["取消召集", "我去不了"]
    assert (await listed(yard), len(yard.bot_lines(GROUP)), yard.wire.thumbs) == ([], before, [])


async def test_one_tap_calls_it_off_and_the_other_only_oneself(yard: Yard) -> None:
    card = await yard.post()
    await yard["han"].says("取消", to=card)
    await yard["han"].taps("我去不了")
    assert await listed(yard) == ["韩书记 declined"]
    await yard["han"].says("取消", to=card)
    await yard["han"].taps("取消召集")
    await yard["han"].taps("不说原因，取消")
    call = await yard.store.read(calls.get, CallId(1))
    assert call is not None
    assert call.state is CallState.CANCELLED


async def test_in_private_the_same_words_are_asked_about_too(yard: Yard) -> None:
    await yard.post()
    await yard["han"].writes("取消")
    assert yard.buttons(yard.bot_message(11)) == ["取消召集", "我去不了"]
    assert await listed(yard) == []


async def test_without_a_private_chat_the_question_is_quoted_and_only_the_asked_one_answers(yard: Yard) -> None:
    card = await yard.post()
    await yard.store.write(people.set_unreachable, UserId(11), "blocked")
    yard.wire.blocked.add(11)
    await yard["han"].says("不干了", to=card)
    question = yard.bot_message(GROUP)
    assert yard.buttons(question) == ["取消召集", "我去不了"]
    await yard["wang"].taps("我去不了", on=question)
    await yard["wang"].taps("取消召集", on=question)
    assert await listed(yard) == []


async def test_a_villagers_word_is_taken_at_once(yard: Yard) -> None:
    card = await yard.post()
    await yard["wang"].says("报名", to=card)
    await yard["wang"].says("取消", to=card)
    assert await listed(yard) == ["王大妈 withdrawn"]
