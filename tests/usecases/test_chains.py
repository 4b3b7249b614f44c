"""Pasting a chain: what is saved, in whose name, and what a second paste does."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.calls import CallId
from domain.chains import ChainLine, Fate
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import MAX_PARTY, Signup, SignupState, Source
from storage import names, signups
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, MEET, NAMES, Cast
from usecases import chains
from usecases import signups as acts
from usecases.chains import Comparison, Saved


async def compared(cast: Cast, call_id: CallId, *lines: ChainLine, by: str = "zhou") -> Comparison:
    return await cast.store.read(chains.compare, call_id=call_id, by=IDS[by], now=EVENING, lines=lines)


async def saved(cast: Cast, call_id: CallId, *lines: ChainLine, by: str = "zhou") -> Saved:
    return await cast.store.write(
        chains.save, now=EVENING, call_id=call_id, by=IDS[by], lines=lines, timing=HABITS.timing
    )


async def listed(cast: Cast, call_id: CallId) -> dict[str, Signup]:
    found = await cast.store.read(signups.of_call, call_id)
    return {one.name: one for one in found}


async def test_new_names_are_entered_with_party_note_and_who_entered_them(cast: Cast) -> None:
    call_id = await cast.call()
    done = await saved(
        cast,
        call_id,
        ChainLine("王秀兰", party=2),
        ChainLine("周大爷", by="李婶", note="带手套"),
        ChainLine("李建国"),
    )
    assert done.placed == ("王秀兰", "周大爷", "李建国")
    on_list = await listed(cast, call_id)
    assert (on_list["王秀兰"].party, on_list["王秀兰"].source) == (2, Source.CHAIN)
    assert on_list["周大爷"].note == "带手套"
    assert on_list["周大爷"].entered_by == (await cast.who("li")).id
    assert on_list["李建国"].entered_by == (await cast.who("zhou")).id


async def test_who_is_named_as_the_one_who_entered_them_keeps_them_and_is_reminded(cast: Cast) -> None:
    call_id = await cast.call()
    await saved(cast, call_id, ChainLine("周大爷", by="李婶"))
    (person,) = await cast.store.read(names.called, cast.village.id, "周大爷")
    assert person.keeper_id == (await cast.who("li")).id
    assert {row.chat_id for row in await cast.promised(Kind.REMINDER)} == {IDS["li"]}


async def test_a_second_paste_of_a_growing_chain_adds_only_what_is_new(cast: Cast) -> None:
    call_id = await cast.call()
    await saved(cast, call_id, ChainLine("王秀兰"), ChainLine("李建国"))
    again = (ChainLine("王秀兰"), ChainLine("李建国"), ChainLine("赵德福"))
    told = await compared(cast, call_id, *again)
    assert [change.line.name for change in told.of(Fate.ADD)] == ["赵德福"]
    assert (await saved(cast, call_id, *again)).placed == ("赵德福",)
    assert len(await listed(cast, call_id)) == 3


async def test_the_same_paste_by_two_organisers_at_once_enters_everybody_once(cast: Cast) -> None:
    call_id = await cast.call()
    lines = tuple(ChainLine(name) for name in ("王秀兰", "李建国", "赵德福"))
    one, other = await asyncio.gather(saved(cast, call_id, *lines, by="zhou"), saved(cast, call_id, *lines, by="han"))
    assert sorted((one.placed, other.placed)) == [(), ("王秀兰", "李建国", "赵德福")]
    assert len(await listed(cast, call_id)) == 3


async def test_somebody_of_the_group_is_signed_up_as_themselves(cast: Cast) -> None:
    call_id = await cast.call()
    await saved(cast, call_id, ChainLine(NAMES["wang"]))
    assert (await listed(cast, call_id))[NAMES["wang"]].person_id == (await cast.who("wang")).id
    assert IDS["wang"] in {row.chat_id for row in await cast.promised(Kind.REMINDER)}


async def test_a_full_call_lets_the_rest_of_the_chain_wait_in_its_order(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    done = await saved(cast, call_id, *(ChainLine(name) for name in ("甲大爷", "乙大爷", "丙大爷", "丁大爷")))
    assert (done.placed, done.waiting) == (("甲大爷", "乙大爷"), ("丙大爷", "丁大爷"))
    on_list = await listed(cast, call_id)
    assert on_list["丙大爷"].state is SignupState.WAITLISTED
    assert on_list["丙大爷"].queue < on_list["丁大爷"].queue


async def test_a_party_that_does_not_fit_is_told_and_nothing_else_is_lost(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    await saved(cast, call_id, ChainLine("王秀兰"), ChainLine("李建国"))
    done = await saved(cast, call_id, ChainLine("王秀兰", party=3), ChainLine("李建国", note="晚到"))
    assert (done.left_out, done.changed) == (("王秀兰",), ("李建国",))


async def test_nobody_is_removed_and_nobody_put_back_by_a_paste(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.enter(call_id, "li")
    await cast.store.write(
        acts.leave,
        now=EVENING,
        call_id=call_id,
        user_id=IDS["li"],
        name=NAMES["li"],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
    )
    await saved(cast, call_id, ChainLine(NAMES["li"]), ChainLine("赵德福"), ChainLine(NAMES["wang"], away=True))
    on_list = await listed(cast, call_id)
    assert on_list[NAMES["li"]].state is SignupState.WITHDRAWN
    assert on_list[NAMES["wang"]].state is SignupState.CONFIRMED


async def test_only_an_organiser_pastes(cast: Cast) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="not-organiser"):
        await saved(cast, call_id, ChainLine("王秀兰"), by="wang")
    with pytest.raises(Refused, match="chain-for-organisers"):
        await cast.store.read(chains.candidates, by=IDS["wang"], now=EVENING, number=None, lines=[])
    assert await listed(cast, call_id) == {}


async def test_nothing_is_saved_once_it_has_begun(cast: Cast) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="call-started"):
        await cast.store.write(
            chains.save, now=MEET, call_id=call_id, by=IDS["zhou"], lines=[ChainLine("甲")], timing=HABITS.timing
        )


async def test_an_unclear_line_is_never_saved(cast: Cast) -> None:
    call_id = await cast.call()
    done = await saved(
        cast, call_id, ChainLine("", unclear=True, text="？？？"), ChainLine("甲大爷", party=MAX_PARTY + 1)
    )
    assert done == Saved(done.call, (), (), (), ())
    assert await listed(cast, call_id) == {}


async def test_a_chain_finds_its_call_by_code_then_by_the_names_it_shares(cast: Cast) -> None:
    potatoes = await cast.call()
    apples = await cast.call(meet_local=MEET.replace(tzinfo=None) + timedelta(days=2))
    await saved(cast, apples, ChainLine("王秀兰"))

    async def candidates(number: int | None, *lines: ChainLine) -> list[CallId]:
        found = await cast.store.read(chains.candidates, by=IDS["zhou"], now=EVENING, number=number, lines=list(lines))
        return [call.id for call in found]

    assert await candidates(1, ChainLine("王秀兰")) == [potatoes]
    assert await candidates(None, ChainLine("王秀兰"), ChainLine("某某")) == [apples]
    assert set(await candidates(None, ChainLine("某某"))) == {potatoes, apples}
    assert set(await candidates(99, ChainLine("某某"))) == {potatoes, apples}


async def test_without_an_open_call_the_organiser_is_told(cast: Cast) -> None:
    with pytest.raises(Refused, match="chain-no-call"):
        await cast.store.read(chains.candidates, by=IDS["zhou"], now=EVENING, number=None, lines=[])
