"""Offers on a real database: held, taken, turned down, lapsed, given; each refusal, boundary and race once."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calls import CallId
from domain.people import UserId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import Signup, SignupState, Source
from storage import people, signups
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, MEET, NAMES, OFFICIALS, WORKERS, Cast
from usecases import attendance, closing, keepers, offers
from usecases import signups as acts

TEN = datetime(2026, 7, 10, 14, 0, tzinfo=UTC)
"""22:00 the evening before the meeting at 06:00."""


def who(call_id: CallId, key: str, now: datetime) -> dict[str, Any]:
    return {"now": now, "call_id": call_id, "user_id": IDS[key], "name": NAMES[key], "chat_id": GROUP}


SAID: dict[str, Any] = {"source": Source.BUTTON, "timing": HABITS.timing}


async def join(cast: Cast, call_id: CallId, key: str, now: datetime = EVENING) -> acts.Answer:
    return await cast.store.write(acts.join, **who(call_id, key, now), **SAID)


async def leave(cast: Cast, call_id: CallId, key: str, now: datetime = EVENING) -> acts.Answer:
    return await cast.store.write(acts.leave, **who(call_id, key, now), **SAID)


async def waiting_for_one(cast: Cast, *keys: str) -> CallId:
    """A call for one person: 王大妈 has the place, these wait."""
    call_id = await cast.call(needed=1)
    for key in ("wang", *keys):
        await join(cast, call_id, key)
    return call_id


async def states(cast: Cast, call_id: CallId) -> dict[str, str]:
    return {s.name: s.state.value for s in await cast.store.read(signups.of_call, call_id)}


async def line(cast: Cast, call_id: CallId, name: str) -> Signup:
    return next(s for s in await cast.store.read(signups.of_call, call_id) if s.name == name)


async def answer(
    cast: Cast, call_id: CallId, name: str, by: str, *, comes: bool = True, now: datetime = EVENING
) -> offers.Taken:
    facts: dict[str, Any] = {"now": now, "call_id": call_id, "signup_id": (await line(cast, call_id, name)).id}
    return await cast.store.write(offers.answer, **facts, user_id=IDS[by], comes=comes, timing=HABITS.timing)


async def give(cast: Cast, call_id: CallId, name: str, by: str = "han", now: datetime = TEN) -> offers.Taken:
    facts: dict[str, Any] = {"now": now, "call_id": call_id, "signup_id": (await line(cast, call_id, name)).id}
    return await cast.store.write(offers.give_place, **facts, by=IDS[by], timing=HABITS.timing)


async def strike(cast: Cast, now: datetime) -> None:
    for row in await cast.promised(Kind.OFFER_LAPSES):
        await cast.store.write(offers.lapse, json.loads(row.payload), now, HABITS.timing)


async def test_nobody_answers_for_another(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li")
    await leave(cast, call_id, "wang")
    for key in ("sun", "han"):
        with pytest.raises(Refused, match="not-your-offer"):
            await answer(cast, call_id, "李婶", key)
    assert (await states(cast, call_id))["李婶"] == "offered"


async def test_the_keeper_answers_and_nobody_else(cast: Cast) -> None:
    call_id = await waiting_for_one(cast)
    await cast.store.write(keepers.join_for, **who(call_id, "li", EVENING), **SAID, names=["李奶奶"])
    await leave(cast, call_id, "wang")
    with pytest.raises(Refused, match="not-your-offer"):
        await answer(cast, call_id, "李奶奶", "sun")
    assert (await answer(cast, call_id, "李奶奶", "li")).came


async def test_an_offer_lapses_at_its_deadline_and_not_before(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li")
    await leave(cast, call_id, "wang")
    await strike(cast, TEN - timedelta(microseconds=1))
    assert (await states(cast, call_id))["李婶"] == "offered"
    await strike(cast, TEN)
    assert (await states(cast, call_id))["李婶"] == "withdrawn"
    assert (await line(cast, call_id, "李婶")).left_at is None, "they gave no place up"
    with pytest.raises(Refused, match="offer-passed"):
        await answer(cast, call_id, "李婶", "li", now=TEN)


async def test_a_lapsed_offer_asks_the_organisers_about_the_next_in_the_night(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li", "sun")
    await leave(cast, call_id, "wang")
    await strike(cast, TEN)
    assert (await states(cast, call_id))["孙玉梅"] == "waitlisted"
    asked = {row.chat_id for row in await cast.promised(Kind.DECIDE)}
    assert asked == {IDS[key] for key in (*OFFICIALS, *WORKERS)}


async def test_whoever_came_has_answered_by_coming(cast: Cast) -> None:
    call_id = await cast.call(needed=1, meet_local=datetime(2026, 7, 10, 22, 0))  # noqa: DTZ001 - a wall time
    for key in ("wang", "li"):
        await join(cast, call_id, key)
    await leave(cast, call_id, "wang")
    await cast.store.write(attendance.arrive, **who(call_id, "li", EVENING))
    with pytest.raises(Refused, match="here-already"):
        await answer(cast, call_id, "李婶", "li", comes=False)
    (due,) = [row.due_at for row in await cast.promised(Kind.OFFER_LAPSES)]
    await strike(cast, due)
    assert (await states(cast, call_id))["李婶"] == "confirmed"


async def test_once_it_has_begun_an_offer_is_void(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li")
    await leave(cast, call_id, "wang")
    with pytest.raises(Refused, match="call-started"):
        await answer(cast, call_id, "李婶", "li", now=MEET)
    await strike(cast, MEET)  # the bot was away all night
    assert (await states(cast, call_id))["李婶"] == "waitlisted"


async def test_where_no_organiser_can_be_asked_the_first_in_line_has_the_place(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li", "sun")
    for key in (*OFFICIALS, *WORKERS):
        await cast.store.write(people.set_unreachable, IDS[key], "blocked")
    await leave(cast, call_id, "wang", TEN)
    assert await states(cast, call_id) == {"王大妈": "withdrawn", "李婶": "confirmed", "孙玉梅": "waitlisted"}
    assert [row.chat_id for row in await cast.promised(Kind.MOVED_UP)] == [IDS["li"]]


async def test_two_organisers_give_one_place_once(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li", "sun")
    await leave(cast, call_id, "wang", TEN)
    done = await asyncio.gather(
        give(cast, call_id, "李婶", "han"), give(cast, call_id, "孙玉梅", "liu"), return_exceptions=True
    )
    refused = [one for one in done if isinstance(one, Refused)]
    assert [one.reason for one in refused] == ["no-place-left"]
    assert sorted((await states(cast, call_id)).values()) == ["confirmed", "waitlisted", "withdrawn"]


async def test_the_second_of_two_organisers_hears_who_gave_the_place(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li")
    await leave(cast, call_id, "wang", TEN)
    await give(cast, call_id, "李婶", "han")
    with pytest.raises(Refused, match="place-given-by") as refused:
        await give(cast, call_id, "李婶", "liu")
    assert refused.value.facts == {"who": NAMES["han"], "whom": "李婶"}


async def test_a_place_is_given_by_organisers_only_and_only_to_who_waits(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li")
    with pytest.raises(Refused, match="not-organiser"):
        await give(cast, call_id, "李婶", "sun")
    with pytest.raises(Refused, match="no-place-left"):
        await give(cast, call_id, "李婶")
    with pytest.raises(Refused, match="has-place"):
        await give(cast, call_id, "王大妈")
    await leave(cast, call_id, "li")
    with pytest.raises(Refused, match="offer-passed"):
        await give(cast, call_id, "李婶")
    with pytest.raises(Refused, match="call-started"):
        await give(cast, call_id, "李婶", now=MEET)


async def test_leaving_late_is_marked_and_a_stand_in_helps_only_where_nobody_waits(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    for key in ("wang", "li", "sun"):
        await join(cast, call_id, key)
    assert not (await leave(cast, call_id, "wang")).alone, "孙玉梅 is asked"
    assert (await line(cast, call_id, "王大妈")).left_at == EVENING
    await answer(cast, call_id, "孙玉梅", "sun")
    assert (await leave(cast, call_id, "li")).alone
    other = await cast.call(needed=2)
    for key, now, alone in (
        ("wang", MEET - timedelta(hours=12), True),
        ("li", MEET - timedelta(hours=12, seconds=1), False),
    ):
        await join(cast, other, key, now)
        assert (await leave(cast, other, key, now)).alone is alone


async def test_an_offer_that_was_taken_is_taken_once(cast: Cast) -> None:
    call_id = await waiting_for_one(cast, "li")
    await leave(cast, call_id, "wang")
    await asyncio.gather(answer(cast, call_id, "李婶", "li"), answer(cast, call_id, "李婶", "li"))
    assert (await states(cast, call_id))["李婶"] == "confirmed"
    assert await cast.promised(Kind.OFFER_LAPSES) == []
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(
            offers.answer,
            now=EVENING,
            call_id=CallId(call_id + 1),
            signup_id=(await line(cast, call_id, "李婶")).id,
            user_id=UserId(IDS["li"]),
            comes=True,
            timing=HABITS.timing,
        )


async def test_the_end_of_the_work_leaves_nobody_waiting_for_an_answer(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    await cast.enter(call_id, "wang")
    await cast.enter(call_id, "li", state=SignupState.OFFERED)
    await cast.store.write(closing.finish, now=MEET + timedelta(hours=1), call_id=call_id, by=IDS["han"], habits=HABITS)
    found = {one.name: one for one in await cast.store.read(signups.of_call, call_id)}
    assert found[NAMES["li"]].state is SignupState.WAITLISTED
    assert not [row for row in await cast.promised() if row.dedupe.startswith(("offer:", "lapse:", "remind:"))]


async def test_whoever_comes_back_is_not_marked_as_having_left(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    (mine,) = await cast.store.read(signups.of_call, call_id)
    await cast.store.write(signups.change, mine.id, EVENING, state=SignupState.WITHDRAWN, left_at=EVENING)
    await cast.enter(call_id, "wang")
    (again,) = await cast.store.read(signups.of_call, call_id)
    assert (again.state, again.left_at) == (SignupState.CONFIRMED, None)
