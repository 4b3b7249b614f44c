"""A typed sheet is compared with the list and saved: by number, by name, walk-ins; nobody absent by being left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from domain.attendance import Attendance
from domain.calls import CallId
from domain.paper import Fate, Newcomer, Paper, PaperLine
from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import SignupState, Source
from storage import signups, tables
from storage.tx import Tx
from tests.usecases.cast import HABITS, MEET, Cast
from usecases import attendance, closing, paper

SEVEN = MEET + timedelta(hours=1)
CAME, LATE, EXCUSED, GONE = Attendance.CAME, Attendance.LATE, Attendance.EXCUSED, Attendance.NO_SHOW


def sheet(*lines: PaperLine, new: tuple[Newcomer, ...] = (), others: Attendance | None = None) -> Paper:
    return Paper(None, lines, new, others=others)


def no(number: int, state: Attendance | None = CAME) -> PaperLine:
    return PaperLine(number=number, state=state)


def named(name: str, state: Attendance | None = CAME) -> PaperLine:
    return PaperLine(name=name, state=state)


async def on_the_list(cast: Cast, *keys: str) -> CallId:
    call_id = await cast.call()
    for key in keys:
        await cast.enter(call_id, key)
    return call_id


async def saved(cast: Cast, call_id: CallId, said: Paper, *, by: str = "han", **more: Any) -> paper.Comparison:
    done, _ = await cast.store.write(
        paper.save, **{"now": SEVEN, "call_id": call_id, "by": cast.id(by), "paper": said, **more}
    )
    return done


async def marks(cast: Cast, call_id: CallId) -> dict[str, Attendance | None]:
    lines = await cast.store.read(signups.attendance, call_id)
    return {line.signup.name: line.mark.state if line.mark else None for line in lines}


async def fates(cast: Cast, call_id: CallId, said: Paper) -> list[tuple[str, Fate]]:
    told = await cast.store.read(paper.compare, call_id=call_id, by=cast.id("han"), paper=said)
    return [(change.name, change.fate) for change in told.changes]


async def test_numbers_and_names_are_marked(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang", "li", "sun", "qian")
    await saved(cast, call_id, sheet(no(1), named("李婶", GONE), PaperLine(3, "孙玉梅", LATE)))
    assert await marks(cast, call_id) == {"王大妈": CAME, "李婶": GONE, "孙玉梅": LATE, "钱大伯": None}


async def test_the_number_stays_with_the_signup_when_somebody_leaves_after_printing(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang", "li", "sun")
    await cast.enter(call_id, "wang", state=SignupState.WITHDRAWN)
    printed = await cast.store.read(paper.sheet, call_id=call_id, by=cast.id("han"))
    assert [(line.number, line.name) for line in printed.lines] == [(2, "李婶"), (3, "孙玉梅")]
    await saved(cast, call_id, sheet(no(2)))
    assert (await marks(cast, call_id))["李婶"] is CAME


async def test_a_number_and_a_name_that_disagree_mark_nobody(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang", "li")
    assert await fates(cast, call_id, sheet(PaperLine(1, "李婶", CAME))) == [("李婶", Fate.UNCLEAR)]
    await saved(cast, call_id, sheet(PaperLine(1, "李婶", CAME)))
    assert await marks(cast, call_id) == {"王大妈": None, "李婶": None}


async def test_whoever_the_paper_leaves_out_is_a_no_show_only_after_a_days_grace(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang", "li")
    await saved(cast, call_id, sheet(no(1)))
    await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=cast.id("han"), habits=HABITS)
    assert (await marks(cast, call_id))["李婶"] is None
    later = SEVEN + attendance.GRACE
    await cast.store.write(attendance.settle_no_shows, {"call": call_id}, later)
    assert (await marks(cast, call_id))["李婶"] is GONE


async def test_an_empty_box_changes_nothing(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    assert await fates(cast, call_id, sheet(no(1, None))) == [("王大妈", Fate.UNMARKED)]
    await saved(cast, call_id, sheet(no(1, None)))
    assert await marks(cast, call_id) == {"王大妈": None}


async def test_newcomers_walk_in_with_their_party_and_their_source(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    await saved(cast, call_id, sheet(new=(Newcomer("赵大爷"), Newcomer("钱婶", 2))))
    lines = {line.signup.name: line for line in await cast.store.read(signups.attendance, call_id)}
    assert lines["钱婶"].signup.party == 2
    assert lines["钱婶"].signup.source is Source.PAPER
    assert lines["赵大爷"].mark is not None
    assert lines["赵大爷"].mark.state is Attendance.WALK_IN


async def test_a_newcomer_who_is_known_in_the_village_is_that_person(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    await saved(cast, call_id, sheet(new=(Newcomer("李婶"),)))
    li = await cast.who("li")
    assert await cast.store.read(signups.of_person, call_id, li.id) is not None


async def test_a_newcomer_already_on_the_list_is_ticked_not_entered_twice(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    await saved(cast, call_id, sheet(new=(Newcomer("王大妈"),)))
    assert await marks(cast, call_id) == {"王大妈": CAME}


async def test_two_of_one_name_are_left_to_the_organiser(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    for _ in range(2):
        person = await cast.store.write(_namesake, cast)
        await cast.store.write(
            signups.enter,
            call_id=call_id,
            person_id=person,
            party=1,
            state=SignupState.CONFIRMED,
            source=Source.ORGANISER,
            entered_by=person,
            now=MEET - timedelta(hours=9),
        )
    assert await fates(cast, call_id, sheet(named("刘桂英"))) == [("刘桂英", Fate.UNCLEAR)]


async def _namesake(tx: Tx, cast: Cast) -> PersonId:
    return PersonId(await tx.insert_id(insert(tables.person).values(village_id=cast.village.id, name="刘桂英")))


async def test_the_same_sheet_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang", "li")
    said = sheet(no(1), named("李婶", EXCUSED), new=(Newcomer("赵大爷"),))
    await saved(cast, call_id, said)
    again = await saved(cast, call_id, said, by="zhou")
    assert again.worth_saving == 0
    li = await cast.store.read(signups.of_person, call_id, (await cast.who("li")).id)
    assert li is not None
    assert len(await cast.store.read(signups.history, li.id)) == 1


async def test_a_tick_on_paper_does_not_unmake_a_late_arrival(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    await saved(cast, call_id, sheet(no(1, LATE)))
    await saved(cast, call_id, sheet(no(1)))
    assert await marks(cast, call_id) == {"王大妈": LATE}


async def test_a_different_mark_is_shown_as_a_correction_and_the_old_one_stays_in_the_history(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    await saved(cast, call_id, sheet(no(1)))
    assert await fates(cast, call_id, sheet(no(1, GONE))) == [("王大妈", Fate.CORRECT)]
    await saved(cast, call_id, sheet(no(1, GONE)), by="zhou")
    wang = await cast.store.read(signups.of_person, call_id, (await cast.who("wang")).id)
    assert wang is not None
    before, after = await cast.store.read(signups.history, wang.id)
    assert (before.state, after.state) == (CAME, GONE)
    assert after.set_by == (await cast.who("zhou")).id


async def test_all_others_came_spares_those_named_and_those_known(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang", "li", "sun")
    await saved(cast, call_id, sheet(named("孙玉梅", LATE)))
    await saved(cast, call_id, sheet(named("李婶", None), others=CAME))
    assert await marks(cast, call_id) == {"王大妈": CAME, "李婶": None, "孙玉梅": LATE}


async def test_somebody_who_left_the_list_and_came_walked_in(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    await cast.enter(call_id, "li", state=SignupState.WITHDRAWN)
    await saved(cast, call_id, sheet(named("李婶")))
    assert (await marks(cast, call_id))["李婶"] is Attendance.WALK_IN


@pytest.mark.parametrize("key", ["wang", "li"])
async def test_a_villager_neither_prints_nor_types(cast: Cast, key: str) -> None:
    call_id = await on_the_list(cast, "wang")
    me = cast.id(key)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(paper.sheet, call_id=call_id, by=me)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(paper.names_of, call_id=call_id, by=me)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(paper.compare, call_id=call_id, by=me, paper=sheet(no(1)))
    with pytest.raises(Refused, match="not-organiser"):
        await saved(cast, call_id, sheet(no(1)), by=key)
    with pytest.raises(Refused, match="paper-for-organisers"):
        await cast.store.read(paper.candidates, by=cast.id(key), now=SEVEN, paper=sheet(no(1)))


async def test_nothing_is_saved_too_early_and_nothing_by_halves(cast: Cast) -> None:
    call_id = await on_the_list(cast, "wang")
    early = MEET - timedelta(hours=2, seconds=1)
    with pytest.raises(Refused, match="too-early-to-check-in"):
        await saved(cast, call_id, sheet(no(1), new=(Newcomer("赵大爷"),)), now=early)
    assert await marks(cast, call_id) == {"王大妈": None}
    await saved(cast, call_id, sheet(no(1)), now=MEET - timedelta(hours=2))


async def test_the_names_choose_the_call_among_two(cast: Cast) -> None:
    first = await on_the_list(cast, "wang")
    second = await on_the_list(cast, "sun")
    found = await cast.store.read(paper.candidates, by=cast.id("han"), now=SEVEN, paper=sheet(named("孙玉梅")))
    assert [call.id for call in found] == [second]
    both = await cast.store.read(paper.candidates, by=cast.id("han"), now=SEVEN, paper=sheet(no(1)))
    assert {call.id for call in both} == {first, second}
    coded = Paper(1, (no(1),))
    assert [c.id for c in await cast.store.read(paper.candidates, by=cast.id("han"), now=SEVEN, paper=coded)] == [first]


async def test_a_code_nobody_knows_is_refused(cast: Cast) -> None:
    await on_the_list(cast, "wang")
    with pytest.raises(Refused, match="paper-no-call"):
        await cast.store.read(paper.candidates, by=cast.id("han"), now=SEVEN, paper=Paper(99, (no(1),)))
