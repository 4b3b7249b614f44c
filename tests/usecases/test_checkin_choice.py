"""Which call 签到 means: one that may be checked in to now; organisers also tick what has just ended."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.attendance import EARLY
from domain.people import Role, UserId
from domain.refusals import Refused
from domain.signups import SignupId
from storage import people, signups, villages
from storage.tx import Tx
from tests.usecases.cast import EVENING, HABITS, IDS, MEET, ZONE, Cast
from usecases import checkin_choice, closing
from usecases.checkin_choice import RECENT


async def meant(cast: Cast, key: str, now: datetime, number: int | None = None) -> tuple[list[int | None], ...]:
    """The numbers of the calls to tick, and of those to check in to."""
    choice = await cast.store.read(checkin_choice.choose, user_id=IDS[key], number=number, now=now)
    return [call.number for call in choice.to_tick], [call.number for call in choice.to_join]


def one_of(key: str, *numbers: int) -> tuple[list[int], list[int]]:
    """Organisers tick, villagers check in."""
    return (list(numbers), []) if key in ("han", "zhou") else ([], list(numbers))


@pytest.mark.parametrize("key", ["wang", "han"])
async def test_checking_in_means_what_meets_in_two_hours(cast: Cast, key: str) -> None:
    await cast.call()
    assert await meant(cast, key, MEET - EARLY - timedelta(microseconds=1)) == one_of(key)
    assert await meant(cast, key, MEET - EARLY) == one_of(key, 1)
    assert await meant(cast, key, EVENING, number=1) == one_of(key, 1)
    assert await meant(cast, key, EVENING, number=2) == one_of(key)


async def test_what_has_ended_is_the_organisers_for_two_days(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(closing.finish, now=MEET, call_id=call_id, by=IDS["han"], habits=HABITS)
    assert await meant(cast, "zhou", MEET + RECENT) == ([1], [])
    assert await meant(cast, "zhou", MEET + RECENT + timedelta(microseconds=1)) == ([], [])
    assert await meant(cast, "wang", MEET) == ([], [])


async def test_an_organiser_elsewhere_is_a_villager_here(cast: Cast) -> None:
    await cast.call()

    async def elsewhere(tx: Tx) -> None:
        other = await villages.add(
            tx,
            chat_id=-1009,
            thread_id=None,
            title="上河村",
            zone=ZONE,
            language="zh",
            set_up_by=IDS["wang"],
            now=EVENING,
        )
        person = await people.belong(tx, other.id, IDS["wang"], "王大妈")
        await people.set_role(tx, person.id, Role.OFFICIAL, by=IDS["wang"], now=EVENING)

    await cast.store.write(elsewhere)
    assert await meant(cast, "wang", MEET) == ([], [1])


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
