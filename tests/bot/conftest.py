"""A bot in a test: its database file, a Bot API server that can fail, conversations of the test's own."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiogram import Router

from bot.app import App, bot_at, build
from bot.clock import TurnableClock
from bot.conversations import Rooms
from bot.pacer import STAGE, Limits
from bot.poll import Patience
from bot.settings import load_settings
from domain.promises import Kind
from handlers.letters import Writer
from storage.store import Store
from tests.faults import TOKEN, Telegram

EVENING = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
OPERATOR = 99
HURRIED = Patience(long_poll=5, first_pause=0.01, longest_pause=0.03, conflict_pause=0.01, finish=2.0, glance=0.02)

Running = Callable[..., AbstractAsyncContextManager[App]]


@pytest.fixture
def url(ready_sqlite: Path, tmp_path: Path) -> str:
    """A database file of this version."""
    shutil.copyfile(ready_sqlite, tmp_path / "yihu.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'yihu.db'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    async with Store.open(url) as opened:
        yield opened


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram() as server:
        yield server


@pytest.fixture
def clock() -> TurnableClock:
    """Stands still at half past eight in the evening until a test turns it."""
    return TurnableClock(EVENING, runs=False)


@pytest.fixture
def made(store: Store, made_at: Callable[[Store], Running]) -> Running:
    """`async with made(router, writers={…}) as app:` an App at the failing server, running unless told."""
    return made_at(store)


@pytest.fixture
def made_at(telegram: Telegram, clock: TurnableClock, tmp_path: Path) -> Callable[[Store], Running]:
    """`made` over a store of the test's own."""
    return partial(_made, telegram=telegram, clock=clock, tmp_path=tmp_path)


def _made(store: Store, *, telegram: Telegram, clock: TurnableClock, tmp_path: Path) -> Running:

    @contextlib.asynccontextmanager
    async def make(
        *routers: Router,
        writers: Mapping[Kind, Writer] | None = None,
        deeds: Mapping[Kind, Any] | None = None,
        limits: Limits = STAGE,
        patience: Patience = HURRIED,
        run: bool = True,
    ) -> AsyncIterator[App]:
        bot = bot_at(TOKEN, telegram.url)
        settings = load_settings(None, data_dir=tmp_path / "var")
        rooms = Rooms(routers, writers or {}, deeds or {})
        app = build(
            settings,
            store,
            bot,
            clock,
            limits,
            operators=frozenset({OPERATOR}),
            patience=patience,
            rooms=rooms,
        )
        try:
            if run:
                async with app.running():
                    yield app
            else:
                yield app
        finally:
            await bot.session.close()

    return make


async def until(what: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Let the bot work until something holds, and return it; fail if it does not come to hold."""
    async with asyncio.timeout(seconds):
        while True:
            found = what()
            if inspect.isawaitable(found):
                found = await found
            if found:
                return found
            await asyncio.sleep(0.005)
