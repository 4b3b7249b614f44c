"""Which call 签到 means: one that may be checked in to now; organisers also tick what has just ended."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.attendance import EARLY
from domain.people import UserId
from domain.refusals import Refused
from domain.signups import SignupId
from storage import signups
from tests.usecases.cast import EVENING, HABITS, IDS, MEET, Cast
from usecases import checkin_choice, closing
from usecases.checkin_choice import RECENT


async def meant(cast: Cast, key: str, now: datetime, number: int | None = None) -> tuple[bool, list[int]]:
    choice = await cast.store.read(checkin_choice.choose, user_id=IDS[key], number=number, now=now)
    return choice.organises, [call.number for call in choice.calls]


@pytest.mark.parametrize("key", ["wang", "han"])
async def test_checking_in_means_what_meets_in_two_hours(cast: Cast, key: str) -> None:
    await cast.call()
    organises = key == "han"
    assert await meant(cast, key, MEET - EARLY - timedelta(microseconds=1)) == (organises, [])
    assert await meant(cast, key, MEET - EARLY) == (organises, [1])
    assert await meant(cast, key, EVENING, number=1) == (organises, [1])
    assert await meant(cast, key, EVENING, number=2) == (organises, [])


async def test_what_has_ended_is_the_organisers_for_two_days(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(closing.finish, now=MEET, call_id=call_id, by=IDS["han"], habits=HABITS)
    assert await meant(cast, "zhou", MEET + RECENT) == (True, [1])
    assert await meant(cast, "zhou", MEET + RECENT + timedelta(microseconds=1)) == (True, [])
    assert await meant(cast, "wang", MEET) == (False, [])


async def test_a_line_of_the_list_is_for_organisers(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    (signup,) = await cast.store.read(signups.of_call, call_id)
    line = await cast.store.read(checkin_choice.line, signup_id=signup.id, by=IDS["han"])
    assert (line.signup.name, line.mark) == ("王大妈", None)
    for by, signup_id, reason in (
        (IDS["wang"], signup.id, "not-organiser"),
        (UserId(404), signup.id, "not-found"),
        (IDS["han"], SignupId(404), "not-found"),
    ):
        with pytest.raises(Refused, match=reason):
            await cast.store.read(checkin_choice.line, signup_id=signup_id, by=by)
