"""People without a phone on a real database: whom a name means, merging and its undo, claims, the keeper's party."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.attendance import Attendance
from domain.calls import CallId
from domain.people import Person, PersonId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import Signup, Source
from storage import names, people, signups
from storage.tx import Tx
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, NAMES, Cast
from usecases import claims, keepers, kept, merging, people_desk
from usecases import signups as acts
from usecases.claims import Said
from usecases.keepers import Entered
from usecases.merging import UNDO_MERGE, UNDO_TAKEOVER
from usecases.signups import Answer, Outcome

Act = Callable[..., Awaitable[Any]]


def said(key: str, call_id: CallId) -> dict[str, Any]:
    return {
        "now": EVENING,
        "call_id": call_id,
        "user_id": IDS[key],
        "name": NAMES[key],
        "chat_id": GROUP,
        "timing": HABITS.timing,
    }


async def enter(cast: Cast, call_id: CallId, key: str, *names_said: str) -> Entered:
    return await cast.store.write(keepers.join_for, **said(key, call_id), names=names_said, source=Source.REPLY)


async def pick(cast: Cast, call_id: CallId, key: str, who: PersonId, another: int | None = None) -> Entered:
    return await cast.store.write(
        keepers.join_one, **said(key, call_id), person_id=who, source=Source.REPLY, another=another
    )


async def join(cast: Cast, call_id: CallId, key: str, **more: Any) -> Answer:
    return await cast.store.write(acts.join, **said(key, call_id), source=Source.BUTTON, **more)


async def listed(cast: Cast, call_id: CallId) -> list[tuple[str, str, str | None]]:
    return [(s.name, s.state.value, s.keeper) for s in await cast.store.read(signups.of_call, call_id)]


async def signup_of(cast: Cast, call_id: CallId, person: Person) -> Signup:
    found = await cast.store.read(signups.of_person, call_id, person.id)
    assert found is not None
    return found


async def called(cast: Cast, name: str) -> list[Person]:
    return await cast.store.read(names.called, cast.village.id, name)


async def entry(cast: Cast, name: str) -> Person:
    (found,) = [one for one in await called(cast, name) if one.user_id is None]
    return found


async def also(cast: Cast, person: Person, name: str) -> None:
    await cast.store.write(people_desk.add_name, now=EVENING, by=IDS["zhou"], person_id=person.id, said=name)


async def merge(cast: Cast, gone: Person, into: Person, by: str = "zhou") -> merging.Done:
    return await cast.store.write(
        merging.merge, now=EVENING, by=IDS[by], entry_id=gone.id, into_id=into.id, timing=HABITS.timing
    )


async def undo(cast: Cast, gone: Person, *, later: timedelta = timedelta(0), by: str = "zhou") -> merging.Done:
    return await cast.store.write(merging.undo, now=EVENING + later, by=IDS[by], entry_id=gone.id, timing=HABITS.timing)


# Whom a name means.


async def test_a_new_name_is_a_new_person_whom_the_neighbour_answers_for(cast: Cast) -> None:
    call_id = await cast.call()
    assert (await enter(cast, call_id, "li", "杜爷爷")).placed == ("杜爷爷",)
    assert (await entry(cast, "杜爷爷")).keeper_id == (await cast.who("li")).id
    assert await listed(cast, call_id) == [("杜爷爷", "confirmed", "李婶")]


async def test_whom_an_organiser_writes_down_nobody_answers_for_yet(cast: Cast) -> None:
    await enter(cast, await cast.call(), "zhou", "杜爷爷")
    assert (await entry(cast, "杜爷爷")).keeper_id is None


async def test_the_same_name_is_the_same_person_on_the_next_call(cast: Cast) -> None:
    await enter(cast, await cast.call(), "li", "杜爷爷")
    second = await cast.call()
    assert (await enter(cast, second, "sun", "杜爷爷")).placed == ("杜爷爷",)
    assert len(await called(cast, "杜爷爷")) == 1


async def test_two_keepers_enter_one_name_at_once_and_it_stands_there_once(cast: Cast) -> None:
    call_id = await cast.call()
    both = await asyncio.gather(enter(cast, call_id, "li", "杜爷爷"), enter(cast, call_id, "sun", "杜爷爷"))
    assert sorted(one.placed + one.already for one in both) == [("杜爷爷",), ("杜爷爷",)]
    assert len(await listed(cast, call_id)) == 1
    assert len(await called(cast, "杜爷爷")) == 1


async def test_another_name_is_the_same_person(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷")
    await also(cast, await entry(cast, "杜爷爷"), "老杜头")
    assert (await enter(cast, call_id, "sun", "老杜头")).already == ("老杜头",)
    assert len(await listed(cast, call_id)) == 1


async def test_somebody_of_the_group_is_asked_about_and_then_told(cast: Cast) -> None:
    call_id = await cast.call()
    entered = await enter(cast, call_id, "li", "王大妈", "杜爷爷")
    assert entered.placed == ("杜爷爷",)
    (unclear,) = entered.unclear
    assert unclear.of_the_group
    assert [one.person.id for one in unclear.candidates] == [(await cast.who("wang")).id]
    assert (await pick(cast, call_id, "li", unclear.candidates[0].person.id)).placed == ("王大妈",)
    assert ("王大妈", "confirmed", None) in await listed(cast, call_id)
    (news,) = await cast.promised(Kind.SIGNED_FOR)
    assert news.chat_id == IDS["wang"]
    assert (await pick(cast, call_id, "li", unclear.candidates[0].person.id)).already == ("王大妈",)
    assert (await join(cast, call_id, "wang")).outcome is Outcome.ALREADY


async def test_another_one_of_that_name_is_somebody_new_and_only_once(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    (unclear,) = (await enter(cast, call_id, "li", "王大妈")).unclear
    one = unclear.candidates[0]
    for _ in range(2):
        await pick(cast, call_id, "li", one.person.id, one.spelling)
    assert await listed(cast, call_id) == [("王大妈", "confirmed", None), ("王大妈", "confirmed", "李婶")]
    assert (await enter(cast, call_id, "li", "王大妈")).already == ("王大妈",), "the one whom she answers for"


async def test_an_organisers_second_tap_makes_nobody_new(cast: Cast) -> None:
    call_id = await cast.call()
    (unclear,) = (await enter(cast, call_id, "zhou", "王大妈")).unclear
    for _ in range(2):
        await pick(cast, call_id, "zhou", unclear.candidates[0].person.id, 1)
    assert len(await called(cast, "王大妈")) == 2


async def test_one_of_several_is_asked_with_what_tells_them_apart(cast: Cast) -> None:
    first = await cast.call()
    await enter(cast, first, "li", "杜爷爷")
    one = await entry(cast, "杜爷爷")
    other = await cast.store.write(people.add, cast.village.id, "杜爷爷")
    await cast.store.write(people_desk.set_label, now=EVENING, by=IDS["han"], person_id=other, said="村东头")
    second = await cast.call()
    (unclear,) = (await enter(cast, second, "sun", "杜爷爷")).unclear
    told = [(c.person.label, c.keeper.name if c.keeper else None, c.last) for c in unclear.candidates]
    assert told == [(None, "李婶", "收土豆"), ("村东头", None, "")]
    assert (await enter(cast, second, "li", "杜爷爷")).placed == ("杜爷爷",), "hers is meant"
    assert [s.person_id for s in await cast.store.read(signups.of_call, second)] == [one.id]


@pytest.mark.parametrize("another", [None, 1, 9])
async def test_a_forged_choice_enters_nobody_of_another_village(cast: Cast, another: int | None) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="stale-button"):
        await pick(cast, call_id, "li", PersonId(99_999), another)
    if another == 9:
        with pytest.raises(Refused, match="stale-button"):
            await pick(cast, call_id, "li", (await cast.who("wang")).id, another)


async def test_a_keeper_answers_for_fifteen_and_no_more(cast: Cast) -> None:
    call_id = await cast.call(needed=30)
    await enter(cast, call_id, "li", *(f"邻居{n}" for n in range(14)))
    assert len((await enter(cast, call_id, "li", "邻居14")).placed) == 1
    with pytest.raises(Refused, match="keeper-full"):
        await enter(cast, call_id, "li", "邻居15")
    assert (await enter(cast, call_id, "li", "邻居3")).already == ("邻居3",)
    assert (await enter(cast, call_id, "zhou", *(f"老人{n}" for n in range(15)))).waiting == ()
    assert (await enter(cast, call_id, "zhou", "老人15")).waiting == ("老人15",), "an organiser copies a paper list"


# Never twice on one list.


async def test_whoever_was_entered_under_another_name_is_asked(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "老王头")
    one = await entry(cast, "老王头")
    await cast.store.write(names.add_name, one, "田嫂")
    assert (await join(cast, call_id, "tian")).outcome is Outcome.SAME_NAME
    assert len(await listed(cast, call_id)) == 1


async def test_whoever_left_and_was_entered_by_a_neighbour_is_asked_too(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    await cast.store.write(acts.leave, **said("wang", call_id), source=Source.BUTTON)
    (unclear,) = (await enter(cast, call_id, "li", "王大妈")).unclear
    await pick(cast, call_id, "li", unclear.candidates[0].person.id, 1)
    assert (await join(cast, call_id, "wang")).outcome is Outcome.SAME_NAME
    taken = await cast.store.write(claims.take_over, **said("wang", call_id))
    assert taken.said is Said.YOURS
    assert await listed(cast, call_id) == [("王大妈", "confirmed", None)]
    assert (await join(cast, call_id, "wang")).outcome is Outcome.ALREADY


# Merging.


async def test_a_merge_moves_sign_ups_marks_names_and_the_team(cast: Cast) -> None:
    first, second = await cast.call(), await cast.call()
    await enter(cast, first, "li", "王奶奶")
    await enter(cast, second, "li", "王奶奶")
    gone = await entry(cast, "王奶奶")
    into = await cast.who("wang")
    mine = await signup_of(cast, first, gone)
    await cast.store.write(signups.mark, mine.id, Attendance.CAME, arrived_at=EVENING, set_by=into.id, now=EVENING)
    await cast.store.write(names.set_facts, gone.id, team_since=EVENING)
    seen = await cast.store.read(merging.preview, by=IDS["zhou"], entry_id=gone.id, into_id=into.id)
    assert (seen.moving, seen.both, seen.came, seen.names) == (2, 0, 1, ("王奶奶",))
    await merge(cast, gone, into)
    for call_id in (first, second):
        assert await listed(cast, call_id) == [("王大妈", "confirmed", None)]
    moved = await signup_of(cast, first, into)
    assert [m.state for m in await cast.store.read(signups.history, moved.id)] == [Attendance.CAME]
    assert [one.id for one in await called(cast, "王奶奶")] == [into.id], "the name goes on meaning her"
    assert (await cast.who("wang")).team_since == EVENING


async def test_both_on_one_call_the_earlier_stands_and_no_party_is_doubled(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    await enter(cast, call_id, "li", "王奶奶")
    await join(cast, call_id, "wang", party=2)
    await join(cast, call_id, "sun")
    gone = await entry(cast, "王奶奶")
    await merge(cast, gone, await cast.who("wang"))
    found = await cast.store.read(signups.of_call, call_id)
    assert [(s.name, s.party, s.state.value) for s in found] == [
        ("王大妈", 1, "confirmed"),
        ("孙玉梅", 1, "offered"),
    ], "the place that came free is offered to who waits"


async def test_who_holds_a_place_stands_before_who_only_waits(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    await join(cast, call_id, "sun")
    await join(cast, call_id, "wang")
    await enter(cast, call_id, "li", "王奶奶")
    gone = await entry(cast, "王奶奶")
    theirs = await signup_of(cast, call_id, gone)
    await cast.store.write(signups.change, theirs.id, EVENING, state="confirmed")
    await merge(cast, gone, await cast.who("wang"))
    assert ("王大妈", "confirmed", None) in await listed(cast, call_id)
    assert len(await listed(cast, call_id)) == 2


async def test_an_offer_that_runs_goes_on_for_the_one_who_stays(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    await join(cast, call_id, "sun")
    await enter(cast, call_id, "li", "王奶奶")
    await cast.store.write(acts.leave, **said("sun", call_id), source=Source.BUTTON)
    gone = await entry(cast, "王奶奶")
    assert ("王奶奶", "offered", "李婶") in await listed(cast, call_id)
    wang = await cast.who("wang")
    await merge(cast, gone, wang)
    (lapse,) = await cast.promised(Kind.OFFER_LAPSES)
    assert f'"person": {wang.id}' in lapse.payload
    offers = await cast.promised(Kind.OFFER)
    assert [row.chat_id for row in offers] == [IDS["wang"]]


async def test_a_merge_is_taken_back_whole_for_ten_minutes(cast: Cast) -> None:
    alone, both = await cast.call(), await cast.call(needed=3)
    await enter(cast, alone, "li", "王奶奶")
    await enter(cast, both, "li", "王奶奶")
    await join(cast, both, "wang", party=2)
    gone, wang = await entry(cast, "王奶奶"), await cast.who("wang")
    before = [await listed(cast, call_id) for call_id in (alone, both)]
    await merge(cast, gone, wang)
    assert [done.entry.id for done in await cast.store.read(merging.undoable, village_id=cast.village.id, now=EVENING)]
    await undo(cast, gone, later=UNDO_MERGE - timedelta(seconds=1))
    assert [await listed(cast, call_id) for call_id in (alone, both)] == before
    parties = {s.name: s.party for s in await cast.store.read(signups.of_call, both)}
    assert parties == {"王奶奶": 1, "王大妈": 2}
    assert [one.id for one in await called(cast, "王奶奶")] == [gone.id]
    with pytest.raises(Refused, match="merge-settled"):
        await undo(cast, gone)


async def test_a_place_that_was_taken_meanwhile_is_not_taken_away_by_the_undo(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    await join(cast, call_id, "wang")
    await enter(cast, call_id, "li", "王奶奶")
    gone = await entry(cast, "王奶奶")
    await merge(cast, gone, await cast.who("wang"))
    await join(cast, call_id, "sun")
    await undo(cast, gone)
    assert ("王奶奶", "waitlisted", "李婶") in await listed(cast, call_id)


async def test_after_ten_minutes_a_merge_stays(cast: Cast) -> None:
    await enter(cast, await cast.call(), "li", "王奶奶")
    gone = await entry(cast, "王奶奶")
    await merge(cast, gone, await cast.who("wang"))
    with pytest.raises(Refused, match="merge-settled"):
        await undo(cast, gone, later=UNDO_MERGE)


async def test_two_organisers_merge_at_once_and_one_is_told(cast: Cast) -> None:
    await enter(cast, await cast.call(), "li", "王奶奶")
    gone = await entry(cast, "王奶奶")
    wang, sun = await cast.who("wang"), await cast.who("sun")
    ended = await asyncio.gather(merge(cast, gone, wang), merge(cast, gone, sun, "han"), return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["Done", "Refused"]
    assert len(await called(cast, "王奶奶")) == 1


async def test_who_may_not_merge_and_what_cannot_be(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "王奶奶")
    gone, wang = await entry(cast, "王奶奶"), await cast.who("wang")
    with pytest.raises(Refused, match="not-organiser"):
        await merge(cast, gone, wang, "li")
    with pytest.raises(Refused, match="merge-same"):
        await merge(cast, gone, gone)
    with pytest.raises(Refused, match="merge-accounts"):
        await merge(cast, await cast.who("sun"), wang)
    await merge(cast, wang, gone)
    assert [one.id for one in await called(cast, "王奶奶")] == [wang.id], "who has a phone always stays"
    with pytest.raises(Refused, match="not-organiser"):
        await undo(cast, gone, by="li")


async def test_who_swallowed_another_may_be_merged_too(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "王奶奶", "老王婆")
    one, other = await entry(cast, "王奶奶"), await entry(cast, "老王婆")
    await merge(cast, one, other)
    assert (await enter(cast, call_id, "li", "王奶奶")).already == ("王奶奶",)
    await merge(cast, other, await cast.who("wang"))
    assert [p.name for p in await called(cast, "王奶奶")] == ["王大妈"]
    assert await cast.store.read(names.names_of, (await cast.who("wang")).id) == ["王奶奶", "老王婆"]
    assert [p.id for p in await called(cast, "老王婆")] == [(await cast.who("wang")).id]


# Taking over one's own entry.


async def grown(cast: Cast) -> Person:
    """An entry of the name 田嫂 that has been on two calls, by 李婶; the second goes on."""
    for _ in range(2):
        call_id = await cast.call()
        (unclear,) = (await enter(cast, call_id, "li", "田嫂")).unclear or (None,)
        if unclear is not None:
            await pick(cast, call_id, "li", unclear.candidates[0].person.id, 1)
    return await entry(cast, "田嫂")


async def claim(cast: Cast, one: Person, key: str = "tian") -> claims.Claimed:
    return await cast.store.write(claims.claim, now=EVENING, user_id=IDS[key], entry_id=one.id, timing=HABITS.timing)


async def answer(cast: Cast, one: Person, by: str, *, right: bool = True, who: str = "tian") -> claims.Claimed:
    return await cast.store.write(
        claims.answer,
        now=EVENING,
        by=IDS[by],
        entry_id=one.id,
        person_id=(await cast.who(who)).id,
        right=right,
        timing=HABITS.timing,
    )


async def test_an_entry_is_shown_to_its_namesake_once(cast: Cast) -> None:
    call_id = await cast.call()
    (unclear,) = (await enter(cast, call_id, "li", "田嫂")).unclear
    await pick(cast, call_id, "li", unclear.candidates[0].person.id, 1)
    (asked,) = await cast.store.write(claims.to_ask, now=EVENING, user_id=IDS["tian"])
    assert asked.keeper is not None
    assert asked.keeper.name == "李婶"
    assert await cast.store.write(claims.to_ask, now=EVENING, user_id=IDS["tian"]) == []
    assert await cast.store.write(claims.to_ask, now=EVENING, user_id=IDS["sun"]) == []


async def test_a_single_sign_up_is_taken_over_at_once_and_can_be_taken_back_for_a_week(cast: Cast) -> None:
    call_id = await cast.call()
    (unclear,) = (await enter(cast, call_id, "li", "田嫂")).unclear
    await pick(cast, call_id, "li", unclear.candidates[0].person.id, 1)
    one = await entry(cast, "田嫂")
    assert (await claim(cast, one)).said is Said.YOURS
    assert await listed(cast, call_id) == [("田嫂", "confirmed", None)]
    await undo(cast, one, later=UNDO_TAKEOVER - timedelta(minutes=1))
    assert await listed(cast, call_id) == [("田嫂", "confirmed", "李婶")]


async def test_an_entry_with_a_history_waits_for_the_keepers_word(cast: Cast) -> None:
    one = await grown(cast)
    claimed = await claim(cast, one)
    assert (claimed.said, [p.name for p in claimed.asked]) == (Said.ASKED, ["李婶"])
    (letter,) = await cast.promised(Kind.CLAIM)
    assert letter.chat_id == IDS["li"]
    assert len(await called(cast, "田嫂")) == 2, "nothing has moved"
    await answer(cast, one, "li")
    assert [p.user_id for p in await called(cast, "田嫂")] == [IDS["tian"]]
    assert len(await cast.promised(Kind.CLAIM_SAID)) == 1
    with pytest.raises(Refused, match="claim-settled"):
        await answer(cast, one, "zhou", right=False)


async def test_a_claim_that_was_denied_stays_denied(cast: Cast) -> None:
    one = await grown(cast)
    await claim(cast, one)
    await answer(cast, one, "li", right=False)
    assert len(await called(cast, "田嫂")) == 2
    with pytest.raises(Refused, match="claim-settled"):
        await claim(cast, one)
    with pytest.raises(Refused, match="claim-settled"):
        await answer(cast, one, "zhou")


async def test_nobody_claims_whom_they_are_not_called_nor_answers_for_themselves(cast: Cast) -> None:
    one = await grown(cast)
    with pytest.raises(Refused, match="stale-button"):
        await claim(cast, one, "sun")
    with pytest.raises(Refused, match="stale-button"):
        await answer(cast, one, "li")
    await claim(cast, one)
    for key in ("sun", "tian"):
        with pytest.raises(Refused, match="not-your-entry"):
            await answer(cast, one, key)


async def test_without_a_keeper_who_can_be_reached_the_organisers_are_asked(cast: Cast) -> None:
    one = await grown(cast)
    await cast.store.write(people.set_unreachable, IDS["li"], "blocked")
    claimed = await claim(cast, one)
    assert {p.name for p in claimed.asked} == {"韩书记", "刘主任", "赵会计", "周社工", "陈社工"}


# The keeper's own page.


async def change(cast: Cast, call_id: CallId, key: str, *party: str) -> Entered:
    return await cast.store.write(kept.change_party, **said(key, call_id), names_said=party)


async def test_the_whole_party_is_edited_at_once_and_who_stays_keeps_the_place(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    await enter(cast, call_id, "li", "杜爷爷", "李奶奶", "赵德福")
    before = await cast.store.read(signups.of_call, call_id)
    done = await change(cast, call_id, "li", "李奶奶", "钱奶奶")
    assert (done.gone, done.already, done.placed) == (("杜爷爷", "赵德福"), ("李奶奶",), ("钱奶奶",))
    after = {s.name: s for s in await cast.store.read(signups.of_call, call_id)}
    assert after["李奶奶"] == before[1]
    assert [s.name for s in (await page(cast, call_id, "li")).kept] == ["李奶奶", "钱奶奶"]


async def page(cast: Cast, call_id: CallId, key: str) -> kept.Page:
    return await cast.store.read(kept.page, call_id=call_id, user_id=IDS[key])


async def test_a_party_of_sixteen_or_of_nobody_changes_nothing(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷")
    with pytest.raises(Refused, match="party-size"):
        await change(cast, call_id, "li", *(f"邻居{n}" for n in range(16)))
    with pytest.raises(Refused, match="no-names"):
        await change(cast, call_id, "li", " ")
    assert [s.name for s in (await page(cast, call_id, "li")).kept] == ["杜爷爷"]


async def off(cast: Cast, call_id: CallId, key: str, person_id: PersonId | None = None) -> Entered:
    return await cast.store.write(kept.take_off, **said(key, call_id), person_id=person_id)


async def test_one_or_all_are_taken_off_by_whoever_entered_them(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷", "李奶奶", "赵德福")
    du = await entry(cast, "杜爷爷")
    with pytest.raises(Refused, match="not-yours"):
        await off(cast, call_id, "sun", du.id)
    with pytest.raises(Refused, match="not-yours"):
        await off(cast, call_id, "sun")
    assert (await off(cast, call_id, "li", du.id)).gone == ("杜爷爷",)
    assert (await off(cast, call_id, "li")).gone == ("李奶奶", "赵德福")
    assert (await page(cast, call_id, "li")).kept == ()


async def rename(cast: Cast, call_id: CallId, key: str, one: Person, fresh: str) -> str:
    facts = {k: v for k, v in said(key, call_id).items() if k != "timing"}
    return await cast.store.write(kept.rename, **facts, person_id=one.id, said=fresh)


async def test_a_name_is_written_anew_and_the_old_one_still_means_them(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷")
    du = await entry(cast, "杜爷爷")
    assert await rename(cast, call_id, "li", du, "杜长贵") == "杜长贵"
    assert await rename(cast, call_id, "li", du, "杜长贵") == "杜长贵"
    assert [one.id for one in await called(cast, "杜爷爷")] == [du.id]
    with pytest.raises(Refused, match="name-taken"):
        await rename(cast, call_id, "li", du, "王大妈")
    with pytest.raises(Refused, match="not-yours"):
        await rename(cast, call_id, "sun", du, "杜老汉")
    with pytest.raises(Refused, match="no-names"):
        await rename(cast, call_id, "li", du, "\u200b")
    assert await rename(cast, call_id, "li", du, "杜爷爷") == "杜爷爷", "and back"


async def test_whom_another_neighbour_answers_for_is_renamed_by_that_one_alone(cast: Cast) -> None:
    await enter(cast, await cast.call(), "li", "杜爷爷")
    second = await cast.call()
    await enter(cast, second, "sun", "杜爷爷")
    du = await entry(cast, "杜爷爷")
    with pytest.raises(Refused, match="not-yours"):
        await rename(cast, second, "sun", du, "杜长贵")
    assert await rename(cast, second, "zhou", du, "杜长贵") == "杜长贵"


# The organisers' desk.


async def test_the_desk_lists_who_has_no_phone_with_all_that_is_known(cast: Cast) -> None:
    await enter(cast, await cast.call(), "li", "杜爷爷")
    du = await entry(cast, "杜爷爷")
    await also(cast, du, "老杜")
    desk = await cast.store.read(people_desk.desk, by=IDS["han"], village_id=cast.village.id, now=EVENING)
    (one,) = desk.people
    assert (one.person.name, one.keeper and one.keeper.name, one.names, one.last) == (
        "杜爷爷",
        "李婶",
        ("老杜",),
        "收土豆",
    )
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(people_desk.desk, by=IDS["li"], village_id=cast.village.id, now=EVENING)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(people_desk.organised, by=IDS["li"])


async def test_another_persons_name_is_no_other_name_and_eight_are_enough(cast: Cast) -> None:
    await enter(cast, await cast.call(), "li", "杜爷爷")
    du = await entry(cast, "杜爷爷")
    with pytest.raises(Refused, match="name-taken"):
        await also(cast, du, "王大妈")
    for n in range(8):
        await also(cast, du, f"老杜{n}")
    with pytest.raises(Refused, match="too-many-names"):
        await also(cast, du, "老杜8")


async def test_a_new_keeper_is_reminded_instead_of_the_old_one(cast: Cast) -> None:
    noon = EVENING - timedelta(hours=8)
    call_id = await cast.call(now=noon)
    await cast.store.write(
        keepers.join_for, **{**said("li", call_id), "now": noon}, names=["杜爷爷"], source=Source.REPLY
    )
    du = await entry(cast, "杜爷爷")
    sun = await cast.who("sun")
    facts: dict[str, Any] = {"now": noon, "by": IDS["zhou"], "person_id": du.id, "timing": HABITS.timing}
    one = await cast.store.write(people_desk.set_keeper, **facts, keeper_id=sun.id)
    assert one.keeper == sun
    assert IDS["sun"] in {row.chat_id for row in await cast.promised(Kind.REMINDER)}
    with pytest.raises(Refused, match="not-known-here"):
        await cast.store.write(people_desk.set_keeper, **facts, keeper_id=du.id)


async def test_whoever_moved_away_is_off_the_lists_and_nobodys_name(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷")
    du = await entry(cast, "杜爷爷")
    facts: dict[str, Any] = {"now": EVENING, "by": IDS["zhou"], "person_id": du.id}
    await cast.store.write(people_desk.move_away, **facts, timing=HABITS.timing)
    assert await listed(cast, call_id) == [("杜爷爷", "withdrawn", "李婶")]
    assert await called(cast, "杜爷爷") == []
    with pytest.raises(Refused, match="not-known-here"):
        await cast.store.read(people_desk.entry, by=IDS["zhou"], person_id=du.id)
    await cast.store.write(people_desk.move_back, **facts)
    assert [one.id for one in await called(cast, "杜爷爷")] == [du.id]


async def test_leaving_by_a_name_that_two_have_asks_which(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷", "老杜")
    one = await entry(cast, "老杜")

    async def named_alike(tx: Tx) -> None:
        await names.add_name(tx, one, "杜爷爷")

    await cast.store.write(named_alike)
    done = await cast.store.write(keepers.leave_for, **said("li", call_id), names=["杜爷爷"])
    assert done.gone == ()
    assert len(done.which[0].candidates) == 2
    assert (await off(cast, call_id, "li", one.id)).gone == ("老杜",)
    done = await cast.store.write(keepers.leave_for, **said("li", call_id), names=["杜爷爷"])
    assert done.gone == ("杜爷爷",)
