"""What goes out later: the shape of a letter, and how one is asked for. Each kind's writer sits by its conversation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from usecases.store import Tx


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message ready to go. With `edit` it replaces that message of the chat; `to` overrides the promised chat;
    `card` is the card row, `advice` the planning question to tell which message it became."""

    text: Text
    keyboard: InlineKeyboardMarkup | None = None
    to: int | None = None
    thread_id: int | None = None
    edit: int | None = None
    card: int | None = None
    advice: int | None = None
    repost: bool = True
    """Whether a message that can no longer be edited is posted anew; what only corrects another is then let be."""
    fallback: Outgoing | None = None
    """What to send instead when the person cannot be reached in private (a mention in the group)."""


Writer = Callable[[Tx, Mapping[str, Any], datetime], Awaitable[Outgoing | None]]
"""Writes a letter from the facts of the moment it is sent; None: it is no longer true, send nothing."""
