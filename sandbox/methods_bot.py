"""Bot API methods about the bot itself: who it is, its commands by scope and language, its name and
description.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.commands import scope_key
from sandbox.desk import Desk, Method
from sandbox.errors import bad_request
from sandbox.shapes import Shape
from sandbox.wire import Call

MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_LONGEST = {"name": 64, "description": 512, "short_description": 120}
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *_CHAT_SCOPES)


async def get_me(desk: Desk, _: Call) -> Shape:
    return {
        **desk.memory.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


async def log_out(_: Desk, __: Call) -> bool:
    return True


async def close(desk: Desk, _: Call) -> bool:
    if desk.webhook.hook.url:
        raise bad_request("can't close the bot instance while a webhook is set")
    return True


def _language(call: Call) -> str:
    language = call.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _scope(desk: Desk, call: Call) -> str:
    scope: dict[str, Any] = call.object("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    kept: dict[str, Any] = {"type": kind}
    if kind in _CHAT_SCOPES:
        inside = Call(call.method, scope)
        kept["chat_id"] = desk.chat(inside).id
        if kind == "chat_member":
            kept["user_id"] = inside.number("user_id")
            if kept["user_id"] not in desk.memory.people:
                raise bad_request("user not found")
    return scope_key(kept)


async def set_my_commands(desk: Desk, call: Call) -> bool:
    scope, language = _scope(desk, call), _language(call)
    commands = [_command(given) for given in call.objects("commands")]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    _keep_commands(desk, scope, language, commands)
    return True


def _command(given: dict[str, Any]) -> dict[str, str]:
    name = str(given.get("command", "")).removeprefix("/").lower()
    description = str(given.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description is empty")
    if len(description) > LONGEST_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _keep_commands(desk: Desk, scope: str, language: str, commands: list[dict[str, str]]) -> None:
    if desk.memory.commands.get((scope, language), []) != commands:
        desk.platform.record({"k": "commands", "scope": scope, "language": language, "list": commands})


async def get_my_commands(desk: Desk, call: Call) -> list[dict[str, str]]:
    return desk.memory.commands.get((_scope(desk, call), _language(call)), [])


async def delete_my_commands(desk: Desk, call: Call) -> bool:
    _keep_commands(desk, _scope(desk, call), _language(call), [])
    return True


def _setter(what: str) -> Method:
    async def set_words(desk: Desk, call: Call) -> bool:
        said, language = call.text(what), _language(call)
        if len(said) > _LONGEST[what]:
            raise bad_request(f"bot {what.replace('_', ' ')} is too long")
        if desk.memory.profile.get((what, language), "") != said:
            desk.platform.record({"k": "profile", "what": what, "language": language, "words": said})
        return True

    return set_words


def _getter(what: str) -> Method:
    async def get_words(desk: Desk, call: Call) -> dict[str, str]:
        profile = desk.memory.profile
        said = profile.get((what, _language(call))) or profile.get((what, ""), "")
        return {what: said or (desk.memory.bot["first_name"] if what == "name" else "")}

    return get_words


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "logOut": log_out,
    "close": close,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
