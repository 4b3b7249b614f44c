"""A bot in a process of its own that kills itself, as kill -9 would, at the moment a test names."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message
from aiogram.utils.formatting import Text
from sqlalchemy import insert

from bot.app import bot_at, build
from bot.clock import TurnableClock
from bot.conversations import Rooms
from bot.pacer import STAGE
from bot.poll import Patience
from bot.settings import load_settings
from domain.promises import Kind, Promise
from handlers.letters import Outgoing
from storage import outbox
from storage.store import Store
from storage.tables import account
from storage.tx import Tx
from tests.bot.conftest import EVENING
from tests.faults import TOKEN

BEFORE_COMMIT, AFTER_COMMIT, AFTER_CLAIM, NEVER = "before-commit", "after-commit", "after-claim", "never"


def die() -> None:
    """Nothing is flushed, nothing is said."""
    os.kill(os.getpid(), signal.SIGKILL)


def live(url: str, api_url: str, death: str, later: timedelta = timedelta(0)) -> None:
    """Serve until told to stop by SIGTERM; die at `death`. The clock shows the evening, `later` on."""
    asyncio.run(_live(url, api_url, death, later))


async def _live(url: str, api_url: str, death: str, later: timedelta) -> None:
    router = Router()

    async def join(tx: Tx, user_id: int, now: datetime) -> None:
        await tx.run(insert(account).values(user_id=user_id, name="joined"))
        await outbox.promise(tx, [Promise(Kind.REMINDER, f"hello:{user_id}", user_id, now, payload={"n": user_id})])
        if death == BEFORE_COMMIT:
            die()

    @router.message(Command("join"))
    async def joined(message: Message, store: Store, now: datetime) -> None:
        assert message.from_user
        await store.write(join, message.from_user.id, now)
        if death == AFTER_COMMIT:
            die()

    @router.message(Command("poison"))
    async def poison(message: Message) -> None:
        die()

    async def reminder(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
        if death == AFTER_CLAIM:
            die()
        return Outgoing(Text(f"hello {payload['n']}"))

    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    bot = bot_at(TOKEN, api_url)
    async with Store.open(url) as store:
        app = build(
            load_settings(None, data_dir=Path(url.removeprefix("sqlite+aiosqlite:///")).parent / "var"),
            store,
            bot,
            TurnableClock(EVENING + later),
            STAGE,
            patience=Patience(long_poll=2, glance=0.01, finish=2.0),
            rooms=Rooms((router,), {Kind.REMINDER: reminder}, {}),
        )
        async with app.running():
            await stop.wait()
    await bot.session.close()
