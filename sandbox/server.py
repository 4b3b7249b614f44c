"""The server: one loopback port that answers the bot as the platform would, and the page."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.web_request import BaseRequest

from sandbox.api import BotApi
from sandbox.cast import Cast, load_cast
from sandbox.chats import Chat
from sandbox.dial import Dial, WallDial
from sandbox.events import Events
from sandbox.files import Files
from sandbox.journal import Journal
from sandbox.memory import Memory
from sandbox.platform import Platform
from sandbox.player import Player
from sandbox.routes_page import LARGEST_FILE, PageRoutes
from sandbox.scripts import PLAYS
from sandbox.stage import Stage
from sandbox.views import clock_view
from sandbox.webhook import Webhook

DEFAULT_TOKEN = "7100000001:sandbox-token-that-opens-nothing-else"  # noqa: S105
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_LARGEST_BODY = LARGEST_FILE + (1 << 20)


class Sandbox:
    """The whole stage behind one port. `async with Sandbox(folder) as s:` starts it and stops it.

    `folder` keeps the journal and the files, None keeps nothing; `port` 0 is any free one; `dial` is the
    clock (the wall's, if none is given); `token` is the bot's. The stage can be used before the server
    runs.
    """

    def __init__(
        self,
        folder: Path | None,
        port: int = 0,
        dial: Dial | None = None,
        token: str = DEFAULT_TOKEN,
        zone: str = "Asia/Shanghai",
        cast: Cast | None = None,
        plays: Path = PLAYS,
    ) -> None:
        self.token = token
        self.zone = ZoneInfo(zone)
        self.port = port
        self._own_dial = dial is None
        self._cast = cast or load_cast()
        self._journal = Journal(folder)
        memory = Memory(self._cast.people, _bot_user(token, self._cast))
        self.platform = Platform(memory, self._journal, Events(), dial or WallDial())
        self.stage = Stage(self.platform, Files(folder), self._cast)
        self.webhook = Webhook(self.platform)
        self.api = BotApi(self.stage, self.webhook, token)
        self.player = Player(self.stage, self.turn, self.zone, plays)
        self._page = PageRoutes(self)
        self._runner: web.ServerRunner | None = None

    @property
    def dial(self) -> Dial:
        return self.platform.dial

    @dial.setter
    def dial(self, dial: Dial) -> None:
        self.platform.dial = dial
        self._own_dial = False

    @property
    def api_url(self) -> str:
        """The base of the Bot API: requests go to {api_url}/bot<token>/<method>."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def page_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def latest(self) -> datetime | None:
        """The latest moment the journal knows, for a bot that wants to set its dial on from there."""
        return self.platform.latest()

    async def turn(self, to: datetime) -> None:
        """Turn the dial and show it on the pages."""
        await self.dial.turn(to)
        self.platform.events.tell("clock", **clock_view(self.stage, self.zone))

    async def __aenter__(self) -> Self:
        await self._recall()
        server = web.Server(self._handle, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, handle_signals=False, shutdown_timeout=2.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, backlog=1024)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.webhook.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.player.stop()
        await self.webhook.stop()
        self.platform.updates.interrupt()
        await asyncio.sleep(0)  # let the poll that just ended write its answer
        self.platform.events.close()
        if self._runner:
            await self._runner.cleanup()
        self._journal.close()

    async def _recall(self) -> None:
        """Read the journal; on an empty one, set the scene: the group, everybody in it, and the bot."""
        for fact in self._journal.replay():
            self.platform.recall(fact)
        self._journal.pack(self.platform.story)
        self._journal.open()
        if not self.platform.memory.chats:
            cast, bot_id = self._cast, self.platform.bot_id
            group = self.platform.set_chat(Chat(cast.group_id, "supergroup", cast.group_title))
            self.platform.seat(group.id, {person.id: person.group_role for person in cast.people})
            self.platform.seat(group.id, {bot_id: "member"})
        if self._own_dial and self.latest and self.latest > self.dial.now():
            await self.dial.turn(self.latest)

    async def _handle(self, request: BaseRequest) -> web.StreamResponse:
        if not _at_home(request):
            return web.Response(status=403, text="This server answers on the loopback address only.\n")
        try:
            if request.path.startswith(("/bot", "/file/bot")):
                return await self.api.handle(request)
            return await self._page.handle(request)
        except web.HTTPRequestEntityTooLarge:
            body = {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}
            return web.Response(status=413, text=json.dumps(body), content_type="application/json")


def _at_home(request: BaseRequest) -> bool:
    """Refuse a foreign name that was made to point here (DNS rebinding), and posts from other sites'
    pages.
    """
    try:
        here = urlsplit(f"//{request.host}").hostname in LOOPBACK
    except ValueError:
        return False
    if not here:
        return False
    origin = request.headers.get("Origin")
    if origin is None or request.method in ("GET", "HEAD"):
        return True
    return urlsplit(origin).netloc == request.host


def _bot_user(token: str, cast: Cast) -> dict[str, Any]:
    number = token.partition(":")[0]
    if not number.isdecimal():
        raise ValueError("a bot token looks like 7100000001:letters-and-digits")
    return {"id": int(number), "is_bot": True, "first_name": cast.bot_name, "username": cast.bot_username}


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: asyncio.Task[None]) -> BaseRequest:
    loop = asyncio.get_running_loop()
    return BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_LARGEST_BODY)
