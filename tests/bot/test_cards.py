"""A card is one message of the group that changes in place: many taps, few edits, and always the latest facts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram.utils.formatting import Text
from sqlalchemy import insert, select

from bot.clock import TurnableClock
from bot.pacer import STAGE
from domain.promises import Kind, Promise
from handlers.letters import Outgoing
from storage import calls
from storage import outbox as rows
from storage.store import Store
from storage.tables import account, call, card, outbox, person, village
from storage.tx import Tx
from tests.bot.conftest import EVENING, Running, until
from tests.faults import GROUP, Telegram, bad_gateway


async def drawn(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The card shows how many accounts there are."""
    shown = await calls.get_card(tx, payload["card"])
    assert shown is not None
    n = len(await tx.all(select(account.c.user_id)))
    return Outgoing(Text(f"{n} signed up"), edit=shown.message_id, card=shown.id)


@pytest.fixture
async def card_id(store: Store) -> int:
    """A call with one card, not yet posted."""
    return await store.write(_set_the_scene)


async def _set_the_scene(tx: Tx) -> int:
    await tx.run(insert(account).values(user_id=1, name="Han"))
    here = await tx.insert_id(
        insert(village).values(
            chat_id=GROUP, title="V", zone="Asia/Shanghai", language="zh", set_up_by=1, set_up_at=EVENING
        )
    )
    han = await tx.insert_id(insert(person).values(village_id=here, user_id=1, name="Han"))
    its = await tx.insert_id(
        insert(call).values(
            village_id=here, number=1, state="open", zone="Asia/Shanghai", created_by=han, created_at=EVENING
        )
    )
    return await tx.insert_id(insert(card).values(call_id=its, chat_id=GROUP))


async def dirty(tx: Tx, card_id: int, user: int | None, now: datetime) -> None:
    """Somebody taps: a fact, and in the same transaction the wish to draw the card anew."""
    if user is not None:
        await tx.run(insert(account).values(user_id=user, name="P"))
    await rows.renew(tx, Promise(Kind.CARD, f"card:{card_id}", GROUP, now, payload={"call": 1, "card": card_id}))


async def waiting(tx: Tx) -> int:
    return len(await tx.all(select(outbox.c.id).where(outbox.c.sent_at.is_(None), outbox.c.dead_at.is_(None))))


async def settled(store: Store) -> bool:
    return await store.read(waiting) == 0


async def shown_as(store: Store, card_id: int, message_id: int) -> bool:
    found = await store.read(calls.get_card, card_id)
    return found is not None and found.message_id == message_id


async def test_a_card_is_posted_once_and_then_edited(
    made: Running, telegram: Telegram, store: Store, card_id: int
) -> None:
    async with made(writers={Kind.CARD: drawn}):
        await store.write(dirty, card_id, None, EVENING)
        await until(lambda: telegram.texts(GROUP) == ["1 signed up"])
        for user in range(2, 5):
            await store.write(dirty, card_id, user, EVENING)
        await until(lambda: telegram.texts(GROUP) == ["4 signed up"])
    assert telegram.count("sendMessage") == 1


async def test_a_hundred_taps_become_few_edits_and_the_last_shows_all(
    made: Running, telegram: Telegram, store: Store, card_id: int
) -> None:
    clock_limits = replace(STAGE, card_first=0.05, card_gap=0.1)
    async with made(writers={Kind.CARD: drawn}, limits=clock_limits) as app:
        clock = app.clock
        assert isinstance(clock, TurnableClock)
        await store.write(dirty, card_id, None, app.clock.now())
        await until(lambda: telegram.texts(GROUP))
        clock.turn(timedelta(seconds=1))
        await asyncio.gather(*(store.write(dirty, card_id, user, app.clock.now()) for user in range(2, 102)))

        def all_shown() -> bool:
            # An edit may have begun with some of them: the next one waits for the clock, which stands still here.
            clock.turn(timedelta(seconds=0.1))
            return telegram.texts(GROUP) == ["101 signed up"]

        await until(all_shown)
        clock.turn(timedelta(seconds=1))
        await until(lambda: settled(store))
    assert telegram.count("editMessageText") <= 3


async def test_what_changes_while_an_edit_waits_is_in_that_edit(
    made: Running, telegram: Telegram, store: Store, card_id: int
) -> None:
    async with made(writers={Kind.CARD: drawn}, limits=replace(STAGE, card_first=0.15)):
        await store.write(dirty, card_id, None, EVENING)
        await until(lambda: telegram.texts(GROUP))
        await until(lambda: settled(store))
        await store.write(dirty, card_id, 2, EVENING)
        await until(lambda: claimed(store))
        await store.write(dirty, card_id, 3, EVENING)
        await until(lambda: settled(store))
    assert telegram.texts(GROUP) == ["3 signed up"]
    assert telegram.count("editMessageText") == 1


async def claimed(store: Store) -> bool:
    async def found(tx: Tx) -> bool:
        return await tx.value(select(outbox.c.claimed_at)) is not None

    return await store.read(found)


async def test_redraws_keep_their_distance(made: Running, telegram: Telegram, store: Store, card_id: int) -> None:
    async with made(writers={Kind.CARD: drawn}, limits=replace(STAGE, card_gap=3.1)) as app:
        assert isinstance(app.clock, TurnableClock)
        await store.write(dirty, card_id, None, EVENING)
        await until(lambda: telegram.texts(GROUP))
        await until(lambda: settled(store))
        await store.write(dirty, card_id, 2, EVENING)
        app.clock.turn(timedelta(seconds=3))
        await asyncio.sleep(0.05)
        assert telegram.count("editMessageText") == 0
        app.clock.turn(timedelta(seconds=0.2))
        await until(lambda: telegram.texts(GROUP) == ["2 signed up"])


async def test_the_same_card_again_is_as_good_as_sent(
    made: Running, telegram: Telegram, store: Store, card_id: int
) -> None:
    async with made(writers={Kind.CARD: drawn}):
        await store.write(dirty, card_id, None, EVENING)
        await until(lambda: telegram.texts(GROUP))
        await store.write(dirty, card_id, None, EVENING)
        await until(lambda: telegram.count("editMessageText") == 1)
        await until(lambda: settled(store))


async def test_a_card_somebody_deleted_is_posted_anew(
    made: Running, telegram: Telegram, store: Store, card_id: int
) -> None:
    async with made(writers={Kind.CARD: drawn}):
        await store.write(dirty, card_id, None, EVENING)
        await until(lambda: telegram.texts(GROUP))
        telegram.messages[0] = replace(telegram.messages[0], message_id=9999)
        await store.write(dirty, card_id, 2, EVENING)
        await until(lambda: "2 signed up" in telegram.texts(GROUP))
        await until(lambda: shown_as(store, card_id, telegram.messages[-1].message_id))


async def test_an_edit_whose_answer_is_lost_is_simply_made_again(
    made: Running, telegram: Telegram, store: Store, card_id: int
) -> None:
    telegram.fail("editMessageText", bad_gateway)
    async with made(writers={Kind.CARD: drawn}) as app:
        assert isinstance(app.clock, TurnableClock)
        await store.write(dirty, card_id, None, EVENING)
        await until(lambda: telegram.texts(GROUP))
        await store.write(dirty, card_id, 2, EVENING)
        await until(lambda: telegram.count("editMessageText") == 1)
        clock = app.clock

        async def later() -> bool:
            clock.turn(timedelta(seconds=5))
            return await settled(store)

        await until(later)
    assert telegram.texts(GROUP) == ["2 signed up"]
