"""The player: a written scene played through the stage, with a bot that answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot

from sandbox import player
from sandbox.errors import StageRefusal
from sandbox.scripts import PLAYS as SHIPPED
from sandbox.scripts import Script, load_script, written_out
from sandbox.server import Sandbox
from tests.sandbox.conftest import StillDial, Wire, aiogram_bot

PLAYS = Path(__file__).with_name("plays")
CARD: Any = {"inline_keyboard": [[{"text": "✋ 报名", "callback_data": "join"}]]}


@pytest.fixture
async def sandbox(tmp_path: Path, dial: StillDial) -> AsyncIterator[Sandbox]:
    async with Sandbox(tmp_path / "stage", dial=dial, plays=PLAYS) as running:
        yield running


async def _serve(bot: Bot) -> None:
    """A bot that posts a card when called, and thanks for everything else."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset, timeout=30):
            offset = update.update_id + 1
            if update.callback_query:
                await bot.answer_callback_query(update.callback_query.id, "报上了")
            elif update.message and (update.message.text or "").startswith("/call"):
                await bot.send_message(update.message.chat.id, "收土豆", reply_markup=CARD)
            elif update.message:
                await bot.send_message(update.message.chat.id, "收到")


@pytest.fixture
async def answering(sandbox: Sandbox) -> AsyncIterator[None]:
    async with aiogram_bot(sandbox) as bot:
        serving = asyncio.create_task(_serve(bot))
        yield
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


@pytest.mark.usefixtures("answering")
async def test_a_play_is_played_to_its_end(sandbox: Sandbox) -> None:
    told: list[dict[str, Any]] = []
    sandbox.player.on_progress = told.append
    await sandbox.player.play(load_script("small", PLAYS))
    stage = sandbox.stage
    said = [(m.sender == stage.platform.bot_id, m.text) for m in stage.reads("wang", stage.village)]
    assert said == [(False, "/call 明早收土豆"), (True, "收土豆"), (False, "我来"), (True, "收到")]
    answered = stage.reads("li", stage.person("li").id)[-2]
    assert (answered.text, answered.reply_to) == ("到了", 2)
    assert sandbox.dial.now().isoformat() == "2026-10-09T21:30:00+00:00"
    assert told[1]["note"] == "晚上，村书记喊人"
    assert [told[-1][name] for name in ("done", "total", "running", "error")] == [8, 8, False, None]


@pytest.mark.usefixtures("answering")
async def test_the_page_starts_a_play_and_only_one_at_a_time(wire: Wire) -> None:
    _, state = await wire.page("/stage/state")
    assert state["plays"] == [{"name": "small", "title": "两个人报名"}]
    async with wire.http.get(wire.sandbox.api_url + "/stage/events") as stream:
        assert (await wire.page("/stage/play", name="small"))[0] == 202
        assert (await wire.page("/stage/play", name="small"))[0] == 409
        assert (await wire.page("/stage/play", name="../cast"))[0] == 404
        progress: dict[str, Any] = {"running": True}
        while progress["running"]:
            event = (await stream.content.readuntil(b"\n\n")).decode()
            if event.startswith("event: play"):
                progress = json.loads(event.split("data: ")[1])
    assert (progress["done"], progress["error"]) == (8, None)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ({"who": "nobody", "say": "在吗"}, "nobody is called 'nobody' here"),
        ({"who": "wang", "tap": "报名"}, "no button '报名' on the phone of wang"),
        ({"who": "wang", "say": "我来", "reply_to": "card"}, "no message to answer: card"),
        ({"turn": "soon"}, "not a moment"),
        ({"sing": "la"}, "not a step"),
    ],
)
async def test_a_step_that_cannot_be_played_is_named(sandbox: Sandbox, step: dict[str, Any], why: str) -> None:
    with pytest.raises(StageRefusal, match=why) as refused:
        await sandbox.player.play(Script("bad", "bad", (step,)))
    assert "step 1" in refused.value.why


async def test_a_play_does_not_wait_for_ever_for_a_silent_bot(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "PATIENCE", 0.01)
    with pytest.raises(StageRefusal, match="the bot does not answer"):
        await sandbox.player.play(Script("silent", "silent", ({"who": "wang", "start": True},)))


def test_a_step_for_each_is_written_out_for_everyone() -> None:
    steps: list[dict[str, Any]] = [{"each": ["wang", "li"], "tap": "报名"}, {"note": "x"}]
    assert written_out(steps) == [{"who": "wang", "tap": "报名"}, {"who": "li", "tap": "报名"}, {"note": "x"}]


def test_the_shipped_plays_can_be_read() -> None:
    for file in SHIPPED.glob("*.json"):
        assert load_script(file.stem).steps
