"""No route: whatever a villager, an official, somebody who was one, or another village's social worker taps, types or
runs, in whatever state the round is, they read no answer, no comment, and no count below the rules."""

from __future__ import annotations

import argparse
import io
import itertools
import logging
import re
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from aiogram import Router
from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import BufferedInputFile

from bot import doctor, exporting
from bot.conversations import ROOMS
from bot.settings import load_settings
from domain.people import Role, UserId
from domain.rounds import RoundState
from handlers.buttons import Tap
from handlers.commands import GROUP, PRIVATE
from storage import people, rounds
from tests.handlers.evening import OPENS, Evening, evening
from tests.texts.book import book
from tests.usecases.cast import GROUP as LIUGOU
from tests.usecases.cast import IDS
from usecases import rounds as round_actions

WORDS: Final = "三个人用一把锹，书记没来"
MARKED: Final = "● ⚖️"
"""What only whoever chose it may see: the chip that four people chose and none of the actors."""
COUNTED: Final = re.compile(r"(好|一般|不好|没选|⚖️|公平)\s*[：:]?\s*\d")
DIGEST: Final = ("社工简报：", "答了")
ACTORS: Final = ("li", "han", "liu", "hu")
"""A villager who was asked; an official; an official until this evening, now a social worker; one from elsewhere."""
STATES: Final = (RoundState.OPEN, RoundState.CLOSED, RoundState.FROZEN)
STRINGS: Final = (
    "good",
    "v1",
    "o1",
    "attendance",
    "signups",
    "worker",
    "hours-total",
    "vt",
    "s1",
    "came",
    "keep",
    "zh",
)
PAIRS: Final = (("v1", "good"), ("v4", "keep"), ("vt", "keep"), ("o1", "keep"), ("s1", "keep"), ("sf", "ok"))


def taps(routers: tuple[Router, ...]) -> Iterator[Tap]:
    """Every button of the house."""
    for router in routers:
        for handler in router.callback_query.handlers:
            yield from (one.callback for one in handler.filters or [] if isinstance(one.callback, Tap))
        yield from taps(tuple(router.sub_routers))


def pressed(tap: Tap) -> list[str]:
    """A button with what an attacker would put into it: ids of what is there, words that mean something."""
    if tap.kinds == (int, str, str):
        return [f"{tap.name}:1:{one}:{other}" for one, other in PAIRS]
    pools = [("1", "2") if kind is int else STRINGS for kind in tap.kinds]
    return [":".join((tap.name, *parts)) for parts in itertools.product(*pools)]


def typed() -> list[str]:
    """Every command, with and without what may follow it, and its plain word."""
    names = sorted({*GROUP, *PRIVATE})
    words = [line.written for key, line in book("zh").items() if key.startswith("word-")]
    return [
        *(f"/{name}" for name in names),
        *(f"/{name} 1" for name in names),
        *words,
        "/start f_1",
        "/start c_1",
        "/export attendance",
        "/digest@yihu_bot",
        "删除",
        WORDS[:3],
    ]


@pytest.fixture
async def dusk(ready_url: str) -> AsyncIterator[Evening]:
    async with evening(ready_url) as stage:
        yield stage


@pytest.fixture
def ready_url(ready_sqlite: Path, tmp_path: Path) -> str:
    (tmp_path / "yihu.db").write_bytes(ready_sqlite.read_bytes())
    return f"sqlite+aiosqlite:///{tmp_path / 'yihu.db'}"


async def comes_to(dusk: Evening, state: RoundState) -> None:
    """Four villagers answered, all the same, one with words; 刘主任 changed sides; then the round goes on."""
    for key in ("wang", "sun", "qian", "wu"):
        await dusk.fill(key, "🙁", "🙁", "🙁", "⚖️", words=WORDS if key == "wang" else None)
    liu = await dusk.village.who("liu")  # type: ignore[union-attr]
    await dusk.store.write(people.set_role, liu.id, None, by=IDS["han"], now=OPENS)
    await dusk.store.write(people.set_role, liu.id, Role.WORKER, by=IDS["zhou"], now=OPENS)
    if state is not RoundState.OPEN:
        await dusk.closes()
    if state is RoundState.FROZEN:
        await dusk.store.write(
            round_actions.make_summary, round_id=dusk.round_id, by=IDS["zhou"], now=dusk.now + timedelta(hours=1)
        )
        await dusk.send()
    known = await dusk.store.read(rounds.get, dusk.round_id)
    assert known is not None
    assert known.state is state


