"""Where an answer goes and in what language: an old message, a private chat, a platform that does not answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram.types import Chat, InaccessibleMessage

from domain.people import UserId
from domain.promises import Kind
from handlers import letters_operator, status
from handlers.say import Say
from storage import people, villages
from tests.wire import GROUP, Stage, on_stage
from texts.voice import voice_for

HAN, WANG = 1, 5


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with on_stage(database_url, operators=frozenset({9})) as stage:
        stage.wire.seats[(GROUP, HAN)] = "creator"
        han = stage.person(HAN, "韩书记")
        await han.says("/setup")
        village = await stage.store.read(villages.of_chat, GROUP)
        assert village is not None
        await stage.store.write(people.belong, village.id, UserId(WANG), "王大妈")
        stage.person(WANG, "王大妈")
        yield stage


def old(chat: int) -> Any:
    """A message the platform no longer shows to the bot."""
    kind = "private" if chat > 0 else "supergroup"
    return InaccessibleMessage(chat=Chat(id=chat, type=kind), message_id=3, date=0)


async def test_a_tap_on_an_old_message_of_the_group_is_a_tap_in_the_group(stage: Stage) -> None:
    heard: list[Say] = []
    wang = stage.people[WANG]

    async def listen(handler: Any, event: Any, context: dict[str, Any]) -> Any:
        heard.append(context["say"])
        return None

    stage.dispatcher.sub_routers[-1].callback_query.outer_middleware(listen)
    await wang.taps_forged("nothing", old(GROUP))
    (say,) = heard
    assert (say.chat_id, say.private, say.message) == (GROUP, False, None)


async def test_a_message_that_cannot_be_changed_is_answered_by_a_toast_alone(stage: Stage) -> None:
    from aiogram.types import CallbackQuery

    for chat in (GROUP, WANG):
        tap = CallbackQuery(
            id="1", from_user=stage.people[WANG].user, chat_instance="x", message=old(chat), data="x"
        ).as_(stage.bot)
        lines = len(stage.bot_lines(chat))
        await Say(stage.bot, voice_for("zh"), WANG, tap).edit("status-none")
        assert len(stage.bot_lines(chat)) == lines
        assert stage.wire.toasts[-1].text == voice_for("zh")("status-none")


async def test_a_private_answer_is_in_the_language_of_ones_village(stage: Stage) -> None:
    wang, village = stage.people[WANG], await stage.store.read(villages.of_chat, GROUP)
    assert village is not None
    await stage.store.write(villages.set_language, village.id, "en")
    await wang.writes("/privacy")
    assert "hours" in wang.last
    await stage.store.write(people.set_language, UserId(WANG), "zh")
    await wang.writes("/privacy")
    assert "小时" in wang.last


async def test_a_line_to_an_official_is_in_the_language_of_the_village_else_in_the_operators(stage: Stage) -> None:
    village = await stage.store.read(villages.of_chat, GROUP)
    assert village is not None
    await stage.store.write(villages.set_language, village.id, "en")
    line = {"line": "operator-bot-removed", "village": "X"}
    for who, default, word in ((HAN, "zh", "removed"), (777, "en", "removed"), (777, "zh", "移出")):
        write = letters_operator.writers(default)[Kind.OPERATOR]
        out = await stage.store.read(write, {**line, "who": who}, stage.now)
        assert out is not None
        assert word in out.text.as_kwargs()["text"]


async def test_a_platform_that_does_not_answer_holds_up_no_status(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "PATIENCE", 0.01)
    ask = stage.wire.make_request

    async def mute(bot: Any, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109
        if type(method).__name__ == "GetChatMember":
            await asyncio.Event().wait()
        return await ask(bot, method, timeout)

    stage.wire.make_request = mute  # type: ignore[method-assign]
    async with asyncio.timeout(3):
        await stage.people[HAN].writes("/status")
    assert "平台没回话" in stage.people[HAN].last
