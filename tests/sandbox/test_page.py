"""What people do on the page: post a call, sign up on two phones, turn the clock, quote, open papers."""

import asyncio
import json
from pathlib import Path

from playwright.async_api import expect

from sandbox.player import Player
from tests.sandbox.page_desk import PAGE_MARKS, Desk, open_desk

pytestmark = PAGE_MARKS


async def test_a_call_is_posted_two_people_sign_up_on_their_phones_and_the_clock_brings_the_reminder(
    tmp_path: Path,
) -> None:
    async with open_desk(tmp_path) as desk:
        han, wang, zhou = desk.phone("han"), desk.phone("wang"), desk.phone("zhou")
        await desk.says("han", "/call 明早6点收土豆")
        await wang.get_by_role("button", name="报名").click()
        await expect(wang.locator(".toast")).to_have_text("报上了，明早见。")
        await zhou.get_by_role("button", name="报名").click()
        for phone in (han, wang, zhou):
            await expect(phone.locator(".words").filter(has_text="2/20")).to_contain_text("大妈")
            await expect(phone.locator(".words").filter(has_text="/20")).to_have_count(1)
        await expect(desk.page.locator(".now b")).to_have_text("20:30")
        await desk.page.get_by_role("button", name="到明早 05:30").click()
        await expect(desk.page.locator(".now")).to_contain_text("7月2日星期四 05:30")
        await expect(wang.get_by_text("提醒：早上6点收土豆。")).to_be_visible()


async def test_an_alert_waits_for_ok_and_gives_the_focus_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.says("han", "/call 收土豆")
        wang = desk.phone("wang")
        await wang.get_by_role("button", name="去不了").click()
        alert = wang.get_by_role("alertdialog")
        await expect(alert).to_contain_text("知道了，下次再来。")
        await desk.page.keyboard.press("Escape")
        await expect(alert).to_have_count(0)
        await expect(wang.get_by_role("button", name="去不了")).to_be_focused()


