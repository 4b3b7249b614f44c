"""The shipped play in a village that has been used: whatever was done before, the story goes on to its end."""

from __future__ import annotations

from sandbox.scripts import Script, Step, load_script, written_out
from tests.conversations.village import POTATOES, Village

HARVEST = load_script("potato_harvest")
THANKS = "来了21人，最早的早上5点就到了，一共42小时"


def thanked(village: Village) -> int:
    """How often the group read the harvest's thanks."""
    stage = village.rehearsal.sandbox.stage
    return sum(THANKS in (message.text or "") for message in stage.reads("wang", stage.village))


async def test_the_harvest_is_played_twice_in_a_row(village: Village) -> None:
    player = village.rehearsal.sandbox.player
    await player.play(HARVEST)
    await player.play(HARVEST)
    assert thanked(village) == 2


async def test_the_harvest_is_played_after_the_first_minute_of_a_reader(village: Village) -> None:
    player = village.rehearsal.sandbox.player
    before: list[Step] = [
        {"who": "han", "say": f"/call {POTATOES}"},
        {"who": "han", "in": "private", "tap": "📣"},
        {"who": "wang", "taps": ["✋", "🔔"]},
        {"who": "han", "say": "/call 后天下午3点扫街，要5个人"},
        {"turn": "05:30"},
    ]
    await player.play(Script("minute", "minute", tuple(written_out(before))))
    await player.play(HARVEST)
    assert thanked(village) == 1
