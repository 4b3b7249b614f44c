"""What the page is told while it looks on: a broadcast to every open page."""

from __future__ import annotations

import asyncio
import json
from typing import Any

# A page that is this far behind is cut off; it reconnects and reads everything again.
FURTHEST_BEHIND = 2000


class Events:
    """Server-Sent Events, one queue for each page that listens; None in a queue ends it."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes | None]] = set()

    @property
    def heard(self) -> bool:
        """Whether anybody listens: what nobody hears need not be written."""
        return bool(self._listeners)

    def tell(self, kind: str, **what: Any) -> None:
        """Send one event to every page."""
        if not self._listeners:
            return
        line = json.dumps(what, ensure_ascii=False).encode("utf-8", "replace")
        event = b"event: %b\ndata: %b\n\n" % (kind.encode(), line)
        for listener in list(self._listeners):
            if listener.qsize() >= FURTHEST_BEHIND:
                self._end(listener)
            else:
                listener.put_nowait(event)

    def listen(self) -> asyncio.Queue[bytes | None]:
        listener: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._listeners.add(listener)
        return listener

    def leave(self, listener: asyncio.Queue[bytes | None]) -> None:
        self._listeners.discard(listener)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for listener in list(self._listeners):
            self._end(listener)

    def _end(self, listener: asyncio.Queue[bytes | None]) -> None:
        self._listeners.discard(listener)
        listener.put_nowait(None)
