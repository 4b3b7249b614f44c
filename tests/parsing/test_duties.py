"""The duties of a call in an organiser's words: every number in its place, and nothing read that was not said."""

from __future__ import annotations

import pytest

from domain.duties import WantedDuty
from parsing.duties import needs_skill, read_duties

KNOWN = (WantedDuty("挖土豆", 10, 16), WantedDuty("司机", 2, 2, strict=True), WantedDuty("做饭", 3, 3))


@pytest.mark.parametrize(
    ("said", "duties"),
    [
        ("挖土豆10到16人，司机2个，做饭3人", [("挖土豆", 10, 16), ("司机", 2, 2), ("做饭", 3, 3)]),
        ("挖土豆10-16，司机2", [("挖土豆", 10, 16), ("司机", 2, 2)]),
        ("10个人挖土豆，2个司机", [("挖土豆", 10, 10), ("司机", 2, 2)]),
        ("挖土豆十到十六人、司机两个", [("挖土豆", 10, 16), ("司机", 2, 2)]),
        ("要10个人挖土豆和2个会开车的", [("挖土豆", 10, 10), ("开车", 2, 2)]),
        ("挖土豆和做饭各5人", [("挖土豆", 5, 5), ("做饭", 5, 5)]),
        ("搬桌子：至少4人最多8人\n做饭：最多3人", [("搬桌子", 4, 8), ("做饭", 0, 3)]),
        ("司机俩，做饭仨", [("司机", 2, 2), ("做饭", 3, 3)]),
        ("挖土豆１０～１６人 司机２人", [("挖土豆", 10, 16), ("司机", 2, 2)]),
        ("10 to 16 diggers, 2 drivers and 3 cooks", [("diggers", 10, 16), ("drivers", 2, 2), ("cooks", 3, 3)]),
        ("不分工", []),
        ("不分了。", []),
    ],
)
def test_every_way_of_saying_them_is_read(said: str, duties: list[tuple[str, int, int]]) -> None:
    found = read_duties(said)
    assert found is not None
    assert [(one.name, one.least, one.most) for one in found] == duties


@pytest.mark.parametrize(
    "said", ["挖土豆", "好多人挖土豆", "司机", "十来个挖土豆，2个司机", "20", "", "几个司机", "明天再说"]
)
def test_what_cannot_be_read_is_not_guessed(said: str) -> None:
    assert read_duties(said) is None


def test_a_skill_is_strict_unless_somebody_said_otherwise() -> None:
    found = read_duties("挖土豆10人，司机2人，电工1人")
    assert found is not None
    assert [one.strict for one in found] == [False, True, True]
    assert not needs_skill("做饭")
    loose = read_duties("挖土豆12人，司机2人", [WantedDuty("司机", 2, 2, strict=False)])
    assert loose is not None
    assert not loose[1].strict


@pytest.mark.parametrize(
    ("said", "duties"),
    [
        ("司机改成3人", [("挖土豆", 10, 16), ("司机", 3, 3), ("做饭", 3, 3)]),
        ("加2个烧水", [("挖土豆", 10, 16), ("司机", 2, 2), ("做饭", 3, 3), ("烧水", 2, 2)]),
        ("司机3人", [("挖土豆", 10, 16), ("司机", 3, 3), ("做饭", 3, 3)]),
        ("add 2 carrying", [("挖土豆", 10, 16), ("司机", 2, 2), ("做饭", 3, 3), ("carrying", 2, 2)]),
        ("去掉做饭", [("挖土豆", 10, 16), ("司机", 2, 2)]),
        ("不要做饭了", [("挖土豆", 10, 16), ("司机", 2, 2)]),
    ],
)
def test_one_of_them_is_changed_by_its_name(said: str, duties: list[tuple[str, int, int]]) -> None:
    found = read_duties(said, KNOWN)
    assert found is not None
    assert [(one.name, one.least, one.most) for one in found] == duties
    assert found[1].strict


def test_a_list_whose_first_duty_begins_like_an_addition_is_a_list() -> None:
    found = read_duties("加水3人，司机2人", KNOWN)
    assert found is not None
    assert [one.name for one in found] == ["加水", "司机"]


@pytest.mark.parametrize("said", ["烧水改成3人", "去掉烧水"])
def test_a_duty_that_is_not_there_is_neither_changed_nor_dropped(said: str) -> None:
    assert read_duties(said, KNOWN) is None
