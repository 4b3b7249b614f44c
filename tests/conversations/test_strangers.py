"""Groups that nobody set up, people who speak another language, words that nobody understands."""

from __future__ import annotations

from tests.conversations.village import POTATOES, Village, Villager


async def test_a_group_nobody_set_up_hears_one_line_a_day(bare: Village) -> None:
    wang, han = bare.person("wang"), bare.person("han")
    await wang.says("/help")
    await wang.says("/call 明早6点收土豆")
    await han.says("/calls")
    await wang.says("你们好")
    assert [line[:5] for line in bare.lines()] == ["大家好，我"]
    assert "/setup" in bare.lines()[0]


async def test_only_who_runs_the_group_sets_it_up(bare: Village) -> None:
    wang, liu = bare.person("wang"), bare.person("liu")
    await wang.opens()
    await wang.says("/setup")
    assert not any("设好了" in line for line in bare.lines())
    await liu.says("/setup")
    assert any("刘主任是村干部" in line for line in bare.lines())
    await liu.says("/setup")
    assert len([line for line in bare.lines() if "刘主任是村干部" in line]) == 1


async def test_the_operator_sets_it_up_and_stays_outside(bare: Village) -> None:
    await bare.person("lin").says("/setup")
    assert "设好了" in bare.lines()[-1]
    await bare.person("lin").says(f"/call {POTATOES}")
    assert not any(line.startswith("召集") for line in bare.lines())


async def test_somebody_who_speaks_english_in_a_chinese_village(han: Villager, village: Village) -> None:
    peng = village.person("peng")
    await han.posts(POTATOES)
    await peng.opens()
    await peng.writes("/language")
    await peng.taps("English")
    assert "English" in peng.reads_last()
    assert "You're in" in await peng.taps("报名")
    assert "Peng" in (village.card.text or "")
    assert "已报名 1/20" in (village.card.text or "")
    await village.turn("tomorrow 05:30")
    assert "30 minutes" in peng.reads_last()
    assert "收土豆" in peng.reads_last()


async def test_a_village_that_speaks_english(han: Villager, wang: Villager, village: Village) -> None:
    await han.says("/language")
    await han.taps("English", on=village.stage.reads("han", village.group)[-1])
    await han.says(f"/call {POTATOES}")
    await han.taps("📣")
    await wang.taps("I'm in")
    assert any("1/20" in line and "Tue 24 Nov 06:00" in line for line in village.lines())


async def test_words_that_mean_nothing_get_a_kind_line_in_private(wang: Villager) -> None:
    await wang.opens()
    await wang.writes("呱呱呱")
    assert "/help" in wang.reads_last()


async def test_a_picture_in_private_is_kindly_refused(wang: Villager, village: Village) -> None:
    await wang.opens()
    await village.stage.send_file(wang.person, wang.private, b"\x89PNG", "photo.png", kind="photo")
    await village.settled()
    assert "只看得懂文字" in wang.reads_last()


async def test_help_tells_everybody_their_own(wang: Villager, han: Villager, zhou: Villager, lin: Villager) -> None:
    await wang.opens()
    for person in (wang, han, zhou, lin):
        await person.writes("帮助")
    assert len({person.reads_last() for person in (wang, han, zhou, lin)}) == 4
    assert "/digest" in zhou.reads_last()
    assert "/digest" not in han.reads_last()
