"""The bot's queue of updates: numbered, journaled, kept until the bot confirms them by asking for later
ones.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from sandbox.errors import conflict
from sandbox.journal import Fact, line_of

# The platform keeps an update for a day, then forgets it.
KEPT_SECONDS = 24 * 3600
# Kinds a bot must name to receive; an empty list means all but these.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_ID = 710_000_001
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True, slots=True)
class Update:
    """One update, written out once: `body` is its JSON, `chat` the queue it must keep its order in."""

    id: int
    kind: str
    chat: int
    at: int
    body: bytes


class Updates:
    """The queue. `append` writes a journal line; `now` gives the stage's time in seconds since 1970."""

    def __init__(self, append: Callable[[bytes], None], now: Callable[[], int]) -> None:
        self._append = append
        self._now = now
        self.waiting: OrderedDict[int, Update] = OrderedDict()
        self.allowed: tuple[str, ...] | None = None
        self.has_webhook = False
        self.on_push: Callable[[Update], None] | None = None
        self._next_id = FIRST_ID
        self._poller: asyncio.Future[None] | None = None
        self._waits = asyncio.Event()
        self._drained: list[asyncio.Future[None]] = []

    @property
    def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.waiting)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def push(self, kind: str, chat: int, payload: str) -> None:
        """Queue an update of `kind`; `payload` is the JSON of that field. Nothing happens if the bot did
        not ask for it.
        """
        if not self.wants(kind):
            return
        number, at = self._next_id, self._now()
        body = f'{{"update_id":{number},"{kind}":{payload}}}'.encode("utf-8", "surrogatepass")
        self._append(b'{"k":"update","kind":"%b","chat":%d,"at":%d,"u":%b}\n' % (kind.encode(), chat, at, body))
        update = Update(number, kind, chat, at, body)
        self._next_id += 1
        self.waiting[number] = update
        if self._poller and not self._poller.done():
            self._poller.set_result(None)
        if self.on_push:
            self.on_push(update)

    async def poll(self, offset: int, limit: int, wait: float) -> bytes:
        """The answer to getUpdates as JSON; waits up to `wait` seconds for a first update.

        A positive offset confirms everything before it, a negative one everything but the last so many. A
        second poll ends the first with 409, as the platform does.
        """
        if self.has_webhook:
            raise conflict(HOOKED)
        self.interrupt("terminated by other getUpdates request; make sure that only one bot instance is running")
        self.confirm(offset if offset >= 0 else self._next_id + offset)
        self._forget_old()
        if not self.waiting and wait > 0:
            loop = asyncio.get_running_loop()
            self._poller = poller = loop.create_future()
            self._waits.set()
            try:
                with suppress(TimeoutError):
                    await asyncio.wait_for(poller, wait)
            finally:
                if self._poller is poller:
                    self._waits.clear()
        bodies = b",".join(update.body for update in islice(self.waiting.values(), limit))
        return b'{"ok":true,"result":[%b]}' % bodies

    def interrupt(self, why: str | None = None) -> None:
        """End a waiting poll: with 409 and a reason, or with an empty answer."""
        if self._poller and not self._poller.done():
            if why:
                self._poller.set_exception(conflict(why))
            else:
                self._poller.set_result(None)

    def confirm(self, upto: int) -> None:
        """Forget every update before number `upto`."""
        if not self.waiting or next(iter(self.waiting)) >= upto:
            return
        self._append(line_of({"k": "confirmed", "upto": upto}))
        self._drop_before(upto)
        self._tell_drained()

    def done(self, number: int) -> None:
        """One update was delivered out of turn (a webhook answered 200)."""
        if number in self.waiting:
            self._append(line_of({"k": "done", "id": number}))
            del self.waiting[number]
            self._tell_drained()

    def drop_all(self) -> None:
        self.confirm(self._next_id)

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember which kinds the bot asked for; None leaves it as it was, an empty list is the default
        set.
        """
        if kinds is not None and (chosen := tuple(kinds)) != self.allowed:
            self._append(line_of({"k": "allowed", "kinds": chosen}))
            self.allowed = chosen

    async def polled(self) -> None:
        """Return when the bot waits in a long poll."""
        await self._waits.wait()

    async def drained(self) -> None:
        """Return when the bot has confirmed everything there is."""
        if self.waiting:
            empty: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._drained.append(empty)
            await empty

    def apply(self, fact: Fact) -> bool:
        """Take a fact of the journal; False when it is not the queue's."""
        match fact["k"]:
            case "update":
                number = fact["u"]["update_id"]
                body = json.dumps(fact["u"], ensure_ascii=False, separators=(",", ":"))
                raw = body.encode("utf-8", "surrogatepass")
                self.waiting[number] = Update(number, fact["kind"], fact["chat"], fact["at"], raw)
                self._next_id = number + 1
            case "confirmed":
                self._drop_before(fact["upto"])
            case "done":
                self.waiting.pop(fact["id"], None)
            case "allowed":
                self.allowed = tuple(fact["kinds"])
            case "next":
                self._next_id = fact["id"]
            case _:
                return False
        return True

    def story(self) -> Iterable[Fact]:
        """The shortest list of facts that leads here."""
        if self.allowed is not None:
            yield {"k": "allowed", "kinds": self.allowed}
        for update in self.waiting.values():
            fact = {"k": "update", "kind": update.kind, "chat": update.chat, "at": update.at}
            yield {**fact, "u": json.loads(update.body)}
        yield {"k": "next", "id": self._next_id}

    def _forget_old(self) -> None:
        horizon = self._now() - KEPT_SECONDS
        for number, update in self.waiting.items():
            if update.at >= horizon:
                self.confirm(number)
                return
        self.drop_all()

    def _drop_before(self, upto: int) -> None:
        while self.waiting and next(iter(self.waiting)) < upto:
            self.waiting.popitem(last=False)

    def _tell_drained(self) -> None:
        if not self.waiting:
            waiters, self._drained = self._drained, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)
