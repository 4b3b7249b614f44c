"""A full disk loses nothing and is said; one person's flood is not everybody's (fault cases 41 and 46)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from sqlalchemy import event, insert, select

from bot.clock import TurnableClock
from bot.pacer import STAGE
from domain.promises import Kind, Promise
from handlers.buttons import Tap
from handlers.letters import Outgoing
from storage import outbox as rows
from storage.store import Store
from storage.tables import account, outbox, parked_update
from storage.tx import Tx
from tests.bot.conftest import EVENING, Running, until
from tests.faults import GROUP, Telegram


class Disk:
    """The disk of a store, which can be full."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.full = False
        event.listen(store.engine.sync_engine, "checkout", self._set)

    def _set(self, connection: Any, _record: Any, _proxy: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = " + ("1" if self.full else "1000000"))
        cursor.close()


@pytest.fixture
def disk(store: Store) -> Disk:
    return Disk(store)


async def note(tx: Tx, user_id: int) -> None:
    await tx.run(insert(account).values(user_id=user_id, name="n" * 300_000))


async def noted(tx: Tx) -> list[int]:
    return [row.user_id for row in await tx.all(select(account.c.user_id).order_by(account.c.user_id))]


async def parked(tx: Tx) -> int:
    return len(await tx.all(select(parked_update.c.update_id)))


def diary() -> Router:
    router = Router()

    @router.message(Command("note"))
    async def write(message: Message, store: Store) -> None:
        assert message.from_user
        await store.write(note, message.from_user.id)
        await message.answer("noted")

    @router.callback_query(Tap("here"))
    async def here(query: CallbackQuery) -> None:
        await query.answer("ok")

    @router.message(Command("hello"))
    async def hello(message: Message) -> None:
        await message.answer("hello")

    return router


async def test_on_a_full_disk_the_update_waits_the_person_is_told_and_it_heals_by_itself(
    made: Running, telegram: Telegram, store: Store, disk: Disk
) -> None:
    async with made(diary()):
        telegram.say(1, "/hello")
        await until(lambda: telegram.texts(1))
        disk.full = True
        number = telegram.say(5, "/note")
        await until(lambda: telegram.texts(5))
        assert "记不下来" in telegram.texts(5)[0]
        assert telegram.confirmed < number
        disk.full = False
        await until(lambda: telegram.confirmed == number)
    assert await store.read(noted) == [5]
    assert await store.read(parked) == 0
    assert [text for text in telegram.texts(5) if text == "noted"] == ["noted"]
    assert len(telegram.texts(5)) == 2


async def test_what_was_sent_on_a_full_disk_is_recorded_when_there_is_room_and_not_sent_twice(
    made: Running, telegram: Telegram, store: Store, disk: Disk, clock: TurnableClock
) -> None:
    async def reminder(tx: Tx, payload: Any, now: Any) -> Outgoing | None:
        from aiogram.utils.formatting import Text

        disk.full = True
        return Outgoing(Text("letter"))

    await store.write(rows.promise, [Promise(Kind.REMINDER, "letter", 5, EVENING)])
    async with made(writers={Kind.REMINDER: reminder}):
        await until(lambda: telegram.texts(5))
        disk.full = False
        await until(lambda: _sent(store))
    assert telegram.texts(5) == ["letter"]


async def _sent(store: Store) -> bool:
    async def found(tx: Tx) -> bool:
        return await tx.value(select(outbox.c.sent_at).where(outbox.c.dedupe == "letter")) is not None

    return await store.read(found)


async def test_a_flood_of_one_person_is_dropped_with_one_notice_and_others_are_served(
    made: Running, telegram: Telegram
) -> None:
    async with made(diary(), limits=replace(STAGE, flood_updates=20, flood_span=600.0)):
        for _ in range(100):
            telegram.say(5, "/hello")
        last = telegram.say(6, "/hello")
        await until(lambda: telegram.confirmed == last, 30)
    assert telegram.texts(5).count("hello") == 20
    assert len(telegram.texts(5)) == 21
    assert telegram.texts(6) == ["hello"]


async def test_even_a_dropped_tap_is_answered_so_that_no_button_spins(made: Running, telegram: Telegram) -> None:
    async with made(diary(), limits=replace(STAGE, flood_updates=3, flood_span=600.0)):
        for _ in range(6):
            last = telegram.tap(5, "here", GROUP)
        await until(lambda: telegram.confirmed == last)
    assert len(telegram.answers) == 6
    assert telegram.answers.count("ok") == 3
    assert telegram.answers.count("") == 2
