"""What an organiser said a call should be, and the columns it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.calls import MAX_LINE, MAX_MINUTES, MAX_NEEDED, MAX_TITLE, Field, instant
from domain.duties import WantedDuty
from domain.names import clean_line
from domain.refusals import Refused


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organiser said a call should be; None for what was not said. `meet_local` is a wall time; how many are
    needed follows the `duties`, where there are any."""

    title: str | None = None
    meet_local: datetime | None = None
    place: str | None = None
    needed: int | None = None
    bring: str | None = None
    note: str | None = None
    planned_minutes: int | None = None
    duties: tuple[WantedDuty, ...] = ()


def wished(wish: Wish) -> list[tuple[Field, object]]:
    """The fields that were said, with their values."""
    said = (
        (Field.TITLE, wish.title),
        (Field.MEET, wish.meet_local),
        (Field.PLACE, wish.place),
        (Field.NEEDED, wish.needed),
        (Field.BRING, wish.bring),
        (Field.NOTE, wish.note),
        (Field.HOURS, wish.planned_minutes),
    )
    return [(field, value) for field, value in said if value is not None]


def fit(field: Field, value: object, zone: str, now: datetime) -> dict[str, Any]:
    """The columns a value of a field becomes. Raises Refused("<field>-unfit" | "meet-past")."""
    if field is Field.MEET and isinstance(value, datetime):
        local = value.replace(tzinfo=None, second=0, microsecond=0)
        at = instant(local, zone)
        if at <= now:
            raise Refused("meet-past")
        return {"meet_local": local, "meet_at": at}
    if field is Field.NEEDED and isinstance(value, int) and 1 <= value <= MAX_NEEDED:
        return {"needed": value}
    if field in (Field.TITLE, Field.PLACE, Field.BRING, Field.NOTE) and isinstance(value, str):
        line = clean_line(value, MAX_TITLE if field is Field.TITLE else MAX_LINE)
        if line or field in (Field.BRING, Field.NOTE):
            return {field.value: line or None}
    if field is Field.HOURS and isinstance(value, int) and 1 <= value <= MAX_MINUTES:
        return {"planned_minutes": value}
    raise Refused(f"{field.value}-unfit", most=MAX_NEEDED)
