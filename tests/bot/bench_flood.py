"""A flood of taps over fifty groups through the sandbox: our bot and one that only answers, by turns in one run."""

from __future__ import annotations

import asyncio
import gc
import resource
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery

from bot.app import bot_at, build
from bot.clock import TurnableClock
from bot.dial import VillageDial
from bot.settings import load_settings
from domain.calls import CallId, CallState
from domain.people import Role, UserId
from handlers.buttons import button
from sandbox.server import Sandbox
from storage import calls, people, signups, villages
from storage.engine import connect
from storage.schema import upgrade
from storage.store import Store
from storage.tx import Tx
from tests.bot.conftest import EVENING

GROUPS, PEOPLE, WIDTH, ROUNDS = 50, 12, 64, 3


class Figures(NamedTuple):
    """Answers a second, the 99th of a hundred waits in ms, and ms of computing for one answer."""

    rate: float
    p99: float
    work: float


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
        needed=PEOPLE // 2,
    )
    await calls.amend(tx, call, state=CallState.OPEN)
    await calls.add_card(tx, call, chat, None)
    return button("x", "join", call).callback_data or ""


async def flood(sandbox: Sandbox, buttons: dict[int, str]) -> Figures:
    """Everybody taps once. The sandbox works in the same process, so its share is in every figure."""
    stage, lanes, waits = sandbox.stage, asyncio.Semaphore(WIDTH), list[float]()

    async def tap(who: str, chat: int, pressed: str) -> None:
        async with lanes:
            shown = next(m for m in reversed(stage.reads(who, chat)) if m.text)
            began = time.perf_counter()
            await stage.queries.answered(stage.forge(stage.person(who), shown, pressed), 60)
            waits.append(time.perf_counter() - began)

    gc.collect()
    gc.freeze()  # as bot/serving.py does
    began, worked = time.perf_counter(), time.process_time()
    taps = [(f"p{chat}:{n}", chat, pressed) for n in range(PEOPLE) for chat, pressed in buttons.items()]
    await asyncio.gather(*(tap(*one) for one in taps))
    rate, work = len(waits) / (time.perf_counter() - began), (time.process_time() - worked) / len(waits)
    return Figures(rate, sorted(waits)[int(len(waits) * 0.99)] * 1000, work * 1000)


async def staged(folder: Path, serve: Callable[[Sandbox, dict[int, str]], Awaitable[None]]) -> None:
    """Fifty groups with a message each, each with people of its own."""
    async with Sandbox(folder, 0, VillageDial(TurnableClock(EVENING, runs=True))) as sandbox:
        chats = {}
        for g in range(GROUPS):
            group = sandbox.stage.create_group("han", f"村{g}")
            for n in range(PEOPLE):
                sandbox.stage.add_person(f"p{group.id}:{n}", f"村民{n}")
                sandbox.stage.join(f"p{group.id}:{n}", group)
            chats[group.id] = ""
        await serve(sandbox, chats)


async def test_a_flood_over_fifty_groups(tmp_path: Path) -> None:
    told: dict[str, list[Figures]] = {"null": [], "ours": []}

    async def null(sandbox: Sandbox, chats: dict[int, str]) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.api_url))
        bot, dispatcher = Bot(sandbox.token, session=session), Dispatcher()

        @dispatcher.callback_query()
        async def answer(query: CallbackQuery) -> None:
            await query.answer("ok")

        for chat in chats:
            await bot.send_message(chat, "card")
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        await asyncio.sleep(0.5)
        told["null"].append(await flood(sandbox, dict.fromkeys(chats, "x")))
        await dispatcher.stop_polling()
        await polling

    async def ours(sandbox: Sandbox, chats: dict[int, str]) -> None:
        url = f"sqlite+aiosqlite:///{(folder / 'yihu.db').as_posix()}"
        engine = connect(url)
        await upgrade(engine)
        await engine.dispose()
        bot = bot_at(sandbox.token, sandbox.api_url)
        han = sandbox.stage.person("han").id
        async with Store.open(url) as store:
            buttons = {chat: await store.write(found, chat, han) for chat in chats}
            for chat in chats:
                await bot.send_message(chat, "card")
            app = build(load_settings(None, data_dir=folder / "var"), store, bot, TurnableClock(EVENING))
            async with app.running():
                # The first updates after a start are taken one by one, each counted: not what is measured here.
                shown = sandbox.stage.reads("han", next(iter(chats)))[-1]
                await sandbox.stage.queries.answered(sandbox.stage.forge(sandbox.stage.person("han"), shown, "x"), 60)
                told["ours"].append(await flood(sandbox, buttons))
                places = [len(await store.read(signups.of_call, CallId(n + 1))) for n in range(GROUPS)]
        await bot.session.close()
        assert places == [PEOPLE] * GROUPS

    for round_ in range(ROUNDS):
        folder = tmp_path / f"{round_}"
        await staged(folder / "null", null)
        await staged(folder / "ours", ours)
    plain = _middle(told["null"])
    for name, runs in told.items():
        rate, p99, work = _middle(runs)
        print(
            f"\n{name}: {rate:.0f} answers/s (× null {rate / plain.rate:.2f}), p99 {p99:.0f} ms, "
            f"{work:.2f} ms of computing each (null ÷ this {plain.work / work:.2f})",
            end="",
        )
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _middle(runs: list[Figures]) -> Figures:
    return Figures(*(median(figure) for figure in zip(*runs, strict=True)))
