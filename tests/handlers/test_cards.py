"""Cards, rosters and letters as they are read: whole, in time, true at the moment they are sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiogram.types import Message

from domain.calls import CallId, CallState
from domain.people import UserId, VillageId
from handlers import letters_calls, letters_offers, letters_signups
from storage import calls, people, signups, villages
from storage.tx import Tx
from tests.handlers.yard import Yard, in_the_yard
from tests.wire import GROUP


@pytest.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with in_the_yard(database_url) as yard:
        yield yard


async def sign_up(yard: Yard, *keys: str) -> None:
    for key in keys:
        await yard[key].taps("报名", on=yard.card)
    await yard.send()


def units(message: Message) -> int:
    """The platform counts UTF-16 units, 4096 at most."""
    return len((message.text or "").encode("utf-16-le")) // 2


def mentioned(message: Message) -> list[int]:
    return [e.user.id for e in message.entities or [] if e.type == "text_mention" and e.user]


def asked_in_group(yard: Yard) -> list[Message]:
    """The messages in the group that ask somebody whether they come."""
    return [m for m in yard.wire.chats[GROUP] if "还去吗" in (m.text or "")]


async def test_those_on_the_list_and_only_they_are_reminded(yard: Yard) -> None:
    yard.now -= timedelta(hours=4)
    await yard.post()
    await sign_up(yard, "wang", "li", "sun")
    await yard["li"].taps("去不了", on=yard.card)
    await yard.turn(hours=5)
    assert yard["wang"].last == "🔔 别忘了：收土豆\n🕕 明天 11月24日 周二 早上6点\n📍 志愿者菜园\n🎒 手套"
    assert yard["sun"].last == yard["wang"].last
    assert yard["li"].reads() == []
    await yard.turn(hours=9)
    assert yard["wang"].last == "🔔 还有30分钟：收土豆\n🕕 今天 11月24日 周二 早上6点\n📍 志愿者菜园\n🎒 手套"
    assert yard["li"].reads() == []
    assert yard["liu"].reads() == []


async def test_whom_no_private_message_reaches_one_line_names_them_all(yard: Yard) -> None:
    await yard.post()
    await sign_up(yard, "wang", "zhang")
    await yard["zhang"].says("帮李奶奶报名", to=yard.card)  # nobody reaches the keeper either
    await yard.turn(minutes=40)
    line = yard.bot_message(GROUP)
    assert line.text == "🔔 张大爷、李奶奶：别忘了收土豆，明天早上6点 志愿者菜园"
    assert mentioned(line) == [yard["zhang"].id]
    await yard["zhang"].taps("去不了", on=yard.card)
    await yard.turn(hours=9)
    assert yard.bot_message(GROUP).text == "🔔 李奶奶：还有30分钟，收土豆，今天早上6点 志愿者菜园"
    assert mentioned(yard.bot_message(GROUP)) == []


async def test_no_line_when_everybody_is_reached(yard: Yard) -> None:
    await yard.post()
    await sign_up(yard, "wang")
    before = len(yard.bot_lines(GROUP))
    await yard.turn(hours=9.25)
    assert len(yard.bot_lines(GROUP)) == before


async def test_a_late_reminder_says_that_it_is_late(yard: Yard) -> None:
    await yard.post()
    await sign_up(yard, "wang", "zhang")
    await yard.turn(hours=1)
    yard.now += timedelta(hours=8, minutes=15)
    await yard.send()
    assert yard["wang"].last.startswith("🔔 还有15分钟：收土豆")
    assert yard["wang"].last.endswith("这条提醒来晚了，见谅。")
    assert yard.bot_lines(GROUP)[-1].endswith("这条提醒来晚了，见谅。")


async def test_a_reminder_that_missed_the_start_is_not_sent(yard: Yard) -> None:
    await yard.post()
    await sign_up(yard, "wang")
    before = yard["wang"].reads()
    yard.now += timedelta(hours=10)
    await yard.send()
    assert yard["wang"].reads() == before


async def test_a_reminder_of_an_older_time_is_not_sent(yard: Yard) -> None:
    await yard.post()
    await sign_up(yard, "wang", "zhang")
    await yard.turn(hours=1)
    before = (yard["wang"].reads(), len(yard.bot_lines(GROUP)))
    await yard.store.write(calls.amend, CallId(1), version=2)
    await yard.turn(hours=8, minutes=10)
    assert (yard["wang"].reads(), len(yard.bot_lines(GROUP))) == before


async def test_who_is_offered_a_place_without_a_private_chat_is_asked_in_the_group(yard: Yard) -> None:
    await yard.post("/call 明早6点到志愿者菜园收土豆，要1个人，带手套")
    await sign_up(yard, "wang", "zhang")
    await yard["wang"].taps("去不了", on=yard.card)
    await yard.send()
    (line,) = asked_in_group(yard)
    assert line.text == "🎉 张大爷 有空位了：收土豆，明天早上6点 志愿者菜园，还去吗？今天晚上10点前点一下"
    assert mentioned(line) == [yard["zhang"].id]


async def test_who_is_offered_a_place_and_blocked_the_bot_is_asked_in_the_group(yard: Yard) -> None:
    await yard.post("/call 明早6点到志愿者菜园收土豆，要1个人，带手套")
    await sign_up(yard, "wang", "li")
    yard.wire.blocked.add(yard["li"].id)
    await yard["wang"].taps("去不了", on=yard.card)
    await yard.send()
    (line,) = asked_in_group(yard)
    assert mentioned(line) == [yard["li"].id]


async def test_news_that_is_no_longer_true_is_not_written(yard: Yard) -> None:
    await yard.post("/call 明早6点到志愿者菜园收土豆，要1个人，带手套")
    await sign_up(yard, "wang", "li")
    li = next(s for s in await yard.store.read(signups.of_call, CallId(1)) if s.name == "李婶")
    payload = {"call": 1, "person": li.person_id, "queue": li.queue, "slot": "soon", "version": 1, "due": 0}
    untold = (letters_signups.moved_up, letters_signups.reminder, letters_signups.cancelled, letters_offers.offer)
    for letter in untold:
        assert await yard.store.read(letter, payload, yard.now) is None  # li waits, and nothing is off
    await yard["wang"].taps("去不了", on=yard.card)
    assert await yard.store.read(letters_offers.offer, payload, yard.now) is not None
    assert await yard.store.read(letters_offers.offer, {**payload, "queue": 9}, yard.now) is None
    assert await yard.store.read(letters_offers.offer, payload, yard.now + timedelta(minutes=90)) is None
    await yard["li"].taps("报名", on=yard.card)
    assert await yard.store.read(letters_offers.offer, payload, yard.now) is None  # answered
    assert await yard.store.read(letters_signups.moved_up, payload, yard.now) is not None
    assert await yard.store.read(letters_signups.moved_up, {**payload, "queue": 9}, yard.now) is None
    assert await yard.store.read(letters_signups.moved_up, payload, yard.now + timedelta(hours=10)) is None
    assert await yard.store.read(letters_signups.reminder, {**payload, "version": 2}, yard.now) is None
    await yard["li"].taps("去不了", on=yard.card)
    assert await yard.store.read(letters_signups.moved_up, payload, yard.now) is None
    assert await yard.store.read(letters_signups.reminder, payload, yard.now) is None


@pytest.mark.parametrize("payload", [{"call": 404, "card": 1, "slot": "soon", "line": "cancelled", "person": 1}])
async def test_a_letter_about_nothing_is_not_written(yard: Yard, payload: dict[str, object]) -> None:
    for letter in (*letters_calls.WRITERS.values(), *letters_signups.WRITERS.values()):
        assert await yard.store.read(letter, payload, yard.now) is None


async def test_calling_off_tells_the_list_and_redraws_the_card(yard: Yard) -> None:
    await yard.post()
    await sign_up(yard, "wang", "zhang")
    await yard["han"].writes("/roster")
    await yard["han"].taps("取消召集")
    assert yard["han"].last.startswith("取消「收土豆」？名单上的2人都会收到通知。")
    await yard["han"].writes("下大雨")
    await yard["han"].taps("就这样取消")
    assert yard["han"].last == "❌ 「收土豆」取消了，通知2人。"
    await yard.send()
    assert yard["wang"].last == "❌ 「收土豆」取消了，不用来。原因：下大雨。原定明天早上6点 志愿者菜园"
    line = yard.bot_message(GROUP)
    assert line.text == "❌ 召集1「收土豆」取消了，大家不用来。原因：下大雨。原定明天早上6点 志愿者菜园\n张大爷"
    assert mentioned(line) == [yard["zhang"].id]
    assert yard.buttons(yard.card) == []
    assert (yard.card.text or "").endswith("❌ 取消了，不用来。原因：下大雨")
    toast = await yard["li"].taps_forged("join:1", yard.card)
    assert toast is not None
    assert toast.text == "这次活动取消了"
    before = yard["wang"].reads()
    await yard.turn(hours=10)
    assert yard["wang"].reads() == before


async def test_calling_off_can_be_thought_over_or_left_without_a_reason(yard: Yard) -> None:
    await yard.post()
    await yard["han"].writes("/roster")
    await yard["han"].taps("取消召集")
    await yard["han"].taps("不取消了")
    assert yard["han"].last.startswith("名单 · 召集1 收土豆")
    await yard["han"].taps("取消召集")
    await yard["han"].taps("天气不好")
    await yard.send()
    assert (yard.card.text or "").endswith("原因：天气不好")
    toast = await yard["liu"].taps_forged("cancel-why:1:none", yard.bot_message(yard["han"].id))
    assert toast is not None
    assert toast.text == "韩书记已经取消了这个召集"
    toast = await yard["han"].taps_forged("cancel:1", yard.bot_message(yard["han"].id))
    assert toast is not None
    assert toast.text == "韩书记已经取消了这个召集"
    toast = await yard["han"].taps_forged("cancel-why:1:snow", yard.bot_message(yard["han"].id))
    assert toast is not None
    assert "过期" in (toast.text or "")


async def test_the_number_is_changed_from_the_roster(yard: Yard) -> None:
    await yard.post("/call 明早6点到志愿者菜园收土豆，要2个人")
    await sign_up(yard, "wang", "li", "sun")
    await yard["han"].writes("/roster 1")
    await yard["han"].taps("改人数")
    await yard["han"].writes("好多")
    assert "1 到 500" in yard["han"].last
    await yard["han"].writes("1")
    assert yard["han"].last.startswith("已有2人有名额，只要1人")
    await yard["han"].taps("改成1人")
    assert yard["han"].last == "👥 改成要1人了"
    await yard["han"].writes("/roster")
    await yard["han"].taps("改人数")
    await yard["han"].writes("5")
    await yard.send()
    assert "👥 已报名 2/5 人\n王大妈、李婶\n✋ 有空位，等回话1人：孙玉梅" in (yard.card.text or "")
    assert any(line.startswith("🎉 有空位") for line in yard["sun"].reads())


async def test_the_roster_says_who_entered_whom_and_who_is_hard_to_reach(yard: Yard) -> None:
    await yard.post("/call 明早6点到志愿者菜园收土豆，要4个人")
    await sign_up(yard, "zhang")
    await yard["wang"].says("帮李奶奶报名", to=yard.card)
    await yard["li"].says("我和老伴都去", to=yard.card)
    await yard.person(30117, "张伟").taps("报名", on=yard.card)
    await yard.person(30229, "张伟").taps("报名", on=yard.card)
    await yard["sun"].taps("去不了", on=yard.card)
    await yard["han"].writes("/roster")
    body = yard["han"].last.split("\n\n")[1].split("\n")
    assert body == [
        "1. 张大爷 🔕",
        "2. 李奶奶（王大妈代报） 🔕",
        "3. 李婶×2",
        "⏳ 排队：",
        "1. 张伟（尾号0117）",
        "2. 张伟（尾号0229）",
        "去不了：",
        "1. 孙玉梅",
        "🔕 收不到私信，到时在群里点名提醒",
    ]


async def test_villagers_are_pointed_to_the_card(yard: Yard) -> None:
    await yard.post()
    await yard["wang"].writes("/roster")
    assert yard["wang"].last == "名单看群里的召集卡就行"
    toast = await yard["wang"].taps_forged("roster:1:1", yard.card)
    assert toast is not None
    assert "村干部和社工" in (toast.text or "")


async def test_a_list_asked_for_in_the_group_goes_to_the_one_who_asked(yard: Yard) -> None:
    await yard.post()
    before = len(yard.bot_lines(GROUP))
    await yard["zhou"].says("/roster")
    assert yard["zhou"].last.startswith("名单 · 召集1 收土豆")
    await yard["wang"].says("/calls")
    assert "1 收土豆" in yard["wang"].last
    assert len(yard.bot_lines(GROUP)) == before


async def test_several_open_calls_are_chosen_from(yard: Yard) -> None:
    await yard["han"].writes("/roster")
    assert yard["han"].last == "没找到这一条，可能已经不在了。"
    await yard["wang"].writes("/calls")
    assert yard["wang"].last == "现在没有召集。"
    await yard.post()
    await yard.post("/call 后天早上7点到村委会搬桌子，要5个人")
    await yard["han"].writes("/roster")
    assert yard.buttons(yard.bot_message(yard["han"].id)) == ["召集2 搬桌子", "召集1 收土豆"]
    await yard["han"].taps("搬桌子")
    assert yard["han"].last.startswith("名单 · 召集2 搬桌子")


async def test_a_full_village_fits_the_card_and_the_roster(yard: Yard) -> None:
    await yard.post("/call 明早6点到志愿者菜园收土豆，要80个人")
    for number in range(120):
        await yard.person(5000 + number, "👩" * 31).taps("报名", on=yard.card)
    await yard.send()
    assert units(yard.card) <= 4096
    assert "…共80人" in (yard.card.text or "")
    assert "排队40人" in (yard.card.text or "")
    await yard["han"].writes("/roster")
    for _ in range(4):
        assert units(yard.bot_message(yard["han"].id)) <= 4096
        await yard["han"].taps("下一页")
    assert "下一页 ›" not in yard.buttons(yard.bot_message(yard["han"].id))
    assert "120" not in yard["han"].last
    assert "40. " in yard["han"].last


async def test_a_finished_card_gives_the_figures_and_no_buttons(yard: Yard) -> None:
    await yard.post()
    await sign_up(yard, "wang", "li")
    await yard.turn(hours=9)
    await yard["wang"].taps("到了", on=yard.card)
    await yard.turn(hours=1, minutes=30)
    await yard.store.write(_done, yard)
    await yard.send()
    assert (yard.card.text or "").endswith("🏁 干完了：来了1人，一共1.5小时")
    assert yard.buttons(yard.card) == []


async def _done(tx: Tx, yard: Yard) -> None:
    from usecases.redraw import redraw

    await calls.amend(tx, CallId(1), state=CallState.DONE, done_at=yard.now)
    await redraw(tx, CallId(1), yard.now)


async def test_many_changes_of_one_card_are_one_edit(yard: Yard) -> None:
    await yard.post()
    before = len(yard.wire.asked)
    for key in ("wang", "li", "sun"):
        await yard[key].taps("报名", on=yard.card)
    await yard.send()
    edits = [m for m in yard.wire.asked[before:] if type(m).__name__ == "EditMessageText"]
    assert len(edits) == 1


async def test_everybody_is_spoken_to_in_their_own_language(yard: Yard) -> None:
    await yard.store.write(people.set_language, UserId(yard["wang"].id), "en")
    await yard.store.write(people.set_language, UserId(yard["han"].id), "zh")
    await yard.store.write(villages.set_language, await _village(yard), "en")
    await yard.post()
    assert "0/20 signed up" in (yard.card.text or "")
    toast = await yard["wang"].taps("I'm in", on=yard.card)
    assert toast is not None
    assert toast.text == "✅ You're in! tomorrow 06:00 志愿者菜园"
    await yard.turn(hours=1)
    assert yard["wang"].last.startswith("✅ Noted: 收土豆\n🕕 tomorrow, Tue 24 Nov 06:00")


async def _village(yard: Yard) -> VillageId:
    village = await yard.store.read(villages.of_chat, GROUP)
    assert village is not None
    return village.id
