"""An organiser writes down who came: whoever of that name is meant is counted once, phone or not; nobody is guessed."""

from __future__ import annotations

from domain.attendance import Attendance
from domain.calls import CallId
from domain.signups import SignupState
from storage import names, people
from tests.usecases.cast import IDS, MEET, Cast
from tests.usecases.test_attendance import arrives
from usecases import attendance
from usecases.attendance import TickList


async def came(cast: Cast, call_id: CallId, *wanted: str, party: int = 1) -> TickList:
    return await cast.store.write(
        attendance.add_walk_in, now=MEET, call_id=call_id, by=IDS["zhou"], names=[(name, party) for name in wanted]
    )


def told(listed: TickList) -> list[tuple[str, str, Attendance | None]]:
    return [
        (line.signup.name, line.signup.state.value, line.mark.state if line.mark else None) for line in listed.lines
    ]


async def test_whoever_has_a_phone_and_a_place_is_ticked_and_not_counted_twice(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", party=2)
    listed = await came(cast, call_id, "王大妈")
    assert told(listed) == [("王大妈", "confirmed", Attendance.CAME)]
    assert (listed.present, listed.unclear) == (2, ())
    assert len(await cast.store.read(names.called, cast.village.id, "王大妈")) == 1


async def test_somebody_of_the_group_who_is_not_on_the_list_walked_in_as_themselves(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "sun", state=SignupState.WITHDRAWN)
    listed = await came(cast, call_id, "王大妈", "孙玉梅")
    assert sorted(line.signup.person_id for line in listed.lines) == [
        (await cast.who("wang")).id,
        (await cast.who("sun")).id,
    ]
    assert {state for _, state, _ in told(listed)} == {"walk_in"}
    arrival = await arrives(cast, call_id, "wang")
    assert arrival.already, "it is known of her"


async def test_who_said_here_themselves_stays_as_they_said_it(cast: Cast) -> None:
    call_id = await cast.call()
    await arrives(cast, call_id, "wang")
    listed = await came(cast, call_id, "王大妈", party=3)
    assert told(listed) == [("王大妈", "walk_in", Attendance.WALK_IN)]
    (line,) = listed.lines
    assert (line.signup.entered_by, line.signup.party) == (line.signup.person_id, 1)


async def test_of_several_the_one_on_the_list_is_meant(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(people.add, cast.village.id, "王大妈")
    await cast.enter(call_id, "wang")
    assert told(await came(cast, call_id, "王大妈")) == [("王大妈", "confirmed", Attendance.CAME)]


async def test_of_several_none_is_guessed_and_the_others_are_written_down(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(people.add, cast.village.id, "王大妈")
    listed = await came(cast, call_id, "王大妈", "何奶奶", "王大妈")
    assert told(listed) == [("何奶奶", "walk_in", Attendance.WALK_IN)]
    assert listed.unclear == ("王大妈",)
    assert len(await cast.store.read(names.called, cast.village.id, "王大妈")) == 2


async def test_two_on_the_list_of_one_name_are_asked_about_also_by_another_name(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.enter(call_id, "sun")
    await cast.store.write(names.add_name, await cast.who("sun"), "王大妈")
    listed = await came(cast, call_id, "王大妈")
    assert listed.unclear == ("王大妈",)
    assert {mark for _, _, mark in told(listed)} == {None}
    assert (await came(cast, call_id, "孙玉梅")).present == 1


async def test_the_one_entry_without_a_phone_is_the_same_neighbour_on_every_call(cast: Cast) -> None:
    first, second = await cast.call(), await cast.call()
    (one,) = (await came(cast, first, "何奶奶")).lines
    (other,) = (await came(cast, second, "何奶奶")).lines
    assert one.signup.person_id == other.signup.person_id
