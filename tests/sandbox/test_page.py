"""What people do on the page: post a call, sign up on two phones, turn the clock, quote, open papers."""

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.player import Player
from tests.sandbox.page_desk import open_desk

pytestmark = pytest.mark.page


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
    steps = [
        {"note": "晚上八点半，书记发话了。", "note_en": "Half past eight."},
        {"who": "han", "say": "/call 收土豆"},
        {"each": ["wang", "li"], "tap": "报名"},
        {"turn": "tomorrow 05:30"},
    ]
    plays = tmp_path / "plays"
    plays.mkdir()
    script = {"title": "小戏", "steps": steps}
    (plays / "small.json").write_text(json.dumps(script), "utf-8")
    async with open_desk(tmp_path) as desk:
        stage = desk.sandbox
        stage.player = Player(stage.stage, stage.turn, stage.zone, plays)
        await desk.page.reload()
        await desk.page.get_by_role("button", name="演一遍：小戏").click()
        await expect(desk.page.locator(".note")).to_have_text("演完了。每部手机都可以翻看。")
        await expect(desk.page.locator(".count")).to_have_text("5 / 5")
        await expect(desk.phone("zhou").locator(".words").filter(has_text="2/20")).to_be_visible()
        await expect(desk.page.locator(".now")).to_contain_text("05:30")


async def test_words_that_look_like_markup_stay_words(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        nasty = '<img src=x onerror="document.title=1"><b>粗</b> & </p>'
        await desk.says("wang", nasty)
        await expect(desk.phone("han").locator(".words").last).to_have_text(nasty)
        assert await desk.page.locator(".words img, .words b").count() == 0
