"""A Bot API server that fails on demand: it answers what the bot asks and misbehaves exactly as a test tells it to."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

TOKEN = "4200000001:a-token-that-is-known-to-this-test-only"
BOT_ID = 4200000001
GROUP = -1001000000001

Fault = Callable[["Call"], "web.StreamResponse | Any"]


@dataclass(frozen=True)
class Call:
    """One request the bot made."""

    method: str
    fields: dict[str, Any]

    @property
    def chat(self) -> int:
        return int(self.fields["chat_id"])


@dataclass
class Sent:
    """A message somebody's phone shows."""

    chat: int
    message_id: int
    text: str
    edits: int = 0


@dataclass
class Telegram:
    """`async with Telegram() as t:` t.url is its address. `t.fail("sendMessage", fault, …)` uses one fault per call."""

    updates: deque[dict[str, Any]] = field(default_factory=deque)
    calls: list[Call] = field(default_factory=list)
    messages: list[Sent] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    confirmed: int = 0
    url: str = ""
    port: int = 0
    _faults: dict[str, deque[Any]] = field(default_factory=dict)
    _next_update: int = 1001
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        self._wake.set()
        await self._runner.cleanup()

    def fail(self, method: str, *faults: Any) -> None:
        """The next calls of a method meet these faults, one each; None lets a call pass."""
        self._faults.setdefault(method, deque()).extend(faults)

    def always(self, method: str, fault: Any) -> None:
        """Every call of a method meets this fault, until `heal`."""
        self._faults[method] = deque([fault] * 10_000)

    def heal(self, method: str) -> None:
        self._faults.pop(method, None)

    def push(self, update_id: int | None = None, **event: Any) -> int:
        """Queue an update; returns its id."""
        number = update_id if update_id is not None else self._next_update
        self._next_update = max(self._next_update, number + 1)
        self.updates.append({"update_id": number, **event})
        self._wake.set()
        return number

    def say(self, user: int, text: str, chat: int | None = None) -> int:
        """Somebody writes: in private, or in a group."""
        return self.push(message=message(user, text, chat))

    def tap(self, user: int, button: str, chat: int | None = None) -> int:
        """Somebody taps a button."""
        number = self._next_update
        query = {"id": str(number), "from": person(user), "chat_instance": "1", "data": button}
        return self.push(callback_query={**query, "message": message(BOT_ID, "card", chat or user)})

    def texts(self, chat: int) -> list[str]:
        return [sent.text for sent in self.messages if sent.chat == chat]

    def count(self, method: str) -> int:
        return sum(call.method == method for call in self.calls)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        form = await request.post()
        fields: dict[str, Any] = {**request.query, **{name: str(value) for name, value in form.items()}}
        call = Call(method, fields)
        if request.match_info["token"] != TOKEN:
            return no(401, "Unauthorized")
        if method != "getUpdates":
            self.calls.append(call)
        if self._faults.get(method) and (fault := self._faults[method].popleft()) is not None:
            return await fault(self, request, call)  # type: ignore[no-any-return]
        return await self.obey(call)

    async def obey(self, call: Call) -> web.StreamResponse:
        """Do what the call asks."""
        match call.method:
            case "getMe":
                return yes({"id": BOT_ID, "is_bot": True, "first_name": "Yihu", "username": "yihu_test_bot"})
            case "getUpdates":
                return yes(await self._poll(call.fields))
            case "sendMessage":
                sent = Sent(call.chat, 500 + len(self.messages), call.fields["text"])
                self.messages.append(sent)
                return yes(message(BOT_ID, sent.text, sent.chat, sent.message_id))
            case "editMessageText":
                return self._edit(call)
            case "answerCallbackQuery":
                self.answers.append(call.fields.get("text", ""))
        return yes(True)

    def _edit(self, call: Call) -> web.StreamResponse:
        wanted = int(call.fields["message_id"])
        for sent in self.messages:
            if (sent.chat, sent.message_id) == (call.chat, wanted):
                if sent.text == call.fields["text"]:
                    return no(400, "Bad Request: message is not modified: specified new message content and reply ...")
                sent.text, sent.edits = call.fields["text"], sent.edits + 1
                return yes(message(BOT_ID, sent.text, sent.chat, sent.message_id))
        return no(400, "Bad Request: message to edit not found")

    async def _poll(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(fields.get("offset", 0))
        while self.updates and self.updates[0]["update_id"] < offset:
            self.confirmed = self.updates.popleft()["update_id"]
        if not self.updates and int(fields.get("timeout", 0)):
            self._wake.clear()
            try:
                async with asyncio.timeout(int(fields["timeout"])):
                    await self._wake.wait()
            except TimeoutError:
                pass
        return list(self.updates)[: int(fields.get("limit", 100))]


def person(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": user == BOT_ID, "first_name": f"P{user}"}


def message(user: int, text: str, chat: int | None = None, message_id: int = 7) -> dict[str, Any]:
    where = chat if chat is not None else user
    kind = {"id": where, "type": "private", "first_name": "P"} if where > 0 else {"id": where, "type": "supergroup"}
    return {
        "message_id": message_id,
        "date": 1_790_000_000,
        "chat": kind | ({} if where > 0 else {"title": "Village"}),
        "from": person(user),
        "text": text,
    }


def yes(result: Any) -> web.Response:
    return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")


def no(code: int, description: str, **parameters: Any) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return web.Response(status=code, text=json.dumps(body), content_type="application/json")


def refuse(code: int, description: str, **parameters: Any) -> Any:
    """A plain no."""

    async def fault(_t: Telegram, _request: web.Request, _call: Call) -> web.StreamResponse:
        return no(code, description, **parameters)

    return fault


def too_many(seconds: int) -> Any:
    return refuse(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


async def bad_gateway(telegram: Telegram, _request: web.Request, call: Call) -> web.StreamResponse:
    """The message is taken, but a proxy answers with a page of its own."""
    await telegram.obey(call)
    return web.Response(status=502, text="<html><body>502 Bad Gateway</body></html>", content_type="text/html")


async def drop_after(telegram: Telegram, request: web.Request, call: Call) -> web.StreamResponse:
    """The message is taken, and the connection breaks before the answer."""
    await telegram.obey(call)
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def drop_before(_telegram: Telegram, request: web.Request, _call: Call) -> web.StreamResponse:
    """The connection breaks before anything was done."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