def papers(dusk: Evening, chat: int) -> str:
    """The words in every file that was sent to a chat."""
    told = []
    for sent in dusk.wire.asked:
        if not isinstance(sent, SendDocument | SendPhoto) or int(sent.chat_id) != chat:
            continue
        file = sent.document if isinstance(sent, SendDocument) else sent.photo
        assert isinstance(file, BufferedInputFile)
        assert file.filename is not None
        if file.filename.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(file.data)) as paper:
                told.append(re.sub(r"<[^>]+>", "", paper.read("word/document.xml").decode()))
        elif file.filename.endswith(".csv"):
            told.append(file.data.decode("utf-8-sig"))
    return "\n".join(told)


def betrayed(text: str) -> list[str]:
    """What of the secrets stands in a text."""
    found = [secret for secret in (WORDS, WORDS[:5], MARKED, *DIGEST) if secret in text]
    return found + [str(match) for match in COUNTED.findall(text)]


def test_the_table_knows_every_button_that_leads_to_feedback() -> None:
    names = {tap.name for tap in taps(tuple(ROOMS.conversations))}
    feedback = {"fopen", "fask", "fb", "fe", "fchange", "ferase", "fkeep", "figures", "figure"}
    assert names >= feedback | {"digest", "makesum", "summary", "export"}
    assert len(names) > 40


async def test_the_net_would_catch_a_leak(dusk: Evening) -> None:
    await comes_to(dusk, RoundState.CLOSED)
    await dusk["zhou"].taps("看简报")
    assert WORDS in betrayed("".join(dusk.screens("zhou")))
    assert COUNTED.search("好3 · 一般1")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("actor", ACTORS)
async def test_no_button_and_no_command_leads_there(
    dusk: Evening, actor: str, state: RoundState, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await comes_to(dusk, state)
    who = dusk[actor]
    toasts: list[str] = []
    for text in typed():
        await who.writes(text)
        if actor != "hu":
            await who.says(text, chat=LIUGOU)
    message = dusk.bot_message(who.id)
    for tap in taps(tuple(ROOMS.conversations)):
        for content in pressed(tap):
            for on in (message, dusk.bot_message(LIUGOU)):
                toast = await who.taps_forged(content, on)
                toasts.append((toast.text or "") if toast else "")
    await dusk.send()
    read = "\n".join([*dusk.screens(actor), *dusk.bot_lines(LIUGOU), *toasts, papers(dusk, who.id)])
    assert betrayed(read) == [], [line for line in read.splitlines() if betrayed(line)]
    known = await dusk.store.read(rounds.get, dusk.round_id)
    assert known is not None
    assert known.state is state
    assert betrayed("\n".join(record.getMessage() for record in caplog.records)) == []


@pytest.mark.parametrize("state", STATES)
async def test_neither_doctor_nor_export_nor_operator_leads_there(
    dusk: Evening, ready_url: str, state: RoundState, tmp_path: Path
) -> None:
    await comes_to(dusk, state)
    settings = load_settings(None, data_dir=tmp_path / "var", database_url=ready_url)
    told = "\n".join([str(found) async for found in doctor.examine(settings)])
    for what, form in itertools.product(("calls", "signups", "attendance"), ("csv", "json")):
        out = tmp_path / f"{what}.{form}"
        asked: dict[str, Any] = {"what": what, "format": form, "village": None, "out": str(out)}
        assert await exporting.main(settings, argparse.Namespace(**asked)) == 0
        told += out.read_text("utf-8-sig")
    assert "王大妈" in told
    assert betrayed(told) == []


@pytest.mark.parametrize("state", STATES)
async def test_the_operator_reads_nothing_in_the_chat_either(ready_url: str, state: RoundState) -> None:
    async with evening(ready_url, operators=frozenset({UserId(77)})) as dusk:
        await comes_to(dusk, state)
        lin = dusk.person(77, "林站长")
        for text in typed():
            await lin.writes(text)
        for tap in taps(tuple(ROOMS.conversations)):
            for content in pressed(tap):
                await lin.taps_forged(content, dusk.bot_message(77))
        assert betrayed("\n".join([*lin.reads(), papers(dusk, 77)])) == []
