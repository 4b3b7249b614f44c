"""Which duty a reply names; what is said about somebody else, in doubt or as a question names none."""

from __future__ import annotations

import pytest

from parsing.duty_words import read_duty
from parsing.replies import Act, read_reply

NAMES = ("挖土豆", "司机", "做饭")


@pytest.mark.parametrize(
    ("said", "duty"),
    [
        ("我开车", 1),
        ("报名 司机", 1),
        ("报名司机", 1),
        ("我当司机", 1),
        ("我来开车", 1),
        ("我去做饭", 2),
        ("我做饭", 2),
        ("做饭算我一个", 2),
        ("俺挖土豆", 0),
        ("我和老伴去做饭", 2),
        ("改成司机", 1),
        ("我还是换成做饭吧", 2),
        ("我不做饭，我开车", 1),
    ],
)
def test_a_duty_that_is_named_is_taken(said: str, duty: int) -> None:
    reply, chosen = read_duty(said, read_reply(said), NAMES)
    assert (reply.act, chosen) == (Act.JOIN, duty)


@pytest.mark.parametrize(
    "said", ["我不开车", "我不会开车", "老王开车", "谁开车？", "司机够了吗", "我不去做饭", "司机还要吗"]
)
def test_nothing_is_guessed_of_refusals_hearsay_and_questions(said: str) -> None:
    _, chosen = read_duty(said, read_reply(said), NAMES)
    assert chosen is None


@pytest.mark.parametrize("said", ["我能开车吗", "做饭和司机都行", "刚才司机说路不好走", "报名"])
def test_nothing_is_guessed_between_two_duties_or_none(said: str) -> None:
    _, chosen = read_duty(said, read_reply(said), NAMES)
    assert chosen is None


@pytest.mark.parametrize("said", ["司机", "做饭吧", "司机+1"])
def test_a_duty_alone_is_asked_about(said: str) -> None:
    reply, chosen = read_duty(said, read_reply(said), NAMES)
    assert reply.act is Act.UNSURE
    assert chosen is not None


def test_a_neighbour_is_entered_for_the_duty_that_was_said() -> None:
    reply, chosen = read_duty("帮李婶报名 做饭", read_reply("帮李婶报名 做饭"), NAMES)
    assert (reply.act, reply.names, reply.note, chosen) == (Act.JOIN_FOR, ("李婶",), "", 2)
