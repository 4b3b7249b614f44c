"""What the stage knows: people, chats, members, messages, files; changed only by facts, so that a journal
can retell it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sandbox.cast import Person
from sandbox.chats import ADMINS, PRESENT, Chat, Status, chat_shape
from sandbox.journal import Fact
from sandbox.messages import File, Message, file_from_row, file_to_row, message_from_row, message_to_row


class Memory:
    """The stage's state in memory. Read it freely; to change it, `apply` a fact."""

    def __init__(self, people: Iterable[Person], bot: dict[str, Any]) -> None:
        self.bot = bot
        self.people: dict[int, Person] = {person.id: person for person in people}
        self.by_key: dict[str, Person] = {person.key: person for person in self.people.values()}
        self._cast = frozenset(self.people)
        self.chats: dict[int, Chat] = {}
        self.members: dict[int, dict[int, Status]] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.last_ids: dict[int, int] = {}
        self.files: dict[str, File] = {}
        self.blocked: set[int] = set()
        self.reads: dict[tuple[int, int], int] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.latest = 0

    def apply(self, fact: Fact) -> None:
        """Let one fact become true. Every fact sets, none adds: telling it twice changes nothing."""
        match fact["k"]:
            case "message":
                self._keep(message_from_row(fact["m"]))
            case "gone":
                for message_id in fact["ids"]:
                    self.messages[fact["chat"]].pop(message_id, None)
            case "member":
                self.members.setdefault(fact["chat"], {})[fact["user"]] = fact["status"]
            case "read":
                self.reads[fact["person"], fact["chat"]] = fact["upto"]
            case "chat":
                chat = Chat(**fact["c"])
                self.chats[chat.id] = chat
                self.messages.setdefault(chat.id, {})
                self.last_ids[chat.id] = max(self.last_ids.get(chat.id, 0), fact.get("last_id", 0))
            case "file":
                file = file_from_row(fact["f"])
                self.files[file.file_id] = file
            case "blocked":
                (self.blocked.add if fact["on"] else self.blocked.discard)(fact["person"])
            case "person":
                person = Person(**fact["p"])
                self.people[person.id] = self.by_key[person.key] = person
            case "commands":
                self.commands[fact["scope"], fact["language"]] = fact["list"]
            case "profile":
                self.profile[fact["what"], fact["language"]] = fact["words"]
            case unknown:
                raise ValueError(f"unknown fact {unknown!r}: the journal is of a newer version")

    def _keep(self, message: Message) -> None:
        self.messages[message.chat][message.id] = message
        self.last_ids[message.chat] = max(self.last_ids[message.chat], message.id)
        self.latest = max(self.latest, message.at, message.edited_at or 0)

    def story(self) -> Iterable[Fact]:
        """The shortest list of facts that leads here."""
        for person in self.people.values():
            if person.id not in self._cast:
                yield {"k": "person", "p": person.row}
        for chat in self.chats.values():
            yield {"k": "chat", "c": asdict(chat), "last_id": self.last_ids[chat.id]}
            for user, status in self.members.get(chat.id, {}).items():
                yield {"k": "member", "chat": chat.id, "user": user, "status": status}
        for file in self.files.values():
            yield {"k": "file", "f": file_to_row(file)}
        for messages in self.messages.values():
            for message in messages.values():
                yield {"k": "message", "m": message_to_row(message)}
        for (person_id, chat_id), upto in self.reads.items():
            yield {"k": "read", "person": person_id, "chat": chat_id, "upto": upto}
        for person_id in self.blocked:
            yield {"k": "blocked", "person": person_id, "on": True}
        for (scope, language), commands in self.commands.items():
            yield {"k": "commands", "scope": scope, "language": language, "list": commands}
        for (what, language), words in self.profile.items():
            yield {"k": "profile", "what": what, "language": language, "words": words}

    def status(self, chat_id: int, user_id: int) -> Status:
        """What somebody is in a chat; in a private chat both are members, once it is open."""
        return self.members.get(chat_id, {}).get(user_id, "left")

    def is_present(self, chat_id: int, user_id: int) -> bool:
        return self.status(chat_id, user_id) in PRESENT

    def is_admin(self, chat_id: int, user_id: int) -> bool:
        return self.status(chat_id, user_id) in ADMINS

    def user(self, user_id: int) -> dict[str, Any]:
        """A User's shape, the bot's included."""
        return self.people[user_id].user if user_id in self.people else self.bot

    def chat_shape(self, chat_id: int) -> dict[str, Any]:
        return chat_shape(self.chats[chat_id], self.people.get(chat_id))

    def message(self, chat_id: int, message_id: int | None) -> Message | None:
        return self.messages.get(chat_id, {}).get(message_id) if message_id is not None else None

    def chats_of(self, user_id: int) -> list[Chat]:
        """The chats on somebody's phone."""
        return [chat for chat in self.chats.values() if self.is_present(chat.id, user_id)]
