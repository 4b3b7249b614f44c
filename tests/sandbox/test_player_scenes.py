"""The forms a play needs to tell a story: an opening that is skipped, links handed on, either language on a button."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot

from sandbox.cast import load_cast
from sandbox.errors import StageRefusal
from sandbox.player import Deed
from sandbox.scripts import Script, load_script, written_out
from sandbox.server import Sandbox
from tests.sandbox.conftest import StillDial, aiogram_bot

LINK = "https://t.me/yihu_sandbox_bot?start=i_abc"
CARD: Any = {
    "inline_keyboard": [[{"text": "✋ I'm in", "callback_data": "in"}, {"text": "🔔", "callback_data": "bell"}]]
}
OPENING = [{"who": "han", "say": "/setup"}]


@pytest.fixture
async def sandbox(tmp_path: Path, dial: StillDial) -> AsyncIterator[Sandbox]:
    plays = tmp_path / "plays"
    plays.mkdir()
    (plays / "opening.json").write_text(json.dumps(OPENING), "utf-8")
    async with Sandbox(tmp_path / "stage", dial=dial, plays=plays) as running:
        yield running


async def _serve(bot: Bot) -> None:
    """Sets up, shows a card, gives links; a tap on the bell is answered by a bare link."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset, timeout=30):
            offset = update.update_id + 1
            if tap := update.callback_query:
                bell = tap.data == "bell"
                await bot.answer_callback_query(tap.id, None if bell else "You're in", url=LINK if bell else None)
            elif update.message and (update.message.text or "") == "/setup":
                await bot.send_message(update.message.chat.id, "The village is set up", reply_markup=CARD)
            elif update.message and (update.message.text or "") == "/role worker":
                await bot.send_message(update.message.chat.id, f"Hand this on: {LINK}")


@pytest.fixture(autouse=True)
async def answering(sandbox: Sandbox) -> AsyncIterator[None]:
    async with aiogram_bot(sandbox) as bot:
        serving = asyncio.create_task(_serve(bot))
        yield
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


def script(*steps: dict[str, Any]) -> Script:
    return Script("scene", "scene", tuple(written_out(list(steps))))


async def test_the_opening_is_played_unless_its_outcome_was_read_already(sandbox: Sandbox) -> None:
    first = {"play": "opening", "unless": "设好了|is set up"}
    for _ in range(2):
        await sandbox.player.play(script(first))
    said = [message.text for message in sandbox.stage.reads("wang", sandbox.stage.village)]
    assert said == ["/setup", "The village is set up"]


async def test_words_of_people_are_no_outcome(sandbox: Sandbox) -> None:
    sandbox.stage.say("wang", sandbox.stage.village, "is set up?")
    await sandbox.player.play(script({"play": "opening", "unless": "设好了|is set up"}))
    assert "/setup" in [message.text for message in sandbox.stage.reads("wang", sandbox.stage.village)]


async def test_a_button_is_found_in_either_language_and_the_deed_is_told(sandbox: Sandbox) -> None:
    deeds: list[Deed] = []
    sandbox.player.on_deed = deeds.append
    await sandbox.player.play(script(*OPENING, {"each": ["wang", "li"], "taps": ["报名|I'm in"]}))
    assert [(deed.person.key, deed.label) for deed in deeds] == [("wang", "✋ I'm in"), ("li", "✋ I'm in")]
    assert all(deed.toast is not None and deed.toast.text == "You're in" for deed in deeds)


async def test_a_bare_link_in_the_answer_opens_by_itself(sandbox: Sandbox) -> None:
    await sandbox.player.play(script(*OPENING, {"who": "wang", "tap": "🔔"}))
    wang = sandbox.stage.person("wang")
    assert [message.text for message in sandbox.stage.reads(wang, wang.id)] == ["/start i_abc"]


async def test_a_button_that_need_not_be_there_is_passed_by(sandbox: Sandbox) -> None:
    deeds: list[Deed] = []
    sandbox.player.on_deed = deeds.append
    await sandbox.player.play(script(*OPENING, {"each": ["wang", "li"], "taps": ["?去不了", "?报名|I'm in"]}))
    assert [deed.person.key for deed in deeds] == ["wang", "li"]


async def test_people_of_a_play_press_no_button_from_before_it(sandbox: Sandbox) -> None:
    await sandbox.player.play(script(*OPENING))
    with pytest.raises(StageRefusal, match="no button"):
        await sandbox.player.play(script({"who": "wang", "tap": "I'm in"}))


async def test_what_was_read_in_a_play_is_used_on_a_button(sandbox: Sandbox) -> None:
    deeds: list[Deed] = []
    sandbox.player.on_deed = deeds.append
    read = {"who": "wang", "remember": "place", "like": "village is set"}
    await sandbox.player.play(script(*OPENING, read, {"who": "wang", "tap": "?the {place} up"}))
    assert deeds == []
    with pytest.raises(StageRefusal, match="nothing like 'Call"):
        await sandbox.player.play(script({"who": "wang", "remember": "call", "like": "Call [0-9]+"}))


async def test_a_link_is_handed_on_to_somebody_else(sandbox: Sandbox) -> None:
    asked = {"who": "lin", "in": "private", "say": "/role worker"}
    await sandbox.player.play(script({"who": "lin", "start": True}, asked, {"who": "chen", "link_from": "lin"}))
    chen = sandbox.stage.person("chen")
    assert [message.text for message in sandbox.stage.reads(chen, chen.id)] == ["/start i_abc"]


async def test_a_link_that_nobody_got_cannot_be_handed_on(sandbox: Sandbox) -> None:
    with pytest.raises(StageRefusal, match="wang has no link to hand on"):
        await sandbox.player.play(script({"who": "wang", "start": True}, {"who": "chen", "link_from": "wang"}))


@pytest.mark.parametrize("name", ["opening", "potato_harvest"])
def test_the_shipped_plays_know_only_people_of_the_cast_and_are_told_in_two_languages(name: str) -> None:
    play = load_script(name)
    cast = {person.key for person in load_cast().people}
    assert {step["who"] for step in play.steps if "who" in step} <= cast
    notes = [step["note"] for step in play.steps if "note" in step]
    assert notes
    assert all(note.keys() == {"zh", "en"} for note in [play.title, *notes])
