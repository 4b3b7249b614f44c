"""The stage: what people do with their phones. Used by the page, by the player and by tests alike."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from sandbox.cast import Cast, Person
from sandbox.chats import Chat
from sandbox.entities import LONGEST_CAPTION, LONGEST_TEXT, found, units
from sandbox.errors import StageRefusal
from sandbox.files import Files
from sandbox.messages import FileKind, Message
from sandbox.platform import Platform
from sandbox.shapes import words

Who = Person | str | int
Where = Chat | int
ANSWER_SECONDS = 8.0
SUPERGROUP_BASE = -1_001_900_000_001
GROUP_BASE = -4_100_000_001


@dataclass(frozen=True)
class Toast:
    """What answers a tap: a line that fades, or an alert to close, or a link that opens."""

    text: str
    alert: bool = False
    url: str | None = None


class Stage:
    """People, their chats and their thumbs. Persons are named by key, id or Person; chats by id or Chat."""

    def __init__(self, platform: Platform, files: Files, cast: Cast) -> None:
        self.platform = platform
        self.memory = platform.memory
        self.updates = platform.updates
        self.files = files
        self.queries: dict[str, asyncio.Future[Toast | None]] = {}
        self._cast = cast
        self._next_query = 0

    @property
    def village(self) -> Chat:
        """The village's group, also after it became a supergroup of another id."""
        return self.chat(self._cast.group_id)

    def person(self, who: Who) -> Person:
        if isinstance(who, Person):
            return who
        person = self.memory.by_key.get(who) if isinstance(who, str) else self.memory.people.get(who)
        if person is None:
            raise StageRefusal(f"nobody is called {who!r} here", 404)
        return person

    def chat(self, where: Where) -> Chat:
        """The chat as it is now; a group that was upgraded leads to its supergroup."""
        chat = self.memory.chats.get(where if isinstance(where, int) else where.id)
        if chat is None:
            raise StageRefusal(words("not_here"), 404)
        return self.chat(chat.migrated_to) if chat.migrated_to else chat

    def add_person(self, key: str, name: str, **more: Any) -> Person:
        """Somebody who was not in the cast walks in with a phone."""
        person = Person(
            id=max(self.memory.people) + 1, key=key, first_name=name, **{"avatar": name[:1], **more}
        )
        self.platform.record({"k": "person", "p": _person_row(person)})
        return person

    # Words and thumbs

    def say(self, who: Who, where: Where, text: str, reply_to: int | Message | None = None) -> Message:
        """Send a text. In the private chat with the bot this opens it; a blocked bot must be started again first."""
        person, chat = self._at(who, where)
        text = text.strip()
        if not text:
            raise StageRefusal(words("empty"), 400)
        if units(text) > LONGEST_TEXT:
            raise StageRefusal(words("too_long"), 400)
        answered = reply_to.id if isinstance(reply_to, Message) else reply_to
        if answered is not None and self.memory.message(chat.id, answered) is None:
            raise StageRefusal(words("no_message"))
        return self._post(person, chat, text=text, entities=tuple(found(text, [])), reply_to=answered)

    async def send_file(
        self,
        who: Who,
        where: Where,
        content: bytes,
        name: str,
        caption: str = "",
        kind: FileKind = "document",
    ) -> Message:
        """Send a document, a photo, a voice note or a sticker."""
        person, chat = self._at(who, where)
        if units(caption) > LONGEST_CAPTION:
            raise StageRefusal(words("too_long"), 400)
        file = self.platform.keep_file(await self.files.keep(content, name, kind))
        caption = caption.strip()
        parts = {"text": caption, "entities": tuple(found(caption, []))} if caption else {}
        return self._post(person, chat, file=file.file_id, **parts)

    def open_bot(self, who: Who, payload: str | None = None) -> Message:
        """Press Start, or follow a t.me/bot?start=payload link: opens or unblocks the private chat, sends /start."""
        person = self.person(who)
        self._open(person)
        return self.say(person, person.id, f"/start {payload}" if payload else "/start")

    def press(self, who: Who, where: Where, message: int | Message, data: str) -> str:
        """Press a button and do not wait; returns the query's id, to be found in `queries` until it is answered."""
        person, chat = self._at(who, where)
        shown = self.memory.message(chat.id, message.id if isinstance(message, Message) else message)
        if shown is None:
            raise StageRefusal(words("no_message"))
        if not any(button.get("callback_data") == data for row in shown.buttons for button in row):
            raise StageRefusal(words("gone_button"))
        return self.forge(person, shown, data)

    def forge(self, person: Person, shown: Message, data: str) -> str:
        """Send a callback that need not be on the message, as a tampered client would."""
        self._next_query += 1
        query_id = f"{person.id << 20 | self._next_query & 0xFFFFF}"
        self.queries[query_id] = asyncio.get_running_loop().create_future()
        user, card = json.dumps(person.user, ensure_ascii=False), self.platform.written(shown)
        self.updates.push(
            "callback_query",
            shown.chat,
            f'{{"id":"{query_id}","from":{user},"message":{card},"chat_instance":"{-shown.chat * 7919}",'
            f'"data":{json.dumps(data)}}}',
        )
        return query_id

    async def tap(
        self,
        who: Who,
        where: Where,
        message: int | Message,
        data: str | None = None,
        *,
        row: int = 0,
        col: int = 0,
        wait: float = ANSWER_SECONDS,
    ) -> Toast | None:
        """Press a button, by its data or its place, and wait for the bot's answer; None when it gave none in time."""
        if data is None:
            data = self._data_at(where, message, row, col)
        return await self.answer(self.press(who, where, message, data), wait)

    async def answer(self, query_id: str, wait: float = ANSWER_SECONDS) -> Toast | None:
        """The bot's answer to a press; None if it does not come within `wait` seconds, after which it is too late."""
        try:
            return await asyncio.wait_for(self.queries[query_id], wait)
        except TimeoutError:
            return None
        finally:
            self.queries.pop(query_id, None)

    def block_bot(self, who: Who) -> None:
        """Close the door: the bot is told, and can no longer write."""
        person = self.person(who)
        self.private(person)
        self.platform.record({"k": "blocked", "person": person.id, "on": True})
        self.platform.set_status(person.id, self.platform.bot_id, "kicked", by=person.id)

    # Coming, going, reading

    def reads(self, who: Who, where: Where) -> list[Message]:
        """The messages this person sees in a chat, oldest first."""
        _, chat = self._at(who, where, talking=False)
        return list(self.memory.messages[chat.id].values())

    def mark_read(self, who: Who, where: Where) -> None:
        person, chat = self._at(who, where, talking=False)
        upto = self.memory.last_ids[chat.id]
        if self.memory.reads.get((person.id, chat.id), 0) < upto:
            self.platform.record({"k": "read", "person": person.id, "chat": chat.id, "upto": upto})
            self.platform.events.tell("chats", pid=person.id)

    def join(self, who: Who, where: Where, by: Who | None = None) -> None:
        """Join a group, or be added to it by a member."""
        person, chat = self.person(who), self.chat(where)
        adder = self.person(by) if by is not None else person
        self.platform.set_status(chat.id, person.id, "member", by=adder.id)
        self.platform.post(chat.id, adder.id, service={"new_chat_members": [person.id]})

    def leave(self, who: Who, where: Where) -> None:
        person, chat = self._at(who, where, talking=False)
        self.platform.post(chat.id, person.id, service={"left_chat_member": person.id})
        self.platform.set_status(chat.id, person.id, "left", by=person.id)

    def _at(self, who: Who, where: Where, *, talking: bool = True) -> tuple[Person, Chat]:
        person = self.person(who)
        chat_id = where if isinstance(where, int) else where.id
        chat = self.private(person) if chat_id == person.id else self.chat(where)
        if not self.memory.is_present(chat.id, person.id):
            raise StageRefusal(words("not_here"), 404)
        if talking and not chat.is_group and person.id in self.memory.blocked:
            raise StageRefusal(words("blocked"))
        return person, chat

    def _post(self, person: Person, chat: Chat, **parts: Any) -> Message:
        if not chat.is_group and not self.memory.is_present(chat.id, self.platform.bot_id):
            self._open(person)
        message = self.platform.post(chat.id, person.id, **parts)
        self.mark_read(person, chat)
        return message

    def private(self, person: Person) -> Chat:
        """The person's chat with the bot; it is on the phone, empty, before the bot may write there."""
        if person.id not in self.memory.chats:
            self.platform.set_chat(Chat(person.id, "private"))
            self.platform.seat(person.id, {person.id: "member"})
        return self.memory.chats[person.id]

    def _open(self, person: Person) -> None:
        self.private(person)
        if person.id in self.memory.blocked:
            self.platform.record({"k": "blocked", "person": person.id, "on": False})
            self.platform.set_status(person.id, self.platform.bot_id, "member", by=person.id)
        elif not self.memory.is_present(person.id, self.platform.bot_id):
            self.platform.seat(person.id, {self.platform.bot_id: "member"})

    def _data_at(self, where: Where, message: int | Message, row: int, col: int) -> str:
        chat = self.chat(where)
        shown = self.memory.message(chat.id, message.id if isinstance(message, Message) else message)
        try:
            return str(shown.buttons[row][col]["callback_data"])  # type: ignore[union-attr]
        except (AttributeError, IndexError, KeyError):
            raise StageRefusal(words("gone_button")) from None


def _person_row(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in Person.__dataclass_fields__}
