"""The page with the real bot behind it: a stranger posts a call, people sign up, the clock turns, the harvest plays."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from sandbox.player import load_script
from tests.conversations.village import POTATOES, village_in
from tests.sandbox.page_desk import FLAGS

pytestmark = pytest.mark.page


@asynccontextmanager
async def page_of(folder: Path, ready: Path, chromium: str, *, opened: bool) -> AsyncIterator[Page]:
    """The page of a village at half past eight in the evening; with `opened`, it is set up already."""
    shutil.copyfile(ready, folder / "yihu.db")
    async with village_in(folder) as village, async_playwright() as playwright:
        if opened:
            await village.rehearsal.sandbox.player.play(load_script("opening"))
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        view = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        page = await view.new_page()
        page.set_default_timeout(10_000)
        await page.goto(village.rehearsal.sandbox.page_url)
        await page.wait_for_selector("body[data-ready]")
        yield page
        await browser.close()


def phone(page: Page, key: str) -> Locator:
    return page.locator(f'[data-person="{key}"]')


async def go_to_bot(one: Locator) -> None:
    """Back to the list of chats, and into the private chat with the bot."""
    await one.locator(".back").click()
    await one.locator(".chat-row").filter(has_not_text="柳沟村").click()


async def test_a_call_from_the_sentence_to_the_reminder(tmp_path: Path, ready_sqlite: Path, chromium: str) -> None:
    async with page_of(tmp_path, ready_sqlite, chromium, opened=True) as page:
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


async def test_the_button_plays_the_whole_harvest(tmp_path: Path, ready_sqlite: Path, chromium: str) -> None:
    async with page_of(tmp_path, ready_sqlite, chromium, opened=False) as page:
        han = phone(page, "han")
        await page.locator("select.plays").select_option("potato_harvest")
        await page.locator("button.play").click()
        thanks = han.locator(".words").filter(has_text="来了21人，最早的05:00就到了，一共42小时")
        await expect(thanks).to_be_visible(timeout=120_000)
        await expect(page.locator(".note")).to_contain_text("完", timeout=120_000)
        await go_to_bot(han)
        await expect(han.locator(".picture").first).to_be_visible()
        await expect(han.locator(".words").filter(has_text="收土豆：会议摘要")).to_be_visible()
