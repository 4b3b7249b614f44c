"""The Bot API's front door: token, method, body in; the platform's answer out."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web
from aiohttp.web_request import BaseRequest

from sandbox import methods_bot, methods_chats, methods_edits, methods_messages, methods_updates
from sandbox.desk import Desk, Method
from sandbox.errors import ApiError, not_modelled
from sandbox.stage import Stage
from sandbox.webhook import Webhook
from sandbox.wire import Call, answer, read_call, refusal

log = logging.getLogger(__name__)

# A gate stands before every call and may answer in its stead: tests put faults and limits there.
Gate = Callable[[Call], Awaitable[web.StreamResponse | None]]
# An exit sees every call with the answer it got, before the bot does: tests lose or spoil answers there.
Exit = Callable[[Call, web.StreamResponse], Awaitable[web.StreamResponse | None]]

KNOWN: frozenset[str] = frozenset(
    name.lower() for name in json.loads(Path(__file__).with_name("known_methods.json").read_text("utf-8"))
)
MODELLED: dict[str, Method] = {
    name.lower(): method
    for room in (methods_bot, methods_chats, methods_edits, methods_messages, methods_updates)
    for name, method in room.METHODS.items()
}


class BotApi:
    """Answers /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, stage: Stage, webhook: Webhook, token: str) -> None:
        self.desk = Desk(stage, webhook)
        self.gate: Gate | None = None
        self.exit: Exit | None = None
        self._token = token
        webhook.on_reply = self.perform

    async def handle(self, request: BaseRequest) -> web.StreamResponse:
        """One request of the bot; whatever goes wrong comes back in the platform's shape."""
        try:
            if request.path.startswith("/file/bot"):
                return await self._file(request)
            return await self._method(request)
        except ApiError as error:
            return refusal(error)
        except ConnectionError:
            raise
        except OSError:
            log.exception("the sandbox could not write its journal")
            return refusal(ApiError(500, "Internal Server Error: the sandbox cannot write its journal"))

    async def perform(self, call: Call) -> Any:
        """Do what a call asks; ApiError when the platform would not."""
        name = call.method.lower()
        method = MODELLED.get(name)
        if method is None:
            if name in KNOWN:
                raise not_modelled(call.method)
            raise ApiError(404, "Not Found: method not found")
        return await method(self.desk, call)

    async def _method(self, request: BaseRequest) -> web.StreamResponse:
        token, slash, name = request.path.removeprefix("/bot").partition("/")
        self._admit(token)
        if not slash or not name:
            raise ApiError(404, "Not Found")
        call = await read_call(request, name)
        if self.gate and (instead := await self.gate(call)):
            return instead
        try:
            response: web.StreamResponse = answer(await self.perform(call))
        except ApiError as error:
            response = refusal(error)
        if self.exit and (instead := await self.exit(call, response)):
            return instead
        return response

    async def _file(self, request: BaseRequest) -> web.StreamResponse:
        token, _, path = request.path.removeprefix("/file/bot").partition("/")
        self._admit(token)
        files = self.desk.memory.files.values()
        file = next((file for file in files if file.path == path), None)
        try:
            if file is None:
                raise FileNotFoundError(path)
            content = await self.desk.stage.files.read(file)
        except FileNotFoundError:
            raise ApiError(404, "Not Found") from None
        name = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"}
        return web.Response(body=content, content_type="application/octet-stream", headers=name)

    def _admit(self, token: str) -> None:
        if token != self._token:
            raise ApiError(401, "Unauthorized")
