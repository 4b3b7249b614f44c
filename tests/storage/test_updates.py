"""Updates take effect once: claimed with their first write, counted when they fail, set aside when they are poison."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.refusals import Refused
from storage import tables, updates, wizards
from storage.store import Store
from storage.tx import Tx
from storage.updates import AlreadyDone, UpdateScope
from storage.wizards import Seat
from tests.storage.books import NOW, note, note_and_refuse, notes

BOT = 42
SEAT = Seat(BOT, -100, 7)


def scope(update_id: int = 1, bot_id: int = BOT) -> UpdateScope:
    return UpdateScope(bot_id, update_id, NOW)


async def step(tx: Tx) -> None:
    await wizards.save(tx, SEAT, "asking", {"place": "菜园"}, NOW)


async def seen(tx: Tx) -> int:
    return int(await tx.value(select(func.count()).select_from(tables.seen_update)))


async def test_an_update_takes_effect_once(store: Store) -> None:
    with updates.handling(scope()):
        await store.write(note, "first")
    with updates.handling(scope()), pytest.raises(AlreadyDone):
        await store.write(note, "again")
    assert await store.read(notes) == ["first"]


async def test_an_update_handed_in_twice_at_once_takes_effect_once(store: Store, other: Store) -> None:
    async def handle(through: Store, deed: str) -> str:
        with updates.handling(scope()):
            return await through.write(note, deed)

    outcomes = await asyncio.gather(
        handle(store, "a"), handle(other, "b"), handle(store, "c"), handle(other, "d"), return_exceptions=True
    )
    (done,) = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert sum(isinstance(outcome, AlreadyDone) for outcome in outcomes) == 3
    assert await store.read(notes) == [done]


async def test_the_same_number_of_another_bot_is_another_update(store: Store) -> None:
    for bot_id in (BOT, BOT + 1):
        with updates.handling(scope(bot_id=bot_id)):
            await store.write(note, str(bot_id))
    assert await store.read(seen) == 2


async def test_a_conversation_may_write_twice_for_one_update(store: Store) -> None:
    with updates.handling(scope()) as mine:
        await store.write(note, "one")
        assert mine.claimed
        await store.write(note, "two")
    assert await store.read(notes) == ["one", "two"]


async def test_a_conversation_may_write_twice_at_once_for_one_update(store: Store) -> None:
    with updates.handling(scope()):
        await asyncio.gather(store.write(note, "one"), store.write(note, "two"))
    assert await store.read(notes) == ["one", "two"]
    assert await store.read(seen) == 1


async def test_the_second_write_claims_when_the_first_one_at_once_was_refused(store: Store) -> None:
    with updates.handling(scope()) as mine:
        outcomes = await asyncio.gather(
            store.write(note_and_refuse, "one"), store.write(note, "two"), return_exceptions=True
        )
    assert isinstance(outcomes[0], Refused)
    assert mine.claimed
    assert await store.read(seen) == 1
    assert await store.read(notes) == ["two"]


async def test_a_refused_update_is_not_claimed(store: Store) -> None:
    with updates.handling(scope()) as mine:
        with pytest.raises(Refused):
            await store.write(note_and_refuse, "refused")
        assert not mine.claimed
        assert not await store.read(updates.is_done, BOT, 1)
        await store.write(note, "instead")
    assert await store.read(updates.is_done, BOT, 1)
    assert await store.read(notes) == ["instead"]


async def test_wizard_moves_are_saved_with_the_write(store: Store) -> None:
    with updates.handling(scope()) as mine:
        mine.wizard_moves[SEAT] = step
        await store.write(note, "deed")
        assert mine.wizard_moves == {}
    assert await store.read(wizards.load, SEAT) == ("asking", {"place": "菜园"})


async def test_wizard_moves_are_lost_with_a_refusal(store: Store) -> None:
    with updates.handling(scope()) as mine:
        mine.wizard_moves[SEAT] = step
        with pytest.raises(Refused):
            await store.write(note_and_refuse, "refused")
    assert await store.read(wizards.load, SEAT) == (None, {})


async def test_wizard_moves_of_a_repeated_update_are_lost(store: Store) -> None:
    with updates.handling(scope()):
        await store.write(note, "first")
    with updates.handling(scope()) as again:
        again.wizard_moves[SEAT] = step
        with pytest.raises(AlreadyDone):
            await store.write(updates.settle)
    assert await store.read(wizards.load, SEAT) == (None, {})


async def test_an_update_that_only_moved_a_wizard_is_settled_with_it(store: Store) -> None:
    with updates.handling(scope()) as mine:
        mine.wizard_moves[SEAT] = step
        await store.write(updates.settle)
    assert await store.read(updates.is_done, BOT, 1)
    assert (await store.read(wizards.load, SEAT))[0] == "asking"


async def test_what_is_written_outside_an_update_claims_nothing(store: Store) -> None:
    with updates.handling(scope()):
        assert updates.current() is not None
    assert updates.current() is None
    await store.write(note, "a tick")
    assert await store.read(seen) == 0


@pytest.mark.parametrize("update_id", [0, 1, 2**63 - 1])
async def test_any_number_can_be_done(store: Store, update_id: int) -> None:
    assert not await store.read(updates.is_done, BOT, update_id)
    with updates.handling(scope(update_id)):
        await store.write(note, "deed")
    assert await store.read(updates.is_done, BOT, update_id)


async def test_attempts_are_counted_for_each_update(store: Store) -> None:
    counted = [await store.write(updates.count_attempt, BOT, update_id) for update_id in (5, 5, 6, 5)]
    assert counted == [1, 2, 1, 3]
    await store.write(updates.forget_attempts, BOT, 5)
    assert await store.write(updates.count_attempt, BOT, 5) == 1
    assert await store.write(updates.count_attempt, BOT, 6) == 2
    assert await store.write(updates.count_attempt, BOT + 1, 6) == 1


async def test_a_parked_update_counts_once_and_is_done(store: Store) -> None:
    for _ in range(2):
        await store.write(updates.park, BOT, 9, "message", "E" * 900, NOW)
    assert await store.read(updates.parked_count) == 1
    assert await store.read(updates.is_done, BOT, 9)
    assert not await store.read(updates.is_done, BOT + 1, 9)


async def test_updates_the_platform_cannot_send_again_are_forgotten(store: Store) -> None:
    for age, update_id in ((timedelta(hours=25), 1), (timedelta(hours=24), 2), (timedelta(0), 3)):
        with updates.handling(UpdateScope(BOT, update_id, NOW - age)):
            await store.write(note, str(update_id))
    assert await store.write(updates.purge_seen, NOW - timedelta(hours=24)) == 1
    assert not await store.read(updates.is_done, BOT, 1)
    assert await store.read(updates.is_done, BOT, 2)
