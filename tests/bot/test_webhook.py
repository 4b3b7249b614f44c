"""Deliveries by webhook: the secret is required, nothing is received before it is on disk (fault case 43)."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message
from sqlalchemy import insert, select

from bot.app import App
from bot.webhook import HEADER, LARGEST, Webhook
from storage.engine import StorageUnavailable
from storage.store import Store
from storage.tables import account, parked_update
from storage.tx import Tx
from tests.bot.conftest import Running
from tests.faults import Telegram, message

SECRET = "the-secret-of-this-test"


async def note(tx: Tx, user_id: int) -> None:
    await tx.run(insert(account).values(user_id=user_id, name="noted"))


async def noted(tx: Tx) -> list[int]:
    return [row.user_id for row in await tx.all(select(account.c.user_id))]


async def parked(tx: Tx) -> int:
    return len(await tx.all(select(parked_update.c.update_id)))


def diary() -> Router:
    router = Router()
    away = [True]

    @router.message(Command("note"))
    async def write(message: Message, store: Store) -> None:
        assert message.from_user
        await store.write(note, message.from_user.id)

    @router.message(Command("away"))
    async def fail_once(message: Message, store: Store) -> None:
        if away:
            away.pop()
            raise StorageUnavailable("the disk is full")
        assert message.from_user
        await store.write(note, message.from_user.id)

    @router.message(Command("bad"))
    async def bad(message: Message) -> None:
        raise ZeroDivisionError

    return router


@pytest.fixture
async def app(made: Running) -> AsyncIterator[App]:
    async with made(diary(), run=False) as app:
        yield app


@pytest.fixture
async def hook(app: App) -> AsyncIterator[Webhook]:
    made = Webhook(
        app.bot,
        app.inbox,
        url="https://bot.example.org/yihu",
        secret=SECRET,
        port=0,
        allowed=["message"],
        host="127.0.0.1",
    )
    async with made as hook:
        yield hook


async def deliver(hook: Webhook, body: Any, secret: str | None = SECRET, **headers: str) -> tuple[int, str | None]:
    """What the bot answers: the status, and when to come again."""
    content = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    if secret is not None:
        headers[HEADER] = secret
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{hook.port}/yihu", data=content, headers=headers) as answer,
    ):
        return answer.status, answer.headers.get("Retry-After")


def said(number: int, user: int, text: str) -> dict[str, Any]:
    return {"update_id": number, "message": message(user, text)}


async def test_a_delivery_takes_effect_once(hook: Webhook, store: Store) -> None:
    assert await deliver(hook, said(1, 5, "/note")) == (200, None)
    assert await deliver(hook, said(1, 5, "/note")) == (200, None)
    assert await store.read(noted) == [5]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "密"])
async def test_without_the_secret_nothing_is_taken(secret: str | None, hook: Webhook, store: Store) -> None:
    headers = {"X-Forwarded-For": "149.154.167.220"}
    assert (await deliver(hook, said(1, 5, "/note"), secret, **headers))[0] == 401
    assert await store.read(noted) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"message": {}}', b'"\xff"'])
async def test_what_is_no_update_is_refused(body: bytes, hook: Webhook) -> None:
    assert (await deliver(hook, body))[0] == 400


async def test_a_body_that_is_too_large_is_refused(hook: Webhook) -> None:
    assert (await deliver(hook, b" " * (LARGEST + 1)))[0] == 413


async def test_an_update_of_a_future_kind_is_let_go_and_one_that_cannot_be_read_is_set_aside(
    hook: Webhook, store: Store
) -> None:
    assert (await deliver(hook, {"update_id": 1, "a_new_kind": {"x": 1}}))[0] == 200
    before = await store.read(parked)
    assert (await deliver(hook, {"update_id": 2, "message": {"future": "shape"}}))[0] == 200
    assert (await deliver(hook, {"update_id": 2, "message": {"future": "shape"}}))[0] == 200
    assert await store.read(parked) == before + 1


async def test_when_nothing_can_be_recorded_telegram_is_asked_to_come_again(hook: Webhook, store: Store) -> None:
    assert await deliver(hook, said(1, 5, "/away")) == (503, "5")
    assert await store.read(noted) == []
    assert await deliver(hook, said(1, 5, "/away")) == (200, None)
    assert await store.read(noted) == [5]


async def test_a_poison_delivery_is_parked_so_that_its_chat_goes_on(hook: Webhook, store: Store) -> None:
    assert await deliver(hook, said(1, 5, "/bad")) == (200, None)
    assert await store.read(parked) == 1


async def test_telegram_is_told_the_address_the_secret_and_the_kinds(hook: Webhook, telegram: Telegram) -> None:
    await hook.announce()
    [call] = [call for call in telegram.calls if call.method == "setWebhook"]
    assert call.fields["url"] == "https://bot.example.org/yihu"
    assert call.fields["secret_token"] == SECRET
    assert json.loads(call.fields["allowed_updates"]) == ["message"]


async def test_a_webhook_without_a_secret_does_not_start(app: App) -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook(app.bot, app.inbox, url="https://a.example/x", secret="", port=0, allowed=[])
