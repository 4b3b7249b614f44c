"""The queries by noun: villages, people, calls and cards, sign-ups and marks, the two books, conversations."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.attendance import Attendance
from domain.calls import CallId, CallState
from domain.people import PersonId, Role, UserId, VillageId
from domain.rounds import RoundId
from domain.signups import SignupId, SignupState, Source
from storage import calls, ledger, people, rounds, signups, villages, wizards
from storage.store import Store
from storage.wizards import Seat
from tests.storage.books import NOW
from tests.usecases.cast import GROUP, IDS, Cast, settle

SEAT = Seat(1, -100, 7)


@pytest.fixture
async def cast(store: Store) -> Cast:
    return await settle(store)


@pytest.mark.parametrize("number", [0, 404, 2**31 - 1, 2**31, 2**63 - 1])
async def test_an_unknown_number_finds_nothing_on_either_engine(cast: Cast, number: int) -> None:
    ask: Any = cast.store.read
    for found in (
        await ask(villages.get, VillageId(number)),
        await ask(villages.of_chat, number),
        await ask(people.get, PersonId(number)),
        await ask(people.of_user, VillageId(number), UserId(number)),
        await ask(calls.get, CallId(number)),
        await cast.store.write(calls.lock, CallId(number)),
        await ask(calls.by_number, cast.village.id, number),
        await ask(calls.get_card, number),
        await ask(calls.card_at, GROUP, number),
        await ask(signups.get, SignupId(number)),
        await ask(signups.of_person, CallId(number), PersonId(number)),
        await ask(rounds.get, RoundId(number)),
    ):
        assert found is None


async def test_a_group_that_moves_keeps_its_village_and_posts_its_cards_afresh(cast: Cast) -> None:
    call_id = await cast.call()
    (card,) = await cast.store.read(calls.cards, call_id)
    await cast.store.write(calls.card_is, card.id, 55)
    found = await cast.store.read(calls.card_at, GROUP, 55)
    assert found is not None
    assert (found.id, found.message_id) == (card.id, 55)
    await cast.store.write(villages.move_chat, GROUP, -100777)
    moved = await cast.store.read(villages.of_chat, -100777)
    assert moved is not None
    assert moved.id == cast.village.id
    assert await cast.store.read(villages.of_chat, GROUP) is None
    again = await cast.store.read(calls.get_card, card.id)
    assert again is not None
    assert (again.chat_id, again.message_id) == (-100777, None)


async def test_call_numbers_are_given_out_once_also_to_two_at_once(cast: Cast, other: Store) -> None:
    doors = (cast.store, other)
    taken = await asyncio.gather(*(doors[n % 2].write(villages.next_call_number, cast.village.id) for n in range(10)))
    assert sorted(taken) == list(range(1, 11))


async def test_villages_are_found_by_those_who_belong(cast: Cast) -> None:
    second = await cast.store.write(
        villages.add,
        chat_id=-2,
        thread_id=9,
        title="上庄",
        zone="Asia/Urumqi",
        language="en",
        set_up_by=IDS["zhou"],
        now=NOW,
    )
    await cast.store.write(people.belong, second.id, IDS["zhou"], "周社工")
    assert await cast.store.read(villages.get, second.id) == second
    assert [v.id for v in await cast.store.read(villages.of_user, IDS["zhou"])] == [cast.village.id, second.id]
    assert [v.id for v in await cast.store.read(villages.of_user, IDS["wang"])] == [cast.village.id]
    assert len(await cast.store.read(villages.all_villages)) == 2
    await cast.store.write(villages.set_language, second.id, "zh")
    renamed = await cast.store.read(villages.get, second.id)
    assert renamed is not None
    assert renamed.language == "zh"


async def test_the_same_account_is_one_person_in_a_village_also_at_once(cast: Cast, other: Store) -> None:
    doors = (cast.store, other)
    met = await asyncio.gather(
        *(doors[n % 2].write(people.belong, cast.village.id, UserId(77), f"新来{n}") for n in range(6))
    )
    assert len({person.id for person in met}) == 1


async def test_who_left_and_comes_back_is_the_same_person(cast: Cast) -> None:
    wang = await cast.who("wang")
    before = await cast.store.read(people.count, cast.village.id)
    await cast.store.write(people.set_left, wang.id, NOW)
    assert await cast.store.read(people.memberships, IDS["wang"]) == []
    assert await cast.store.read(people.count, cast.village.id) == before - 1
    back = await cast.store.write(people.belong, cast.village.id, IDS["wang"], "王桂英")
    assert (back.id, back.name) == (wang.id, "王桂英")
    assert len(await cast.store.read(people.memberships, IDS["wang"])) == 1


async def test_a_neighbour_without_a_phone_is_nobody_with_one(cast: Cast) -> None:
    first = await cast.store.write(people.add, cast.village.id, "王大妈")
    assert first != (await cast.who("wang")).id
    neighbour = await cast.store.read(people.get, first)
    assert neighbour is not None
    assert (neighbour.user_id, neighbour.reachable, neighbour.role) == (None, False, None)


async def test_a_bounce_is_remembered_until_they_write_in_private(cast: Cast) -> None:
    await cast.store.write(people.set_unreachable, IDS["wang"], "blocked")
    assert not (await cast.who("wang")).reachable
    await cast.store.write(people.meet, IDS["wang"], "王大妈")
    assert not (await cast.who("wang")).reachable, "a tap in the group does not open the private chat"
    await cast.store.write(people.open_private, IDS["wang"])
    assert (await cast.who("wang")).reachable
    await cast.store.write(people.set_unreachable, IDS["wang"], "never-opened")
    await cast.store.write(people.meet, IDS["wang"], "王大妈")
    assert not (await cast.who("wang")).reachable
    assert not await cast.store.read(people.has_opened, IDS["wang"])
    await cast.store.write(people.open_private, IDS["wang"])
    assert (await cast.who("wang")).reachable


async def test_a_language_is_kept_for_the_account(cast: Cast) -> None:
    assert await cast.store.read(people.language_of, IDS["wang"]) is None
    await cast.store.write(people.set_language, IDS["wang"], "en")
    assert (await cast.who("wang")).language == await cast.store.read(people.language_of, IDS["wang"]) == "en"


async def test_officials_and_workers_are_found_by_role_while_they_stay(cast: Cast) -> None:
    han, zhou = await cast.who("han"), await cast.who("zhou")
    assert han.id in [p.id for p in await cast.store.read(people.with_role, cast.village.id)]
    assert zhou.id not in [p.id for p in await cast.store.read(people.with_role, cast.village.id, Role.OFFICIAL)]
    await cast.store.write(people.set_role, zhou.id, None, by=IDS["han"], now=NOW)
    await cast.store.write(people.set_left, han.id, NOW)
    left = {p.id for p in await cast.store.read(people.with_role, cast.village.id)}
    assert not {han.id, zhou.id} & left
    known = await cast.store.read(people.many, [han.id, zhou.id, PersonId(404)])
    assert set(known) == {han.id, zhou.id}


async def test_an_invitation_is_used_once_also_by_two_at_once(cast: Cast, other: Store) -> None:
    await cast.store.write(
        people.invite,
        token_hash="h",
        village_id=cast.village.id,
        role=Role.WORKER,
        created_by=IDS["zhou"],
        expires_at=NOW + timedelta(hours=1),
    )
    used = await asyncio.gather(
        cast.store.write(people.take_invitation, "h", UserId(1), NOW),
        other.write(people.take_invitation, "h", UserId(2), NOW),
    )
    assert [one for one in used if one] == [(cast.village.id, Role.WORKER, IDS["zhou"])]
    await cast.store.write(people.drop_invitation, "h")
    await cast.store.write(people.void_invitations, cast.village.id, IDS["zhou"])
    assert await cast.store.write(people.take_invitation, "h", UserId(3), NOW) is None


@pytest.mark.parametrize("how", ["expired", "dropped", "voided", "unknown"])
async def test_an_invitation_that_ended_lets_nobody_in(cast: Cast, how: str) -> None:
    await cast.store.write(
        people.invite,
        token_hash="h",
        village_id=cast.village.id,
        role=Role.OFFICIAL,
        created_by=IDS["han"],
        expires_at=NOW,
    )
    if how == "dropped":
        await cast.store.write(people.drop_invitation, "h")
    if how == "voided":
        await cast.store.write(people.void_invitations, cast.village.id, IDS["han"])
    early = NOW - timedelta(microseconds=1)
    when = NOW if how == "expired" else early
    token = "x" if how == "unknown" else "h"
    assert await cast.store.write(people.take_invitation, token, UserId(1), when) is None
    if how == "expired":
        assert await cast.store.write(people.take_invitation, token, UserId(1), early) is not None


async def test_calls_are_listed_by_state_and_open_ones_by_who_belongs(cast: Cast) -> None:
    first, second = await cast.call(), await cast.call()
    await cast.store.write(calls.amend, second, state=CallState.CANCELLED)
    listed = await cast.store.read(calls.of_village, cast.village.id)
    assert [call.id for call in listed] == [second, first]
    assert [c.id for c in await cast.store.read(calls.of_village, cast.village.id, CallState.OPEN)] == [first]
    assert [c.id for c in await cast.store.read(calls.open_of_user, IDS["wang"])] == [first]
    assert await cast.store.read(calls.open_of_user, UserId(404)) == []
    found = await cast.store.read(calls.by_number, cast.village.id, 1)
    assert found is not None
    assert found.id == first


async def test_the_queue_rises_and_a_newcomer_goes_to_its_end(cast: Cast) -> None:
    call_id = await cast.call()
    for key in ("wang", "li", "wang"):
        await cast.enter(call_id, key)
    rows = await cast.store.read(signups.of_call, call_id)
    assert [(row.name, row.queue) for row in rows] == [("李婶", 2), ("王大妈", 3)]
    changed = rows[0]
    await cast.store.write(signups.change, changed.id, NOW, state=SignupState.WITHDRAWN, note="病了")
    got = await cast.store.read(signups.get, changed.id)
    assert got is not None
    assert (got.state, got.note, got.queue, got.source) == (SignupState.WITHDRAWN, "病了", 2, Source.BUTTON)


async def test_the_newest_mark_holds_and_the_older_ones_stay(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.enter(call_id, "li")
    wang, han = await cast.who("wang"), await cast.who("han")
    mine = await cast.store.read(signups.of_person, call_id, wang.id)
    assert mine is not None
    for state, by in ((Attendance.CAME, wang), (Attendance.NO_SHOW, han)):
        await cast.store.write(
            signups.mark, mine.id, state, arrived_at=NOW if state.present else None, set_by=by.id, now=NOW
        )
    lines = await cast.store.read(signups.attendance, call_id)
    assert [(line.signup.name, line.mark and line.mark.state) for line in lines] == [
        ("王大妈", Attendance.NO_SHOW),
        ("李婶", None),
    ]
    history = await cast.store.read(signups.history, mine.id)
    assert [(mark.state, mark.set_by) for mark in history] == [
        (Attendance.CAME, wang.id),
        (Attendance.NO_SHOW, han.id),
    ]


async def test_a_conversation_is_remembered_until_there_is_nothing_to_remember(store: Store) -> None:
    assert await store.read(wizards.load, SEAT) == (None, {})
    for state, memory in (("asking", {"a": 1}), ("asked", {"菜": "园"}), (None, {"kept": True})):
        await store.write(wizards.save, SEAT, state, memory, NOW)
        assert await store.read(wizards.load, SEAT) == (state, memory)
    assert await store.read(wizards.load, Seat(1, -100, 7, 5)) == (None, {})
    assert await store.read(wizards.load, Seat(2, -100, 7)) == (None, {})
    await store.write(wizards.save, SEAT, None, {}, NOW)
    assert await store.write(wizards.purge, NOW + timedelta(days=1)) == 0


async def test_a_conversation_nobody_goes_on_with_is_forgotten(store: Store) -> None:
    await store.write(wizards.save, SEAT, "asking", {}, NOW)
    assert await store.write(wizards.purge, NOW) == 0
    assert await store.write(wizards.purge, NOW + timedelta(microseconds=1)) == 1
    assert await store.read(wizards.load, SEAT) == (None, {})


async def test_the_book_of_jobs_keeps_the_last_time(store: Store) -> None:
    assert await store.read(ledger.last_ran, "backup") is None
    for hours in (0, 2):
        await store.write(ledger.ran, "backup", NOW + timedelta(hours=hours))
    assert await store.read(ledger.last_ran, "backup") == NOW + timedelta(hours=2)


async def test_the_ledger_tells_who_did_a_deed_last(store: Store) -> None:
    for actor in (5, 2**63 - 1):
        await store.write(ledger.note, "publish", now=NOW, actor=actor, village_id=1, call=7)
    assert await store.read(ledger.last_actor, "publish", village_id=1, call=7) == 2**63 - 1
    for village_id, call in ((2, 7), (1, 8)):
        assert await store.read(ledger.last_actor, "publish", village_id=village_id, call=call) is None
