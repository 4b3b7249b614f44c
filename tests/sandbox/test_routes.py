"""The page's doors: what a phone shows, what a thumb does, the clock, the files, the stream of events."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from yarl import URL

from sandbox.server import Sandbox
from tests.sandbox.conftest import Wire


def _phone(wire: Wire, key: str, rest: str = "") -> str:
    return f"/stage/phones/{wire.sandbox.stage.person(key).id}{rest}"


def _chat(wire: Wire, key: str, action: str, chat_id: int | None = None) -> str:
    return _phone(wire, key, f"/chats/{chat_id or wire.sandbox.stage.village.id}/{action}")


async def test_the_state_names_the_people_the_group_and_the_time(wire: Wire) -> None:
    _, state = await wire.page("/stage/state")
    assert (state["now"], state["zone"]) == ("2026-10-09T20:30:00+08:00", "Asia/Shanghai")
    assert len(state["people"]) == 36
    assert {
        "key": "han",
        "name": "韩书记",
        "kind": "official",
        "label_en": "Party secretary",
    }.items() <= state["people"][1].items()
    assert [(chat["title"], chat["kind"], len(chat["members"])) for chat in state["chats"]] == [
        ("柳沟村志愿服务群", "group", 37)
    ]
    assert state["bot"]["username"] == "yihu_sandbox_bot"
    assert state["play"]["running"] is False


async def test_a_phone_shows_its_chats_with_unread_counts(wire: Wire) -> None:
    status, _ = await wire.page(_chat(wire, "han", "say"), text="大家好")
    assert status == 200
    _, phone = await wire.page(_phone(wire, "wang"))
    group, private = phone["chats"]
    assert (group["unread"], group["last"]["text"], group["last"]["from"]) == (1, "大家好", "韩书记")
    assert (private["kind"], private["opened"], private["last"]) == ("private", False, None)
    await wire.page(_chat(wire, "wang", "read"), seen=True)
    assert (await wire.page(_phone(wire, "wang")))[1]["chats"][0]["unread"] == 0
    assert (await wire.page(_phone(wire, "han")))[1]["chats"][0]["unread"] == 0


async def test_a_phone_does_not_see_anybody_elses_chats(wire: Wire) -> None:
    stage = wire.sandbox.stage
    stage.open_bot("wang")
    wang = stage.person("wang").id
    strange = stage.create_group("li", "李家群").id
    for chat_id in (wang, strange, 5):
        status, refused = await wire.page(_chat(wire, "han", "messages", chat_id))
        assert (status, refused) == (404, {"error": "你的手机上没有这个聊天"})
        assert (await wire.page(_chat(wire, "han", "say", chat_id), text="偷看"))[0] == 404
    assert strange not in [chat["id"] for chat in (await wire.page(_phone(wire, "han")))[1]["chats"]]


async def test_start_opens_the_private_chat(wire: Wire) -> None:
    status, opened = await wire.page(_phone(wire, "wang", "/start"), payload="join_abc")
    assert status == 200
    _, messages = await wire.page(_chat(wire, "wang", "messages", opened["chat_id"]))
    assert [message["text"] for message in messages] == ["/start join_abc"]
    assert (await wire.page(_phone(wire, "wang", "/start"), payload="不行"))[0] == 400


async def test_a_tap_waits_for_the_bots_answer(wire: Wire, bot: Bot) -> None:
    group = wire.sandbox.stage.village
    link = InlineKeyboardButton(text="私聊", url="https://t.me/yihu_sandbox_bot?start=x")
    tap = InlineKeyboardButton(text="报名", callback_data="join")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[tap], [link]])
    card = await bot.send_message(group.id, "收土豆", reply_markup=keyboard)
    _, (message,) = await wire.page(_chat(wire, "wang", "messages"))
    assert message["buttons"] == [
        [{"text": "报名", "data": "join"}],
        [{"text": "私聊", "url": "https://t.me/yihu_sandbox_bot?start=x"}],
    ]
    tapping = asyncio.create_task(wire.page(_chat(wire, "wang", "tap"), message_id=card.message_id, data="join"))
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query
    await bot.answer_callback_query(update.callback_query.id, "报上了")
    assert await tapping == (200, {"toast": {"text": "报上了", "alert": False, "url": None}})


async def test_a_button_that_is_gone_is_said_to_be_gone(wire: Wire, bot: Bot) -> None:
    card = await bot.send_message(wire.sandbox.stage.village.id, "收土豆")
    path = _chat(wire, "wang", "tap")
    assert await wire.page(path, message_id=card.message_id, data="forged") == (
        409,
        {"error": "这个按钮已经不在了"},
    )
    assert (await wire.page(path, message_id=999, data="forged"))[0] == 409
    assert (await wire.page(path, data="forged"))[0] == 400
    assert wire.sandbox.stage.updates.pending == 0


@pytest.mark.parametrize("text", ["", "  \n", "好" * 4097, 7, None])
async def test_what_cannot_be_said_is_refused(wire: Wire, text: object) -> None:
    status, refused = await wire.page(_chat(wire, "wang", "say"), text=text)
    assert status == 400
    assert refused["error"]


async def test_a_file_goes_to_the_bot_and_back_to_the_page(wire: Wire) -> None:
    form = aiohttp.FormData({"caption": "名单"}, quote_fields=False)
    form.add_field("file", "王大妈\n".encode(), filename="名单 1.txt", content_type="text/plain")
    wang = wire.sandbox.stage.person("wang").id
    async with wire.http.post(wire.sandbox.api_url + _chat(wire, "wang", "file", wang), data=form) as response:
        assert response.status == 200
    (update,) = await wire.updates()
    assert update["message"]["document"]["file_name"] == "名单 1.txt"
    _, (message,) = await wire.page(_chat(wire, "wang", "messages", wang))
    assert message["caption"] == "名单"
    async with wire.http.get(f"{wire.sandbox.api_url}/stage/files/{message['document']['file_id']}") as response:
        assert await response.read() == "王大妈\n".encode()
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_sent_page_is_a_download_and_never_runs_here(wire: Wire) -> None:
    """A phone could send HTML; opened on this origin it could act as everybody."""
    wang = wire.sandbox.stage.person("wang").id
    for name in ("x.html", "x.svg"):
        message = await wire.sandbox.stage.send_file("wang", wang, b"<script>alert(1)</script>", name)
        async with wire.http.get(f"{wire.sandbox.api_url}/stage/files/{message.file}") as response:
            assert response.headers["Content-Disposition"].startswith("attachment")
            assert response.content_type == "application/octet-stream"


@pytest.mark.parametrize(
    ("turn", "now"),
    [
        ({"to": "05:30"}, "2026-10-10T05:30:00+08:00"),
        ({"to": "20:30"}, "2026-10-10T20:30:00+08:00"),
        ({"to": "20:31"}, "2026-10-09T20:31:00+08:00"),
        ({"to": "tomorrow 23:00"}, "2026-10-10T23:00:00+08:00"),
        ({"plus_minutes": 60}, "2026-10-09T21:30:00+08:00"),
    ],
)
async def test_the_clock_turns_forward(wire: Wire, turn: dict[str, Any], now: str) -> None:
    assert await wire.page("/stage/clock", **turn) == (200, {"now": now, "zone": "Asia/Shanghai"})
    assert wire.sandbox.dial.now().isoformat()[:19] == wire.sandbox.platform.dial.now().isoformat()[:19]


@pytest.mark.parametrize(
    "turn", [{"to": "25:00"}, {"to": "soon"}, {"plus_minutes": -1}, {"plus_minutes": 10**9}, {"x": 1}]
)
async def test_the_clock_refuses_what_is_no_moment_ahead(wire: Wire, turn: dict[str, Any]) -> None:
    status, refused = await wire.page("/stage/clock", **turn)
    assert status == 400
    assert refused["error"]


async def test_events_tell_the_page_what_happens(sandbox: Sandbox, wire: Wire, bot: Bot) -> None:
    async with wire.http.get(sandbox.api_url + "/stage/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        card = await bot.send_message(sandbox.stage.village.id, "7/20")
        await bot.edit_message_text("8/20", chat_id=card.chat.id, message_id=card.message_id)
        await bot.delete_message(card.chat.id, card.message_id)
        await wire.page("/stage/clock", plus_minutes=60)
        told = []
        for _ in range(4):
            name, content = (await stream.content.readuntil(b"\n\n")).decode().strip().split("\n")
            told.append((name.removeprefix("event: "), json.loads(content.removeprefix("data: "))))
    assert [name for name, _ in told] == ["message", "edited", "deleted", "clock"]
    assert told[0][1]["message"]["text"] == "7/20"
    assert (told[1][1]["message"]["text"], told[1][1]["message"]["edited"]) == ("8/20", True)
    assert told[2][1]["ids"] == [card.message_id]


async def test_nothing_outside_the_page_folder_is_served(wire: Wire) -> None:
    for path in (
        "/page/../server.py",
        "/page/..%2fserver.py",
        "/page/%2e%2e/server.py",
        "/page//etc/passwd",
        "/page/none.js",
    ):
        async with wire.http.get(URL(wire.sandbox.api_url + path, encoded=True)) as response:
            assert response.status == 404, path


async def test_a_server_that_stops_ends_its_streams(wire: Wire) -> None:
    async with wire.http.get(wire.sandbox.api_url + "/stage/events") as stream:
        await stream.content.readuntil(b"\n\n")
        wire.sandbox.platform.events.close()
        assert await stream.content.read() == b""
