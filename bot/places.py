"""Where things lie on this machine: which database serves, its lock, the backups, the sandbox's folder."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings


def in_sandbox(settings: Settings) -> bool:
    """Without a token the bot serves the sandbox."""
    return settings.bot_token is None


def sandbox_folder(settings: Settings) -> Path:
    return settings.data_dir / "sandbox"


def database_url(settings: Settings) -> str:
    """The database this installation uses. The sandbox's village lies apart, so that it never meets a real one;
    a DATABASE_URL that somebody set is taken as it is."""
    own = f"sqlite+aiosqlite:///{(settings.data_dir / 'yihu.db').as_posix()}"
    if in_sandbox(settings) and settings.database_url == own:
        return f"sqlite+aiosqlite:///{(sandbox_folder(settings) / 'yihu.db').as_posix()}"
    return settings.database_url


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for any other, or one in memory."""
    if not url.startswith("sqlite"):
        return None
    name = url.split(":///", 1)[-1].split("?", 1)[0]
    return Path(name) if name and name != ":memory:" else None


def backup_folder(settings: Settings) -> Path:
    return settings.data_dir / "backups"


def parked_folder(settings: Settings) -> Path:
    """Where updates that could not be handled wait to be replayed."""
    return (sandbox_folder(settings) if in_sandbox(settings) else settings.data_dir) / "parked"
