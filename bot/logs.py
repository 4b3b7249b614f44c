"""What may be written to the log: no token, no password, no message text, no raw user id, no forged line."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
import secrets
import sys
import time
import traceback
from pathlib import Path
from typing import Final, TextIO

_HIDDEN: Final = (
    (re.compile(r"\d+:[\w-]{30,}"), "<token>"),
    (re.compile(r"(?<=://)([^\s:/@]*):\S+@"), r"\1:<password>@"),
    # Both quote what people typed: SQLAlchemy its bound values, pydantic the value it refused.
    (re.compile(r"\[parameters: .*"), "[parameters: <hidden>]"),
    (re.compile(r"input_value=.*(?=, input_type=)"), "input_value=<hidden>"),
)
# C0, DEL, C1, line and paragraph separators, and marks that turn the reading direction.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_TALKATIVE: Final = ("aiosqlite", "alembic", "sqlalchemy", "asyncio", "aiohttp.access", "apscheduler", "fontTools")

_key: bytes = secrets.token_bytes(32)


def hidden(text: str) -> str:
    """The text with every secret that it may carry replaced by a word in angle brackets."""
    for secret, word in _HIDDEN:
        text = secret.sub(word, text)
    return text


def one_line(text: str) -> str:
    """The text with control characters spelled out, so that a name with a line break cannot forge a log line."""
    return _CONTROLS.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def who(user_id: int) -> str:
    """A person in the log: the same short word each time, of which nobody without the key can make an id."""
    return "u-" + hmac.new(_key, str(user_id).encode(), hashlib.sha256).hexdigest()[:10]


class Redaction(logging.Filter):
    """Rewrites each record before any handler formats it: message, arguments, traceback and stack."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except Exception:  # a wrong format string must not lose the line, nor print its arguments raw
            message = f"{record.msg} {record.args}"
        record.msg, record.args = one_line(hidden(message)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info))
        record.exc_info = None
        record.exc_text = _quoted(record.exc_text)
        record.stack_info = _quoted(record.stack_info)
        return True


def _quoted(text: str | None) -> str | None:
    """A traceback, each line marked: the words of an exception may have been typed by anyone."""
    if not text:
        return None
    return "\n".join("  | " + one_line(line) for line in hidden(text).rstrip().split("\n"))


def set_up_logs(level: str = "INFO", *, key: bytes | None = None, stream: TextIO | None = None) -> None:
    """Sends every log line, redacted, to `stream` (standard error). Replaces what was set up before.

    `key` makes `who()` name people alike in every run of this installation; without it, alike in this run only.
    """
    global _key
    if key is not None:
        _key = key
    lines = logging.StreamHandler(stream or sys.stderr)
    lines.addFilter(Redaction())
    form = logging.Formatter("%(asctime)sZ %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    lines.setFormatter(form)
    root = logging.getLogger()
    root.handlers[:] = [lines]
    root.setLevel(level)
    logging.captureWarnings(True)
    for name in _TALKATIVE:
        # At INFO they write every statement, at DEBUG its values, and so what villagers said.
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def log_key(folder: Path) -> bytes:
    """This installation's key for `who()`, made at the first start and readable by its owner only."""
    path = folder / "log.key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as fresh:
            fresh.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    return path.read_bytes()
