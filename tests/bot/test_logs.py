"""The log: what never gets into it."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import StatementError

from bot.logs import log_key, set_up_logs, who

CANARY = "987654321:AAcanaryCANARYcanaryCANARYcanary12345"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    lines = io.StringIO()
    set_up_logs("DEBUG", stream=lines)
    yield lines
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)


def test_the_token_is_hidden_in_message_arguments_and_traceback(log: io.StringIO) -> None:
    logger = logging.getLogger("somewhere.deep")
    logger.info("polling https://api.telegram.org/bot%s/getUpdates", CANARY)
    logger.info(f"token {CANARY}")
    logger.info("%(t)s", {"t": CANARY})
    logger.handle(
        logging.makeLogRecord({"msg": "stack", "levelno": logging.INFO, "stack_info": f"  get({CANARY!r})\nforged"})
    )
    try:
        raise RuntimeError(f"url='http://localhost/file/bot{CANARY}/photo'")
    except RuntimeError:
        logger.exception("download failed")
    assert CANARY not in log.getvalue()
    assert log.getvalue().count("<token>") == 5
    assert "\nforged" not in log.getvalue()
    assert "RuntimeError" in log.getvalue()


def test_a_wrong_format_string_loses_neither_the_line_nor_the_secret(log: io.StringIO) -> None:
    logging.getLogger("x").warning("one place %s", CANARY, "two values")  # noqa: PLE1205
    assert "one place" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_a_database_password_is_hidden(log: io.StringIO) -> None:
    logging.getLogger("x").error("cannot reach postgresql+asyncpg://yihu:pa55:w@rd@host/db")
    assert "pa55" not in log.getvalue()
    assert "w@rd" not in log.getvalue()
    assert "yihu:<password>@host/db" in log.getvalue()


def test_what_people_typed_is_hidden_when_an_exception_quotes_it(log: io.StringIO) -> None:
    class Form(BaseModel):
        stars: int

    logger = logging.getLogger("x")
    typed = ["told in\nconfidence", "said, input_type=in confidence"]
    try:
        Form.model_validate({"stars": typed[1]})
    except ValidationError:
        logger.exception("a form")
    try:
        raise StatementError("no", "INSERT INTO answer VALUES (?)", typed, ValueError("bad"))
    except StatementError:
        logger.exception("an answer")
    assert "confidence" not in log.getvalue()
    assert "INSERT INTO answer" in log.getvalue()


def test_a_name_with_a_line_break_forges_no_line(log: io.StringIO) -> None:
    logger = logging.getLogger("x")
    logger.info("joined: %s", "Wang\n2026-11-23T00:00:00Z INFO    bot: all is well\r\x1b[2K\u2028\u202e")
    assert log.getvalue().count("\n") == 1
    assert "\\n2026" in log.getvalue()
    assert not set("\r\x1b\u2028\u202e") & set(log.getvalue())
    try:
        raise ValueError("Wang\n2026-11-23T00:00:00Z INFO    bot: forged")
    except ValueError:
        logger.exception("joined")
    assert not [line for line in log.getvalue().splitlines() if line.startswith("2026-11-23T00:00:00Z")]


def test_chinese_is_written_as_it_is(log: io.StringIO) -> None:
    logging.getLogger("x").info("村委会 ok")
    assert "村委会 ok" in log.getvalue()


@pytest.mark.parametrize("name", ["aiosqlite", "sqlalchemy.engine.Engine", "aiohttp.access"])
def test_loggers_that_repeat_values_stay_quiet_even_when_debugging(log: io.StringIO, name: str) -> None:
    logging.getLogger(name).debug("executing INSERT with 'in confidence'")
    assert log.getvalue() == ""


def test_a_person_has_the_same_short_name_under_the_same_key_only(tmp_path: Path) -> None:
    set_up_logs(key=b"one", stream=io.StringIO())
    first = who(70001)
    assert who(70001) == first != who(70002)
    assert "70001" not in first
    set_up_logs(key=b"two", stream=io.StringIO())
    assert who(70001) != first


def test_the_key_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    key = log_key(tmp_path / "var")
    assert len(key) == 32
    assert log_key(tmp_path / "var") == key
    if os.name == "posix":
        assert (tmp_path / "var" / "log.key").stat().st_mode & 0o077 == 0
