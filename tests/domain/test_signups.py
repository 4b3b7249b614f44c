"""Places and the queue as pure rules: examples at the edges, and properties over any list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calls import CallId
from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import (
    MAX_PARTY,
    Signup,
    SignupId,
    SignupState,
    Source,
    check_resize,
    moving_up,
    place_for,
    tally,
    waiting_in_order,
)

THEN = datetime(2026, 7, 10, 12, tzinfo=UTC)
CONFIRMED, WAITING = SignupState.CONFIRMED, SignupState.WAITLISTED


def signup(queue: int, party: int = 1, state: SignupState = CONFIRMED) -> Signup:
    person = PersonId(queue)
    return Signup(SignupId(queue), CallId(1), person, "王大妈", party, state, Source.BUTTON, person, queue, THEN)


lists = st.lists(st.tuples(st.integers(1, MAX_PARTY), st.sampled_from(list(SignupState))), max_size=12).map(
    lambda drawn: [signup(n, party, state) for n, (party, state) in enumerate(drawn, 1)]
)


def test_people_are_counted_not_entries() -> None:
    counts = tally([signup(1, 3), signup(2, 2, WAITING), signup(3, 4, SignupState.WITHDRAWN)], needed=5)
    assert (counts.confirmed, counts.waiting, counts.free, counts.full) == (3, 2, 2, False)


def test_free_places_are_never_negative() -> None:
    assert tally([signup(1, 5)], needed=3).free == 0


@pytest.mark.parametrize(("party", "state"), [(1, CONFIRMED), (2, CONFIRMED), (3, WAITING)])
def test_a_party_gets_a_place_when_all_of_it_fits(party: int, state: SignupState) -> None:
    assert place_for(party, [signup(1)], needed=3) is state


def test_nobody_overtakes_a_party_that_waits() -> None:
    assert place_for(1, [signup(1, 2), signup(2, 2, WAITING)], needed=3) is WAITING


@pytest.mark.parametrize("party", [0, -1, MAX_PARTY + 1])
def test_a_party_has_its_bounds(party: int) -> None:
    with pytest.raises(Refused, match="party-size"):
        place_for(party, [], needed=500)


def test_a_party_of_fifteen_is_a_party() -> None:
    assert place_for(MAX_PARTY, [], needed=MAX_PARTY) is CONFIRMED


def test_a_waiting_party_may_change_as_it_likes() -> None:
    check_resize(signup(2, 1, WAITING), 9, [signup(1, 3), signup(2, 1, WAITING)], needed=3)


def test_a_party_with_a_place_grows_up_to_the_free_places() -> None:
    mine = signup(1, 1)
    check_resize(mine, 3, [mine], needed=3)
    with pytest.raises(Refused) as refused:
        check_resize(mine, 4, [mine], needed=3)
    assert (refused.value.reason, refused.value.facts) == ("party-does-not-fit", {"free": 2})


def test_a_party_may_always_shrink() -> None:
    check_resize(signup(1, 5), 1, [signup(1, 5), signup(2, 1, WAITING)], needed=3)


@given(lists, st.integers(1, 40))
def test_who_moves_up_fits_and_came_first(on_list: list[Signup], needed: int) -> None:
    moved = moving_up(on_list, needed)
    assert moved == waiting_in_order(on_list)[: len(moved)]
    assert sum(s.party for s in moved) <= tally(on_list, needed).free
    rest = waiting_in_order(on_list)[len(moved) :]
    if rest:
        assert rest[0].party > tally(on_list, needed).free - sum(s.party for s in moved)


@given(lists, st.integers(1, 40), st.integers(1, MAX_PARTY))
def test_a_newcomer_never_fills_more_than_is_free(on_list: list[Signup], needed: int, party: int) -> None:
    counts = tally(on_list, needed)
    if place_for(party, on_list, needed) is CONFIRMED:
        assert counts.confirmed + party <= needed
        assert counts.waiting == 0
