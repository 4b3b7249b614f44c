"""The whole bot at the sandbox, over HTTP: the dial walks through everything due, and knows when all is done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App, bot_at, build
from bot.clock import Clock, TurnableClock
from bot.dial import VillageDial, remembered_clock
from bot.pacer import STAGE
from bot.settings import load_settings
from sandbox.dial import moment
from sandbox.server import Sandbox
from sandbox.stage import Stage
from storage.store import Store
from tests.bot.conftest import EVENING


@dataclass
class Village:
    """The stage, the bot on it, and the dial of both."""

    stage: Stage
    app: App
    dial: VillageDial
    sandbox: Sandbox

    async def turn(self, words: str) -> None:
        await self.dial.turn(moment(words, self.dial.now(), self.sandbox.zone))

    async def tap(self, who: str, chat: int, label: str) -> str:
        """Tap the newest button with this label; returns the toast."""
        for shown in reversed(self.stage.reads(who, chat)):
            for button in (button for line in shown.buttons for button in line):
                if label in button["text"]:
                    toast = await self.stage.tap(who, chat, shown, button["callback_data"])
                    await self.dial.settled()
                    return toast.text if toast else ""
        raise AssertionError(f"{who} sees no button {label}")

    def reads(self, who: str, chat: int | None = None) -> list[str]:
        """What somebody's phone shows: the village's group, or (0) their own chat with the bot."""
        where = self.stage.village.id if chat is None else self.stage.person(who).id
        return [shown.text or "" for shown in self.stage.reads(who, where)]


@pytest.fixture
async def village(store: Store, tmp_path: Path) -> AsyncIterator[Village]:
    """The sandbox's village, set up by its creator, with the clock standing at half past eight."""
    clock = TurnableClock(EVENING, runs=False)
    dial = VillageDial(clock)
    async with Sandbox(tmp_path / "stage", 0, dial) as sandbox:
        bot = bot_at(sandbox.token, sandbox.api_url)
        app = build(load_settings(None, data_dir=tmp_path / "var"), store, bot, clock, STAGE)
        dial.app, dial.drained = app, sandbox.stage.updates.drained
        async with app.running():
            sandbox.stage.open_bot("han")
            sandbox.stage.say("han", sandbox.stage.village, "/setup")
            await dial.settled()
            yield Village(sandbox.stage, app, dial, sandbox)
        await bot.session.close()


async def _posted(village: Village) -> None:
    stage = village.stage
    stage.say("han", stage.village, "/call 明早6点到志愿者菜园收土豆，要20个人，带手套")
    await village.dial.settled()
    await village.tap("han", stage.person("han").id, "发布")


async def test_one_turn_of_the_dial_sends_every_reminder_on_the_way_in_its_own_minute(village: Village) -> None:
    await _posted(village)
    group = village.stage.village.id
    village.stage.open_bot("wang")
    await village.dial.settled()
    await village.tap("wang", group, "报名")
    await village.turn("tomorrow 05:59")
    said = [
        shown
        for shown in village.stage.reads("wang", village.stage.person("wang").id)
        if "收土豆" in (shown.text or "")
    ]
    moments = [datetime.fromtimestamp(shown.at, village.sandbox.zone).strftime("%d %H:%M:%S") for shown in said]
    assert moments == ["23 20:30:00", "24 05:30:00"]
    assert village.dial.now() == datetime(2026, 11, 23, 21, 59, tzinfo=EVENING.tzinfo)


async def test_the_overview_reaches_an_official_in_the_evening(village: Village) -> None:
    await village.dial.turn(EVENING + timedelta(hours=1))
    village.stage.say("han", village.stage.village, "/call 后天早上6点到志愿者菜园收土豆，要20个人")
    await village.dial.settled()
    await village.tap("han", village.stage.person("han").id, "发布")
    await village.dial.turn(EVENING + timedelta(hours=24))
    assert [text for text in village.reads("han", 0) if "0/20" in text]


async def test_a_crowd_that_taps_at_once_is_answered_and_gets_twenty_places(village: Village) -> None:
    await _posted(village)
    stage, group = village.stage, village.stage.village.id
    card = next(shown for shown in reversed(stage.reads("han", group)) if shown.buttons)
    join = next(b["callback_data"] for line in card.buttons for b in line if "报名" in b["text"])
    answers_to_come = []
    for n in range(50):
        person = stage.add_person(f"p{n}", f"村民{n}")
        stage.join(person, group)
        answers_to_come.append(asyncio.create_task(stage.tap(person, group, card, join, wait=30)))
    await village.dial.settled()
    answers = [await answer for answer in answers_to_come]
    assert sum("报上了" in (toast.text if toast else "") for toast in answers) == 20
    assert "20/20" in next(shown.text or "" for shown in reversed(stage.reads("han", group)) if shown.id == card.id)


async def test_the_clock_is_never_turned_back(village: Village) -> None:
    with pytest.raises(ValueError, match="back"):
        await village.dial.turn(EVENING - timedelta(minutes=1))


async def test_a_restart_keeps_the_villages_time(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    dial = VillageDial(remembered_clock(file), file)
    ahead = Clock().now() + timedelta(days=3)
    await dial.turn(ahead)
    assert abs(remembered_clock(file).now() - ahead) < timedelta(seconds=30)
    later = ahead + timedelta(days=1)
    assert remembered_clock(file, at_least=later).now() >= later
    file.write_text("{torn")
    assert abs(remembered_clock(file).now() - Clock().now()) < timedelta(seconds=30)
