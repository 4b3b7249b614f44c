"""A database that is away for a while ends nothing: sender, jobs and conversations wait and go on (fault case 47)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from aiogram.utils.formatting import Text
from sqlalchemy import event, make_url, select

from bot import serving
from bot.jobs import Jobs
from domain.promises import Kind, Promise
from handlers.letters import Outgoing
from storage import outbox as rows
from storage.engine import StorageUnavailable
from storage.store import Store
from storage.tables import outbox
from storage.tx import Tx
from tests.bot.conftest import EVENING, Running, until
from tests.bot.test_trouble import diary
from tests.faults import Telegram


class Server:
    """The database server of a store, which can go and come."""

    def __init__(self, store: Store) -> None:
        self.away = False
        self.asked = 0
        event.listen(store.engine.sync_engine, "checkout", self._answer)

    def _answer(self, _connection: Any, _record: Any, _proxy: Any) -> None:
        if self.away:
            self.asked += 1
            raise ConnectionRefusedError(111, "Connect call failed")


async def reminder(tx: Tx, payload: Any, now: datetime) -> Outgoing | None:
    return Outgoing(Text(f"letter {payload['n']}"))


def letter(n: int) -> Promise:
    return Promise(Kind.REMINDER, f"letter:{n}", 11, EVENING, payload={"n": n})


async def sent(tx: Tx) -> list[str]:
    return [row.dedupe for row in await tx.all(select(outbox.c.dedupe).where(outbox.c.sent_at.is_not(None)))]


async def test_a_read_says_that_the_database_is_away(store: Store) -> None:
    server = Server(store)
    server.away = True
    with pytest.raises(StorageUnavailable):
        await store.read(sent)
    server.away = False
    assert await store.read(sent) == []


async def test_a_mistake_in_a_query_is_no_absence(store: Store) -> None:
    async def mistaken(tx: Tx) -> None:
        raise FileNotFoundError("a template")

    with pytest.raises(FileNotFoundError):
        await store.read(mistaken)
    with pytest.raises(FileNotFoundError):
        await store.write(mistaken)


async def test_the_sender_outlives_its_database_being_away(
    made: Running, telegram: Telegram, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sender.LONGEST_PAUSE", 0.02)
    server = Server(store)
    async with made(diary(), writers={Kind.REMINDER: reminder}) as app:
        await store.write(rows.promise, [letter(1)])
        await until(lambda: store.read(sent))
        server.away = True
        store.committed.set()
        await until(lambda: server.asked > 2)
        assert not app.sending.done()
        server.away = False
        await store.write(rows.promise, [letter(2)])
        await until(lambda: telegram.texts(11) == ["letter 1", "letter 2"])


async def test_the_sender_outlives_a_fault_nobody_thought_of(
    made: Running, telegram: Telegram, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.sender.LONGEST_PAUSE", 0.02)
    faults = [ZeroDivisionError("nobody thought of it")]
    claim = rows.claim_next

    async def claim_or_fail(*args: Any, **facts: Any) -> Any:
        if faults:
            raise faults.pop()
        return await claim(*args, **facts)

    monkeypatch.setattr("storage.outbox.claim_next", claim_or_fail)
    await store.write(rows.promise, [letter(1)])
    async with made(writers={Kind.REMINDER: reminder}):
        await until(lambda: telegram.texts(11) == ["letter 1"])
    assert "the outbox cannot be used now" in caplog.text


async def test_a_sender_that_ends_ends_the_program(made: Running) -> None:
    async with made(run=False) as app:

        async def ends() -> None:
            raise ZeroDivisionError

        app.sender.run = ends  # type: ignore[method-assign]
        async with asyncio.timeout(5) as limit:
            with pytest.raises(ZeroDivisionError):
                await serving._until(asyncio.Event(), app)
        assert not limit.expired()


async def test_jobs_that_cannot_be_looked_through_are_tried_at_the_next_tick(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    asked = []

    async def list_jobs() -> dict[str, Any]:
        asked.append(1)
        raise ZeroDivisionError

    jobs = Jobs(store, list_jobs)
    await jobs.tick(EVENING)
    await jobs.tick(EVENING)
    assert len(asked) == 2
    assert "the jobs cannot be looked through: ZeroDivisionError" in caplog.text


class Relay:
    """A cable to the real server, which can be pulled out and put back."""

    def __init__(self, host: str, port: int) -> None:
        self.to = host, port
        self.port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def plug(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def pull(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self.to)
        ends = {writer, far_writer}
        self._open |= ends
        await asyncio.gather(_pipe(reader, far_writer), _pipe(far_reader, writer))
        self._open -= ends


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
    writer.close()


@contextlib.asynccontextmanager
async def relayed(url: str) -> AsyncIterator[tuple[str, Relay]]:
    """The same database over a cable."""
    parsed = make_url(url)
    cable = Relay(parsed.host or "127.0.0.1", parsed.port or 5432)
    await cable.plug()
    try:
        yield parsed.set(host="127.0.0.1", port=cable.port).render_as_string(hide_password=False), cable
    finally:
        await cable.pull()


@pytest.mark.postgres
async def test_a_postgresql_that_restarts_loses_no_letter_and_no_sender(
    database_url: str, made_at: Any, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database_url.startswith("sqlite"):
        return
    monkeypatch.setattr("bot.sender.LONGEST_PAUSE", 0.02)
    async with (
        relayed(database_url) as (url, cable),
        Store.open(url) as store,
        made_at(store)(diary(), writers={Kind.REMINDER: reminder}) as app,
    ):
        await store.write(rows.promise, [letter(1)])
        await until(lambda: store.read(sent))
        await cable.pull()
        with pytest.raises(StorageUnavailable):
            await store.read(sent)
        number = telegram.say(5, "/note")
        store.committed.set()
        with pytest.raises(StorageUnavailable):
            await store.read(sent)
        assert telegram.confirmed < number
        assert not app.sending.done()
        await cable.plug()
        await until(lambda: telegram.confirmed == number, 20)
        await store.write(rows.promise, [letter(2)])
        await until(lambda: telegram.texts(11) == ["letter 1", "letter 2"], 20)
