"""Taking back what made two entries one: it holds, it restores only what nobody changed, it gives nobody a place."""

from __future__ import annotations

import pytest

from domain.calls import CallId
from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import SignupState, Source
from storage import names, people, signups
from tests.usecases.cast import EVENING, Cast
from tests.usecases.test_people import answer, claim, enter, entry, grown, join, listed, merge, said, signup_of, undo
from usecases import keepers
from usecases import signups as acts
from usecases.claims import Said


async def test_a_takeover_taken_back_cannot_be_claimed_again(cast: Cast) -> None:
    call_id = await cast.call()
    (unclear,) = (await enter(cast, call_id, "li", "田嫂")).unclear
    await cast.store.write(
        keepers.join_one,
        **said("li", call_id),
        person_id=unclear.candidates[0].person.id,
        source=Source.REPLY,
        another=1,
    )
    one = await entry(cast, "田嫂")
    assert (await claim(cast, one)).said is Said.YOURS
    await undo(cast, one)
    with pytest.raises(Refused, match="claim-settled"):
        await claim(cast, one)
    assert await listed(cast, call_id) == [("田嫂", "confirmed", "李婶")]
    await merge(cast, one, await cast.who("tian"))
    assert await listed(cast, call_id) == [("田嫂", "confirmed", None)], "an organiser still can"


async def test_nor_by_the_keepers_old_button(cast: Cast) -> None:
    one = await grown(cast)
    await claim(cast, one)
    await answer(cast, one, "li")
    await undo(cast, one)
    with pytest.raises(Refused, match="claim-settled"):
        await answer(cast, one, "li")


async def test_a_merge_by_an_organiser_taken_back_says_nothing_of_claims(cast: Cast) -> None:
    one = await grown(cast)
    await merge(cast, one, await cast.who("tian"))
    await undo(cast, one)
    assert (await claim(cast, one)).said is Said.ASKED


async def test_whoever_left_meanwhile_is_not_put_back(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "王奶奶")
    await join(cast, call_id, "wang")
    gone, wang = await entry(cast, "王奶奶"), await cast.who("wang")
    await merge(cast, gone, wang)  # the entry was there first: its sign-up stands
    await cast.store.write(acts.leave, **said("wang", call_id), source=Source.BUTTON)
    await undo(cast, gone)
    assert (await signup_of(cast, call_id, wang)).state is SignupState.WITHDRAWN
    assert (await signup_of(cast, call_id, gone)).state is SignupState.CONFIRMED


async def test_an_offer_that_ended_by_a_merge_goes_back_to_the_line(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    await join(cast, call_id, "sun")
    await join(cast, call_id, "wang")
    await cast.store.write(acts.leave, **said("sun", call_id), source=Source.BUTTON)
    wang = await cast.who("wang")
    assert (await signup_of(cast, call_id, wang)).state is SignupState.OFFERED
    gone_id = await cast.store.write(people.add, cast.village.id, "王奶奶")
    gone = await cast.store.read(people.get, gone_id)
    assert gone is not None
    await _put(cast, call_id, gone_id)
    await merge(cast, gone, wang)
    await undo(cast, gone)
    assert (await signup_of(cast, call_id, wang)).state is not SignupState.CONFIRMED


async def _put(cast: Cast, call_id: CallId, person_id: PersonId) -> None:
    """An entry that holds a place without any rule asked."""
    await cast.store.write(
        signups.enter,
        call_id=call_id,
        person_id=person_id,
        party=1,
        state=SignupState.CONFIRMED,
        source=Source.ORGANISER,
        entered_by=(await cast.who("han")).id,
        now=EVENING,
    )


async def test_an_offer_whose_place_is_free_again_is_offered_and_not_given(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    wang = await cast.who("wang")
    await cast.enter(call_id, "wang", state=SignupState.OFFERED)
    gone_id = await cast.store.write(people.add, cast.village.id, "王奶奶")
    await _put(cast, call_id, gone_id)
    gone = await cast.store.read(people.get, gone_id)
    assert gone is not None
    await merge(cast, gone, wang)
    await undo(cast, gone)
    assert (await signup_of(cast, call_id, wang)).state is SignupState.OFFERED


async def test_a_keeper_set_meanwhile_stays(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "王奶奶")
    gone = await entry(cast, "王奶奶")
    into_id = await cast.store.write(people.add, cast.village.id, "老王婆")
    into = await cast.store.read(people.get, into_id)
    assert into is not None
    await merge(cast, gone, into)
    li, sun = await cast.who("li"), await cast.who("sun")
    known = await cast.store.read(people.get, into_id)
    assert known is not None
    assert known.keeper_id == li.id
    await cast.store.write(names.set_facts, into_id, keeper_id=sun.id)
    await undo(cast, gone)
    known = await cast.store.read(people.get, into_id)
    assert known is not None
    assert known.keeper_id == sun.id
