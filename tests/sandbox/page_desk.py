"""A desk to test the page on: a real sandbox, a small bot that speaks HTTP to it, and a real Chromium."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page

from sandbox.server import Sandbox

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EVENING = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)  # 20:30 in the village, a Wednesday
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea73581840000000049454e44ae426082"
)

Answer = dict[str, Any]


class StillDial:
    """A clock that moves only when turned, and tells the bot when it has."""

    def __init__(self, at: datetime = EVENING) -> None:
        self.at = at
        self.turned: Callable[[], Awaitable[object]] | None = None

    def now(self) -> datetime:
        return self.at

    async def turn(self, to: datetime) -> None:
        self.at = to
        if self.turned:
            await self.turned()

    async def settled(self) -> None:
        return None


@dataclass
class SmallBot:
    """Posts a card at /call, lists who taps, sends papers at /summary, reminds when the clock turns."""

    base: str
    http: aiohttp.ClientSession
    username: str = ""
    names: list[str] = field(default_factory=list)
    heard: list[Answer] = field(default_factory=list)
    cards: list[tuple[int, int]] = field(default_factory=list)

    async def ask(self, method: str, **fields: Any) -> Any:
        async with self.http.post(f"{self.base}/{method}", json=fields) as answer:
            said = await answer.json()
        if not said["ok"]:
            raise AssertionError(f"{method}: {said}")
        return said["result"]

    async def send_file(self, method: str, chat: int, kind: str, content: bytes, name: str) -> None:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("chat_id", str(chat))
        form.add_field(kind, content, filename=name)
        async with self.http.post(f"{self.base}/{method}", data=form) as answer:
            assert (await answer.json())["ok"]

    async def serve(self) -> None:
        offset = 0
        while True:
            for update in await self.ask("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self.take(update)

    async def take(self, update: Answer) -> None:
        if tap := update.get("callback_query"):
            await self.tapped(tap)
        elif message := update.get("message"):
            self.heard.append(message)
            await self.told(message, message.get("text", ""))

    async def told(self, message: Answer, text: str) -> None:
        chat = message["chat"]["id"]
        if text.startswith("/call"):
            card = await self.ask("sendMessage", chat_id=chat, **self.card())
            self.cards.append((chat, card["message_id"]))
        elif text.startswith("/start"):
            lines = f"您好！{text.removeprefix('/start').strip()} 发 /help 看我会做什么。"
            await self.ask("sendMessage", chat_id=chat, text=lines)
        elif text.startswith("/help"):
            await self.ask("sendMessage", chat_id=chat, text="我会发召集，也会提醒。")
        elif text.startswith("/summary"):
            await self.send_file("sendPhoto", chat, "photo", PICTURE, "summary.png")
            await self.send_file("sendDocument", chat, "document", b"paper", "收土豆-会议摘要.docx")

    def card(self) -> Answer:
        keys = [
            [{"text": "报名", "callback_data": "in"}, {"text": "去不了", "callback_data": "out"}],
            [{"text": "打开私聊", "url": f"https://t.me/{self.username}?start=hello"}],
        ]
        text = "📢 收土豆 " + f"{len(self.names)}/20\n" + "、".join(self.names)
        return {
            "text": text.strip(),
            "entities": [{"type": "bold", "offset": 3, "length": 3}],
            "reply_markup": {"inline_keyboard": keys},
        }

    async def tapped(self, tap: Answer) -> None:
        who, coming = tap["from"]["first_name"], tap["data"] == "in"
        if coming and who not in self.names:
            self.names.append(who)
            for chat, message in self.cards:
                await self.ask("editMessageText", chat_id=chat, message_id=message, **self.card())
        words = "报上了，明早见。" if coming else "知道了，下次再来。"
        await self.ask("answerCallbackQuery", callback_query_id=tap["id"], text=words, show_alert=not coming)

    async def remind(self) -> None:
        for chat, _ in self.cards:
            await self.ask("sendMessage", chat_id=chat, text="提醒：早上6点收土豆。")


@dataclass
class Desk:
    """What a test holds: the browser page, the sandbox under it, the bot beside it."""

    page: Page
    http: aiohttp.ClientSession
    folder: Path
    dial: StillDial = field(default_factory=StillDial)
    troubles: list[str] = field(default_factory=list)
    port: int = 0

    async def start(self) -> None:
        self.sandbox = Sandbox(self.folder, port=self.port, dial=self.dial)
        await self.sandbox.__aenter__()
        self.root = "{0.scheme}://{0.netloc}".format(parts := urlsplit(self.sandbox.page_url))
        self.port = parts.port or 0
        self.bot = SmallBot(f"{self.sandbox.api_url}/bot{self.sandbox.token}", self.http)
        self.bot.username = (await self.bot.ask("getMe"))["username"]
        self.dial.turned = self.bot.remind
        self.serving = asyncio.create_task(self.bot.serve())

    async def stop(self) -> None:
        self.serving.cancel()
        with suppress(asyncio.CancelledError):
            await self.serving
        await self.sandbox.__aexit__(None, None, None)

    def phone(self, key: str) -> Locator:
        return self.page.locator(f'[data-person="{key}"]')

    async def says(self, key: str, text: str) -> None:
        """Types into the open chat of a phone, as a person would."""
        box = self.phone(key).locator("textarea")
        await box.fill(text)
        await box.press("Enter")

    async def posts(self, key: str, text: str) -> None:
        """Says it in the group without touching the browser."""
        address = f"{self.root}/stage/phones/{await self.person(key)}/chats/{await self.group()}/say"
        async with self.http.post(address, json={"text": text}) as answer:
            assert answer.ok

    async def scene(self) -> Answer:
        async with self.http.get(f"{self.root}/stage/state") as answer:
            return dict(await answer.json())

    async def person(self, key: str) -> int:
        return int(next(one["id"] for one in (await self.scene())["people"] if one["key"] == key))

    async def group(self) -> int:
        return int(next(one["id"] for one in (await self.scene())["chats"] if one["kind"] == "group"))


@dataclass
class Shared:
    """One Chromium for all the page tests of a worker; each test gets a clean profile in it."""

    browser: Browser | None = None

    async def page(self, width: int = 1440, height: int = 900, locale: str = "zh-CN") -> Page:
        """A new page in a profile of its own, which closes with its context."""
        assert self.browser, "the test asks for a page without the fixture one_browser"
        view = await self.browser.new_context(viewport={"width": width, "height": height}, locale=locale)
        return await view.new_page()


SHARED = Shared()
PAGE_MARKS = [
    pytest.mark.page,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.usefixtures("one_browser"),
]
"""What every module of page tests is marked with: a browser lives in one event loop, so its tests share that too."""


@asynccontextmanager
async def open_desk(folder: Path, width: int = 1440, height: int = 900, locale: str = "zh-CN") -> AsyncIterator[Desk]:
    """A page that is ready to use; at the end it must have asked nobody outside and complained of nothing."""
    async with aiohttp.ClientSession() as http:
        desk = Desk(await SHARED.page(width, height, locale), http, folder)
        desk.page.set_default_timeout(8000)
        await desk.start()
        try:
            watch(desk)
            await desk.page.goto(desk.sandbox.page_url)
            await desk.page.wait_for_selector("body[data-ready]")
            yield desk
        finally:
            await desk.page.context.close()
            await desk.stop()
        assert desk.troubles == []


def watch(desk: Desk) -> None:
    """Keeps what the page complains of, and every request that leaves the sandbox."""
    page, root, troubles = desk.page, desk.root, desk.troubles

    def asked(url: str) -> None:
        if not url.startswith((root, "data:", "blob:")):
            troubles.append(f"outside: {url}")

    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: asked(request.url))
