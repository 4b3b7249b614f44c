"""Sign-ups of a call and their attendance marks."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, case, func, insert, select, update

from domain.attendance import Attendance, Attended, Mark
from domain.calls import CallId
from domain.people import PersonId, VillageId
from domain.signups import ON_LIST, DutyId, Signup, SignupId, SignupState, Source
from storage.tables import attendance_mark, person, signup
from storage.tx import Tx, insert_on

keeper = person.alias("keeper")
"""Who entered somebody, beside the one who was entered."""


async def of_call(tx: Tx, call_id: CallId) -> list[Signup]:
    """Every sign-up of a call in order of arrival, also withdrawn and declined ones."""
    return [_signup(row) for row in await tx.all(_OF_CALL, {"call": call_id})]


async def of_person(tx: Tx, call_id: CallId, person_id: PersonId) -> Signup | None:
    row = await tx.one(_OF_PERSON, {"call": call_id, "person": person_id})
    return _signup(row) if row else None


async def get(tx: Tx, signup_id: SignupId) -> Signup | None:
    row = await tx.one(_signups().where(signup.c.id == signup_id))
    return _signup(row) if row else None


async def enter(
    tx: Tx,
    *,
    call_id: CallId,
    person_id: PersonId,
    party: int,
    state: SignupState,
    source: Source,
    entered_by: PersonId,
    now: datetime,
    note: str | None = None,
    duty_id: DutyId | None = None,
) -> tuple[SignupId, int]:
    """Put a person on the list, at the end of the queue; one who left before comes back as a newcomer.
    Returns the sign-up's id and its place in the queue."""
    values = {
        "call_id": call_id,
        "person_id": person_id,
        "party": party,
        "state": state.value,
        "source": source.value,
        "entered_by": entered_by,
        "note": note,
        "duty_id": duty_id,
        "signed_up_at": now,
        "changed_at": now,
        "offer_until": None,
        "call": call_id,
    }
    entered = await tx.one(_entry(tx.dialect), values)
    assert entered is not None
    return SignupId(entered.id), entered.queue


async def change(tx: Tx, signup_id: SignupId, now: datetime, /, **changes: Any) -> None:
    """Change a sign-up's state, party, note, duty or offer; the caller asked the rules first."""
    if "state" in changes:
        changes["state"] = SignupState(changes["state"]).value
    await tx.run(update(signup).where(signup.c.id == signup_id).values(changed_at=now, **changes))


async def kept_by(tx: Tx, call_id: CallId, keeper_id: PersonId) -> bool:
    """Whether somebody still answers on this call for people without a phone."""
    keeper = func.coalesce(person.c.keeper_id, signup.c.entered_by)
    query = (
        select(func.count())
        .select_from(signup.join(person, person.c.id == signup.c.person_id))
        .where(
            signup.c.call_id == call_id,
            person.c.user_id.is_(None),
            keeper == keeper_id,
            signup.c.state.in_([state.value for state in ON_LIST]),
        )
    )
    return bool(await tx.value(query))


async def mark(
    tx: Tx,
    signup_id: SignupId,
    state: Attendance,
    *,
    arrived_at: datetime | None,
    set_by: PersonId,
    now: datetime,
) -> None:
    """Add an attendance mark; it holds until a newer one. The older ones stay as history."""
    await tx.run(
        insert(attendance_mark).values(
            signup_id=signup_id, state=state.value, arrived_at=arrived_at, set_by=set_by, set_at=now
        )
    )


async def attendance(tx: Tx, call_id: CallId) -> list[Attended]:
    """The tick list: every sign-up of the call with its newest mark."""
    signups = await of_call(tx, call_id)
    marks = await tx.all(
        select(attendance_mark)
        .join(signup, signup.c.id == attendance_mark.c.signup_id)
        .where(signup.c.call_id == call_id)
        .order_by(attendance_mark.c.id)
    )
    newest = {row.signup_id: _mark(row) for row in marks}
    return [Attended(s, newest.get(s.id)) for s in signups]


async def history(tx: Tx, signup_id: SignupId) -> list[Mark]:
    """Every mark of one sign-up, oldest first: who set what, and when."""
    query = select(attendance_mark).where(attendance_mark.c.signup_id == signup_id).order_by(attendance_mark.c.id)
    return [_mark(row) for row in await tx.all(query)]


@cache
def _entry(dialect: str) -> Any:
    """The statement of `enter`."""
    last = select(func.coalesce(func.max(signup.c.queue), 0) + 1).where(signup.c.call_id == bindparam("call"))
    said = ("party", "state", "source", "entered_by", "note", "duty_id", "signed_up_at", "changed_at", "offer_until")
    row = insert_on(dialect, signup).values(
        {name: bindparam(name) for name in ("call_id", "person_id", *said)} | {"queue": last.scalar_subquery()}
    )
    anew = {name: row.excluded[name] for name in (*said, "queue")} | {"left_at": None}
    return row.on_conflict_do_update(index_elements=["call_id", "person_id"], set_=anew).returning(
        signup.c.id, signup.c.queue
    )


def _signups() -> Select[Any]:
    """The sign-ups that count: what a merged entry had beside the one it was merged into stands for nobody. The keeper
    is who answers for them, else the neighbour who entered them; an organiser who wrote a name down is neither."""
    by_hand = [source.value for source in (Source.ORGANISER, Source.PAPER, Source.CHAIN)]
    neighbour = case((signup.c.source.in_(by_hand), None), else_=signup.c.entered_by)
    kept = func.coalesce(person.c.keeper_id, neighbour)
    entered_by = and_(keeper.c.id == kept, keeper.c.id != signup.c.person_id, person.c.user_id.is_(None))
    return (
        select(signup, person.c.name, person.c.village_id, person.c.label, keeper.c.name.label("keeper"))
        .join(person, person.c.id == signup.c.person_id)
        .outerjoin(keeper, entered_by)
        .where(person.c.merged_into.is_(None))
    )


def _signup(row: Row[Any]) -> Signup:
    return Signup(
        id=SignupId(row.id),
        call_id=CallId(row.call_id),
        person_id=PersonId(row.person_id),
        name=row.name,
        party=row.party,
        state=SignupState(row.state),
        source=Source(row.source),
        entered_by=PersonId(row.entered_by),
        queue=row.queue,
        signed_up_at=row.signed_up_at,
        note=row.note,
        duty_id=None if row.duty_id is None else DutyId(row.duty_id),
        village_id=VillageId(row.village_id),
        offer_until=row.offer_until,
        left_at=row.left_at,
        keeper=row.keeper,
        label=row.label,
    )


def _mark(row: Row[Any]) -> Mark:
    return Mark(Attendance(row.state), row.arrived_at, PersonId(row.set_by), row.set_at)


# Asked for with every tap: put together once.
_OF_CALL = _signups().where(signup.c.call_id == bindparam("call")).order_by(signup.c.queue)
_OF_PERSON = _signups().where(signup.c.call_id == bindparam("call"), signup.c.person_id == bindparam("person"))
