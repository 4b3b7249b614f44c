"""A typed sign-in sheet is read as it was meant; what cannot be read is handed back, never guessed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attendance import Attendance
from domain.paper import Paper, PaperLine
from parsing.attendance import is_sheet, read_paper
from tests.corpora import rows

ON_THE_LIST = ("王大妈", "李婶", "张大爷", "孙玉梅", "钱大伯")
ROWS = [*rows("papers", "build"), *rows("papers", "check")]


def told(line: PaperLine) -> list[str]:
    who = f"{line.number or ''}{line.name or ''}"
    state = line.state.value if line.state else "?"
    return [who, f"{state}/{line.party}" if line.party else state]


def shown(paper: Paper | None) -> dict[str, Any] | None:
    if paper is None:
        return None
    return {
        "code": paper.code,
        "marks": [told(line) for line in paper.lines],
        "new": [[one.name, str(one.party)] for one in paper.newcomers],
        "others": paper.others.value if paper.others else None,
        "unread": len(paper.unread),
    }


def test_the_corpus_is_large_enough() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:24])
def test_a_sheet_is_read_as_it_was_meant(row: dict[str, Any]) -> None:
    empty: dict[str, Any] = {"code": None, "marks": [], "new": [], "others": None, "unread": 0}
    wanted = None if row.get("none") else {key: row.get(key, empty[key]) for key in empty}
    assert shown(read_paper(row["text"], ON_THE_LIST)) == wanted


def test_names_on_the_list_are_found_where_words_run_together() -> None:
    assert read_paper("王到来了到李婶没来") != read_paper("王到来了到李婶没来", ["王到来"])
    paper = read_paper("王到来到李婶没来", ["王到来", "李婶"])
    assert paper is not None
    assert [line.name for line in paper.lines] == ["王到来", "李婶"]


@pytest.mark.parametrize("text", ["YH12 1√", "签到：1√", "签到：王大妈", "1√ 2√ 3×", "王大妈到 李婶没来"])
def test_a_sheet_is_known_by_its_head_or_by_its_ticks(text: str) -> None:
    assert is_sheet(text)


@pytest.mark.parametrize(
    "text",
    ["签到", "签到 12", "王大妈到", "我到了", "接龙\n1. 王大妈 到\n2. 李婶 到", "20个人够吗", "到了", "没来的人多吗"],
)
def test_what_is_said_in_passing_is_no_sheet(text: str) -> None:
    assert not is_sheet(text)


@given(st.text(alphabet="1234√×到没来请假迟王大妈李婶:：、,，\n -新+YH签 ", max_size=60))
def test_any_text_is_read_without_a_fault_and_twice_alike(text: str) -> None:
    once = read_paper(text, ON_THE_LIST)
    assert once == read_paper(text, ON_THE_LIST)
    for line in once.lines if once else ():
        assert line.number is not None or line.name
        assert line.state in (None, Attendance.CAME, Attendance.LATE, Attendance.EXCUSED, Attendance.NO_SHOW)
