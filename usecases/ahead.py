"""What a call that stands promises ahead of its meeting, whether it was just published or just moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.attendance import EARLY
from domain.calls import Call
from domain.ending import nudges
from domain.promises import Kind, Promise
from domain.reminders import Due
from storage import calls, outbox
from storage.tx import Tx
from usecases.organising import organisers_of


async def promise_ahead(tx: Tx, call: Call, mentions: Sequence[Due], now: datetime) -> None:
    """Promise the group's mention lines, and that each card grows its 到了 button in time: an edit, so that nobody's
    phone rings. What was promised for another time of the meeting is made good."""
    assert call.meet_at is not None
    cards = await calls.cards(tx, call.id)
    opens = call.meet_at - EARLY
    for card in cards:
        dedupe = f"card:{card.id}:arriving"
        if now < opens:
            facts = {"call": call.id, "card": card.id}
            await outbox.renew(tx, Promise(Kind.CARD, dedupe, card.chat_id, opens, call.meet_at, facts, card.thread_id))
        else:
            await outbox.revoke(tx, dedupe)
    await _promise_nudges(tx, call, now)
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.MENTION,
                f"mention:{call.id}:{due.slot.value}:{call.version}",
                card.chat_id,
                due.at,
                due.expires,
                {"call": call.id, "slot": due.slot.value, "version": call.version, "due": int(due.at.timestamp())},
                card.thread_id,
            )
            for card in cards[:1]  # the call's own village: its line names everybody
            for due in mentions
        ],
    )


async def _promise_nudges(tx: Tx, call: Call, now: datetime) -> None:
    """A forgotten 结束 is asked after, at most twice, of whoever posted or changed the call and can be reached."""
    await outbox.revoke(tx, f"nudge:{call.id}:")
    for person in await organisers_of(tx, call):
        if person.user_id is None or not person.reachable:
            continue
        for n, nudge in enumerate(nudges(call), 1):
            if nudge.at > now:
                facts, dedupe = {"call": call.id, "person": person.id}, f"nudge:{call.id}:{n}:{person.id}"
                await outbox.renew(tx, Promise(Kind.END_NUDGE, dedupe, person.user_id, nudge.at, nudge.expires, facts))
