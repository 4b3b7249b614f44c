"""Taps and words under a card: quiet where all is well, clear where not, never a sign-up nobody meant."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domain.calls import CallId
from storage import signups
from tests.handlers.yard import Yard, in_the_yard
from tests.wire import GROUP, Toast


@pytest.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with in_the_yard(database_url) as yard:
        yield yard


async def tap(yard: Yard, key: str, label: str) -> str:
    toast = await yard[key].taps(label, on=yard.card)
    await yard.send()
    assert toast is not None
    return toast.text or ""


async def states(yard: Yard) -> dict[str, str]:
    return {s.name: f"{s.state.value}×{s.party}" for s in await yard.store.read(signups.of_call, CallId(1))}


async def test_a_tap_is_answered_with_when_and_where(yard: Yard) -> None:
    await yard.post()
    assert await tap(yard, "wang", "报名") == "✅ 报上了！明天早上6点 志愿者菜园"
    assert await tap(yard, "wang", "报名") == "✅ 您已经报上了。明天早上6点 志愿者菜园"
    assert "👥 已报名 1/20 人\n王大妈" in (yard.card.text or "")
    assert await tap(yard, "wang", "去不了") == "好，已取消。下次再来"
    assert "王大妈" not in (yard.card.text or "")
    assert await tap(yard, "li", "去不了") == "好，知道了。下次再来"
    assert await tap(yard, "li", "去不了") == "知道了，您不在名单上"


async def test_the_card_shows_who_waits_and_who_is_offered_a_place_is_asked(yard: Yard) -> None:
    await yard.post("/call 明早6点到志愿者菜园收土豆，要1个人，带手套")
    await tap(yard, "wang", "报名")
    assert await tap(yard, "li", "报名") == "⏳ 人满了，先排队，下一个就是您"
    assert await tap(yard, "sun", "报名") == "⏳ 人满了，先排队，前面还有1人"
    assert "👥 已报满 1/1 人，还可以排队\n王大妈\n⏳ 排队2人：李婶、孙玉梅" in (yard.card.text or "")
    await tap(yard, "wang", "去不了")
    assert yard["li"].last.startswith("🎉 有空位了，您还去吗？收土豆\n🕕 明天 11月24日 周二 早上6点")
    assert "⏳ 排队1人：孙玉梅" in (yard.card.text or "")


async def test_whoever_has_no_private_chat_is_offered_one_once(yard: Yard) -> None:
    await yard.post()
    assert yard.buttons(yard.card) == ["✋ 报名", "去不了"]
    toast = await yard["zhang"].taps("报名", on=yard.card)
    await yard.send()
    assert toast == Toast("✅ 报上了！明天早上6点 志愿者菜园。想让我到时提醒，点一下「🔔 提醒我」", alert=True)
    assert yard.wire.links[-1] == "https://t.me/yihu_bot?start=c_1"
    assert yard.buttons(yard.card) == ["✋ 报名", "去不了", "🔔 提醒我"]
    assert await tap(yard, "zhang", "报名") == "✅ 您已经报上了。明天早上6点 志愿者菜园"
    assert yard.wire.links[-1] is None
    await tap(yard, "zhang", "去不了")
    toast = await yard["zhang"].taps("报名", on=yard.card)
    assert toast == Toast("✅ 报上了！明天早上6点 志愿者菜园", alert=False)
    await yard.send()
    toast = await yard["zhang"].taps("提醒我", on=yard.card)
    assert yard.wire.links[-1] == "https://t.me/yihu_bot?start=c_1"
    await yard["zhang"].writes("/start c_1")
    assert any("✅ 您报上了" in line for line in yard["zhang"].reads())
    assert await tap(yard, "zhang", "提醒我") == "已经开了，到时提醒您"


@pytest.mark.parametrize("payload", ["c_0", "c_999", "c_-1", f"c_{10**24}", "c_x", "c_"])
async def test_a_forged_link_is_a_plain_start(yard: Yard, payload: str) -> None:
    await yard.post()
    stranger = yard.person(901, "外村人")
    await stranger.writes(f"/start {payload}")
    await stranger.writes("/start c_1")
    assert not any("收土豆" in line for line in stranger.reads())


@pytest.mark.parametrize("words", ["报名", "我来", "+1", "算我一个", "我去"])
async def test_words_under_the_card_sign_up_quietly(yard: Yard, words: str) -> None:
    await yard.post()
    await yard.turn(minutes=1)
    group = len(yard.bot_lines(GROUP))
    said = await yard["wang"].says(words, to=yard.card)
    assert await states(yard) == {"王大妈": "confirmed×1"}
    assert yard.wire.thumbs == [(GROUP, said.message_id)]
    assert len(yard.bot_lines(GROUP)) == group


async def test_an_afternoon_sign_up_in_words_is_answered_in_private(yard: Yard) -> None:
    yard.now -= timedelta(hours=4)
    await yard.post()
    await yard["wang"].says("报名", to=yard.card)
    assert yard["wang"].last == "✅ 报上了！明天早上6点 志愿者菜园"


async def test_where_thumbs_are_forbidden_a_quoted_line_says_it(yard: Yard) -> None:
    await yard.post()
    yard.wire.allows_reactions = False
    await yard["zhang"].says("报名", to=yard.card)
    assert yard.bot_lines(GROUP)[-1] == "✅ 报上了！明天早上6点 志愿者菜园"


async def test_a_couple_signs_up_in_one_sentence(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].says("我和老伴都去", to=yard.card)
    await yard.send()
    assert "王大妈×2" in (yard.card.text or "")
    await yard["wang"].says("报名", to=yard.card)
    assert await states(yard) == {"王大妈": "confirmed×2"}


@pytest.mark.parametrize("words", ["取消", "去不了", "我去不了了"])
async def test_words_take_off_again(yard: Yard, words: str) -> None:
    await yard.post()
    await tap(yard, "wang", "报名")
    await yard["wang"].says(words, to=yard.card)
    assert await states(yard) == {"王大妈": "withdrawn×1"}


@pytest.mark.parametrize("words", ["哈哈哈", "今天天气真好", "看情况吧", "要是不下雨我就去", "辛苦了"])
async def test_talk_under_the_card_is_left_alone(yard: Yard, words: str) -> None:
    await yard.post()
    before = yard.bot_lines(GROUP)
    await yard["wang"].says(words, to=yard.card)
    assert await states(yard) == {}
    assert yard.bot_lines(GROUP) == before
    assert yard.wire.thumbs == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("几点集合？", "🕕 11月24日 周二 早上6点"),
        ("在哪集合啊？", "📍 志愿者菜园"),
        ("要带啥？", "🎒 手套"),
        ("还有名额吗？", "👥 还有20个名额"),
    ],
)
async def test_what_the_card_knows_is_answered_in_one_line(yard: Yard, question: str, answer: str) -> None:
    await yard.post()
    await yard["wang"].says(question, to=yard.card)
    assert yard.bot_lines(GROUP)[-1] == answer
    assert await states(yard) == {}


async def test_an_unclear_reply_is_asked_about_with_one_tap(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].says("我想去", to=yard.card)
    asked = yard.bot_message(GROUP)
    assert await states(yard) == {}
    assert asked.text == "您是要报名「收土豆」吗？"
    toast = await yard["wang"].taps("报名", on=asked)
    assert toast is not None
    assert await states(yard) == {"王大妈": "confirmed×1"}


@pytest.mark.parametrize("label", ["报名", "不是"])
async def test_what_one_was_asked_nobody_else_answers(yard: Yard, label: str) -> None:
    await yard.post()
    await yard["wang"].says("我想去", to=yard.card)
    asked = yard.bot_message(GROUP)
    toast = await yard["li"].taps(label, on=asked)
    assert toast is not None
    assert toast.text == "这句是问别人的，报名请点召集卡"
    assert await states(yard) == {}
    assert asked in yard.wire.chats[GROUP]


async def test_no_leaves_the_list_as_it_was(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].says("我想去", to=yard.card)
    asked = yard.bot_message(GROUP)
    await yard["wang"].taps("不是", on=asked)
    assert await states(yard) == {}
    assert asked not in yard.wire.chats[GROUP]


async def test_a_neighbour_is_entered_by_name(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].says("帮李奶奶报名", to=yard.card)
    await yard.send()
    assert "李奶奶" in (yard.card.text or "")
    assert yard["wang"].last == "✅ 给李奶奶报上了"


async def test_words_in_private_are_about_the_only_open_call(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].writes("报名")
    assert await states(yard) == {"王大妈": "confirmed×1"}
    await yard["wang"].writes("去不了")
    assert yard["wang"].reads()[-2:] == ["好，已取消。下次再来", "能找人替您吗？回一个名字就行。"]
    await yard["wang"].writes("几点集合？")
    assert yard["wang"].last == "🕕 11月24日 周二 早上6点"


async def test_with_two_open_calls_one_tap_says_which(yard: Yard) -> None:
    await yard.post()
    await yard.post("/call 后天早上7点到村委会搬桌子，要5个人")
    await yard["wang"].writes("报名")
    assert yard.buttons(yard.bot_message(yard["wang"].id)) == ["召集1 收土豆", "召集2 搬桌子"]
    toast = await yard["wang"].taps("搬桌子")
    assert toast is not None
    assert "后天" in (toast.text or "") or "村委会" in (toast.text or "")


async def test_with_no_open_call_it_says_so(yard: Yard) -> None:
    await yard["wang"].writes("报名")
    assert yard["wang"].last.startswith("现在没有要报名的活动")


async def test_after_the_start_the_card_takes_arrivals_only(yard: Yard) -> None:
    await yard.post()
    await tap(yard, "wang", "报名")
    await yard.turn(hours=8)
    assert yard.buttons(yard.card)[0] == "✅ 到了"
    await yard.turn(hours=2)
    assert await tap(yard, "li", "报名") == "已经开始了，直接过来点「到了」就行"


async def test_the_party_is_changed_with_one_tap_in_private(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].writes("/calls")
    await yard["wang"].taps("1 收土豆")
    assert "您还没报名" in yard["wang"].last
    await yard["wang"].taps("报名")
    assert "✅ 您报上了" in yard["wang"].last
    await yard["wang"].taps("3人去")
    assert "（3人）" in yard["wang"].last
    assert await states(yard) == {"王大妈": "confirmed×3"}


@pytest.mark.parametrize("name", ['<b>&"', "</a><a href=x>", "[x](y)", "*粗*_斜_"])
async def test_names_are_shown_as_they_are(yard: Yard, name: str) -> None:
    await yard.post()
    await yard.person(902, name).taps("报名", on=yard.card)
    await yard.send()
    assert name in (yard.card.text or "")
    assert [entity.type for entity in yard.card.entities or []] == ["bold"]


@pytest.mark.parametrize(
    "name", ["\u202egnirts", "\u200b\u200d", "张" * 128, "👩\u200d👩\u200d👧" * 20, "مريم", "a\x00b"]
)
async def test_tricky_names_keep_the_card_whole(yard: Yard, name: str) -> None:
    await yard.post()
    await yard.person(902, name).taps("报名", on=yard.card)
    await tap(yard, "wang", "报名")
    text = yard.card.text or ""
    assert text.endswith("、王大妈")
    assert "\u202e" not in text
    assert text.count("\u2068") == text.count("\u2069") == (1 if name == "مريم" else 0)
