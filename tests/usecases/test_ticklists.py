"""What stands in a chat follows the facts: the thank-you is edited, never said twice; open lists end with the work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.attendance import Attendance
from domain.calls import CallId
from domain.people import UserId
from domain.promises import Kind
from storage import calls, outbox, signups
from storage.outbox import Letter
from tests.usecases.cast import HABITS, IDS, MEET, Cast
from usecases import attendance, closing, ticklists

SEVEN = MEET + timedelta(hours=1)
THANKS = 77
"""The message that the thank-you became."""


async def ended(cast: Cast, *, message_id: int | None = None) -> CallId:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.store.write(
        closing.finish, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS, message_id=message_id
    )
    return call_id


async def claimed(cast: Cast, now: datetime = SEVEN) -> Letter:
    """The next thank-you on its way out."""
    while letter := await cast.store.write(outbox.claim_next, now=now, sender="test"):
        if letter.kind is Kind.THANKS:
            return letter
        await cast.store.write(outbox.sent, letter, now=now, message_id=None, not_before=None)
    raise AssertionError("no thank-you is due")


async def sent(cast: Cast, letter: Letter) -> None:
    await cast.store.write(outbox.sent, letter, now=SEVEN, message_id=THANKS, not_before=None)


async def ticks(cast: Cast, call_id: CallId, now: datetime, state: Attendance = Attendance.CAME) -> None:
    mine = await cast.store.read(signups.of_person, call_id, (await cast.who("wang")).id)
    assert mine is not None
    await cast.store.write(attendance.tick, now=now, signup_id=mine.id, by=IDS["han"], state=state)


async def test_corrections_of_one_breath_become_one_edit_of_the_message_that_stands(cast: Cast) -> None:
    call_id = await ended(cast)
    await sent(cast, await claimed(cast))
    assert await cast.promised(Kind.THANKS) == []
    for seconds, state in ((10, Attendance.CAME), (20, Attendance.LATE)):
        await ticks(cast, call_id, SEVEN + timedelta(seconds=seconds), state)
    (row,) = await cast.promised(Kind.THANKS)
    assert row.due_at == SEVEN + timedelta(seconds=10) + ticklists.TOGETHER
    (card,) = await cast.store.read(calls.cards, call_id)
    assert await cast.store.read(closing.thanked, call_id=call_id, card_id=card.id) == THANKS


async def test_one_that_is_on_its_way_is_corrected_after_it_arrived(cast: Cast) -> None:
    call_id = await ended(cast)
    letter = await claimed(cast)
    await ticks(cast, call_id, SEVEN + timedelta(seconds=1))
    await sent(cast, letter)
    again = await claimed(cast)
    assert again.id == letter.id
    (card,) = await cast.store.read(calls.cards, call_id)
    assert await cast.store.read(closing.thanked, call_id=call_id, card_id=card.id) == THANKS


async def test_one_that_is_forgotten_is_not_said_anew(cast: Cast) -> None:
    call_id = await ended(cast)
    await sent(cast, await claimed(cast))
    await cast.store.write(outbox.purge, SEVEN + timedelta(days=1))
    await ticks(cast, call_id, SEVEN + timedelta(days=2))
    assert await cast.promised(Kind.THANKS) == []


async def test_before_the_end_a_tick_thanks_nobody(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await ticks(cast, call_id, MEET)
    assert await cast.promised(Kind.THANKS) == []


async def lists(cast: Cast) -> list[tuple[int, datetime]]:
    return [(row.chat_id, row.due_at) for row in await cast.promised(Kind.TICK_LIST)]


async def shown(cast: Cast, call_id: CallId, reader: UserId, message_id: int) -> None:
    facts: dict[str, Any] = {"call_id": call_id, "reader": reader, "message_id": message_id}
    await cast.store.write(ticklists.lies_open, **facts)


async def test_open_lists_are_drawn_at_the_end_but_the_one_the_end_was_tapped_on(cast: Cast) -> None:
    call_id = await cast.call()
    for reader, message_id in ((IDS["han"], 5), (IDS["han"], 6), (IDS["liu"], 5), (IDS["liu"], 5)):
        await shown(cast, call_id, reader, message_id)
    latest = MEET + ticklists.CORRECTABLE
    assert sorted(await lists(cast)) == sorted([(IDS["han"], latest), (IDS["han"], latest), (IDS["liu"], latest)])
    await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS, message_id=5)
    assert sorted(await lists(cast)) == sorted([(IDS["han"], SEVEN), (IDS["liu"], SEVEN)])


async def test_the_end_of_one_call_leaves_the_lists_of_another_alone(cast: Cast) -> None:
    first, second = await cast.call(), await cast.call()
    await shown(cast, second, IDS["liu"], 5)
    await cast.store.write(closing.finish, now=SEVEN, call_id=first, by=IDS["han"], habits=HABITS)
    assert await lists(cast) == [(IDS["liu"], MEET + ticklists.CORRECTABLE)]


@pytest.mark.parametrize("why", ["done", "no such call", "no time", "stranger"])
async def test_nothing_is_promised_of_a_list_that_needs_no_end(cast: Cast, why: str) -> None:
    call_id = await ended(cast) if why == "done" else await cast.call()
    if why == "no time":
        await cast.store.write(calls.amend, call_id, meet_at=None)
    reader = UserId(404) if why == "stranger" else IDS["liu"]
    await shown(cast, CallId(404) if why == "no such call" else call_id, reader, 5)
    assert await lists(cast) == []
