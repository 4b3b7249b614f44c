"""Every setting, its meaning and its bounds; the only reader of the environment and of `.env`.

What is wrong is told in English, in one line: the language is itself a setting, not known yet.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

TELEGRAM: Final = "https://api.telegram.org"
_TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")


class SettingsError(Exception):
    """A setting is wrong or missing. The message is one line: which, what is wrong, an example. Holds no secret."""


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
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


class Settings(BaseSettings):
    """All settings, frozen. The description of each is its sentence in .env.example."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        env_file_encoding="utf-8-sig",  # Notepad begins a file with a mark
        str_strip_whitespace=True,
        hide_input_in_errors=True,
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        None,
        description="The token that BotFather gave you; without one, `make run` starts the sandbox.",
        examples=["123456789:the-long-word-from-BotFather"],
    )
    bot_token_file: Path | None = Field(
        None,
        description="A file that holds the token, instead of BOT_TOKEN (for systemd credentials or Docker secrets).",
        examples=["/run/credentials/yihu/bot_token"],
    )
    bot_api_url: Annotated[str, AfterValidator(_web_address)] = Field(
        TELEGRAM,
        description="The Bot API server to talk to when there is a token: Telegram's, or one of your own.",
        examples=[TELEGRAM],
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "",
        repr=False,
        validate_default=False,
        description="Where the village's memory is; empty means the SQLite file yihu.db in DATA_DIR.",
        examples=["postgresql+asyncpg://yihu:password@localhost/yihu"],
    )
    data_dir: Path = Field(
        Path("var"),
        description="The folder for the database, backups and keys; keep it private and back it up.",
        examples=["var"],
    )
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] = Field(
        ZoneInfo("Asia/Shanghai"),
        description="The time zone of a village that has not chosen its own.",
        examples=["Asia/Shanghai"],
    )
    language: Literal["zh", "en"] = Field(
        "zh",
        description="The language of a village that has not chosen its own: zh or en.",
        examples=["zh"],
    )
    operator_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)] = Field(
        (),
        description="The Telegram ids, with commas between, of those who may set up villages and mend things.",
        examples=["123456789,987654321"],
    )
    remind_evening: Hour = Field(
        time(20, 0),
        description="When, the evening before, those on the list are reminded (HH:MM, the village's time).",
        examples=["20:00"],
    )
    remind_before_minutes: int = Field(
        30,
        ge=5,
        le=720,
        description="How many minutes before meeting they are reminded again (5 to 720).",
        examples=["30"],
    )
    feedback_at: Hour = Field(
        time(19, 30),
        description="When, on the evening of the activity, the feedback form goes out (HH:MM, the village's time).",
        examples=["19:30"],
    )
    feedback_hours: int = Field(
        48,
        ge=1,
        le=336,
        description="How many hours answers may be given, changed and deleted (1 to 336).",
        examples=["48"],
    )
    backup_keep_days: int = Field(
        7,
        ge=1,
        le=366,
        description="How many daily backups of an SQLite database are kept in DATA_DIR (1 to 366).",
        examples=["7"],
    )
    sandbox_port: Port = Field(
        8765,
        description="The port on this machine where the sandbox page is shown; 0 takes any free one.",
        examples=["8765"],
    )
    webhook_url: Annotated[str, AfterValidator(_https_address)] | None = Field(
        None,
        description="The public https address that Telegram shall deliver to; empty means long polling.",
        examples=["https://bot.example.org/yihu"],
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret_word)] | None = Field(
        None,
        description="The word that Telegram must send with each delivery; required with WEBHOOK_URL.",
        examples=["a-long-random-word-1234"],
    )
    webhook_port: Port = Field(
        8443,
        description="The port on this machine where deliveries come in, behind your own https proxy.",
        examples=["8443"],
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = Field(
        "INFO",
        description="How much is logged: DEBUG, INFO, WARNING or ERROR; never a token or what people wrote.",
        examples=["INFO"],
    )

    @model_validator(mode="before")
    @classmethod
    def _read_token_file(cls, values: dict[str, Any]) -> dict[str, Any]:
        path, token = values.get("bot_token_file"), values.get("bot_token")
        if path and token:
            raise ValueError("BOT_TOKEN and BOT_TOKEN_FILE are both set; keep one of them")
        if not path:
            return values
        try:
            held = Path(path).expanduser().read_text(encoding="utf-8-sig").strip()
        except (OSError, ValueError) as fault:
            why = getattr(fault, "strerror", None) or "it is not a text file"
            raise ValueError(f"BOT_TOKEN_FILE names {path}, which cannot be read ({why})") from None
        if not _TOKEN.fullmatch(held):
            raise ValueError(f"BOT_TOKEN_FILE names {path}, which holds no bot token; put only the token in it")
        return {**values, "bot_token": held}

    @model_validator(mode="before")
    @classmethod
    def _place_database(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("database_url"):
            return values
        file = Path(values.get("data_dir") or cls.model_fields["data_dir"].default) / "yihu.db"
        return {**values, "database_url": f"sqlite+aiosqlite:///{file.as_posix()}"}

    @model_validator(mode="after")
    def _complete_webhook(self) -> Settings:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError(
                "WEBHOOK_SECRET is missing, and WEBHOOK_URL is set: without it anyone could pose as Telegram"
            )
        if self.webhook_url and not self.bot_token:
            raise ValueError(
                "BOT_TOKEN is missing, and WEBHOOK_URL is set; for example BOT_TOKEN=" + _example("bot_token")
            )
        return self


def load_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """The settings from the environment, then `.env`, then the defaults; `given` ones come before all.

    Raises SettingsError, whose message is one line for a person.
    """
    try:
        return Settings(_env_file=env_file, **given)  # type: ignore[call-arg]  # pydantic-settings adds it
    except ValidationError as fault:
        wrong = fault.errors(include_url=False, include_context=False, include_input=False)
        more = f" ({len(wrong) - 1} more settings are wrong too)" if len(wrong) > 1 else ""
        raise SettingsError(_told(wrong[0]) + more) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} is not a UTF-8 text file; save it again as plain UTF-8 text") from None
    except OSError as fault:
        raise SettingsError(f"{env_file} cannot be read: {fault.strerror}") from None


def advice(env_file: Path = Path(".env")) -> list[str]:
    """What is not wrong but should be mended, a line each: a name that is no setting, a token others can read."""
    try:
        lines = env_file.read_text(encoding="utf-8-sig").splitlines()
        mode = env_file.stat().st_mode
    except (OSError, ValueError):
        return []
    found = [found[1] for line in lines if (found := re.match(r"\s*(?:export\s+)?(\w+)\s*=", line))]
    names = [name.upper() for name in Settings.model_fields]
    told = []
    for name in found:
        if name.upper() not in names:
            near = difflib.get_close_matches(name.upper(), names, n=1)
            told.append(
                f"{env_file}: {name} is not a setting" + (f"; did you mean {near[0]}?" if near else "; ignored")
            )
    if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH) and any(_TOKEN.search(line) for line in lines):
        told.append(
            f"{env_file} holds a token and others on this machine can read it; mend it with: chmod 600 {env_file}"
        )
    return told


def env_example() -> str:
    """What .env.example must say: each setting with its sentence and its default."""
    head = "# Copy this file to .env and change what you need. Every line may be left out.\n"
    return head + "".join(
        f"\n# {field.description}\n{name.upper()}={_written(field)}\n" for name, field in Settings.model_fields.items()
    )


def _written(field: FieldInfo) -> str:
    default = field.default
    if default is None or default == ():
        return ""
    return f"{default:%H:%M}" if isinstance(default, time) else str(default)


def _example(name: str) -> str:
    return str((Settings.model_fields[name].examples or [""])[0])


def _told(error: ErrorDetails) -> str:
    """One plain line for what pydantic found."""
    what = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return what
    name = str(error["loc"][0])
    what = {
        "int_parsing": "must be a whole number",
        "int_from_float": "must be a whole number",
        "greater_than_equal": what.replace("Input should be", "must be"),
        "less_than_equal": what.replace("Input should be", "must be"),
        "literal_error": what.replace("Input should be", "must be"),
    }.get(error["type"], what)
    return f"{name.upper()} {what}; for example {name.upper()}={_example(name)}"
