"""How long a call takes, as organisers say it; hours corrected with a reason."""

from __future__ import annotations

import pytest

from parsing.lengths import read_credit, read_length


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2小时", 120),
        ("２小时", 120),
        ("两小时", 120),
        ("两个小时", 120),
        ("两个半小时", 150),
        ("大概三个小时吧", 180),
        ("半小时", 30),
        ("半个小时", 30),
        ("一小时二十分钟", 80),
        ("1个小时30分", 90),
        ("90分钟", 90),
        ("2.5", 150),
        ("3", 180),
        ("半天", 240),
        ("一天", 480),
        ("一上午", 240),
        ("2 hours", 120),
        ("about 90 minutes", 90),
        ("24小时", 1440),
    ],
)
def test_a_length_is_read_in_minutes(text: str, minutes: int) -> None:
    assert read_length(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "不知道", "0", "0小时", "25小时", "两三个小时", "2.3小时", "明早6点", "-2小时", "干完为止"]
)
def test_what_is_no_length_is_asked_again(text: str) -> None:
    assert read_length(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2.5 中间回家了", (5, "中间回家了")),
        ("2小时，早走", (4, "早走")),
        ("两个半小时 中间回家了", (5, "中间回家了")),
        ("半小时 来晚了", (1, "来晚了")),
        ("0 没干活", (0, "没干活")),
        ("3", (6, "")),
        ("2.3 早走", None),
        ("中间回家了", None),
    ],
)
def test_hours_and_their_reason_are_told_apart(text: str, said: tuple[int, str] | None) -> None:
    assert read_credit(text) == said
