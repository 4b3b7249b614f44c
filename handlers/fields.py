"""One field of a draft, as an organiser words it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.calls import Call, Field
from handlers.say import Say
from parsing.draft_words import read_note
from parsing.fields import read_bring, read_needed, read_place, read_title
from parsing.lengths import read_length
from parsing.times import read_time
from texts.dates import day as day_name
from texts.voice import Voice


def read_field(field: Field, text: str, call: Call, memory: dict[str, Any], now: datetime, say: Say) -> object | None:
    """What an answer means for a field; a mere date when only the day was said; None when it cannot be read."""
    if field is Field.MEET:
        known = date.fromisoformat(memory["day"]) if "day" in memory else None
        if known is None and call.meet_local is not None:
            known = call.meet_local.date()
        local_now = now.astimezone(ZoneInfo(call.zone))
        found = read_time(text, local_now, known)
        if found is None:
            return None
        return found.meet.replace(tzinfo=None) if found.has_hour else found.meet.date()
    if field is Field.NEEDED:
        return read_needed(text)
    if field is Field.BRING:
        things = read_bring(text)
        return None if things is None else say.voice("card-comma").join(things)
    if field is Field.HOURS:
        return read_length(text)
    if field is Field.NOTE:
        return read_note(text)
    return read_place(text) if field is Field.PLACE else read_title(text)


_LEADS: Final = {0: "date-today", 1: "date-tomorrow", 2: "draft-day-after"}


def day_said(voice: Voice, day: date, today: datetime) -> str:
    """A day given alone, led by 今天, 明天 or 后天 where that is what it is."""
    said = day_name(voice, datetime(day.year, day.month, day.day, tzinfo=today.tzinfo))
    lead = _LEADS.get((day - today.date()).days)
    return voice("draft-day-led", lead=voice(lead), day=said) if lead else said
