"""Signing up and leaving on a real database: exact places, fair order, promises written with the facts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.calls import CallId, CallState
from domain.people import PersonId, UserId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import SignupState, Source
from storage import calls, outbox, people, signups, tables
from storage.store import Store
from storage.tx import Tx
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, MEET, NAMES, Cast
from usecases import keepers, offers
from usecases import signups as acts
from usecases.keepers import Entered
from usecases.signups import Answer, Outcome

NIGHT = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)
"""20:00 the evening before: when the evening reminder is due."""
TEN = datetime(2026, 7, 10, 14, 0, tzinfo=UTC)
"""22:00: nobody is asked in the night."""
NOON = EVENING - timedelta(hours=8, minutes=30)


async def join(
    cast: Cast, call_id: CallId, key: str, *, party: int | None = None, now: datetime = EVENING, chat_id: int = GROUP
) -> Answer:
    return await cast.store.write(
        acts.join,
        now=now,
        call_id=call_id,
        user_id=IDS[key],
        name=NAMES[key],
        chat_id=chat_id,
        source=Source.BUTTON,
        timing=HABITS.timing,
        party=party,
    )


async def leave(cast: Cast, call_id: CallId, key: str, *, now: datetime = EVENING) -> Answer:
    return await cast.store.write(
        acts.leave,
        now=now,
        call_id=call_id,
        user_id=IDS[key],
        name=NAMES[key],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
    )


async def comes(cast: Cast, call_id: CallId, key: str, *, now: datetime = EVENING) -> None:
    """Whoever is offered a place takes it."""
    person = await cast.who(key)
    mine = await cast.store.read(signups.of_person, call_id, person.id)
    assert mine is not None
    facts: dict[str, Any] = {"now": now, "call_id": call_id, "signup_id": mine.id, "user_id": IDS[key], "comes": True}
    await cast.store.write(offers.answer, **facts, timing=HABITS.timing)


async def enter_for(cast: Cast, call_id: CallId, key: str, *names: str) -> Entered:
    return await cast.store.write(
        keepers.join_for,
        now=EVENING,
        call_id=call_id,
        user_id=IDS[key],
        name=NAMES[key],
        chat_id=GROUP,
        names=names,
        source=Source.REPLY,
        timing=HABITS.timing,
    )


async def take_off(cast: Cast, call_id: CallId, key: str, *names: str) -> Entered:
    return await cast.store.write(
        keepers.leave_for,
        now=EVENING,
        call_id=call_id,
        user_id=IDS[key],
        name=NAMES[key],
        chat_id=GROUP,
        names=names,
        timing=HABITS.timing,
    )


async def listed(cast: Cast, call_id: CallId) -> dict[str, tuple[str, int]]:
    return {s.name: (s.state.value, s.party) for s in await cast.store.read(signups.of_call, call_id)}


def slots(rows: Iterable[Any], person_id: int) -> list[str]:
    return [row.dedupe for row in rows if f":{person_id}:" in row.dedupe]


async def test_a_villager_gets_a_place_and_the_card_is_drawn_anew(cast: Cast) -> None:
    call_id = await cast.call()
    answer = await join(cast, call_id, "wang")
    assert (answer.outcome, answer.first) == (Outcome.PLACE, True)
    assert await listed(cast, call_id) == {"王大妈": ("confirmed", 1)}
    assert len(await cast.promised(Kind.CARD)) == 1


async def test_a_double_tap_is_one_sign_up(cast: Cast) -> None:
    call_id = await cast.call()
    outcomes = {a.outcome for a in await asyncio.gather(join(cast, call_id, "wang"), join(cast, call_id, "wang"))}
    assert outcomes == {Outcome.PLACE, Outcome.ALREADY}
    assert len(await cast.store.read(signups.of_call, call_id)) == 1


async def test_who_comes_after_the_last_place_waits_in_order(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    await join(cast, call_id, "wang")
    await join(cast, call_id, "li", party=1)
    first, second = await join(cast, call_id, "sun", party=2), await join(cast, call_id, "qian")
    assert (first.outcome, first.ahead) == (Outcome.WAITING, 0)
    assert (second.outcome, second.ahead) == (Outcome.WAITING, 2)
    again = await join(cast, call_id, "qian")
    assert (again.outcome, again.ahead) == (Outcome.ALREADY_WAITING, 2)


async def test_two_hundred_at_once_get_exactly_twelve_places(cast: Cast) -> None:
    call_id = await cast.call(needed=12)

    async def tap(number: int, store: Store) -> Answer:
        return await store.write(
            acts.join,
            now=EVENING,
            call_id=call_id,
            user_id=UserId(50_000 + number),
            name=f"村民{number}",
            chat_id=GROUP,
            source=Source.BUTTON,
            timing=HABITS.timing,
        )

    # Four stores write as four processes would: nothing but the database is between them.
    async with (
        Store.open(cast.store.engine.url.render_as_string(hide_password=False)) as second,
        Store.open(cast.store.engine.url.render_as_string(hide_password=False)) as third,
        Store.open(cast.store.engine.url.render_as_string(hide_password=False)) as fourth,
    ):
        doors = (cast.store, second, third, fourth)
        answers = await asyncio.gather(*(tap(n, doors[n % 4]) for n in range(200)))
    placed = [a for a in answers if a.outcome is Outcome.PLACE]
    waiting = [a for a in answers if a.outcome is Outcome.WAITING]
    assert (len(placed), len(waiting)) == (12, 188)
    rows = await cast.store.read(signups.of_call, call_id)
    assert [row.queue for row in rows] == list(range(1, 201))
    assert [row.state for row in rows] == [SignupState.CONFIRMED] * 12 + [SignupState.WAITLISTED] * 188
    assert sorted(a.ahead for a in waiting) == list(range(188))
    reminded = {json.loads(row.payload)["person"] for row in await cast.promised(Kind.REMINDER)}
    assert reminded == {a.person.id for a in placed}


async def test_joining_and_leaving_at_once_keeps_the_places(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    for key in ("wang", "li", "sun"):
        await join(cast, call_id, key)
    await asyncio.gather(
        leave(cast, call_id, "wang"),
        join(cast, call_id, "qian"),
        join(cast, call_id, "wu", party=2),
        leave(cast, call_id, "li"),
        join(cast, call_id, "wang"),
    )
    rows = await cast.store.read(signups.of_call, call_id)
    assert sum(s.party for s in rows if s.state is SignupState.CONFIRMED) <= 3
    waiting = [s.queue for s in rows if s.state is SignupState.WAITLISTED]
    assert waiting == sorted(waiting)


async def test_the_place_of_who_leaves_is_offered_to_the_first_who_waits(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    for key in ("wang", "li", "sun"):
        await join(cast, call_id, key)
    assert (await leave(cast, call_id, "wang")).outcome is Outcome.LEFT
    assert await listed(cast, call_id) == {
        "王大妈": ("withdrawn", 1),
        "李婶": ("offered", 1),
        "孙玉梅": ("waitlisted", 1),
    }
    (news,) = await cast.promised(Kind.OFFER)
    assert (news.chat_id, news.due_at, news.expires_at) == (IDS["li"], EVENING, TEN)
    assert await cast.promised(Kind.MOVED_UP) == []


async def test_nobody_overtakes_a_party_that_does_not_fit(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    await join(cast, call_id, "wang", party=3)
    await join(cast, call_id, "li", party=3)
    await join(cast, call_id, "sun")
    await join(cast, call_id, "wang", party=1)
    assert (await listed(cast, call_id))["孙玉梅"] == ("waitlisted", 1)
    await leave(cast, call_id, "li")
    assert (await listed(cast, call_id))["孙玉梅"] == ("offered", 1)


async def test_who_moved_up_is_reminded_and_who_left_is_not(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    wang, li = await cast.who("wang"), await cast.who("li")
    await join(cast, call_id, "wang", now=NOON)
    await join(cast, call_id, "li", now=NOON)
    assert len(slots(await cast.promised(Kind.REMINDER), wang.id)) == 2
    assert slots(await cast.promised(Kind.REMINDER), li.id) == []
    await leave(cast, call_id, "wang", now=NOON)
    assert await cast.promised(Kind.REMINDER) == []
    await comes(cast, call_id, "li", now=NOON)
    rows = await cast.promised(Kind.REMINDER)
    assert slots(rows, wang.id) == []
    assert slots(rows, li.id) == [f"remind:{call_id}:{li.id}:evening:1", f"remind:{call_id}:{li.id}:soon:1"]


async def test_who_moves_up_after_the_evening_hears_it_once(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    await join(cast, call_id, "wang")
    await join(cast, call_id, "li")
    await leave(cast, call_id, "wang")
    await comes(cast, call_id, "li")
    li = await cast.who("li")
    assert slots(await cast.promised(Kind.REMINDER), li.id) == [f"remind:{call_id}:{li.id}:soon:1"]
    assert await cast.promised(Kind.OFFER) == await cast.promised(Kind.OFFER_LAPSES) == []


async def test_an_offered_villager_who_leaves_gets_no_offer(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    await join(cast, call_id, "wang")
    await join(cast, call_id, "li")
    await leave(cast, call_id, "wang")
    await leave(cast, call_id, "li")
    assert await cast.promised(Kind.OFFER) == await cast.promised(Kind.OFFER_LAPSES) == []


async def test_the_evening_reminder_comes_at_eight_or_at_once(cast: Cast) -> None:
    call_id = await cast.call()
    early, late = await join(cast, call_id, "wang", now=NOON), await join(cast, call_id, "li", now=EVENING)
    due = {row.dedupe: row.due_at for row in await cast.promised(Kind.REMINDER)}
    assert due[f"remind:{call_id}:{early.person.id}:evening:1"] == NIGHT
    assert due[f"remind:{call_id}:{late.person.id}:evening:1"] == EVENING
    assert due[f"remind:{call_id}:{late.person.id}:soon:1"] == MEET - timedelta(minutes=30)
    assert (early.reminded, late.reminded) == (False, True)


async def test_somebody_without_a_private_chat_is_offered_one_once(cast: Cast) -> None:
    call_id = await cast.call()
    answer = await join(cast, call_id, "zhang")
    assert (answer.first, answer.person.reachable, answer.reminded) == (True, False, False)
    await leave(cast, call_id, "zhang")
    assert (await join(cast, call_id, "zhang")).first is False


async def test_who_comes_back_waits_behind_those_who_stayed(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    for key in ("wang", "li", "sun"):
        await join(cast, call_id, key)
    await leave(cast, call_id, "li")
    assert (await join(cast, call_id, "li")).ahead == 1


async def test_a_party_may_grow_while_places_are_free(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    await join(cast, call_id, "wang")
    assert (await join(cast, call_id, "wang", party=3)).outcome is Outcome.RESIZED
    with pytest.raises(Refused, match="party-does-not-fit") as refused:
        await join(cast, call_id, "wang", party=4)
    assert refused.value.facts == {"free": 0}
    assert await listed(cast, call_id) == {"王大妈": ("confirmed", 3)}


async def test_a_party_does_not_grow_past_those_who_wait(cast: Cast) -> None:
    call_id = await cast.call(needed=4)
    await join(cast, call_id, "wang", party=3)
    await join(cast, call_id, "li", party=2)
    with pytest.raises(Refused, match="party-does-not-fit"):
        await join(cast, call_id, "wang", party=4)


async def test_a_smaller_party_makes_room_for_the_next_one(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    await join(cast, call_id, "wang", party=3)
    await join(cast, call_id, "li")
    await join(cast, call_id, "wang", party=2)
    assert await listed(cast, call_id) == {"王大妈": ("confirmed", 2), "李婶": ("offered", 1)}


@pytest.mark.parametrize("party", [0, -1, 16, 10**9])
async def test_a_party_is_one_to_fifteen(cast: Cast, party: int) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="party-size"):
        await join(cast, call_id, "wang", party=party)
    assert await listed(cast, call_id) == {}


async def test_nobody_joins_or_leaves_after_the_start(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang", now=MEET - timedelta(microseconds=1))
    with pytest.raises(Refused, match="call-started"):
        await join(cast, call_id, "li", now=MEET)
    with pytest.raises(Refused, match="call-started-leave"):
        await leave(cast, call_id, "wang", now=MEET)
    assert await listed(cast, call_id) == {"王大妈": ("confirmed", 1)}


async def test_who_signs_up_in_the_last_half_hour_is_reminded_at_once(cast: Cast) -> None:
    call_id = await cast.call()
    now = MEET - timedelta(minutes=10)
    assert (await join(cast, call_id, "wang", now=now)).reminded
    (row,) = await cast.promised(Kind.REMINDER)
    assert (row.due_at, row.expires_at) == (now, MEET)


@pytest.mark.parametrize(("state", "reason"), [("done", "call-done"), ("cancelled", "call-cancelled")])
async def test_an_ended_call_takes_nobody(cast: Cast, state: str, reason: str) -> None:
    call_id = await cast.call()
    await cast.store.write(calls.amend, call_id, state=CallState(state))
    for action in (join, leave):
        with pytest.raises(Refused, match=reason):
            await action(cast, call_id, "wang")


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.DISCARDED])
async def test_a_draft_is_nobodys_business(cast: Cast, state: CallState) -> None:
    call_id = await cast.call()
    await cast.store.write(calls.amend, call_id, state=state)
    with pytest.raises(Refused, match="not-found"):
        await join(cast, call_id, "wang")


@pytest.mark.parametrize("offset", [0, 1, 10**6])
async def test_a_stranger_learns_nothing_of_a_call(cast: Cast, offset: int) -> None:
    call_id = CallId(await cast.call() + offset)

    async def knock(tx: Tx) -> Answer:
        return await acts.join(
            tx,
            now=EVENING,
            call_id=call_id,
            user_id=UserId(77),
            name="路人",
            chat_id=-5,
            source=Source.BUTTON,
            timing=HABITS.timing,
        )

    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(knock)
    assert await cast.store.read(people.memberships, UserId(77)) == []


async def test_whoever_sees_the_card_in_the_group_may_tap(cast: Cast) -> None:
    call_id = await cast.call()
    answer = await cast.store.write(
        acts.join,
        now=EVENING,
        call_id=call_id,
        user_id=UserId(77),
        name="新来的",
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
    )
    assert (answer.outcome, answer.person.name) == (Outcome.PLACE, "新来的")


async def test_i_cannot_come_is_kept_and_may_be_taken_back(cast: Cast) -> None:
    call_id = await cast.call()
    assert (await leave(cast, call_id, "wang")).outcome is Outcome.DECLINED
    assert (await leave(cast, call_id, "wang")).outcome is Outcome.ALREADY_AWAY
    assert (await join(cast, call_id, "wang")).outcome is Outcome.PLACE


async def test_who_walked_in_is_there_already(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", state=SignupState.WALK_IN)
    assert (await join(cast, call_id, "wang")).outcome is Outcome.ALREADY_HERE
    assert (await leave(cast, call_id, "wang")).outcome is Outcome.ALREADY_HERE


async def test_a_keeper_enters_neighbours_under_their_names(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    entered = await enter_for(cast, call_id, "wang", "李奶奶", "赵爷爷", "李奶奶", "孙爷爷")
    assert (entered.placed, entered.waiting) == (("李奶奶", "赵爷爷"), ("孙爷爷",))
    again = await enter_for(cast, call_id, "wang", "李奶奶")
    assert again.already == ("李奶奶",)
    wang = await cast.who("wang")
    assert {s.entered_by for s in await cast.store.read(signups.of_call, call_id)} == {wang.id}
    reminded = {json.loads(row.payload)["person"] for row in await cast.promised(Kind.REMINDER)}
    assert reminded == {wang.id}, "one reminder for all, to whom they are near"


async def test_only_the_keeper_or_an_organiser_takes_a_neighbour_off(cast: Cast) -> None:
    call_id = await cast.call()
    await enter_for(cast, call_id, "wang", "李奶奶", "赵爷爷")
    await join(cast, call_id, "sun")
    with pytest.raises(Refused, match="not-yours"):
        await take_off(cast, call_id, "li", "李奶奶")
    with pytest.raises(Refused, match="not-yours"):
        await take_off(cast, call_id, "wang", "孙玉梅")
    assert (await take_off(cast, call_id, "wang", "李奶奶")).gone == ("李奶奶",)
    assert (await take_off(cast, call_id, "zhou", "赵爷爷")).gone == ("赵爷爷",)


async def test_a_place_for_a_neighbour_without_a_phone_is_offered_to_their_keeper(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    await join(cast, call_id, "wang")
    await enter_for(cast, call_id, "li", "李奶奶")
    await leave(cast, call_id, "wang")
    (news,) = await cast.promised(Kind.OFFER)
    assert news.chat_id == IDS["li"]
    assert await cast.promised(Kind.REMINDER) == []


@pytest.mark.parametrize("names", [(), ("\u200b", " ")])
async def test_a_keeper_must_name_somebody(cast: Cast, names: tuple[str, ...]) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="no-names"):
        await enter_for(cast, call_id, "wang", *names)
    with pytest.raises(Refused, match="party-size"):
        await enter_for(cast, call_id, "wang", *(f"邻居{n}" for n in range(16)))


async def test_who_leaves_the_group_frees_their_places(cast: Cast) -> None:
    first, second = await cast.call(needed=1), await cast.call(needed=1)
    begun = await cast.call(needed=1, meet_local=datetime(2026, 7, 10, 20, 0))  # noqa: DTZ001 - a wall time
    for call_id in (first, second):
        await join(cast, call_id, "wang")
        await join(cast, call_id, "li")
    await cast.enter(begun, "wang")
    wang = await cast.who("wang")
    left = await cast.store.write(acts.leave_all, now=EVENING, person_id=wang.id, timing=HABITS.timing)
    assert {call.id for call in left} == {first, second}
    assert (await listed(cast, first))["李婶"] == ("offered", 1)
    assert (await listed(cast, begun))["王大妈"] == ("confirmed", 1)
    assert len(await cast.promised(Kind.OFFER)) == 2


async def test_nobody_unknown_leaves_anything(cast: Cast) -> None:
    assert await cast.store.write(acts.leave_all, now=EVENING, person_id=PersonId(999), timing=HABITS.timing) == []


async def test_two_of_one_name_are_two_people(cast: Cast) -> None:
    call_id = await cast.call()
    for user_id in (901, 902):
        await cast.store.write(
            acts.join,
            now=EVENING,
            call_id=call_id,
            user_id=UserId(user_id),
            name="张伟",
            chat_id=GROUP,
            source=Source.BUTTON,
            timing=HABITS.timing,
        )
    assert len(await cast.store.read(signups.of_call, call_id)) == 2


async def test_a_refused_sign_up_leaves_nothing_behind(cast: Cast) -> None:
    call_id = await cast.call()
    before = len(await cast.promised())
    with pytest.raises(Refused):
        await join(cast, call_id, "wang", party=99)

    async def marks(tx: Tx) -> int:
        return int(await tx.value(select(func.count()).select_from(tables.signup)))

    assert await cast.store.read(marks) == 0
    assert len(await cast.promised()) == before


async def test_a_reminder_sent_is_not_sent_again_after_leaving_and_coming_back(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    await cast.keep_promises(EVENING)
    await leave(cast, call_id, "wang")
    await join(cast, call_id, "wang")
    wang = await cast.who("wang")
    assert slots(await cast.promised(Kind.REMINDER), wang.id) == [f"remind:{call_id}:{wang.id}:soon:1"]
    assert await cast.store.read(outbox.fates, f"remind:{call_id}:{wang.id}:") == {"sent": 1, "waiting": 1}
