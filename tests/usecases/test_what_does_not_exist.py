"""Ids come from buttons and may name anything: what does not exist is not found, by whatever door; no letter is written
about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.calls import CallId
from domain.chains import ChainLine
from domain.paper import Paper
from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import DutyId, SignupId
from storage import people
from storage.tx import Tx
from tests.usecases.cast import EVENING, HABITS, IDS, MEET, Cast
from usecases import (
    approval,
    calls,
    certificates,
    chains,
    claims,
    duties,
    editing,
    hours,
    merging,
    offers,
    paper,
    people_desk,
    series,
)
from usecases.wishes import Wish

NOBODY, NOTHING, NO_SIGNUP = PersonId(987654), CallId(987654), SignupId(987654)
HAN, TIMING = IDS["han"], HABITS.timing
SHEET = Paper(None, (), ())

DOORS: dict[str, Callable[[Tx], Awaitable[Any]]] = {
    "a person's entry": lambda tx: people_desk.entry(tx, by=HAN, person_id=NOBODY),
    "who moved back": lambda tx: people_desk.move_back(tx, now=EVENING, by=HAN, person_id=NOBODY),
    "a certificate": lambda tx: certificates.issue(tx, now=EVENING, by=IDS["zhou"], person_id=NOBODY),
    "an edit": lambda tx: editing.edit(
        tx, now=EVENING, call_id=NOTHING, by=HAN, wish=Wish(bring="水"), version=1, timing=TIMING
    ),
    "a proposal": lambda tx: editing.proposed(tx, now=EVENING, call_id=NOTHING, by=HAN, wish=Wish(bring="水")),
    "a paper": lambda tx: paper.save(tx, now=MEET, call_id=NOTHING, by=HAN, paper=SHEET),
    "a chain": lambda tx: chains.save(tx, now=EVENING, call_id=NOTHING, by=HAN, lines=[ChainLine("甲")], timing=TIMING),
    "a duty": lambda tx: duties.assign(tx, now=EVENING, signup_id=NO_SIGNUP, by=HAN, duty=DutyId(1), timing=TIMING),
    "an undecided one": lambda tx: duties.undecided_one(tx, signup_id=NO_SIGNUP, by=HAN),
    "hours": lambda tx: hours.credit(tx, now=MEET, signup_id=NO_SIGNUP, by=HAN, half_hours=2, why="x"),
    "a number": lambda tx: calls.over(tx, now=EVENING, call_id=NOTHING, by=HAN, needed=3),
    "a claim": lambda tx: claims.answer(
        tx, now=EVENING, by=HAN, entry_id=NOBODY, person_id=NOBODY, right=True, timing=TIMING
    ),
}


@pytest.mark.parametrize("door", DOORS)
async def test_it_is_not_found(cast: Cast, door: str) -> None:
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(DOORS[door])


async def test_an_offer_of_another_call_or_of_none_is_not_found(cast: Cast) -> None:
    call_id = await cast.call()
    said: dict[str, Any] = {"now": EVENING, "call_id": call_id, "signup_id": NO_SIGNUP, "timing": TIMING}
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(offers.answer, **said, user_id=IDS["wang"], comes=True)
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(offers.give_place, **said, by=HAN)


async def test_an_offer_lapses_only_while_it_stands(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    wang = await cast.who("wang")
    late = MEET - timedelta(hours=1)
    for facts in ({"call": 987654, "person": 1, "queue": 1}, {"call": call_id, "person": wang.id, "queue": 1}):
        await cast.store.write(offers.lapse, facts, late, TIMING)
    assert await cast.store.read(offers.choice, call_id=call_id, person_id=wang.id) is None


async def test_no_letter_is_written_about_it(cast: Cast) -> None:
    call_id = await cast.call()
    zhou = await cast.who("zhou")
    assert await cast.store.read(certificates.asking, person_id=NOBODY, worker_id=zhou.id, now=EVENING) is None
    assert await cast.store.read(certificates.asking, person_id=zhou.id, worker_id=zhou.id, now=EVENING) is None
    assert await cast.store.read(approval.request, call_id=call_id, person_id=NOBODY, version=1) is None
    assert await cast.store.read(approval.request, call_id=call_id, person_id=zhou.id, version=1) is None
    assert await cast.store.read(approval.answer, verdict_id=987654, person_id=zhou.id) is None
    assert await cast.store.read(series.drafted, call_id=call_id, person_id=NOBODY, version=1) is None
    found = await cast.store.read(claims.pending, entry_id=NOBODY, person_id=zhou.id, asked_id=zhou.id)
    assert found is None


async def test_a_person_without_a_name_or_label_is_asked_again(cast: Cast) -> None:
    wang = await cast.who("wang")
    for deed in (people_desk.add_name, people_desk.set_label):
        with pytest.raises(Refused, match=r"no-names|not-known-here"):
            await cast.store.write(deed, now=EVENING, by=HAN, person_id=wang.id, said="  ")
    with pytest.raises(Refused, match="not-known-here"):
        await cast.store.write(people_desk.move_back, now=EVENING, by=HAN, person_id=wang.id)
    with pytest.raises(Refused):
        await cast.store.write(merging.merge, now=EVENING, by=HAN, entry_id=NOBODY, into_id=wang.id, timing=TIMING)


async def test_the_desk_takes_no_empty_name_and_none_that_somebody_has(cast: Cast) -> None:
    granny = await cast.store.write(people.add, cast.village.id, "李奶奶")
    said: dict[str, Any] = {"now": EVENING, "by": HAN, "person_id": granny}
    for deed in (people_desk.add_name, people_desk.set_label):
        with pytest.raises(Refused, match="no-names"):
            await cast.store.write(deed, **said, said="  ")
    with pytest.raises(Refused, match="name-taken"):
        await cast.store.write(people_desk.add_name, **said, said="王大妈")
    for n in range(people_desk.MOST_NAMES):
        await cast.store.write(people_desk.add_name, **said, said=f"李奶奶{n}")
    with pytest.raises(Refused, match="too-many-names"):
        await cast.store.write(people_desk.add_name, **said, said="又一个")
