"""A pasted 接龙: who is on it, for how many, entered by whom; and what is no chain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.jielong import read_chain


def test_a_chain_gives_its_head_its_items_its_tail_and_its_code() -> None:
    chain = read_chain("#接龙\n收土豆 [A7K2]\n\n1. 王秀兰 2人\n2. 李建国 带手套\n\n中午管饭")
    assert chain is not None
    assert (chain.code, chain.tail) == ("A7K2", "中午管饭")
    assert [(i.name, i.party, i.note) for i in chain.items] == [("王秀兰", 2, ""), ("李建国", 1, "带手套")]


def test_phones_and_house_numbers_come_out_masked() -> None:
    chain = read_chain("#接龙\n联系 13812345678\n\n1. 王秀兰 13912345678 5号楼2单元301\n2. 李建国")
    assert chain is not None
    shown = chain.header + chain.items[0].note + chain.items[0].text
    assert "12345678" not in shown
    assert "5号楼" not in shown


def test_a_role_of_the_call_is_never_a_name() -> None:
    chain = read_chain("#接龙\n收土豆\n\n1. 王秀兰 摆摊\n2. 摆摊 李建国", about=("摆摊",))
    assert chain is not None
    assert [(i.name, i.role) for i in chain.items] == [("王秀兰", "摆摊"), ("李建国", "摆摊")]


def test_a_line_without_a_sure_name_is_unclear_and_not_guessed() -> None:
    chain = read_chain("#接龙\n收土豆\n\n1. 王秀兰\n2. 我也报名明天带手套来\n3. 李建国")
    assert chain is not None
    assert [i.unclear for i in chain.items] == [False, True, False]
    assert chain.items[1].name == ""


def test_who_stays_away_or_stands_by_is_told_apart() -> None:
    chain = read_chain("#接龙\n收土豆\n\n1. 王秀兰 请假\n2. 李建国 替补\n3. 孙玉梅")
    assert chain is not None
    assert [i.standing for i in chain.items] == ["away", "reserve", None]


def test_a_quoted_chain_is_somebody_elses() -> None:
    quote = "「张三：#接龙\n收土豆\n\n1. 王秀兰\n2. 李建国」\n- - - - - -\n"
    assert read_chain(quote + "我也报名") is None
    chain = read_chain(quote + "#接龙\n栽树\n\n1. 孙玉梅\n2. 李婶")
    assert chain is not None
    assert [i.name for i in chain.items] == ["孙玉梅", "李婶"]


@pytest.mark.parametrize(
    "text", ["", "#接龙", "1. 先去村委会\n2. 再去菜园\n3. 收土豆", "报名", "1.2公里\n2.3公里\n3.4公里"]
)
def test_what_is_no_chain_is_none(text: str) -> None:
    assert read_chain(text) is None


def test_a_party_beyond_fifteen_is_unclear() -> None:
    chain = read_chain("#接龙\n收土豆\n\n1. 王秀兰 99人\n2. 李建国")
    assert chain is not None
    assert chain.items[0].unclear


def test_a_growing_chain_reads_its_old_lines_alike() -> None:
    old = "#接龙\n收土豆\n\n1. 王秀兰 2人\n2. 李建国"
    before, after = read_chain(old), read_chain(old + "\n3. 孙玉梅")
    assert before is not None
    assert after is not None
    assert after.items[:2] == before.items


@given(st.text(max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    read_chain(text)
    read_chain("#接龙\n收土豆\n\n1. " + text + "\n2. 王秀兰")
