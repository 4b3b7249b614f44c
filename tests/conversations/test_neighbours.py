"""Neighbours without a phone: entered by name, reminded through their keeper, told apart, taken over by themselves."""

from __future__ import annotations

from tests.conversations.village import POTATOES, Village, Villager

TABLES = "后天下午3点到村委会搬桌子，要10个人"
SWEEPING = "后天下午5点到村委会扫院子，要5个人"


async def test_a_keeper_enters_keeps_and_is_reminded_for_two(han: Villager, li: Villager, village: Village) -> None:
    await li.opens()
    await han.posts(POTATOES)
    said = len(village.lines())
    await li.replies("帮杜爷爷、李奶奶报名")
    assert "杜爷爷（李婶代报）、李奶奶（李婶代报）" in (village.card.text or "")
    assert li.reads_last() == "✅ 给杜爷爷、李奶奶报上了"
    assert len(village.lines()) == said, "the group hears nothing but the card"
    await li.writes("我代报的")
    await li.taps("加人")
    await li.writes("赵德福、钱奶奶")
    assert "李婶代报：杜爷爷、李奶奶、赵德福、钱奶奶" in (village.card.text or "")
    await li.writes("改成 李奶奶、孙爷爷")
    assert "李奶奶（李婶代报）、孙爷爷（李婶代报）" in (village.card.text or "")
    assert "2/20" in (village.card.text or "")
    await village.turn("tomorrow 05:35")
    assert "李奶奶、孙爷爷" in li.reads_last()


async def test_a_name_of_the_group_is_asked_about_and_she_is_told(
    han: Villager, li: Villager, wang: Villager, village: Village
) -> None:
    await li.opens()
    await wang.opens()
    await wang.taps("报名", on=await han.posts(TABLES))  # from here on the bot knows her as one of the village
    await han.posts(POTATOES)
    await li.replies("替王大妈报名")
    assert li.reads_last() == "是群里的王大妈吗？"
    assert "0/20" in (village.card.text or "")
    await li.taps("是", on=li.inbox()[-1])
    assert "李婶替您报了名：收土豆" in wang.reads_last()
    assert "已经报上" in await wang.taps("报名", on=village.card)
    await wang.taps("去不了", on=wang.inbox()[-1])
    assert "0/20" in (village.card.text or "")


async def test_who_was_kept_joins_the_chat_and_the_keeper_says_so(
    han: Villager, li: Villager, sun: Villager, zhou: Villager, village: Village
) -> None:
    await li.opens()
    for call in (POTATOES, TABLES):
        await han.posts(call)
        await li.replies("替孙玉梅报名")
    kept = village.card
    assert "孙玉梅（李婶代报）" in (kept.text or "")
    await sun.opens()
    await han.posts(SWEEPING)
    await sun.taps("报名")
    assert "孙玉梅" in (village.card.text or "")
    assert sun.reads_last() == "名单上有一位没手机的孙玉梅（李婶代报）。是您本人吗？"
    await sun.taps("是我")
    assert li.reads_last().startswith("孙玉梅说就是您代报的孙玉梅，对吗？")
    await li.taps("对，是同一个人")
    assert "都在您名下了" in sun.reads_last()
    kept = village.stage.memory.messages[village.group.id][kept.id]
    assert "孙玉梅" in (kept.text or "")
    assert "代报" not in (kept.text or "")
    assert "已经报上" in await sun.taps("报名", on=kept)
    await zhou.writes("/people")
    await zhou.taps("撤销")
    kept = village.stage.memory.messages[village.group.id][kept.id]
    assert "孙玉梅（李婶代报）" in (kept.text or "")


async def test_a_social_worker_makes_two_entries_one(
    han: Villager, li: Villager, sun: Villager, zhou: Villager, village: Village
) -> None:
    await han.posts(POTATOES)
    await li.replies("帮杜爷爷报名")
    await sun.replies("帮老杜头报名")
    assert "2/20" in (village.card.text or "")
    await zhou.writes("人员")
    await zhou.taps("老杜头")
    await zhou.taps("合并")
    await zhou.taps("杜爷爷")
    assert "先报的算" in zhou.reads_last()
    await zhou.taps("就这样合并")
    assert "1/20" in (village.card.text or "")
    await sun.replies("帮老杜头报名")
    assert "1/20" in (village.card.text or ""), "the old name means the same person"
    await village.turn("+1d")
    await zhou.writes("人员")
    assert not zhou.sees("↩ 撤销：")
