"""Updates as the platform sent them, before anybody tries to read what is in them."""

from __future__ import annotations

from typing import Any

from aiogram.methods.base import TelegramMethod


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates, its answer unread: aiogram's own throws a whole batch away for one update it cannot read."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


def number_of(raw: object) -> int | None:
    """The number of an update as the platform sent it; None for what has none and can never be confirmed."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if type(number) is int and 0 < number < 2**63 else None
