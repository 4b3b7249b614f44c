"""Every setting, its meaning and its bounds; the only reader of the environment and of `.env`.

What is wrong is told in English, in one line each: the language is itself a setting, not known yet.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
from datetime import time
from pathlib import Path
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.setting_kinds import (
    TOKEN,
    DatabaseAddress,
    Hour,
    HttpsAddress,
    Level,
    Numbers,
    Port,
    SecretWord,
    Token,
    WebAddress,
    Zone,
)

TELEGRAM: Final = "https://api.telegram.org"


class SettingsError(Exception):
    """Settings are wrong or missing. The message has one line for each: which, what is wrong, an example. It holds no
    secret."""


class Settings(BaseSettings):
    """All settings, frozen. The description of each is its sentence in .env.example."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        str_strip_whitespace=True,
        hide_input_in_errors=True,
    )

    bot_token: Token | None = Field(
        None,
        description="The token that BotFather gave you; without one, `make run` starts the sandbox.",
        examples=["123456789:the-long-word-from-BotFather"],
    )
    bot_token_file: Path | None = Field(
        None,
        description="A file that holds the token, instead of BOT_TOKEN (for systemd credentials or Docker secrets).",
        examples=["/run/credentials/yihu/bot_token"],
    )
    bot_api_url: WebAddress = Field(
        TELEGRAM,
        description="The Bot API server to talk to when there is a token: Telegram's, or one of your own.",
        examples=[TELEGRAM],
    )
    database_url: DatabaseAddress = Field(
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
    timezone: Zone = Field(
        ZoneInfo("Asia/Shanghai"),
        description="The time zone of a village that has not chosen its own.",
        examples=["Asia/Shanghai"],
    )
    language: Literal["zh", "en"] = Field(
        "zh",
        description="The language of a village that has not chosen its own: zh or en.",
        examples=["zh"],
    )
    operator_ids: Numbers = Field(
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
    webhook_url: HttpsAddress | None = Field(
        None,
        description="The public https address that Telegram shall deliver to; empty means long polling.",
        examples=["https://bot.example.org/yihu"],
    )
    webhook_secret: SecretWord | None = Field(
        None,
        description="The word that Telegram must send with each delivery; required with WEBHOOK_URL.",
        examples=["a-long-random-word-1234"],
    )
    webhook_port: Port = Field(
        8443,
        description="The port on this machine where deliveries come in, behind your own https proxy.",
        examples=["8443"],
    )
    log_level: Level = Field(
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
        if not TOKEN.fullmatch(held):
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
        missing = []
        if self.webhook_url and not self.webhook_secret:
            missing.append(
                "WEBHOOK_SECRET is missing, and WEBHOOK_URL is set: without it anyone could pose as Telegram"
            )
        if self.webhook_url and not self.bot_token:
            example = _example("bot_token")
            missing.append(f"BOT_TOKEN is missing, and WEBHOOK_URL is set; for example BOT_TOKEN={example}")
        if missing:
            raise ValueError("\n".join(missing))
        return self


def load_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """The settings from the environment, then `.env`, then the defaults; `given` ones come before all.

    Raises SettingsError, whose message is a line for a person about each fault.
    """
    try:
        return Settings(_env_file=env_file, **given)  # type: ignore[call-arg]  # pydantic-settings adds it
    except ValidationError as fault:
        wrong = _errors(fault)
        if not wrong[0]["loc"]:
            # The token's file is read before all else and hides what else is wrong: it is looked at without.
            try:
                Settings(_env_file=env_file, **{**given, "bot_token_file": None})  # type: ignore[call-arg]
            except ValidationError as rest:
                wrong += [one for one in _errors(rest) if one["loc"]]
        raise SettingsError("\n".join(dict.fromkeys(_told(one) for one in wrong))) from None
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
    if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH) and any(TOKEN.search(line) for line in lines):
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


def _errors(fault: ValidationError) -> list[ErrorDetails]:
    return fault.errors(include_url=False, include_context=False, include_input=False)


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
