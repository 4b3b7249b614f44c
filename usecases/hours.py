"""Hours and marks of one person on one activity: their history, and hours corrected by an organiser with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.attendance import Attended, Mark
from domain.calls import MAX_LINE, Call
from domain.hours import Credit, Entry, check_credit
from domain.names import clean_line
from domain.people import PersonId, UserId
from domain.refusals import Refused
from domain.signups import SignupId
from storage import calls, ledger, people, signups
from storage import credits as credited
from storage.tx import Tx
from usecases import checkin_choice, standing
from usecases.ticklists import CORRECTABLE


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the tick list with everything that was ever set there: who, when, what. `entry` is its hours once
    the activity has ended, for whoever stands on the list."""

    call: Call
    line: Attended
    marks: tuple[Mark, ...]
    credits: tuple[Credit, ...]
    names: Mapping[PersonId, str]
    entry: Entry | None


async def told(tx: Tx, *, signup_id: SignupId, by: UserId) -> Told:
    """The history of one line, for an organiser. Raises Refused("not-found" | "not-organiser")."""
    line = await checkin_choice.line(tx, signup_id=signup_id, by=by)
    call = await calls.get(tx, line.signup.call_id)
    assert call is not None
    marks = await signups.history(tx, signup_id)
    given = await credited.history(tx, signup_id)
    known = await people.many(tx, list({m.set_by for m in marks} | {c.set_by for c in given}))
    whole = (await credited.entries(tx, [line.signup.person_id]))[line.signup.person_id]
    entry = next((one for one in whole if one.signup_id == signup_id), None)
    names = {one.id: one.name for one in known.values()}
    return Told(call, line, tuple(marks), tuple(given), names, entry)


async def credit(tx: Tx, *, now: datetime, signup_id: SignupId, by: UserId, half_hours: int, why: str) -> Told:
    """An organiser sets somebody's hours by hand, with the reason; nobody their own. It may be done again, the newest
    holds. Raises Refused("not-found" | "not-organiser" | "call-<state>" | "too-late-to-correct" | "hours-own" |
    "hours-not-there" | "hours-bounds" | "hours-why")."""
    signup = await signups.get(tx, signup_id)
    call = await calls.lock(tx, signup.call_id) if signup else None
    if signup is None or call is None:
        raise Refused("not-found")
    organiser = await standing.organiser(tx, call.village_id, by)
    if call.done_at is None:
        raise Refused(f"call-{call.state.value}")
    if now > call.done_at + CORRECTABLE:
        raise Refused("too-late-to-correct")
    if signup.person_id == organiser.id:
        raise Refused("hours-own")
    entry = (await told(tx, signup_id=signup_id, by=by)).entry
    if entry is None:
        raise Refused("hours-not-there")
    reason = clean_line(why, MAX_LINE)
    check_credit(entry, half_hours, reason)
    await credited.add(tx, signup_id, half_hours, set_by=organiser.id, now=now, why=reason)
    await ledger.note(
        tx, "credit", now=now, actor=by, village_id=call.village_id, signup=signup_id, half_hours=half_hours
    )
    return await told(tx, signup_id=signup_id, by=by)
