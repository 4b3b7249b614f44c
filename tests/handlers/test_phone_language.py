"""First contact in the language of the phone; what somebody chose, and the village's in its group, come first."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.people import UserId
from storage import people, villages
from tests.wire import GROUP, Stage, Villager, on_stage
from texts.voice import language_of_phone

HAN, WANG = 1, 5


@pytest.fixture
def engine_name() -> str:
    """Languages do not depend on the engine."""
    return "sqlite"


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with on_stage(database_url) as stage:
        stage.wire.seats[(GROUP, HAN)] = "creator"
        await stage.person(HAN, "韩书记").says("/setup")
        village = await stage.store.read(villages.of_chat, GROUP)
        assert village is not None
        await stage.store.write(people.belong, village.id, UserId(WANG), "王大妈")
        stage.person(WANG, "王大妈")
        yield stage


def speaks(somebody: Villager, code: str) -> Villager:
    """The same person with a phone in this language."""
    somebody.user = somebody.user.model_copy(update={"language_code": code})
    return somebody


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("zh", "zh"),
        ("zh-hans", "zh"),
        ("zh_TW", "zh"),
        ("ZH-Hant-raw", "zh"),
        ("eng", None),
        ("de", None),
        ("", None),
        (None, None),
    ],
)
def test_the_languages_of_phones(code: str | None, language: str | None) -> None:
    assert language_of_phone(code) == language


async def test_a_stranger_is_greeted_in_the_language_of_the_phone_and_asked(stage: Stage) -> None:
    smith = speaks(stage.person(77, "Smith"), "en-US")
    await smith.writes("/start")
    assert smith.reads()[0].startswith("Hello Smith")
    assert "I keep only" in smith.reads()[1]
    await smith.taps("中文")
    await smith.writes("/start")
    assert "帮村里召集" in smith.last


@pytest.mark.parametrize("code", ["zh-hans", "fr"])
async def test_who_reads_what_the_village_speaks_is_asked_nothing(stage: Stage, code: str) -> None:
    wang = speaks(stage.people[WANG], code)
    await wang.writes("/start")
    assert len(wang.reads()) == 2
    assert "柳沟村" in wang.reads()[0]


async def test_a_villager_with_an_english_phone_can_put_it_right_with_one_tap(stage: Stage) -> None:
    wang = speaks(stage.people[WANG], "en")
    await wang.writes("/start")
    assert wang.reads()[0].startswith("Hello")
    assert "用哪种语言" in wang.last
    await wang.taps("中文")
    await wang.writes("/help")
    assert "Sign" not in wang.last
    await wang.writes("/start")
    assert "用哪种语言" not in wang.last


async def test_in_the_group_the_village_is_spoken_to(stage: Stage) -> None:
    wang = speaks(stage.people[WANG], "en")
    await wang.says("/role official")
    assert any(letter >= "一" for letter in stage.bot_lines(GROUP)[-1])
    toast = await wang.taps_forged("nothing", stage.bot_message(GROUP))
    assert toast is not None
    assert "过期" in (toast.text or "")


async def test_what_somebody_chose_rules_everywhere(stage: Stage) -> None:
    wang = speaks(stage.people[WANG], "zh-hans")
    await wang.writes("/language")
    await wang.taps("English")
    await wang.writes("/privacy")
    assert "What I keep" in wang.last
    toast = await wang.taps_forged("nothing", stage.bot_message(GROUP))
    assert toast is not None
    assert "out of date" in (toast.text or "")
