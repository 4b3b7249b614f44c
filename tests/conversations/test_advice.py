"""问大家: a question in the group, answers by reply and in private, a call made from them."""

from __future__ import annotations

from sandbox.messages import Message
from tests.conversations.village import Village, Villager

DUMPLINGS = "20位老人包饺子，面和馅备多少？"


def question(village: Village) -> Message:
    messages = village.stage.memory.messages[village.group.id].values()
    return next(m for m in reversed(messages) if (m.text or "").startswith("💬"))


async def test_answers_come_by_reply_and_in_private_and_everybody_reads_them(
    zhou: Villager, wang: Villager, li: Villager, village: Village
) -> None:
    await zhou.says(f"/ask {DUMPLINGS}")
    assert "大家都看得到" in (question(village).text or "")
    said = await wang.says("面10斤就够", to=question(village))
    assert village.stage.memory.messages[village.group.id][said.id].reactions == ("👍",)
    await li.opens()
    await li.taps("我来说", on=question(village))
    await li.writes("馅8斤")
    assert "记下了" in li.reads_last()
    text = question(village).text or ""
    assert "· 王大妈：面10斤就够" in text
    assert "· 李婶：馅8斤" in text
    await wang.says("面12斤吧", to=question(village))
    assert "面10斤" not in (question(village).text or "")


async def test_a_call_made_from_it_shows_the_answers_to_its_organisers_only(
    zhou: Villager, wang: Villager, village: Village
) -> None:
    await zhou.writes(f"问大家 {DUMPLINGS}")
    assert "问到" in zhou.reads_last()
    await wang.opens()
    await wang.says("面10斤", to=question(village))
    await zhou.writes("/ask")
    assert "· 王大妈：面10斤" in zhou.reads_last()
    await zhou.taps("据此发召集")
    await zhou.writes("后天上午9点到村委会包饺子，要10个人")
    await zhou.taps("📣")
    for who, shown in ((zhou, True), (wang, False)):
        await who.writes("/calls")
        await who.taps("包饺子")
        assert ("面10斤" in who.reads_last()) is shown


async def test_it_closes_by_a_tap_or_after_three_days(zhou: Villager, wang: Villager, village: Village) -> None:
    await zhou.says(f"/ask {DUMPLINGS}")
    await zhou.writes("/ask")
    await zhou.taps("问完了")
    assert "问完了" in (question(village).text or "")
    assert not question(village).buttons
    await zhou.says("/ask 车够吗？")
    async with village.bot_down():
        pass
    await village.turn("+3d")
    assert "问完了" in (question(village).text or "")
    await wang.opens()
    await wang.says("够", to=question(village))
    assert wang.reads_last() == "这个问题已经问完了，谢谢您"


async def test_a_villager_cannot_ask_and_who_has_no_private_chat_replies(
    zhou: Villager, wang: Villager, zhang: Villager, village: Village
) -> None:
    await wang.says(f"/ask {DUMPLINGS}")
    assert not any("问大家" in line for line in village.lines())
    await zhou.says(f"/ask {DUMPLINGS}")
    assert await zhang.taps("我来说", on=question(village)) == "请直接回复这条消息说"
