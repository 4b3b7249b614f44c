"""我的: a volunteer's own record, in private; and the line that tells a milestone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aiogram import Router
from aiogram.types import InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Bold, Text

from domain.hours import FIRST, Entry, HoursSource
from domain.people import PersonId
from domain.promises import Kind
from handlers.buttons import button
from handlers.cards import brief
from handlers.letters import Outgoing, Writer
from handlers.say import Say
from handlers.words import Said
from texts.voice import Voice, voice_for
from usecases import record
from usecases.meeting import Me
from usecases.record import Home, Record
from usecases.store import Store, Tx

router = Router(name="record")

SHOWN: Final = 12
"""More activities than this are counted, not listed."""


@router.message(Said("me"))
async def mine(message: Message, store: Store, me: Me, say: Say, now: datetime) -> None:
    """/me, 我的: what I did, my hours, what comes next; to nobody else."""
    whole = await store.read(record.mine, user_id=me.user_id, now=now)
    rows = [
        [button(say.voice("certificate-button"), "certificate", home.village.id)]
        for home in whole.homes
        if home.entries
    ]
    await say.alone(record_text(say.voice, whole, now), InlineKeyboardMarkup(inline_keyboard=rows) if rows else None)


def record_text(voice: Voice, whole: Record, now: datetime) -> Text:
    """Village by village: the sums, then the newest activities with their hours and where these come from."""
    blocks: list[Text | str] = []
    for home in whole.homes:
        if not home.entries:
            continue
        head = Bold(voice("record-head", name=home.person.name, village=home.village.title))
        sums = voice("record-sums", year=half(home.this_year), hours=half(home.in_all), n=len(home.entries))
        lines = [_line(voice, entry) for entry in home.entries[:SHOWN]]
        if len(home.entries) > SHOWN:
            lines.append(voice("record-more", n=len(home.entries) - SHOWN))
        blocks.append(Text(head, "\n", sums, "\n", "\n".join(lines)))
    if not blocks:
        blocks.append(voice("record-none"))
    if whole.next:
        calls = [seen.face.call for seen in whole.next]
        coming = [voice("record-next-line", brief=brief(voice, c, now), title=c.title or "") for c in calls]
        blocks.append("\n".join([voice("record-next"), *coming]))
    spaced: list[Text | str] = []
    for block in blocks:
        spaced += ["\n\n", block] if spaced else [block]
    return Text(*spaced)


def _line(voice: Voice, entry: Entry) -> str:
    if entry.source is HoursSource.CORRECTED and entry.credit is not None:
        source = voice("record-source-corrected", why=entry.credit.why)
    else:
        source = voice("record-source-self" if entry.source is HoursSource.SELF else "record-source-organiser")
    return voice(
        "record-line", date=entry.day.isoformat(), title=entry.title, hours=half(entry.credited), source=source
    )


def half(hours: float) -> float | int:
    """2 rather than 2.0."""
    return int(hours) if hours == int(hours) else hours


async def milestone(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The first activity, or 10, 50, 100 hours; compared with nobody."""
    goal = int(payload["goal"])
    home: Home | None = await record.milestone(tx, person_id=PersonId(payload["person"]), goal=goal, now=now)
    if home is None:
        return None
    voice = voice_for(home.person.language or home.village.language)
    if goal == FIRST:
        return Outgoing(voice.rich("milestone-first", title=home.entries[-1].title))
    return Outgoing(voice.rich("milestone-hours", goal=goal))


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.MILESTONE: milestone}
