"""The house is as DESIGN says: who may know whom, who may ask the clock, which words are used."""

from __future__ import annotations

import pytest

from tests import house
from tests.house import HOME, ROOMS, Rule, broken, code

TEXT_FILES = ("*.py", "*.md", "*.in", "*.txt", "*.toml", "*.ftl", "*.json", "*.html", "*.js", "*.css", "*.yml", "run")
NOT_OURS = {".git", ".venv", ".venv-lock", "var", "out", "build", "dist", "node_modules"}


def holds(rule: Rule, places: list[str]) -> None:
    faults = broken(rule, places)
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_rooms_know_only_whom_the_arrows_allow() -> None:
    holds(house.follows_arrows, code(*ROOMS))


def test_every_library_stays_in_its_rooms() -> None:
    holds(house.invites_guests, code(*ROOMS))


def test_rules_and_the_ear_are_pure() -> None:
    holds(house.is_pure, code("domain", "parsing"))


def test_only_the_switchboard_asks_the_clock() -> None:
    watchers = [place for place in code(*ROOMS) if not place.startswith("bot/") and place != "sandbox/dial.py"]
    holds(house.asks_no_clock, watchers)


def test_only_the_settings_read_the_environment() -> None:
    holds(house.reads_no_environment, [place for place in code(*ROOMS) if place != "bot/settings.py"])


def test_names_are_words_of_the_field() -> None:
    holds(house.speaks_plainly, code(*ROOMS, "tests"))


def test_every_file_says_what_lives_in_it() -> None:
    holds(house.opens_with_a_sentence, [*code(*ROOMS, "tests"), "make.py"])


def test_what_people_read_lives_in_texts() -> None:
    speechless = [room for room in ROOMS if room not in ("texts", "parsing")]
    holds(house.leaves_words_to_the_voice, code(*speechless))


def test_papers_take_their_words_from_texts() -> None:
    papers = [file for kind in ("*.html", "*.svg") for file in (HOME / "reports").rglob(kind)]
    assert [str(file) for file in papers if house.HAN.search(file.read_text(encoding="utf-8"))] == []


def test_no_file_is_longer_than_a_room() -> None:
    pages = [
        file.relative_to(HOME).as_posix()
        for room in ROOMS
        for kind in ("*.js", "*.css", "*.html")
        for file in (HOME / room).rglob(kind)
    ]
    # A step of the database's history is written once and never again: it may be as long as it must.
    rooms = [place for place in code(*ROOMS) if "/migrations/versions/" not in place]
    holds(house.is_one_room, [*rooms, "make.py", *pages])


def test_text_is_marked_with_entities_alone() -> None:
    # The sandbox must know the word, to answer a bot that uses it as Telegram would.
    holds(house.marks_text_with_entities, code(*(room for room in ROOMS if room != "sandbox")))


def test_nothing_is_mocked() -> None:
    holds(house.mocks_nothing, code(*ROOMS, "tests"))


def test_no_file_names_a_machine_or_a_registry() -> None:
    files = {file for kind in TEXT_FILES for file in HOME.rglob(kind)}
    places = [file.relative_to(HOME) for file in files if file.is_file()]
    ours = sorted(place.as_posix() for place in places if not NOT_OURS & set(place.parts))
    assert ".ci/run" in ours
    holds(house.names_no_machine, ours)


