"""A village on a stage: sandbox and bot in one process over real HTTP, on a clock that stands still until turned.

The demo is played here and the conversation tests are held here: nothing is replaced but the hands that tap.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App, bot_at, build
from bot.clock import TurnableClock
from bot.dial import VillageDial
from bot.pacer import STAGE
from bot.poll import Patience
from bot.settings import Settings
from sandbox.server import Sandbox
from storage.engine import connect
from storage.schema import upgrade
from storage.store import Store

HURRIED = Patience(first_pause=0.01, conflict_pause=0.01, finish=2.0)
"""On the stage nobody is far away: what would be a pause between machines is none here."""


@dataclass(slots=True)
class Rehearsal:
    """The stage, the bot that serves it, and the dial that moves both."""

    sandbox: Sandbox
    app: App
    dial: VillageDial

    @property
    def zone(self) -> ZoneInfo:
        return self.sandbox.zone


@contextlib.asynccontextmanager
async def rehearsal(settings: Settings, folder: Path, start: datetime) -> AsyncIterator[Rehearsal]:
    """Open the stage in `folder`, and let the bot serve it from `start` on. A second time in the same folder goes on
    where the first one ended: the same database, the same chats."""
    url = f"sqlite+aiosqlite:///{(folder / 'yihu.db').as_posix()}"
    settings = settings.model_copy(update={"data_dir": folder, "database_url": url, "bot_token": None})
    await _tables(url)
    clock = TurnableClock(start, runs=False)
    dial = VillageDial(clock)
    stage_folder = folder / "stage"
    async with Store.open(url) as store, Sandbox(stage_folder, 0, dial, zone=settings.timezone.key) as sandbox:
        if sandbox.latest is not None and sandbox.latest > clock.now():
            clock.set(sandbox.latest)
        async with serving(settings, store, sandbox, dial) as app:
            yield Rehearsal(sandbox, app, dial)


@contextlib.asynccontextmanager
async def serving(settings: Settings, store: Store, sandbox: Sandbox, dial: VillageDial) -> AsyncIterator[App]:
    """The bot itself, from its first question to its last answer; the stage stays when it goes."""
    people = sandbox.stage.memory.people.values()
    operators = frozenset(settings.operator_ids) or frozenset(one.id for one in people if one.kind == "operator")
    bot = bot_at(sandbox.token, sandbox.api_url)
    app = build(settings, store, bot, dial.clock, STAGE, operators=operators, patience=HURRIED)
    try:
        await app.introduce()
        async with app.running():
            dial.app, dial.drained = app, sandbox.stage.updates.drained
            yield app
    finally:
        dial.app = dial.drained = None
        await bot.session.close()


async def _tables(url: str) -> None:
    engine = connect(url)
    try:
        await upgrade(engine)
    finally:
        await engine.dispose()
