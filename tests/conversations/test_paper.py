"""The list on paper: printed on the evening, typed in from the field, and a slip shows before it is saved."""

from __future__ import annotations

from io import BytesIO

from docx import Document

from tests.conversations.test_morning import harvest
from tests.conversations.village import POTATOES, Village, Villager


async def test_the_sheet_is_printed_with_its_code_and_comes_in_private(han: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await village.person("wang").taps("报名")
    await village.person("sun").taps("报名")
    await han.writes("名单")
    await han.taps("打印签到表")
    paper = han.files()[-1]
    assert paper.name == "签到表-YH1.docx"
    document = Document(BytesIO(await village.stage.files.read(paper)))
    words = [p.text for p in document.paragraphs]
    assert "YH1 收土豆" in words
    assert any("志愿者菜园" in line for line in words)
    table = document.tables[0]
    assert [cell.text for cell in table.rows[1].cells][:2] == ["1", "王大妈"]
    assert [cell.text for cell in table.rows[2].cells][:2] == ["2", "孙玉梅"]
    assert all(row.cells[6].text == "" for row in table.rows[1:])
    assert sum(row.cells[0].text == "＋" for row in table.rows) >= 5


async def test_a_typed_sheet_is_shown_first_and_saved_by_a_tap(han: Villager, village: Village) -> None:
    await harvest(village, "wang", "li", "sun")
    await han.writes("YH1 签到: 1√ 李婶没来 新来：赵大爷、钱婶两口子")
    shown = han.reads_last()
    assert "✅ 王大妈" in shown
    assert "❌ 李婶" in shown
    assert "赵大爷、钱婶×2" in shown
    assert "已到" not in (village.card.text or "")
    await han.taps("记下")
    assert "记下了4条" in han.reads_last()
    await han.taps("看点名")
    assert han.sees("✅ 王大妈")
    assert han.sees("❌ 李婶")
    assert han.sees("🙌 赵大爷")
    assert han.sees("⬜ 孙玉梅")


async def test_what_is_not_saved_changes_nothing(zhou: Villager, village: Village) -> None:
    await harvest(village, "wang")
    await zhou.writes("签到：1√")
    await zhou.taps("不记了")
    await zhou.writes("签到")
    assert zhou.sees("⬜ 王大妈")


async def test_from_the_tick_list_no_head_is_needed_and_nonsense_is_asked_again(
    zhou: Villager, village: Village
) -> None:
    await harvest(village, "wang")
    await zhou.writes("签到")
    await zhou.taps("录入纸上的")
    await zhou.writes("下雨了")
    assert "没看懂" in zhou.reads_last()
    await zhou.writes("王大妈到")
    assert "✅ 王大妈" in zhou.reads_last()


async def test_a_villagers_sheet_is_no_sheet(wang: Villager, village: Village) -> None:
    await harvest(village, "wang", "li")
    await wang.opens()
    await wang.writes("YH1 签到 1√ 李婶没来")
    assert not wang.sees("记下")
    await village.person("han").writes("签到")
    assert village.person("han").sees("⬜ 李婶")


async def test_two_taps_save_once(han: Villager, village: Village) -> None:
    await harvest(village, "wang")
    await han.writes("YH1 签到 1√ 新来：赵大爷")
    message, save = han.button("记下")
    await han.taps("记下")
    toast = await han.sends(save, message)
    assert toast is not None
    assert "记不得" in toast.text


async def test_a_telephone_number_on_the_paper_is_not_kept(han: Villager, village: Village) -> None:
    await harvest(village, "wang")
    await han.writes("YH1 签到 王大妈√ 13812345678")
    assert "13812345678" not in han.reads_last()
