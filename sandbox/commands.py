"""Command lists: which of those the bot set does a person see behind the slash."""

from __future__ import annotations

import json
from typing import Any

from sandbox.cast import Person
from sandbox.chats import Chat
from sandbox.memory import Memory

Shape = dict[str, Any]


def commands_for(memory: Memory, person: Person, chat: Chat) -> list[dict[str, str]]:
    """The command list a person sees in a chat: the narrowest scope that has one, their language first."""
    scopes: list[Shape]
    if chat.is_group:
        scopes = [
            {"type": "chat_member", "chat_id": chat.id, "user_id": person.id},
            *([{"type": "chat_administrators", "chat_id": chat.id}] * memory.is_admin(chat.id, person.id)),
            {"type": "chat", "chat_id": chat.id},
            *([{"type": "all_chat_administrators"}] * memory.is_admin(chat.id, person.id)),
            {"type": "all_group_chats"},
        ]
    else:
        scopes = [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}]
    for scope in [*scopes, {"type": "default"}]:
        for language in (person.language_code.split("-")[0], ""):
            if commands := memory.commands.get((scope_key(scope), language)):
                return commands
    return []


def scope_key(scope: Shape) -> str:
    """A command scope as one string, whatever order its fields came in."""
    return json.dumps(scope, sort_keys=True)
