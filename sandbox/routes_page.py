"""The page's own doors under /stage, and the page itself; JSON, no accounts: whoever sits at this machine
is everybody.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web
from aiohttp.web_request import BaseRequest

from sandbox import views
from sandbox.cast import Person
from sandbox.commands import commands_for
from sandbox.dial import LONGEST_TURN, moment
from sandbox.errors import StageRefusal
from sandbox.messages import FileKind
from sandbox.shapes import dumps

if TYPE_CHECKING:
    from sandbox.server import Sandbox

PAGE = Path(__file__).with_name("page")
HEARTBEAT_SECONDS = 15.0
LARGEST_FILE = 50 << 20
# Only pictures open inside the page; anything else a person or a bot sent is offered as a download.
SHOWN = ("image/png", "image/jpeg", "image/webp", "image/gif")
Door = Callable[[BaseRequest, tuple[str, ...]], Awaitable[web.StreamResponse]]


class PageRoutes:
    """Answers everything that is not the Bot API."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._stage = sandbox.stage
        phone = r"/stage/phones/(\d+)"
        chat = phone + r"/chats/(-?\d+)"
        self._doors: list[tuple[str, re.Pattern[str], Door]] = [
            ("GET", re.compile(r"/"), self._index),
            ("GET", re.compile(r"/page/([\w./-]+)"), self._asset),
            ("GET", re.compile(r"/stage/state"), self._state),
            ("GET", re.compile(phone), self._phone),
            ("GET", re.compile(chat + "/messages"), self._messages),
            ("POST", re.compile(chat + "/say"), self._say),
            ("POST", re.compile(chat + "/tap"), self._tap),
            ("POST", re.compile(chat + "/file"), self._file),
            ("POST", re.compile(chat + "/read"), self._read),
            ("POST", re.compile(phone + "/start"), self._start),
            ("POST", re.compile(phone + "/block"), self._block),
            ("GET", re.compile(r"/stage/files/([\w-]+)"), self._download),
            ("GET", re.compile(r"/stage/commands"), self._commands),
            ("POST", re.compile(r"/stage/clock"), self._clock),
            ("POST", re.compile(r"/stage/play"), self._play),
            ("GET", re.compile(r"/stage/events"), self._events),
        ]

    async def handle(self, request: BaseRequest) -> web.StreamResponse:
        """Find the door; refusals come back as {"error": why}."""
        path = request.path
        for method, pattern, door in self._doors:
            if (match := pattern.fullmatch(path)) and method == request.method:
                try:
                    return await door(request, match.groups())
                except StageRefusal as refusal:
                    return _json({"error": refusal.why}, status=refusal.status)
                except ValueError as fault:
                    return _json({"error": str(fault)}, status=400)
        return _json({"error": f"nothing at {path}"}, status=404)

    async def _index(self, _: BaseRequest, __: tuple[str, ...]) -> web.StreamResponse:
        return _page_file(PAGE / "index.html")

    async def _asset(self, _: BaseRequest, parts: tuple[str, ...]) -> web.StreamResponse:
        file = (PAGE / parts[0]).resolve()
        if not file.is_relative_to(PAGE.resolve()):
            raise StageRefusal("no such page file", 404)
        return _page_file(file)

    async def _state(self, _: BaseRequest, __: tuple[str, ...]) -> web.Response:
        player = self._sandbox.player
        return _json(views.state_view(self._stage, self._sandbox.zone, player.progress(), player.scripts()))

    async def _phone(self, _: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        return _json(views.phone_view(self._stage, self._person(parts)))

    async def _messages(self, request: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        limit = min(max(int(request.query.get("limit", "200")), 1), 2000)
        return _json(views.messages_view(self._stage, self._person(parts), int(parts[1]), limit))

    async def _say(self, request: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        asked = await _body(request)
        message = self._stage.say(self._person(parts), int(parts[1]), _text(asked, "text"), _number(asked, "reply_to"))
        return _json({"message_id": message.id})

    async def _tap(self, request: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        asked = await _body(request)
        message_id = _number(asked, "message_id")
        if message_id is None:
            raise StageRefusal("message_id is missing", 400)
        person = self._person(parts)
        toast = await self._stage.tap(person, int(parts[1]), message_id, _text(asked, "data"))
        shown = {"text": toast.text, "alert": toast.alert, "url": toast.url} if toast else None
        if shown and (shown["text"] or shown["url"]):
            self._stage.platform.events.tell("toast", pid=person.id, **shown)
        return _json({"toast": shown if shown and (shown["text"] or shown["url"]) else None})

    async def _file(self, request: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        form = await request.post()
        upload = form.get("file")
        if not isinstance(upload, web.FileField):
            raise StageRefusal("no file in the form", 400)
        content = upload.file.read()
        image = upload.content_type in ("image/png", "image/jpeg")
        kind: FileKind = "photo" if image else "document"
        caption = str(form.get("caption") or "")
        message = await self._stage.send_file(
            self._person(parts), int(parts[1]), content, upload.filename, caption, kind
        )
        return _json({"message_id": message.id})

    async def _read(self, _: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        self._stage.mark_read(self._person(parts), int(parts[1]))
        return _json({"ok": True})

    async def _start(self, request: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        asked = await _body(request)
        payload = _text(asked, "payload") if asked.get("payload") else None
        if payload and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            raise StageRefusal("a start payload is 1 to 64 of A-Z a-z 0-9 _ -", 400)
        message = self._stage.open_bot(self._person(parts), payload)
        return _json({"chat_id": message.chat, "message_id": message.id})

    async def _block(self, _: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        self._stage.block_bot(self._person(parts))
        return _json({"ok": True})

    async def _download(self, _: BaseRequest, parts: tuple[str, ...]) -> web.Response:
        file = self._stage.memory.files.get(parts[0])
        if file is None:
            raise StageRefusal("no such file", 404)
        shown = "inline" if file.mime in SHOWN else "attachment"
        headers = {
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Type": file.mime if file.mime in SHOWN else "application/octet-stream",
            "X-Content-Type-Options": "nosniff",
        }
        try:
            return web.Response(body=await self._stage.files.read(file), headers=headers)
        except FileNotFoundError:
            raise StageRefusal("the file is no longer there", 404) from None

    async def _commands(self, request: BaseRequest, __: tuple[str, ...]) -> web.Response:
        person = self._stage.person(int(request.query.get("pid", "0")))
        chat_id = int(request.query.get("cid", "0"))
        chat = self._stage.private(person) if chat_id == person.id else self._stage.chat(chat_id)
        return _json(commands_for(self._stage.memory, person, chat))

    async def _clock(self, request: BaseRequest, __: tuple[str, ...]) -> web.Response:
        asked = await _body(request)
        now = self._stage.platform.dial.now()
        if (minutes := _number(asked, "plus_minutes")) is not None:
            if not 0 < minutes <= LONGEST_TURN / timedelta(minutes=1):
                raise StageRefusal("the clock turns forward, by a year at most", 400)
            to = now + timedelta(minutes=minutes)
        else:
            to = moment(_text(asked, "to"), now, self._sandbox.zone)
        await self._sandbox.turn(to)
        return _json(views.clock_view(self._stage, self._sandbox.zone))

    async def _play(self, request: BaseRequest, __: tuple[str, ...]) -> web.Response:
        self._sandbox.player.start(_text(await _body(request), "name"))
        return _json(self._sandbox.player.progress(), status=202)

    async def _events(self, request: BaseRequest, __: tuple[str, ...]) -> web.StreamResponse:
        events = self._stage.platform.events
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        listener = events.listen()
        try:
            await response.write(b"retry: 1000\n\n")
            while True:
                try:
                    event = await asyncio.wait_for(listener.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    event = b": still here\n\n"
                if event is None:
                    break
                await response.write(event)
        except ConnectionError:
            pass
        finally:
            events.leave(listener)
        return response

    def _person(self, parts: tuple[str, ...]) -> Person:
        return self._stage.person(int(parts[0]))


def _page_file(file: Path) -> web.StreamResponse:
    if not file.is_file():
        raise StageRefusal("no such page file", 404)
    return web.FileResponse(file, headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})


def _json(shape: object, status: int = 200) -> web.Response:
    return web.Response(text=dumps(shape), status=status, content_type="application/json")


async def _body(request: BaseRequest) -> dict[str, Any]:
    if not request.can_read_body:
        return {}
    asked = await request.json()
    if not isinstance(asked, dict):
        raise StageRefusal("a JSON object is wanted", 400)
    return asked


def _text(asked: dict[str, Any], name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str):
        raise StageRefusal(f"{name} is missing", 400)
    return value


def _number(asked: dict[str, Any], name: str) -> int | None:
    value = asked.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise StageRefusal(f"{name} is not a number", 400)
    return value
