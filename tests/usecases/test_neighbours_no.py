"""A neighbour signs somebody with a phone up: not after their no, not without limit, and never behind their back."""

from __future__ import annotations

import json

import pytest

from domain.calls import CallId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import SignupState, Source
from handlers.letters_people import signed_for
from tests.usecases.cast import EVENING, GROUP, Cast
from tests.usecases.test_people import enter, join, pick, said, signup_of
from usecases import keepers
from usecases import signups as acts


async def leave(cast: Cast, call_id: CallId, key: str) -> None:
    await cast.store.write(acts.leave, **said(key, call_id), source=Source.BUTTON)


async def test_whoever_said_that_they_cannot_come_is_not_signed_up_by_a_neighbour(cast: Cast) -> None:
    call_id = await cast.call()
    wang = await cast.who("wang")
    await leave(cast, call_id, "wang")  # never on the list: declined
    with pytest.raises(Refused, match="said-no") as refused:
        await pick(cast, call_id, "li", wang.id)
    assert refused.value.facts == {"name": "王大妈"}
    assert (await signup_of(cast, call_id, wang)).state is SignupState.DECLINED
    await join(cast, call_id, "wang")
    assert (await pick(cast, call_id, "li", wang.id)).already == ("王大妈",), "they said yes themselves"
    await leave(cast, call_id, "wang")
    for key in ("li", "zhou"):
        with pytest.raises(Refused, match="said-no"):
            await pick(cast, call_id, key, wang.id)
    assert (await signup_of(cast, call_id, wang)).state is SignupState.WITHDRAWN


async def test_whoever_undid_what_a_neighbour_did_is_not_signed_up_again_by_another(cast: Cast) -> None:
    call_id = await cast.call()
    wang = await cast.who("wang")
    assert (await pick(cast, call_id, "li", wang.id)).placed == ("王大妈",)
    await leave(cast, call_id, "wang")
    for key in ("li", "sun"):
        with pytest.raises(Refused, match="said-no"):
            await pick(cast, call_id, key, wang.id)


async def test_a_neighbour_without_a_phone_is_taken_off_and_entered_again(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷")
    await cast.store.write(keepers.leave_for, **said("li", call_id), names=("杜爷爷",))
    assert (await enter(cast, call_id, "li", "杜爷爷")).placed == ("杜爷爷",)


async def test_those_with_a_phone_count_among_the_fifteen_also_after_their_no(cast: Cast) -> None:
    call_id = await cast.call(needed=30)
    await enter(cast, call_id, "li", *(f"邻居{n}" for n in range(13)))
    await pick(cast, call_id, "li", (await cast.who("wang")).id)
    await pick(cast, call_id, "li", (await cast.who("sun")).id)
    await leave(cast, call_id, "sun")
    with pytest.raises(Refused, match="keeper-full"):
        await pick(cast, call_id, "li", (await cast.who("tian")).id)
    with pytest.raises(Refused, match="keeper-full"):
        await enter(cast, call_id, "li", "邻居13")
    assert (await pick(cast, call_id, "zhou", (await cast.who("tian")).id)).placed == ("田嫂",)


async def test_ones_own_place_is_not_counted(cast: Cast) -> None:
    call_id = await cast.call(needed=30)
    await join(cast, call_id, "li")
    await enter(cast, call_id, "li", *(f"邻居{n}" for n in range(14)))
    assert (await pick(cast, call_id, "li", (await cast.who("wang")).id)).placed == ("王大妈",)


async def test_whom_no_private_message_reaches_is_told_by_name_in_the_group(cast: Cast) -> None:
    call_id = await cast.call()
    await pick(cast, call_id, "li", (await cast.who("zhang")).id)
    (news,) = await cast.promised(Kind.SIGNED_FOR)
    letter = await cast.store.read(signed_for, json.loads(news.payload), EVENING)
    assert letter is not None
    assert letter.to == GROUP
    assert "张大爷" in letter.text.as_kwargs()["text"]
    assert "李婶" in letter.text.as_kwargs()["text"]


async def test_who_can_be_reached_is_told_in_private_and_in_the_group_only_if_it_bounces(cast: Cast) -> None:
    call_id = await cast.call()
    await pick(cast, call_id, "li", (await cast.who("wang")).id)
    (news,) = await cast.promised(Kind.SIGNED_FOR)
    letter = await cast.store.read(signed_for, json.loads(news.payload), EVENING)
    assert letter is not None
    assert letter.to is None
    assert letter.fallback is not None
    assert letter.fallback.to == GROUP
