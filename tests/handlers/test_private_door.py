"""The private chat: the welcome by role, links, help, language, status, and what nobody understood."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest

from domain.people import UserId
from domain.refusals import Refused
from handlers import start
from handlers.say import Say
from storage import people, villages
from tests.wire import GROUP, Stage, on_stage
from texts.voice import voice_for

LIN, HAN, ZHOU, WANG = 9, 1, 3, 5
LONGEST_FOR_A_VILLAGER = 60


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with on_stage(database_url, operators=frozenset({LIN})) as stage:
        stage.wire.seats[(GROUP, HAN)] = "creator"
        for user_id, name in ((LIN, "林站长"), (HAN, "韩书记"), (ZHOU, "周社工"), (WANG, "王大妈")):
            stage.person(user_id, name)
        await stage.people[HAN].says("/setup")
        await stage.people[LIN].says("/role worker", to=await stage.people[ZHOU].says("好"))
        village = await stage.store.read(villages.of_chat, GROUP)
        assert village is not None
        await stage.store.write(people.belong, village.id, UserId(WANG), "王大妈")
        yield stage


def hanzi(text: str) -> int:
    return len(re.findall(r"[\u3400-\u9fff]", text))


async def test_everybody_is_welcomed_as_what_they_are(stage: Stage) -> None:
    stage.person(77, "外人")
    for user_id, said in ((LIN, "运营者"), (HAN, "/call"), (ZHOU, "社工"), (WANG, "柳沟村"), (77, "一呼")):
        await stage.people[user_id].writes("/start")
        first, privacy = stage.people[user_id].reads()
        assert said in first
        assert stage.people[user_id].user.first_name in first
        assert "/privacy" in privacy


async def test_the_privacy_line_comes_once(stage: Stage) -> None:
    wang = stage.people[WANG]
    await wang.writes("/start")
    await wang.writes("/start")
    assert sum("/privacy" in line for line in wang.reads()) == 1
    await wang.writes("/privacy")
    assert "72小时" in wang.last
    await wang.says("/privacy")
    assert "72小时" in wang.last
    assert len(wang.reads()) == 5


async def test_start_lets_the_bot_write_first(stage: Stage) -> None:
    assert not (await stage.store.read(people.memberships, UserId(WANG)))[0].reachable
    await stage.people[WANG].writes("/start")
    assert (await stage.store.read(people.memberships, UserId(WANG)))[0].reachable


@pytest.mark.parametrize("payload", ["zzz", "c_", "x_7", "i", "_", "c_" + "9" * 80, "-1", "q_" + "A" * 62, "i-abc"])
async def test_a_payload_nobody_knows_is_a_plain_start(stage: Stage, payload: str) -> None:
    wang = stage.people[WANG]
    await wang.writes(f"/start {payload}")
    assert "柳沟村" in wang.reads()[0]
    assert (await stage.store.read(people.memberships, UserId(WANG)))[0].reachable


async def test_a_forged_invitation_still_opens_the_chat_and_says_so_kindly(stage: Stage) -> None:
    wang = stage.people[WANG]
    await wang.writes("/start i_forged")
    assert "用过了" in wang.reads()[0]
    assert "/privacy" in wang.reads()[1]
    assert (await stage.store.read(people.memberships, UserId(WANG)))[0].reachable


async def test_a_conversation_may_open_its_own_links(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def opened(rest: str, *, say: Say, now: datetime, **_: Any) -> bool:
        if rest != "7":
            return False
        await say.reply("status-none")
        return True

    monkeypatch.setitem(start.PAYLOADS, "c", opened)
    wang = stage.people[WANG]
    await wang.writes("/start c_7")
    assert "/privacy" in wang.reads()[0]
    assert wang.reads()[1] == "还没有"
    await wang.writes("/start c_8")
    assert "柳沟村" in wang.last


async def test_the_privacy_line_comes_also_when_the_link_is_refused(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(rest: str, **_: Any) -> bool:
        raise Refused("not-found")

    monkeypatch.setitem(start.PAYLOADS, "f", refused)
    wang = stage.people[WANG]
    await wang.writes("/start f_7")
    assert "/privacy" in wang.reads()[0]
    assert "没找到" in wang.last
    await wang.writes("/start f_7")
    assert sum("/privacy" in line for line in wang.reads()) == 1


async def test_help_is_for_what_they_are_and_where_they_are(stage: Stage) -> None:
    stage.person(77, "外人")
    for user_id, said in ((LIN, "/setup"), (HAN, "/export"), (ZHOU, "/digest"), (WANG, "报名"), (77, "群")):
        await stage.people[user_id].writes("帮助")
        assert said in stage.people[user_id].last
    await stage.people[HAN].writes("/help")
    assert "/digest" not in stage.people[HAN].last
    await stage.people[WANG].says("/help")
    assert "报名" in stage.bot_lines()[-1]
    assert "/call" not in stage.bot_lines()[-1]
    await stage.people[HAN].says("/help")
    assert "/call" in stage.bot_lines()[-1]


async def test_ones_own_language_is_ones_own(stage: Stage) -> None:
    wang = stage.people[WANG]
    await wang.writes("/language")
    await wang.taps("English")
    assert wang.last == "Good, I speak English with you from now on."
    await wang.writes("/help")
    assert "“I'm in”" in wang.last
    await wang.says("/help")
    assert "报名" in stage.bot_lines()[-1]  # the group keeps its own
    await wang.writes("语言")
    await wang.taps("中文")
    assert "中文" in wang.last


async def test_the_groups_language_is_for_organisers(stage: Stage) -> None:
    han, wang = stage.people[HAN], stage.people[WANG]
    await wang.says("/language")
    assert "只有村干部和社工" in stage.bot_lines()[-1]
    await han.says("/language")
    toast = await wang.taps("English", chat=GROUP)
    assert toast is not None
    assert toast.alert
    assert (await stage.store.read(villages.of_chat, GROUP)).language == "zh"  # type: ignore[union-attr]
    await han.taps("English", chat=GROUP)
    assert (await stage.store.read(villages.of_chat, GROUP)).language == "en"  # type: ignore[union-attr]
    assert "English" in stage.bot_lines()[-1]


async def test_a_forged_language_is_out_of_date(stage: Stage) -> None:
    toast = await stage.people[WANG].taps_forged("lang:xx", None)
    assert toast is not None
    assert "过期" in (toast.text or "")


async def test_status_tells_each_their_own(stage: Stage) -> None:
    han, lin, wang = (stage.people[n] for n in (HAN, LIN, WANG))
    await han.writes("/status")
    for said in ("柳沟村", "您是：村干部", "韩书记", "周社工", "普通成员", "隐私模式：开"):
        assert said in han.last
    assert "运营者" not in han.last
    stage.wire.seats[(GROUP, 42)] = "administrator"
    await lin.writes("/status")
    assert "您是：运营者" in lin.last
    assert "我在群里：管理员" in lin.last
    assert "搁置的更新：0" in lin.last
    stage.wire.out_of.add(GROUP)
    await han.writes("/status")
    assert "不在群里" in han.last
    await wang.writes("状态")
    assert "村民" in wang.last
    assert "周社工" not in wang.last
    stranger = stage.person(77, "外人")
    await stranger.writes("/status")
    assert "还没在哪个村" in stranger.last


async def test_status_asked_in_the_group_is_answered_in_private(stage: Stage) -> None:
    han = stage.people[HAN]
    await han.says("/status")
    assert "打开私聊" in stage.bot_lines()[-1]
    await han.writes("/start")
    group = len(stage.bot_lines())
    await han.says("/status")
    assert len(stage.bot_lines()) == group
    assert "您是：村干部" in han.last


async def test_what_nobody_understood_gets_one_hint_in_private_and_none_in_the_group(stage: Stage) -> None:
    wang = stage.people[WANG]
    await wang.writes("今天天气真好")
    assert "/help" in wang.last
    await wang.writes("/dance")
    assert "没有这个命令" in wang.last
    await wang.writes(None, sticker=None)
    assert "文字" in wang.last
    group = len(stage.bot_lines())
    await wang.says("/dance")
    await wang.says("你好", to=stage.bot_message())
    assert len(stage.bot_lines()) == group


@pytest.mark.parametrize(
    "content", ["x", "", "join:abc", "lang", "lang:zh:1", "::::", "join:" + "9" * 40, "村", "lang:ZH"]
)
async def test_any_other_button_is_out_of_date(stage: Stage, content: str) -> None:
    toast = await stage.people[WANG].taps_forged(content, None)
    assert toast is not None
    assert toast.text == "这个按钮过期了，请用最新的那一条。"
    assert toast.alert


async def test_a_name_full_of_markup_is_only_a_name(stage: Stage) -> None:
    rogue = stage.person(66, '<b>&"</a>[x](y)\u202e{ $link }')
    await rogue.writes("/start")
    assert '<b>&"</a>[x](y){ $link }' in rogue.reads()[0]


@pytest.mark.parametrize(
    "key",
    ["start-villager", "start-nobody", "help-villager", "help-nobody", "help-group", "privacy-line", "setup-hint"],
)
def test_what_a_villager_must_read_is_at_most_sixty_characters(key: str) -> None:
    line = voice_for("zh")(key, name="欧阳王大妈", village="柳沟村志愿服务群")
    assert hanzi(line) <= LONGEST_FOR_A_VILLAGER
