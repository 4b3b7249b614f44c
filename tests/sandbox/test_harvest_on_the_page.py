"""The page with the real bot behind it: a stranger posts a call, people sign up, the clock turns, the harvest plays."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from sandbox.scripts import load_script
from tests.conversations.village import POTATOES, village_in
from tests.sandbox.page_desk import PAGE_MARKS, SHARED

pytestmark = PAGE_MARKS


@asynccontextmanager
async def page_of(folder: Path, ready: Path, *, opened: bool) -> AsyncIterator[Page]:
    """The page of a village at half past eight in the evening; with `opened`, it is set up already."""
    shutil.copyfile(ready, folder / "yihu.db")
    async with village_in(folder) as village:
        if opened:
            await village.rehearsal.sandbox.player.play(load_script("opening"))
        page = await SHARED.page()
        page.set_default_timeout(10_000)
        await page.goto(village.rehearsal.sandbox.page_url)
        await page.wait_for_selector("body[data-ready]")
        yield page
        await page.context.close()


def phone(page: Page, key: str) -> Locator:
    return page.locator(f'[data-person="{key}"]')


async def go_to_bot(one: Locator) -> None:
    """Back to the list of chats, and into the private chat with the bot."""
    await one.locator(".back").click()
    await one.locator(".chat-row").filter(has_not_text="柳沟村").click()


async def test_a_call_from_the_sentence_to_the_reminder(tmp_path: Path, ready_sqlite: Path) -> None:
    async with page_of(tmp_path, ready_sqlite, opened=True) as page:
        han, wang, zhou = phone(page, "han"), phone(page, "wang"), phone(page, "zhou")
        await han.locator("textarea").fill(f"/call {POTATOES}")
        await han.locator("textarea").press("Enter")
        await go_to_bot(han)
        await han.get_by_role("button", name="📣 发布").click()
        await wang.get_by_role("button", name="✋ 报名").click()
        await expect(wang.get_by_role("alertdialog")).to_contain_text("报上了")
        # The answer to the tap leads on to the private chat.
        await page.keyboard.press("Escape")
        await expect(wang.locator(".words").filter(has_text="您报上了")).to_be_visible()
        await zhou.get_by_role("button", name="✋ 报名").click()
        await expect(zhou.locator(".words").filter(has_text="2/20")).to_contain_text("王大妈、周社工")
        if await page.locator(".opener").is_visible():
            await page.locator(".opener").click()
        await page.get_by_role("button", name="到明早 05:30").click()
        await expect(page.locator(".now")).to_contain_text("11月24日星期二 05:30")
        await expect(wang.locator(".words").filter(has_text="还有30分钟")).to_be_visible()


async def test_the_button_plays_the_whole_harvest(tmp_path: Path, ready_sqlite: Path) -> None:
    async with page_of(tmp_path, ready_sqlite, opened=False) as page:
        han, wang, zhou = phone(page, "han"), phone(page, "wang"), phone(page, "zhou")
        await expect(page.locator("select.plays")).to_be_hidden()
        await page.locator("button.play").click()
        await expect(page.locator(".note")).to_contain_text("演完了", timeout=120_000)
        # Nobody had to look for anything: the phones went along, and everyone has their own again.
        await expect(han.locator(".picture").first).to_be_visible()
        await expect(han.locator(".words").filter(has_text="收土豆：会议摘要")).to_be_visible()
        await expect(zhou.locator(".picture").first).to_be_visible()
        await expect(wang.locator(".words").filter(has_text="下次想包饺子给老人送去")).to_be_visible()
        await wang.locator(".back").click()
        await wang.locator(".chat-row").filter(has_text="柳沟村").click()
        thanks = wang.locator(".words").filter(has_text="来了21人，最早的早上5点就到了，一共42小时")
        await expect(thanks).to_be_visible()
