"""What a failed call to the platform means: surely not sent, doubtful, put off, never possible.

The Bot API has no idempotency key, so a message whose answer got lost may have been delivered (delivery.md 2.3).
"""

from __future__ import annotations

from enum import Enum, auto

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ClientResponseError


class Failure(Enum):
    OFFLINE = auto()
    """The platform was not reached at all: surely not sent, and nobody's fault."""
    DOUBT = auto()
    """It may have been delivered: the connection broke after the request, or the answer was no answer."""
    LATER = auto()
    """429: not sent, and the platform says when it may be."""
    MOVED = auto()
    """The group became a supergroup with another id."""
    UNREACHABLE = auto()
    """Blocked, never opened, deleted, kicked: it cannot arrive until somebody does something."""
    NO_THREAD = auto()
    """The topic is gone or closed; the group itself is there."""
    SAME = auto()
    """The message already says exactly this: as good as sent."""
    LOST = auto()
    """The message to edit is gone."""
    REFUSED = auto()
    """Any other no."""


_OF_BAD_REQUEST = (
    ("message is not modified", Failure.SAME),
    ("message to edit not found", Failure.LOST),
    ("message can't be edited", Failure.LOST),
    ("message_id_invalid", Failure.LOST),
    ("message thread not found", Failure.NO_THREAD),
    ("topic_closed", Failure.NO_THREAD),
    ("topic_deleted", Failure.NO_THREAD),
    ("chat not found", Failure.UNREACHABLE),
    ("user not found", Failure.UNREACHABLE),
    ("peer_id_invalid", Failure.UNREACHABLE),
    ("group chat was deleted", Failure.UNREACHABLE),
    ("chat_write_forbidden", Failure.UNREACHABLE),
    ("have no rights to send", Failure.UNREACHABLE),
    ("not enough rights to send", Failure.UNREACHABLE),
    ("need administrator rights in the", Failure.UNREACHABLE),
)


def failure_of(fault: Exception) -> Failure | None:
    """What a fault raised by a call means; None when it is no fault of the call at all."""
    match fault:
        case TelegramRetryAfter():
            return Failure.LATER
        case TelegramMigrateToChat():
            return Failure.MOVED
        case TelegramForbiddenError():
            return Failure.UNREACHABLE
        case TelegramBadRequest():
            said = fault.message.lower()
            return next((failure for words, failure in _OF_BAD_REQUEST if words in said), Failure.REFUSED)
        case TelegramNetworkError():
            return Failure.OFFLINE if isinstance(fault.__cause__, ClientConnectorError) else Failure.DOUBT
        case ClientDecodeError() | TelegramServerError() | ClientResponseError() | TimeoutError():
            return Failure.DOUBT
        case TelegramUnauthorizedError():
            return Failure.OFFLINE
    return Failure.REFUSED if hasattr(fault, "method") else None


def why_unreachable(fault: Exception) -> str:
    """The reason as people.set_unreachable knows it: never-opened, deactivated, kicked, gone or blocked."""
    said = str(fault).lower()
    for words, why in (
        ("initiate conversation", "never-opened"),
        ("deactivated", "deactivated"),
        ("kicked", "kicked"),
        ("not a member", "kicked"),
        ("chat not found", "gone"),
        ("deleted", "gone"),
    ):
        if words in said:
            return why
    return "blocked"
