"""Who is let in and how a body is read: tokens, methods, hosts, origins, and every way to send a field."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import aiohttp.web
import pytest
from aiogram import Bot

from sandbox.server import Sandbox
from sandbox.wire import Call
from tests.sandbox.conftest import Wire


async def test_a_wrong_token_is_unauthorized(wire: Wire) -> None:
    for path in ("getMe", "noSuchMethod"):
        async with wire.http.get(wire.method(path, token="7100000001:wrong")) as response:
            assert response.status == 401
            assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    async with wire.http.get(f"{wire.sandbox.api_url}/file/bot7100000001:wrong/documents/x") as response:
        assert response.status == 401


async def test_an_unknown_method_is_not_found_and_an_unmodelled_one_says_so(wire: Wire) -> None:
    assert (await wire.call("makeCoffee"))["error_code"] == 404
    refused = await wire.call("exportChatInviteLink", chat_id=1)
    assert refused["error_code"] == 501
    assert refused["description"].startswith("Not Implemented: ")


async def test_method_names_may_be_written_in_any_case(wire: Wire) -> None:
    assert (await wire.result("GETME"))["username"] == "yihu_sandbox_bot"


async def test_get_me_has_every_field(bot: Bot, wire: Wire) -> None:
    me = await wire.result("getMe")
    wanted = ["can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "has_main_web_app"]
    assert all(isinstance(me[name], bool) for name in wanted)
    assert not me["can_read_all_group_messages"]
    assert (await bot.me()).is_bot


async def test_a_field_may_come_in_the_query_a_form_json_or_multipart(wire: Wire) -> None:
    group = wire.sandbox.stage.village
    fields = {"chat_id": str(group.id), "text": "收土豆"}
    keyboard = json.dumps({"inline_keyboard": [[{"text": "报名", "callback_data": "x"}]]})
    multipart = aiohttp.FormData(default_to_multipart=True)
    for name, value in {**fields, "reply_markup": keyboard}.items():
        multipart.add_field(name, value)
    bodies: list[dict[str, Any]] = [
        {"params": fields},
        {"data": {**fields, "reply_markup": keyboard}},
        {"json": {**fields, "chat_id": group.id, "reply_markup": json.loads(keyboard)}},
        {"json": {**fields, "reply_markup": keyboard}},
        {"data": multipart},
        {"params": {"chat_id": str(group.id), "text": "not this"}, "json": {"text": "收土豆"}},
    ]
    for body in bodies:
        async with wire.http.post(wire.method("sendMessage"), **body) as response:
            answer = await response.json()
            assert answer["ok"], (body, answer)
            assert answer["result"]["text"] == "收土豆"
            assert answer["result"]["chat"]["id"] == group.id
    assert len(wire.sandbox.stage.reads("wang", group)) == len(bodies)


@pytest.mark.parametrize("body", ["{", "[1]", "[" * 100_000, '"a"'])
async def test_a_body_that_is_no_json_object_is_refused(wire: Wire, body: str) -> None:
    kind = {"Content-Type": "application/json"}
    async with wire.http.post(wire.method("sendMessage"), data=body, headers=kind) as response:
        assert response.status == 400
        assert (await response.json())["description"].startswith("Bad Request: can't parse JSON object")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1", ""])
async def test_a_foreign_host_name_is_turned_away(wire: Wire, host: str) -> None:
    for path in ("/stage/state", "/", f"/bot{wire.sandbox.token}/getMe"):
        async with wire.http.get(wire.sandbox.api_url + path, headers={"Host": host}) as response:
            assert response.status == 403


async def test_a_post_from_another_sites_page_is_turned_away(wire: Wire) -> None:
    wang = wire.sandbox.stage.person("wang").id
    url = f"{wire.sandbox.api_url}/stage/phones/{wang}/start"
    for origin, status in (("http://evil.example", 403), ("null", 403), (wire.sandbox.api_url, 200)):
        async with wire.http.post(url, headers={"Origin": origin}) as response:
            assert response.status == status
    assert len(wire.sandbox.stage.reads("wang", wang)) == 1


async def test_only_the_loopback_address_listens(sandbox: Sandbox) -> None:
    assert sandbox._runner
    assert [address[0] for address in sandbox._runner.addresses] == ["127.0.0.1"]


async def test_a_gate_may_answer_instead(wire: Wire) -> None:
    """What chaos tests build on: 429 from the gate, and nothing happened."""

    async def busy(call: Call) -> aiohttp.web.StreamResponse | None:
        if call.method != "sendMessage":
            return None
        body = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 7"}
        return aiohttp.web.json_response(body | {"parameters": {"retry_after": 7}}, status=429)

    wire.sandbox.api.gate = busy
    body = await wire.call("sendMessage", chat_id=wire.sandbox.stage.village.id, text="a")
    assert body["parameters"] == {"retry_after": 7}
    assert wire.sandbox.stage.reads("wang", wire.sandbox.stage.village) == []
    assert await wire.result("getMe")


async def test_an_exit_may_spoil_the_answer_of_what_was_done(wire: Wire) -> None:
    """The platform stored the message, and the bot gets an HTML page."""

    async def bad_gateway(_: Call, __: aiohttp.web.StreamResponse) -> aiohttp.web.StreamResponse:
        return aiohttp.web.Response(status=502, text="<html>", content_type="text/html")

    wire.sandbox.api.exit = bad_gateway
    asked = {"chat_id": wire.sandbox.stage.village.id, "text": "a"}
    async with wire.http.post(wire.method("sendMessage"), json=asked) as response:
        assert response.status == 502
    assert len(wire.sandbox.stage.reads("wang", wire.sandbox.stage.village)) == 1
