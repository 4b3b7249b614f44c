"""A couple that becomes one, in natural words; and somebody whom no group has shown to the bot yet."""

from __future__ import annotations

import pytest

from tests.conversations.village import POTATOES, Village, Villager


@pytest.fixture
async def couple(village: Village, han: Villager) -> Villager:
    """马 with her husband, on the list together."""
    await han.posts(POTATOES)
    ma = village.person("ma")
    await ma.opens()
    await ma.replies("我和老伴都去")
    assert "2/20" in (village.card.text or "")
    return ma


@pytest.mark.parametrize(
    "words",
    ["老伴不去了", "我老伴不去了", "老伴去不了", "我老伴去不了了", "就我一个人去", "我一个人去", "只有我一个人去"],
)
@pytest.mark.parametrize("privately", [False, True])
async def test_a_couple_becomes_one(couple: Villager, village: Village, words: str, privately: bool) -> None:
    await (couple.writes(words) if privately else couple.replies(words))
    assert "1/20" in (village.card.text or "")


async def test_three_become_two(village: Village, han: Villager) -> None:
    await han.posts(POTATOES)
    ma = village.person("ma")
    await ma.replies("我们三口都去")
    assert "3/20" in (village.card.text or "")
    await ma.replies("我老伴不去了")
    assert "2/20" in (village.card.text or "")


async def test_a_kept_companion_leaves_and_the_party_stays(couple: Villager, village: Village) -> None:
    await couple.replies("帮我妈报名")
    assert "3/20" in (village.card.text or "")
    await couple.replies("我妈不去了")
    assert "2/20" in (village.card.text or "")
    assert "妈" not in (village.card.text or "").replace("大妈", "")


async def test_one_alone_stays_when_a_companion_they_never_brought_stays_at_home(
    village: Village, han: Villager
) -> None:
    await han.posts(POTATOES)
    await village.person("ma").taps("报名")
    await village.person("ma").replies("就我一个人去")
    assert "1/20" in (village.card.text or "")
    await village.person("ma").replies("老伴去不了")
    assert "1/20" in (village.card.text or "")


@pytest.mark.parametrize("words", ["/calls", "我也去", "收土豆我去"])
async def test_whom_no_group_has_shown_yet_hears_so_and_not_that_nothing_is_open(
    village: Village, han: Villager, words: str
) -> None:
    await han.posts(POTATOES)
    wang = village.person("wang")
    await wang.opens()
    await wang.writes(words)
    assert "我还不认识您" in wang.reads_last()
    await wang.taps("报名")
    await wang.writes("/calls")
    assert "收土豆" in wang.reads_last()
