"""Hours, whole or with a half, as a social worker writes them."""

from __future__ import annotations

import pytest

from parsing.numbers import read_halves


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("41", 41.0),
        ("41.5", 41.5),
        ("41.50", 41.5),
        ("41.0", 41.0),
        ("0.5", 0.5),
        ("半", 0.5),
        ("四十一个半", 41.5),
        ("四十一个半小时", 41.5),
        ("42小时", 42.0),
    ],
)
def test_hours_are_whole_or_have_a_half(text: str, hours: float) -> None:
    assert read_halves(text) == hours


@pytest.mark.parametrize("text", ["", "41.25", "41.55", "-1", "1e3", "41..5", "四十多", "很多", ".5", "小时"])
def test_anything_finer_or_rough_is_asked_again(text: str) -> None:
    assert read_halves(text) is None
