"""What the platform does when something happens: writes it down, tells the bot if it may know, tells the
pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from sandbox.chats import Chat, Status, member_shape
from sandbox.dial import Dial
from sandbox.events import Events
from sandbox.journal import Fact, Journal, line_of
from sandbox.memory import Memory
from sandbox.messages import File, Message, file_to_row, message_to_row
from sandbox.shapes import dumps, message_shape, message_view
from sandbox.updates import Updates


class Teller(Protocol):
    """A part of the stage that remembers something of its own in the journal."""

    def apply(self, fact: Fact) -> bool: ...

    def story(self) -> Iterable[Fact]: ...


class Platform:
    """The one place where facts are made. Stage (people) and the methods (the bot) both act through it."""

    def __init__(self, memory: Memory, journal: Journal, events: Events, dial: Dial) -> None:
        self.memory = memory
        self.events = events
        self.dial = dial
        self.append = journal.append
        self.updates = Updates(journal.append, self.seconds)
        self.tellers: list[Teller] = [self.updates]
        self._written: dict[tuple[int, int], tuple[Message, str]] = {}

    @property
    def bot_id(self) -> int:
        bot_id: int = self.memory.bot["id"]
        return bot_id

    def seconds(self) -> int:
        """The stage's time in whole seconds since 1970, as the Bot API counts."""
        return int(self.dial.now().timestamp())

    def record(self, fact: Fact) -> None:
        """Write a fact down, then let it be true."""
        self.append(line_of(fact))
        self.memory.apply(fact)

    def recall(self, fact: Fact) -> None:
        """Take one fact of the journal."""
        if not any(teller.apply(fact) for teller in self.tellers):
            self.memory.apply(fact)

    def story(self) -> Iterable[Fact]:
        """The shortest list of facts that leads here, for a journal that has grown long."""
        yield from self.memory.story()
        for teller in self.tellers:
            yield from teller.story()

    def latest(self) -> datetime | None:
        """The time of the latest message there is."""
        return datetime.fromtimestamp(self.memory.latest, UTC) if self.memory.latest else None

    # Chats and members

    def set_chat(self, chat: Chat) -> Chat:
        self.record({"k": "chat", "c": asdict(chat)})
        return chat

    def set_status(self, chat_id: int, user_id: int, status: Status, by: int) -> None:
        """Someone's place in a chat changes; the bot hears of its own, and of others' if it asked and is
        admin.
        """
        before = self.memory.status(chat_id, user_id)
        if before == status:
            return
        self.record({"k": "member", "chat": chat_id, "user": user_id, "status": status})
        self.events.tell("chats", pid=user_id)
        kind = "my_chat_member" if user_id == self.bot_id else "chat_member"
        if kind == "chat_member" and not self.memory.is_admin(chat_id, self.bot_id):
            return
        user = self.memory.user(user_id)
        change = {
            "chat": self.memory.chat_shape(chat_id),
            "from": self.memory.user(by),
            "date": self.seconds(),
            "old_chat_member": member_shape(user, before),
            "new_chat_member": member_shape(user, status),
        }
        self.updates.push(kind, chat_id, dumps(change))

    def seat(self, chat_id: int, statuses: dict[int, Status]) -> None:
        """Put people into a chat without telling the bot: it was so before the bot came."""
        for user_id, status in statuses.items():
            self.record({"k": "member", "chat": chat_id, "user": user_id, "status": status})

    # Messages

    def post(self, chat_id: int, sender: int, **parts: Any) -> Message:
        """A new message; the bot gets it as an update when it is not its own and it may see it."""
        message_id = self.memory.last_ids[chat_id] + 1
        message = Message(chat=chat_id, id=message_id, at=self.seconds(), sender=sender, **parts)
        self.record({"k": "message", "m": message_to_row(message)})
        if self.events.heard:
            self.events.tell("message", chat_id=chat_id, message=message_view(self.memory, message))
        if sender != self.bot_id and self._bot_sees(message):
            self.updates.push("message", chat_id, self.written(message))
        return message

    def change(self, message: Message, **parts: Any) -> Message:
        """A message becomes another one, in place."""
        changed = replace(message, **parts)
        self.record({"k": "message", "m": message_to_row(changed)})
        if self.events.heard:
            self.events.tell("edited", chat_id=changed.chat, message=message_view(self.memory, changed))
        return changed

    def remove(self, chat_id: int, message_ids: Iterable[int]) -> None:
        """Messages vanish from everybody's phone."""
        there = [number for number in message_ids if number in self.memory.messages[chat_id]]
        if there:
            self.record({"k": "gone", "chat": chat_id, "ids": there})
            self.events.tell("deleted", chat_id=chat_id, ids=there)
            for number in there:
                self._written.pop((chat_id, number), None)

    def keep_file(self, file: File) -> File:
        self.record({"k": "file", "f": file_to_row(file)})
        return file

    def written(self, message: Message) -> str:
        """The message's JSON for the bot; kept for messages that are tapped again and again."""
        if message.reply_to or message.service:
            return dumps(message_shape(self.memory, message))
        key = (message.chat, message.id)
        kept = self._written.get(key)
        if kept is None or kept[0] is not message:
            kept = (message, dumps(message_shape(self.memory, message)))
            if message.sender == self.bot_id:
                self._written[key] = kept
        return kept[1]

    def _bot_sees(self, message: Message) -> bool:
        """Privacy mode: in a group an ordinary bot gets service messages, commands not meant for another
        bot, and replies to its own messages; never plain talk, not even when it is mentioned.
        """
        chat = self.memory.chats[message.chat]
        if not self.memory.is_present(chat.id, self.bot_id):
            return False
        if not chat.is_group or message.service or self.memory.is_admin(chat.id, self.bot_id):
            return True
        answered = self.memory.message(chat.id, message.reply_to)
        if answered and answered.sender == self.bot_id:
            return True
        first = next((entity for entity in message.entities if entity["type"] == "bot_command"), None)
        if not first or first["offset"] != 0 or not message.text:
            return False
        _, _, addressed = message.text[: first["length"]].partition("@")
        return not addressed or addressed.lower() == str(self.memory.bot["username"]).lower()
