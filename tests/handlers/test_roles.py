"""/role as people say it: over a message, in private, by a link."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from domain.people import Role, UserId
from storage import people, tables
from storage.tx import Tx
from tests.wire import ANONYMOUS, BOT, GROUP, Stage, Villager, on_stage

LIN, HAN, LIU, ZHOU, WANG = 9, 1, 2, 3, 5


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with on_stage(database_url, operators=frozenset({LIN})) as stage:
        stage.wire.seats[(GROUP, HAN)] = "creator"
        for user_id, name in ((LIN, "林站长"), (HAN, "韩书记"), (LIU, "刘主任"), (ZHOU, "周社工"), (WANG, "王大妈")):
            stage.person(user_id, name)
        await stage.people[HAN].says("/setup")
        yield stage


async def role(stage: Stage, user_id: int) -> Role | None:
    homes = await stage.store.read(people.memberships, UserId(user_id))
    return homes[0].role if homes else None


async def over(stage: Stage, by: int, words: str, whom: int) -> str:
    """`by` answers a message of `whom` with these words; gives the newest line of the bot, wherever it is."""
    before = {chat: len(stage.bot_lines(chat)) for chat in (GROUP, by)}
    await stage.people[by].says(words, to=await stage.people[whom].says("大家好"))
    fresh = [line for chat, count in before.items() for line in stage.bot_lines(chat)[count:]]
    assert len(fresh) == 1
    return fresh[0]


def payload(link_line: str) -> str:
    found = re.search(r"https://t\.me/yihu_bot\?start=(i_[A-Za-z0-9_-]{22})(?:\s|$)", link_line)
    assert found, link_line
    return found[1]


async def test_the_operator_appoints_a_worker_over_her_message(stage: Stage) -> None:
    assert await over(stage, LIN, "/role worker", ZHOU) == "周社工 现在是本村社工。"
    assert await role(stage, ZHOU) is Role.WORKER


@pytest.mark.parametrize(
    "words", ["/role official", "/role 村干部", "/role 官员", "／role  Official", "/role@yihu_bot 干部"]
)
async def test_an_official_appoints_an_official_in_any_words(stage: Stage, words: str) -> None:
    assert await over(stage, HAN, words, LIU) == "刘主任 现在是本村村干部。"
    assert await role(stage, LIU) is Role.OFFICIAL


async def test_a_role_is_taken_in_words_too(stage: Stage) -> None:
    await over(stage, HAN, "/role official", LIU)
    assert await over(stage, HAN, "/role 无", LIU) == "刘主任 不再是本村村干部。"
    assert await role(stage, LIU) is None


async def test_an_official_is_refused_a_worker(stage: Stage) -> None:
    assert "社工只能由" in await over(stage, HAN, "/role 社工", WANG)
    assert "社工只能由" in await over(stage, HAN, "/role worker", HAN)
    assert await role(stage, WANG) is None
    assert await role(stage, HAN) is Role.OFFICIAL


async def test_a_refusal_goes_private_where_it_can(stage: Stage) -> None:
    await stage.people[WANG].writes("/start")
    group = len(stage.bot_lines())
    await stage.people[WANG].says("/role official", to=await stage.people[LIU].says("好"))
    assert len(stage.bot_lines()) == group
    assert "任命" in stage.people[WANG].last


async def test_a_demoted_official_has_no_power_at_once(stage: Stage) -> None:
    await over(stage, HAN, "/role official", LIU)
    await over(stage, LIU, "/role none", HAN)
    assert "只有村干部、社工或运营者" in await over(stage, HAN, "/role none", LIU)
    assert await role(stage, LIU) is Role.OFFICIAL


async def test_an_unknown_role_gets_the_example(stage: Stage) -> None:
    assert "/role official" in await over(stage, HAN, "/role king", LIU)
    assert "/role official" in await over(stage, HAN, "/role", LIU)
    assert await role(stage, LIU) is None


async def test_bots_and_anonymous_administrators_get_no_role(stage: Stage) -> None:
    han = stage.people[HAN]
    await han.says("/role official", to=stage.bot_message())
    assert "机器人" in stage.bot_lines()[-1]
    hidden = await stage.people[WANG].says("我是群主", from_user=ANONYMOUS, sender_chat=stage.bot_message().chat)
    await han.says("/role official", to=hidden)
    assert "看不出" in stage.bot_lines()[-1]
    assert await stage.store.read(people.memberships, UserId(ANONYMOUS.id)) == []
    assert await stage.store.read(people.memberships, UserId(BOT.id)) == []


async def test_an_anonymous_administrator_appoints_nobody(stage: Stage) -> None:
    message = await stage.people[WANG].says("我来")
    await stage.people[WANG].says("/role worker", to=message, from_user=ANONYMOUS)
    assert "匿名" in stage.bot_lines()[-1]
    assert await role(stage, WANG) is None


async def test_without_a_reply_a_link_comes_in_private_and_works_once(stage: Stage) -> None:
    lin, zhou, wang = (stage.people[n] for n in (LIN, ZHOU, WANG))
    await lin.writes("/start")
    await lin.says("/role worker")
    link = payload(lin.last)
    await zhou.writes(f"/start {link}")
    assert "您现在是「柳沟村志愿服务群」的社工" in zhou.reads()[0]
    assert "不记名" in zhou.reads()[1]
    assert await role(stage, ZHOU) is Role.WORKER
    await wang.writes(f"/start {link}")
    assert "用过了" in wang.reads()[0]
    assert await role(stage, WANG) is None
    assert not any(link in line for line in stage.bot_lines(GROUP))


async def test_a_link_that_cannot_be_handed_over_is_not_made(stage: Stage) -> None:
    await stage.people[HAN].says("/role official")
    assert "打开和我的私聊" in stage.bot_lines()[-1]
    assert "start=hello" in stage.bot_lines()[-1]

    async def kept(tx: Tx) -> int:
        return len(await tx.all(select(tables.invitation)))

    assert await stage.store.read(kept) == 0


async def test_an_officials_link_for_a_worker_is_refused(stage: Stage) -> None:
    han = stage.people[HAN]
    await han.writes("/role worker")
    assert "社工只能由" in han.last
    await han.says("/role worker")
    assert "社工只能由" in han.last
    await stage.people[WANG].writes("/role official")
    assert "只有村干部" in stage.people[WANG].last


async def test_with_two_villages_the_inviter_says_which(stage: Stage) -> None:
    lin = stage.people[LIN]
    await lin.says("/setup", chat=-1002)
    await lin.writes("/role worker")
    toast = await lin.taps("柳沟村")
    assert toast is not None
    assert toast.text is None
    await stage.people[ZHOU].writes(f"/start {payload(lin.last)}")
    assert await role(stage, ZHOU) is Role.WORKER


async def test_a_forged_invitation_button_gives_nothing(stage: Stage) -> None:
    wang = stage.people[WANG]
    await wang.writes("/start")
    for content, said in (
        ("invite:worker:1", "任命"),
        ("invite:worker:999", "没找到"),
        ("invite:king:1", "过期"),
        ("invite:worker:-1", "过期"),
        (f"invite:worker:{10**24}", "过期"),
        ("invite", "过期"),
    ):
        toast = await wang.taps_forged(content, None)
        assert toast is not None
        assert said in (toast.text or ""), content
        assert toast.alert
    assert not any("start=i_" in line for line in wang.reads())


async def test_in_a_topic_the_topics_first_message_is_no_reply(stage: Stage) -> None:
    han: Villager = stage.people[HAN]
    await han.writes("/start")
    first = await stage.people[WANG].says("x", forum_topic_created={"name": "召集", "icon_color": 1})
    await han.says("/role official", to=first, is_topic_message=True, message_thread_id=first.message_id)
    assert "start=i_" in han.last
    assert await role(stage, WANG) is None
