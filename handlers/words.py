"""What a message says to the bot: a command, with or without its slash, and what follows it.

`/call@yihu_bot text`, `／call text` with the full-width slash, and the plain words of texts/*/words.ftl: in a
private chat, or in a group in reply to the bot (privacy mode shows it nothing else). A plain word stands alone or is
parted from what follows; only the long argument of a call may follow its word without a gap, as people write it. Words
that a question waits for are its answer, whatever they begin with; only a slash interrupts a question, and a plain
word that stands alone: 我代报的 is no title. The question goes on waiting.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from handlers.answers import SLASHES, awaited
from texts.voice import LANGUAGES, voice_for

_COMMAND: Final = re.compile(rf"[{SLASHES}]([A-Za-z][A-Za-z0-9_]{{0,31}})(?:[@\uff20]([A-Za-z0-9_]+))?(?:\s+|$)")
_GAP: Final = re.compile(r"[\s:,\uff1a\uff0c\u3001]+|[!.\uff01\u3002\uff1f?]*$")
_SHORTEST_WITHOUT_GAP: Final = 6
_RUNS_ON: Final = "call"


def said_command(text: str, username: str | None) -> tuple[str, str] | None:
    """The command a text opens with, in lower case, and its argument. None: no command, or another bot's."""
    found = _COMMAND.match(text)
    if not found:
        return None
    addressee = found[2]
    if addressee and addressee.lower() != (username or "").lower():
        return None
    return found[1].lower(), text[found.end() :].strip()


def said_word(text: str, name: str) -> str | None:
    """The argument of a text that opens with a plain word for the command `name`; None when it does not."""
    lowered = text.lower()
    for word in words_for(name):
        if not lowered.startswith(word):
            continue
        rest = text[len(word) :]
        gap = _GAP.match(rest)
        if gap and (gap.end() or not rest):
            return rest[gap.end() :].strip()
        if name == _RUNS_ON and not word.isascii() and len(rest) >= _SHORTEST_WITHOUT_GAP:
            return rest.strip()
    return None


def words_for(name: str) -> tuple[str, ...]:
    """The plain words for a command in every language; none for a command that has only its slash."""
    key = f"word-{name}"
    voices = [voice_for(language) for language in LANGUAGES]
    return tuple(word for voice in voices if voice.knows(key) for word in voice(key).split())


def to_the_bot(message: Message, bot: Bot) -> bool:
    """Whether plain words here are meant for the bot: a private chat, or a reply to what it wrote."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    over = message.reply_to_message
    return bool(over and over.from_user and over.from_user.id == bot.id)


class Said(BaseFilter):
    """Matches a message that says the command `name`; hands the handler `argument: str`, which may be empty."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, message: Message, bot: Bot, state: FSMContext, now: datetime) -> bool | dict[str, Any]:
        text = (message.text or "").strip()
        if text[:1] and text[0] in SLASHES:
            command = said_command(text, (await bot.me()).username)
            return {"argument": command[1]} if command and command[0] == self.name else False
        argument = said_word(text, self.name) if to_the_bot(message, bot) else None
        if argument is None:
            return False
        bare = not argument and self.name in _BARE
        if not bare and await awaited(message, state, now) is not None:
            return False
        return {"argument": argument}


_BARE: Final = ("calls", "roster", "kept", "people", "checkin", "feedback", "digest", "summary", "export", "help")


class BareWord(BaseFilter):
    """Matches a plain word for a command that stands alone, as no field of a call does."""

    async def __call__(self, message: Message) -> bool:
        text = (message.text or "").strip()
        return any(said_word(text, name) == "" for name in _BARE)


class Private(BaseFilter):
    """Matches in private chats."""

    async def __call__(self, message: Message) -> bool:
        return message.chat.type == ChatType.PRIVATE


class InGroup(BaseFilter):
    """Matches in groups."""

    async def __call__(self, message: Message) -> bool:
        return message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
