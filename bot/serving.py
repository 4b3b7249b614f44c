"""Serving the village: opens the database, goes to Telegram or opens the sandbox, and stops cleanly when told to."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError

from bot.app import App, bot_at, build
from bot.backups import before_upgrade
from bot.clock import Clock
from bot.dial import VillageDial, remembered_clock
from bot.lock import Taken, held
from bot.pacer import STAGE, TELEGRAM
from bot.places import backup_folder, database_url, in_sandbox, sandbox_folder, sqlite_file
from bot.poll import Ousted
from bot.settings import Settings
from bot.webhook import Webhook
from storage.alone import alone
from storage.copies import BadCopy, stands_at
from storage.engine import StorageUnavailable, connect
from storage.schema import UnfitDatabase, newest, upgrade
from storage.store import Store

log = logging.getLogger(__name__)

OUSTED: Final = 75
MARKER: Final = "databases.known"
"""Lies in DATA_DIR beside log.key: the database files that were ever served from here, a line each."""


class CannotServe(Exception):
    """Why, in one line for a person, and the exit code."""

    def __init__(self, line: str, code: int = 2) -> None:
        super().__init__(line)
        self.code = code


async def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code, having said in one line what was wrong."""
    stop, robbed = asyncio.Event(), asyncio.Event()
    _on_signals(stop.set)

    def lost() -> None:
        robbed.set()
        stop.set()

    try:
        async with database(settings, lost) as store:
            if in_sandbox(settings):
                await _serve_sandbox(settings, store, stop)
            else:
                await _serve_telegram(settings, store, stop)
    except CannotServe as reason:
        sys.stderr.write(f"{reason}\n")
        return reason.code
    except Ousted:
        sys.stderr.write(
            "Another program is polling with the same BOT_TOKEN; stop it, or give this bot a token of its own.\n"
        )
        return OUSTED
    except StorageUnavailable as fault:
        sys.stderr.write(f"The database is away ({fault}); start again when it is back.\n")
        return OUSTED
    except TelegramUnauthorizedError:
        sys.stderr.write("Telegram does not accept BOT_TOKEN any more; get the present one from BotFather.\n")
        return 2
    if robbed.is_set():
        sys.stderr.write("Another Yihu took this PostgreSQL database while it was away; stop one of them.\n")
        return OUSTED
    return 0


@contextlib.asynccontextmanager
async def database(settings: Settings, lost: Callable[[], None] = lambda: None) -> AsyncIterator[Store]:
    """The database, ours alone and of this version; `lost` is called when it is ours no more. Raises CannotServe."""
    url = database_url(settings)
    file = sqlite_file(url)
    async with contextlib.AsyncExitStack() as stack:
        if file is not None:
            if not in_sandbox(settings):
                check_still_there(settings, file)
            try:
                stack.enter_context(held(file.with_name(file.name + ".lock")))
            except Taken:
                raise CannotServe(f"Another Yihu is using {file}; stop it first.", OUSTED) from None
            except OSError as fault:
                raise CannotServe(f"{file.parent} cannot be written to: {fault.strerror}") from None
        try:
            # The lock before the upgrade: another Yihu may be working with the tables of its own version.
            if not await stack.enter_async_context(alone(url, lost)):
                raise CannotServe("Another Yihu is using this PostgreSQL database; stop it first.", OUSTED)
            await prepare(url, backup_folder(settings))
        except (UnfitDatabase, BadCopy) as reason:
            raise CannotServe(f"The database cannot be used: {reason}") from None
        except OSError as fault:
            raise CannotServe(f"The database cannot be reached: {fault}; look at DATABASE_URL") from None
        if file is not None and not in_sandbox(settings):
            remember(settings, file)
        async with Store.open(url) as store:
            yield store


def check_still_there(settings: Settings, file: Path) -> None:
    """A database that was here and is gone lies on a disk that is not mounted, or was deleted: a fresh empty one in its
    place would look as if the village had never been. Raises CannotServe."""
    marker = settings.data_dir / MARKER
    with contextlib.suppress(OSError, UnicodeError):
        if not file.exists() and str(file.absolute()) in marker.read_text("utf-8").splitlines():
            raise CannotServe(
                f"The database {file} was here and is gone. Mount its disk, or copy the newest file of "
                f"{backup_folder(settings)} to {file}; to start anew, delete {marker}."
            )


def remember(settings: Settings, file: Path) -> None:
    """Note that this database was served, so that its absence is noticed one day."""
    marker, line = settings.data_dir / MARKER, str(file.absolute())
    with contextlib.suppress(OSError, UnicodeError):
        known = marker.read_text("utf-8").splitlines() if marker.exists() else []
        if line not in known:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
            marker.write_text("\n".join([*known, line]) + "\n", "utf-8")


