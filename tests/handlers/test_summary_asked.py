"""/summary before there is one: what the social worker waits for, and what an official hears."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domain.people import Role
from domain.rounds import RoundState
from storage import people, rounds
from storage.tx import Tx
from tests.handlers.evening import CLOSES, OPENS, SIX, Evening, evening
from tests.usecases.cast import IDS


@pytest.fixture
def engine_name() -> str:
    """What people read does not depend on the engine."""
    return "sqlite"


@pytest.fixture
async def dusk(database_url: str) -> AsyncIterator[Evening]:
    async with evening(database_url) as stage:
        yield stage


async def test_while_the_round_is_open_she_hears_how_many_answered_and_when_it_closes(dusk: Evening) -> None:
    zhou = dusk["zhou"]
    await zhou.writes("/summary")
    assert "收到0份" in zhou.last
    for key in SIX[:2]:
        await dusk.fill(key)
    await zhou.writes("摘要")
    assert "收到2份" in zhou.last
    assert "截止后您来做" in zhou.last
    assert "周一 晚上7点半" in zhou.last
    assert "告诉您" not in zhou.last


async def test_after_the_closing_the_button_is_hers(dusk: Evening) -> None:
    await dusk.closes()
    await dusk["zhou"].writes("摘要")
    assert "等您来做" in dusk["zhou"].last
    await dusk["zhou"].taps("做会议摘要")
    assert any("会议摘要" in line for line in dusk["zhou"].reads())
    await dusk["zhou"].writes("摘要")
    assert dusk.bot_message(dusk["zhou"].id).document is not None


async def test_an_official_hears_that_it_will_come(dusk: Evening) -> None:
    for _ in range(2):
        await dusk["han"].writes("摘要")
        assert "社工做好后" in dusk["han"].last
        assert "份" not in dusk["han"].last
        await dusk.closes()


async def test_before_the_evening_she_hears_when_it_begins(dusk: Evening) -> None:
    assert dusk.village is not None

    async def waits(tx: Tx) -> None:
        await rounds.set_state(tx, dusk.round_id, RoundState.WAITING)

    await dusk.store.write(waits)
    await dusk["zhou"].writes("摘要")
    assert "晚上7点半开始收" in dusk["zhou"].last


async def test_who_was_an_official_then_is_told_no_numbers(dusk: Evening) -> None:
    assert dusk.village is not None
    han = await dusk.village.who("han")

    async def changes_sides(tx: Tx) -> None:
        await people.set_role(tx, han.id, None, by=IDS["zhou"], now=OPENS)
        await people.set_role(tx, han.id, Role.WORKER, by=IDS["zhou"], now=OPENS)

    await dusk.store.write(changes_sides)
    await dusk["han"].writes("摘要")
    assert "份" not in dusk["han"].last
    assert "社工做好后" in dusk["han"].last


@pytest.mark.parametrize("key", ["han", "hu", "wang"])
async def test_a_forged_tap_tells_nobody_else_how_many_answered(dusk: Evening, key: str) -> None:
    await dusk.fill("wang")
    seen = len(dusk[key].reads())
    toast = await dusk[key].taps_forged(f"summary:{dusk.round_id}", dusk.bot_message(dusk["zhou"].id))
    assert toast is not None
    assert toast.text
    assert "份" not in toast.text
    assert len(dusk[key].reads()) == seen


async def test_a_tap_on_an_old_list_shows_how_far_the_round_is_now(dusk: Evening) -> None:
    button = dusk.bot_message(dusk["zhou"].id)
    await dusk["zhou"].taps_forged(f"summary:{dusk.round_id}", button)
    assert "收到0份" in dusk["zhou"].last
    dusk.now = CLOSES + timedelta(minutes=1)
    await dusk.send()
    await dusk["zhou"].taps_forged(f"summary:{dusk.round_id}", button)
    assert "等您来做" in dusk["zhou"].last
