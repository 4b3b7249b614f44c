"""The kinds of values a setting can have; each refuses what it is not in words that follow the setting's name."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")


def _token(value: SecretStr) -> SecretStr:
    if not TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("is not a bot token: digits, a colon and a long word, as BotFather gives it")
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not a web address")
    return value.rstrip("/")


def _https_address(value: str) -> str:
    if not _web_address(value).startswith("https://"):
        raise ValueError("must begin with https://, Telegram delivers to nothing else")
    return value.rstrip("/")


def _database(value: str) -> str:
    if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    return value


def _zone(value: object) -> object:
    try:
        return value if isinstance(value, ZoneInfo) else ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        raise ValueError("is not the name of a time zone") from None


def _numbers(value: object) -> object:
    if not isinstance(value, str):
        return value
    words = [word for word in re.split(r"[\s,，、;]+", value) if word]
    if not all(word.isascii() and word.isdigit() and 0 < int(word) < 2**63 for word in words):
        raise ValueError("must be Telegram ids (plain numbers) with commas between them")
    return tuple(dict.fromkeys(int(word) for word in words))


def _hour(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"([01]?\d|2[0-3])[:：]([0-5]\d)", value)
    if not found:
        raise ValueError("must be a time of day like HH:MM")
    return time(int(found[1]), int(found[2]))


def _secret_word(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
        raise ValueError("must be 16 to 256 of the characters A-Z a-z 0-9 _ -")
    return value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


Hour = Annotated[time, BeforeValidator(_hour)]
Port = Annotated[int, Field(ge=0, le=65535)]
Token = Annotated[SecretStr, AfterValidator(_token)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
HttpsAddress = Annotated[str, AfterValidator(_https_address)]
DatabaseAddress = Annotated[str, AfterValidator(_database)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
Numbers = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)]
SecretWord = Annotated[SecretStr, AfterValidator(_secret_word)]
Level = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]
