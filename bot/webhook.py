"""The webhook: takes updates that Telegram delivers, with the same care as the poll loop, and answers how each went.

The path holds no token; the secret header is required. 200 received, 401 wrong secret, 400 no update, 413 too
large, 503 with Retry-After when nothing can be recorded now (Telegram then keeps the order and comes again).
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.types import Update
from aiohttp import web

from bot.inbox import Inbox
from bot.unread import number_of
from storage.engine import StorageUnavailable

log = logging.getLogger(__name__)

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST: Final = 1 << 20
RETRY_AFTER: Final = "5"
SUSPECT: Final = 60.0


class Webhook:
    """`async with Webhook(…) as hook:` listens; telling Telegram where is `hook.announce()`."""

    def __init__(
        self, bot: Bot, inbox: Inbox, *, url: str, secret: str, port: int, allowed: list[str], host: str | None = None
    ) -> None:
        if not secret:
            raise ValueError("a webhook without a secret would take anybody's word")
        self.bot = bot
        self.inbox = inbox
        self.url = url
        self.port = port
        self.host = host
        self.allowed = allowed
        self.taking = 0
        """How many updates are being handled."""
        self._secret = secret.encode()
        self._started = 0.0
        self._runner: web.AppRunner | None = None

    @property
    def busy(self) -> bool:
        return self.taking > 0

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(urlsplit(self.url).path or "/", self._receive)
        app.router.add_get("/health", self._health)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=8.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._started = asyncio.get_running_loop().time()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def announce(self) -> None:
        """Tell Telegram where to deliver, and what."""
        await self.bot.set_webhook(self.url, secret_token=self._secret.decode(), allowed_updates=self.allowed)

    async def _health(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _receive(self, request: web.Request) -> web.Response:
        # Latin-1 is how a header's bytes come; a secret compared as text would fail on anything else.
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            log.warning("a delivery with a wrong secret was refused")
            return web.Response(status=401)
        try:
            raw = json.loads(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        except ValueError:
            return web.Response(status=400)
        try:
            update = Update.model_validate(raw, context={"bot": self.bot})
        except Exception as fault:
            # One that this version cannot read would block its chat for a day: it is set aside like any other poison.
            if (number := number_of(raw)) is None:
                return web.Response(status=400)
            taking: Coroutine[Any, Any, object] = self.inbox.cannot_read(number, fault)
        else:
            # Telegram sends again what the program died of: in the first minute each update is counted beforehand.
            suspect = asyncio.get_running_loop().time() - self._started < SUSPECT
            taking = self.inbox.take(update, suspect=suspect)
        self.taking += 1
        try:
            await asyncio.shield(taking)
        except StorageUnavailable:
            return web.Response(status=503, headers={"Retry-After": RETRY_AFTER})
        finally:
            self.taking -= 1
        return web.Response(status=200)
