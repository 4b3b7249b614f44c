"""`python -m bot run` as a process: what it says, how it stops, and what it refuses in one line (cases 5, 46, 47)."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.lock import Taken, held
from bot.serving import CannotServe, database
from bot.settings import load_settings
from storage.alone import _KEY, alone
from storage.copies import stands_at
from storage.engine import connect
from tests.bot.conftest import until
from tests.faults import TOKEN, Telegram, refuse

HOUSE = Path(__file__).parents[2]


class Bot:
    """One run of the program; `said` is what stood on the screen so far."""

    def __init__(self, run: asyncio.subprocess.Process) -> None:
        self.run = run
        self.said = ""
        assert run.stdout
        self._reading = asyncio.create_task(self._read(run.stdout))

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while line := await stream.readline():
            self.said += line.decode()

    async def ended(self, seconds: float = 30) -> int:
        async with asyncio.timeout(seconds):
            code = await self.run.wait()
            await self._reading
        return code


Run = Callable[..., Any]


@pytest.fixture
async def run(tmp_path: Path) -> AsyncIterator[Run]:
    """Start `python -m bot run` with these settings in an empty folder; what still runs at the end is killed."""
    started: list[Bot] = []

    async def begin(**settings: str) -> Bot:
        plain = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        born = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=tmp_path,
            env=plain | {"PYTHONPATH": str(HOUSE), "DATA_DIR": "var", "SANDBOX_PORT": "0"} | settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        started.append(Bot(born))
        return started[-1]

    yield begin
    for bot in started:
        if bot.run.returncode is None:
            bot.run.kill()
        await bot.ended()


async def test_without_a_token_it_says_where_to_look_refuses_a_second_one_and_stops_cleanly(
    run: Run, tmp_path: Path
) -> None:
    bot = await run()
    await until(lambda: "Ctrl+C" in bot.said, 60)
    assert "http://127.0.0.1:" in bot.said
    second = await run()
    assert await second.ended(60) == 75
    assert "Another Yihu is using var/sandbox/yihu.db; stop it first." in second.said
    assert "starting" not in second.said, "it is refused before the rest of the house is fetched"
    assert "Traceback" not in second.said
    bot.run.send_signal(signal.SIGTERM)
    assert await bot.ended(10) == 0
    assert "Traceback" not in bot.said
    assert (tmp_path / "var" / "sandbox" / "yihu.db").exists()


async def test_with_a_token_it_serves_and_finishes_what_is_in_hand_when_stopped(run: Run, telegram: Telegram) -> None:
    bot = await run(BOT_TOKEN=TOKEN, BOT_API_URL=telegram.url)
    number = telegram.say(5, "/start")
    await until(lambda: telegram.confirmed == number, 60)
    assert "@yihu_test_bot serves" in bot.said
    bot.run.send_signal(signal.SIGINT)
    assert await bot.ended(10) == 0
    assert telegram.texts(5)
    assert TOKEN not in bot.said


@pytest.mark.parametrize(
    ("method", "fault", "code", "line"),
    [
        ("getMe", refuse(401, "Unauthorized"), 2, "does not know BOT_TOKEN"),
        ("getUpdates", refuse(409, "Conflict: terminated by other getUpdates request"), 75, "the same BOT_TOKEN"),
    ],
)
async def test_what_it_cannot_mend_it_says_in_one_line(
    method: str, fault: Any, code: int, line: str, run: Run, telegram: Telegram
) -> None:
    telegram.always(method, fault)
    bot = await run(BOT_TOKEN=TOKEN, BOT_API_URL=telegram.url)
    assert await bot.ended(60) == code
    assert line in bot.said
    assert "Traceback" not in bot.said
    assert TOKEN not in bot.said


async def test_a_platform_out_of_reach_is_said_in_one_line(run: Run, telegram: Telegram) -> None:
    url = telegram.url
    await telegram.__aexit__()
    bot = await run(BOT_TOKEN=TOKEN, BOT_API_URL=url)
    assert await bot.ended(60) == 2
    assert "cannot be reached" in bot.said
    assert "Traceback" not in bot.said
    await telegram.__aenter__()


def test_a_lock_is_held_by_one_and_free_again_after(tmp_path: Path) -> None:
    with held(tmp_path / "x.lock"), pytest.raises(Taken), held(tmp_path / "x.lock"):
        pass
    with held(tmp_path / "x.lock"):
        pass


async def _refusal(tmp_path: Path, url: str) -> str:
    settings = load_settings(None, data_dir=tmp_path / "var", database_url=url)
    with pytest.raises(CannotServe) as refused:
        async with database(settings):
            pass
    return str(refused.value)


async def test_a_damaged_or_foreign_database_is_left_alone_and_named(url: str, tmp_path: Path) -> None:
    file = Path(url.removeprefix("sqlite+aiosqlite:///"))
    file.write_bytes(b"this is no database" * 1000)  # noqa: ASYNC240
    assert "damaged" in await _refusal(tmp_path, url)
    foreign = sqlite3.connect(file.with_name("foreign.db"))
    foreign.execute("CREATE TABLE songs (title TEXT)")
    foreign.commit()
    foreign.close()
    assert "another program" in await _refusal(tmp_path, url.replace("yihu.db", "foreign.db"))


async def test_a_database_of_a_newer_version_is_refused(url: str, tmp_path: Path) -> None:
    newer = sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"))
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    assert "newer version" in await _refusal(tmp_path, url)


@pytest.mark.postgres
async def test_postgresql_too_is_served_by_one_at_a_time(database_url: str, tmp_path: Path) -> None:
    if database_url.startswith("sqlite"):
        return
    settings = load_settings(None, data_dir=tmp_path / "var", database_url=database_url)
    async with database(settings):
        assert "stop it first" in await _refusal(tmp_path, database_url)
    async with database(settings):
        pass


async def test_a_database_that_was_here_and_is_gone_is_not_begun_anew(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    settings = load_settings(
        None, data_dir=tmp_path / "var", database_url=f"sqlite+aiosqlite:///{disk / 'yihu.db'}", bot_token=TOKEN
    )
    async with database(settings):
        pass
    disk.rename(tmp_path / "unmounted")
    disk.mkdir()
    with pytest.raises(CannotServe, match="was here and is gone") as refused:
        async with database(settings):
            pass
    assert "backups" in str(refused.value)
    assert list(disk.iterdir()) == []
    (tmp_path / "var" / "databases.known").unlink()
    async with database(settings):
        assert (disk / "yihu.db").exists()


@pytest.mark.postgres
async def test_no_table_is_touched_while_another_one_serves(empty_url: str, tmp_path: Path) -> None:
    if empty_url.startswith("sqlite"):
        return
    async with alone(empty_url):
        assert "stop it first" in await _refusal(tmp_path, empty_url)
        assert await stands_at(empty_url) is None


@pytest.mark.postgres
async def test_a_lock_whose_connection_breaks_is_taken_again_or_given_up(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        return
    lost = asyncio.Event()
    async with alone(database_url, lost.set, every=0.02) as ours:
        assert ours
        await _break_locks(database_url)
        await until(lambda: _taken(database_url))
        assert not lost.is_set()
        other = connect(database_url)
        async with other.connect() as thief:
            while True:
                await _break_locks(database_url)
                if await thief.scalar(text(f"SELECT pg_try_advisory_lock({_KEY})")):
                    break
            async with asyncio.timeout(5):
                await lost.wait()
        await other.dispose()


async def _break_locks(url: str) -> None:
    engine = connect(url)
    async with engine.connect() as connection:
        await connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {_OURS}"))
    await engine.dispose()


async def _taken(url: str) -> bool:
    engine = connect(url)
    async with engine.connect() as connection:
        count = await connection.scalar(text(f"SELECT count(*) FROM pg_locks WHERE {_OURS}"))
    await engine.dispose()
    return bool(count)


_OURS = (
    f"locktype = 'advisory' AND objid = {_KEY} "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
