"""`python -m bot replay ID`: an update that was set aside is taken once more, by a program mended meanwhile."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aiogram import Bot

from bot.app import bot_at, build
from bot.clock import Clock
from bot.inbox import Taken
from bot.parked import drop, kept
from bot.places import in_sandbox, parked_folder
from bot.serving import CannotServe, database
from bot.settings import Settings
from storage import updates
from storage.engine import StorageUnavailable
from storage.store import Store


async def main(settings: Settings, args: argparse.Namespace) -> int:
    """Exit code 0 it took effect, 1 it failed again, 2 it cannot be done so, 75 the bot is running."""
    if in_sandbox(settings) or settings.bot_token is None:
        return _refuse("There is no BOT_TOKEN; in the sandbox, say or tap it again on the page.")
    bot = bot_at(settings.bot_token.get_secret_value(), settings.bot_api_url)
    try:
        async with database(settings) as store:
            return await _replay(settings, store, bot, int(args.id))
    except CannotServe as reason:
        return _refuse(str(reason), reason.code)
    except StorageUnavailable as fault:
        return _refuse(f"The database is away ({fault}); try again when it is back.", 1)
    finally:
        await bot.session.close()


async def _replay(settings: Settings, store: Store, bot: Bot, number: int) -> int:
    folder = parked_folder(settings)
    try:
        update = kept(folder, bot, number)
    except (OSError, ValueError):
        return _refuse(f"What was kept of update {number} cannot be read by this version.", 1)
    if update is None:
        return _refuse(
            f"Nothing is kept of update {number}: what was written in private never is, the rest for a week. "
            "Ask whoever sent it to send it again."
        )
    try:
        await bot.get_me(request_timeout=15)
    except Exception as fault:
        return _refuse(f"{settings.bot_api_url} cannot be reached ({type(fault).__name__}); nothing was done.", 1)
    if await store.read(updates.took_effect, bot.id, number):
        await _forget(store, folder, bot.id, number)
        return _refuse(f"Update {number} has taken effect already; nothing was done.")
    await store.write(updates.try_anew, bot.id, number)
    taken = await build(settings, store, bot, Clock()).inbox.take(update, again=True)
    if taken is Taken.ASIDE:
        again = {one.update_id: one for one in await store.read(updates.parked, bot.id)}
        return _refuse(f"Update {number} failed again: {again[number].error if number in again else 'unknown'}", 1)
    if taken is Taken.NOTHING:
        return _refuse(
            f"Nothing came of update {number}: nothing was written down and no answer arrived. It is kept; "
            "try again later, or ask whoever sent it to send it again.",
            1,
        )
    await _forget(store, folder, bot.id, number)
    sys.stdout.write(f"Update {number} was taken. Start the bot again: what it promised goes out then.\n")
    return 0


async def _forget(store: Store, folder: Path, bot_id: int, number: int) -> None:
    """It has taken effect: only now nothing of it is kept."""
    await store.write(updates.unpark, bot_id, number)
    drop(folder, bot_id, number)


def _refuse(line: str, code: int = 2) -> int:
    sys.stderr.write(f"{line}\n")
    return code
