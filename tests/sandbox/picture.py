"""Takes the README's picture of the sandbox anew: `python -m tests.sandbox.picture`. Real bot, real page, real words.

Secretary Han has a draft before him, Aunt Wang sees the card with its roles fill up, the social worker has pasted a
WeChat chain and sees what it would change.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Final

from playwright.async_api import Page, async_playwright

from sandbox.scripts import load_script
from tests.conversations.village import Village, village_in
from tests.sandbox.page_desk import FLAGS

PICTURE: Final = Path(__file__).parents[2] / "docs" / "pictures" / "sandbox.png"
CALL: Final = "明早6点到志愿者菜园收土豆，要10个人挖土豆，2个司机，带手套"
NEXT: Final = "后天上午9点到村委会院子包饺子，要12个人，带围裙"
CHAIN: Final = "#接龙\n收土豆 YH01\n\n1. 王秀兰 2人\n2. 张大爷（李婶代报）\n3. 李建国 带手套\n4. 孙玉梅"


async def play(village: Village) -> None:
    """The evening so far."""
    await village.rehearsal.sandbox.player.play(load_script("opening"))
    people = {key: village.person(key) for key in ("han", "wang", "li", "sun", "yang", "ma", "zhou")}
    await people["han"].posts(CALL)
    for key in ("wang", "sun", "yang"):
        await people[key].taps("挖土豆")
    await people["ma"].taps("司机")
    await people["li"].replies("我和老伴都去")
    await people["zhou"].writes(CHAIN)
    await people["han"].writes(f"/call {NEXT}")


async def private(page: Page, key: str) -> None:
    """On this phone the private chat with the bot is open."""
    phone = page.locator(f'[data-person="{key}"]')
    await phone.locator(".back").click()
    await phone.get_by_text("一呼", exact=True).first.click()


async def take() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder:
        async with village_in(Path(folder)) as village, async_playwright() as player:
            await play(village)
            browser = await player.chromium.launch(executable_path=chromium, args=FLAGS)
            page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
            await page.goto(village.rehearsal.sandbox.page_url)
            await page.wait_for_selector("body[data-ready]")
            await private(page, "han")
            await private(page, "zhou")
            await page.wait_for_timeout(1500)
            await page.screenshot(path=PICTURE)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(take())
