"""A conversation in the middle of a question survives a restart, and moves only with the write of its update."""

from __future__ import annotations

from datetime import timedelta

from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey
from sqlalchemy import event

from bot.clock import TurnableClock
from bot.memory import Memory
from storage import updates, wizards
from storage.store import Store
from storage.tx import Tx
from storage.updates import UpdateScope
from tests.bot.conftest import EVENING

KEY = StorageKey(bot_id=1, chat_id=5, user_id=5)


class Asked(StatesGroup):
    """Two questions."""

    title = State()
    place = State()


async def test_state_and_memory_are_kept_across_a_restart(url: str, clock: TurnableClock) -> None:
    async with Store.open(url) as store:
        memory = Memory(store, clock)
        await memory.set_state(KEY, Asked.title)
        await memory.update_data(KEY, {"call": 7})
    async with Store.open(url) as store:
        memory = Memory(store, clock)
        assert await memory.get_state(KEY) == Asked.title.state
        assert await memory.get_data(KEY) == {"call": 7}
        await memory.set_state(KEY, None)
        await memory.set_data(KEY, {})
        assert await memory.get_state(KEY) is None


async def test_a_move_is_read_back_at_once_and_saved_with_the_write(store: Store, clock: TurnableClock) -> None:
    memory = Memory(store, clock)
    with updates.handling(UpdateScope(1, 100, EVENING)):
        await memory.set_state(KEY, Asked.title)
        await memory.set_data(KEY, {"a": 1})
        assert await memory.get_state(KEY) == Asked.title.state
        assert await memory.get_data(KEY) == {"a": 1}
        await store.write(updates.settle)
    assert await memory.get_state(KEY) == Asked.title.state
    assert await memory.get_data(KEY) == {"a": 1}


async def test_a_move_of_an_update_that_failed_is_forgotten(store: Store, clock: TurnableClock) -> None:
    memory = Memory(store, clock)
    with updates.handling(UpdateScope(1, 100, EVENING)):
        await memory.set_state(KEY, Asked.title)
    assert await memory.get_state(KEY) is None


async def test_a_write_that_is_refused_leaves_the_move_for_the_next(store: Store, clock: TurnableClock) -> None:
    async def refuse(tx: Tx) -> None:
        raise ValueError

    memory = Memory(store, clock)
    scope = UpdateScope(1, 100, EVENING)
    with updates.handling(scope):
        await memory.set_state(KEY, Asked.place)
        try:
            await store.write(refuse)
        except ValueError:
            await store.write(updates.settle)
    assert await memory.get_state(KEY) == Asked.place.state


async def test_who_is_in_no_conversation_costs_no_look_at_the_table(store: Store, clock: TurnableClock) -> None:
    memory, looks = Memory(store, clock), list[object]()
    event.listen(store.engine.sync_engine, "begin", looks.append)
    for user in range(1, 20):
        key = StorageKey(bot_id=1, chat_id=5, user_id=user)
        assert await memory.get_state(key) is None
        with updates.handling(UpdateScope(1, user, EVENING)) as scope:
            await memory.set_state(key, None)
            await memory.set_data(key, {})
            assert not scope.wizard_moves
    assert len(looks) == 1


async def test_who_sat_down_later_is_found_though_the_room_was_looked_through(
    store: Store, clock: TurnableClock
) -> None:
    memory, other = Memory(store, clock), StorageKey(bot_id=1, chat_id=5, user_id=6)
    assert await memory.get_state(other) is None
    for key in (KEY, other):
        await memory.set_state(key, Asked.place)
        memory.forget()
        assert await memory.get_state(key) == Asked.place.state
    await store.write(wizards.purge, EVENING + timedelta(days=2))
    memory.forget()
    assert await memory.get_state(KEY) is None
