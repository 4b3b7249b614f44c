"""The webhook: updates carried to the bot's own address, in order for each chat, again and again until it
takes them.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import aiohttp

from sandbox.errors import ApiError
from sandbox.journal import Fact, line_of
from sandbox.platform import Platform
from sandbox.updates import Update
from sandbox.wire import Call

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
LONGEST_PAUSE = 60.0
LONGEST_ASKED_PAUSE = 3600.0
REQUEST_SECONDS = 60.0


@dataclass(frozen=True)
class Hook:
    """Where updates go; an empty url means nowhere, the bot polls."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40


class Webhook:
    """Carries updates while a hook is set. `on_reply` performs a method the bot put into its answer."""

    def __init__(self, platform: Platform) -> None:
        self.hook = Hook()
        self.on_reply: Callable[[Call], Awaitable[Any]] | None = None
        self.first_pause = 1.0
        self.last_error: tuple[int, str] | None = None
        self._platform = platform
        self._queues: dict[int, deque[Update]] = {}
        self._carriers: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._room = asyncio.Semaphore(self.hook.max_connections)
        platform.tellers.append(self)

    def apply(self, fact: Fact) -> bool:
        """Take a fact of the journal; False when it is not the webhook's."""
        if fact["k"] != "webhook":
            return False
        self.hook = Hook(**fact["hook"])
        return True

    def story(self) -> Iterable[Fact]:
        yield {"k": "webhook", "hook": asdict(self.hook)}

    def start(self) -> None:
        """Begin to carry, if a hook is set: what waits first."""
        updates = self._platform.updates
        updates.has_webhook = bool(self.hook.url)
        updates.on_push = self._enqueue if self.hook.url else None
        self._room = asyncio.Semaphore(self.hook.max_connections)
        if self.hook.url:
            if self._session is None:
                self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS))
            for update in list(updates.waiting.values()):
                self._enqueue(update)

    async def set(self, hook: Hook) -> None:
        """Change where updates go, or with an empty url stop carrying; a poll that waits is ended."""
        await self._halt()
        self._platform.append(line_of({"k": "webhook", "hook": asdict(hook)}))
        self.hook = hook
        self.last_error = None
        if hook.url:
            self._platform.updates.interrupt("terminated by setWebhook request")
        self.start()

    async def stop(self) -> None:
        await self._halt()
        if self._session:
            await self._session.close()
            self._session = None

    async def _halt(self) -> None:
        self._platform.updates.on_push = None
        carriers, self._carriers = self._carriers, set()
        for carrier in carriers:
            carrier.cancel()
        await asyncio.gather(*carriers, return_exceptions=True)
        self._queues.clear()

    def _enqueue(self, update: Update) -> None:
        queue = self._queues.get(update.chat)
        if queue is None:
            queue = self._queues[update.chat] = deque()
            carrier = asyncio.get_running_loop().create_task(self._carry(update.chat, queue))
            self._carriers.add(carrier)
            carrier.add_done_callback(self._carriers.discard)
        queue.append(update)

    async def _carry(self, chat: int, queue: deque[Update]) -> None:
        """Only the head of a chat's queue is on its way; it stays the head until the bot takes it."""
        while queue:
            update = queue[0]
            pause = self.first_pause
            while update.id in self._platform.updates.waiting:
                async with self._room:
                    asked = await self._deliver(update)
                if asked is None:
                    self._platform.updates.done(update.id)
                    break
                await asyncio.sleep(asked or pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            queue.popleft()
        self._queues.pop(chat, None)

    async def _deliver(self, update: Update) -> float | None:
        """One try: None when the bot took it, else the seconds it asks us to wait, 0 when it does not say."""
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if self.hook.secret_token:
            headers[SECRET_HEADER] = self.hook.secret_token
        try:
            async with self._session.post(self.hook.url, data=update.body, headers=headers) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    await self._reply(body)
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                return _asked_pause(response.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, TimeoutError, OSError):
            self._failed("Connection refused")
            return 0.0

    async def _reply(self, body: bytes) -> None:
        """A method in the answer is performed; the bot never learns what became of it."""
        try:
            asked = json.loads(body) if body.strip() else None
        except ValueError:
            return
        if not isinstance(asked, dict) or not isinstance(asked.get("method"), str) or self.on_reply is None:
            return
        try:
            await self.on_reply(Call(asked.pop("method"), asked))
        except ApiError as error:
            log.info("a method in a webhook answer was refused: %s", error.description)

    def _failed(self, why: str) -> None:
        self.last_error = (self._platform.seconds(), why)


def _asked_pause(retry_after: str) -> float:
    try:
        return min(max(float(retry_after), 0.0), LONGEST_ASKED_PAUSE)
    except ValueError:
        return 0.0
