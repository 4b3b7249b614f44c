"""The command line: reads the words, loads the settings, hands over to the command's own module.

Exit codes: 0 done; 1 it could not be done; 2 a wrong word or setting; 75 another program polls with the same token.
"""

from __future__ import annotations

# Only what --help needs is imported here: the rest of the house takes seconds.
import argparse
import os
import sys
from collections.abc import Sequence

_COMMANDS = {
    "run": "bot.run",
    "demo": "bot.demo",
    "export": "bot.exporting",
    "backup": "bot.backups",
    "doctor": "bot.doctor",
    "replay": "bot.replay",
}


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line; each command's module says what the words do."""
    top = argparse.ArgumentParser(
        prog="python -m bot",
        description="Yihu: one call, and the village answers.",
        epilog="Settings come from the environment and from .env; see .env.example.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    commands.add_parser(
        "run",
        help="serve the village: Telegram with BOT_TOKEN, else the sandbox (the default)",
        description="Serves the village until it is stopped: Telegram with BOT_TOKEN set, else the sandbox page.",
    )
    demo = commands.add_parser(
        "demo",
        help="play the potato harvest from call to summary and print it as a chat",
        description="Plays the potato harvest on a turned clock, prints it as a chat, leaves the summary in out/.",
    )
    demo.add_argument("--lang", choices=("zh", "en"), help="the village's language (else LANGUAGE)")
    export = commands.add_parser(
        "export",
        help="write calls, sign-ups or attendance as CSV or JSON",
        description="Writes one table, safe to open in a spreadsheet. It never holds feedback.",
    )
    export.add_argument("what", choices=("calls", "signups", "attendance"), help="which table")
    export.add_argument("--format", choices=("csv", "json"), default="csv", help="csv (the default) or json")
    export.add_argument("--village", type=_count, metavar="N", help="only the village with this number")
    export.add_argument("--out", metavar="FILE", help="write to this file instead of the screen")
    backup = commands.add_parser(
        "backup",
        help="copy the SQLite database, checked, while the bot runs",
        description="Makes a checked copy of the SQLite database. It is safe while the bot runs; a plain cp is not.",
    )
    backup.add_argument("file", metavar="FILE", help="where the copy goes; an existing file is not overwritten")
    commands.add_parser(
        "doctor",
        help="look at the settings, the database and the platform, and say what to mend",
        description="Looks at the settings, the database and the platform, and says what to mend. Changes nothing.",
    )
    replay = commands.add_parser(
        "replay",
        help="take once more an update that was set aside; stop the bot first",
        description="Takes an update once more that was set aside as a fault in Yihu; `doctor` lists them.",
    )
    replay.add_argument("id", type=_number, metavar="ID", help="the number that `doctor` shows")
    return top


def _count(word: str) -> int:
    return _positive(word, "a village's number")


def _number(word: str) -> int:
    return _positive(word, "an update's number")


def _positive(word: str, what: str) -> int:
    number = int(word) if word.isascii() and word.isdigit() else 0
    if not 0 < number < 2**63:
        raise argparse.ArgumentTypeError(f"{word!r} is not {what}")
    return number


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code; `--help` and wrong words raise SystemExit, as argparse does."""
    args = parser().parse_args(words)
    args.command = args.command or "run"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows console or LANG=C would refuse the village's own names.
            stream.reconfigure(encoding="utf-8", errors="replace")

    os.umask(0o077)  # databases, backups, exports and papers are the village's alone

    from bot.settings import SettingsError, advice, load_settings

    try:
        settings = load_settings()
    except SettingsError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    for line in advice():
        sys.stderr.write(f"{line}\n")

    import asyncio
    import importlib
    import logging

    from bot.logs import log_key, set_up_logs
    from bot.prelude import fetch

    try:
        set_up_logs(settings.log_level, key=log_key(settings.data_dir))
    except OSError as fault:
        sys.stderr.write(f"DATA_DIR {settings.data_dir} cannot be written to: {fault.strerror}\n")
        return 2
    try:
        # `run` says that it is starting before it fetches the rest itself.
        command = importlib.import_module(_COMMANDS["run"]) if args.command == "run" else fetch(_COMMANDS[args.command])
        code: int = asyncio.run(command.main(settings, args))
    except KeyboardInterrupt:
        return 0 if args.command == "run" else 130
    except Exception:
        logging.getLogger("bot").exception("%s stopped: this is a fault in Yihu, please report it", args.command)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
