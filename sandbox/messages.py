"""Messages and files as the stage keeps them, and how they are written into the journal."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

FileKind = Literal["document", "photo", "voice", "sticker"]


@dataclass(frozen=True)
class File:
    """Something sent: the bytes lie under `path` in the stage's folder; pictures know their size in
    pixels.
    """

    file_id: str
    kind: FileKind
    name: str
    mime: str
    size: int
    path: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Message:
    """One message. `at` and `edited_at` are seconds since 1970; `text` is the caption when there is a file.

    `entities` and `markup` are kept in the Bot API's own shape, already validated. `service` is what happened
    instead of words, e.g. {"left_chat_member": 7}.
    """

    chat: int
    id: int
    at: int
    sender: int
    text: str | None = None
    entities: tuple[dict[str, Any], ...] = ()
    markup: dict[str, Any] | None = None
    reply_to: int | None = None
    file: str | None = None
    edited_at: int | None = None
    service: dict[str, Any] | None = None
    origin: dict[str, Any] | None = None
    reactions: tuple[str, ...] = ()

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        """The rows of buttons under the message, empty when it has none."""
        rows: list[list[dict[str, Any]]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


_DEFAULTS = {field.name: field.default for field in fields(Message)}


def message_to_row(message: Message) -> dict[str, Any]:
    """The message as the journal has it: only what is not the default."""
    return {
        name: value
        for name, default in _DEFAULTS.items()
        if (value := getattr(message, name)) != default or name in ("chat", "id", "at", "sender")
    }


def message_from_row(row: dict[str, Any]) -> Message:
    for name in ("entities", "reactions"):
        if name in row:
            row = {**row, name: tuple(row[name])}
    return Message(**row)


def file_to_row(file: File) -> dict[str, Any]:
    return asdict(file)


def file_from_row(row: dict[str, Any]) -> File:
    return File(**row)
