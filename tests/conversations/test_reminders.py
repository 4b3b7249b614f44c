"""Those on the list are reminded, and only they; who cannot be written to is named in one line of the group."""

from __future__ import annotations

from tests.conversations.village import POTATOES, Village, Villager

LATER = "后天早上6点到志愿者菜园收土豆，要20个人"


def reminders(person: Villager) -> list[str]:
    return [line for line in person.reads() if line.startswith("🔔")]


async def test_on_the_evening_before_and_half_an_hour_before(
    han: Villager, wang: Villager, sun: Villager, clock: Village
) -> None:
    await han.posts(LATER)
    await wang.opens()
    await sun.opens()
    await wang.taps("报名")
    await clock.turn("tomorrow 19:59")
    assert reminders(wang) == []
    await clock.turn("20:00")
    assert len(reminders(wang)) == 1
    assert "别忘了" in reminders(wang)[0]
    await clock.turn("05:29")
    assert len(reminders(wang)) == 1
    await clock.turn("05:30")
    assert "还有30分钟" in reminders(wang)[1]
    await clock.turn("06:30")
    assert len(reminders(wang)) == 2
    assert reminders(sun) == []


async def test_posted_after_eight_the_evening_reminder_comes_at_once(han: Villager, wang: Villager) -> None:
    await han.posts(POTATOES)
    await wang.opens()
    await wang.taps("报名")
    assert wang.reads_last().startswith("✅ 记下了：收土豆")
    assert reminders(wang) == []


async def test_who_left_is_not_reminded(han: Villager, wang: Villager, clock: Village) -> None:
    await han.posts(LATER)
    await wang.opens()
    await wang.taps("报名")
    await wang.replies("去不了了")
    await clock.turn("tomorrow 20:00")
    await clock.turn("05:30")
    assert reminders(wang) == []


async def test_who_waits_is_not_reminded(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts("后天早上6点到志愿者菜园收土豆，要1个人")
    await village.person("zhang").taps("报名")
    await wang.opens()
    await wang.taps("报名")
    await village.turn("tomorrow 20:00")
    await village.turn("05:30")
    assert reminders(wang) == []


async def test_who_moves_up_late_is_reminded_like_everybody(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts("后天早上6点到志愿者菜园收土豆，要1个人")
    zhang = village.person("zhang")
    await zhang.taps("报名")
    await wang.opens()
    await wang.taps("报名")
    await village.turn("tomorrow 21:00")
    await zhang.taps("去不了")
    assert "有空位了，您还去吗" in wang.reads_last()
    await wang.taps("✋ 去")
    await village.turn("05:30")
    assert "还有30分钟" in wang.reads_last()


async def test_who_never_opened_a_private_chat_is_named_once_an_evening(
    han: Villager, wang: Villager, zhang: Villager, village: Village
) -> None:
    await han.posts(LATER)
    await wang.opens()
    for one in (wang, zhang, village.person("song")):
        await one.taps("报名")
    await village.turn("tomorrow 20:02")
    lines = [line for line in village.lines() if line.startswith("🔔")]
    assert len(lines) == 1
    assert "张大爷、宋老三" in lines[0]
    assert "王大妈" not in lines[0]
    mention = next(m for m in village.stage.reads("zhang", village.group) if (m.text or "").startswith("🔔"))
    assert {entity["type"] for entity in mention.entities} == {"text_mention"}


async def test_an_answer_to_the_mention_line_counts(han: Villager, zhang: Villager, village: Village) -> None:
    await han.posts(LATER)
    await zhang.taps("报名")
    await village.turn("tomorrow 20:02")
    mention = next(m for m in village.stage.reads("zhang", village.group) if (m.text or "").startswith("🔔"))
    await zhang.replies("去不了了", to=mention)
    assert "0/20" in (village.card.text or "")


async def test_who_is_there_already_is_not_reminded(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(LATER)
    await wang.opens()
    await wang.taps("报名")
    await village.turn("tomorrow 20:00")
    await village.turn("05:10")
    await wang.taps("到了")
    before = reminders(wang)
    await village.turn("05:30")
    assert reminders(wang) == before


async def test_who_blocked_the_bot_is_named_in_the_group_instead(
    han: Villager, wang: Villager, village: Village
) -> None:
    await han.posts(LATER)
    await wang.opens()
    await wang.taps("报名")
    village.stage.block_bot(wang.person)
    await village.turn("tomorrow 20:02")
    assert reminders(wang) == []
    assert any("王大妈" in line for line in village.lines() if line.startswith("🔔"))
