"""A machine whose clock is wrong reminds people at the wrong time: the platform's answers tell, and it is said once."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from bot import doctor
from bot.app import bot_at
from bot.clock import Clock, TurnableClock
from bot.settings import load_settings
from bot.skew import Skew, skew_of
from tests.bot.conftest import EVENING
from tests.faults import TOKEN, Call, Telegram, yes

ME = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "Yihu", "username": "yihu_test_bot"}


def dated(ahead: timedelta) -> Any:
    """A getMe that is answered by a platform whose clock is ahead of ours."""

    async def answer(_telegram: Telegram, _request: web.Request, _call: Call) -> web.StreamResponse:
        said = yes(ME)
        said.headers["Date"] = format_datetime(Clock().now() + ahead, usegmt=True)
        return said

    return answer


@pytest.mark.parametrize(("seconds", "wrong"), [(0, False), (30, False), (31, True), (-30, False), (-31, True)])
def test_more_than_thirty_seconds_either_way_is_wrong(seconds: int, wrong: bool) -> None:
    skew = Skew(TurnableClock(EVENING + timedelta(seconds=seconds), runs=False))
    skew.hear(format_datetime(EVENING, usegmt=True))
    assert skew.wrong is wrong


def test_it_is_told_once_and_once_when_it_is_right_again(caplog: pytest.LogCaptureFixture) -> None:
    clock = TurnableClock(EVENING, runs=False)
    skew = Skew(clock)
    caplog.set_level(logging.INFO, "bot.skew")
    theirs = format_datetime(EVENING - timedelta(minutes=2), usegmt=True)
    for _ in range(3):
        skew.hear(theirs)
    skew.hear(format_datetime(EVENING, usegmt=True))
    assert [record.getMessage() for record in caplog.records] == [
        "this machine's clock is 120 seconds ahead of the platform's: reminders go out at the wrong time",
        "this machine's clock agrees with the platform's again",
    ]


@pytest.mark.parametrize("date", [None, "", "tomorrow", "Tue, 99 Nov 2026 12:00:00 GMT"])
def test_an_answer_without_a_date_says_nothing(date: str | None) -> None:
    skew = Skew(TurnableClock(EVENING, runs=False))
    skew.hear(date)
    assert skew.last is None
    assert not skew.wrong


async def test_every_answer_of_the_platform_is_listened_to(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    bot = bot_at(TOKEN, telegram.url)
    try:
        await bot.get_me()
        assert not skew_of(bot).wrong
        telegram.fail("getMe", dated(timedelta(minutes=5)))
        await bot.get_me()
        assert skew_of(bot).wrong
        assert "299 seconds behind" in caplog.text or "300 seconds behind" in caplog.text
    finally:
        await bot.session.close()


@pytest.mark.parametrize(("minutes", "line"), [(0, "ok   clock: it agrees"), (5, "MEND clock: this machine's is ")])
async def test_the_doctor_looks_at_the_clock(
    url: str, tmp_path: Any, telegram: Telegram, minutes: int, line: str
) -> None:
    settings = load_settings(None, data_dir=tmp_path, database_url=url, bot_token=TOKEN, bot_api_url=telegram.url)
    telegram.fail("getMe", dated(timedelta(minutes=minutes)))
    lines = {found.about: str(found) async for found in doctor.examine(settings)}
    assert lines["clock"].startswith(line)
