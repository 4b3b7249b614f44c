"""The evening overview: one private message to an organiser about the calls that meet within a day, and
those that nobody ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram.utils.formatting import Text

from domain.calls import Call
from domain.people import PersonId, VillageId
from domain.promises import Kind
from handlers.letters import Outgoing, Writer
from texts.dates import said, said_from
from texts.voice import voice_for
from usecases.overview import CallAhead, Overview, overview
from usecases.store import Tx


async def evening(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """Untrue once nothing meets within a day and all is ended, or the person organises no longer."""
    found = await overview(tx, village_id=VillageId(payload["village"]), person_id=PersonId(payload["person"]), now=now)
    return Outgoing(Text(_words(found, now))) if found else None


def _words(found: Overview, now: datetime) -> str:
    voice = voice_for(found.organiser.language or found.village.language)

    def line(ahead: CallAhead) -> str:
        call, counts = ahead.call, ahead.tally
        zone = ZoneInfo(call.zone)
        assert call.meet_at is not None
        told = voice(
            "overview-call",
            title=call.title or "",
            when=said_from(voice, call.meet_at.astimezone(zone), now.astimezone(zone)),
            n=counts.confirmed,
            needed=counts.needed,
        )
        if counts.waiting:
            told += voice("overview-waiting", n=counts.waiting)
        if ahead.unreached:
            told += voice("overview-unreached", n=ahead.unreached)
        return told

    def forgotten(call: Call) -> str:
        assert call.meet_at is not None
        return voice(
            "overview-over", title=call.title or "", when=said(voice, call.meet_at.astimezone(ZoneInfo(call.zone)))
        )

    ahead = [voice("overview-head", village=found.village.title), *map(line, found.ahead)] if found.ahead else []
    over = [voice("overview-over-head", village=found.village.title), *map(forgotten, found.over)] if found.over else []
    return "\n".join(ahead + over)


WRITERS: Final[dict[Kind, Writer]] = {Kind.EVENING: evening}
