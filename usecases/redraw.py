"""Every change of a call's facts asks for its cards to be drawn again."""

from __future__ import annotations

from datetime import datetime

from domain.calls import CallId
from domain.promises import Kind, Promise
from storage import calls, outbox
from storage.tx import Tx


async def redraw(tx: Tx, call_id: CallId, now: datetime) -> None:
    """Promise to redraw each card of a call; many redraws of one card become one edit."""
    for card in await calls.cards(tx, call_id):
        await outbox.renew(
            tx,
            Promise(
                Kind.CARD,
                f"card:{card.id}",
                card.chat_id,
                now,
                payload={"call": call_id, "card": card.id},
                thread_id=card.thread_id,
            ),
        )
