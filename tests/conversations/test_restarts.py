"""The bot goes and comes back, in the middle of anything: nothing is lost, nothing happens twice."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conversations.village import POTATOES, Village, Villager, village_in


async def test_a_wizard_goes_on_after_a_restart(han: Villager, village: Village) -> None:
    await han.says("/call 明早6点收土豆，要20个人")
    assert "在哪" in han.reads_last()
    async with village.bot_down():
        pass
    await han.writes("志愿者菜园")
    await han.taps("📣")
    assert "志愿者菜园" in (village.card.text or "")


async def test_what_people_did_meanwhile_takes_effect_once(han: Villager, wang: Villager, village: Village) -> None:
    card = await han.posts(POTATOES)
    message, press = wang.button("报名")
    async with village.bot_down():
        village.stage.forge(wang.person, message, press)
        village.stage.say("li", village.group, "我和老伴都去", card)
        village.stage.say("sun", village.group, "报名", card)
        village.stage.say("sun", village.group, "去不了了", card)
    assert "3/20" in (village.card.text or "")
    assert "王大妈、李婶×2" in (village.card.text or "")
    async with village.bot_down():
        pass
    assert "3/20" in (village.card.text or "")
    assert len([line for line in village.lines() if line.startswith("召集1")]) == 1


async def test_a_reminder_that_came_due_meanwhile_is_sent_once_and_late(
    han: Villager, wang: Villager, village: Village
) -> None:
    await han.posts("后天早上6点到志愿者菜园收土豆，要20个人")
    await wang.opens()
    await wang.taps("报名")
    async with village.bot_down():
        village.rehearsal.dial.clock.set(village.rehearsal.dial.now().replace(day=24, hour=12, minute=20))
    late = [line for line in wang.reads() if line.startswith("🔔")]
    assert len(late) == 1
    assert "来晚了" in late[0]
    async with village.bot_down():
        pass
    assert len([line for line in wang.reads() if line.startswith("🔔")]) == 1


async def test_a_form_goes_on_after_a_restart(han: Villager, wang: Villager, village: Village) -> None:
    await han.posts(POTATOES)
    await wang.opens()
    await wang.taps("报名")
    await village.turn("tomorrow 07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await han.taps("他们都来了")
    await village.turn("19:30")
    await wang.answers("😀", "😀", "😀", "👍")
    async with village.bot_down():
        pass
    await wang.writes("一切都好")
    assert "可以在会上念吗" in wang.reads_last()


async def test_stage_and_bot_come_back_from_the_same_folder(ready_village: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    shutil.copytree(ready_village, folder)
    async with village_in(folder) as village:
        await village.person("han").posts(POTATOES)
        await village.person("wang").taps("报名")
        then = village.rehearsal.dial.now()
        said = village.lines()
    async with village_in(folder) as village:
        assert village.rehearsal.dial.now() >= then
        assert village.lines() == said
        await village.person("li").replies("我和老伴都去")
        assert "王大妈、李婶×2" in (village.card.text or "")
