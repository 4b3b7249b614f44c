"""The transcript: what everybody in the village sees on their phones, printed line by line as one chat."""

from __future__ import annotations

import json
from asyncio import Queue
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sandbox.player import Deed
from sandbox.stage import Stage
from texts.dates import clock, when
from texts.voice import Voice

Shape = dict[str, Any]
_INDENT: Final = "        "
_LONGEST_AGAIN: Final = 24


class Transcript:
    """Listens to the stage as a page does. What was said before is shortened, an edit shows what changed."""

    def __init__(self, stage: Stage, zone: ZoneInfo, voice: Voice, write: Callable[[str], None]) -> None:
        self._stage = stage
        self._zone = zone
        self._voice = voice
        self._write = write
        self._events: Queue[bytes | None] = stage.platform.events.listen()
        self._shown: dict[tuple[int, int], Shape] = {}
        self._said: set[str] = set()
        self._place: int | None = None
        self._note: str | None = None

    def note(self, note: Any) -> None:
        """A line of the narrator; it stands before the next thing that happens, with its day and hour."""
        self.catch_up()
        self._note = str(note.get(self._voice.language, "") if isinstance(note, dict) else note)

    def deed(self, deed: Deed) -> None:
        """Somebody pressed a button; the bot's answer to the tap stands behind it."""
        self.catch_up()
        self._go_to(deed.message.chat, self._now())
        facts = {"name": deed.person.name, "label": deed.label}
        answer = deed.toast.text if deed.toast else ""
        line = self._voice("demo-toast", answer=answer, **facts) if answer else self._voice("demo-tap", **facts)
        self._write(f"{_INDENT}{line}")

    def catch_up(self) -> None:
        """Print all that happened since the last time."""
        while not self._events.empty():
            event = self._events.get_nowait()
            if event is None:
                return
            kind, told = _read(event)
            if kind in ("message", "edited"):
                self._message(int(told["chat_id"]), told["message"])

    def close(self) -> None:
        """Stop listening."""
        self._stage.platform.events.leave(self._events)

    def _now(self) -> datetime:
        return self._stage.platform.dial.now().astimezone(self._zone)

    def _message(self, chat_id: int, message: Shape) -> None:
        key = (chat_id, int(message["id"]))
        before, self._shown[key] = self._shown.get(key), message
        at = self._now() if before else datetime.fromisoformat(message["at"]).astimezone(self._zone)
        lines = self._lines(message) if before is None else self._changes(before, message, private=chat_id > 0)
        if not lines:
            return
        self._go_to(chat_id, at)
        head = self._voice("demo-edited") if before else message["from"]["name"]
        self._write(f"{clock(at)}  {head}  {lines[0]}")
        for line in lines[1:]:
            self._write(f"{_INDENT}{line}")

    def _lines(self, message: Shape) -> list[str]:
        """A new message; what the bot said to others before is cut down to its first words."""
        sent = message.get("photo") or message.get("document")
        text = message.get("service") or message.get("text") or message.get("caption") or ""
        lines = [line for line in text.splitlines() if line]
        known, first_known = sum(line in self._said for line in lines), bool(lines) and lines[0] in self._said
        self._said.update(lines)
        if sent:
            return [self._voice("demo-sent", name=sent["name"]), *lines]
        if message["from"]["is_bot"] and first_known and 2 * known >= len(lines):
            return [f"{lines[0][:_LONGEST_AGAIN]}… {self._voice('demo-same')}"]
        return [*lines, *_buttons(message)]

    def _changes(self, before: Shape, message: Shape, *, private: bool) -> list[str]:
        """What an edit changed. In private, questions that others were asked before are not worth a line."""
        if message["reactions"] != before["reactions"]:
            return message["reactions"]  # type: ignore[no-any-return]
        old, new = (before.get("text") or "").splitlines(), (message.get("text") or "").splitlines()
        lines = [_grown(line, old) for line in new if line and line not in old]
        if private and all(line in self._said for line in lines):
            return []
        self._said.update(lines)
        return [*lines, *(_buttons(message) if _buttons(before) != _buttons(message) else [])]

    def _go_to(self, chat_id: int, at: datetime) -> None:
        """The narrator's line, if one waits, and a new heading when the talk goes on in another chat."""
        if self._note is not None:
            self._write("\n" + self._voice("demo-narration", when=when(self._voice, at), note=self._note))
            self._note = self._place = None
        if chat_id == self._place:
            return
        self._place = chat_id
        chat = self._stage.memory.chats[chat_id]
        name = chat.title if chat.is_group else self._voice("demo-private", name=self._stage.person(chat_id).name)
        self._write(f"── {name}")


def _grown(line: str, before: list[str]) -> str:
    """A line that another was the beginning of is shown by its end: who came is seen, not everybody again."""
    start = max((old for old in before if old and line.startswith(old)), key=len, default="")
    return f"…{line[len(start) :]}" if start else line


def _buttons(message: Shape) -> list[str]:
    return [" ".join(f"[{button['text']}]" for button in row) for row in message["buttons"]]


def _read(event: bytes) -> tuple[str, Shape]:
    head, _, body = event.decode().partition("\n")
    told: Shape = json.loads(body.removeprefix("data: "))
    return head.removeprefix("event: "), told
