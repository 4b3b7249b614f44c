"""Two entries of one person made one: which rows move, and how they move back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update

from domain.calls import CallId
from domain.people import PersonId
from domain.signups import SignupId, SignupState
from storage.tables import attendance_mark, credit, signup
from storage.tx import Tx

_STANDING = (
    "party",
    "state",
    "source",
    "entered_by",
    "duty_id",
    "queue",
    "note",
    "signed_up_at",
    "changed_at",
    "offer_until",
    "left_at",
)
"""Everything of a sign-up but whose it is."""


async def calls_of(tx: Tx, person_id: PersonId) -> dict[CallId, tuple[SignupId, SignupState, int]]:
    """Every call that a person, also one merged away, ever touched: the sign-up's id, state and turn."""
    rows = await tx.all(
        select(signup.c.id, signup.c.call_id, signup.c.state, signup.c.queue)
        .where(signup.c.person_id == person_id)
        .order_by(signup.c.call_id)
    )
    return {CallId(row.call_id): (SignupId(row.id), SignupState(row.state), row.queue) for row in rows}


async def hand_over(tx: Tx, signup_ids: Sequence[SignupId], to: PersonId) -> None:
    """These sign-ups are another entry's now, with all that is marked on them."""
    await tx.run(update(signup).where(signup.c.id.in_(signup_ids)).values(person_id=to))


async def swap(tx: Tx, one: SignupId, other: SignupId) -> None:
    """Two sign-ups of a call change places in everything but whose they are."""
    rows = {row.id: row for row in await tx.all(select(signup).where(signup.c.id.in_((one, other))))}
    for here, there in ((one, other), (other, one)):
        values = {name: getattr(rows[there], name) for name in _STANDING}
        await tx.run(update(signup).where(signup.c.id == here).values(**values))


async def marked_on(tx: Tx, signup_id: SignupId) -> tuple[list[int], list[int]]:
    """The ids of the attendance marks and of the credited hours on a sign-up."""
    marks = await tx.all(select(attendance_mark.c.id).where(attendance_mark.c.signup_id == signup_id))
    hours = await tx.all(select(credit.c.id).where(credit.c.signup_id == signup_id))
    return [row.id for row in marks], [row.id for row in hours]


async def move_marked(tx: Tx, marks: Sequence[int], hours: Sequence[int], to: SignupId) -> None:
    """Attendance marks and credited hours belong to another sign-up of the same person now."""
    await tx.run(update(attendance_mark).where(attendance_mark.c.id.in_(marks)).values(signup_id=to))
    await tx.run(update(credit).where(credit.c.id.in_(hours)).values(signup_id=to))


async def came(tx: Tx, person_id: PersonId) -> int:
    """On how many calls something was marked of a person."""
    query = (
        select(func.count(signup.c.id.distinct()))
        .join(attendance_mark, attendance_mark.c.signup_id == signup.c.id)
        .where(signup.c.person_id == person_id)
    )
    return int(await tx.value(query))
