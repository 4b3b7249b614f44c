"""A copy of a database in use is whole; the doctor, the backup and the export say in a line what is the matter."""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot import backups, doctor, exporting
from bot.backups import nightly
from bot.settings import Settings, load_settings
from storage.store import Store
from storage.tables import account
from storage.tx import Tx
from tests.bot.conftest import EVENING
from tests.faults import TOKEN, Telegram, refuse


@pytest.fixture
def settings(url: str, tmp_path: Path) -> Settings:
    return load_settings(None, data_dir=tmp_path / "var", database_url=url)


async def _note(tx: Tx, n: int) -> None:
    await tx.run(insert(account).values(user_id=n, name="n"))


async def test_a_backup_under_load_holds_what_was_committed(
    store: Store, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(1, 51):
        await store.write(_note, n)
    target = tmp_path / "copy.db"
    assert await backups.main(settings, argparse.Namespace(file=str(target))) == 0
    held = sqlite3.connect(target)
    assert held.execute("SELECT count(*) FROM account").fetchone() == (50,)
    held.close()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert hashlib.sha256(target.read_bytes()).hexdigest() in capsys.readouterr().out
    assert list(tmp_path.glob(".*part")) == []  # noqa: ASYNC240


async def test_a_backup_overwrites_nothing(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "copy.db").write_text("precious")
    assert await backups.main(settings, argparse.Namespace(file=str(tmp_path / "copy.db"))) == 2
    assert (tmp_path / "copy.db").read_text() == "precious"
    assert "exists already" in capsys.readouterr().err


async def test_a_backup_into_a_folder_that_is_not_there_is_refused_and_makes_none(
    store: Store, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await backups.main(settings, argparse.Namespace(file=str(tmp_path / "mistyped" / "x.db"))) == 2
    assert not (tmp_path / "mistyped").exists()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"There is no folder {tmp_path / 'mistyped'}" in said


async def test_postgresql_is_backed_up_by_its_own_tool(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = load_settings(None, data_dir=tmp_path, database_url="postgresql+asyncpg://a@localhost/b")
    assert await backups.main(there, argparse.Namespace(file="x")) == 2
    assert "pg_dump" in capsys.readouterr().err


async def test_only_the_newest_nightly_copies_are_kept(url: str, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "my-own.db").write_text("kept")
    for day in range(5):
        await nightly(url, tmp_path / "copies", EVENING + timedelta(days=day), keep=3)
    names = sorted(file.name for file in (tmp_path / "copies").iterdir())
    assert names == ["my-own.db", *(f"yihu-202611{day}-123000.db" for day in (25, 26, 27))]


async def test_an_export_goes_to_a_file_or_says_why_not(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = argparse.Namespace(what="signups", format="json", village=None, out=str(tmp_path / "out.json"))
    assert await exporting.main(settings, asked) == 0
    assert json.loads((tmp_path / "out.json").read_text()) == []
    asked.village = 7
    assert await exporting.main(settings, asked) == 2
    assert "number 7" in capsys.readouterr().err
    asked.village, asked.out = None, str(tmp_path / "nowhere" / "out.json")
    assert await exporting.main(settings, asked) == 1


async def test_the_csv_has_the_promised_columns(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = argparse.Namespace(what="signups", format="csv", village=None, out=str(tmp_path / "out.csv"))
    assert await exporting.main(settings, asked) == 0
    head = (tmp_path / "out.csv").read_text("utf-8-sig").strip().replace('"', "")
    promised = "call,title,meet_at,person,party,state,source,entered_by,signed_up_at,attendance,arrived_at,hours"
    assert head == promised + ",duty,planned_hours,attended_hours,credited_hours,hours_source"


async def _lines(settings: Settings) -> dict[str, str]:
    return {found.about: str(found) async for found in doctor.examine(settings)}


async def test_the_doctor_finds_a_healthy_house_healthy(settings: Settings, telegram: Telegram) -> None:
    lines = await _lines(settings)
    assert all(line.startswith("ok") for line in lines.values()), lines
    assert lines["updates"].endswith("0 set aside")


async def test_the_doctor_finds_a_damaged_file(settings: Settings, tmp_path: Path) -> None:
    with (tmp_path / "yihu.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)
    assert (await _lines(settings))["database"].startswith("MEND database: damaged")


async def test_the_doctor_asks_the_platform_about_the_token(
    url: str, tmp_path: Path, telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = load_settings(
        None, data_dir=tmp_path, database_url=url, bot_token=TOKEN, bot_api_url=telegram.url, operator_ids="5"
    )
    assert (await _lines(mine))["token"].startswith("ok   token: @yihu_test_bot")
    telegram.fail("getMe", refuse(401, "Unauthorized"))
    assert "BotFather" in (await _lines(mine))["token"]
    await telegram.__aexit__()
    assert await doctor.main(mine, argparse.Namespace()) == 1
    said = capsys.readouterr().out
    assert "cannot be reached" in said
    assert TOKEN not in said
    await telegram.__aenter__()


async def test_the_doctor_needs_no_database_yet(tmp_path: Path) -> None:
    assert (await _lines(load_settings(None, data_dir=tmp_path)))["database"].startswith("ok")
