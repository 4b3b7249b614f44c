"""`python -m bot demo`: plays the potato harvest from the call to the summary, prints it as a chat, checks the figures.

Everything is real but the hands and the clock: HTTP, conversations, database, outbox, papers.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TextIO

from bot.rehearsal import Rehearsal, rehearsal
from bot.settings import Settings
from bot.transcript import Transcript
from domain.calls import CallId
from domain.signups import SignupState
from reports.tables import to_csv, to_json
from sandbox.errors import StageRefusal
from sandbox.messages import Message
from sandbox.scripts import load_script
from texts.dates import clock
from texts.voice import Voice
from usecases import cards, closing, exports
from usecases.exports import Table

OUT: Final = Path("out")
PLAY: Final = "potato_harvest"
BEGINS: Final = (2026, 11, 23, 20, 15)
"""A Monday evening in the village; a quarter of an hour later the call goes out."""
_MEMORY: Final = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
_WIDTH: Final = 30
_NEVER_SIGNED: Final = (SignupState.WALK_IN, SignupState.DECLINED)


@dataclass(slots=True)
class Bar:
    """How far the play is: a bar that moves on a terminal, one plain line anywhere else."""

    to: TextIO
    title: str

    @property
    def moves(self) -> bool:
        return self.to.isatty()

    def show(self, done: int, total: int) -> None:
        """Draw it; the next line of the transcript wipes it."""
        if self.moves and total:
            full = _WIDTH * done // total
            self.to.write(f"\r\x1b[K{self.title} [{'█' * full}{'·' * (_WIDTH - full)}] {done}/{total}")
            self.to.flush()

    def wipe(self) -> None:
        if self.moves:
            self.to.write("\r\x1b[K")
            self.to.flush()


async def main(settings: Settings, args: argparse.Namespace) -> int:
    """0 when the story came out right and its papers lie in out/; 1 when not, having said what was wrong."""
    logging.getLogger().setLevel(logging.WARNING)
    voice = Voice(getattr(args, "lang", None) or settings.language)
    bar = Bar(sys.stderr, voice("demo-playing"))
    if not bar.moves:
        sys.stderr.write(voice("demo-started") + "\n")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yihu-demo-", dir=swift(), ignore_cleanup_errors=True) as folder:
        ours = as_shipped(settings, voice.language)
        start = datetime(*BEGINS, tzinfo=ours.timezone)
        async with rehearsal(ours, Path(folder), start) as village:
            try:
                await play(village, voice, bar)
            except StageRefusal as refusal:
                sys.stderr.write(voice("demo-stuck", why=str(refusal.why)) + "\n")
                return 1
            wrong = await amiss(village, voice)
            papers = {} if wrong else await papers_of(village)
    try:
        leave(papers, OUT)
    except OSError as fault:
        wrong = [voice("demo-no-room", folder=f"{OUT}/", why=str(fault.strerror))]
    for line in wrong:
        sys.stderr.write(line + "\n")
    if wrong:
        return 1
    took = f"{time.monotonic() - began:.1f}"
    for line in (
        "",
        voice("demo-right"),
        voice("demo-files", folder=f"{OUT}/", names=voice("demo-comma").join(papers)),
        voice("demo-took", seconds=took),
    ):
        sys.stdout.write(line + "\n")
    return 0


def swift() -> str | None:
    """Where what need not be kept is written fastest: in memory, where the system has a folder for that."""
    return str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None


def as_shipped(settings: Settings, language: str) -> Settings:
    """The settings as they come, so that nobody's own hours change the story; only the language is the reader's."""
    shipped = {name: field.default for name, field in type(settings).model_fields.items()}
    return settings.model_copy(update={**shipped, "language": language})


async def play(village: Rehearsal, voice: Voice, bar: Bar) -> None:
    """Play every step and print it. Raises StageRefusal when the bot does not do what the play needs."""

    def write(line: str) -> None:
        bar.wipe()
        sys.stdout.write(line + "\n")

    player = village.sandbox.player
    transcript = Transcript(village.sandbox.stage, village.zone, voice, write)
    noted: list[Any] = [None]

    def told(progress: dict[str, Any]) -> None:
        if progress["note"] is not None and progress["note"] != noted[0]:
            noted[0] = progress["note"]
            transcript.note(progress["note"])
        transcript.catch_up()
        bar.show(progress["done"], progress["total"])

    player.on_progress, player.on_deed = told, transcript.deed
    try:
        await player.play(load_script(PLAY))
    finally:
        transcript.catch_up()
        transcript.close()
        bar.wipe()
        player.on_progress = player.on_deed = None


async def amiss(village: Rehearsal, voice: Voice) -> list[str]:
    """What did not come out as the field study tells it, a line each."""
    store = village.store
    ended = await store.read(closing.ended, call_id=CallId(1))
    face = await store.read(cards.face, CallId(1))
    figures = ended.turnout
    assert face is not None
    signed = [line for line in face.lines if line.signup.state not in _NEVER_SIGNED]
    stage = village.sandbox.stage
    thanks = [m.text or "" for m in stage.reads("han", stage.village) if (m.text or "").startswith("🎉")]
    kinds = {stage.memory.files[m.file].kind for m in _read_by(village, "han") if m.file}
    expected = (
        ("signed up", 23, sum(line.signup.party for line in signed)),
        ("came", 21, figures.came),
        ("hours", 42.0, figures.hours),
        ("first", "05:00", clock(figures.first_at.astimezone(village.zone)) if figures.first_at else None),
        ("done", "07:00", clock(figures.done_at.astimezone(village.zone))),
        ("thank-you", True, any("21" in line and "42" in line for line in thanks)),
        ("papers", {"photo", "document"}, kinds),
    )
    return [
        voice("demo-wrong", what=what, wanted=str(wanted), found=str(found))
        for what, wanted, found in expected
        if wanted != found
    ]


async def papers_of(village: Rehearsal) -> dict[str, bytes]:
    """The summary as the official got it, and the exports, by file name."""
    stage = village.sandbox.stage
    received = _read_by(village, "han")
    papers: dict[str, bytes] = {}
    place = next(n for n, m in enumerate(received) if m.file)
    papers["summary.txt"] = ((received[place - 1].text or "") + "\n").encode()
    for message in received:
        if message.file:
            file = stage.memory.files[message.file]
            papers["summary.png" if file.kind == "photo" else "summary.docx"] = await stage.files.read(file)
    for table in Table:
        told = await village.store.read(exports.export, table=table)
        papers[f"{table.value}.csv"] = to_csv(told.columns, told.rows)
        papers[f"{table.value}.json"] = to_json(told.columns, told.rows)
    return papers


def leave(papers: dict[str, bytes], out: Path) -> None:
    """Write them down. Raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in papers.items():
        (out / name).write_bytes(content)


def _read_by(village: Rehearsal, key: str) -> list[Message]:
    stage = village.sandbox.stage
    return stage.reads(key, stage.private(stage.person(key)))
