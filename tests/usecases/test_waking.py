"""Waking up: after more than a day away the bot says so and shows the facts anew; otherwise it just goes on."""

from __future__ import annotations

import json
from datetime import timedelta

from domain.promises import Kind
from tests.usecases.cast import EVENING, Cast
from usecases import waking
from usecases.waking import KEPT

OPERATORS = frozenset({7, 3})


async def test_the_first_start_and_a_short_night_need_no_words(cast: Cast) -> None:
    await cast.call()
    for now in (EVENING, EVENING + KEPT):
        assert await cast.store.write(waking.wake, now=now, operators=OPERATORS) is None
    assert await cast.promised() == []


async def test_a_day_and_a_moment_away_is_told_and_every_open_card_is_drawn_anew(cast: Cast) -> None:
    await cast.call()
    await cast.call()
    await cast.store.write(waking.pulse, EVENING)
    now = EVENING + KEPT + timedelta(microseconds=1)
    assert await cast.store.write(waking.wake, now=now, operators=OPERATORS) == now - EVENING
    told = await cast.promised(Kind.OPERATOR)
    assert [(row.chat_id, json.loads(row.payload)["hours"]) for row in told] == [(3, 24), (7, 24)]
    assert len(await cast.promised(Kind.CARD)) == 2
    assert await cast.store.write(waking.wake, now=now, operators=OPERATORS) is None
