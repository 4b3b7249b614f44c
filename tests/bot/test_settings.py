"""Settings: what is written in .env.example, what is refused, and in which words."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, SettingsError, advice, env_example, load_settings

HOME = Path(__file__).parent.parent.parent
CANARY = "987654321:AAcanaryCANARYcanaryCANARYcanary12345"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def env(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def refusal(env: Path, *lines: str) -> str:
    env.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(env)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_example_says_what_the_settings_are() -> None:
    assert (HOME / ".env.example").read_text(encoding="utf-8") == env_example(), (
        'write it anew: python -c "from bot.settings import *; print(env_example(), end=str())" > .env.example'
    )


def test_every_setting_has_one_sentence_and_an_example() -> None:
    for name, field in Settings.model_fields.items():
        assert (field.description or "").endswith("."), name
        assert "\n" not in (field.description or ""), name
        assert field.examples, name


def test_the_example_copied_as_it_is_gives_the_defaults() -> None:
    assert load_settings(HOME / ".env.example") == load_settings(None)


def test_with_nothing_set_the_memory_is_a_file_in_the_folder(env: Path) -> None:
    env.write_text("DATA_DIR=/srv/yihu\n", encoding="utf-8")
    assert load_settings(env).database_url == "sqlite+aiosqlite:////srv/yihu/yihu.db"
    assert load_settings(None).database_url == "sqlite+aiosqlite:///var/yihu.db"


def test_the_environment_comes_before_the_file(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env.write_text("LANGUAGE=en\nSANDBOX_PORT=9000\n", encoding="utf-8")
    monkeypatch.setenv("LANGUAGE", "zh")
    settings = load_settings(env)
    assert (settings.language, settings.sandbox_port) == ("zh", 9000)


def test_what_people_type_is_understood(env: Path) -> None:
    env.write_text(
        "\ufeffOPERATOR_IDS= 12, 34，12\nREMIND_EVENING=7：05\nLOG_LEVEL=debug\nBOT_API_URL=http://localhost:8081/\n",
        encoding="utf-8",
    )
    settings = load_settings(env)
    assert settings.operator_ids == (12, 34)
    assert settings.remind_evening == time(7, 5)
    assert settings.log_level == "DEBUG"
    assert settings.bot_api_url == "http://localhost:8081"


@pytest.mark.parametrize(
    "line",
    [
        "BOT_TOKEN=hello",
        "BOT_API_URL=api.telegram.org",
        "DATABASE_URL=mysql://a:b@c/d",
        "DATABASE_URL=postgresql://a:b@c/d",
        "TIMEZONE=Beijing",
        "TIMEZONE=../etc/passwd",
        "LANGUAGE=fr",
        "OPERATOR_IDS=12,Han",
        "OPERATOR_IDS=-5",
        "OPERATOR_IDS=9223372036854775808",
        "REMIND_EVENING=24:00",
        "REMIND_EVENING=8pm",
        "REMIND_BEFORE_MINUTES=4",
        "REMIND_BEFORE_MINUTES=721",
        "FEEDBACK_AT=soon",
        "FEEDBACK_HOURS=0",
        "BACKUP_KEEP_DAYS=367",
        "SANDBOX_PORT=65536",
        "SANDBOX_PORT=-1",
        "SANDBOX_PORT=eight",
        "WEBHOOK_URL=http://bot.example.org",
        "WEBHOOK_SECRET=short",
        "LOG_LEVEL=loud",
    ],
)
def test_a_wrong_value_is_named_with_an_example(env: Path, line: str) -> None:
    name = line.split("=")[0]
    told = refusal(env, line)
    assert told.startswith(f"{name} ")
    assert f"for example {name}=" in told


@pytest.mark.parametrize("name", [name for name, field in Settings.model_fields.items() if field.default])
def test_every_example_of_a_setting_is_itself_accepted(env: Path, name: str) -> None:
    example = (Settings.model_fields[name].examples or [""])[0]
    env.write_text(f"{name.upper()}={example}", encoding="utf-8")
    load_settings(env)


@pytest.mark.parametrize("minutes", [5, 720])
def test_the_bounds_themselves_are_allowed(env: Path, minutes: int) -> None:
    env.write_text(f"REMIND_BEFORE_MINUTES={minutes}", encoding="utf-8")
    assert load_settings(env).remind_before_minutes == minutes


def test_a_token_file_that_cannot_be_read_hides_no_other_fault(env: Path) -> None:
    env.write_text("BOT_TOKEN_FILE=nowhere\nLANGUAGE=fr\n")
    with pytest.raises(SettingsError) as caught:
        load_settings(env)
    assert [line.split()[0] for line in str(caught.value).splitlines()] == ["BOT_TOKEN_FILE", "LANGUAGE"]


def test_a_webhook_without_secret_and_token_lacks_both(env: Path) -> None:
    env.write_text("WEBHOOK_URL=https://bot.example.org/yihu\n")
    with pytest.raises(SettingsError) as caught:
        load_settings(env)
    assert [line.split()[0] for line in str(caught.value).splitlines()] == ["WEBHOOK_SECRET", "BOT_TOKEN"]


def test_several_wrong_values_are_told_in_a_line_each(env: Path) -> None:
    env.write_text("LANGUAGE=fr\nTIMEZONE=Mars\nSANDBOX_PORT=x\n")
    with pytest.raises(SettingsError) as caught:
        load_settings(env)
    lines = str(caught.value).splitlines()
    assert sorted(line.split()[0] for line in lines) == ["LANGUAGE", "SANDBOX_PORT", "TIMEZONE"]
    assert all("for example" in line for line in lines)


def test_the_token_is_read_from_its_file(env: Path, tmp_path: Path) -> None:
    kept = tmp_path / "token"
    kept.write_text(CANARY + "\n", encoding="utf-8")
    env.write_text(f"BOT_TOKEN_FILE={kept}", encoding="utf-8")
    token = load_settings(env).bot_token
    assert token is not None
    assert token.get_secret_value() == CANARY


def test_a_token_file_must_be_there_and_hold_a_token(env: Path, tmp_path: Path) -> None:
    assert "cannot be read" in refusal(env, f"BOT_TOKEN_FILE={tmp_path / 'nowhere'}")
    kept = tmp_path / "token"
    kept.write_text(f"BOT_TOKEN={CANARY}", encoding="utf-8")
    told = refusal(env, f"BOT_TOKEN_FILE={kept}")
    assert "holds no bot token" in told
    assert CANARY not in told
    assert "both set" in refusal(env, f"BOT_TOKEN_FILE={kept}", f"BOT_TOKEN={CANARY}")


def test_a_webhook_needs_its_secret_and_a_token(env: Path) -> None:
    address, secret = "WEBHOOK_URL=https://bot.example.org/yihu", "WEBHOOK_SECRET=0123456789abcdef"
    assert refusal(env, address, f"BOT_TOKEN={CANARY}").startswith("WEBHOOK_SECRET is missing")
    assert refusal(env, address, secret).startswith("BOT_TOKEN is missing")
    env.write_text(f"{address}\n{secret}\nBOT_TOKEN={CANARY}", encoding="utf-8")
    assert load_settings(env).webhook_url == "https://bot.example.org/yihu"


def test_no_secret_is_shown(env: Path) -> None:
    env.write_text(
        f"BOT_TOKEN={CANARY}\nDATABASE_URL=postgresql+asyncpg://a:pa55word@b/c\nWEBHOOK_SECRET=0123456789abcdef",
        encoding="utf-8",
    )
    shown = repr(load_settings(env)) + str(load_settings(env))
    assert not [secret for secret in (CANARY, "pa55word", "0123456789abcdef") if secret in shown]
    assert CANARY not in refusal(env, f"BOT_TOKEN={CANARY} ", f"LANGUAGE={CANARY}")
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate({"database_url": "mysql://a:pa55word@b/c"})
    assert "pa55word" not in str(caught.value)
    assert "pa55word" not in refusal(env, "DATABASE_URL=mysql://a:pa55word@b/c")


def test_a_file_that_is_no_text_is_told_so(env: Path) -> None:
    env.write_bytes("BOT_TOKEN=村".encode("utf-16"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(env)


def test_a_misspelt_name_is_pointed_out(env: Path) -> None:
    env.write_text("BOT_TOKN=1\nPATH_TO_X=2\n# COMMENT=3\nLANGUAGE=zh\n", encoding="utf-8")
    assert advice(env) == [
        f"{env}: BOT_TOKN is not a setting; did you mean BOT_TOKEN?",
        f"{env}: PATH_TO_X is not a setting; ignored",
    ]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_token_that_others_can_read_is_pointed_out(env: Path) -> None:
    env.write_text(f"BOT_TOKEN={CANARY}\n", encoding="utf-8")
    env.chmod(0o644)
    (told,) = advice(env)
    assert told.endswith(f"chmod 600 {env}")
    assert CANARY not in told
    env.chmod(0o600)
    assert advice(env) == []
    env.chmod(0o644)
    env.write_text("LANGUAGE=zh\n", encoding="utf-8")
    assert advice(env) == []


def test_no_file_needs_no_advice(tmp_path: Path) -> None:
    assert advice(tmp_path / "nowhere") == []


def bot(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    home = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**home, "PYTHONPATH": str(HOME), **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def test_a_wrong_setting_ends_the_program_with_one_line_and_code_2(tmp_path: Path) -> None:
    ended = bot(tmp_path, "run", LANGUAGE="fr")
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == "LANGUAGE must be 'zh' or 'en'; for example LANGUAGE=zh\n"


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    ended = bot(tmp_path, "doctor", DATA_DIR="taken")
    assert ended.returncode == 2
    assert ended.stderr.startswith("DATA_DIR taken cannot be written to: ")
    assert ended.stderr.count("\n") == 1
