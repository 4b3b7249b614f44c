"""Messages as the Bot API writes them, and what the page shows of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox.entities import Entity
from sandbox.memory import Memory
from sandbox.messages import File, Message

Shape = dict[str, Any]
_WORDS: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))


def dumps(shape: object) -> str:
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"))


def words(key: str, **names: str) -> str:
    """A line the page shows to a person, Chinese first."""
    return _WORDS["zh"][key].format(**names)


def words_en(key: str, **names: str) -> str:
    return _WORDS["en"][key].format(**names)


def file_shape(file: File) -> Shape:
    """The fields a File shares with every kind of media."""
    unique = file.file_id.rsplit("-", 1)[-1]
    return {"file_id": file.file_id, "file_unique_id": unique, "file_size": file.size}


def _media(file: File) -> Shape:
    shape = file_shape(file)
    match file.kind:
        case "photo":
            return {"photo": [{**shape, "width": file.width, "height": file.height}]}
        case "voice":
            return {"voice": {**shape, "duration": 3, "mime_type": file.mime}}
        case "sticker":
            still = {"is_animated": False, "is_video": False, "type": "regular"}
            return {"sticker": {**shape, "width": file.width or 512, "height": file.height or 512, **still}}
    return {"document": {**shape, "file_name": file.name, "mime_type": file.mime}}


def entity_shapes(memory: Memory, entities: tuple[Entity, ...]) -> list[Entity]:
    """Entities with the people in them written out."""
    return [{**entity, "user": memory.user(entity["user"])} if "user" in entity else entity for entity in entities]


def _service(memory: Memory, service: Shape) -> Shape:
    shape = dict(service)
    if "new_chat_members" in shape:
        shape["new_chat_members"] = [memory.user(user_id) for user_id in shape["new_chat_members"]]
    if "left_chat_member" in shape:
        shape["left_chat_member"] = memory.user(shape["left_chat_member"])
    return shape


def message_shape(memory: Memory, message: Message, *, nested: bool = False) -> Shape:
    """A Message for the bot; the message it answers is written inside, but not that one's own."""
    chat = memory.chat_shape(message.chat)
    sender = memory.user(message.sender)
    shape: Shape = {"message_id": message.id, "from": sender, "chat": chat, "date": message.at}
    if message.edited_at:
        shape["edit_date"] = message.edited_at
    if message.origin:
        shape["forward_origin"] = message.origin
    if not nested and (answered := memory.message(message.chat, message.reply_to)):
        shape["reply_to_message"] = message_shape(memory, answered, nested=True)
    if message.service:
        service = _service(memory, message.service)
        if pinned := memory.message(message.chat, service.pop("pinned_message", None)):
            service["pinned_message"] = message_shape(memory, pinned, nested=True)
        shape |= service
    captioned = message.file is not None
    if message.file:
        shape |= _media(memory.files[message.file])
    if message.text:
        shape["caption" if captioned else "text"] = message.text
        if message.entities:
            shape["caption_entities" if captioned else "entities"] = entity_shapes(memory, message.entities)
    if message.markup and "inline_keyboard" in message.markup:
        shape["reply_markup"] = message.markup
    return shape


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def name_of(memory: Memory, user_id: int) -> str:
    """The name a phone shows."""
    person = memory.people.get(user_id)
    return person.name if person else str(memory.bot["first_name"])


def service_line(memory: Memory, message: Message, *, english: bool = False) -> str | None:
    """The grey line in the middle of a chat."""
    if not message.service:
        return None
    kind, value = next(iter(message.service.items()))
    who = name_of(memory, message.sender)
    if kind == "new_chat_members":
        who = "、".join(name_of(memory, user_id) for user_id in value)
    elif kind == "left_chat_member":
        who = name_of(memory, value)
    say = words_en if english else words
    return say(kind, who=who, title=memory.chats[message.chat].title)


def message_view(memory: Memory, message: Message) -> Shape:
    """A message for the page."""
    sender = {"id": message.sender, "name": name_of(memory, message.sender)}
    sender["is_bot"] = message.sender == memory.bot["id"]
    view: Shape = {"id": message.id, "at": iso(message.at), "from": sender}
    view["text"] = message.text if message.file is None else None
    view["entities"] = entity_shapes(memory, message.entities)
    view["buttons"] = [[_button_view(button) for button in row] for row in message.buttons]
    view["edited"] = message.edited_at is not None
    view["service"] = service_line(memory, message)
    view["service_en"] = service_line(memory, message, english=True)
    view["reactions"] = list(message.reactions)
    if message.markup and "keyboard" in message.markup:
        view["keyboard"] = [[_key_text(key) for key in row] for row in message.markup["keyboard"]]
    if message.markup and message.markup.get("force_reply"):
        view["force_reply"] = True
    if answered := memory.message(message.chat, message.reply_to):
        text = answered.text or service_line(memory, answered) or (_file_name(memory, answered))
        view["reply_to"] = {"id": answered.id, "from": name_of(memory, answered.sender), "text": text[:80]}
    if message.file:
        file = memory.files[message.file]
        seen: Shape = {"file_id": file.file_id, "name": file.name, "size": file.size, "mime": file.mime}
        view["photo" if file.kind in ("photo", "sticker") else "document"] = seen
        if file.kind in ("photo", "sticker"):
            seen |= {"width": file.width, "height": file.height}
        view["caption"] = message.text
    return view


def last_line(memory: Memory, message: Message) -> str:
    """What the list of chats shows under a chat's name."""
    line = message.text or service_line(memory, message) or _file_name(memory, message)
    return line.splitlines()[0][:60]


def _file_name(memory: Memory, message: Message) -> str:
    return f"[{memory.files[message.file].name}]" if message.file else "…"


def _button_view(button: Shape) -> Shape:
    view = {"text": button["text"]}
    if "callback_data" in button:
        view["data"] = button["callback_data"]
    if "url" in button:
        view["url"] = button["url"]
    if "style" in button:
        view["style"] = button["style"]
    return view


def _key_text(key: Shape | str) -> str:
    return key if isinstance(key, str) else str(key["text"])
