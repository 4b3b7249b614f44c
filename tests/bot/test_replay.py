"""An update that was set aside is listed by the doctor without a word of it, and taken once more by `replay`."""

from __future__ import annotations

import argparse
import json
import stat
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiogram import Router
from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError
from aiogram.filters import Command
from aiogram.methods import GetMe
from aiogram.types import Message

from bot import doctor, replay
from bot.app import build
from bot.chores import forget_parked
from bot.conversations import Rooms
from bot.lock import held
from bot.parked import KEPT
from bot.places import parked_folder
from bot.settings import Settings, load_settings
from storage import updates, villages
from storage.store import Store
from tests.bot.conftest import EVENING, Running, until
from tests.faults import TOKEN, Telegram, refuse

GROUP = -1001
BOT_ID = int(TOKEN.partition(":")[0])
WORDS = "/setup and some words of a person"


def sick() -> Router:
    """A conversation with a fault in it."""
    router = Router()

    @router.message(Command("setup"))
    async def divide(message: Message) -> None:
        raise ZeroDivisionError(message.text)

    return router


@pytest.fixture
def settings(url: str, tmp_path: Path, telegram: Telegram) -> Settings:
    return load_settings(
        None,
        data_dir=tmp_path / "var",
        database_url=url,
        bot_token=TOKEN,
        bot_api_url=telegram.url,
        operator_ids="5",
        log_level="ERROR",
    )


async def set_aside(made: Running, telegram: Telegram, settings: Settings, chat: int | None = GROUP) -> int:
    """An update that a fault in the program kept from having any effect."""
    async with made(sick()) as app:
        app.inbox.parked = parked_folder(settings)
        number = telegram.say(5, WORDS, chat)
        await until(lambda: telegram.confirmed == number)
    return number


async def said(settings: Settings, number: int) -> int:
    return await replay.main(settings, argparse.Namespace(id=number))


async def test_a_mended_program_takes_it_once_more_and_keeps_nothing_of_it(
    made: Running, telegram: Telegram, store: Store, settings: Settings
) -> None:
    number = await set_aside(made, telegram, settings)
    (file,) = parked_folder(settings).iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert await store.read(villages.of_chat, GROUP) is None
    assert await said(settings, number) == 0
    assert await store.read(villages.of_chat, GROUP) is not None
    assert await store.read(updates.parked) == []
    assert list(parked_folder(settings).iterdir()) == []
    assert await said(settings, number) == 2, "once is enough"


async def test_what_took_effect_meanwhile_does_not_take_effect_again(
    made: Running, telegram: Telegram, store: Store, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await set_aside(made, telegram, settings)
    async with Store.open(settings.database_url) as other:
        with updates.handling(updates.UpdateScope(BOT_ID, number, EVENING)):
            await other.write(updates.settle)
    assert await said(settings, number) == 2
    assert "taken effect already" in capsys.readouterr().err
    assert await store.read(villages.of_chat, GROUP) is None


async def test_one_that_fails_again_stays_set_aside(
    made: Running,
    telegram: Telegram,
    store: Store,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = await set_aside(made, telegram, settings)
    monkeypatch.setattr(replay, "build", partial(build, rooms=Rooms((sick(),), {}, {})))
    assert await said(settings, number) == 1
    told = capsys.readouterr().err
    assert "failed again: ZeroDivisionError" in told
    assert "words" not in told
    assert [one.update_id for one in await store.read(updates.parked)] == [number]
    assert len(list(parked_folder(settings).iterdir())) == 1


def mute(fault: type[Exception]) -> Router:
    """A conversation that is answered by a platform that does not take the answer, and writes nothing down."""
    router = Router()

    @router.message(Command("setup"))
    async def nothing(message: Message) -> None:
        raise fault

    return router


class Away(TelegramNetworkError):
    def __init__(self) -> None:
        super().__init__(GetMe(), "away")


class Blocked(TelegramForbiddenError):
    def __init__(self) -> None:
        super().__init__(GetMe(), "bot was kicked from the group chat")


@pytest.mark.parametrize("fault", [Away, Blocked])
async def test_one_of_which_nothing_came_is_kept_and_stays_set_aside(
    fault: type[Exception],
    made: Running,
    telegram: Telegram,
    store: Store,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = await set_aside(made, telegram, settings)
    with monkeypatch.context() as patch:
        patch.setattr(replay, "build", partial(build, rooms=Rooms((mute(fault),), {}, {})))
        assert await said(settings, number) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"Nothing came of update {number}" in err
    assert [one.update_id for one in await store.read(updates.parked)] == [number]
    assert len(list(parked_folder(settings).iterdir())) == 1
    assert await said(settings, number) == 0, "once the platform is back"
    assert await store.read(updates.parked) == []


async def test_the_doctor_lists_it_without_its_words_and_says_how_to_go_on(
    made: Running, telegram: Telegram, settings: Settings
) -> None:
    number = await set_aside(made, telegram, settings)
    lines = {found.about: str(found) async for found in doctor.examine(settings)}
    line = lines[f"update {number}"]
    assert line.startswith(f"MEND update {number}: message, ZeroDivisionError at test_replay.py")
    assert f"python -m bot replay {number}" in line
    assert not any("words" in one for one in lines.values())


async def test_what_was_written_in_private_is_not_kept(
    made: Running, telegram: Telegram, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    number = await set_aside(made, telegram, settings, None)
    assert not parked_folder(settings).exists()
    assert await said(settings, number) == 2
    assert "what was written in private never is" in capsys.readouterr().err
    lines = {found.about: str(found) async for found in doctor.examine(settings)}
    assert "nothing of it is kept" in lines[f"update {number}"]


@pytest.mark.parametrize("trouble", ["running", "away", "damaged", "sandbox"])
async def test_what_stands_in_the_way_is_said_in_one_line_and_nothing_is_done(
    trouble: str,
    made: Running,
    telegram: Telegram,
    store: Store,
    settings: Settings,
    url: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    number = await set_aside(made, telegram, settings)
    database = Path(url.removeprefix("sqlite+aiosqlite:///"))
    expected: Any
    if trouble == "running":
        with held(database.with_name(database.name + ".lock")):
            expected = (await said(settings, number), 75, "stop it first")
    elif trouble == "away":
        telegram.fail("getMe", refuse(500, "Internal Server Error"))
        expected = (await said(settings, number), 1, "nothing was done")
    elif trouble == "damaged":
        (file,) = parked_folder(settings).iterdir()
        file.write_text(json.dumps({"update_id": "?"}))
        expected = (await said(settings, number), 1, "cannot be read")
    else:
        there = load_settings(None, data_dir=settings.data_dir, database_url=url)
        expected = (await said(there, number), 2, "sandbox")
    code, wanted, words = expected
    told = capsys.readouterr().err
    assert code == wanted
    assert words in told
    assert told.count("\n") == 1
    assert [one.update_id for one in await store.read(updates.parked)] == [number]


async def test_after_a_week_nothing_is_kept_of_it(made: Running, telegram: Telegram, settings: Settings) -> None:
    await set_aside(made, telegram, settings)
    await forget_parked(settings, EVENING + KEPT)
    assert len(list(parked_folder(settings).iterdir())) == 1
    await forget_parked(settings, EVENING + KEPT + timedelta(seconds=1))
    assert list(parked_folder(settings).iterdir()) == []
