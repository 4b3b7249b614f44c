"""Posting a call as people say it: the draft, its questions, its buttons, the card in the group."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.calls import CallId, Field
from domain.people import UserId
from storage import signups
from tests.handlers.yard import SENTENCE, Yard, in_the_yard
from tests.wire import GROUP
from usecases import calls


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
        "改备注",
        "分工",
        "改时长",
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
    assert han.last == "明天（11月24日 周二）几点集合？例如：早上6点"
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
        "publish:1:0",
        f"publish:{10**24}",
        "edit:1:1:nothing",
        "edit:1:1",
        "publish:1:2:3",
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
    for content in (
        "publish:1:1",
        "edit:1:1:title",
        "keep:1:1",
        "discard:1:1",
        "join:1",
        "leave:1",
        "roster:1:1",
        "cancel:1",
        "open:1",
    ):
        toast = await stranger.taps_forged(content, draft)
        assert toast is not None
        assert toast.text == "没找到这一条，可能已经不在了。", content


async def test_an_official_of_two_villages_says_which(yard: Yard) -> None:
    from domain.people import Role
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


def live(yard: Yard, chat: int = 11) -> list[str]:
    """The pictures of a draft in a chat that still offer to publish it."""
    return [m.text or "" for m in yard.wire.chats.get(chat, []) if "📣 发布" in yard.buttons(m)]


async def test_after_six_changes_one_picture_of_the_draft_has_buttons(yard: Yard) -> None:
    han = yard["han"]
    await han.writes(SENTENCE)
    for button, answer in (
        ("改标题", "摘苹果"),
        ("改时间", "早上7点"),
        ("改地点", "村委会"),
        ("改人数", "30"),
        ("改要带的", "水"),
        ("改备注", "下雨不去"),
    ):
        await han.taps(button)
        await han.writes(answer)
    assert len(live(yard)) == 1
    assert live(yard)[0] == han.last
    assert han.reads().count("已改，看下面新的") == 6
    assert not [m for m in yard.wire.chats[11] if "‹ 不改了" in yard.buttons(m)]


async def test_an_old_picture_publishes_nothing_unseen(yard: Yard) -> None:
    han = yard["han"]
    await han.writes(SENTENCE)
    old = yard.bot_message(11)
    await han.taps("改人数")
    await han.writes("30")
    for label in ("发布", "不发了", "改标题"):
        toast = await han.taps(label, on=old)
        assert toast is not None
        assert toast.text == "按钮过期了，看最新的草稿"
    await yard.send()
    assert yard.bot_lines(GROUP) == []
    await han.taps("发布")
    await yard.send()
    assert "0/30" in (yard.card.text or "")


async def test_a_day_given_alone_is_kept_while_the_hour_is_asked(yard: Yard) -> None:
    han = yard["han"]
    await han.writes(SENTENCE)
    await han.taps("改时间")
    await han.writes("后天")
    assert han.last == "后天（11月25日 周三）几点集合？例如：早上6点"
    await han.writes("随便")
    assert han.last.startswith("没看明白时间")
    await han.writes("下午3点")
    assert "🕕 11月25日 周三 下午3点" in han.last


async def other_call(yard: Yard) -> None:
    """A published call that nobody may touch, and a draft on top of it."""
    await yard.post("/call 明早8点到村委会扫雪，要5个人")
    await yard["han"].writes(SENTENCE)


@pytest.mark.parametrize("word", ["发布", "行", "好", "可以", "好的！", "发布。"])
async def test_a_yes_in_words_publishes_the_open_draft(yard: Yard, word: str) -> None:
    await other_call(yard)
    draft = yard.bot_message(11)
    await yard["han"].writes(word)
    assert yard["han"].last == "✅ 召集2「收土豆」发到柳沟村了"
    assert live(yard) == []
    await yard.send()
    assert "收土豆" in (yard.card.text or "")
    toast = await yard["han"].taps("发布", on=draft)
    assert toast is not None
    assert toast.text == "韩书记已经发布了这个召集"


@pytest.mark.parametrize("word", ["不发了", "取消", "算了", "never mind"])
async def test_a_no_in_words_drops_the_open_draft_and_nothing_else(yard: Yard, word: str) -> None:
    await other_call(yard)
    await yard["han"].writes(word)
    assert yard["han"].last == "不发了：收土豆"
    assert live(yard) == []
    await yard.send()
    assert "去不了" not in (yard.card.text or "")
    await yard["wang"].taps("报名", on=yard.card)
    await yard.send()
    assert "扫雪" in (yard.card.text or "")
    assert "王大妈" in (yard.card.text or "")
    names = [one.name for one in await yard.store.read(signups.of_call, CallId(1))]
    assert names == ["王大妈"]


async def test_a_draft_with_something_missing_is_not_published_by_words(yard: Yard) -> None:
    await yard["han"].writes("/call 明早6点收土豆，要20个人")
    await yard["han"].writes("发布")
    assert yard["han"].last == "还差地点，填上再发"
    await yard["han"].writes("志愿者菜园")
    await yard["han"].writes("发布")
    assert yard["han"].last.startswith("✅ 召集")


async def test_a_nod_long_after_the_question_publishes_nothing(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    await yard.turn(minutes=16)
    await yard["han"].writes("好的")
    await yard.send()
    assert yard.bot_lines(GROUP) == []
    await yard["han"].writes("发布")
    assert yard["han"].last.startswith("✅ 召集")


async def test_words_publish_what_was_shown_and_not_what_another_made_of_it(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    await yard.store.write(
        calls.fill, now=yard.now, call_id=CallId(1), by=UserId(12), field=Field.TITLE, value="摘苹果"
    )
    await yard["han"].writes("发布")
    assert yard["han"].last == "按钮过期了，看最新的草稿"
    await yard.send()
    assert yard.bot_lines(GROUP) == []


@pytest.mark.parametrize(
    ("said", "note"),
    [
        (
            "下雨不去，管早饭，联系人刘主任13800000000",
            ("下雨不去", "管早饭", "联系人刘主任13800000000"),
        ),
        ("最多30人", ("最多30人",)),
        ("干到7点半", ("到07:30",)),
    ],
)
async def test_what_fits_no_field_is_the_note_of_draft_and_card(yard: Yard, said: str, note: tuple[str, ...]) -> None:
    await yard["han"].writes(f"{SENTENCE}，{said}")
    line = next(line for line in yard["han"].last.split("\n") if line.startswith("📝"))
    assert all(part in line for part in note)
    assert "👥 要20人" in yard["han"].last
    await yard["han"].taps("发布")
    await yard.send()
    assert line in (yard.card.text or "").split("\n")


async def test_a_note_is_changed_shortened_and_taken_away(yard: Yard) -> None:
    han = yard["han"]
    await han.writes(SENTENCE)
    await han.taps("改备注")
    await han.writes("管早饭" * 40)
    (line,) = [line for line in han.last.split("\n") if line.startswith("📝")]
    assert len(line) == len("📝 ") + 80
    await han.taps("改备注")
    await han.writes("没有")
    assert "📝" not in han.last


@pytest.mark.parametrize("word", ["算了", "不改了", "不改", "返回", "cancel", "Never mind", "取消"])
async def test_words_lead_back_from_every_question(yard: Yard, word: str) -> None:
    await yard["han"].writes(SENTENCE)
    before = yard["han"].last
    for button in ("改标题", "改时间", "改地点", "改人数", "改要带的", "改备注"):
        await yard["han"].taps(button)
        await yard["han"].writes(word)
        assert yard["han"].last == before
    assert len(live(yard)) == 1


async def test_a_button_leads_back_from_every_question(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    before = yard["han"].last
    for button in ("改标题", "改时间", "改地点", "改人数", "改要带的", "改备注"):
        await yard["han"].taps(button)
        assert yard.buttons(yard.bot_message(11)) == ["‹ 不改了"]
        await yard["han"].taps("不改了")
        assert yard["han"].last == before
    assert len(live(yard)) == 1
    await yard["han"].writes("发布")
    assert yard["han"].last.startswith("✅ 召集")


async def test_the_group_gets_a_quiet_sign_that_the_draft_is_in_private(yard: Yard) -> None:
    said = await yard["han"].says(SENTENCE)
    assert yard.wire.thumbs == [(GROUP, said.message_id)]
    assert yard.bot_lines(GROUP) == []
    yard.wire.allows_reactions = False
    await yard["han"].says("/call 后天早上7点到村委会扫雪，要5个人")
    assert yard.bot_lines(GROUP) == ["草稿发到您的私聊了"]


async def test_the_same_sentence_again_shows_the_same_draft(yard: Yard) -> None:
    await yard["han"].says(SENTENCE)
    await yard.turn(minutes=9)
    await yard["han"].says(SENTENCE)
    await yard["han"].writes(SENTENCE)
    assert len(live(yard)) == 1
    await yard["han"].taps("发布")
    await yard.send()
    assert (yard.card.text or "").startswith("召集1 ")
    await yard["han"].writes(SENTENCE)
    assert len(live(yard)) == 1


async def test_the_same_sentence_later_is_another_call(yard: Yard) -> None:
    await yard["han"].writes(SENTENCE)
    await yard.turn(minutes=11)
    await yard["han"].writes(SENTENCE)
    assert len(live(yard)) == 2
