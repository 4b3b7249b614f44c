"""`python -m bot run`: serves the village until it is stopped."""

from __future__ import annotations

import argparse
import logging
import sys
from typing import Final

from bot.lock import IN_THE_WAY, is_taken, lock_of
from bot.places import database_url, sqlite_file
from bot.prelude import fetch
from bot.settings import Settings

_TALKATIVE: Final = ("sqlalchemy", "alembic", "apscheduler", "aiogram.event")
"""At INFO these write a line or more for every statement, tick and update."""


async def main(settings: Settings, args: argparse.Namespace) -> int:  # noqa: ARG001
    """Serve; the exit code is 0 after a clean stop, 2 for a wrong setting, 75 when another bot is in the way."""
    file = sqlite_file(database_url(settings))
    if file is not None and is_taken(lock_of(file)):
        sys.stderr.write(f"Another Yihu is using {file}; stop it first.\n")
        return IN_THE_WAY
    # Said before the rest of the house is fetched, which takes seconds.
    sys.stdout.write("Yihu is starting …\n")
    sys.stdout.flush()
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)

    code: int = await fetch("bot.serving").serve(settings)
    return code
