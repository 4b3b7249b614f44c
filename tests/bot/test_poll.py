"""Updates take effect once, in the order of their chat, and are confirmed only after that (delivery.md 3.1)."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime

import pytest
from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import CallbackQuery, Message
from sqlalchemy import insert, select

from bot.poll import Ousted
from handlers.buttons import Tap
from storage import updates
from storage.store import Store
from storage.tables import account, outbox, parked_update
from storage.tx import Tx
from tests.bot.conftest import EVENING, OPERATOR, Running, until
from tests.faults import GROUP, Telegram, drop_before, refuse


async def note(tx: Tx, user_id: int, name: str) -> None:
    await tx.run(insert(account).values(user_id=user_id, name=name))


async def noted(tx: Tx) -> list[int]:
    return [row.user_id for row in await tx.all(select(account.c.user_id).order_by(account.c.user_id))]


async def parked(tx: Tx) -> list[str]:
    return [row.error for row in await tx.all(select(parked_update.c.error))]


async def promised_to_operators(tx: Tx) -> int:
    return len(await tx.all(select(outbox.c.id).where(outbox.c.kind == "operator")))


def diary() -> Router:
    """A conversation that writes down who tapped, in a row of its own."""
    router = Router()

    @router.message(Command("note"))
    async def write(message: Message, store: Store) -> None:
        assert message.from_user
        await store.write(note, message.from_user.id, "noted")
        await message.answer("noted")

    @router.message(Command("first"))
    async def answer_first(message: Message, store: Store) -> None:
        assert message.from_user
        await message.answer("noted")
        await store.write(note, message.from_user.id, "noted")

    @router.message(Command("bad"))
    async def bad(message: Message) -> None:
        raise ZeroDivisionError(message.text)

    return router


async def test_an_update_is_confirmed_after_its_effect_is_on_disk(
    made: Running, telegram: Telegram, store: Store
) -> None:
    number = telegram.say(5, "/note")
    async with made(diary()):
        await until(lambda: telegram.confirmed == number)
        assert await store.read(noted) == [5]
        assert telegram.texts(5) == ["noted"]


async def test_an_update_that_comes_twice_takes_effect_once(made: Running, telegram: Telegram, store: Store) -> None:
    telegram.say(5, "/first")
    async with made(diary()):
        await until(lambda: telegram.confirmed)
    telegram.push(1001, **_said(5))
    telegram.push(1001, **_said(5))
    telegram.confirmed = 0
    async with made(diary()):
        await until(lambda: telegram.confirmed == 1001)
    assert await store.read(noted) == [5]
    assert telegram.texts(5) == ["noted"]


def _said(user: int) -> dict[str, object]:
    from tests.faults import message

    return {"message": message(user, "/first")}


async def test_a_poison_update_is_parked_after_three_tries_and_the_others_go_on(
    made: Running, telegram: Telegram, store: Store
) -> None:
    telegram.say(5, "/note")
    telegram.say(6, "/bad words of a person")
    last = telegram.say(7, "/note")
    async with made(diary()):
        await until(lambda: telegram.confirmed == last)
        assert await store.read(noted) == [5, 7]
        [error] = await store.read(parked)
        assert error.startswith("ZeroDivisionError at test_poll.py")
        assert "words" not in error
        await until(lambda: telegram.texts(OPERATOR))
        assert "1002" in telegram.texts(OPERATOR)[0]
        assert len(telegram.texts(6)) == 1


async def test_an_update_that_ended_the_program_three_times_is_parked_unseen(
    made: Running, telegram: Telegram, store: Store
) -> None:
    poison = telegram.say(6, "/bad")
    for _ in range(3):
        await store.write(updates.count_attempt, 4200000001, poison)
    innocent = telegram.say(7, "/note")
    async with made(diary()):
        await until(lambda: telegram.confirmed == innocent)
    assert await store.read(parked) == ["it ended the program"]
    assert await store.read(noted) == [7]


async def test_one_slow_chat_holds_up_no_other(made: Running, telegram: Telegram, store: Store) -> None:
    router, gate = Router(), asyncio.Event()

    @router.message(Command("slow"))
    async def slow(message: Message) -> None:
        await gate.wait()

    async with made(router, diary()):
        telegram.say(1, "/note")
        await until(lambda: telegram.confirmed)
        waiting = telegram.say(5, "/slow")
        for user in range(10, 40):
            last = telegram.say(user, "/note")
        await until(lambda: telegram.texts(39))
        assert telegram.confirmed < waiting
        gate.set()
        await until(lambda: telegram.confirmed == last)


async def test_a_chat_keeps_the_order_of_its_updates(made: Running, telegram: Telegram, clock: object) -> None:
    router = Router()
    order: list[str] = []

    @router.message()
    async def take(message: Message) -> None:
        await asyncio.sleep(0.02 if message.text == "0" else 0)
        order.append(message.text or "")

    async with made(router):
        telegram.say(9, "hello")
        await until(lambda: telegram.confirmed)
        order.clear()
        for n in range(10):
            last = telegram.say(100 + n % 3, str(n), GROUP)
        await until(lambda: telegram.confirmed == last)
    assert order == [str(n) for n in range(10)]


async def test_a_persons_next_tap_waits_until_the_one_before_is_answered(
    made: Running, telegram: Telegram, store: Store
) -> None:
    router = Router()
    order: list[str] = []
    numbers = iter(range(1, 100))

    @router.message()
    async def take(message: Message, store: Store) -> None:
        await store.write(note, next(numbers), "x")
        order.append(f"begin {message.text}")
        if message.text == "a":
            # Long enough for the next one to begin, were it let.
            with contextlib.suppress(TimeoutError):
                await until(lambda: "begin b" in order, 0.2)
        order.append(f"end {message.text}")

    async with made(router):
        telegram.say(9, "hello")
        await until(lambda: telegram.confirmed)
        order.clear()
        telegram.say(5, "a", GROUP)
        last = telegram.say(5, "b", GROUP)
        await until(lambda: telegram.confirmed == last)
    assert order == ["begin a", "end a", "begin b", "end b"]


async def test_the_next_tap_starts_when_the_one_before_is_durable_not_when_it_is_answered(
    made: Running, telegram: Telegram, store: Store
) -> None:
    router, gate = Router(), asyncio.Event()

    @router.callback_query(Tap("here"))
    async def here(query: CallbackQuery, store: Store) -> None:
        await store.write(note, query.from_user.id, "here")
        if query.from_user.id == 1:
            await gate.wait()
        await query.answer("ok")

    async with made(router):
        telegram.say(9, "x")
        await until(lambda: telegram.confirmed)
        telegram.tap(1, "here", GROUP)
        last = telegram.tap(2, "here", GROUP)
        await until(lambda: telegram.answers == ["ok"])
        assert await store.read(noted) == [1, 2]
        assert telegram.confirmed < last - 1
        gate.set()
        await until(lambda: telegram.confirmed == last)


async def test_an_answer_that_cannot_be_sent_does_not_park_what_took_effect(
    made: Running, telegram: Telegram, store: Store
) -> None:
    telegram.fail("sendMessage", refuse(403, "Forbidden: bot was blocked by the user"))
    telegram.say(5, "/note")
    telegram.fail("sendMessage", refuse(400, "Bad Request: nobody knows why"))
    last = telegram.say(6, "/note")
    async with made(diary()):
        await until(lambda: telegram.confirmed == last)
    assert await store.read(noted) == [5, 6]
    assert await store.read(parked) == []


async def test_three_conflicts_end_the_poll(made: Running, telegram: Telegram) -> None:
    telegram.always("getUpdates", refuse(409, "Conflict: terminated by other getUpdates request"))
    async with made(run=False) as app:
        with pytest.raises(Ousted):
            await app.poll.run()


async def test_a_lost_connection_is_waited_out(
    made: Running, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("getUpdates", *[drop_before] * 8)
    number = telegram.say(5, "/note")
    async with made(diary()):
        await until(lambda: telegram.confirmed == number)
    assert sum("does not answer" in record.message for record in caplog.records) == 1


async def test_a_hanging_poll_is_given_up_and_begun_anew(made: Running, telegram: Telegram) -> None:
    from dataclasses import replace

    from tests.bot.conftest import HURRIED

    async def hang(_t: Telegram, _request: object, _call: object) -> None:
        await asyncio.sleep(3)

    telegram.fail("getUpdates", hang)
    number = telegram.say(5, "/note")
    async with made(diary(), patience=replace(HURRIED, watchdog=0.1)):
        await until(lambda: telegram.confirmed == number)


async def test_stopping_finishes_what_is_in_hand_and_tells_the_platform_how_far(
    made: Running, telegram: Telegram, store: Store
) -> None:
    router, started = Router(), asyncio.Event()

    @router.message(Command("slow"))
    async def slow(message: Message, store: Store, now: datetime) -> None:
        started.set()
        await asyncio.sleep(0.1)
        assert message.from_user
        await store.write(note, message.from_user.id, "slow")

    async with made(router, diary()):
        telegram.say(1, "/note")
        await until(lambda: telegram.confirmed)
        number = telegram.say(5, "/slow")
        await started.wait()
    assert telegram.confirmed == number
    assert await store.read(noted) == [1, 5]


async def test_an_update_that_cannot_be_read_is_parked_and_the_others_of_its_batch_go_on(
    made: Running, telegram: Telegram, store: Store
) -> None:
    telegram.say(5, "/note")
    telegram.push(message={"message_id": "words of a person", "chat": 5})
    last = telegram.say(7, "/note")
    async with made(diary()):
        await until(lambda: telegram.confirmed == last)
        assert await store.read(noted) == [5, 7]
        [error] = await store.read(parked)
        assert error.startswith("ValidationError at message.message_id")
        assert "words" not in error
        await until(lambda: telegram.texts(OPERATOR))
        assert "unreadable" in telegram.texts(OPERATOR)[0]
        telegram.push(message={"date": "never"})
        last = telegram.say(8, "/note")
        await until(lambda: telegram.confirmed == last)
    assert await store.read(noted) == [5, 7, 8]


async def test_what_is_no_update_at_all_stops_nothing(made: Running, telegram: Telegram, store: Store) -> None:
    telegram.updates.append({"update_id": 2**70})
    last = telegram.say(7, "/note")
    async with made(diary()):
        await until(lambda: store.read(noted))
    assert telegram.confirmed in (0, last)


async def test_an_update_whose_bookkeeping_fails_pins_nothing(
    made: Running, telegram: Telegram, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    look = updates.is_done

    async def ill(tx: Tx, bot_id: int, update_id: int) -> bool:
        if update_id == bad:
            raise ZeroDivisionError
        return await look(tx, bot_id, update_id)

    monkeypatch.setattr(updates, "is_done", ill)
    await store.write(updates.park, 4200000001, 5000, "message", "so that every number is looked up", EVENING)
    bad = telegram.say(6, "/note")
    last = telegram.say(7, "/note")
    async with made(diary()):
        await until(lambda: telegram.confirmed == last)
    assert await store.read(noted) == [7]
    assert f"update {bad} cannot be settled: ZeroDivisionError" in caplog.text


async def test_a_step_that_was_taken_before_the_answer_failed_is_kept(
    made: Running, telegram: Telegram, store: Store
) -> None:
    router = Router()

    class Steps(StatesGroup):
        asked = State()

    @router.message(Command("begin"))
    async def begin(message: Message, store: Store, state: FSMContext) -> None:
        assert message.from_user
        await store.write(note, message.from_user.id, "begun")
        await state.set_state(Steps.asked)
        await message.answer("what next?")

    async with made(router) as app:
        telegram.fail("sendMessage", refuse(403, "Forbidden: bot was blocked by the user"))
        number = telegram.say(5, "/begin")
        await until(lambda: telegram.confirmed == number)
        key = StorageKey(bot_id=app.bot.id, chat_id=5, user_id=5)
        assert await app.dispatcher.storage.get_state(key) == "Steps:asked"
    assert await store.read(noted) == [5]
