"""The names of those who came unannounced, as organisers type them in a hurry."""

from __future__ import annotations

import pytest

from parsing.listed import read_came


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("王秀兰，老孙头", {"王秀兰": 1, "老孙头": 1}),
        ("王秀兰、老孙头和李婶", {"王秀兰": 1, "老孙头": 1, "李婶": 1}),
        ("王大爷跟李婶都来了", {"王大爷": 1, "李婶": 1}),
        ("王大爷\n李婶\n\n张三。", {"王大爷": 1, "李婶": 1, "张三": 1}),
        ("赵德福 孙玉梅 钱大伯", {"赵德福": 1, "孙玉梅": 1, "钱大伯": 1}),
        ("还有王秀兰", {"王秀兰": 1}),
        ("张和平", {"张和平": 1}),
        ("李和平和张三丰", {"李和平": 1, "张三丰": 1}),
        ("吴同", {"吴同": 1}),
        ("王大爷两口子", {"王大爷": 2}),
        ("王大爷老两口", {"王大爷": 2}),
        ("王大爷 两口子", {"王大爷": 2}),
        ("王大爷夫妻俩，李婶", {"王大爷": 2, "李婶": 1}),
        ("王大爷和李婶两口子", {"王大爷": 1, "李婶": 1}),
        ("王大爷和他老伴", {"王大爷": 2}),
        ("王大爷和老伴", {"王大爷": 2}),
        ("李婶娘俩", {"李婶": 2}),
        ("王大爷家三口", {"王大爷": 3}),
        ("王家三口", {"王家": 3}),
        ("王大爷 3人", {"王大爷": 3}),
        ("王大爷（2人）", {"王大爷": 2}),
        ("王大爷+1", {"王大爷": 2}),
        ("Wang Xiulan, Uncle Zhang", {"Wang Xiulan": 1, "Uncle Zhang": 1}),
        ("Uncle Zhang and his wife", {"Uncle Zhang": 2}),
        ("Anna and Bob", {"Anna": 1, "Bob": 1}),
        ("Wang Xiulan x2", {"Wang Xiulan": 2}),
    ],
)
def test_names_typed_together_are_understood(text: str, people: dict[str, int]) -> None:
    read = read_came(text)
    assert {one.name: one.party for one in read.people} == people
    assert read.unclear == ()


@pytest.mark.parametrize(
    ("text", "clear", "unclear"),
    [
        ("我妈", (), ("我妈",)),
        ("三个人", (), ("三个人",)),
        ("老两口", (), ("老两口",)),
        ("王大爷，三个人", ("王大爷",), ("三个人",)),
        ("王大爷、老伴", ("王大爷",), ("老伴",)),
        ("王大爷和我妈", ("王大爷",), ("我妈",)),
        ("李婶和几个邻居", ("李婶",), ("几个邻居",)),
        ("我和老伴", (), ("我和老伴",)),
        ("12", (), ("12",)),
        ("王大爷99人", (), ("王大爷99人",)),
        ("some neighbours", (), ("some neighbours",)),
    ],
)
def test_words_that_name_nobody_are_left_to_be_asked_about(
    text: str, clear: tuple[str, ...], unclear: tuple[str, ...]
) -> None:
    read = read_came(text)
    assert tuple(one.name for one in read.people) == clear
    assert read.unclear == unclear


@pytest.mark.parametrize("text", ["", "  ", "，、。", "\n", "都来了"])
def test_nothing_said_is_nobody(text: str) -> None:
    assert read_came(text).people == ()
