"""Duties on a real database: every duty with its own room, nobody put off the list by a change of plan."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from domain.calls import CallId, Division
from domain.duties import WantedDuty
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import DutyId, Signup, SignupState, Source
from storage import calls, plans, signups
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, NAMES, Cast
from usecases import attendance, duties, exports, keepers
from usecases import calls as posting
from usecases import signups as acts
from usecases.signups import Answer, Outcome
from usecases.wishes import Wish

DIG = WantedDuty("挖土豆", 3, 4)
DRIVE = WantedDuty("司机", 2, 2, strict=True)
COOK = WantedDuty("做饭", 1, 2)


async def divide(cast: Cast, call_id: CallId, *wanted: WantedDuty, by: str = "han", **more: Any) -> duties.Divided:
    facts = {"now": EVENING, "call_id": call_id, "by": IDS[by], "wanted": wanted, "timing": HABITS.timing, **more}
    return await cast.store.write(duties.set_duties, **facts)


async def join(cast: Cast, call_id: CallId, key: str, duty: str = "", *, party: int | None = None) -> Answer:
    known = {one.name: one.id for one in await cast.store.read(plans.duties, call_id)}
    return await cast.store.write(
        acts.join,
        now=EVENING,
        call_id=call_id,
        user_id=IDS[key],
        name=NAMES[key],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
        party=party,
        duty=known.get(duty, DutyId(999)) if duty else None,
    )


async def listed(cast: Cast, call_id: CallId) -> list[Signup]:
    return await cast.store.read(signups.of_call, call_id)


async def shown(cast: Cast, call_id: CallId) -> list[str]:
    """王大妈 司机 confirmed."""
    names = {one.id: one.name for one in await cast.store.read(plans.duties, call_id)}
    return [f"{s.name} {names.get(s.duty_id or DutyId(0), '-')} {s.state.value}" for s in await listed(cast, call_id)]


@pytest.fixture
async def harvest(cast: Cast) -> CallId:
    """挖土豆 3–4, 司机 2 (strict), 做饭 1–2."""
    call_id = await cast.call()
    await divide(cast, call_id, DIG, DRIVE, COOK)
    return call_id


async def test_a_draft_gets_duties_its_number_follows_and_old_buttons_die(cast: Cast) -> None:
    drafted = await cast.store.write(
        posting.draft, now=EVENING, village_id=cast.village.id, by=IDS["han"], wish=Wish(title="收土豆")
    )
    divided = await divide(cast, drafted.call.id, DIG, DRIVE, COOK, version=1)
    assert [(d.name, d.least, d.most, d.strict) for d in divided.plan.duties] == [
        ("挖土豆", 3, 4, False),
        ("司机", 2, 2, True),
        ("做饭", 1, 2, False),
    ]
    assert (divided.call.needed, divided.call.version) == (8, 2)
    with pytest.raises(Refused, match="draft-changed"):
        await divide(cast, drafted.call.id, DIG, COOK, version=1)
    again = await cast.store.read(posting.draft_of, call_id=drafted.call.id, by=IDS["liu"])
    assert [d.name for d in again.duties] == ["挖土豆", "司机", "做饭"]


async def test_no_duties_any_more_makes_it_undivided_and_keeps_its_number(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "司机")
    divided = await divide(cast, harvest)
    assert divided.plan.duties == ()
    assert (divided.call.needed, divided.call.divided) == (8, None)
    assert await shown(cast, harvest) == ["王大妈 - confirmed"]


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ([DIG], "duty-alone"),
        ([DIG, DIG], "duties-unfit"),
        ([WantedDuty("", 1, 2), DIG], "duties-unfit"),
        ([DIG, WantedDuty("做饭", 3, 2)], "duty-numbers"),
        ([DIG, WantedDuty("做饭", 0, 0)], "duty-numbers"),
        ([WantedDuty(f"活{n}", 1, 1) for n in range(9)], "duties-unfit"),
    ],
)
async def test_unfit_duties_change_nothing(cast: Cast, harvest: CallId, wanted: list[WantedDuty], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        await divide(cast, harvest, *wanted)
    assert [one.name for one in await cast.store.read(plans.duties, harvest)] == ["挖土豆", "司机", "做饭"]


async def test_only_organisers_divide_a_call_and_only_one_that_is_not_over(cast: Cast, harvest: CallId) -> None:
    with pytest.raises(Refused, match="not-organiser"):
        await divide(cast, harvest, DIG, COOK, by="wang")
    await cast.store.write(posting.cancel, now=EVENING, call_id=harvest, by=IDS["han"], reason=None)
    with pytest.raises(Refused, match="call-cancelled"):
        await divide(cast, harvest, DIG, COOK)


async def test_villages_with_places_of_their_own_have_no_duties_beside_them(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(calls.amend, call_id, divided=Division.VILLAGES)
    with pytest.raises(Refused, match="duties-or-villages"):
        await divide(cast, call_id, DIG, COOK)


async def test_the_number_alone_is_not_changed_where_it_follows_the_duties(cast: Cast, harvest: CallId) -> None:
    for needed in (7, 9):
        with pytest.raises(Refused, match="needed-by-duties"):
            await cast.store.write(
                posting.set_needed,
                now=EVENING,
                call_id=harvest,
                by=IDS["han"],
                needed=needed,
                timing=HABITS.timing,
                sure=True,
            )


async def test_whoever_names_no_duty_gets_the_one_that_lacks_most(cast: Cast, harvest: CallId) -> None:
    given = [(await join(cast, harvest, key)).duty for key in ("wang", "li", "sun", "qian", "wu", "zheng")]
    names = [duty.name for duty in given if duty is not None]
    # up to their least first, then where most room is; whoever names nothing never drives
    assert names == ["挖土豆", "挖土豆", "挖土豆", "做饭", "挖土豆", "做饭"]


async def test_when_only_drivers_are_lacking_the_person_is_asked(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "挖土豆", party=6)
    with pytest.raises(Refused, match="which-duty"):
        await join(cast, harvest, "li")
    assert [s.name for s in await listed(cast, harvest)] == ["王大妈"]
    assert (await join(cast, harvest, "li", "司机")).outcome is Outcome.PLACE


async def test_a_duty_of_another_call_is_no_duty_of_this_one(cast: Cast, harvest: CallId) -> None:
    other = await cast.call()
    await divide(cast, other, WantedDuty("搬桌子", 1, 2), COOK)
    foreign = (await cast.store.read(plans.duties, other))[0]
    with pytest.raises(Refused, match="no-such-duty"):
        await cast.store.write(
            acts.join,
            now=EVENING,
            call_id=harvest,
            user_id=IDS["wang"],
            name=NAMES["wang"],
            chat_id=GROUP,
            source=Source.BUTTON,
            timing=HABITS.timing,
            duty=foreign.id,
        )


async def test_a_full_duty_waits_in_its_own_line_while_others_have_places(cast: Cast, harvest: CallId) -> None:
    for key in ("wang", "li"):
        await join(cast, harvest, key, "司机")
    third = await join(cast, harvest, "sun", "司机")
    assert (third.outcome, third.ahead) == (Outcome.WAITING, 0)
    assert (await join(cast, harvest, "qian", "司机")).ahead == 1
    assert (await join(cast, harvest, "wu", "挖土豆")).outcome is Outcome.PLACE


async def test_a_place_that_a_driver_gives_up_is_offered_to_a_driver(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "司机", party=2)
    await join(cast, harvest, "li", "挖土豆", party=6)
    await join(cast, harvest, "sun", "挖土豆")
    await join(cast, harvest, "qian", "司机")
    await cast.store.write(
        acts.leave,
        now=EVENING,
        call_id=harvest,
        user_id=IDS["wang"],
        name=NAMES["wang"],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
    )
    states = {s.name: s.state for s in await listed(cast, harvest)}
    assert states["钱大伯"] is SignupState.OFFERED
    assert states["孙玉梅"] is SignupState.WAITLISTED


async def test_changing_ones_duty_needs_room_and_never_costs_the_place(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "挖土豆")
    assert (await join(cast, harvest, "wang", "司机")).outcome is Outcome.DUTY
    await join(cast, harvest, "li", "司机")
    await join(cast, harvest, "sun", "做饭")
    with pytest.raises(Refused, match="duty-full"):
        await join(cast, harvest, "sun", "司机")
    assert await shown(cast, harvest) == ["王大妈 司机 confirmed", "李婶 司机 confirmed", "孙玉梅 做饭 confirmed"]
    assert (await join(cast, harvest, "sun", "做饭")).outcome is Outcome.ALREADY


async def test_whoever_waits_and_chooses_a_duty_with_room_has_it_at_once(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "司机", party=2)
    await join(cast, harvest, "li", "司机")
    assert (await join(cast, harvest, "li", "做饭")).outcome is Outcome.DUTY
    assert await shown(cast, harvest) == ["王大妈 司机 confirmed", "李婶 做饭 confirmed"]
    li = await cast.who("li")
    assert any(f":{li.id}:" in row.dedupe for row in await cast.promised(Kind.REMINDER))


async def test_whoever_waits_and_changes_lines_goes_to_the_end_of_the_other(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "司机", party=2)
    await join(cast, harvest, "qian", "挖土豆", party=6)
    await join(cast, harvest, "li", "司机")
    await join(cast, harvest, "sun", "挖土豆")
    changed = await join(cast, harvest, "li", "挖土豆")
    assert (changed.outcome, changed.ahead) == (Outcome.WAITING, 1)


async def test_an_organiser_gives_a_duty_and_so_does_the_keeper_of_a_neighbour(cast: Cast, harvest: CallId) -> None:
    facts: Any = {"now": EVENING, "call_id": harvest, "user_id": IDS["li"], "name": NAMES["li"], "chat_id": GROUP}
    dig, drive, cook = await cast.store.read(plans.duties, harvest)
    await cast.store.write(
        keepers.join_for, **facts, names=["赵德福"], source=Source.REPLY, timing=HABITS.timing, duty=cook.id
    )
    await divide(cast, harvest, WantedDuty("挖土豆", 3, 6), DRIVE, sure=True)
    assert [row.chat_id for row in await cast.promised(Kind.CHOOSE_DUTY)] == [IDS["li"]], "the keeper is asked for him"
    (entry,) = await listed(cast, harvest)
    given: Any = {"now": EVENING, "signup_id": entry.id, "timing": HABITS.timing}
    await cast.store.write(duties.assign, **given, by=IDS["li"], duty=dig.id)
    assert await shown(cast, harvest) == ["赵德福 挖土豆 confirmed"]
    await cast.store.write(duties.assign, **given, by=IDS["zhou"], duty=drive.id)
    assert await shown(cast, harvest) == ["赵德福 司机 confirmed"]
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(duties.assign, **given, by=IDS["wang"], duty=dig.id)
    with pytest.raises(Refused, match="no-such-duty"):
        await cast.store.write(duties.assign, **given, by=IDS["li"], duty=cook.id)
    await cast.store.write(keepers.leave_for, **facts, names=["赵德福"], timing=HABITS.timing)
    with pytest.raises(Refused, match="stale-button"):
        await cast.store.write(duties.assign, **given, by=IDS["li"], duty=dig.id)


async def test_a_driver_who_digs_instead_makes_room_for_the_next_driver(cast: Cast, harvest: CallId) -> None:
    for key in ("wang", "li", "sun"):
        await join(cast, harvest, key, "司机")
    await join(cast, harvest, "wang", "挖土豆")
    assert await shown(cast, harvest) == ["王大妈 挖土豆 confirmed", "李婶 司机 confirmed", "孙玉梅 司机 offered"]


async def test_no_duty_takes_more_than_its_places_however_many_come_at_once(cast: Cast, harvest: CallId) -> None:
    everybody = [*("wang", "li", "zhang", "sun", "qian"), *("wu", "zheng", "feng", "tian", "zhou", "chen", "liu")]
    wishes = [(key, ("司机", "挖土豆", "做饭")[n % 3]) for n, key in enumerate(everybody)]
    await asyncio.gather(*(join(cast, harvest, key, duty) for key, duty in wishes))
    states = Counter(line.split(" ", 1)[1] for line in await shown(cast, harvest))
    assert states["司机 confirmed"] == 2
    assert states["司机 waitlisted"] == 2
    assert states["挖土豆 confirmed"] + states["做饭 confirmed"] == 6
    assert sum(states.values()) == len(everybody)


async def test_two_who_change_to_the_last_place_of_a_duty_at_once_leave_one_where_he_was(
    cast: Cast, harvest: CallId
) -> None:
    await join(cast, harvest, "wang", "司机")
    for key in ("li", "sun"):
        await join(cast, harvest, key, "挖土豆")
    changes = [join(cast, harvest, key, "司机") for key in ("li", "sun")]
    ended = await asyncio.gather(*changes, return_exceptions=True)
    assert sorted(one.reason if isinstance(one, Refused) else "" for one in ended if not isinstance(one, Answer)) == [
        "duty-full"
    ]
    assert Counter(line.split(" ", 1)[1] for line in await shown(cast, harvest)) == {
        "司机 confirmed": 2,
        "挖土豆 confirmed": 1,
    }


async def test_those_who_came_before_there_were_duties_get_what_lacks_most(cast: Cast) -> None:
    call_id = await cast.call(needed=8)
    for key in ("wang", "li", "sun", "qian"):
        await join(cast, call_id, key)
    divided = await divide(cast, call_id, DIG, DRIVE, COOK)
    assert divided.undecided == ()
    assert [line.split()[1] for line in await shown(cast, call_id)] == ["挖土豆", "挖土豆", "挖土豆", "做饭"]
    assert not await cast.promised(Kind.CHOOSE_DUTY)


async def test_where_every_duty_must_be_named_those_before_have_none_yet(cast: Cast) -> None:
    call_id = await cast.call(needed=8)
    await join(cast, call_id, "wang")
    divided = await divide(cast, call_id, DRIVE, WantedDuty("电工", 1, 1, strict=True))
    assert [s.name for s in divided.undecided] == ["王大妈"]
    assert (await join(cast, call_id, "wang", "电工")).outcome is Outcome.DUTY


async def test_a_duty_that_goes_is_asked_about_and_its_people_stay_and_are_asked(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "做饭", party=2)
    await join(cast, harvest, "zhang", "做饭")
    with pytest.raises(Refused) as refused:
        await divide(cast, harvest, DIG, DRIVE)
    assert (refused.value.reason, refused.value.facts) == ("duty-people", {"name": "做饭", "people": 3})
    divided = await divide(cast, harvest, WantedDuty("挖土豆", 3, 6), DRIVE, sure=True)
    assert [s.name for s in divided.undecided] == ["王大妈", "张大爷"]
    assert await shown(cast, harvest) == ["王大妈 - confirmed", "张大爷 - confirmed"]
    # 张大爷 has no private chat: the list tells the organisers of him
    assert [row.chat_id for row in await cast.promised(Kind.CHOOSE_DUTY)] == [IDS["wang"]]


async def test_fewer_than_hold_a_duty_is_asked_about_and_takes_nobody_off(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "司机", party=2)
    one = WantedDuty("司机", 1, 1, strict=True)
    with pytest.raises(Refused, match="duty-below-list"):
        await divide(cast, harvest, DIG, one, COOK)
    await divide(cast, harvest, DIG, one, COOK, sure=True)
    assert await shown(cast, harvest) == ["王大妈 司机 confirmed"]


async def test_fewer_than_are_on_the_list_in_all_is_asked_about(cast: Cast) -> None:
    call_id = await cast.call(needed=20)
    await join(cast, call_id, "wang", party=9)
    with pytest.raises(Refused, match="needed-below-list"):
        await divide(cast, call_id, DIG, COOK)


async def test_more_places_for_a_duty_are_offered_to_who_waits_for_it(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "司机", party=2)
    await join(cast, harvest, "li", "司机")
    await divide(cast, harvest, DIG, WantedDuty("司机", 2, 3, strict=True), COOK)
    assert await shown(cast, harvest) == ["王大妈 司机 confirmed", "李婶 司机 offered"]


async def test_a_keeper_says_what_the_neighbour_does(cast: Cast, harvest: CallId) -> None:
    cook = next(d for d in await cast.store.read(plans.duties, harvest) if d.name == "做饭")
    facts: Any = {"now": EVENING, "call_id": harvest, "user_id": IDS["li"], "name": NAMES["li"], "chat_id": GROUP}
    await cast.store.write(
        keepers.join_for, **facts, names=["赵德福"], source=Source.REPLY, timing=HABITS.timing, duty=cook.id
    )
    assert await shown(cast, harvest) == ["赵德福 做饭 confirmed"]


async def test_the_tick_list_and_the_table_say_who_did_what(cast: Cast, harvest: CallId) -> None:
    await join(cast, harvest, "wang", "司机")
    await join(cast, harvest, "li", "做饭")
    ticks = await cast.store.read(attendance.tick_list, call_id=harvest, by=IDS["han"])
    assert [getattr(ticks.plan.duty(line.signup.duty_id), "name", None) for line in ticks.lines] == ["司机", "做饭"]
    told = await cast.store.read(exports.export, table=exports.Table.SIGNUPS)
    assert told.columns[told.columns.index("hours") + 1] == "duty"
    assert [row[told.columns.index("duty")] for row in told.rows] == ["司机", "做饭"]


async def test_a_duty_chosen_while_it_is_dropped_is_either_refused_or_asked_about_anew(
    cast: Cast, harvest: CallId
) -> None:
    known = {one.name: one.id for one in await cast.store.read(plans.duties, harvest)}
    more = WantedDuty("挖土豆", 3, 6)
    joined, divided = await asyncio.gather(
        join(cast, harvest, "wang", "做饭"), divide(cast, harvest, more, DRIVE, sure=True), return_exceptions=True
    )
    assert isinstance(divided, duties.Divided)
    on_list = await listed(cast, harvest)
    if isinstance(joined, Refused):
        assert (joined.reason, on_list) == ("no-such-duty", [])
    else:
        assert [s.duty_id for s in on_list] == [None]
        assert [s.name for s in divided.undecided] == ["王大妈"]
    with pytest.raises(Refused, match="no-such-duty"):
        await cast.store.write(
            acts.join,
            now=EVENING,
            call_id=harvest,
            user_id=IDS["li"],
            name=NAMES["li"],
            chat_id=GROUP,
            source=Source.BUTTON,
            timing=HABITS.timing,
            duty=known["做饭"],
        )
