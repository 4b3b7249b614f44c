"""Bot API methods by which the bot speaks: texts, documents, pictures, forwards and copies."""

from __future__ import annotations

from typing import Any

from sandbox.chats import Chat
from sandbox.desk import Desk, Method
from sandbox.entities import LONGEST_CAPTION, LONGEST_TEXT, Entity, formatted
from sandbox.errors import bad_request, not_modelled
from sandbox.keyboards import checked_markup
from sandbox.messages import File, FileKind
from sandbox.shapes import Shape
from sandbox.wire import Call, Upload

_UNMODELLED = (
    "business_connection_id",
    "direct_messages_topic_id",
    "suggested_post_parameters",
    "receiver_user_id",
)
LARGEST_PHOTO = 10 << 20
LARGEST_DOCUMENT = 50 << 20


def read_text(desk: Desk, call: Call) -> tuple[str, tuple[Entity, ...]]:
    """The text of a message with its entities, by the platform's rules."""
    _no_parse_mode(call)
    return formatted(
        call.text("text"),
        call.objects("entities"),
        set(desk.memory.people),
        empty="message text is empty",
        limit=LONGEST_TEXT,
        too_long="message is too long",
    )


def read_caption(desk: Desk, call: Call) -> tuple[str | None, tuple[Entity, ...]]:
    _no_parse_mode(call)
    text, entities = formatted(
        call.text("caption"),
        call.objects("caption_entities"),
        set(desk.memory.people),
        empty="",
        limit=LONGEST_CAPTION,
        too_long="message caption is too long",
    )
    return text or None, entities


def _no_parse_mode(call: Call) -> None:
    if call.fields.get("parse_mode"):
        raise not_modelled("parse_mode; send text with entities")


def _replied(desk: Desk, call: Call, chat: Chat) -> int | None:
    """The message a new one answers; refused when it is gone, unless the bot sends without it."""
    given = call.object("reply_parameters") or {}
    message_id = given.get("message_id", call.number("reply_to_message_id") or None)
    if message_id is None:
        return None
    if given.get("quote") or given.get("chat_id", chat.id) not in (chat.id, str(chat.id)):
        raise not_modelled("quotes and replies across chats")
    if not isinstance(message_id, int) or desk.memory.message(chat.id, message_id) is None:
        if given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return message_id


def _opening(desk: Desk, call: Call) -> tuple[Chat, dict[str, Any]]:
    """What every sending method begins with: where, in answer to what, with which buttons."""
    call.refuse(*_UNMODELLED)
    chat = desk.speaking(call)
    if call.number("message_thread_id"):
        raise bad_request("message thread not found")
    return chat, {
        "reply_to": _replied(desk, call, chat),
        "markup": checked_markup(call.object("reply_markup")),
    }


async def send_message(desk: Desk, call: Call) -> Shape:
    chat, parts = _opening(desk, call)
    text, entities = read_text(desk, call)
    return desk.shape(desk.platform.post(chat.id, desk.bot_id, text=text, entities=entities, **parts))


async def send_document(desk: Desk, call: Call) -> Shape:
    return await _send_media(desk, call, "document")


async def send_photo(desk: Desk, call: Call) -> Shape:
    return await _send_media(desk, call, "photo")


async def _send_media(desk: Desk, call: Call, kind: FileKind) -> Shape:
    chat, parts = _opening(desk, call)
    caption, entities = read_caption(desk, call)
    file = await _attached(desk, call, kind)
    return desk.shape(
        desk.platform.post(chat.id, desk.bot_id, text=caption, entities=entities, file=file.file_id, **parts)
    )


async def _attached(desk: Desk, call: Call, kind: FileKind) -> File:
    """The file of a sending method: uploaded under its own name, under attach://another, or known by its
    file_id.
    """
    given = call.text(kind)
    upload = call.files.get(given.removeprefix("attach://") if given.startswith("attach://") else kind)
    if upload is None:
        if not given or given.startswith("attach://"):
            raise bad_request(f"there is no {kind} in the request")
        if given.startswith(("http://", "https://")):
            raise not_modelled("files fetched from a URL")
        file = desk.memory.files.get(given)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file
    return await _uploaded(desk, upload, kind)


async def _uploaded(desk: Desk, upload: Upload, kind: FileKind) -> File:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (LARGEST_PHOTO if kind == "photo" else LARGEST_DOCUMENT):
        raise bad_request("file is too big")
    file = await desk.stage.files.keep(upload.content, upload.name, kind)
    if kind == "photo" and not file.width:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if kind == "photo" and file.width + file.height > 10_000:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return desk.platform.keep_file(file)


async def forward_message(desk: Desk, call: Call) -> Shape:
    chat = desk.speaking(call)
    source = desk.message(call, desk.chat(call, "from_chat_id"), "message to forward not found")
    if source.service:
        raise bad_request("message can't be forwarded")
    origin = {"type": "user", "sender_user": desk.memory.user(source.sender), "date": source.at}
    parts = {"text": source.text, "entities": source.entities, "file": source.file}
    return desk.shape(desk.platform.post(chat.id, desk.bot_id, origin=source.origin or origin, **parts))


async def copy_message(desk: Desk, call: Call) -> Shape:
    chat, parts = _opening(desk, call)
    source = desk.message(call, desk.chat(call, "from_chat_id"), "message to copy not found")
    if source.service:
        raise bad_request("message can't be copied")
    text, entities = source.text, source.entities
    if source.file and "caption" in call.fields:
        text, entities = read_caption(desk, call)
    message = desk.platform.post(chat.id, desk.bot_id, text=text, entities=entities, file=source.file, **parts)
    return {"message_id": message.id}


async def send_chat_action(desk: Desk, call: Call) -> bool:
    desk.speaking(call)
    if not call.text("action"):
        raise bad_request("wrong parameter action in request")
    return True


async def get_file(desk: Desk, call: Call) -> Shape:
    file = desk.memory.files.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > 20 << 20:
        raise bad_request("file is too big")
    unique = file.file_id.rsplit("-", 1)[-1]
    return {"file_id": file.file_id, "file_unique_id": unique, "file_size": file.size, "file_path": file.path}


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
}
