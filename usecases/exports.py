"""Tables for spreadsheets and scripts: calls, sign-ups, attendance. Feedback is in none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.attendance import Attended, hours
from domain.calls import Call, CallState
from domain.duties import Duty
from domain.hours import Credit, HoursSource
from domain.people import PersonId, UserId, VillageId
from domain.refusals import Refused
from domain.signups import ON_LIST, SignupState
from storage import calls, people, plans, signups, villages
from storage import credits as credited
from storage.tx import Tx
from usecases import standing

Cell = str | int | float | datetime | None

_LISTED: Final = (*ON_LIST, SignupState.WITHDRAWN, SignupState.WALK_IN)
_EVERY: Final = 100_000


class Table(StrEnum):
    CALLS = "calls"
    SIGNUPS = "signups"
    ATTENDANCE = "attendance"


SIGNUP_COLUMNS: Final = (
    "call",
    "title",
    "meet_at",
    "person",
    "party",
    "state",
    "source",
    "entered_by",
    "signed_up_at",
    "attendance",
    "arrived_at",
    "hours",
    "duty",
    # Of one person, whatever the party; the columns before these are fixed.
    "planned_hours",
    "attended_hours",
    "credited_hours",
    "hours_source",
)
CALL_COLUMNS: Final = (
    "call",
    "title",
    "meet_at",
    "place",
    "needed",
    "bring",
    "state",
    "posted_by",
    "published_at",
    "done_at",
    "confirmed",
    "waitlisted",
    "came",
    "hours",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A table: its columns and rows. Times are the village's own, each with its offset from UTC, to the second."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


async def for_organiser(tx: Tx, *, table: Table, village_id: VillageId, by: UserId) -> Told:
    """One table of one village, for its officials and social workers.
    Raises Refused("not-found" | "not-organiser")."""
    await standing.organiser(tx, village_id, by)
    return await export(tx, table=table, village_id=village_id)


async def export(tx: Tx, *, table: Table, village_id: VillageId | None = None) -> Told:
    """One table of one village, or of all of them. `attendance` lists only those of whom something is known.
    Raises Refused("not-found") for an unknown village."""
    known = [one.id for one in await villages.all_villages(tx)]
    if village_id is not None and village_id not in known:
        raise Refused("not-found")
    rows: list[tuple[Cell, ...]] = []
    for one in known if village_id is None else [village_id]:
        for call in reversed(await calls.of_village(tx, one, limit=_EVERY)):
            rows += await _rows(tx, table, call)
    return Told(CALL_COLUMNS if table is Table.CALLS else SIGNUP_COLUMNS, tuple(rows))


async def _rows(tx: Tx, table: Table, call: Call) -> list[tuple[Cell, ...]]:
    lines = [line for line in await signups.attendance(tx, call.id) if line.signup.state in _LISTED]
    if table is Table.CALLS:
        return [await _call_row(tx, call, lines)]
    names = {one.id: one.name for one in (await people.many(tx, [line.signup.entered_by for line in lines])).values()}
    marked = [line for line in lines if line.mark is not None or table is Table.SIGNUPS]
    plan = await plans.of_call(tx, call)
    given = await credited.newest(tx, call.id)
    return [
        (
            *_signup_row(call, line, names, plan.duty(line.signup.duty_id)),
            *_three_hours(call, line, given.get(line.signup.id)),
        )
        for line in marked
    ]


async def _call_row(tx: Tx, call: Call, lines: list[Attended]) -> tuple[Cell, ...]:
    poster = await people.get(tx, call.created_by)

    def count(state: SignupState) -> int:
        return sum(line.signup.party for line in lines if line.signup.state is state)

    return (
        call.number,
        call.title,
        _local(call, call.meet_at),
        call.place,
        call.needed,
        call.bring,
        call.state.value,
        poster.name if poster else None,
        _local(call, call.published_at),
        _local(call, call.done_at),
        count(SignupState.CONFIRMED),
        count(SignupState.WAITLISTED),
        sum(line.signup.party for line in lines if line.present),
        sum(_hours(call, line) or 0 for line in lines),
    )


def _signup_row(call: Call, line: Attended, names: dict[PersonId, str], duty: Duty | None) -> tuple[Cell, ...]:
    signup, mark = line.signup, line.mark
    return (
        call.number,
        call.title,
        _local(call, call.meet_at),
        signup.name,
        signup.party,
        # Whoever walked in never signed up: there is no state of a sign-up to tell.
        None if signup.state is SignupState.WALK_IN else signup.state.value,
        signup.source.value,
        names.get(signup.entered_by),
        _local(call, signup.signed_up_at),
        mark.state.value if mark else None,
        _local(call, mark.arrived_at if mark else None),
        _hours(call, line),
        duty.name if duty else None,
    )


def _three_hours(call: Call, line: Attended, given: Credit | None) -> tuple[Cell, ...]:
    """Hours of one person kept apart: planned; attended, reckoned from arrival to the end; credited, which are those an
    organiser set by hand, else those attended; and where these come from."""
    planned = None if call.planned_minutes is None else call.planned_minutes / 60
    if call.done_at is None or line.mark is None:
        return (planned, None, None, None)
    if not line.present:
        return (planned, 0.0, 0.0, None)
    attended = hours(line.mark.arrived_at, call.done_at) if line.mark.arrived_at else 0.0
    if given is not None:
        return (planned, attended, given.hours, HoursSource.CORRECTED.value)
    own = line.mark.set_by == line.signup.person_id
    return (planned, attended, attended, (HoursSource.SELF if own else HoursSource.ORGANISER).value)


def _local(call: Call, at: datetime | None) -> datetime | None:
    """A moment as the call's village reads it on the wall."""
    return at.astimezone(ZoneInfo(call.zone)).replace(microsecond=0) if at else None


def _hours(call: Call, line: Attended) -> float | None:
    """Hours of an entry, times its party; nothing while the activity is under way or for who was not there."""
    if call.state is not CallState.DONE or call.done_at is None or line.mark is None:
        return None
    if not line.present or line.mark.arrived_at is None:
        return 0.0
    return line.signup.party * hours(line.mark.arrived_at, call.done_at)
