"""What every Bot API method works with, and the question each asks first: may the bot do this in that
chat?
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.chats import Chat
from sandbox.errors import bad_request, forbidden
from sandbox.messages import Message
from sandbox.shapes import Shape, message_shape
from sandbox.stage import Stage
from sandbox.webhook import Webhook
from sandbox.wire import Call


class Desk:
    """The stage seen from the bot's side."""

    def __init__(self, stage: Stage, webhook: Webhook) -> None:
        self.stage = stage
        self.platform = stage.platform
        self.memory = stage.memory
        self.webhook = webhook

    @property
    def bot_id(self) -> int:
        return self.platform.bot_id

    def chat(self, call: Call, field: str = "chat_id") -> Chat:
        """The chat a call names, if the bot knows it. An upgraded group is refused with the new id to use."""
        if call.fields.get(field) in (None, ""):
            raise bad_request(f"{field} is empty")
        chat_id = call.number(field)
        chat = self.memory.chats.get(chat_id)
        if chat is None:
            if chat_id not in self.memory.people:
                raise bad_request("chat not found")
            chat = self.stage.private(self.memory.people[chat_id])
        if chat.migrated_to:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        return chat

    def speaking(self, call: Call, field: str = "chat_id") -> Chat:
        """The chat a call wants to speak or act in; refused where the bot was never let in, blocked,
        kicked or muted.
        """
        chat = self.chat(call, field)
        status = self.memory.status(chat.id, self.bot_id)
        if not chat.is_group:
            if chat.id in self.memory.blocked:
                raise forbidden("bot was blocked by the user")
            if status == "left":
                raise forbidden("bot can't initiate conversation with a user")
        elif status == "kicked":
            raise forbidden(f"bot was kicked from the {_called(chat)} chat")
        elif status == "left":
            raise forbidden(f"bot is not a member of the {_called(chat)} chat")
        elif status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")
        return chat

    def message(self, call: Call, chat: Chat, missing: str) -> Message:
        """The message a call names; `missing` says what is refused when it is not there."""
        if not call.fields.get("message_id"):
            raise bad_request("message identifier is not specified")
        message = self.memory.message(chat.id, call.number("message_id"))
        if message is None:
            raise bad_request(missing)
        return message

    def shape(self, message: Message) -> Shape:
        return message_shape(self.memory, message)


def _called(chat: Chat) -> str:
    return "supergroup" if chat.kind == "supergroup" else "group"


Method = Callable[[Desk, Call], Awaitable[Any]]
