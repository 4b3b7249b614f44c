"""Answers: found again by whoever gave them while the key lives, and by nobody after it is destroyed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select, text

from domain.people import PersonId
from domain.rounds import Audience, RoundId, RoundState
from storage import answers, rounds, tables
from storage.rounds import Release
from storage.store import Store
from storage.tx import Tx
from tests.storage.books import NOW
from tests.usecases.cast import settle

POSTGRES = pytest.mark.parametrize("engine_name", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)


@pytest_asyncio.fixture
async def round_id(store: Store) -> AsyncIterator[RoundId]:
    """A round of a call, with its key."""
    cast = await settle(store)
    call_id = await cast.call()
    one = await store.write(rounds.add, call_id, NOW, NOW + timedelta(hours=48))
    await store.write(answers.new_key, one.id)
    yield one.id


async def say(store: Store, round_id: RoundId, who: int, comment: str | None = None, **choices: str) -> None:
    await store.write(
        answers.save,
        round_id,
        PersonId(who),
        Audience.VILLAGER,
        choices=choices,
        comment=comment,
        readable=comment is not None,
    )


async def size(tx: Tx, table: Any) -> int:
    return int(await tx.value(select(func.count()).select_from(table)))


async def test_an_answer_is_found_again_by_whoever_gave_it(store: Store, round_id: RoundId) -> None:
    await say(store, round_id, 1, "水太凉", worth="good")
    mine = await store.read(answers.find, round_id, PersonId(1))
    assert mine is not None
    assert (mine.choices, mine.comment, mine.readable) == ({"worth": "good"}, "水太凉", True)
    assert await store.read(answers.find, round_id, PersonId(2)) is None


async def test_saying_it_again_writes_it_over(store: Store, round_id: RoundId) -> None:
    await say(store, round_id, 1, "水太凉", worth="good")
    first = await store.read(answers.find, round_id, PersonId(1))
    await say(store, round_id, 1, worth="bad")
    second = await store.read(answers.find, round_id, PersonId(1))
    assert first is not None
    assert second is not None
    assert (second.id, second.choices, second.comment, second.readable) == (first.id, {"worth": "bad"}, None, False)
    assert await store.read(answers.counts, round_id) == {Audience.VILLAGER: 1}


async def test_an_erased_answer_leaves_nothing(store: Store, round_id: RoundId) -> None:
    await say(store, round_id, 1)
    assert await store.write(answers.erase, round_id, PersonId(1)) is True
    assert await store.write(answers.erase, round_id, PersonId(1)) is False
    assert [await store.read(size, table) for table in (tables.answer, tables.answer_link)] == [0, 0]


async def test_with_the_key_destroyed_nobody_finds_changes_or_erases_an_answer(store: Store, round_id: RoundId) -> None:
    await say(store, round_id, 1, "水太凉")
    await store.write(answers.destroy_key, round_id)
    assert await store.read(answers.find, round_id, PersonId(1)) is None
    assert await store.write(answers.erase, round_id, PersonId(1)) is False
    with pytest.raises(LookupError):
        await say(store, round_id, 1, "nicer")
    assert [await store.read(size, table) for table in (tables.round_key, tables.answer_link)] == [0, 0]
    assert [one.comment for one in await store.read(answers.of_round, round_id)] == ["水太凉"]


async def test_no_column_of_an_answer_tells_who_or_when(store: Store) -> None:
    assert set(tables.answer.c.keys()) == {"id", "round_id", "audience", "choices", "comment", "readable"}
    assert tables.answer.dialect_options["sqlite"]["with_rowid"] is False


async def test_the_order_of_arrival_is_not_told(store: Store, round_id: RoundId) -> None:
    for who in range(8):
        await say(store, round_id, who, str(who))
    orders = {tuple(one.comment for one in await store.read(answers.of_round, round_id)) for _ in range(4)}
    assert len(orders) > 1


@POSTGRES
async def test_not_even_the_servers_own_columns_tell_the_order_after_the_freeze(
    store: Store, round_id: RoundId
) -> None:
    async def kept(tx: Tx) -> tuple[list[str], set[str]]:
        rows = await tx.all(text("SELECT comment, xmin::text AS written FROM answer ORDER BY ctid"))
        return [row.comment for row in rows], {row.written for row in rows}

    for who in range(9):
        await say(store, round_id, who, str(who))
    order, transactions = await store.read(kept)
    assert (order, len(transactions)) == (sorted(order), 9)
    before = {one.id: one for one in await store.read(answers.of_round, round_id)}
    await store.write(answers.destroy_key, round_id)
    after = {one.id: one for one in await store.read(answers.of_round, round_id)}
    order, transactions = await store.read(kept)
    assert len(transactions) == 1
    assert order != sorted(order)
    assert not before.keys() & after.keys()
    assert sorted(one.comment or "" for one in after.values()) == sorted(one.comment or "" for one in before.values())


async def test_a_round_keeps_its_state_figures_and_people_asked(store: Store, round_id: RoundId) -> None:
    one = await store.read(rounds.get, round_id)
    assert one is not None
    assert await store.write(rounds.lock, round_id) == one == await store.read(rounds.of_call, one.call_id)
    await store.write(rounds.set_state, round_id, RoundState.OPEN)
    for _ in range(2):
        await store.write(rounds.invite, round_id, PersonId(1), Audience.OFFICIAL)
    await store.write(rounds.invite, round_id, PersonId(2), Audience.VILLAGER)
    assert await store.read(rounds.invited_counts, round_id) == {Audience.OFFICIAL: 1, Audience.VILLAGER: 1}
    assert await store.read(rounds.audience_of, round_id, PersonId(1)) is Audience.OFFICIAL
    assert await store.read(rounds.invited_to, PersonId(2)) == [round_id]
    for name, number in (("cost", 3), ("served", 9), ("cost", 4)):
        await store.write(rounds.set_figure, round_id, name, number)
    assert await store.read(rounds.figures, round_id) == {"cost": 4, "served": 9}
    await store.write(rounds.set_state, round_id, RoundState.FROZEN, frozen_at=NOW)
    await store.write(rounds.forget_invited, round_id)
    assert await store.read(rounds.audience_of, round_id, PersonId(1)) is None
    assert await store.read(rounds.invited_to, PersonId(2)) == []
    frozen = await store.read(rounds.get, round_id)
    assert frozen is not None
    assert (frozen.state, frozen.frozen_at) == (RoundState.FROZEN, NOW)


async def test_the_newest_release_holds(store: Store, round_id: RoundId) -> None:
    assert await store.read(rounds.latest_release, round_id) is None
    for version in (1, 2):
        await store.write(rounds.add_release, Release(round_id, version, f"{version}", "{}", NOW))
    newest = await store.read(rounds.latest_release, round_id)
    assert newest is not None
    assert newest.version == 2
