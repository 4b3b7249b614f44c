"""Duties and pools as pure rules: whose place is counted where, who gets which duty, what organisers may ask for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calls import CallId
from domain.duties import (
    LONGEST_DUTY,
    MOST_DUTIES,
    SHARED,
    Duty,
    Plan,
    Pool,
    WantedDuty,
    beyond,
    check_duties,
    duty_for_newcomer,
    held,
    lacking,
    spared,
    without_duty,
)
from domain.people import PersonId, VillageId
from domain.refusals import Refused
from domain.signups import DutyId, Signup, SignupId, SignupState, Source, moving_up, place_for

THEN = datetime(2026, 7, 10, 12, tzinfo=UTC)
DIG, COOK, DRIVE = (
    Duty(DutyId(1), "挖土豆", 10, 16),
    Duty(DutyId(2), "做饭", 2, 3),
    Duty(DutyId(3), "司机", 2, 2, strict=True),
)
PLAN = Plan(21, (DIG, COOK, DRIVE))
HERE, THERE = VillageId(1), VillageId(2)


def signup(
    queue: int,
    duty: Duty | None = None,
    state: SignupState = SignupState.CONFIRMED,
    party: int = 1,
    village: VillageId = HERE,
) -> Signup:
    person = PersonId(queue)
    return Signup(
        SignupId(queue),
        CallId(1),
        person,
        "王大妈",
        party,
        state,
        Source.BUTTON,
        person,
        queue,
        THEN,
        duty_id=duty.id if duty else None,
        village_id=village,
    )


def test_a_strict_duty_has_places_of_its_own_and_the_others_share() -> None:
    assert PLAN.pools == [Pool(SHARED, 19), Pool(("duty", DRIVE.id), 2)]
    assert PLAN.pool_of(DIG.id, HERE) == PLAN.pool_of(COOK.id, HERE) == Pool(SHARED, 19)
    assert PLAN.pool_of(DRIVE.id, HERE).places == 2


def test_villages_with_places_of_their_own_are_counted_apart() -> None:
    plan = Plan(20, shares={HERE: 12, THERE: 8})
    assert [pool.places for pool in plan.pools] == [12, 8]
    assert plan.pool_of(None, THERE) == Pool(("village", THERE), 8)
    assert plan.pool_of(None, VillageId(9)).places == 0, "no places for a village that was not asked"


def test_who_waits_to_drive_keeps_nobody_from_digging() -> None:
    on_list = [signup(1, DRIVE, party=2), signup(2, DRIVE, SignupState.WAITLISTED)]
    shared, drivers = PLAN.pools
    assert place_for(1, PLAN.within(shared, on_list), shared.places) is SignupState.CONFIRMED
    assert place_for(1, PLAN.within(drivers, on_list), drivers.places) is SignupState.WAITLISTED
    assert moving_up(PLAN.within(drivers, on_list), drivers.places) == []


def test_a_place_that_is_offered_is_held() -> None:
    assert held(DRIVE, [signup(1, DRIVE, SignupState.OFFERED, party=2)]) == 2
    assert held(DRIVE, [signup(1, DRIVE, SignupState.WAITLISTED, party=2)]) == 0


def test_what_lacks_is_never_negative() -> None:
    assert lacking(COOK, []) == 2
    assert lacking(COOK, [signup(1, COOK, party=3)]) == 0


def test_whoever_names_no_duty_gets_the_one_that_lacks_most() -> None:
    assert duty_for_newcomer(PLAN, [], None) == DIG.id
    assert duty_for_newcomer(PLAN, [signup(1, DIG, party=9)], None) == COOK.id
    full = [signup(1, DIG, party=10), signup(2, COOK, party=2)]
    assert duty_for_newcomer(PLAN, full, None) == DIG.id, "nothing lacks: where most room is"


def test_a_call_without_duties_gives_none() -> None:
    assert duty_for_newcomer(Plan(5), [], None) is None


def test_a_named_duty_is_taken_as_said_and_an_unknown_one_refused() -> None:
    assert duty_for_newcomer(PLAN, [], DRIVE.id) == DRIVE.id
    with pytest.raises(Refused, match="no-such-duty"):
        duty_for_newcomer(PLAN, [], DutyId(9))


def test_only_the_person_can_say_when_nothing_but_driving_is_left() -> None:
    with pytest.raises(Refused, match="which-duty"):
        duty_for_newcomer(Plan(4, (DRIVE, Duty(DutyId(4), "电工", 1, 2, strict=True))), [], None)
    crowd = [signup(1, DIG, party=16), signup(2, COOK, party=3)]
    with pytest.raises(Refused, match="which-duty"):
        duty_for_newcomer(PLAN, crowd, None)
    assert duty_for_newcomer(PLAN, [*crowd, signup(3, DRIVE, party=2)], None) is not None, "all full: they wait"


@pytest.mark.parametrize(
    "wanted",
    [
        [WantedDuty("", 1, 2)],
        [WantedDuty("司机", 1, 2), WantedDuty("司机", 1, 2)],
        [WantedDuty(f"活{n}", 1, 2) for n in range(MOST_DUTIES + 1)],
        [WantedDuty("甲", 1, 300), WantedDuty("乙", 1, 300)],
    ],
)
def test_duties_are_few_and_each_has_its_name(wanted: list[WantedDuty]) -> None:
    with pytest.raises(Refused, match="duties-unfit"):
        check_duties(wanted)


@pytest.mark.parametrize(("least", "most"), [(3, 2), (-1, 2), (0, 0), (1, 501)])
def test_the_numbers_of_a_duty_must_make_sense(least: int, most: int) -> None:
    with pytest.raises(Refused, match="duty-numbers"):
        check_duties([WantedDuty("司机", least, most)])


def test_a_duty_is_kept_with_a_clean_short_name() -> None:
    (kept,) = check_duties([WantedDuty("  挖\u200b土豆 " + "豆" * 20, 0, 1)])
    assert kept.name.startswith("挖土豆")
    assert len(kept.name) <= LONGEST_DUTY


def test_those_whose_duty_is_gone_are_known() -> None:
    on_list = [signup(1, DIG), signup(2), signup(3, state=SignupState.WITHDRAWN)]
    assert [s.queue for s in without_duty(on_list, PLAN)] == [2]
    assert without_duty(on_list, Plan(5)) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from([DIG, COOK, DRIVE]),
            st.integers(1, 3),
            st.sampled_from([SignupState.CONFIRMED, SignupState.OFFERED, SignupState.WAITLISTED]),
        ),
        max_size=20,
    )
)
def test_everybody_is_counted_in_exactly_one_pool(drawn: list[tuple[Duty, int, SignupState]]) -> None:
    on_list = [signup(n, duty, state, party) for n, (duty, party, state) in enumerate(drawn, 1)]
    counted = [s.id for pool in PLAN.pools for s in PLAN.within(pool, on_list)]
    assert sorted(counted) == [s.id for s in on_list]


def test_the_last_who_came_are_beyond_and_offers_before_places() -> None:
    on_list = [
        signup(1, state=SignupState.CONFIRMED),
        signup(2, state=SignupState.OFFERED),
        signup(3, state=SignupState.CONFIRMED),
        signup(4, state=SignupState.WAITLISTED),
    ]
    assert [s.id for s in beyond(Plan(2), on_list)] == [2]
    assert [s.id for s in beyond(Plan(1), on_list)] == [2, 3]
    assert beyond(Plan(3), on_list) == []


def test_whoever_fits_after_all_is_spared_first_come_first() -> None:
    on_list = [signup(n, state=SignupState.CONFIRMED) for n in (1, 2, 3)]
    assert [s.id for s in spared(Plan(2), on_list, on_list[1:])] == [3]
    assert spared(Plan(3), on_list, on_list) == []
    assert [s.id for s in spared(Plan(1), on_list, on_list[:1])] == [1], "too few chosen: nobody is spared"
