"""Who may do what: an official reads no feedback and gives nobody the right to; stale and forged buttons do nothing."""

from __future__ import annotations

import re

import pytest

from tests.conversations.village import POTATOES, Village, Villager

LINK = re.compile(r"start=(i_[\w-]+)")


def link_in(text: str) -> str:
    found = LINK.search(text)
    assert found, text
    return found[1]


async def test_an_official_cannot_appoint_a_social_worker_by_any_route(
    han: Villager, wang: Villager, village: Village
) -> None:
    hello = await wang.says("大家好")
    await han.says("/role worker", to=hello)
    assert "社工只能由社工或运营者任命" in han.reads_last() + village.lines()[-1]
    own = await han.says("我自己来")
    await han.says("/role worker", to=own)
    await han.says("/role worker")
    await han.writes("/role worker")
    assert "社工只能由社工或运营者任命" in han.reads_last()
    await han.writes("/role official")
    offered = link_in(han.reads_last())
    await wang.opens(offered)
    await wang.writes("简报")
    assert "只有社工能看" in wang.reads_last()
    assert not any("现在是" in line and "社工" in line and "王大妈" in line for line in village.lines())
    assert not any(LINK.search(line) and "社工" in line for line in han.reads())


async def test_a_forged_invitation_button_gives_nothing(han: Villager, village: Village) -> None:
    await han.writes("/role official")
    before = len(han.reads())
    await han.sends("invite:worker:1", han.inbox()[-1])
    assert not any("社工" in line and LINK.search(line) for line in han.reads()[before:])


async def test_an_official_cannot_become_a_social_worker_beside_it(han: Villager, lin: Villager) -> None:
    hello = await han.says("我是韩书记")
    await lin.says("/role worker", to=hello)
    await lin.writes("/role worker")
    await han.opens(link_in(lin.reads_last()))
    assert "不能既是村干部又是社工" in "".join(han.reads())
    await han.writes("简报")
    assert "只有社工能看" in han.reads_last()


async def test_an_invitation_works_once(zhou: Villager, wang: Villager, sun: Villager) -> None:
    await zhou.writes("/role worker")
    link = link_in(zhou.reads_last())
    await wang.opens(link)
    assert "您现在是" in "".join(wang.reads())
    await sun.opens(link)
    assert "用过了，或者过期了" in "".join(sun.reads())


async def test_an_invitation_ends_after_a_week(zhou: Villager, wang: Villager, clock: Village) -> None:
    await zhou.writes("/role worker")
    link = link_in(zhou.reads_last())
    await clock.turn("+8d")
    await wang.opens(link)
    assert "用过了，或者过期了" in "".join(wang.reads())


async def test_a_villager_appoints_nobody(wang: Villager, sun: Villager, village: Village) -> None:
    hello = await sun.says("你好")
    before = village.lines()
    await wang.opens()
    await wang.says("/role official", to=hello)
    assert "只有村干部、社工或运营者" in wang.reads_last() + "".join(village.lines()[len(before) :])


async def test_a_role_that_was_taken_away_ends_at_once(han: Villager, liu: Villager, village: Village) -> None:
    await han.says(f"/call {POTATOES}")
    message, publish = han.button("📣")
    hello = await han.says("歇一歇")
    await liu.says("/role none", to=hello)
    assert "不再是本村村干部" in village.lines()[-1]
    toast = await han.sends(publish, message)
    assert toast is not None
    assert "只有村干部和社工" in toast.text
    assert not any(line.startswith("召集1") for line in village.lines())


@pytest.mark.parametrize(
    "press", ["join:999", "join:0", "join:1:2", "publish:1x", "nonsense", "fb:1:v9:good", "mark:1:king:1", "x" * 64]
)
async def test_a_forged_button_says_it_is_out_of_date_and_does_nothing(
    han: Villager, wang: Villager, village: Village, press: str
) -> None:
    card = await han.posts(POTATOES)
    toast = await wang.sends(press, card)
    assert toast is not None
    assert toast.text
    assert "0/20" in (village.card.text or "")


async def test_another_villages_call_is_not_even_said_to_exist(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    stranger = Villager(village, village.stage.add_person("stranger", "路人"))
    other = village.stage.create_group(stranger.person, "别的村")
    await village.settled()
    await stranger.says("/setup", chat=other)
    theirs = village.stage.reads(stranger.person, other)[-1]
    assert "设好了" in (theirs.text or "")
    answers = [
        await stranger.sends(f"{name}:{number}", theirs) for name in ("join", "open", "ticks") for number in (1, 999)
    ]
    assert len({toast.text for toast in answers if toast}) == 1
    assert "没找到" in answers[0].text if answers[0] else False
    assert "0/20" in (village.card.text or "")
