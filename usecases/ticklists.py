"""What stands in a chat about an activity and must follow the facts: open tick lists, and the thank-you."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from domain.calls import Call, CallId
from domain.people import UserId
from domain.promises import Kind, Promise
from storage import calls, outbox
from storage.tx import Tx
from usecases import standing

CORRECTABLE: Final = timedelta(days=30)
"""A mark may be corrected this long after the activity ended."""
TOGETHER: Final = timedelta(seconds=30)
"""Corrections of one breath become one edit of the thank-you."""


def ticks_of(call_id: CallId, reader: UserId, message_id: int) -> str:
    """The dedupe key of one open tick list."""
    return f"ticks:{call_id}:{reader}:{message_id}"


def thanks_of(call_id: CallId, card_id: int) -> str:
    """The dedupe key of the thank-you of a call in the group of a card."""
    return f"thanks:{call_id}:{card_id}"


async def lies_open(tx: Tx, *, call_id: CallId, reader: UserId, message_id: int) -> None:
    """A tick list was shown in somebody's private chat: it is promised to be drawn again when the activity ends, at
    the latest when nothing can be corrected any more. A finished activity's list promises nothing, nor one of a call
    or for a reader that is not there."""
    call = await calls.get(tx, call_id)
    if call is None or call.done_at is not None or call.meet_at is None:
        return
    if await standing.member(tx, call.village_id, reader) is None:
        return
    payload = {"call": call_id, "reader": reader, "message": message_id}
    due = call.meet_at + CORRECTABLE
    await outbox.promise(
        tx, [Promise(Kind.TICK_LIST, ticks_of(call_id, reader, message_id), reader, due, payload=payload)]
    )


async def draw_lists(tx: Tx, call_id: CallId, now: datetime, *, but: str = "") -> None:
    """The activity ended: every open tick list is drawn again now, `but` that which its own tap changes."""
    await outbox.hasten(tx, f"ticks:{call_id}:", now, but=but)


async def correct_thanks(tx: Tx, call: Call, now: datetime) -> None:
    """A mark changed after the end: the thank-you in the group is edited to the true figures, without a second line."""
    if call.done_at is not None:
        await outbox.amend(tx, f"thanks:{call.id}:", now + TOGETHER)
