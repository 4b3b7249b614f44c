"""What changed of a call, a line for each field: for those on its list, and before and after for who changes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.calls import Call, Field
from texts import dates
from texts.voice import Voice
from usecases.editing import Edit


def changed(voice: Voice, call: Call, payload: Mapping[str, Any], now: datetime) -> list[str]:
    """The lines of a letter: what is new; the time also with what it was. A time that is as it was is no change."""
    zone, lines = ZoneInfo(call.zone), list[str]()
    for name in str(payload["fields"]).split(","):
        if name == Field.MEET.value and call.meet_local is not None:
            was = datetime.fromtimestamp(payload["was"], UTC).astimezone(zone)
            if was.replace(tzinfo=None) != call.meet_local:
                when = dates.said_from(voice, call.meet_local, now.astimezone(zone))
                lines.append(voice("changed-meet", was=dates.said(voice, was), when=when))
        elif name == Field.PLACE.value:
            lines.append(voice("changed-place", place=call.place or ""))
        elif name == Field.TITLE.value:
            lines.append(voice("changed-title", title=call.title or ""))
        elif name == Field.BRING.value:
            lines.append(voice("changed-bring", bring=call.bring) if call.bring else voice("changed-bring-nothing"))
        elif name == Field.NOTE.value:
            lines.append(voice("changed-note", note=call.note) if call.note else voice("changed-note-nothing"))
    return lines


def before_and_after(voice: Voice, edit: Edit) -> list[str]:
    """A line for each field that would change: 时间：… → …."""
    said = [(field, _said(voice, edit.before, field), _said(voice, edit.call, field)) for field in edit.fields]
    return [voice("change-line", field=field.value, was=was, next=then) for field, was, then in said]


def _said(voice: Voice, call: Call, field: Field) -> str:
    if field is Field.MEET:
        return dates.said(voice, call.meet_local) if call.meet_local else voice("change-nothing")
    return getattr(call, field.value) or voice("change-nothing")
