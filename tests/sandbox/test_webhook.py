"""The webhook: the secret, the order within a chat, the second try, the pause that is asked for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.web_request import BaseRequest

from tests.sandbox.conftest import Wire

Receipt = Callable[[dict[str, Any]], web.Response]


class Receiver:
    """The bot's own address: writes down what comes and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answer: Receipt = lambda _: web.Response()
        self.url = ""
        self._news = asyncio.Event()

    async def take(self, request: BaseRequest) -> web.Response:
        update = json.loads(await request.read())
        self.got.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self._news.set()
        return self.answer(update)

    async def has(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.got) < count:
                self._news.clear()
                await self._news.wait()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_carried_with_the_secret_and_confirmed_by_200(wire: Wire, receiver: Receiver) -> None:
    assert await wire.result("setWebhook", url=receiver.url, secret_token="only-us_2")
    wire.sandbox.stage.open_bot("wang")
    await receiver.has(1)
    await wire.sandbox.stage.updates.drained()
    assert receiver.secrets == ["only-us_2"]
    info = await wire.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (receiver.url, 0)


async def test_what_waited_is_carried_when_the_hook_is_set(wire: Wire, receiver: Receiver) -> None:
    wire.sandbox.stage.open_bot("wang")
    await wire.result("setWebhook", url=receiver.url)
    await receiver.has(1)
    assert receiver.secrets == [None]


async def test_polling_and_a_webhook_exclude_each_other(wire: Wire, receiver: Receiver) -> None:
    poll = asyncio.create_task(wire.refusal("getUpdates", timeout=30))
    await wire.sandbox.stage.updates.polled()
    await wire.result("setWebhook", url=receiver.url)
    assert await poll == "Conflict: terminated by setWebhook request"
    assert (await wire.refusal("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook is")
    assert await wire.result("deleteWebhook")
    assert await wire.result("getUpdates") == []


async def test_only_the_head_of_a_chat_is_under_way_and_is_tried_again(wire: Wire, receiver: Receiver) -> None:
    stage = wire.sandbox.stage
    wire.sandbox.webhook.first_pause = 0.001
    failures = iter([500, 503, 404])
    poison = stage.person("wang").id

    def stumble(update: dict[str, Any]) -> web.Response:
        mine = update["message"]["chat"]["id"] == poison
        return web.Response(status=next(failures, 200) if mine else 200)

    receiver.answer = stumble
    await wire.result("setWebhook", url=receiver.url)
    stage.say("wang", poison, "一")
    stage.say("wang", poison, "二")
    stage.say("li", stage.person("li").id, "三")
    await receiver.has(6)
    assert [text for text in receiver.texts() if text != "三"] == ["一", "一", "一", "一", "二"]
    assert receiver.texts().index("三") < 3
    info = await wire.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_the_pause_that_is_asked_for_is_kept(wire: Wire, receiver: Receiver) -> None:
    wire.sandbox.webhook.first_pause = 30.0
    answers = iter([web.Response(status=503, headers={"Retry-After": "0.01"}), web.Response()])
    receiver.answer = lambda _: next(answers)
    await wire.result("setWebhook", url=receiver.url)
    wire.sandbox.stage.open_bot("wang")
    await receiver.has(2)


async def test_a_method_in_the_answer_is_performed(wire: Wire, receiver: Receiver) -> None:
    stage = wire.sandbox.stage
    wang = stage.person("wang").id
    receiver.answer = lambda _: web.json_response({"method": "sendMessage", "chat_id": wang, "text": "好"})
    await wire.result("setWebhook", url=receiver.url)
    stage.open_bot("wang")
    await stage.updates.drained()
    assert stage.reads("wang", wang)[-1].text == "好"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org/hook"}, "bad webhook: the sandbox reaches only this machine"),
        (
            {"url": "http://127.0.0.1:1/", "secret_token": "不行"},
            "secret token contains unallowed characters",
        ),
        (
            {"url": "http://127.0.0.1:1/", "secret_token": "x" * 257},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_a_bad_hook_is_refused(wire: Wire, fields: dict[str, str], why: str) -> None:
    assert await wire.refusal("setWebhook", **fields) == f"Bad Request: {why}"
    assert (await wire.result("getWebhookInfo"))["url"] == ""
