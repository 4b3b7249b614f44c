"""Duties from the sentence to the list: digging, driving, cooking, each with its own people."""

from __future__ import annotations

import pytest

from sandbox.messages import Message
from tests.conversations.village import Village, Villager

HARVEST = "明早6点到志愿者菜园收土豆，要10个人挖土豆，2个司机"


def labels(message: Message) -> list[str]:
    return [button["text"] for row in message.buttons for button in row]


async def divided(han: Villager, said: str = "挖土豆2到4人，司机1人，做饭1人") -> Message:
    """A call of Secretary Han's with duties, on the group's card."""
    await han.writes("发布 明早6点到志愿者菜园收土豆，要20个人")
    await han.taps("分工")
    await han.writes(said)
    await han.taps("📣")
    return han.village.card


async def known(han: Villager, *people: Villager) -> None:
    """They signed up for something before, and opened the private chat."""
    await han.posts("后天早上6点到村口扫雪，要20个人")
    for villager in people:
        await villager.taps("报名")
        await villager.opens()


async def test_one_sentence_names_the_duties_and_the_card_shows_what_each_lacks(
    han: Villager, village: Village
) -> None:
    await han.says(f"/call {HARVEST}")
    draft = han.reads_last()
    assert "· 挖土豆 10人" in draft
    assert "· 司机 2人（会的才报）" in draft
    assert "要12人" in draft
    await han.taps("📣")
    card = village.card.text or ""
    assert "0/12" in card
    assert "🔹 挖土豆 0/10，还缺10人" in card
    assert "🔹 司机 0/2，还缺2人" in card
    assert labels(village.card) == ["✋ 报名·挖土豆", "✋ 报名·司机", "去不了"]


async def test_a_stated_total_leaves_the_rest_to_the_others(han: Villager) -> None:
    await han.says("/call 明早6点到志愿者菜园收土豆，要20个人，2个司机")
    draft = han.reads_last()
    assert "要20人" in draft
    assert "· 司机 2人（会的才报）" in draft
    assert "· 其他 18人" in draft


async def test_one_role_for_everybody_is_no_division(han: Villager) -> None:
    await han.says("/call 明早6点到志愿者菜园，要10个人挖土豆")
    assert "· " not in han.reads_last()
    assert han.sees("改人数")


async def test_the_duties_of_a_draft_are_said_changed_and_dropped(han: Villager) -> None:
    await han.writes("发布 明早6点到志愿者菜园收土豆，要20个人")
    await han.taps("分工")
    await han.writes("挖土豆10到16人，司机2个，做饭3人")
    assert "· 挖土豆 10–16人" in han.reads_last()
    assert "要21人" in han.reads_last()
    await han.taps("分工")
    assert "现在的分工" in han.reads_last()
    await han.writes("司机改成3人")
    assert "· 司机 3人（会的才报）" in han.reads_last()
    await han.taps("分工")
    await han.writes("不分工")
    assert "· " not in han.reads_last()
    assert "要22人" in han.reads_last()


async def test_a_tap_says_who_may_choose_a_duty(han: Villager) -> None:
    await han.writes("发布 明早6点到志愿者菜园收土豆，要20个人")
    await han.taps("分工")
    await han.writes("挖土豆10人，司机2人")
    await han.taps("分工")
    await han.taps("🔒 司机：会的才报")
    assert "· 司机 2人\n" in han.reads_last() + "\n"
    await han.taps("分工")
    await han.taps("🔓 挖土豆：谁都行")
    assert "· 挖土豆 10人（会的才报）" in han.reads_last()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("好多好多", "没看明白"),
        ("挖土豆20人", "只有一样活"),
        ("挖土豆16到10人，司机2人", "人数不对"),
        ("一二三四五六七八九十一二三号地2人，司机2人", "没看明白"),
    ],
)
async def test_words_that_cannot_be_taken_are_asked_for_again(han: Villager, said: str, answer: str) -> None:
    await han.writes("发布 明早6点到志愿者菜园收土豆，要20个人")
    await han.taps("分工")
    await han.writes(said)
    assert answer in han.reads_last()
    await han.writes("挖土豆10人，司机2人")
    assert "要12人" in han.reads_last()


async def test_published_while_the_duties_are_asked_for(han: Villager, village: Village) -> None:
    await han.writes("发布 明早6点到志愿者菜园收土豆，要20个人")
    await han.taps("分工")
    await han.writes("发布")
    assert "0/20" in (village.card.text or "")


