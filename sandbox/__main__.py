"""python -m sandbox: the stage alone, for whichever bot comes to its door."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from sandbox.journal import JournalUnreadable
from sandbox.server import DEFAULT_TOKEN, Sandbox


async def serve(folder: Path, port: int, token: str, zone: str) -> None:
    """Run until interrupted."""
    async with Sandbox(folder, port, token=token, zone=zone) as sandbox:
        lines = (f"page     {sandbox.page_url}", f"bot api  {sandbox.api_url}", f"token    {sandbox.token}")
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Bot API server with a page.")
    parser.add_argument("--folder", type=Path, default=Path("var/sandbox"), help="where the chats are kept")
    parser.add_argument("--port", type=int, default=8088, help="the port on this machine, 0 for any")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the token the bot must come with")
    parser.add_argument("--zone", default="Asia/Shanghai", help="the village's time zone")
    asked = parser.parse_args()
    try:
        asyncio.run(serve(asked.folder, asked.port, asked.token, asked.zone))
    except KeyboardInterrupt:
        pass
    except (OSError, ValueError, JournalUnreadable) as fault:
        sys.stderr.write(f"the sandbox cannot start: {fault}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
