"""An organiser pastes a WeChat chain to the bot and gives one out again."""

from __future__ import annotations

import pytest

from tests.conversations.village import POTATOES, Village, Villager

CHAIN = """#接龙
收土豆，明早6点

1. 王秀兰 2人
2. 张大爷（李婶代报）
3. 李建国 带手套
4. 看看再说吧"""


async def test_a_pasted_chain_is_shown_first_and_saved_after_a_tap(
    han: Villager, zhou: Villager, village: Village
) -> None:
    await han.posts(POTATOES)
    await zhou.writes(CHAIN)
    shown = zhou.reads_last()
    assert "➕ 王秀兰 2人、张大爷（李婶代报）、李建国 ✎带手套" in shown
    assert "看看再说吧" in shown
    assert "0/20" in (village.card.text or "")
    await zhou.taps("存3条")
    assert "报上了：王秀兰、张大爷、李建国" in zhou.reads_last()
    assert "4/20" in (village.card.text or "")


async def test_the_grown_chain_adds_only_what_is_new(han: Villager, zhou: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await zhou.writes(CHAIN)
    await zhou.taps("存3条")
    await zhou.writes(CHAIN.replace("4. 看看再说吧", "4. 赵德福"))
    assert "➕ 赵德福" in zhou.reads_last()
    assert "3条已在名单" in zhou.reads_last()
    await zhou.taps("存1条")
    assert "5/20" in (village.card.text or "")


async def test_what_is_not_saved_is_not_on_the_list(han: Villager, zhou: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await zhou.writes(CHAIN)
    await zhou.taps("不存")
    assert "没存" in zhou.reads_last()
    assert "0/20" in (village.card.text or "")


async def test_a_chain_pasted_under_the_card_is_answered_in_private(
    han: Villager, zhou: Villager, village: Village
) -> None:
    await han.posts(POTATOES)
    before = village.lines()
    await zhou.replies(CHAIN)
    assert "➕ 王秀兰" in zhou.reads_last()
    assert village.lines() == before
    await zhou.taps("存3条")
    assert "4/20" in (village.card.text or "")


async def test_a_villager_is_told_who_takes_chains(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await wang.opens()
    await wang.writes(CHAIN)
    assert "社工或村干部" in wang.reads_last()
    assert "0/20" in (village.card.text or "")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
async def test_a_chain_comes_as_a_text_file_too(han: Villager, zhou: Villager, village: Village, encoding: str) -> None:
    await han.posts(POTATOES)
    await zhou.sends_file("接龙.txt", CHAIN.encode(encoding))
    await zhou.taps("存3条")
    assert "4/20" in (village.card.text or "")


async def test_a_file_without_a_chain_is_answered_kindly(han: Villager, zhou: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await zhou.sends_file("通知.txt", "明天开会".encode())
    assert "没看到接龙" in zhou.reads_last()
    await zhou.sends_file("乱码.txt", b"\xff\xfe\x00\x01\x81")
    assert "没看到接龙" in zhou.reads_last()


async def test_of_several_calls_one_is_chosen_by_a_tap(han: Villager, zhou: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await han.posts("后天上午9点到村委会包饺子，要12个人")
    await zhou.writes(CHAIN)
    assert "哪一个" in zhou.reads_last()
    await zhou.taps("包饺子")
    await zhou.taps("存3条")
    assert "4/12" in (village.card.text or "")


async def test_the_text_for_wechat_goes_out_and_comes_back_with_its_code(
    han: Villager, zhou: Villager, wang: Villager, village: Village
) -> None:
    await han.posts(POTATOES)
    await wang.taps("报名")
    await han.posts("后天上午9点到村委会包饺子，要12个人")
    await zhou.writes("/calls")
    await zhou.taps("收土豆")
    await zhou.taps("接龙文字")
    out = zhou.reads_last()
    assert out.startswith("#接龙\n")
    assert "YH01" in out
    assert out.endswith("\n1. 王大妈\n2.")
    await zhou.writes(out + " 赵德福\n3. 孙大爷")
    assert "召集1" in zhou.reads_last()
    assert "➕ 赵德福、孙大爷" in zhou.reads_last()
    assert "1条已在名单" in zhou.reads_last()


async def test_an_old_tap_on_save_asks_for_the_chain_again(han: Villager, zhou: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await zhou.writes(CHAIN)
    shown = zhou.inbox()[-1]
    await zhou.taps("存3条")
    assert "再贴一次" in (await zhou.sends("chain-save:1", shown)).text  # type: ignore[union-attr]
    assert "4/20" in (village.card.text or "")
