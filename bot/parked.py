"""Updates that could not be handled, kept for a week so that a mended program can take them once more (`replay`).

Only what was said or tapped in a group is kept, where everybody saw it. What somebody writes to the bot alone may be
an answer to the form, and is never laid down beside their name: they were told, and can say it again.
"""

from __future__ import annotations

import json
import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from aiogram import Bot
from aiogram.types import Update

KEPT: Final = timedelta(days=7)
_NAME: Final = re.compile(r"(\d+)-(\d+)\.json")


def keep(folder: Path, bot_id: int, update: Update, now: datetime) -> bool:
    """Lay an update down for its owner's eyes only; False for one that is not kept. Raises OSError."""
    if not _in_group(update):
        return False
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = _file(folder, bot_id, update.update_id)
    written = update.model_dump(mode="json", by_alias=True, exclude_unset=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(written, out, ensure_ascii=False)
    os.utime(file, (now.timestamp(), now.timestamp()))
    return True


def kept(folder: Path, bot: Bot, update_id: int) -> Update | None:
    """An update that was kept; None when it was not, or is forgotten. Raises ValueError for one that is damaged."""
    file = _file(folder, bot.id, update_id)
    if not file.is_file():
        return None
    return Update.model_validate(json.loads(file.read_text(encoding="utf-8")), context={"bot": bot})


def numbers(folder: Path) -> set[int]:
    """The updates that can be replayed."""
    return {int(found[2]) for file in folder.glob("*.json") if (found := _NAME.fullmatch(file.name))}


def drop(folder: Path, bot_id: int, update_id: int) -> None:
    """It took effect: nothing of it is kept."""
    _file(folder, bot_id, update_id).unlink(missing_ok=True)


def forget(folder: Path, before: datetime) -> int:
    """Forget what was kept before a moment. Returns how many."""
    old = [file for file in folder.glob("*.json") if file.stat().st_mtime < before.timestamp()]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _file(folder: Path, bot_id: int, update_id: int) -> Path:
    return folder / f"{bot_id}-{update_id}.json"


def _in_group(update: Update) -> bool:
    tapped = update.callback_query
    event = (tapped.message if tapped else None) or update.message or update.my_chat_member or update.chat_member
    return event is not None and event.chat.type in ("group", "supergroup")