async def test_a_tap_on_a_duty_takes_it_and_the_card_names_who_does_what(
    han: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    await divided(han)
    assert "您干：挖土豆" in await wang.taps("报名·挖土豆")
    assert "您干：司机" in await li.taps("报名·司机")
    card = village.card.text or ""
    assert f"🔹 挖土豆 1/2–4，还缺1人：{wang.name}" in card
    assert f"🔹 司机 1/1：{li.name}" in card
    assert "🔹 做饭 0/1，还缺1人" in card


async def test_another_duty_by_a_tap_in_private_or_on_the_card(
    han: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    await divided(han)
    await wang.taps("报名·挖土豆")
    assert "您干：司机" in await wang.taps("报名·司机")
    assert "满了，您原来的还留着" not in (village.card.text or "")
    await li.taps("报名·做饭")
    assert "「司机」满了，您原来的还留着" in await li.taps("报名·司机")
    assert f"做饭 1/1：{li.name}" in (village.card.text or "")
    await li.writes("/calls")
    await li.taps("收土豆")
    assert "您干：做饭" in li.reads_last()
    await li.taps("换个活")
    await li.taps("挖土豆", on=li.inbox()[-1])
    assert "您干：挖土豆" in li.reads_last()


async def test_a_full_duty_waits_in_its_own_line(han: Villager, wang: Villager, li: Villager, village: Village) -> None:
    await divided(han)
    await wang.taps("报名·司机")
    assert "司机满了，先排队" in await li.taps("报名·司机")
    assert f"⏳ 排队1人：{li.name}·司机" in (village.card.text or "")


async def test_the_duty_is_said_in_words(han: Villager, wang: Villager, li: Villager, village: Village) -> None:
    await divided(han)
    await wang.replies("我开车")
    await li.replies("我去做饭")
    card = village.card.text or ""
    assert f"🔹 司机 1/1：{wang.name}" in card
    assert f"🔹 做饭 1/1：{li.name}" in card


async def test_a_duty_alone_is_asked_about_and_a_question_or_a_no_is_none(
    han: Villager, wang: Villager, village: Village
) -> None:
    await divided(han)
    for said in ("我不会开车", "司机够了吗", "老王开车"):
        await wang.replies(said)
    assert "司机 0/1" in (village.card.text or "")
    await wang.replies("司机")
    assert "司机 0/1" in (village.card.text or "")
    await wang.taps("报名·司机")
    assert f"司机 1/1：{wang.name}" in (village.card.text or "")


async def test_a_word_without_a_duty_gets_what_lacks_most(han: Villager, wang: Villager, village: Village) -> None:
    await divided(han)
    await wang.replies("报名")
    assert f"挖土豆 1/2–4，还缺1人：{wang.name}" in (village.card.text or "")


async def test_where_only_the_person_can_say_it_one_tap_does(
    han: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    await known(han, li)
    await divided(han, "挖土豆2人，司机1人")
    await wang.replies("我挖土豆，我家两口人都去")
    assert "挖土豆 2/2" in (village.card.text or "")
    await li.replies("报名")
    assert "您干哪样" in li.reads_last()
    assert li.name not in (village.card.text or "")
    await li.taps("司机", on=li.inbox()[-1])
    assert f"司机 1/1：{li.name}" in (village.card.text or "")


async def test_skills_alone_leave_the_other_places_to_the_others(han: Villager) -> None:
    await han.writes("发布 明早6点到志愿者菜园收土豆，要20个人")
    await han.taps("分工")
    await han.writes("司机2人，电工1人")
    assert "· 其他 17人" in han.reads_last()


async def test_with_many_duties_the_one_button_asks_in_private(han: Villager, wang: Villager, village: Village) -> None:
    await known(han, wang)
    await divided(han, "挖土豆4人，司机1人，做饭1人，烧水1人，搬筐2人")
    assert labels(village.card) == ["✋ 报名", "去不了"]
    before = village.lines()
    assert "私聊" in await wang.taps("报名", on=village.card)
    await wang.taps("✋ 烧水（还缺1人）")
    assert f"烧水 1/1：{wang.name}" in (village.card.text or "")
    assert any("您干：烧水" in line for line in wang.reads())
    assert len(village.lines()) == len(before)


async def test_without_a_private_chat_it_asks_by_name_and_only_that_person(
    han: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    await divided(han, "挖土豆4人，司机1人，做饭1人，烧水1人，搬筐2人")
    card, before = village.card, len(village.lines())
    assert "下面" in await wang.taps("报名", on=card)
    assert f"{wang.name}，「收土豆」您干哪样" in village.lines()[-1]
    assert "问别人的" in await li.taps("烧水")
    await wang.taps("烧水")
    assert len(village.lines()) == before  # the question went away with its answer
    assert f"烧水 1/1：{wang.name}" in (village.card.text or "")


async def test_a_neighbour_is_entered_for_a_duty(han: Villager, li: Villager, village: Village) -> None:
    await divided(han)
    await li.replies("帮张大爷报名 做饭")
    assert "做饭 1/1：张大爷" in (village.card.text or "")


async def test_an_open_call_is_divided_and_divided_anew_without_losing_anybody(
    han: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    await han.posts("明早6点到志愿者菜园收土豆，要20个人")
    await wang.taps("报名")
    await han.writes("/roster")
    await han.taps("分工")
    await han.writes("挖土豆4人，司机1人，做饭2人")
    assert "分工改好了" in han.reads_last()
    assert f"挖土豆 1/4，还缺3人：{wang.name}" in (village.card.text or "")
    await li.taps("报名·做饭")
    await li.opens()

    await han.writes("/roster")
    assert f"{li.name}·做饭" in han.reads_last()
    await han.taps("分工")
    await han.writes("去掉做饭")
    assert "「做饭」已有1人报了" in han.reads_last()
    assert "做饭 1/2" in (village.card.text or "")
    await han.taps("就这样改")
    assert f"还没选活：{li.name}" in (village.card.text or "")
    assert "名额还在" in li.reads_last()
    await li.taps("司机", on=li.inbox()[-1])
    assert f"司机 1/1：{li.name}" in (village.card.text or "")


async def test_for_who_has_no_phone_the_keeper_or_the_organiser_says_the_duty(
    han: Villager, li: Villager, village: Village
) -> None:
    await known(han, li)
    await divided(han, "挖土豆4人，司机1人，做饭2人")
    await li.replies("帮张大爷、刘桂英报名 做饭")
    await han.writes("/roster")
    await han.taps("收土豆")
    await han.taps("分工")
    await han.writes("去掉做饭")
    await han.taps("就这样改")
    assert "张大爷" in "".join(li.reads()[-2:])
    await li.taps("挖土豆", on=li.inbox()[-2])
    assert "张大爷" in li.reads()[-2]
    assert "挖土豆 1/4，还缺3人：张大爷" in (village.card.text or "")
    await han.writes("/roster")
    await han.taps("收土豆", on=han.inbox()[-1])
    await han.taps("给没选活的定活")
    await han.taps("刘桂英")
    await han.taps("司机", on=han.inbox()[-1])
    assert "刘桂英干：司机" in han.reads_last()
    assert "司机 1/1：刘桂英" in (village.card.text or "")


async def test_a_villager_divides_nothing(han: Villager, wang: Villager, village: Village) -> None:
    await divided(han)
    await wang.taps("报名·挖土豆")
    await han.writes("/roster")
    message, pressed = han.button("分工")
    toast = await wang.sends(pressed, message)
    assert toast is not None
    assert "村干部" in toast.text
    assert not wang.reads()


async def test_whoever_asks_for_room_hears_it_of_each_duty(han: Villager, wang: Villager, village: Village) -> None:
    await divided(han)
    await wang.replies("还有名额吗？")
    assert village.lines()[-1] == "🔹 挖土豆 0/2–4，还缺2人\n🔹 司机 0/1，还缺1人\n🔹 做饭 0/1，还缺1人"


async def test_the_reminder_says_the_duty(han: Villager, wang: Villager, village: Village) -> None:
    await known(han, wang)
    await divided(han)
    await wang.taps("报名·司机")
    await village.turn("05:30")
    assert "您干：司机" in wang.reads_last()


async def test_in_english(han: Villager, village: Village) -> None:
    await han.writes("/language")
    await han.taps("English")
    await han.writes("/call Dig potatoes tomorrow 6am at the garden, 20 people")
    await han.taps("Jobs")
    await han.writes("10 to 16 digging, 2 drivers and 3 cooking")
    draft = han.reads_last()
    assert "digging 10–16" in draft
    assert "drivers 2 (skilled only)" in draft
