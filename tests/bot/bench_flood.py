"""A flood of taps over fifty groups through the sandbox: our bot beside one that only answers, in the same minute."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from aiogram import Dispatcher
from aiogram.types import CallbackQuery

from bot.app import bot_at, build
from bot.clock import TurnableClock
from bot.dial import VillageDial
from bot.pacer import TELEGRAM
from bot.settings import load_settings
from domain.calls import CallState
from domain.people import Role, UserId
from handlers.buttons import button
from sandbox.server import Sandbox
from storage import calls, outbox, people, villages
from storage.store import Store
from storage.tx import Tx
from tests.bot.conftest import EVENING

GROUPS, TAPS_EACH, WIDTH = 50, 8, 64
LIMITS = replace(TELEGRAM, flood_updates=10**6)
"""Each of the few here taps in every group, which no villager could."""


async def found(tx: Tx, chat: int, user: int) -> str:
    """A village with an open call; the data of its button."""
    village = await villages.add(
        tx,
        chat_id=chat,
        thread_id=None,
        title="村",
        zone="Asia/Shanghai",
        language="zh",
        set_up_by=UserId(user),
        now=EVENING,
    )
    han = await people.belong(tx, village.id, UserId(user), "韩书记")
    await people.set_role(tx, han.id, Role.OFFICIAL, by=UserId(user), now=EVENING)
    meet = datetime(2026, 11, 24, 6)  # noqa: DTZ001 - a wall time
    call = await calls.add_draft(
        tx,
        village_id=village.id,
        number=1,
        zone="Asia/Shanghai",
        created_by=han.id,
        now=EVENING,
        title="收土豆",
        meet_local=meet,
        meet_at=datetime(2026, 11, 23, 22, tzinfo=EVENING.tzinfo),
        place="菜园",
        needed=TAPS_EACH // 2,
    )
    await calls.amend(tx, call, state=CallState.OPEN)
    await calls.add_card(tx, call, chat, None)
    return button("x", "join", call).callback_data or ""


async def flood(sandbox: Sandbox, buttons: dict[int, str]) -> tuple[float, float]:
    """Everybody taps; answers a second, and the 99th of a hundred waits in milliseconds."""
    stage, lanes, waits = sandbox.stage, asyncio.Semaphore(WIDTH), list[float]()

    async def tap(who: str, chat: int, pressed: str) -> None:
        async with lanes:
            shown = next(m for m in reversed(stage.reads(who, chat)) if m.text)
            began = time.perf_counter()
            await stage.queries.answered(stage.forge(stage.person(who), shown, pressed), 60)
            waits.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(tap(f"p{n}", c, pressed) for n in range(TAPS_EACH) for c, pressed in buttons.items()))
    return len(waits) / (time.perf_counter() - began), sorted(waits)[int(len(waits) * 0.99)] * 1000


async def staged(folder: Path, serve: Callable[[Sandbox, dict[int, str]], Awaitable[None]]) -> None:
    """Fifty groups with a message each, everybody in all of them."""
    async with Sandbox(folder, 0, VillageDial(TurnableClock(EVENING, runs=True))) as sandbox:
        stage = sandbox.stage
        for n in range(TAPS_EACH):
            stage.add_person(f"p{n}", f"村民{n}")
        chats = {}
        for g in range(GROUPS):
            group = stage.create_group("han", f"村{g}")
            for n in range(TAPS_EACH):
                stage.join(f"p{n}", group)
            chats[group.id] = ""
        await serve(sandbox, chats)


async def test_a_flood_over_fifty_groups(store: Store, tmp_path: Path) -> None:
    told: dict[str, tuple[float, float]] = {}

    async def null(sandbox: Sandbox, chats: dict[int, str]) -> None:
        bot, dispatcher = bot_at(sandbox.token, sandbox.api_url), Dispatcher()

        @dispatcher.callback_query()
        async def answer(query: CallbackQuery) -> None:
            await query.answer("ok")

        for chat in chats:
            await bot.send_message(chat, "card")
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        await asyncio.sleep(0.5)
        told["null"] = await flood(sandbox, dict.fromkeys(chats, "x"))
        await dispatcher.stop_polling()
        await polling

    async def ours(sandbox: Sandbox, chats: dict[int, str]) -> None:
        bot = bot_at(sandbox.token, sandbox.api_url)
        han = sandbox.stage.person("han").id
        buttons = {chat: await store.write(found, chat, han) for chat in chats}
        for chat in chats:
            await bot.send_message(chat, "card")
        app = build(load_settings(None, data_dir=tmp_path / "var"), store, bot, TurnableClock(EVENING), LIMITS)
        async with app.running():
            # The first updates after a start are taken one by one, each counted: not what is measured here.
            shown = sandbox.stage.reads("han", next(iter(chats)))[-1]
            await sandbox.stage.queries.answered(sandbox.stage.forge(sandbox.stage.person("han"), shown, "x"), 60)
            told["ours"] = await flood(sandbox, buttons)
            counts = await store.read(outbox.counts)
            sent = await store.read(outbox.fates, "")
        print(f"\noutbox after the flood: {counts} {sent}; pacer: {len(app.pacer._waiting)} wait for a turn")
        await bot.session.close()

    await staged(tmp_path / "null", null)
    await staged(tmp_path / "ours", ours)
    for name, (rate, p99) in told.items():
        print(f"{name}: {rate:.0f} answers/s, p99 {p99:.0f} ms, × null {rate / told['null'][0]:.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    assert all(rate > 0 for rate, _ in told.values())
