"""How a Bot API request is read: query string, urlencoded, JSON or multipart, all into one call with typed
fields.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.web_request import BaseRequest

from sandbox.errors import ApiError, bad_request, not_modelled
from sandbox.shapes import dumps

_NUMBER = re.compile(r"[+-]?\d{1,19}")
_YES = frozenset({"true", "yes", "1"})
JSON_HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """One request of the bot: the method as it was written, its fields, its files."""

    method: str
    fields: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.fields.get(name)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return dumps(value)
        raise bad_request(f'field "{name}" must be of type String')

    def number(self, name: str, default: int = 0) -> int:
        """An integer; the platform reads words that are none as the default, so does this."""
        value = self.fields.get(name)
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, int):
            return value
        if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            return int(value)
        return default

    def flag(self, name: str) -> bool:
        value = self.fields.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _YES

    def structure(self, name: str) -> Any:
        """A JSON object or array, given as such or as its text; None when it is not given."""
        value = self.fields.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def object(self, name: str) -> dict[str, Any] | None:
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def objects(self, name: str) -> list[dict[str, Any]]:
        """An array of objects, empty when it is not given."""
        value = self.structure(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: array of objects expected")
        return value

    def refuse(self, *names: str) -> None:
        """Say so when the bot uses a field the stage does not model."""
        for name in names:
            if self.fields.get(name) not in (None, "", False):
                raise not_modelled(f"{name} in {self.method}")


async def read_call(request: BaseRequest, method: str) -> Call:
    """Read a request; fields in the body win over those in the query string."""
    fields: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method == "POST" and request.can_read_body:
        kind = request.content_type
        if kind == "application/json":
            fields |= _from_json(await request.read())
        elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
            try:
                form = await request.post()
            except ValueError as fault:
                raise bad_request(f"can't parse the body: {fault}") from fault
            for name, value in form.items():
                if isinstance(value, web.FileField):
                    files[name] = Upload(value.filename, value.file.read())
                    value.file.close()
                else:
                    fields[name] = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
    elif request.method not in ("GET", "POST"):
        raise ApiError(405, "Method Not Allowed")
    return Call(method, fields, files)


def _from_json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("can't parse JSON object") from None
    if not isinstance(asked, dict):
        raise bad_request("can't parse JSON object: object expected")
    if _has_half_sign(body):
        try:
            dumps(asked).encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return asked


def _has_half_sign(body: bytes) -> bool:
    return rb"\ud" in body or rb"\uD" in body


def answer(result: Any) -> web.Response:
    """{"ok": true, "result": …}; a result that is bytes is a whole body already."""
    body = result if isinstance(result, bytes) else f'{{"ok":true,"result":{dumps(result)}}}'.encode("utf-8", "replace")
    return web.Response(body=body, headers=JSON_HEADERS)


def refusal(error: ApiError) -> web.Response:
    response = web.Response(status=error.code, body=dumps(error.body()).encode(), headers=JSON_HEADERS)
    if "retry_after" in error.parameters:
        response.headers["Retry-After"] = str(error.parameters["retry_after"])
    return response
