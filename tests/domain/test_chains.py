"""A pasted chain against the list: what it adds, changes, and must leave alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.calls import CallId
from domain.chains import ChainLine, Fate, compare, likeness
from domain.people import PersonId
from domain.signups import MAX_PARTY, Signup, SignupId, SignupState, Source

AT = datetime(2026, 7, 10, 12, 30, tzinfo=UTC)


def entry(
    person: int, name: str, state: SignupState = SignupState.CONFIRMED, *, party: int = 1, note: str | None = None
) -> Signup:
    who = PersonId(person)
    return Signup(SignupId(person), CallId(1), who, name, party, state, Source.BUTTON, who, person, AT, note)


def fates(*lines: ChainLine, on: list[Signup], known: dict[str, list[int]] | None = None) -> list[Fate]:
    meant = {name: [PersonId(one) for one in ids] for name, ids in (known or {}).items()}
    return [change.fate for change in compare(lines, on, meant)]


def test_a_name_that_is_not_on_the_list_is_added() -> None:
    assert fates(ChainLine("王秀兰"), on=[]) == [Fate.ADD]


def test_a_name_on_the_list_is_left_as_it_is() -> None:
    assert fates(ChainLine("王秀兰"), on=[entry(1, "王秀兰")]) == [Fate.SAME]


def test_another_name_of_somebody_on_the_list_is_the_same_person() -> None:
    assert fates(ChainLine("王大妈"), on=[entry(1, "王秀兰")], known={"王大妈": [1]}) == [Fate.SAME]


def test_a_bare_name_does_not_shrink_a_party() -> None:
    assert fates(ChainLine("王秀兰"), on=[entry(1, "王秀兰", party=3)]) == [Fate.SAME]


def test_a_number_changes_the_party_and_words_the_note() -> None:
    on = [entry(1, "王秀兰"), entry(2, "李建国", note="带手套")]
    assert fates(ChainLine("王秀兰", party=2), on=on) == [Fate.CHANGE]
    assert fates(ChainLine("李建国", note="带手套"), on=on) == [Fate.SAME]
    assert fates(ChainLine("李建国", note="晚到"), on=on) == [Fate.CHANGE]


@pytest.mark.parametrize("state", [SignupState.WITHDRAWN, SignupState.DECLINED])
def test_an_old_line_puts_nobody_back_who_went_off(state: SignupState) -> None:
    assert fates(ChainLine("王秀兰"), on=[entry(1, "王秀兰", state)]) == [Fate.LEFT]


def test_a_line_that_says_they_do_not_come_removes_nobody() -> None:
    assert fates(ChainLine("王秀兰", away=True), on=[entry(1, "王秀兰")]) == [Fate.AWAY]
    assert fates(ChainLine("李建国", away=True), on=[entry(1, "王秀兰")]) == [Fate.SAME]


def test_a_name_said_twice_or_borne_by_two_is_unclear() -> None:
    assert fates(ChainLine("王秀兰"), ChainLine("王秀兰"), on=[]) == [Fate.ADD, Fate.UNCLEAR]
    assert fates(ChainLine("李建国"), on=[], known={"李建国": [1, 2]}) == [Fate.UNCLEAR]


def test_two_names_of_one_person_in_a_chain_are_entered_once() -> None:
    known = {"王大妈": [1], "王秀兰": [1]}
    assert fates(ChainLine("王大妈"), ChainLine("王秀兰"), on=[], known=known) == [Fate.ADD, Fate.UNCLEAR]


def test_of_two_namesakes_the_one_on_the_list_is_meant() -> None:
    assert fates(ChainLine("李建国"), on=[entry(1, "李建国")], known={"李建国": [1, 2]}) == [Fate.SAME]


def test_a_party_beyond_the_most_is_unclear_and_the_most_is_not() -> None:
    assert fates(ChainLine("甲", party=MAX_PARTY), ChainLine("乙", party=MAX_PARTY + 1), on=[]) == [
        Fate.ADD,
        Fate.UNCLEAR,
    ]


def test_who_walked_in_stays_as_they_are() -> None:
    assert fates(ChainLine("王秀兰", party=4), on=[entry(1, "王秀兰", SignupState.WALK_IN)]) == [Fate.SAME]


def test_likeness_counts_the_names_that_stand() -> None:
    on = [entry(1, "王秀兰"), entry(2, "李建国", SignupState.WITHDRAWN), entry(3, "张大爷", SignupState.WAITLISTED)]
    assert likeness([ChainLine("王秀兰"), ChainLine("李建国"), ChainLine("张大爷"), ChainLine("某某")], on) == 2
