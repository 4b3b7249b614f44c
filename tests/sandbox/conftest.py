"""A stage that runs on a loopback port, a real aiogram bot at its door, and a plain HTTP client beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from playwright.async_api import async_playwright

from sandbox.server import Sandbox
from tests.sandbox.page_desk import FLAGS, SHARED

EVENING = datetime(2026, 10, 9, 12, 30, tzinfo=UTC)  # 20:30 in the village


class StillDial:
    """A clock that moves only when turned."""

    def __init__(self, at: datetime = EVENING) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    async def turn(self, to: datetime) -> None:
        self.at = to

    async def settled(self) -> None:
        return None


@dataclass
class Wire:
    """Raw HTTP to the stage."""

    sandbox: Sandbox
    http: aiohttp.ClientSession

    def method(self, name: str, token: str | None = None) -> str:
        return f"{self.sandbox.api_url}/bot{token or self.sandbox.token}/{name}"

    async def call(self, method: str, **fields: Any) -> dict[str, Any]:
        """One call with a JSON body; the whole answer, refusals included."""
        async with self.http.post(self.method(method), json=fields) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def result(self, method: str, **fields: Any) -> Any:
        body = await self.call(method, **fields)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **fields: Any) -> str:
        body = await self.call(method, **fields)
        assert not body["ok"], body
        return str(body["description"])

    async def updates(self, **fields: Any) -> list[dict[str, Any]]:
        """What waits, confirmed at once."""
        waiting: list[dict[str, Any]] = await self.result("getUpdates", **fields)
        if waiting:
            await self.result("getUpdates", offset=waiting[-1]["update_id"] + 1)
        return waiting

    async def page(self, path: str, **body: Any) -> tuple[int, Any]:
        """A request as the page makes it: POST when there is a body."""
        url = f"{self.sandbox.api_url}{path}"
        asked = self.http.post(url, json=body) if body else self.http.get(url)
        async with asked as response:
            return response.status, await response.json()


def aiogram_bot(sandbox: Sandbox) -> Bot:
    return Bot(sandbox.token, session=AiohttpSession(api=TelegramAPIServer.from_base(sandbox.api_url)))


@pytest.fixture
def dial() -> StillDial:
    return StillDial()


@pytest.fixture
async def sandbox(tmp_path: Path, dial: StillDial) -> AsyncIterator[Sandbox]:
    async with Sandbox(tmp_path / "stage", dial=dial) as running:
        yield running


@pytest.fixture
async def wire(sandbox: Sandbox) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as http:
        yield Wire(sandbox, http)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with aiogram_bot(sandbox) as real:
        yield real


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def one_browser(chromium: str) -> AsyncIterator[None]:
    """The worker's Chromium, open until its last page test."""
    async with async_playwright() as playwright:
        SHARED.browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield
        await SHARED.browser.close()
        SHARED.browser = None
