"""One rule for the time of arrival, whoever tells it: one's own tap, an organiser's tick, a name written down later."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.attendance import Attendance
from domain.calls import CallId
from domain.refusals import Refused
from domain.signups import SignupState, Source
from storage import signups
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, MEET, NAMES, Cast
from usecases import attendance, closing, keepers

FIVE = MEET - timedelta(hours=1)
SEVEN = MEET + timedelta(hours=1)


async def ticked(cast: Cast, call_id: CallId, key: str, state: Attendance, now: datetime) -> datetime | None:
    """An organiser says how it was with somebody; gives the arrival that counts."""
    mine = await cast.store.read(signups.of_person, call_id, (await cast.who(key)).id)
    assert mine is not None
    await cast.store.write(attendance.tick, now=now, signup_id=mine.id, by=IDS["han"], state=state)
    return await arrival(cast, call_id, NAMES[key])


async def arrival(cast: Cast, call_id: CallId, name: str) -> datetime | None:
    listed = await cast.store.read(attendance.tick_list, call_id=call_id, by=IDS["han"])
    mark = next(line.mark for line in listed.lines if line.signup.name == name)
    assert mark is not None
    return mark.arrived_at


async def taps(cast: Cast, call_id: CallId, key: str, now: datetime) -> None:
    await cast.store.write(
        attendance.arrive, now=now, call_id=call_id, user_id=IDS[key], name=NAMES[key], chat_id=GROUP
    )


async def written_down(cast: Cast, call_id: CallId, name: str, now: datetime, party: int = 1) -> datetime | None:
    await cast.store.write(attendance.add_walk_in, now=now, call_id=call_id, by=IDS["han"], names=[(name, party)])
    return await arrival(cast, call_id, name)


async def ends(cast: Cast, call_id: CallId, now: datetime = SEVEN) -> closing.Ended:
    return await cast.store.write(closing.finish, now=now, call_id=call_id, by=IDS["han"], habits=HABITS)


@pytest.mark.parametrize(("now", "counts"), [(FIVE, FIVE), (MEET, MEET), (MEET + timedelta(minutes=50), MEET)])
async def test_a_tick_counts_from_the_meeting_time_or_from_itself_when_earlier(
    cast: Cast, now: datetime, counts: datetime
) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    assert await ticked(cast, call_id, "wang", Attendance.CAME, now) == counts
    assert await written_down(cast, call_id, "何奶奶", now) == counts


async def test_ones_own_tap_counts_from_the_tap_early_or_late(cast: Cast) -> None:
    call_id = await cast.call()
    for key in ("wang", "li"):
        await cast.enter(call_id, key)
    await taps(cast, call_id, "wang", FIVE)
    await taps(cast, call_id, "li", MEET + timedelta(minutes=40))
    assert await arrival(cast, call_id, "王大妈") == FIVE
    assert await arrival(cast, call_id, "李婶") == MEET + timedelta(minutes=40)


async def test_an_organisers_tick_moves_no_time_that_is_known(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await taps(cast, call_id, "wang", FIVE)
    for state, now in ((Attendance.CAME, MEET), (Attendance.NO_SHOW, MEET), (Attendance.CAME, SEVEN)):
        last = await ticked(cast, call_id, "wang", state, now)
    assert last == FIVE, "corrected back and forth, the hour of their own tap stands"
    late = MEET + timedelta(minutes=20)
    assert await ticked(cast, call_id, "wang", Attendance.LATE, late) == late
    assert await ticked(cast, call_id, "wang", Attendance.LATE, SEVEN) == late


async def test_a_late_tick_of_somebody_late_counts_from_a_quarter_past_when_it_comes_after_the_end(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await ends(cast, call_id)
    after = SEVEN + timedelta(hours=3)
    assert await ticked(cast, call_id, "wang", Attendance.LATE, after) == MEET + timedelta(minutes=15)


async def test_after_the_end_ticks_and_names_count_as_they_would_have_before(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await ends(cast, call_id)
    after = SEVEN + timedelta(hours=3)
    assert await ticked(cast, call_id, "wang", Attendance.CAME, after) == MEET
    assert await written_down(cast, call_id, "何奶奶", after, party=2) == MEET
    ended = await cast.store.read(closing.ended, call_id=call_id)
    assert (ended.turnout.came, ended.turnout.hours) == (3, 3.0)


async def test_nobody_arrives_after_the_end_of_what_ended_before_the_meeting_time(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await ends(cast, call_id, FIVE)
    assert await ticked(cast, call_id, "wang", Attendance.CAME, SEVEN) == FIVE


async def test_a_couple_is_written_down_as_two_and_said_again_as_one_entry(cast: Cast) -> None:
    call_id = await cast.call()
    for party in (2, 2):
        await written_down(cast, call_id, "王大爷", MEET, party)
    listed = await cast.store.read(attendance.tick_list, call_id=call_id, by=IDS["han"])
    assert [(line.signup.name, line.signup.party) for line in listed.lines] == [("王大爷", 2)]
    assert listed.present == 2


async def test_whoever_a_keeper_signed_up_and_is_written_down_keeps_the_place_and_came(cast: Cast) -> None:
    call_id = await cast.call()
    wang = {"call_id": call_id, "user_id": IDS["wang"], "name": NAMES["wang"], "chat_id": GROUP}
    entering = keepers.join_for
    said = {"names": ["李奶奶"], "source": Source.REPLY, "timing": HABITS.timing}
    await cast.store.write(entering, now=EVENING, **wang, **said)  # type: ignore[arg-type]
    await written_down(cast, call_id, "李奶奶", MEET)
    (line,) = (await cast.store.read(attendance.tick_list, call_id=call_id, by=IDS["han"])).lines
    assert (line.signup.state, line.mark and line.mark.state) == (SignupState.CONFIRMED, Attendance.CAME)


async def test_fifty_names_at_a_time_and_not_one_more(cast: Cast) -> None:
    call_id = await cast.call()
    names = [(f"邻居{n}", 1) for n in range(51)]
    with pytest.raises(Refused, match="walk-in-too-many"):
        await cast.store.write(attendance.add_walk_in, now=MEET, call_id=call_id, by=IDS["han"], names=names)
    listed = await cast.store.write(attendance.add_walk_in, now=MEET, call_id=call_id, by=IDS["han"], names=names[1:])
    assert listed.present == 50
