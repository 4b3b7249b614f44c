"""Villages on a real database: the hint once a day, the language, how things stand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.people import Role, UserId, VillageId
from domain.refusals import Refused
from storage import calls, people, updates
from storage.store import Store
from storage.tx import Tx
from usecases import people as comings
from usecases import roles, villages
from usecases.villages import Defaults, SetUp

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
HAN, WANG, LIN = UserId(1), UserId(5), UserId(9)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    async with Store.open(database_url) as store:
        yield store


async def set_up(store: Store, **other: Any) -> SetUp:
    given: dict[str, Any] = {
        "now": NOW,
        "chat_id": -1001,
        "thread_id": None,
        "title": "柳沟村",
        "by": HAN,
        "name": "韩书记",
        "operator": False,
        "administrator": True,
        "defaults": Defaults("Asia/Shanghai", "zh"),
        **other,
    }
    return await store.write(villages.set_up, **given)


async def test_two_administrators_at_once_set_up_one_village(store: Store) -> None:
    ended = await asyncio.gather(set_up(store), set_up(store, by=WANG, name="王大妈"), return_exceptions=True)
    assert [e.reason for e in ended if isinstance(e, Refused)] == ["already-set-up"]
    assert len(await store.read(people.with_role, VillageId(1))) == 1


async def test_neither_administrator_nor_operator_sets_up_nothing(store: Store) -> None:
    with pytest.raises(Refused, match="not-administrator"):
        await set_up(store, administrator=False)


async def test_a_title_that_cannot_be_seen_becomes_a_number(store: Store) -> None:
    assert (await set_up(store, title="\u200b\u202e")).village.title == "#1001"
    assert len((await set_up(store, title="村" * 200, chat_id=-7)).village.title) == villages.LONGEST_TITLE


async def test_a_strange_group_is_told_once_in_a_day(store: Store) -> None:
    told = await asyncio.gather(*(store.write(villages.hint, now=NOW, chat_id=-5) for _ in range(10)))
    assert told.count(True) == 1
    almost = NOW + villages.HINT_AGAIN - timedelta(seconds=1)
    assert not await store.write(villages.hint, now=almost, chat_id=-5)
    assert await store.write(villages.hint, now=NOW + villages.HINT_AGAIN, chat_id=-5)
    assert await store.write(villages.hint, now=NOW, chat_id=-6)


async def test_the_groups_language_is_its_organisers_choice(store: Store) -> None:
    village = (await set_up(store)).village
    await store.write(people.belong, village.id, WANG, "王大妈")
    for nobody in (WANG, UserId(77)):
        with pytest.raises(Refused, match="not-organiser"):
            await store.write(villages.speak, now=NOW, village_id=village.id, by=nobody, operator=False, language="en")
    done = await store.write(villages.speak, now=NOW, village_id=village.id, by=HAN, operator=False, language="en")
    assert done.language == "en"
    done = await store.write(villages.speak, now=NOW, village_id=village.id, by=LIN, operator=True, language="zh")
    assert done.language == "zh"


async def test_the_state_of_a_village_is_for_those_who_organise_there(store: Store) -> None:
    village = (await set_up(store)).village
    await store.write(people.belong, village.id, WANG, "王大妈")
    await store.write(
        roles.appoint,
        now=NOW,
        village_id=village.id,
        by=LIN,
        operator=True,
        user_id=UserId(3),
        name="周社工",
        role=Role.WORKER,
    )

    async def an_open_call(tx: Tx) -> None:
        han = await people.of_user(tx, village.id, HAN)
        assert han is not None
        call = await calls.add_draft(
            tx, village_id=village.id, number=1, zone="Asia/Shanghai", created_by=han.id, now=NOW, meet_at=NOW
        )
        await calls.amend(tx, call, state="open")

    await store.write(an_open_call)
    (state,) = await store.read(villages.states, by=HAN, operator=False)
    assert (state.officials, state.workers, state.known, state.open_calls) == (("韩书记",), ("周社工",), 3, 1)
    assert state.role is Role.OFFICIAL
    assert await store.read(villages.states, by=WANG, operator=False) == []
    assert [s.role for s in await store.read(villages.states, by=LIN, operator=True)] == [None]


async def test_the_operator_hears_of_updates_that_were_set_aside(store: Store) -> None:
    await store.write(updates.park, 42, 7, "message", "ValueError", NOW)
    assert (await store.read(villages.trouble)).parked == 1


async def test_the_privacy_line_is_due_once_in_a_life(store: Store) -> None:
    assert (await store.write(comings.arrive, user_id=WANG, name="王大妈")).first
    assert not (await store.write(comings.arrive, user_id=WANG, name="王大妈")).first


async def test_unblocking_before_the_first_start_opens_nothing(store: Store) -> None:
    await store.write(comings.unblock, user_id=WANG, name="王大妈")
    assert (await store.write(comings.arrive, user_id=WANG, name="王大妈")).first
