"""Posting a call as people say it: the draft, its questions, its buttons, the card in the group."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.handlers.yard import SENTENCE, Yard, in_the_yard
from tests.wire import GROUP


@pytest.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with in_the_yard(database_url) as yard:
        yield yard


async def test_one_sentence_is_a_draft_with_all_its_buttons(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    assert yard["han"].last == (
        "这样发，行吗？\n\n收土豆\n🕕 明天 11月24日 周二 早上6点\n📍 志愿者菜园\n👥 要20人\n🎒 手套"
    )
    assert yard.buttons(yard.bot_message(11)) == [
        "📣 发布",
        "改标题",
        "改时间",
        "改地点",
        "改人数",
        "改要带的",
        "🗑 不发了",
    ]


async def test_a_draft_asked_for_in_the_group_is_shown_in_private(yard: Yard) -> None:
    await yard["han"].says(SENTENCE)
    assert yard.bot_lines(GROUP) == []
    await yard["han"].taps("发布")
    await yard.send()
    assert yard.card.text == ("召集1 收土豆\n🕕 11月24日 周二 早上6点\n📍 志愿者菜园\n🎒 手套\n👥 已报名 0/20 人")
    assert yard.buttons(yard.card) == ["✋ 报名", "去不了"]
    assert "发到柳沟村了" in yard["han"].last


async def test_without_a_private_chat_the_questions_come_in_the_group(yard: Yard) -> None:
    from domain.people import UserId
    from storage import people

    await yard.store.write(people.set_unreachable, UserId(11), "blocked")
    yard.wire.blocked.add(11)
    await yard["han"].says("/call 明早6点收土豆，带手套")
    question = yard.bot_message(GROUP)
    assert question.text == "在哪集合？例如：志愿者菜园"
    await yard["han"].says("随便聊聊")
    assert yard.bot_message(GROUP) == question
    await yard["wang"].says("我也插一句", to=question)
    await yard["han"].says("北沟村口", to=next(m for m in yard.wire.chats[GROUP] if "草稿" in (m.text or "")))
    assert yard.bot_message(GROUP) == question
    await yard["han"].says("志愿者菜园", to=question)
    assert yard.bot_message(GROUP).text == "要几个人？例如：20"
    await yard["han"].says("二十个", to=yard.bot_message(GROUP))
    assert "👥 要20人" in (yard.bot_message(GROUP).text or "")
    await yard["han"].taps("发布", chat=GROUP)
    await yard.send()
    assert yard.buttons(yard.card) == ["✋ 报名", "去不了"]


async def test_what_is_missing_is_asked_for_until_all_is_there(yard: Yard) -> None:
    han = yard["han"]
    await han.writes("/call")
    assert "明早6点到志愿者菜园收土豆" in han.last
    await han.writes("收土豆")
    assert han.last == "什么时候集合？例如：明早6点"
    assert "发布" not in str(yard.buttons(yard.bot_message(11)))
    await han.writes("看情况吧")
    assert han.last.startswith("没看明白时间")
    await han.writes("明天")
    assert han.last == "那天几点集合？例如：早上6点"
    await han.writes("早上6点")
    assert han.last == "在哪集合？例如：志愿者菜园"
    await han.writes("志愿者菜园")
    await han.writes("1e9")
    assert "1 到 500" in han.last
    await han.writes("１２")
    assert "👥 要12人" in han.last
    assert yard.buttons(yard.bot_message(11))[0] == "📣 发布"


async def test_a_time_gone_by_is_refused_with_an_example(yard: Yard) -> None:
    han = yard["han"]
    await han.writes("/call 今天早上6点到志愿者菜园收土豆，要20个人")
    assert any(line.startswith("这个时间已经过了") for line in han.reads())
    assert han.last == "什么时候集合？例如：明早6点"
    await han.writes("今天早上6点")
    assert han.last.startswith("这个时间已经过了")
    await han.writes("明早6点")
    assert "🕕 明天 11月24日 周二 早上6点" in han.last


@pytest.mark.parametrize(
    ("button", "answer", "shown"),
    [
        ("改标题", "摘苹果", "摘苹果"),
        ("改时间", "后天早上7点", "🕕 11月25日 周三 早上7点"),
        ("改时间", "早上7点半", "🕕 明天 11月24日 周二 早上7点半"),
        ("改地点", "村委会", "📍 村委会"),
        ("改人数", "30", "👥 要30人"),
        ("改要带的", "水和铁锹", "🎒 水、铁锹"),
    ],
)
async def test_every_field_has_its_button(yard: Yard, button: str, answer: str, shown: str) -> None:
    await yard["han"].writes(SENTENCE)
    await yard["han"].taps(button)
    await yard["han"].writes(answer)
    assert shown in yard["han"].last.split("\n")


async def test_a_question_survives_a_restart(yard: Yard) -> None:
    from bot.memory import Memory

    await yard["han"].writes("/call 明早6点到志愿者菜园收土豆")
    yard.dispatcher.fsm.storage = Memory(yard.store, yard.clock)
    await yard["han"].writes("20")
    assert "👥 要20人" in yard["han"].last


async def test_villagers_post_nothing_and_hear_it_privately(yard: Yard) -> None:
    await yard["wang"].says(SENTENCE)
    assert yard.bot_lines(GROUP) == []
    assert "村干部和社工" in yard["wang"].last
    await yard["wang"].writes(SENTENCE)
    assert len(yard["wang"].reads()) == 2


async def test_a_group_nobody_set_up_posts_nothing(yard: Yard) -> None:
    await yard["han"].says(SENTENCE, chat=-777)
    assert len(yard.bot_lines(-777)) <= 1
    assert yard["han"].reads() == []


async def test_another_persons_tap_on_a_draft_is_refused(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    draft = yard.bot_message(11)
    toast = await yard["wang"].taps("发布", on=draft)
    assert toast is not None
    assert (toast.alert, "村干部和社工" in (toast.text or "")) == (True, True)
    await yard.send()
    assert yard.bot_lines(GROUP) == []


async def test_the_second_official_hears_who_published(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    draft = yard.bot_message(11)
    await yard["han"].taps("发布")
    toast = await yard["liu"].taps("发布", on=draft)
    assert toast is not None
    assert toast.text == "韩书记已经发布了这个召集"


async def test_a_dropped_draft_says_so_and_has_no_buttons(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    draft = yard.bot_message(11)
    await yard["han"].taps("不发了")
    assert yard["han"].last == "不发了：收土豆"
    assert yard.buttons(yard.bot_message(11)) == []
    toast = await yard["han"].taps("发布", on=draft)
    assert toast is not None
    assert toast.text == "这个草稿已经不要了。要发请重新 /call"


async def test_a_command_leaves_the_question_behind(yard: Yard) -> None:
    await yard["han"].writes("/call 明早6点收土豆")
    await yard["han"].writes(SENTENCE)
    assert yard["han"].last.startswith("这样发，行吗？")
    await yard["han"].writes("村委会")
    assert "📍 村委会" not in yard["han"].last


@pytest.mark.parametrize(
    "content",
    [
        "publish",
        "publish:0",
        "publish:-1",
        "publish:1:2",
        f"publish:{10**24}",
        "edit:1:nothing",
        "edit:1",
        "x" * 64,
        "",
    ],
)
async def test_forged_buttons_are_out_of_date(yard: Yard, content: str) -> None:
    await yard["han"].writes(SENTENCE)
    toast = await yard["han"].taps_forged(content, yard.bot_message(11))
    assert toast is not None
    assert "过期" in (toast.text or "")


async def test_a_call_of_another_village_does_not_exist_for_a_stranger(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    draft = yard.bot_message(11)
    stranger = yard.person(901, "外村人")
    for content in ("publish:1", "edit:1:title", "discard:1", "join:1", "leave:1", "roster:1:1", "cancel:1", "open:1"):
        toast = await stranger.taps_forged(content, draft)
        assert toast is not None
        assert toast.text == "没找到这一条，可能已经不在了。", content


async def test_an_official_of_two_villages_says_which(yard: Yard) -> None:
    from domain.people import Role, UserId
    from storage import people, villages

    async def second(tx: object) -> None:
        village = await villages.add(
            tx,  # type: ignore[arg-type]
            chat_id=-2002,
            thread_id=None,
            title="北沟村",
            zone="Asia/Shanghai",
            language="zh",
            set_up_by=UserId(11),
            now=yard.now,
        )
        person = await people.belong(tx, village.id, UserId(11), "韩书记")  # type: ignore[arg-type]
        await people.set_role(tx, person.id, Role.OFFICIAL, by=UserId(11), now=yard.now)  # type: ignore[arg-type]

    await yard.store.write(second)
    await yard["han"].writes(SENTENCE)
    assert yard.buttons(yard.bot_message(11)) == ["柳沟村", "北沟村"]
    await yard["han"].taps("北沟村")
    assert yard["han"].last.startswith("这样发，行吗？")
    await yard["han"].taps("发布")
    await yard.send()
    assert len(yard.bot_lines(-2002)) == 1
    assert yard.bot_lines(GROUP) == []
