"""`python -m bot doctor`: looks at settings, database and platform, and says in a line each what to mend.

It changes nothing, and never shows what people answered.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiogram import Bot
from aiogram.exceptions import TelegramUnauthorizedError

from bot.app import bot_at
from bot.lock import is_taken, lock_of
from bot.parked import numbers
from bot.places import backup_folder, database_url, in_sandbox, parked_folder, sqlite_file
from bot.settings import Settings
from bot.skew import skew_of
from reports.glyphs import FONTS
from storage import outbox, updates
from storage.copies import check_file
from storage.schema import drift, newest, version_of
from storage.store import Store

MOST_SHOWN: Final = 10
"""Updates that were set aside are listed, the newest first; more than these are only counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do if it is not well."""

    about: str
    said: str
    cure: str | None = None

    def __str__(self) -> str:
        mark = "ok  " if self.cure is None else "MEND"
        return f"{mark} {self.about}: {self.said}" + (f"; {self.cure}" if self.cure else "")


async def main(settings: Settings, args: argparse.Namespace) -> int:  # noqa: ARG001
    """Exit code 0 when all is well, 1 when something wants mending."""
    sick = False
    async for finding in examine(settings):
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        sick = sick or finding.cure is not None
    return 1 if sick else 0


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding, the cheap ones first."""
    if in_sandbox(settings):
        yield Finding("settings", "no BOT_TOKEN, so `run` opens the sandbox")
    else:
        yield Finding("settings", f"a BOT_TOKEN for {settings.bot_api_url}")
    if settings.operator_ids or in_sandbox(settings):
        yield Finding("operators", f"{len(settings.operator_ids)} set")
    else:
        yield Finding("operators", "nobody is told when something fails", "set OPERATOR_IDS to your own Telegram id")
    yield _fonts()
    async for finding in _database(settings):
        yield finding
    if not in_sandbox(settings):
        async for finding in _platform(settings):
            yield finding


def _fonts() -> Finding:
    missing = [n for n in ("Regular", "Bold") if not (FONTS / f"NotoSansSC-{n}-subset.ttf").is_file()]
    if missing:
        return Finding("fonts", f"missing: {', '.join(missing)}", "install Yihu again, its papers need them")
    return Finding("fonts", "both are there")


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    url = database_url(settings)
    file = sqlite_file(url)
    if file is not None:
        if not _is_there(settings):
            yield Finding("database", f"none at {file} yet; `run` makes it")
            return
        state = check_file(file)
        if state != "ok":
            yield Finding("database", f"damaged ({state})", f"stop the bot and restore a copy of {_copies(settings)}")
            return
        yield Finding("running", "a bot is using the database" if _in_use(settings) else "no bot is running")
    try:
        async with Store.open(url) as store:
            async with store.engine.connect() as connection:
                version = await connection.run_sync(version_of)
                if version != newest():
                    yield Finding("tables", f"version {version}, this program's is {newest()}", "run the bot once")
                    return
                if differences := await connection.run_sync(drift):
                    yield Finding("tables", f"{len(differences)} differences from this version", "restore a copy")
                    return
            yield Finding("tables", f"version {version}")
            async for finding in _mail(store, parked_folder(settings)):
                yield finding
    except Exception as fault:
        yield Finding("database", f"cannot be read ({type(fault).__name__})", "look at DATABASE_URL")


async def _mail(store: Store, folder: Path) -> AsyncIterator[Finding]:
    rows = await store.read(outbox.counts)
    said = ", ".join(f"{n} {fate}" for fate, n in rows.items())
    failed = rows.get("failed", 0)
    yield Finding("outbox", said, "look for 'is not sent' in the log" if failed else None)
    parked = await store.read(updates.parked_count)
    cure = "each is a fault in Yihu: report it with the lines of the log around 'is set aside'" if parked else None
    yield Finding("updates", f"{parked} set aside", cure)
    kept = numbers(folder)
    for one in await store.read(updates.parked, limit=MOST_SHOWN):
        again = f"once mended, stop the bot and run: python -m bot replay {one.update_id}"
        cure = again if one.update_id in kept else "nothing of it is kept: whoever sent it can send it again"
        yield Finding(f"update {one.update_id}", f"{one.kind}, {one.error}, {one.parked_at:%Y-%m-%d %H:%M} UTC", cure)


async def _platform(settings: Settings) -> AsyncIterator[Finding]:
    assert settings.bot_token is not None
    bot = bot_at(settings.bot_token.get_secret_value(), settings.bot_api_url)
    yield await _token(settings, bot)
    skew = skew_of(bot)
    if skew.wrong:
        cure = "set it, best by NTP: reminders go out at the wrong time"
        yield Finding("clock", f"this machine's is {skew.said} the platform's", cure)
    elif skew.last is not None:
        yield Finding("clock", "it agrees with the platform's")


async def _token(settings: Settings, bot: Bot) -> Finding:
    try:
        me = await bot.get_me(request_timeout=10)
    except TelegramUnauthorizedError:
        return Finding("token", "Telegram does not know it", "copy BOT_TOKEN again from BotFather")
    except Exception as fault:
        return Finding(
            "token",
            f"{settings.bot_api_url} cannot be reached ({type(fault).__name__})",
            "look at the network, or set BOT_API_URL",
        )
    finally:
        await bot.session.close()
    if me.can_read_all_group_messages:
        return Finding("token", f"@{me.username}, but it reads every message", "turn privacy on with BotFather")
    return Finding("token", f"@{me.username}, privacy is on")


def _is_there(settings: Settings) -> bool:
    file = sqlite_file(database_url(settings))
    return file is not None and file.exists()


def _in_use(settings: Settings) -> bool:
    file = sqlite_file(database_url(settings))
    assert file is not None
    return is_taken(lock_of(file))


def _copies(settings: Settings) -> str:
    found = sorted(backup_folder(settings).glob("yihu-*.db"))
    return str(found[-1]) if found else f"{backup_folder(settings)} (there is none)"
