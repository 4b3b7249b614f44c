"""The stage: what people do with their phones. Used by the page, by the player and by tests alike."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sandbox.cast import Cast, Person
from sandbox.chats import Chat, Status
from sandbox.entities import LONGEST_CAPTION, LONGEST_TEXT, found, units
from sandbox.errors import StageRefusal
from sandbox.files import Files
from sandbox.messages import FileKind, Message
from sandbox.platform import Platform
from sandbox.queries import Queries, Toast
from sandbox.shapes import words

Who = Person | str | int
Where = Chat | int
ANSWER_SECONDS = 8.0
SUPERGROUP_BASE = -1_001_900_000_001
GROUP_BASE = -4_100_000_001


class Stage:
    """People, their chats and their thumbs. Persons are named by key, id or Person; chats by id or Chat."""

    def __init__(self, platform: Platform, files: Files, cast: Cast) -> None:
        self.platform = platform
        self.memory = platform.memory
        self.updates = platform.updates
        self.files = files
        self.queries = Queries()
        self._cast = cast

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
        person = Person(id=max(self.memory.people) + 1, key=key, first_name=name, **{"avatar": name[:1], **more})
        self.platform.record({"k": "person", "p": person.row})
        return person

    # Words and thumbs

    def say(self, who: Who, where: Where, text: str, reply_to: int | Message | None = None) -> Message:
        """Send a text. In the private chat with the bot this opens it; a blocked bot must be started again
        first.
        """
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
        """Press Start, or follow a t.me/bot?start=payload link: opens or unblocks the private chat, sends
        /start.
        """
        person = self.person(who)
        self._open(person)
        return self.say(person, person.id, f"/start {payload}" if payload else "/start")

    def press(self, who: Who, where: Where, message: int | Message, pressed: str) -> str:
        """Press a button and do not wait; returns the query's id, to be found in `queries` until it is
        answered.
        """
        person, chat = self._at(who, where)
        shown = self.memory.message(chat.id, message.id if isinstance(message, Message) else message)
        if shown is None:
            raise StageRefusal(words("no_message"))
        if not any(button.get("callback_data") == pressed for row in shown.buttons for button in row):
            raise StageRefusal(words("gone_button"))
        return self.forge(person, shown, pressed)

    def forge(self, person: Person, shown: Message, pressed: str) -> str:
        """Send a callback that need not be on the message, as a tampered client would."""
        query_id = self.queries.open(person.id)
        user, card = json.dumps(person.user, ensure_ascii=False), self.platform.written(shown)
        self.updates.push(
            "callback_query",
            shown.chat,
            f'{{"id":"{query_id}","from":{user},"message":{card},"chat_instance":"{-shown.chat * 7919}",'
            f'"data":{json.dumps(pressed)}}}',
        )
        return query_id

    async def tap(
        self,
        who: Who,
        where: Where,
        message: int | Message,
        pressed: str | None = None,
        *,
        row: int = 0,
        col: int = 0,
        wait: float = ANSWER_SECONDS,
    ) -> Toast | None:
        """Press a button, by what it carries or by its place, and wait for the bot's answer; None when it gave none
        in time.
        """
        if pressed is None:
            pressed = self._pressed_at(where, message, row, col)
        return await self.queries.answered(self.press(who, where, message, pressed), wait)

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

    def create_group(
        self, creator: Who, title: str, members: Iterable[Who] = (), *, bot: bool = True, small: bool = False
    ) -> Chat:
        """A new supergroup (or, `small`, an ordinary group) with its creator, some members and, if wanted,
        the bot.
        """
        person = self.person(creator)
        chat_id = self._fresh_id(GROUP_BASE if small else SUPERGROUP_BASE)
        chat = self.platform.set_chat(Chat(chat_id, "group" if small else "supergroup", title))
        self.platform.seat(chat_id, {person.id: "creator"})
        self.platform.seat(chat_id, {self.person(member).id: "member" for member in members})
        self.platform.post(chat_id, person.id, service={"group_chat_created": True})
        if bot:
            self.add_bot(person, chat)
        return chat

    def add_bot(self, by: Who, where: Where) -> None:
        """A member takes the bot into a group."""
        person, chat = self._at(by, where)
        bot_id = self.platform.bot_id
        self.platform.set_status(chat.id, bot_id, "member", by=person.id)
        self.platform.post(chat.id, person.id, service={"new_chat_members": [bot_id]})

    def remove_bot(self, by: Who, where: Where) -> None:
        """An admin throws the bot out: the last thing it hears of the group."""
        self.set_place(by, where, self.platform.bot_id, "kicked")

    def set_place(self, by: Who, where: Where, user: Who, status: Status) -> None:
        """An admin promotes, mutes ("restricted"), removes ("kicked") or restores ("member") somebody or
        the bot.
        """
        person, chat = self._at(by, where)
        if not self.memory.is_admin(chat.id, person.id):
            raise StageRefusal(words("not_admin"), 403)
        user_id = user if user == self.platform.bot_id else self.person(user).id
        assert isinstance(user_id, int)
        if status == "kicked":
            self.platform.post(chat.id, person.id, service={"left_chat_member": user_id})
        self.platform.set_status(chat.id, user_id, status, by=person.id)

    def migrate(self, where: Where) -> Chat:
        """An ordinary group becomes a supergroup: a new id, everybody in it, and both sides told."""
        old = self.chat(where)
        by = next(user for user, status in self.memory.members[old.id].items() if status == "creator")
        new = self.platform.set_chat(Chat(self._fresh_id(SUPERGROUP_BASE), "supergroup", old.title))
        self.platform.seat(new.id, dict(self.memory.members[old.id]))
        self.platform.post(old.id, by, service={"migrate_to_chat_id": new.id})
        self.platform.post(new.id, by, service={"migrate_from_chat_id": old.id})
        self.platform.set_chat(replace(old, migrated_to=new.id))
        return new

    def _fresh_id(self, base: int) -> int:
        """The next chat id below `base`, the kind's own range, that nobody had yet."""
        while base in self.memory.chats:
            base -= 1
        return base

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

    def _pressed_at(self, where: Where, message: int | Message, row: int, col: int) -> str:
        chat = self.chat(where)
        shown = self.memory.message(chat.id, message.id if isinstance(message, Message) else message)
        try:
            return str(shown.buttons[row][col]["callback_data"])  # type: ignore[union-attr]
        except (AttributeError, IndexError, KeyError):
            raise StageRefusal(words("gone_button")) from None