async def prepare(url: str, backups: Path) -> None:
    """Bring the database to this version; a copy is taken before anything is changed. Raises UnfitDatabase, BadCopy."""
    version = await stands_at(url)
    if version is not None and version != newest() and sqlite_file(url) is not None:
        copy = await before_upgrade(url, backups, version, Clock().now())
        log.info("the database is of another version (%s); it was copied to %s first", version, copy)
    engine = connect(url)
    try:
        await upgrade(engine)
    finally:
        await engine.dispose()


async def _serve_sandbox(settings: Settings, store: Store, stop: asyncio.Event) -> None:
    from bot.opening import open_village
    from sandbox.server import Sandbox

    folder = sandbox_folder(settings)
    clock = remembered_clock(folder / "clock.json")
    dial = VillageDial(clock, folder / "clock.json")
    try:
        async with Sandbox(folder, settings.sandbox_port, dial, zone=settings.timezone.key) as stage:
            if stage.latest is not None and stage.latest > clock.now():
                clock.set(stage.latest)
            operators = frozenset(settings.operator_ids) or frozenset(
                person.id for person in stage.stage.memory.people.values() if person.kind == "operator"
            )
            bot = bot_at(stage.token, stage.api_url)
            app = build(settings, store, bot, clock, STAGE, operators=operators)
            dial.app, dial.drained = app, stage.stage.updates.drained
            try:
                await app.introduce()
                sys.stdout.write(
                    f"The village is at {stage.page_url}  (open it in a browser)\n"
                    "There is no BOT_TOKEN, so this is the sandbox: nothing leaves this machine. Ctrl+C stops it.\n"
                )
                sys.stdout.flush()
                await _until(stop, app, first=partial(open_village, stage, store))
            finally:
                await bot.session.close()
    except OSError as fault:
        if fault.errno is None or settings.sandbox_port == 0:
            raise
        raise CannotServe(
            f"Port {settings.sandbox_port} cannot be used ({fault.strerror}); set SANDBOX_PORT to another, or to 0."
        ) from None


async def _serve_telegram(settings: Settings, store: Store, stop: asyncio.Event) -> None:
    assert settings.bot_token is not None
    bot = bot_at(settings.bot_token.get_secret_value(), settings.bot_api_url)
    app = build(settings, store, bot, Clock(), TELEGRAM)
    try:
        await _greet(bot, settings)
        if settings.webhook_url is None:
            # Where a webhook was left over, Telegram would refuse every poll.
            await bot.delete_webhook()
            await app.introduce()
            await _until(stop, app)
            return
        assert settings.webhook_secret is not None
        hook = Webhook(
            bot,
            app.inbox,
            url=settings.webhook_url,
            secret=settings.webhook_secret.get_secret_value(),
            port=settings.webhook_port,
            allowed=app.poll.allowed,
        )
        async with hook:
            await hook.announce()
            await app.introduce()
            await _until(stop, app, poll=False)
    finally:
        await bot.session.close()


async def _greet(bot: Bot, settings: Settings) -> None:
    try:
        me = await bot.get_me(request_timeout=15)
    except TelegramUnauthorizedError:
        raise CannotServe("Telegram does not know BOT_TOKEN; copy it again from BotFather.") from None
    except TelegramNotFound:
        raise CannotServe(f"{settings.bot_api_url} is no Bot API server, or BOT_TOKEN is wrong.") from None
    except Exception as fault:
        raise CannotServe(
            f"{settings.bot_api_url} cannot be reached ({type(fault).__name__}). In mainland China Telegram is "
            "blocked; set BOT_API_URL to a server that can be reached, or leave BOT_TOKEN empty for the sandbox."
        ) from None
    sys.stdout.write(f"@{me.username} serves at {settings.bot_api_url}. Ctrl+C stops it.\n")
    sys.stdout.flush()


async def _until(
    stop: asyncio.Event, app: App, *, poll: bool = True, first: Callable[[], Coroutine[Any, Any, None]] | None = None
) -> None:
    """Run until told to stop, or until poll loop or sender end: half a bot is worse than one that is started again.
    `first` is done as soon as the bot listens. Raises what ended them."""
    gc.freeze()
    async with app.running(poll=poll) as running:
        ended = asyncio.create_task(stop.wait())
        opening = asyncio.create_task(first()) if first else None
        try:
            await asyncio.wait({ended, running.polling, running.sending}, return_when=asyncio.FIRST_COMPLETED)
            broken = [task for task in (running.polling, running.sending) if task.done()]
        finally:
            ended.cancel()
            if opening is not None:
                opening.cancel()
                await asyncio.gather(opening, return_exceptions=True)
    for task in broken:
        if not task.cancelled() and (fault := task.exception()):
            raise fault
    if broken and not stop.is_set():
        raise RuntimeError(f"the {broken[0].get_name()} ended by itself")


def _on_signals(act: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, act)
        except NotImplementedError:  # Windows: Ctrl+C arrives as KeyboardInterrupt
            return
