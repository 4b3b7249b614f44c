"""我的, 证明, 志愿队 and hours set by hand, as people live them."""

from __future__ import annotations

from io import BytesIO

from docx import Document

from tests.conversations.test_morning import harvest
from tests.conversations.village import POTATOES, Village, Villager


async def worked(village: Village, *keys: str) -> None:
    """The harvest from six to eight, ended by Secretary Han; two days later."""
    await harvest(village, *keys)
    han = village.person("han")
    await village.turn("06:00")
    await village.turn("08:00")
    await han.writes("签到")
    await han.taps("🏁")
    await han.taps("他们都来了")
    await village.turn("+2d")


async def test_my_record_tells_activities_hours_and_what_comes(wang: Villager, han: Villager, village: Village) -> None:
    await wang.opens()
    await wang.writes("我的")
    assert "还没有参加过" in wang.reads_last()
    await worked(village, "wang")
    await han.posts(POTATOES)
    await wang.taps("报名")
    await wang.writes("我的")
    told = wang.reads_last()
    assert "今年2小时，一共2小时，1次" in told
    assert "2026-11-24 收土豆 2小时（点名）" in told
    assert "接下来：\n明天早上6点" in told


async def test_the_record_asked_for_in_the_group_comes_in_private(wang: Villager, village: Village) -> None:
    await wang.opens()
    await worked(village, "wang")
    said = len(village.lines())
    await wang.says("/me")
    assert len(village.lines()) == said
    assert "一共2小时" in wang.reads_last()


async def test_the_first_activity_is_praised_in_private_and_nowhere_else(wang: Villager, village: Village) -> None:
    await wang.opens()
    await worked(village, "wang")
    assert [line for line in wang.reads() if "第一次志愿服务" in line] == [
        "🌱 您参加了第一次志愿服务：收土豆。谢谢您！看自己的记录，发“我的”。"
    ]
    assert not any("第一次" in line for line in village.lines())


async def test_a_certificate_goes_from_the_volunteer_to_the_social_worker_and_back(
    wang: Villager, zhou: Villager, chen: Villager, village: Village
) -> None:
    await worked(village, "wang")
    await wang.writes("我的")
    assert "社工" in await wang.taps("证明")
    await village.settled()
    assert "王大妈想开志愿服务证明：1次，一共2小时。" in zhou.reads_last()
    message, press = chen.button("开证明")
    await zhou.taps("开证明")
    assert "编号YH-" in zhou.reads()[-2] + zhou.reads_last()
    document = Document(BytesIO(await village.stage.files.read(zhou.files()[-1])))
    words = "\n".join(p.text for p in document.paragraphs)
    for item in (
        "志愿服务记录证明",
        "编号：YH-",
        "志愿者姓名：王大妈",
        "身份证件类型及号码",
        "出具单位：",
        "出具日期：2026年11月26日",
        "盖章",
    ):
        assert item in words
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[1] == ["2026年11月24日", "收土豆", "志愿者菜园", "2"]
    await village.settled()
    assert any("找周社工签字盖章" in line for line in wang.reads())
    toast = await chen.sends(press, message)
    assert toast is not None
    assert "周社工" in toast.text


async def test_an_official_cannot_issue_with_a_forged_button(
    wang: Villager, han: Villager, zhou: Villager, village: Village
) -> None:
    await worked(village, "wang")
    await wang.writes("我的")
    await wang.taps("证明")
    message, press = zhou.button("开证明")
    toast = await han.sends(press, message)
    assert toast is not None
    assert not han.files()


async def test_a_line_of_the_tick_list_tells_who_changed_it_and_hours_are_set_with_a_reason(
    han: Villager, zhou: Villager, wang: Villager, village: Village
) -> None:
    await worked(village, "wang")
    await zhou.writes("签到 1")
    await zhou.taps("✅ 王大妈")
    assert "韩书记：✅ 来了" in zhou.reads_last()
    assert "到场2小时，记2小时" in zhou.reads_last()
    await zhou.taps("改时长")
    await zhou.writes("1.5")
    assert "原因" in zhou.reads_last()
    await zhou.writes("1.5 中间回家了")
    assert "王大妈记1.5小时（中间回家了）" in zhou.reads_last()
    await han.writes("签到 1")
    await han.taps("✅ 王大妈")
    assert "周社工：⏱ 记1.5小时（中间回家了）" in han.reads_last()
    await wang.writes("我的")
    assert "1.5小时（中间回家了）" in wang.reads_last()


async def test_the_planned_hours_are_said_in_the_draft_and_shown_on_the_card(han: Villager, village: Village) -> None:
    await han.says(f"/call {POTATOES}")
    await han.taps("改时长")
    await han.writes("干完为止")
    assert "没看明白要多久" in han.reads_last()
    await han.writes("两个半小时")
    await han.taps("发布")
    assert "大概2.5小时" in (village.card.text or "")


async def test_the_team_is_joined_by_a_tap_and_trains_by_a_call(
    wang: Villager, zhou: Villager, village: Village
) -> None:
    await wang.opens()
    await wang.writes("志愿队")
    assert "点一次“报名”" in wang.reads_last()
    await harvest(village, "wang")
    await wang.writes("志愿队")
    assert await wang.taps("加入志愿队") == "欢迎加入志愿队"
    assert "现在1人" in wang.reads_last()
    assert not wang.sees("队员名单")
    await zhou.writes("/team")
    await zhou.taps("队员名单")
    assert "王大妈" in zhou.reads_last()
    await zhou.taps("办培训")
    await zhou.writes("急救培训")
    assert any("急救培训" in line for line in zhou.reads()[-2:])
    await wang.taps("退出志愿队")
    assert "现在0人" in wang.reads_last()
