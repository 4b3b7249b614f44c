"""`python -m bot run`: serves the village until it is stopped."""

from __future__ import annotations

import argparse
import sys

from bot.settings import Settings


async def main(settings: Settings, args: argparse.Namespace) -> int:  # noqa: ARG001
    """Serve; the exit code is 0 after a clean stop, 2 for a wrong setting, 75 when another bot is in the way."""
    # Said before the rest of the house is fetched, which takes seconds.
    sys.stdout.write("Yihu is starting …\n")
    sys.stdout.flush()
    from bot.serving import serve

    return await serve(settings)
