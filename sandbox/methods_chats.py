"""Bot API methods about chats and their members."""

from __future__ import annotations

from dataclasses import replace

from sandbox.chats import ADMINS, PRESENT, Chat, full_chat_shape, member_shape
from sandbox.desk import Desk, Method
from sandbox.errors import bad_request, forbidden
from sandbox.shapes import Shape
from sandbox.wire import Call


def _seen(desk: Desk, call: Call) -> Chat:
    """A chat the bot may look at: it is in it, or it is a private chat it knows."""
    chat = desk.chat(call)
    if chat.is_group and not desk.memory.is_present(chat.id, desk.bot_id):
        kicked = desk.memory.status(chat.id, desk.bot_id) == "kicked"
        kind = "supergroup" if chat.kind == "supergroup" else "group"
        raise forbidden(f"bot was kicked from the {kind} chat" if kicked else f"bot is not a member of the {kind} chat")
    return chat


def _group(desk: Desk, call: Call, what: str) -> Chat:
    chat = _seen(desk, call)
    if not chat.is_group:
        raise bad_request(what)
    return chat


async def get_chat(desk: Desk, call: Call) -> Shape:
    chat = _seen(desk, call)
    shape = full_chat_shape(chat, desk.memory.people.get(chat.id))
    if pinned := desk.memory.message(chat.id, chat.pinned):
        shape["pinned_message"] = desk.shape(pinned)
    return shape


async def get_chat_member(desk: Desk, call: Call) -> Shape:
    """A person's place in a chat, "left" if the person never was there."""
    chat = _seen(desk, call)
    user_id = call.number("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id != desk.bot_id and user_id not in desk.memory.people:
        raise bad_request("user not found")
    return member_shape(desk.memory.user(user_id), desk.memory.status(chat.id, user_id))


async def get_chat_administrators(desk: Desk, call: Call) -> list[Shape]:
    """The creator and the administrators, without bots."""
    chat = _group(desk, call, "there are no administrators in the private chat")
    return [
        member_shape(desk.memory.user(user_id), status)
        for user_id, status in desk.memory.members[chat.id].items()
        if status in ADMINS and user_id != desk.bot_id
    ]


async def get_chat_member_count(desk: Desk, call: Call) -> int:
    chat = _seen(desk, call)
    return sum(status in PRESENT for status in desk.memory.members[chat.id].values())


async def leave_chat(desk: Desk, call: Call) -> bool:
    chat = _group(desk, call, "chat can't be left")
    desk.platform.post(chat.id, desk.bot_id, service={"left_chat_member": desk.bot_id})
    desk.platform.set_status(chat.id, desk.bot_id, "left", by=desk.bot_id)
    return True


async def pin_chat_message(desk: Desk, call: Call) -> bool:
    chat = _pinning(desk, call)
    message = desk.message(call, chat, "message to pin not found")
    if chat.pinned != message.id:
        desk.platform.set_chat(replace(chat, pinned=message.id))
        desk.platform.post(chat.id, desk.bot_id, service={"pinned_message": message.id})
    return True


async def unpin_chat_message(desk: Desk, call: Call) -> bool:
    chat = _pinning(desk, call)
    wanted = call.number("message_id") or chat.pinned
    if chat.pinned is None or wanted != chat.pinned:
        raise bad_request("message to unpin not found")
    desk.platform.set_chat(replace(chat, pinned=None))
    return True


async def unpin_all_chat_messages(desk: Desk, call: Call) -> bool:
    chat = _pinning(desk, call)
    if chat.pinned is not None:
        desk.platform.set_chat(replace(chat, pinned=None))
    return True


def _pinning(desk: Desk, call: Call) -> Chat:
    chat = desk.speaking(call)
    if chat.is_group and not desk.memory.is_admin(chat.id, desk.bot_id):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


METHODS: dict[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
