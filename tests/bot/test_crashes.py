"""kill -9 at the worst moments: an update takes effect once, a message is never lost (fault cases 1 to 4, 8)."""

from __future__ import annotations

import multiprocessing
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from storage.outbox import LEASE
from storage.store import Store
from storage.tables import account, outbox, parked_update
from storage.tx import Tx
from tests.bot import victim
from tests.bot.conftest import until
from tests.faults import Call, Telegram

KILLED = -9
Start = Callable[..., ForkServerProcess]


@pytest.fixture
async def start(url: str, telegram: Telegram) -> AsyncIterator[Start]:
    """Start a bot in a child of its own; whatever still runs at the end is stopped."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.bot.victim"])
    born: list[ForkServerProcess] = []

    def begin(death: str = victim.NEVER, later: timedelta = timedelta(0)) -> ForkServerProcess:
        child = context.Process(target=victim.live, args=(url, telegram.url, death, later))
        child.start()
        born.append(child)
        return child

    yield begin
    for child in born:
        child.terminate()
    for child in born:
        await until(lambda child=child: child.exitcode is not None, 15)  # type: ignore[misc]


async def died(child: ForkServerProcess) -> bool:
    """Wait for the end of a process; whether it was kill -9."""
    await until(lambda: child.exitcode is not None, 30)
    return child.exitcode == KILLED


async def _joined(tx: Tx) -> list[int]:
    return [row.user_id for row in await tx.all(select(account.c.user_id))]


async def _hello(tx: Tx) -> Any:
    return await tx.one(select(outbox).where(outbox.c.dedupe == "hello:5"))


async def test_killed_after_the_commit_the_update_comes_again_and_changes_nothing(
    start: Start, telegram: Telegram, store: Store
) -> None:
    number = telegram.say(5, "/join")
    assert await died(start(victim.AFTER_COMMIT))
    assert telegram.confirmed < number
    start()
    await until(lambda: telegram.confirmed == number and telegram.texts(5), 30)
    assert await store.read(_joined) == [5]
    assert telegram.texts(5) == ["hello 5"]


async def test_killed_before_the_commit_the_update_is_applied_once_the_next_time(
    start: Start, telegram: Telegram, store: Store
) -> None:
    number = telegram.say(5, "/join")
    assert await died(start(victim.BEFORE_COMMIT))
    assert await store.read(_joined) == []
    start()
    await until(lambda: telegram.confirmed == number and telegram.texts(5), 30)
    assert await store.read(_joined) == [5]
    assert telegram.texts(5) == ["hello 5"]


async def test_killed_between_taking_and_recording_the_message_is_repeated_once_and_never_lost(
    start: Start, telegram: Telegram, store: Store
) -> None:
    victims: list[ForkServerProcess] = []

    async def take_and_kill(server: Telegram, _request: web.Request, call: Call) -> web.StreamResponse:
        answer = await server.obey(call)
        victims[0].kill()
        return answer

    telegram.fail("sendMessage", take_and_kill)
    telegram.say(5, "/join")
    victims.append(start())
    assert await died(victims[0])
    assert telegram.texts(5) == ["hello 5"]
    start(later=timedelta(minutes=1))
    await until(lambda: telegram.texts(5) == ["hello 5"] * 2, 30)

    async def recorded() -> bool:
        return (await store.read(_hello)).sent_at is not None

    await until(recorded)
    assert (await store.read(_hello)).attempts == 2


async def test_killed_between_claim_and_sending_the_message_goes_out_once(
    start: Start, telegram: Telegram, store: Store
) -> None:
    telegram.say(5, "/join")
    assert await died(start(victim.AFTER_CLAIM))
    assert telegram.texts(5) == []
    start(later=LEASE)
    await until(lambda: telegram.texts(5), 30)
    assert telegram.texts(5) == ["hello 5"]


async def test_an_update_that_kills_the_program_is_parked_at_the_fourth_start(
    start: Start, telegram: Telegram, store: Store
) -> None:
    telegram.say(4, "/join")
    telegram.say(6, "/poison")
    last = telegram.say(5, "/join")
    for _ in range(3):
        assert await died(start())
    start()
    await until(lambda: telegram.confirmed == last, 30)
    assert sorted(await store.read(_joined)) == [4, 5]
    assert await store.read(_parked) == ["it ended the program"]


async def _parked(tx: Tx) -> list[str]:
    return [row.error for row in await tx.all(select(parked_update.c.error))]
