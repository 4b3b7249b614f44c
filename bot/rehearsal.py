"""A village on a stage: sandbox and bot in one process over real HTTP, on a clock that stands still until turned.

The demo is played here and the conversation tests are held here: nothing is replaced but the hands that tap.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import bot_at, build
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
    """The stage, the database, the dial that moves both, and the bot while it serves."""

    settings: Settings
    sandbox: Sandbox
    store: Store
    dial: VillageDial
    _bot: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    @property
    def zone(self) -> ZoneInfo:
        return self.sandbox.zone

    async def start(self) -> None:
        """The bot comes: it introduces itself, polls and sends."""
        people = self.sandbox.stage.memory.people.values()
        bot = bot_at(self.sandbox.token, self.sandbox.api_url)
        app = build(
            self.settings,
            self.store,
            bot,
            self.dial.clock,
            STAGE,
            operators=frozenset(self.settings.operator_ids) or frozenset(p.id for p in people if p.kind == "operator"),
            patience=HURRIED,
        )
        self._bot.push_async_callback(bot.session.close)
        await app.introduce()
        await self._bot.enter_async_context(app.running())
        self.dial.app, self.dial.drained = app, self.sandbox.stage.updates.drained

    async def stop(self) -> None:
        """The bot goes, in good order; stage and database stay."""
        self.dial.app = self.dial.drained = None
        await self._bot.aclose()


@contextlib.asynccontextmanager
async def rehearsal(settings: Settings, folder: Path, start: datetime) -> AsyncIterator[Rehearsal]:
    """Open the stage in `folder`, and let the bot serve it from `start` on. A second time in the same folder goes on
    where the first one ended: the same database, the same chats."""
    url = f"sqlite+aiosqlite:///{(folder / 'yihu.db').as_posix()}"
    settings = settings.model_copy(update={"data_dir": folder, "database_url": url, "bot_token": None})
    await _tables(url)
    clock = TurnableClock(start, runs=False)
    dial = VillageDial(clock)
    async with Store.open(url) as store, Sandbox(folder / "stage", 0, dial, zone=settings.timezone.key) as sandbox:
        if sandbox.latest is not None and sandbox.latest > clock.now():
            clock.set(sandbox.latest)
        whole = Rehearsal(settings, sandbox, store, dial)
        await whole.start()
        try:
            yield whole
        finally:
            await whole.stop()


async def _tables(url: str) -> None:
    engine = connect(url)
    try:
        await upgrade(engine)
    finally:
        await engine.dispose()
