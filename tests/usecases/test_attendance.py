"""Checking in and ticking off."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.attendance import Attendance
from domain.calls import CallId, CallState
from domain.people import UserId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import SignupId, SignupState, Source
from storage import calls, signups
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, MEET, NAMES, Cast
from usecases import attendance, closing, keepers
from usecases import signups as joining
from usecases.ticklists import CORRECTABLE


async def arrives(
    cast: Cast, call_id: CallId, key: str, now: datetime = MEET, chat_id: int = GROUP
) -> attendance.Arrival:
    return await cast.store.write(
        attendance.arrive, now=now, call_id=call_id, user_id=IDS[key], name=NAMES[key], chat_id=chat_id
    )


async def signup_of(cast: Cast, call_id: CallId, key: str) -> SignupId:
    person = await cast.who(key)
    signup = await cast.store.read(signups.of_person, call_id, person.id)
    assert signup is not None
    return signup.id


async def test_whoever_has_a_place_and_says_here_came(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    arrival = await arrives(cast, call_id, "wang")
    assert (arrival.state, arrival.at, arrival.already) == (Attendance.CAME, MEET, False)


@pytest.mark.parametrize(
    ("minutes", "state"), [(15, Attendance.CAME), (15.02, Attendance.LATE), (-120, Attendance.CAME)]
)
async def test_late_begins_a_quarter_of_an_hour_after_meeting(cast: Cast, minutes: float, state: Attendance) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    arrival = await arrives(cast, call_id, "wang", MEET + timedelta(minutes=minutes))
    assert arrival.state is state


async def test_nobody_checks_in_more_than_two_hours_before(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    with pytest.raises(Refused, match="too-early-to-check-in"):
        await arrives(cast, call_id, "wang", MEET - timedelta(hours=2, seconds=1))


async def test_somebody_who_is_not_on_the_list_walked_in(cast: Cast) -> None:
    call_id = await cast.call()
    assert (await arrives(cast, call_id, "li")).state is Attendance.WALK_IN
    listed = await cast.store.read(attendance.tick_list, call_id=call_id, by=IDS["han"])
    assert [(line.signup.name, line.signup.state) for line in listed.lines] == [("李婶", SignupState.WALK_IN)]


async def test_a_walk_in_takes_nobodys_place(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    await cast.enter(call_id, "wang")
    await arrives(cast, call_id, "li")
    on_list = await cast.store.read(signups.of_call, call_id)
    assert [s.name for s in on_list if s.state is SignupState.CONFIRMED] == ["王大妈"]


async def test_whoever_withdrew_and_comes_all_the_same_walked_in(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", state=SignupState.WITHDRAWN)
    assert (await arrives(cast, call_id, "wang")).state is Attendance.WALK_IN


async def test_somebody_who_waits_and_comes_keeps_the_turn(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", state=SignupState.WAITLISTED)
    assert (await arrives(cast, call_id, "wang")).state is Attendance.WALK_IN
    on_list = await cast.store.read(signups.of_call, call_id)
    assert on_list[0].state is SignupState.WAITLISTED


async def test_saying_it_twice_is_saying_it_once(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await arrives(cast, call_id, "wang", MEET - timedelta(minutes=5))
    again = await arrives(cast, call_id, "wang", MEET + timedelta(hours=1))
    assert (again.already, again.at) == (True, MEET - timedelta(minutes=5))
    assert len(await cast.store.read(signups.history, await signup_of(cast, call_id, "wang"))) == 1


async def test_two_taps_at_once_make_one_mark(cast: Cast) -> None:
    call_id = await cast.call()
    both = await asyncio.gather(*(arrives(cast, call_id, "li") for _ in range(2)))
    assert sorted(one.already for one in both) == [False, True]


async def test_a_stranger_with_a_forged_button_is_told_nothing(cast: Cast) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(attendance.arrive, now=MEET, call_id=call_id, user_id=UserId(9), name="?", chat_id=9)


async def test_nobody_checks_in_to_what_was_called_off(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(calls.amend, call_id, state=CallState.CANCELLED)
    with pytest.raises(Refused, match="call-cancelled"):
        await arrives(cast, call_id, "wang")


async def test_a_tick_says_who_set_it_and_the_old_one_stays_as_history(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    signup_id = await signup_of(cast, call_id, "wang")
    for key, state in (("han", Attendance.NO_SHOW), ("zhou", Attendance.EXCUSED)):
        await cast.store.write(attendance.tick, now=MEET, signup_id=signup_id, by=IDS[key], state=state)
    history = await cast.store.read(signups.history, signup_id)
    assert [mark.state for mark in history] == [Attendance.NO_SHOW, Attendance.EXCUSED]
    assert [mark.set_by for mark in history] == [(await cast.who("han")).id, (await cast.who("zhou")).id]


async def test_a_late_tick_of_who_came_counts_from_the_meeting_time(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    late = MEET + timedelta(minutes=50)
    await cast.store.write(
        attendance.tick,
        now=late,
        signup_id=await signup_of(cast, call_id, "wang"),
        by=IDS["han"],
        state=Attendance.CAME,
    )
    (line,) = await cast.store.read(signups.attendance, call_id)
    assert line.mark is not None
    assert line.mark.arrived_at == MEET


@pytest.mark.parametrize("key", ["wang", "li"])
async def test_a_villager_never_ticks(cast: Cast, key: str) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    signup_id = await signup_of(cast, call_id, "wang")
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.write(attendance.tick, now=MEET, signup_id=signup_id, by=IDS[key], state=Attendance.CAME)


async def test_the_rest_came_leaves_marks_that_stand(cast: Cast) -> None:
    call_id = await cast.call()
    for key in ("wang", "li", "sun"):
        await cast.enter(call_id, key)
    await cast.store.write(
        attendance.tick,
        now=MEET,
        signup_id=await signup_of(cast, call_id, "li"),
        by=IDS["han"],
        state=Attendance.EXCUSED,
    )
    listed = await cast.store.write(attendance.tick_rest, now=MEET, call_id=call_id, by=IDS["han"])
    assert [line.mark.state for line in listed.lines if line.mark] == [
        Attendance.CAME,
        Attendance.EXCUSED,
        Attendance.CAME,
    ]
    assert listed.present == 2


async def test_names_without_a_phone_are_written_down(cast: Cast) -> None:
    call_id = await cast.call()
    listed = await cast.store.write(
        attendance.add_walk_in,
        now=MEET,
        call_id=call_id,
        by=IDS["zhou"],
        names=[("何奶奶", 1), (" ", 1), ("何奶奶", 1), ("马大叔", 1)],
    )
    assert [line.signup.name for line in listed.lines] == ["何奶奶", "马大叔"]
    assert all(line.mark and line.mark.state is Attendance.WALK_IN for line in listed.lines)


async def test_no_name_is_kindly_refused(cast: Cast) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="walk-in-name"):
        await cast.store.write(attendance.add_walk_in, now=MEET, call_id=call_id, by=IDS["han"], names=[("\u200b", 1)])


async def test_a_day_later_whoever_nobody_saw_did_not_come(cast: Cast) -> None:
    call_id = await cast.call()
    for key in ("wang", "li"):
        await cast.enter(call_id, key)
    await cast.enter(call_id, "sun", state=SignupState.WAITLISTED)
    await arrives(cast, call_id, "wang")
    done = MEET + timedelta(hours=1)
    await cast.store.write(closing.finish, now=done, call_id=call_id, by=IDS["han"], habits=HABITS)
    (deed,) = await cast.promised(Kind.SETTLE_NO_SHOWS)
    assert deed.due_at == done + timedelta(days=1)
    await cast.store.write(attendance.settle_no_shows, {"call": call_id}, deed.due_at)
    lines = await cast.store.read(signups.attendance, call_id)
    states = {line.signup.name: line.mark.state if line.mark else None for line in lines}
    assert states == {"王大妈": Attendance.CAME, "李婶": Attendance.NO_SHOW, "孙玉梅": None}


async def test_a_mark_can_be_corrected_for_thirty_days_and_no_longer(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    done = MEET + timedelta(hours=1)
    await cast.store.write(closing.finish, now=done, call_id=call_id, by=IDS["han"], habits=HABITS)
    signup_id = await signup_of(cast, call_id, "wang")
    last = done + CORRECTABLE
    await cast.store.write(attendance.tick, now=last, signup_id=signup_id, by=IDS["han"], state=Attendance.CAME)
    with pytest.raises(Refused, match="too-late-to-correct"):
        await cast.store.write(
            attendance.tick,
            now=last + timedelta(seconds=1),
            signup_id=signup_id,
            by=IDS["han"],
            state=Attendance.CAME,
        )


async def test_before_the_morning_there_is_nothing_to_tick(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    with pytest.raises(Refused, match="too-early-to-check-in"):
        await cast.store.write(attendance.tick_rest, now=EVENING, call_id=call_id, by=IDS["han"])


async def test_nothing_is_ticked_on_what_is_not_there_or_not_ones_own(cast: Cast) -> None:
    call_id = await cast.call()
    ask, tell = cast.store.read, cast.store.write
    for by, which, reason in (
        (IDS["han"], CallId(404), "not-found"),
        (UserId(404), call_id, "not-found"),
        (IDS["wang"], call_id, "not-organiser"),
    ):
        with pytest.raises(Refused, match=reason):
            await ask(attendance.tick_list, call_id=which, by=by)
        with pytest.raises(Refused, match=reason):
            await tell(attendance.tick_rest, now=MEET, call_id=which, by=by)
    with pytest.raises(Refused, match="not-found"):
        await tell(attendance.tick, now=MEET, signup_id=SignupId(404), by=IDS["han"], state=Attendance.CAME)


async def test_nothing_is_ticked_on_a_call_that_was_called_off(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(calls.amend, call_id, state="cancelled")
    with pytest.raises(Refused, match="call-cancelled"):
        await cast.store.write(attendance.tick_rest, now=MEET, call_id=call_id, by=IDS["han"])


@pytest.mark.parametrize("over", [True, False])
async def test_who_has_no_mark_a_day_later_did_not_come(cast: Cast, over: bool) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    if over:
        await cast.store.write(closing.finish, now=MEET, call_id=call_id, by=IDS["han"], habits=HABITS)
    for which in (call_id, 404):
        await cast.store.write(attendance.settle_no_shows, {"call": which}, MEET + timedelta(days=1))
    (line,) = await cast.store.read(signups.attendance, call_id)
    assert (line.mark.state if line.mark else None) == (Attendance.NO_SHOW if over else None)


async def test_who_walked_in_and_is_ticked_stays_a_walk_in(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", state=SignupState.WALK_IN)
    (line,) = await cast.store.read(signups.attendance, call_id)
    facts: dict[str, Any] = {"now": MEET, "signup_id": line.signup.id, "by": IDS["han"]}
    for said, kept in ((Attendance.CAME, Attendance.WALK_IN), (Attendance.NO_SHOW, Attendance.NO_SHOW)):
        await cast.store.write(attendance.tick, **facts, state=said)
        (line,) = await cast.store.read(signups.attendance, call_id)
        assert line.mark is not None
        assert line.mark.state is kept


async def leaves(cast: Cast, call_id: CallId, key: str, now: datetime) -> joining.Answer:
    return await cast.store.write(
        joining.leave,
        now=now,
        call_id=call_id,
        user_id=IDS[key],
        name=NAMES[key],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
    )


async def test_whoever_is_there_keeps_the_place_when_they_say_they_cannot_come(cast: Cast) -> None:
    call_id = await cast.call(1)
    await cast.enter(call_id, "wang")
    await cast.enter(call_id, "li", state=SignupState.WAITLISTED)
    await arrives(cast, call_id, "wang", MEET - timedelta(minutes=20))
    answer = await leaves(cast, call_id, "wang", MEET - timedelta(minutes=10))
    assert answer.outcome is joining.Outcome.ALREADY_HERE
    listed = await cast.store.read(attendance.tick_list, call_id=call_id, by=IDS["han"])
    assert [(one.signup.name, one.signup.state, one.present) for one in listed.lines] == [
        ("王大妈", SignupState.CONFIRMED, True),
        ("李婶", SignupState.WAITLISTED, False),
    ]


async def test_a_mark_that_was_taken_back_holds_nobody(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await arrives(cast, call_id, "wang", MEET - timedelta(minutes=20))
    wang = await signup_of(cast, call_id, "wang")
    await cast.store.write(
        attendance.tick, now=MEET - timedelta(minutes=15), signup_id=wang, by=IDS["han"], state=Attendance.NO_SHOW
    )
    answer = await leaves(cast, call_id, "wang", MEET - timedelta(minutes=10))
    assert answer.outcome is joining.Outcome.LEFT


@pytest.mark.parametrize("gone", [SignupState.WITHDRAWN, SignupState.DECLINED])
async def test_somebody_off_the_list_who_is_ticked_as_there_walked_in(cast: Cast, gone: SignupState) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", party=3, state=gone)
    wang = await signup_of(cast, call_id, "wang")
    listed = await cast.store.write(attendance.tick, now=MEET, signup_id=wang, by=IDS["han"], state=Attendance.CAME)
    assert listed.present == 1
    assert [(one.signup.state, one.mark and one.mark.state) for one in listed.lines] == [
        (SignupState.WALK_IN, Attendance.WALK_IN)
    ]


async def test_of_somebody_off_the_list_nothing_else_is_told(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang", state=SignupState.WITHDRAWN)
    wang = await signup_of(cast, call_id, "wang")
    with pytest.raises(Refused, match="stale-button"):
        await cast.store.write(attendance.tick, now=MEET, signup_id=wang, by=IDS["han"], state=Attendance.NO_SHOW)


async def test_whoever_leaves_the_group_from_the_field_stays_on_the_list(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    early = MEET - timedelta(minutes=20)
    await arrives(cast, call_id, "wang", early)
    person = await cast.who("wang")
    assert await cast.store.write(joining.leave_all, now=early, person_id=person.id, timing=HABITS.timing) == []


async def test_a_keeper_takes_nobody_off_who_has_arrived(cast: Cast) -> None:
    call_id = await cast.call()
    wang: dict[str, Any] = {"call_id": call_id, "user_id": IDS["wang"], "name": NAMES["wang"], "chat_id": GROUP}
    await cast.store.write(
        keepers.join_for, now=EVENING, **wang, names=["李奶奶"], source=Source.REPLY, timing=HABITS.timing
    )
    (line,) = (await cast.store.read(attendance.tick_list, call_id=call_id, by=IDS["han"])).lines
    early = MEET - timedelta(minutes=20)
    await cast.store.write(attendance.tick, now=early, signup_id=line.signup.id, by=IDS["han"], state=Attendance.CAME)
    with pytest.raises(Refused, match="here-already"):
        await cast.store.write(keepers.leave_for, now=early, **wang, names=["李奶奶"], timing=HABITS.timing)
