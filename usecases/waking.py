"""The bot wakes up: if it was away so long that the platform dropped messages, it says so and shows the facts anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from domain.calls import CallState
from domain.promises import Kind, Promise
from storage import calls, ledger, outbox, villages
from storage.tx import Tx
from usecases.redraw import redraw

KEPT: Final = timedelta(hours=24)
"""The platform drops updates that nobody fetched for this long."""
_PULSE: Final = "awake"


async def pulse(tx: Tx, now: datetime) -> None:
    """Written every minute, so that the next start knows how long nobody was here."""
    await ledger.ran(tx, _PULSE, now)


async def wake(tx: Tx, *, now: datetime, operators: frozenset[int]) -> timedelta | None:
    """After more than a day away: tell the operators, redraw every open card. Returns the gap, if there was one."""
    last = await ledger.last_ran(tx, _PULSE)
    await pulse(tx, now)
    if last is None or now - last <= KEPT:
        return None
    hours = int((now - last) / timedelta(hours=1))
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.OPERATOR,
                f"op:asleep:{now:%Y%m%dT%H%M}:{operator}",
                operator,
                now,
                payload={"line": "operator-asleep", "hours": hours, "who": operator},
            )
            for operator in sorted(operators)
        ],
    )
    for village in await villages.all_villages(tx):
        for call in await calls.of_village(tx, village.id, CallState.OPEN):
            await redraw(tx, call.id, now)
    return now - last
