"""Putting one person on a list, whoever enters them and by whatever entrance: the one place where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import signups as rules
from domain.calls import MAX_LINE
from domain.duties import Duty, duty_for_newcomer
from domain.names import clean_line
from domain.people import Person
from domain.promises import Kind, Promise
from domain.reminders import Timing
from domain.signups import DutyId, Signup, SignupState, Source
from storage import outbox, signups
from storage.tx import Tx
from usecases.places import Held, promise_reminders


@dataclass(frozen=True, slots=True)
class Entry:
    """A newcomer on a list. `ahead` counts the people who wait before them in their pool; `reminded`: a private
    reminder goes out at this moment."""

    signup: Signup
    duty: Duty | None
    ahead: int
    reminded: bool

    @property
    def placed(self) -> bool:
        """Whether they have a place; else they wait."""
        return self.signup.state is SignupState.CONFIRMED


async def enter(
    tx: Tx,
    at: Held,
    person: Person,
    on_list: Sequence[Signup],
    *,
    now: datetime,
    timing: Timing,
    source: Source,
    by: Person | None = None,
    party: int = 1,
    duty: DutyId | None = None,
    note: str | None = None,
) -> Entry:
    """Give a newcomer a place or the end of the queue, in the pool of their duty and village, and promise what follows
    from it. `by` is who enters them (None: they themselves): whoever has a phone of their own hears from whom.
    The caller holds the call and has made sure that they are not on `on_list`.
    Raises Refused("party-size"), and as `duty_for_newcomer`."""
    call, author = at.call, by or person
    chosen = duty_for_newcomer(at.plan, on_list, duty)
    pool = at.plan.pool_of(chosen, person.village_id)
    within = at.plan.within(pool, on_list)
    state = rules.place_for(party, within, pool.places)
    said = clean_line(note, MAX_LINE) or None if note else None
    signup_id, queue = await signups.enter(
        tx,
        call_id=call.id,
        person_id=person.id,
        party=party,
        state=state,
        source=source,
        entered_by=author.id,
        now=now,
        note=said,
        duty_id=chosen,
    )
    entered = Signup(
        signup_id,
        call.id,
        person.id,
        person.name,
        party,
        state,
        source,
        author.id,
        queue,
        now,
        said,
        duty_id=chosen,
        village_id=person.village_id,
    )
    told = person.user_id is not None and person.id != author.id
    reminded = False
    if state is SignupState.CONFIRMED:
        reminded = await promise_reminders(tx, call, person, now, timing, entered_by=author.id, told=told)
    if told:
        await _tell(tx, at, entered, person, author, now)
    ahead = sum(s.party for s in rules.waiting_in_order(within)) if state is SignupState.WAITLISTED else 0
    return Entry(entered, at.plan.duty(chosen), ahead, reminded)


async def _tell(tx: Tx, at: Held, entered: Signup, person: Person, by: Person, now: datetime) -> None:
    """Whoever has a phone hears who signed them up, and can say no with one tap."""
    news = Promise(
        Kind.SIGNED_FOR,
        f"signed:{at.call.id}:{person.id}:{entered.queue}",
        person.user_id,
        now,
        at.call.meet_at,
        {"call": at.call.id, "person": person.id, "by": by.id},
    )
    await outbox.promise(tx, [news])
