"""The command line: its words, its refusals, its exit codes."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot import __main__ as command_line
from bot.settings import Settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    mask, handlers, level = os.umask(0o022), logging.getLogger().handlers[:], logging.getLogger().level
    os.umask(mask)
    yield
    os.umask(mask)
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)
    logging.captureWarnings(False)


def played(monkeypatch: pytest.MonkeyPatch, name: str, ends: int | BaseException) -> list[argparse.Namespace]:
    """Puts a command of our own in place of the module `name`; gives what it was called with."""
    seen = []

    async def main(settings: Settings, args: argparse.Namespace) -> int:
        seen.append(args)
        if isinstance(ends, BaseException):
            raise ends
        return ends

    module = ModuleType(name)
    module.main = main  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, module)
    return seen


def test_no_word_means_run(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = played(monkeypatch, "bot.run", 75)
    assert command_line.main([]) == 75
    assert seen[0].command == "run"


def test_an_export_names_its_table_format_village_and_file(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = played(monkeypatch, "bot.exporting", 0)
    assert command_line.main(["export", "signups", "--format", "json", "--village", "3", "--out", "a.json"]) == 0
    assert (seen[0].what, seen[0].format, seen[0].village, seen[0].out) == ("signups", "json", 3, "a.json")
    assert command_line.main(["export", "calls"]) == 0
    assert (seen[1].format, seen[1].village, seen[1].out) == ("csv", None, None)


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["export"],
        ["export", "feedback"],
        ["export", "calls", "--format", "pdf"],
        ["export", "calls", "--village", "0"],
        ["export", "calls", "--village", "9223372036854775808"],
        ["backup"],
        ["run", "fast"],
    ],
)
def test_a_wrong_word_ends_with_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command_line.main(words)
    assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["export", "--help"], ["backup", "--help"], ["demo", "--help"]])
def test_help_is_given_without_loading_the_house(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command_line.main(words)
    assert left.value.code == 0
    assert "usage: python -m bot" in capsys.readouterr().out


def test_ctrl_c_is_the_way_to_stop_serving(monkeypatch: pytest.MonkeyPatch) -> None:
    played(monkeypatch, "bot.run", KeyboardInterrupt())
    played(monkeypatch, "bot.demo", KeyboardInterrupt())
    assert command_line.main(["run"]) == 0
    assert command_line.main(["demo"]) == 130


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_what_a_command_writes_is_its_owners_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    played(monkeypatch, "bot.exporting", 0)
    command_line.main(["export", "calls"])
    (tmp_path / "calls.csv").write_text("Wang", encoding="utf-8")
    assert (tmp_path / "calls.csv").stat().st_mode & 0o077 == 0


def test_a_fault_is_logged_without_secrets_and_ends_with_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    canary = "987654321:AAcanaryCANARYcanaryCANARYcanary12345"
    played(monkeypatch, "bot.doctor", RuntimeError(f"https://api.telegram.org/bot{canary}/getMe"))
    assert command_line.main(["doctor"]) == 1
    told = capsys.readouterr().err
    assert "doctor stopped" in told
    assert canary not in told
