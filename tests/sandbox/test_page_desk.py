"""The desk itself: whose phones, a narrow screen, two languages, a lost line, a long chat."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.sandbox.page_desk import PAGE_MARKS, open_desk

pytestmark = PAGE_MARKS


async def test_the_first_desk_is_the_secretary_aunt_wang_and_the_social_worker(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        keys = await desk.page.evaluate("[...document.querySelectorAll('.place')].map(one => one.dataset.person)")
        assert keys == ["han", "wang", "zhou"]


async def test_a_phone_is_added_given_to_someone_and_kept_over_a_reload(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        page = desk.page
        await page.locator("#desk .add").click()
        sheet = page.get_by_role("dialog")
        kinds = await sheet.locator("h3").all_text_contents()
        assert kinds == ["村干部", "社工", "社工站", "村民"]
        await expect(sheet.locator('[data-key="han"]')).to_be_disabled()
        await sheet.get_by_role("searchbox").fill("zhang")
        await sheet.locator('[data-key="zhang"]').click()
        await expect(desk.phone("zhang")).to_be_visible()
        await page.reload()
        await expect(desk.phone("zhang")).to_be_visible()
        await desk.phone("zhang").locator(".remove").click()
        await expect(page.locator(".place")).to_have_count(3)


async def test_nobody_found_says_so(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.phone("wang").locator(".tag").click()
        await desk.page.get_by_role("searchbox").fill("没有这个人")
        await expect(desk.page.get_by_text("没有找到这个人。")).to_be_visible()
        await desk.page.keyboard.press("Escape")
        await expect(desk.phone("wang").locator(".tag")).to_be_focused()


async def test_on_a_narrow_screen_one_phone_fills_it_and_the_others_are_one_tap_away(tmp_path: Path) -> None:
    async with open_desk(tmp_path, width=390, height=844) as desk:
        page = desk.page
        await expect(page.locator(".place:visible")).to_have_count(1)
        await desk.says("han", "大家早")
        wang = page.locator(".tab").nth(1)
        await expect(wang.locator(".dot")).to_have_text("1")
        await wang.click()
        await expect(desk.phone("wang").get_by_text("大家早")).to_be_visible()
        await expect(desk.phone("han")).to_be_hidden()
        await expect(wang.locator(".dot")).to_be_hidden()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        tops = await page.evaluate("[...document.querySelectorAll('#bar, #switcher')].map(one => one.offsetHeight)")
        assert sum(tops) <= 110


async def test_a_message_that_arrives_while_a_finger_is_down_takes_no_tap_away(tmp_path: Path) -> None:
    async with open_desk(tmp_path, width=390, height=844) as desk:
        page = desk.page
        wang = page.locator(".tab").nth(1)
        await wang.evaluate("tab => { window.pressed = tab; }")
        await wang.hover()
        await page.mouse.down()
        await desk.posts("han", "手指还按着的时候")
        await expect(wang.locator(".dot")).to_have_text("1")
        await page.mouse.up()
        await expect(desk.phone("wang")).to_be_visible()
        assert await wang.evaluate("tab => tab === window.pressed"), "the button is the same as before the message"


async def test_a_phone_that_is_taken_away_takes_its_tab_with_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path, width=390, height=844) as desk:
        page = desk.page
        await page.set_viewport_size({"width": 1440, "height": 900})
        await desk.phone("wang").locator(".remove").click()
        await page.set_viewport_size({"width": 390, "height": 844})
        await expect(page.locator(".tabs .tab")).to_have_count(2)
        assert await page.locator(".tabs .tab-name").all_text_contents() == ["韩书记", "周社工"]
        await expect(page.locator(".tabs [aria-current]")).to_have_count(1)


async def test_everything_to_press_is_large(tmp_path: Path) -> None:
    async with open_desk(tmp_path, width=390, height=844) as desk:
        await desk.says("han", "/call 收土豆")
        await expect(desk.phone("han").locator(".key").first).to_be_visible()
        # Found and measured in one breath: a tab drawn anew between the two would measure nothing.
        small = await desk.page.evaluate(
            """[...document.querySelectorAll("button:not(.inline):not(.quote)")]
                .filter(one => one.checkVisibility() && one.offsetHeight < 48).map(one => one.className)"""
        )
        assert small == []
        sizes = await desk.page.evaluate(
            """[...document.querySelectorAll("body, .words, .key, .input, .choice")]
                .map(one => parseFloat(getComputedStyle(one).fontSize))"""
        )
        assert min(sizes) >= 18


async def test_the_language_of_the_frame_turns_and_the_conversation_stays(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.says("han", "大家早")
        await desk.page.get_by_role("button", name="Switch the page to English").click()
        await expect(desk.page.get_by_role("button", name="05:30 tomorrow")).to_be_visible()
        await expect(desk.phone("wang").get_by_text("大家早")).to_be_visible()
        assert await desk.page.evaluate("document.documentElement.lang") == "en"
        await desk.page.reload()
        await expect(desk.page.get_by_role("button", name="+1 h")).to_be_visible()


async def test_an_english_browser_gets_english(tmp_path: Path) -> None:
    async with open_desk(tmp_path, locale="en-GB") as desk:
        await expect(desk.page.locator("h1")).to_have_text("Yihu · sandbox")


async def test_a_time_that_is_no_time_is_refused_with_an_example(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        free = desk.page.locator(".free")
        await free.fill("25:00")
        await free.press("Enter")
        await expect(desk.page.get_by_text("请写成 06:00 这样的时间。")).to_be_visible()
        await expect(desk.page.locator(".now b")).to_have_text("20:30")
        await free.fill("21：15")
        await free.press("Enter")
        await expect(desk.page.locator(".now b")).to_have_text("21:15")


async def test_a_restart_of_the_sandbox_loses_no_chat_and_the_page_finds_its_way_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.says("han", "停电前说的话")
        await expect(desk.phone("wang").get_by_text("停电前说的话")).to_be_visible()
        await desk.stop()
        await expect(desk.page.locator("#offline")).to_contain_text("正在重新连接")
        await desk.start()
        await desk.posts("han", "来电了")
        await expect(desk.phone("wang").get_by_text("来电了")).to_be_visible()
        await expect(desk.phone("wang").get_by_text("停电前说的话")).to_have_count(1)
        await expect(desk.page.locator("#offline")).to_be_hidden()
        desk.troubles[:] = [one for one in desk.troubles if "net::ERR_" not in one]


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
async def test_where_there_is_room_the_clock_is_turned_in_one_tap(tmp_path: Path, locale: str) -> None:
    async with open_desk(tmp_path, locale=locale) as desk:
        for turn in ("plus-10", "plus-60", "to-0530", "to-2000"):
            await expect(desk.page.locator(f"[data-turn={turn}]")).to_be_visible()
        await expect(desk.page.locator(".opener")).to_be_hidden()
        assert await desk.page.locator("#bar").evaluate("bar => bar.offsetHeight") < 72


async def test_a_thousand_messages_stay_light(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        # A long chat that was there before the page, and a rush that comes while it is looked at.
        stage, wang = desk.sandbox.stage, desk.phone("wang")
        await desk.page.goto("about:blank")
        for number in range(900):
            stage.say("han", stage.village, f"第{number}句，大家注意听。")
        await desk.page.goto(desk.sandbox.page_url)
        await expect(wang.get_by_text("第899句")).to_be_in_viewport(timeout=30_000)
        for number in range(900, 1000):
            stage.say("han", stage.village, f"第{number}句，大家注意听。")
        await expect(wang.get_by_text("第999句")).to_be_in_viewport(timeout=30_000)
        await wang.locator(".log").evaluate("log => { log.scrollTop = 0; }")
        await wang.get_by_role("button", name="看更早的").click()
        await expect(wang.get_by_text("第0句")).to_have_count(1)
        spent = await wang.locator(".log").evaluate(
            """log => { const start = performance.now();
            for (let step = 0; step < 20; step += 1) {
              log.scrollTop = log.scrollHeight * step / 20;
              log.offsetHeight;
            }
            return performance.now() - start; }"""
        )
        assert spent < 1000
        await expect(wang.locator(".fresh")).to_be_visible()
        await wang.locator(".fresh").click()
        await expect(wang.get_by_text("第999句")).to_be_in_viewport(timeout=30_000)
