"""Hours: the finished activities of people with their marks, and the hours that organisers set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select

from domain.attendance import Attendance
from domain.calls import Activity, CallId, CallState
from domain.hours import Credit, Entry
from domain.people import PersonId
from domain.signups import ON_LIST, SignupId, SignupState
from storage.tables import attendance_mark, call, credit, signup
from storage.tx import Tx

_STANDING = [state.value for state in (*ON_LIST, SignupState.WALK_IN)]


async def add(tx: Tx, signup_id: SignupId, half_hours: int, *, set_by: PersonId, now: datetime, why: str) -> None:
    """Set somebody's hours by hand; the older ones stay as history."""
    await tx.run(insert(credit).values(signup_id=signup_id, half_hours=half_hours, set_by=set_by, set_at=now, why=why))


async def history(tx: Tx, signup_id: SignupId) -> list[Credit]:
    """Every time somebody's hours were set by hand, oldest first."""
    rows = await tx.all(select(credit).where(credit.c.signup_id == signup_id).order_by(credit.c.id))
    return [Credit(row.half_hours, PersonId(row.set_by), row.set_at, row.why or "") for row in rows]


async def newest(tx: Tx, call_id: CallId) -> dict[SignupId, Credit]:
    """The credit that holds for each sign-up of a call that has one."""
    query = select(credit).join(signup, signup.c.id == credit.c.signup_id).where(signup.c.call_id == call_id)
    rows = await tx.all(query.order_by(credit.c.id))
    return {
        SignupId(row.signup_id): Credit(row.half_hours, PersonId(row.set_by), row.set_at, row.why or "") for row in rows
    }


async def entries(tx: Tx, person_ids: Sequence[PersonId]) -> dict[PersonId, list[Entry]]:
    """The finished activities these people stand on, the first that ended first, each with its newest mark and
    credit: one statement for all of them."""
    if not person_ids:
        return {}
    mark_id = select(func.max(attendance_mark.c.id)).where(attendance_mark.c.signup_id == signup.c.id)
    credit_id = select(func.max(credit.c.id)).where(credit.c.signup_id == signup.c.id)
    query = (
        select(
            signup.c.id,
            signup.c.person_id,
            call.c.id.label("call_id"),
            call.c.number,
            call.c.title,
            call.c.place,
            call.c.meet_local,
            call.c.done_at,
            call.c.planned_minutes,
            call.c.activity,
            attendance_mark.c.state,
            attendance_mark.c.arrived_at,
            attendance_mark.c.set_by,
            credit.c.half_hours,
            credit.c.set_by.label("credited_by"),
            credit.c.set_at.label("credited_at"),
            credit.c.why,
        )
        .join(call, call.c.id == signup.c.call_id)
        .outerjoin(attendance_mark, attendance_mark.c.id == mark_id.correlate(signup).scalar_subquery())
        .outerjoin(credit, credit.c.id == credit_id.correlate(signup).scalar_subquery())
        .where(
            signup.c.person_id.in_(person_ids),
            signup.c.state.in_(_STANDING),
            call.c.state == CallState.DONE.value,
        )
        .order_by(call.c.done_at, call.c.id)
    )
    found: dict[PersonId, list[Entry]] = {one: [] for one in person_ids}
    for row in await tx.all(query):
        given = row.half_hours
        found[PersonId(row.person_id)].append(
            Entry(
                call_id=CallId(row.call_id),
                signup_id=SignupId(row.id),
                number=row.number,
                title=row.title or "",
                place=row.place or "",
                day=row.meet_local.date(),
                done_at=row.done_at,
                planned_minutes=row.planned_minutes,
                activity=None if row.activity is None else Activity(row.activity),
                state=None if row.state is None else Attendance(row.state),
                arrived_at=row.arrived_at,
                ticked_by_self=row.set_by == row.person_id,
                credit=None
                if given is None
                else Credit(given, PersonId(row.credited_by), row.credited_at, row.why or ""),
            )
        )
    return found
