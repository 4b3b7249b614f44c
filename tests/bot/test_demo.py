"""`python -m bot demo`: the whole harvest, told as a chat, its papers in out/; a wrong figure is said."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import csv
import io
import json
import logging
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import demo
from bot.settings import Settings
from tests.conversations.conftest import ready_village, village  # noqa: F401
from tests.conversations.village import POTATOES, Village
from texts.voice import Voice


@dataclass(frozen=True)
class Told:
    code: int
    out: str
    err: str
    papers: Path


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The demo, run once in a folder of its own."""
    folder = tmp_path_factory.mktemp("demo")
    out, err = io.StringIO(), io.StringIO()
    level = logging.getLogger().level
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = asyncio.run(demo.main(Settings(_env_file=None), argparse.Namespace(lang="zh")))  # type: ignore[call-arg]
    logging.getLogger().setLevel(level)
    return Told(code, out.getvalue(), err.getvalue(), folder / "out")


def test_the_story_comes_out_right(told: Told) -> None:
    assert told.code == 0, told.err
    assert "🎉 收土豆，早上7点干完了！来了21人，最早的早上5点就到了，一共42小时。谢谢大家！" in told.out
    assert "23人报名，来了21人，最早05:00，07:00干完，一共42小时" in told.out


def test_it_reads_as_a_chat_in_order(told: Told) -> None:
    chapters = (
        "20:30  韩书记  /call 明早6点到志愿者菜园收土豆",
        "王大妈 点 [✋ 报名]　→ ✅ 报上了！",
        "20:31  李婶  我和老伴都去",
        "⏳ 排队3人：袁大山、曾老师、田守田",
        "🔔 张大爷、郭奶奶、宋老三",
        "21:30  高叔  去不了了，孙子发烧",
        "有空位了，您还去吗",
        "名额是您的了",
        "王大妈 点 [✅ 到了]　→ ✅ 早上5点 到",
        "萧春花 点 [✅ 到了]　→ ✅ 早上5点10分 到。没报名也欢迎",
        "05:30  一呼  🔔 还有30分钟：收土豆",
        "🎉 收土豆",
        "19:30  一呼  关于收土豆，问您4个小问题",
        "社工简报：收土豆",
        "收土豆：会议摘要",
    )
    places = [told.out.find(line) for line in chapters]
    assert -1 not in places, chapters[places.index(-1)]
    assert places == sorted(places)


def test_only_who_was_not_there_is_reminded_at_half_past_five(told: Told) -> None:
    assert told.out.count("还有30分钟") == 1


def test_without_a_terminal_one_plain_line_stands_for_the_bar(told: Told) -> None:
    assert told.err == "正在演收土豆……\n"


def test_a_terminal_gets_a_bar_that_is_wiped_for_every_line() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    bar = demo.Bar(screen, "收土豆")
    bar.show(1, 4)
    bar.wipe()
    assert "1/4" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_the_summary_lies_in_out_and_names_nobody(told: Told) -> None:
    picture, paper = (told.papers / "summary.png").read_bytes(), (told.papers / "summary.docx").read_bytes()
    text = (told.papers / "summary.txt").read_text("utf-8")
    assert picture.startswith(b"\x89PNG")
    words = zipfile.ZipFile(io.BytesIO(paper)).read("word/document.xml").decode()
    for page in (text, words):
        assert "收土豆" in page
        assert not any(name in page for name in ("王大妈", "孙玉梅", "胡小军", "韩书记", "周社工"))
    assert "好7 · 一般6 · 不好3（16人）" in text


def test_the_exports_lie_beside_it_with_the_same_figures(told: Told) -> None:
    rows = list(csv.DictReader((told.papers / "attendance.csv").read_text("utf-8-sig").splitlines()))
    there = [row for row in rows if row["attendance"] in ("came", "late", "walk_in")]
    assert sum(int(row["party"]) for row in there) == 21
    assert sum(float(row["hours"]) for row in there) == 42
    assert {row["person"] for row in rows if row["attendance"] == "no_show"} == {"冯二哥"}
    calls = json.loads((told.papers / "calls.json").read_text("utf-8"))
    assert [(call["came"], call["hours"]) for call in calls] == [(21, 42)]


async def test_another_story_is_not_the_harvest(village: Village) -> None:  # noqa: F811
    han = village.person("han")
    await han.posts(POTATOES)
    await village.person("wang").taps("报名")
    await village.turn("tomorrow 07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await han.taps("他们都来了")
    wrong = await demo.amiss(village.rehearsal, Voice("zh"))
    assert "❌ 没对上：came 应是 21，实际是 1" in wrong
    assert "❌ 没对上：hours 应是 42.0，实际是 1.0" in wrong