@pytest.mark.parametrize(
    ("rule", "place", "text"),
    [
        (house.follows_arrows, "domain/calls.py", "def f():\n    import storage.tables"),
        (house.follows_arrows, "handlers/call.py", "from storage import calls"),
        (house.follows_arrows, "sandbox/page.py", "if TYPE_CHECKING:\n    from texts.voice import Voice"),
        (house.follows_arrows, "sandbox/page.py", "import_module('domain.calls')"),
        (house.follows_arrows, "reports/paper.py", "from usecases.meeting import summary"),
        (house.follows_arrows, "bot/demo.py", "from tests.cast import wang"),
        (house.invites_guests, "usecases/calls.py", "from sqlalchemy import select"),
        (house.invites_guests, "domain/calls.py", "import aiogram.types as t"),
        (house.invites_guests, "handlers/call.py", "import sqlite3"),
        (house.invites_guests, "usecases/calls.py", "from apscheduler.triggers import cron"),
        (house.invites_guests, "bot/app.py", "import requests"),
        (house.is_pure, "domain/calls.py", "import time"),
        (house.is_pure, "domain/calls.py", "async def f(): ..."),
        (house.is_pure, "domain/digest.py", "import random\nrandom.shuffle(comments)"),
        (house.is_pure, "parsing/replies.py", "def f():\n    return open('words')"),
        (house.asks_no_clock, "domain/calls.py", "import datetime\nt = datetime.datetime.now(UTC)"),
        (house.asks_no_clock, "usecases/calls.py", "clock = datetime.now"),
        (house.asks_no_clock, "usecases/calls.py", "t = time.time()"),
        (house.asks_no_clock, "usecases/calls.py", "from time import time"),
        (house.asks_no_clock, "storage/calls.py", "t = func.now()"),
        (house.asks_no_clock, "reports/paper.py", "t = date.today()"),
        (house.reads_no_environment, "storage/engine.py", "u = os.environ['DATABASE_URL']"),
        (house.reads_no_environment, "bot/run.py", "from os import getenv"),
        (house.speaks_plainly, "usecases/utils.py", ""),
        (house.speaks_plainly, "usecases/call_helpers/post.py", ""),
        (house.speaks_plainly, "usecases/calls.py", "class CallManager: ..."),
        (house.speaks_plainly, "usecases/calls.py", "def process_call(): ..."),
        (house.speaks_plainly, "usecases/calls.py", "def post(data): ..."),
        (house.speaks_plainly, "usecases/calls.py", "for entity in rows: ..."),
        (house.speaks_plainly, "usecases/calls.py", "class A:\n    def __init__(self):\n        self.rawData = 1"),
        (house.speaks_plainly, "sandbox/wire.py", "form_data = 1"),
        (house.opens_with_a_sentence, "domain/calls.py", "x = 1"),
        (house.leaves_words_to_the_voice, "handlers/call.py", "say = '报名'"),
        (house.leaves_words_to_the_voice, "bot/app.py", "say = f'{n}人'"),
        (house.is_one_room, "domain/calls.py", "\n" * 301),
        (house.marks_text_with_entities, "handlers/call.py", "send(parse_mode='HTML')"),
        (house.marks_text_with_entities, "bot/app.py", "from aiogram.enums import ParseMode"),
        (house.mocks_nothing, "tests/test_calls.py", "from unittest.mock import AsyncMock"),
        (house.mocks_nothing, "tests/test_calls.py", "import unittest"),
        (house.names_no_machine, "docs/running.md", "cd /wo" + "rk/main"),
        (house.names_no_machine, "requirements.txt", "--index-url https://py" + "pi.org/simple"),
    ],
)
def test_a_breach_is_seen(rule: Rule, place: str, text: str) -> None:
    assert list(rule(place, text))


@pytest.mark.parametrize(
    ("rule", "place", "text"),
    [
        (house.follows_arrows, "handlers/call.py", "from usecases import calls\nfrom handlers.say import say"),
        (house.follows_arrows, "handlers/call.py", "from . import say"),
        (house.invites_guests, "storage/engine.py", "import sqlite3, asyncio\nfrom sqlalchemy import event"),
        (house.is_pure, "domain/digest.py", "def mixed(rng: random.Random):\n    rng.shuffle(comments)"),
        (house.opens_with_a_sentence, "tests/domain/__init__.py", ""),
        (house.asks_no_clock, "usecases/calls.py", "t = clock.now()\nlater = meet_at.time()\nd = time.monotonic()"),
        (house.speaks_plainly, "handlers/call.py", "b = button(callback_data='x')\nmetadata = MetaData()"),
        (house.speaks_plainly, "bot/house.py", "async def __call__(self, handler, event, data): ..."),
        (house.speaks_plainly, "sandbox/wire.py", "entities = MessageEntity()"),
        (house.speaks_plainly, "domain/calls.py", "updated = candidate = 1"),
        (house.leaves_words_to_the_voice, "domain/calls.py", '"""A call (召集)."""\nx = "，"'),
        (house.is_one_room, "domain/calls.py", "\n" * 300),
        (house.names_no_machine, "docs/running.md", "see https://example.org/work/there and ./work/"),
    ],
)
def test_what_is_allowed_is_left_alone(rule: Rule, place: str, text: str) -> None:
    assert list(rule(place, text)) == []
