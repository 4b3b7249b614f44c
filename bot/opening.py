"""The sandbox's first evening: the village is set up by its people, so that whoever comes can call at once."""

from __future__ import annotations

import logging
from typing import Final

from sandbox.errors import StageRefusal
from sandbox.scripts import load_script
from sandbox.server import Sandbox
from storage.store import Store
from usecases import overview

log = logging.getLogger(__name__)

OPENING: Final = "opening"
PACE: Final = 0.25
"""Real seconds between two deeds of a play, for those who watch the page."""


async def open_village(sandbox: Sandbox, store: Store) -> None:
    """Play the opening where no village was ever set up; from then on plays go at a pace that can be watched."""
    if not await store.read(overview.all_villages):
        try:
            await sandbox.player.play(load_script(OPENING))
        except StageRefusal as refusal:
            log.warning("the village was not set up by itself: %s", refusal.why)
    sandbox.player.pace = PACE
