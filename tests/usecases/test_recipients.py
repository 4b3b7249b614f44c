"""Who is told what concerns somebody on a list: one rule, asked of the facts and of the card alike."""

from __future__ import annotations

import pytest

from domain.people import recipient
from storage import people
from tests.usecases.cast import EVENING, Cast
from tests.usecases.test_people import enter, entry
from usecases import cards, places


@pytest.mark.parametrize("keeper", ["there", "left"])
async def test_a_keeper_is_told_while_they_are_of_the_village(cast: Cast, keeper: str) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷")
    li = await cast.who("li")
    if keeper == "left":
        await cast.store.write(people.set_left, li.id, EVENING)
    one = await entry(cast, "杜爷爷")
    told = await cast.store.read(places.recipient, one, li.id)
    face = await cast.store.read(cards.face, call_id)
    assert face is not None
    (signup,) = face.signups
    assert face.recipient(signup) == told
    assert (told and told.id) == (li.id if keeper == "there" else None)
    assert (face.unreached == [signup]) is (keeper == "left"), "a keeper who left reaches nobody"


async def test_whoever_has_a_phone_is_told_themselves_and_a_keeper_without_one_is_told_nothing(cast: Cast) -> None:
    call_id = await cast.call()
    await enter(cast, call_id, "li", "杜爷爷")
    one, wang = await entry(cast, "杜爷爷"), await cast.who("wang")
    assert recipient(wang, await cast.who("li")) == wang
    assert recipient(one, None) is None
    assert recipient(one, one) is None
