"""Who left the group is nobody in the village: no way leads past that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain.attendance import Attendance
from domain.people import Role
from domain.refusals import Refused
from storage import people, signups
from tests.usecases.cast import GROUP, HABITS, IDS, MEET, NAMES, Cast
from usecases import attendance, calls, cards, checkin_choice, closing, exports, standing
from usecases.exports import Table


async def leaves(cast: Cast, key: str) -> None:
    """They are out of the group; a role that nobody took stays on their row, to see that it counts for nothing."""
    person = await cast.who(key)
    await cast.store.write(people.set_left, person.id, MEET)


async def test_somebody_removed_does_not_walk_back_in_by_a_private_word(cast: Cast) -> None:
    call_id = await cast.call()
    await leaves(cast, "wang")
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(
            attendance.arrive,
            now=MEET,
            call_id=call_id,
            user_id=IDS["wang"],
            name=NAMES["wang"],
            chat_id=IDS["wang"],
        )
    assert await cast.store.read(people.memberships, IDS["wang"]) == []


async def test_whoever_stands_in_the_group_again_is_let_in_by_its_card(cast: Cast) -> None:
    call_id = await cast.call()
    await leaves(cast, "wang")
    arrival = await cast.store.write(
        attendance.arrive, now=MEET, call_id=call_id, user_id=IDS["wang"], name=NAMES["wang"], chat_id=GROUP
    )
    assert arrival.state is Attendance.WALK_IN


async def test_a_role_of_somebody_who_left_opens_nothing(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    (signup,) = await cast.store.read(signups.of_call, call_id)
    await leaves(cast, "liu")
    liu = IDS["liu"]
    doors: list[Callable[[], Awaitable[Any]]] = [
        lambda: cast.store.read(attendance.tick_list, call_id=call_id, by=liu),
        lambda: cast.store.write(attendance.tick, now=MEET, signup_id=signup.id, by=liu, state=Attendance.CAME),
        lambda: cast.store.read(checkin_choice.line, signup_id=signup.id, by=liu),
        lambda: cast.store.write(closing.finish, now=MEET, call_id=call_id, by=liu, habits=HABITS),
        lambda: cast.store.read(exports.for_organiser, table=Table.SIGNUPS, village_id=cast.village.id, by=liu),
        lambda: cast.store.read(cards.roster, call_id=call_id, by=liu),
        lambda: cast.store.write(calls.cancel, now=MEET, call_id=call_id, by=liu, reason=None),
    ]
    for door in doors:
        with pytest.raises(Refused, match="not-found"):
            await door()


async def test_each_asks_for_what_it_needs(cast: Cast) -> None:
    village = cast.village.id
    assert (await cast.store.read(standing.organiser, village, IDS["han"])).role is Role.OFFICIAL
    assert (await cast.store.read(standing.worker, village, IDS["zhou"])).role is Role.WORKER
    with pytest.raises(Refused, match="not-worker"):
        await cast.store.read(standing.worker, village, IDS["han"])
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(standing.organiser, village, IDS["wang"])
    with pytest.raises(Refused, match="not-found"):
        await cast.store.read(standing.worker, village, IDS["wang"].__class__(999_999))
