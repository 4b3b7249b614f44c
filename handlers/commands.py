"""The menu of commands that the platform shows beside the text field: per kind of chat, in each language."""

from __future__ import annotations

from typing import Final

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
)

from texts.voice import LANGUAGES, voice_for

GROUP: Final = ("call", "ask", "role", "setup", "help")
PRIVATE: Final = (
    "start",
    "help",
    "call",
    "calls",
    "roster",
    "kept",
    "people",
    "ask",
    "series",
    "approval",
    "checkin",
    "me",
    "team",
    "feedback",
    "digest",
    "summary",
    "export",
    "language",
    "status",
    "privacy",
)
EVERYWHERE: Final = ("help",)


async def set_commands(bot: Bot, language: str = "zh") -> None:
    """Tell the platform the commands. `language` is spoken to clients in any language but ours."""
    menus: tuple[tuple[BotCommandScopeUnion, tuple[str, ...]], ...] = (
        (BotCommandScopeDefault(), EVERYWHERE),
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), GROUP),
    )
    for scope, names in menus:
        await bot.set_my_commands(described(names, language), scope)
        for spoken in LANGUAGES:
            await bot.set_my_commands(described(names, spoken), scope, language_code=spoken)


def described(names: tuple[str, ...], language: str) -> list[BotCommand]:
    """Commands with their one-line descriptions."""
    voice = voice_for(language)
    return [BotCommand(command=name, description=voice(f"command-{name}")) for name in names]
