"""What every test may ask for: a database of its own on each engine, empty or ready, and a browser."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import asyncpg
import pytest
from sqlalchemy import URL, make_url

from storage.engine import connect
from storage.schema import upgrade

_POSTGRES = os.environ.get("YIHU_TEST_POSTGRES", "")
_CURES = {
    "PostgreSQL": "set YIHU_TEST_POSTGRES=postgresql+asyncpg://user:password@host:port/database",
    "Chromium": "install Debian's chromium, or Chrome",
}


def _missing(what: str) -> NoReturn:
    """Skips the test that needs `what`; where nothing may be missing (CI is set), fails it."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI is set: {_CURES[what]}", pytrace=False)
    pytest.skip(f"{what} is missing")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A skipped engine or browser is said aloud, with what to do: a quiet skip looks like a pass."""
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for what, cure in _CURES.items():
        if count := sum(f"{what} is missing" in reason for reason in reasons):
            terminalreporter.write_line(f"NOT TESTED: {count} tests need {what}. To test them, {cure}.", yellow=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    _missing("Chromium")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn; a test that asks for a database runs once on each."""
    return str(request.param)


@pytest.fixture(scope="session")
def ready_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with this version's tables and nothing in them, to copy."""
    file = tmp_path_factory.mktemp("ready") / "ready.db"
    asyncio.run(_upgrade(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def ready_postgres() -> Iterator[URL]:
    """A PostgreSQL database with this version's tables, to copy; each worker makes its own."""
    if not _POSTGRES:
        _missing("PostgreSQL")
    url = make_url(_POSTGRES).set(database=f"yihu_ready_{secrets.token_hex(6)}")
    asyncio.run(_postgres(f"CREATE DATABASE {url.database}"))
    try:
        asyncio.run(_upgrade(_spelled(url)))
        yield url
    finally:
        asyncio.run(_postgres(f"DROP DATABASE {url.database} WITH (FORCE)"))


@pytest.fixture
def empty_url(engine_name: str, tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of a new database without tables, on each engine."""
    if engine_name == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'yihu.db'}"
        return
    if not _POSTGRES:
        _missing("PostgreSQL")
    url = make_url(_POSTGRES).set(database=f"yihu_{secrets.token_hex(8)}")
    asyncio.run(_postgres(f"CREATE DATABASE {url.database}"))
    yield _spelled(url)
    asyncio.run(_postgres(f"DROP DATABASE {url.database} WITH (FORCE)"))


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The DATABASE_URL of a new database with this version's tables, on each engine.

    It is a copy of one that was upgraded once: a copy takes milliseconds, the history of migrations does not.
    """
    if engine_name == "sqlite":
        file = tmp_path / "yihu.db"
        shutil.copyfile(request.getfixturevalue("ready_sqlite"), file)
        yield f"sqlite+aiosqlite:///{file}"
        return
    ready: URL = request.getfixturevalue("ready_postgres")
    url = ready.set(database=f"yihu_{secrets.token_hex(8)}")
    asyncio.run(_postgres(f"CREATE DATABASE {url.database} TEMPLATE {ready.database}"))
    yield _spelled(url)
    asyncio.run(_postgres(f"DROP DATABASE {url.database} WITH (FORCE)"))


async def _upgrade(url: str) -> None:
    engine = connect(url)
    try:
        await upgrade(engine)
    finally:
        await engine.dispose()


async def _postgres(statement: str) -> None:
    connection = await asyncpg.connect(_spelled(make_url(_POSTGRES).set(drivername="postgresql")))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _spelled(url: URL) -> str:
    return url.render_as_string(hide_password=False)
