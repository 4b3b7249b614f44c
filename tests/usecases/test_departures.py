"""Somebody with a place leaves the group: who posted the call learns it, once, with how many places are free."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from domain.people import Role
from domain.promises import Kind
from domain.signups import SignupState
from storage import calls, people
from tests.usecases.cast import EVENING, HABITS, IDS, MEET, Cast
from usecases import departures, signups


async def gone(cast: Cast, key: str) -> None:
    person = await cast.who(key)
    await cast.store.write(signups.leave_all, now=EVENING, person_id=person.id, timing=HABITS.timing)


async def readers(cast: Cast) -> list[int]:
    return sorted(row.chat_id for row in await cast.promised(Kind.LEFT))


async def test_the_one_who_posted_the_call_is_told_and_nobody_else(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    await cast.enter(call_id, "wang", party=2)
    await gone(cast, "wang")
    (row,) = await cast.promised(Kind.LEFT)
    assert (row.chat_id, row.expires_at) == (IDS["han"], MEET)
    payload = json.loads(row.payload)
    told = await cast.store.read(
        departures.told_of, call_id=call_id, person_id=payload["person"], to=payload["organiser"]
    )
    assert told is not None
    assert (told.gone.name, told.party, told.face.tally.confirmed, told.face.tally.needed) == ("王大妈", 2, 0, 3)


async def test_when_the_poster_is_no_official_any_more_every_official_is_told(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.store.write(people.set_role, (await cast.who("han")).id, None, by=IDS["liu"], now=EVENING)
    await gone(cast, "wang")
    assert await readers(cast) == sorted([IDS["liu"], IDS["zhao"]])


async def test_an_official_who_leaves_is_not_told_of_it_himself(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "han")
    await gone(cast, "han")
    assert await readers(cast) == sorted([IDS["liu"], IDS["zhao"]])


@pytest.mark.parametrize("state", [SignupState.WAITLISTED, SignupState.DECLINED])
async def test_of_somebody_without_a_place_nothing_is_told(cast: Cast, state: SignupState) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", state=state)
    await gone(cast, "wang")
    assert await readers(cast) == []


async def test_the_line_is_no_longer_true_when_they_are_back_or_the_reader_organises_no_more(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    wang, han = await cast.who("wang"), await cast.who("han")
    facts = {"call_id": call_id, "person_id": wang.id, "to": han.id}
    assert await cast.store.read(departures.told_of, **facts) is None, "still on the list"  # type: ignore[arg-type]
    await gone(cast, "wang")
    assert await cast.store.read(departures.told_of, **facts) is not None  # type: ignore[arg-type]
    await cast.store.write(people.set_role, han.id, None, by=IDS["liu"], now=EVENING)
    assert await cast.store.read(departures.told_of, **facts) is None  # type: ignore[arg-type]


async def test_a_call_without_a_time_promises_no_line(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.store.write(calls.amend, call_id, meet_at=None)
    await gone(cast, "wang")
    assert await readers(cast) == []


async def test_coming_back_and_leaving_again_is_told_again(cast: Cast) -> None:
    call_id = await cast.call()
    for minutes in (0, 5):
        await cast.enter(call_id, "wang")
        wang = await cast.who("wang")
        now = EVENING + timedelta(minutes=minutes)
        await cast.store.write(signups.leave_all, now=now, person_id=wang.id, timing=HABITS.timing)
    assert await readers(cast) == [IDS["han"], IDS["han"]]


async def test_a_worker_who_posted_hears_of_it(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(calls.amend, call_id, created_by=(await cast.who("zhou")).id)
    await cast.enter(call_id, "wang")
    await gone(cast, "wang")
    assert await readers(cast) == [IDS["zhou"]]
    assert (await cast.who("zhou")).role is Role.WORKER
