"""What the page asks for: the state of the stage, the chats on a phone, the commands behind the slash."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sandbox.cast import Person
from sandbox.chats import Chat
from sandbox.memory import Memory
from sandbox.messages import Message
from sandbox.shapes import iso, last_line, message_view, name_of
from sandbox.stage import Stage

Shape = dict[str, Any]


def clock_view(stage: Stage, zone: ZoneInfo) -> Shape:
    return {"now": stage.platform.dial.now().astimezone(zone).isoformat(), "zone": zone.key}


def person_view(person: Person) -> Shape:
    names = ("id", "key", "name", "username", "label", "label_en", "avatar", "colour", "kind")
    return {name: getattr(person, name) for name in names}


def state_view(stage: Stage, zone: ZoneInfo, play: Shape, plays: list[Shape]) -> Shape:
    memory = stage.memory
    bot = {"id": memory.bot["id"], "name": memory.bot["first_name"], "username": memory.bot["username"]}
    chats = [
        {"id": chat.id, "kind": _kind(chat), "title": chat.title, "members": _present(memory, chat)}
        for chat in memory.chats.values()
        if chat.is_group and not chat.migrated_to
    ]
    return {
        **clock_view(stage, zone),
        "bot": bot,
        "people": [person_view(person) for person in memory.people.values()],
        "chats": chats,
        "play": play,
        "plays": plays,
    }


def phone_view(stage: Stage, person: Person) -> Shape:
    """A phone's list of chats, the latest first; the bot's chat is there from the start, to be opened."""
    memory = stage.memory
    private = stage.private(person)
    chats = [chat for chat in memory.chats_of(person.id) if not chat.migrated_to and chat.is_group]
    rows = [_chat_row(memory, person, chat) for chat in [*chats, private]]
    rows.sort(key=lambda row: row["last"]["at"] if row["last"] else "", reverse=True)
    return {"person": person_view(person), "chats": rows}


def messages_view(stage: Stage, person: Person, chat_id: int, limit: int) -> list[Shape]:
    return [message_view(stage.memory, message) for message in stage.reads(person, chat_id)[-limit:]]


def _kind(chat: Chat) -> str:
    return "group" if chat.is_group else "private"


def _present(memory: Memory, chat: Chat) -> list[int]:
    return [user_id for user_id in memory.members.get(chat.id, {}) if memory.is_present(chat.id, user_id)]


def _chat_row(memory: Memory, person: Person, chat: Chat) -> Shape:
    messages = memory.messages[chat.id]
    upto = memory.reads.get((person.id, chat.id), 0)
    unread = sum(1 for message in messages.values() if message.id > upto and message.sender != person.id)
    last: Message | None = next(reversed(messages.values()), None)
    bot = memory.bot
    row: Shape = {"id": chat.id, "kind": _kind(chat), "unread": unread, "last": None}
    if chat.is_group:
        row |= {"title": chat.title, "avatar": chat.title[:1], "members": len(_present(memory, chat))}
    else:
        row |= {"title": bot["first_name"], "avatar": bot["first_name"][:1]}
        row["opened"] = memory.is_present(chat.id, bot["id"])
        row["blocked"] = person.id in memory.blocked
    if last:
        # A service line names its people itself.
        sender = "" if last.service else name_of(memory, last.sender)
        row["last"] = {"text": last_line(memory, last), "at": iso(last.at), "from": sender}
    return row
