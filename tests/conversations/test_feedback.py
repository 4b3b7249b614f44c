"""The evening after: three groups are asked in private, the round closes, the digest, the summary."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.conversations.village import POTATOES, Village, Villager

SIX = ("wang", "li", "sun", "yang", "ma", "xu")


@pytest.fixture
async def evening(village: Village) -> Village:
    """Half past seven in the evening of the harvest; six villagers came, each with a private chat."""
    han = village.person("han")
    await han.posts(POTATOES)
    for key in SIX:
        await village.person(key).taps("报名")
        await village.person(key).opens()
    await village.person("zhang").taps("报名")
    await village.turn("tomorrow 07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await han.taps("他们都来了")
    await village.turn("19:30")
    return village


async def everybody_answers(village: Village) -> None:
    for key in SIX:
        await village.person(key).answers("😀", "😀" if key in SIX[:3] else "🙁", "😀", "⏰", "不说了")


async def test_those_on_the_list_officials_and_workers_are_asked_in_their_own_form(evening: Village) -> None:
    assert "村干部看不到" in evening.person("wang").reads_last()
    assert "1/4" in evening.person("wang").reads_last()
    for key in ("han", "liu", "zhao", "zhou", "chen"):
        assert "1/4" in evening.person(key).reads_last()
    assert evening.person("zhang").reads() == []
    assert evening.person("gao").reads() == []
    assert "说两句" in "".join(b["text"] for row in evening.stage.reads("han", evening.group)[-1].buttons for b in row)


async def test_nobody_is_asked_before_the_evening(village: Village, han: Villager, wang: Villager) -> None:
    await han.posts(POTATOES)
    await wang.opens()
    await wang.taps("报名")
    await village.turn("tomorrow 07:00")
    await han.writes("签到")
    await han.taps("🏁")
    await han.taps("他们都来了")
    await village.turn("19:29")
    assert not wang.sees("😀")
    await village.turn("19:30")
    assert wang.sees("😀")


async def test_four_taps_and_words_and_thanks(evening: Village, wang: Villager) -> None:
    await wang.answers("😀", "😐", "🙁", "⏰")
    assert "还有啥想说的" in wang.reads_last()
    await wang.writes("五点天还没亮，看不清路")
    assert "可以在会上念吗" in wang.reads_last()
    await wang.answers("只给社工看")
    assert "谢谢您" in wang.reads_last()


async def test_an_answer_is_changed_and_deleted_until_closing(evening: Village, wang: Villager) -> None:
    await wang.answers("😀", "😀", "😀", "👍", "不说了")
    await wang.taps("改一改")
    assert wang.sees("● 😀")
    await wang.answers("🙁")
    await wang.writes("删除")
    assert "收土豆" in wang.reads_last()
    await wang.taps("不删了")
    assert "还留着" in wang.reads_last()
    await wang.writes("删除")
    await wang.taps("删掉")
    assert "删掉了" in wang.reads_last()
    await wang.writes("删除")
    assert "没有能删的" in wang.reads_last()
    await wang.writes("反馈")
    assert "1/4" in wang.reads_last()


async def test_who_has_no_private_chat_gets_there_from_the_group(evening: Village, zhang: Villager) -> None:
    await zhang.taps("说两句")
    assert any("1/4" in line for line in zhang.reads())
    for label in ("😀", "😀", "😀", "👍", "不说了"):
        await zhang.taps(label)
    assert any("谢谢您！收到了" in line for line in zhang.reads())


async def test_who_was_not_there_is_not_asked_and_not_let_in(evening: Village) -> None:
    pan = evening.person("pan")
    message, press = pan.button("说两句")
    toast = await pan.sends(press, message)
    assert toast is not None
    assert not toast.url
    assert toast.text


async def test_after_closing_nothing_is_taken_any_more(evening: Village, wang: Villager) -> None:
    message, good = wang.button("😀")
    await evening.turn("+2d")
    toast = await wang.sends(good, message)
    assert toast is not None
    assert "截止" in toast.text


async def test_the_digest_goes_to_social_workers_only(
    evening: Village, han: Villager, zhou: Villager, chen: Villager, wang: Villager
) -> None:
    await wang.answers("😀", "🙁", "😀", "👥")
    await wang.writes("工具不够，三个人用一把锹")
    await wang.answers("可以念")
    await zhou.writes("简报")
    assert "三个人用一把锹" not in zhou.reads_last()
    await evening.turn("+2d")
    assert "简报好了" in zhou.reads_last()
    assert "简报好了" in chen.reads_last()
    message, read = zhou.button("看简报")
    await zhou.taps("看简报")
    assert any("三个人用一把锹" in line for line in zhou.reads())
    assert not any("王大妈" in line for line in zhou.reads()[-2:])

    await han.writes("简报")
    assert "只有社工能看" in han.reads_last()
    toast = await han.sends(read, message)
    assert toast is not None
    assert "只有社工能看" in toast.text
    await wang.writes("简报")
    assert "结果会在会上说" in wang.reads_last()
    for key in ("han", "liu", "zhao", *SIX):
        assert not any("三个人用一把锹" in line for line in evening.person(key).reads())


async def test_the_summary_reaches_workers_and_officials_as_text_picture_and_paper(
    evening: Village, han: Villager, zhou: Villager
) -> None:
    await everybody_answers(evening)
    await han.writes("摘要")
    assert "还没有" in han.reads_last()
    await evening.turn("+2d")
    await zhou.taps("做会议摘要")
    assert "摘要做好了" in han.reads_last()
    await han.taps("看会议摘要")
    for person in (zhou, han):
        picture, paper = person.files()
        assert (picture.kind, paper.kind) == ("photo", "document")
        assert (await evening.stage.files.read(picture)).startswith(b"\x89PNG")
        words = zipfile.ZipFile(BytesIO(await evening.stage.files.read(paper))).read("word/document.xml").decode()
        assert "王大妈" not in words
        text = next(line for line in person.reads() if line.startswith("收土豆：会议摘要"))
        assert "好3 · 一般或不好3（6人）" in text
        assert "来了7人" in text
        assert "村干部、社工填表人数少于5" in text
        assert not any(evening.person(key).name in text for key in SIX)
    assert len([line for line in han.reads() if line.startswith("收土豆：会议摘要")]) == 1


async def test_a_villager_does_not_get_the_summary(evening: Village, zhou: Villager, wang: Villager) -> None:
    await everybody_answers(evening)
    await evening.turn("+2d")
    await wang.writes("摘要")
    assert "结果会在会上说" in wang.reads_last()
    message, make = zhou.button("做会议摘要")
    toast = await wang.sends(make, message)
    assert toast is not None
    assert toast.text
    assert wang.files() == []


async def test_an_official_cannot_make_the_summary(evening: Village, zhou: Villager, han: Villager) -> None:
    await evening.turn("+2d")
    message, make = zhou.button("做会议摘要")
    toast = await han.sends(make, message)
    assert toast is not None
    assert "只有社工" in toast.text
    assert han.files() == []


async def test_exports_come_as_files_for_organisers_only(evening: Village, han: Villager, wang: Villager) -> None:
    await han.writes("/export")
    await han.taps("签到", on=han.inbox()[-1])
    table = (await evening.stage.files.read(han.files()[-1])).decode("utf-8-sig")
    assert "王大妈" in table
    assert table.splitlines()[0].startswith('"call","title","meet_at","person"')
    await wang.writes("/export")
    assert "只有村干部和社工" in wang.reads_last()
