"""The wish for the same call again is heard when nothing else is said."""

from __future__ import annotations

import pytest

from parsing.again import says_again


@pytest.mark.parametrize(
    "text", ["同上次", "跟上次一样", "再来一次", "再发一次吧", "照上回的办", "Same as last time", "again!"]
)
def test_the_last_one_again(text: str) -> None:
    assert says_again(text)


@pytest.mark.parametrize("text", ["", "上次", "我下次再来", "同上次，要10个人", "再来两个人", "again tomorrow 6am"])
def test_anything_more_is_something_else(text: str) -> None:
    assert not says_again(text)
