"""Taps that wait for the bot's answer."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

# After so many real seconds the platform takes no answer any more.
ANSWERABLE_SECONDS = 15.0


@dataclass(frozen=True)
class Toast:
    """What answers a tap: a line that fades, or an alert to close, or a link that opens."""

    text: str
    alert: bool = False
    url: str | None = None


class Queries:
    """The open callback queries, oldest first. None of them outlives the server: after a restart all are
    too old.
    """

    def __init__(self) -> None:
        self._open: OrderedDict[str, tuple[float, asyncio.Future[Toast]]] = OrderedDict()
        self._count = 0

    def open(self, person_id: int) -> str:
        """A new query's id."""
        loop = asyncio.get_running_loop()
        self._forget_old(loop.time())
        self._count += 1
        query_id = str(person_id << 24 | self._count & 0xFFFFFF)
        self._open[query_id] = (loop.time(), loop.create_future())
        return query_id

    def answer(self, query_id: str, toast: Toast) -> bool:
        """Hand the bot's answer to whoever tapped; False when the query is unknown, answered or too old."""
        self._forget_old(asyncio.get_running_loop().time())
        _, waiting = self._open.pop(query_id, (0.0, None))
        if waiting is None:
            return False
        if not waiting.done():
            waiting.set_result(toast)
        return True

    async def answered(self, query_id: str, wait: float) -> Toast | None:
        """The answer, if it comes within `wait` seconds; a later one is still taken, and shown to nobody."""
        if query_id not in self._open:
            return None
        try:
            return await asyncio.wait_for(asyncio.shield(self._open[query_id][1]), wait)
        except TimeoutError:
            return None

    def _forget_old(self, now: float) -> None:
        while self._open:
            query_id, (since, _) = next(iter(self._open.items()))
            if now - since < ANSWERABLE_SECONDS:
                return
            del self._open[query_id]