async def test_a_click_on_a_bubble_quotes_it_and_the_answer_carries_the_quote(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.says("han", "/call 收土豆")
        wang = desk.phone("wang")
        await wang.locator(".bubble").filter(has_text="0/20").click()
        await expect(wang.locator(".strip")).to_contain_text("收土豆 0/20")
        await desk.says("wang", "我和老伴都去")
        await expect(wang.locator(".strip")).to_be_hidden()
        await expect(desk.phone("han").locator(".row.other .quote")).to_contain_text("收土豆")
        assert desk.bot.heard[-1]["reply_to_message"]["message_id"] == desk.bot.cards[0][1]


async def test_escape_drops_the_quote(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.says("han", "大家早")
        wang = desk.phone("wang")
        await wang.locator(".bubble").filter(has_text="大家早").click()
        await desk.page.keyboard.press("Escape")
        await expect(wang.locator(".strip")).to_be_hidden()


async def test_a_link_to_the_bot_opens_the_private_chat_that_no_other_phone_sees(
    tmp_path: Path,
) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.says("han", "/call 收土豆")
        wang = desk.phone("wang")
        await wang.get_by_role("button", name="打开私聊").click()
        await expect(wang.locator(".words").filter(has_text="您好！hello")).to_be_visible()
        await expect(desk.phone("han").get_by_text("您好！")).to_have_count(0)
        await wang.get_by_role("button", name="/help").click()
        await expect(wang.get_by_text("我会发召集，也会提醒。")).to_be_visible()


async def test_what_is_not_looked_at_has_a_red_dot_until_it_is_opened(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        wang = desk.phone("wang")
        await wang.locator(".back").click()
        await desk.says("han", "大家早")
        await desk.says("han", "今天天气好")
        group = wang.locator(".chat-row").first
        await expect(group.locator(".dot")).to_have_text("2")
        await expect(group).to_contain_text("今天天气好")
        await group.click()
        await wang.locator(".back").click()
        await expect(group.locator(".dot")).to_be_hidden()
        await desk.page.reload()
        await expect(group).to_contain_text("今天天气好")
        await expect(group.locator(".dot")).to_be_hidden()


async def test_the_slash_lists_what_the_bot_can_do_and_the_keyboard_chooses(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        commands = [{"command": "call", "description": "发召集"}, {"command": "help", "description": "帮助"}]
        await desk.bot.ask("setMyCommands", commands=commands)
        han = desk.phone("han")
        await han.locator("textarea").press_sequentially("/")
        await expect(han.get_by_role("option")).to_have_count(2)
        await han.locator("textarea").press("h")
        await expect(han.get_by_role("option")).to_have_text("/help帮助")
        await han.locator("textarea").press("ArrowDown")
        await han.locator("textarea").press("Enter")
        await expect(han.locator("textarea")).to_have_value("/help ")


async def test_papers_stand_in_the_chat_to_open_and_to_download(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.says("zhou", "/summary")
        zhou = desk.phone("zhou")
        await zhou.locator(".picture").click()
        await expect(desk.page.locator("#large img")).to_be_visible()
        await desk.page.keyboard.press("Escape")
        await expect(desk.page.locator("#large")).to_be_hidden()
        async with desk.page.expect_download() as coming:
            await zhou.get_by_role("link", name="下载").click()
        arrived = await coming.value
        assert arrived.suggested_filename == "收土豆-会议摘要.docx"
        await arrived.save_as(tmp_path / "kept.docx")
    assert (tmp_path / "kept.docx").read_bytes() == b"paper"


async def test_a_file_chosen_on_a_phone_reaches_the_bot(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        person = await desk.person("wang")
        await desk.http.post(f"{desk.root}/stage/phones/{person}/start", json={})
        wang = desk.phone("wang")
        await wang.locator(".back").click()
        await wang.locator(".chat-row").filter(has_text="您好").click()
        name = "名单.txt"
        await wang.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": "王大妈".encode()}
        )
        await expect(wang.locator(".row.own .file-name")).to_have_text(name)
        assert desk.bot.heard[-1]["document"]["file_name"] == name


async def test_a_play_is_watched_with_its_narration_and_its_end_is_told(tmp_path: Path) -> None:
    steps: list[dict[str, object]] = [
        {"note": {"zh": "晚上八点半，书记发话了。", "en": "Half past eight."}},
        {"who": "han", "say": "/call 收土豆"},
        {"each": ["wang", "li"], "tap": "报名"},
        {"turn": "tomorrow 05:30"},
    ]
    async with open_desk(tmp_path) as desk:
        await staged(desk, tmp_path, steps)
        await desk.page.get_by_role("button", name="演一遍：小戏").click()
        await expect(desk.page.locator(".note")).to_have_text("演完了。每部手机都可以翻看。")
        await expect(desk.page.locator(".count")).to_have_text("5 / 5")
        await expect(desk.phone("zhou").locator(".words").filter(has_text="2/20")).to_be_visible()
        await expect(desk.page.locator(".now")).to_contain_text("05:30")


async def staged(desk: Desk, folder: Path, steps: list[dict[str, object]]) -> None:
    """Puts a play of these steps on the page, beside a part of another that is not for choosing."""
    plays = folder / "plays"
    plays.mkdir()
    (plays / "small.json").write_text(json.dumps({"title": "小戏", "steps": steps}), "utf-8")
    (plays / "before.json").write_text(json.dumps({"title": "序", "part": True, "steps": []}), "utf-8")
    stage = desk.sandbox
    stage.player = Player(stage.stage, stage.turn, stage.zone, plays)
    await desk.page.reload()


HELD: list[dict[str, object]] = [
    {"note": {"zh": "晚上八点半，书记发话了。", "en": "Half past eight."}},
    {"who": "han", "say": "/call 收土豆"},
    {"who": "sun", "start": True},
    {"turn": "+1h"},
]
"""A play that stands still at its end, until the test lets the clock turn."""


async def test_the_story_is_told_in_the_language_of_the_page(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staged(desk, tmp_path, HELD)
        turning = asyncio.Event()
        desk.dial.turned = turning.wait
        await desk.page.locator("button.play").click()
        await expect(desk.page.locator(".note")).to_have_text("晚上八点半，书记发话了。")
        await desk.page.locator(".language").click()
        await expect(desk.page.locator(".note")).to_have_text("Half past eight.")
        turning.set()
        await expect(desk.page.locator(".note")).to_have_text("The play is over. Look around in any phone.")


async def test_a_play_is_followed_on_the_phone_of_somebody_alike_who_has_it_back_at_the_end(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staged(desk, tmp_path, HELD)
        turning = asyncio.Event()
        desk.dial.turned = turning.wait
        await desk.page.locator("button.play").click()
        sun = desk.phone("sun")
        await expect(sun.locator(".words").filter(has_text="您好！")).to_be_visible()
        await expect(desk.phone("wang")).to_have_count(0)
        await expect(desk.phone("han")).to_be_visible()
        turning.set()
        await expect(desk.phone("wang").locator(".words").filter(has_text="0/20")).to_be_visible()
        await expect(sun).to_have_count(0)


async def test_a_phone_somebody_writes_on_is_left_alone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staged(desk, tmp_path, HELD)
        turning = asyncio.Event()
        desk.dial.turned = turning.wait
        await desk.phone("wang").locator("textarea").fill("我在写")
        await desk.page.locator("button.play").click()
        await expect(desk.phone("sun")).to_be_visible()
        await expect(desk.phone("wang").locator("textarea")).to_have_value("我在写")
        turning.set()


async def test_who_does_not_want_to_follow_keeps_every_phone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staged(desk, tmp_path, [HELD[0], {"turn": "+1h"}, *HELD[1:]])
        turning = asyncio.Event()
        desk.dial.turned = turning.wait
        await desk.page.locator("button.play").click()
        follow = desk.page.get_by_role("button", name="谁在做事")
        await follow.click()
        await expect(follow).to_have_attribute("aria-pressed", "false")
        turning.set()
        await expect(desk.page.locator(".note")).to_have_text("演完了。每部手机都可以翻看。")
        keys = await desk.page.evaluate("[...document.querySelectorAll('.place')].map(one => one.dataset.person)")
        assert keys == ["han", "wang", "zhou"]


async def test_on_a_narrow_screen_the_one_phone_follows_the_play(tmp_path: Path) -> None:
    async with open_desk(tmp_path, width=390, height=844) as desk:
        await staged(desk, tmp_path, HELD)
        turning = asyncio.Event()
        desk.dial.turned = turning.wait
        await desk.page.locator("button.play").click()
        await expect(desk.phone("sun").locator(".words").filter(has_text="您好！")).to_be_visible()
        await expect(desk.phone("han")).to_be_hidden()
        turning.set()


async def test_the_first_button_can_be_green_and_a_quote_is_two_whole_lines(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        keys = [
            [{"text": "报名", "callback_data": "in", "style": "success"}, {"text": "去不了", "callback_data": "out"}]
        ]
        card = {"text": "收土豆，明早六点，志愿者菜园，带手套。" * 6, "reply_markup": {"inline_keyboard": keys}}
        sent = await desk.bot.ask("sendMessage", chat_id=await desk.group(), **card)
        again = {"message_id": sent["message_id"]}
        await desk.bot.ask("sendMessage", chat_id=await desk.group(), text="报上了", reply_parameters=again)
        wang = desk.phone("wang")
        green, plain = [
            await wang.get_by_role("button", name=name, exact=True).evaluate(
                "one => getComputedStyle(one).backgroundColor"
            )
            for name in ("报名", "去不了")
        ]
        assert (green, plain) == ("rgb(5, 113, 58)", "rgb(255, 255, 255)")
        high, line = await wang.locator(".quote-words").evaluate(
            "one => [one.clientHeight, parseFloat(getComputedStyle(one).lineHeight)]"
        )
        assert abs(high - 2 * line) < 2


async def test_words_that_look_like_markup_stay_words(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        nasty = '<img src=x onerror="document.title=1"><b>粗</b> & </p>'
        await desk.says("wang", nasty)
        await expect(desk.phone("han").locator(".words").last).to_have_text(nasty)
        assert await desk.page.locator(".words img, .words b").count() == 0
