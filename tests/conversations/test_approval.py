"""A village where a social worker's call wants an official's yes."""

from __future__ import annotations

import pytest

from tests.conversations.village import POTATOES, Village, Villager


@pytest.fixture
async def asking(han: Villager, village: Village) -> Village:
    """Han turned it on."""
    await han.writes("/approval")
    await han.taps("改成要点同意")
    return village


async def test_an_official_turns_it_on_and_off_and_the_group_reads_one_line(han: Villager, asking: Village) -> None:
    assert "要村干部点同意才发" in han.reads_last()
    assert asking.lines()[-1] == "从现在起，社工的召集要村干部点同意才发。"
    await han.taps("改成直接发")
    assert asking.lines()[-1] == "从现在起，社工的召集直接发。"


async def test_others_cannot_choose(zhou: Villager, wang: Villager, village: Village) -> None:
    await zhou.writes("/approval")
    assert zhou.reads_last() == "这个只有村干部能做。"
    await wang.says("/approval")
    assert "从现在起" not in "".join(village.lines())


async def test_a_workers_call_is_posted_by_the_official_who_agrees(
    zhou: Villager, han: Villager, liu: Villager, asking: Village
) -> None:
    await zhou.writes(f"发布 {POTATOES}")
    assert await zhou.taps("📣") == "送村干部看了"
    assert "韩书记" in zhou.reads_last()
    assert "周社工想发这个召集" in liu.reads_last()
    assert "收土豆" in han.reads_last()
    assert await han.taps("同意") == "发布了"
    assert (asking.card.text or "").startswith("召集1 收土豆")
    assert "韩书记同意了，召集1「收土豆」发到群里了" in zhou.reads_last()
    assert "周社工 11月23日" in zhou.reads_last()
    assert await liu.taps("同意") == "韩书记已经同意，发出去了"


async def test_please_change_goes_back_with_the_words_and_comes_again(
    zhou: Villager, han: Villager, liu: Villager, asking: Village
) -> None:
    await zhou.writes(f"发布 {POTATOES}")
    await zhou.taps("📣")
    await han.taps("请改")
    await han.writes("15个人够了")
    assert han.reads_last().startswith("告诉周社工了")
    assert "韩书记请您改：15个人够了" in zhou.reads_last()
    assert await liu.taps("同意") == "韩书记已经请社工改了，改好会再送来"
    await zhou.taps("改人数")
    await zhou.writes("15")
    assert "请改：15个人够了" in zhou.reads_last()
    await zhou.taps("📣")
    assert "请改：15个人够了" in liu.reads_last()
    await liu.taps("同意")
    assert "0/15" in (asking.card.text or "")


async def test_a_draft_changed_after_it_was_sent_is_not_posted_unseen(
    zhou: Villager, han: Villager, asking: Village
) -> None:
    await zhou.writes(f"发布 {POTATOES}")
    await zhou.taps("📣")
    await zhou.taps("看草稿")
    await zhou.taps("改人数")
    await zhou.writes("2")
    assert await han.taps("同意") == "草稿后来改过，等社工再送来"
    await zhou.taps("📣")
    await han.taps("同意")
    assert "0/2" in (asking.card.text or "")


async def test_an_official_changes_his_mind_about_a_change(zhou: Villager, han: Villager, asking: Village) -> None:
    await zhou.writes(f"发布 {POTATOES}")
    await zhou.taps("📣")
    await han.taps("请改")
    await han.taps("‹ 不改了")
    await han.taps("同意")
    assert (asking.card.text or "").startswith("召集1 收土豆")


async def test_it_survives_a_restart(zhou: Villager, han: Villager, asking: Village) -> None:
    await zhou.writes(f"发布 {POTATOES}")
    await zhou.taps("📣")
    async with asking.bot_down():
        pass
    await han.taps("同意")
    assert (asking.card.text or "").startswith("召集1 收土豆")
