"""Signing up, alone or with a party, and leaving; a tap and a word do the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain import signups as rules
from domain.calls import Call, CallId, CallState
from domain.duties import Duty
from domain.people import Person, PersonId, UserId, Village
from domain.reminders import Timing
from domain.signups import ON_LIST, DutyId, Signup, SignupState, Source
from storage import calls, people, signups
from storage.tx import Tx
from usecases import departures, named
from usecases.duties import change_duty
from usecases.entering import enter
from usecases.offers import accept
from usecases.places import Held, belong, check_begun, held, held_open, is_here, pass_on, withdraw
from usecases.redraw import redraw


class Outcome(StrEnum):
    """What joining or leaving led to; the words for each are `signup-<outcome>`."""

    PLACE = "place"
    WAITING = "waiting"
    RESIZED = "resized"
    DUTY = "duty"
    """On the list before; with another duty now."""
    ALREADY = "already"
    ALREADY_WAITING = "already-waiting"
    ALREADY_HERE = "already-here"
    LEFT = "left"
    DECLINED = "declined"
    ALREADY_AWAY = "already-away"
    SAME_NAME = "same-name"
    """Nothing was done: a keeper entered somebody of this name, who may be the same person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How it stands with one person after joining or leaving. `ahead` counts the people who wait before them.
    `first`: they never touched this call before; `reminded`: a private reminder goes out at this moment; `alone`: they
    left late and nobody waits for their place, so that a stand-in would help. `duty`: what they do there, where the
    call has duties."""

    outcome: Outcome
    call: Call
    village: Village
    person: Person
    signup: Signup | None = None
    ahead: int = 0
    first: bool = False
    reminded: bool = False
    alone: bool = False
    duty: Duty | None = None


async def join(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    user_id: UserId,
    name: str,
    chat_id: int,
    source: Source,
    timing: Timing,
    party: int | None = None,
    note: str | None = None,
    another: bool = False,
    duty: DutyId | None = None,
) -> Answer:
    """Put somebody on the list, alone or with a party; said again with another number, the party changes.

    Whoever bears the name of somebody a keeper entered on this call is asked first whether they are the same person;
    `another` says that they are not. Whoever is offered a place takes it by joining.
    `duty` is the role within the call that they named; without one they get the one that lacks most.
    `chat_id` is where they tapped or wrote: whoever sees the card in the group belongs to the village.
    Raises Refused("not-found" | "call-<state>" | "call-started" | "party-size" | "party-does-not-fit"), and as
    `duty_for_newcomer`.
    """
    at = await held_open(tx, call_id)
    call, village = at.call, at.village
    person = await belong(tx, call, user_id, name, chat_id)
    check_begun(call, now)
    on_list = await signups.of_call(tx, call_id)
    mine = next((s for s in on_list if s.person_id == person.id), None)
    if mine is not None and mine.state is SignupState.WALK_IN:
        return Answer(Outcome.ALREADY_HERE, call, village, person, mine)
    if mine is not None and mine.state in ON_LIST:
        return await _again(tx, at, person, mine, on_list, party, duty, now, timing)
    if not another and (twin := await _entered_as(tx, person, on_list)):
        return Answer(Outcome.SAME_NAME, call, village, person, twin)
    entry = await enter(
        tx,
        at,
        person,
        on_list,
        now=now,
        timing=timing,
        source=source,
        party=1 if party is None else party,
        duty=duty,
        note=note,
    )
    await redraw(tx, call_id, now)
    outcome = Outcome.PLACE if entry.placed else Outcome.WAITING
    return Answer(
        outcome,
        call,
        village,
        person,
        entry.signup,
        entry.ahead,
        first=mine is None,
        reminded=entry.reminded,
        duty=entry.duty,
    )


async def _entered_as(tx: Tx, person: Person, on_list: Sequence[Signup]) -> Signup | None:
    """The entry of somebody without a phone on a call's list who has this person's name, also as another name."""
    listed = {s.person_id: s for s in on_list if s.state in ON_LIST}
    twin = await named.twin(tx, person.village_id, person.name, among=set(listed)) if listed else None
    return listed[twin.id] if twin else None


async def leave(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    user_id: UserId,
    name: str,
    chat_id: int,
    source: Source,
    timing: Timing,
) -> Answer:
    """Take somebody off the list, and move up who waits; from somebody who is not on it, it says 我去不了.
    Whoever is there already keeps the place: the tick list tells who came.
    Raises Refused("not-found" | "call-<state>" | "call-started-leave")."""
    at = await held_open(tx, call_id)
    call, village = at.call, at.village
    person = await belong(tx, call, user_id, name, chat_id)
    check_begun(call, now, leaving=True)
    mine = await signups.of_person(tx, call_id, person.id)
    if mine is not None and mine.state in ON_LIST and await is_here(tx, mine):
        return Answer(Outcome.ALREADY_HERE, call, village, person, mine)
    if mine is not None and mine.state in ON_LIST:
        await withdraw(tx, call, mine, now)
        await pass_on(tx, at, now, timing)
        await redraw(tx, call_id, now)
        gone = replace(mine, state=SignupState.WITHDRAWN, left_at=now)
        return Answer(Outcome.LEFT, call, village, person, gone, alone=await _alone(tx, at, mine, now))
    if mine is not None:
        here = mine.state is SignupState.WALK_IN
        return Answer(Outcome.ALREADY_HERE if here else Outcome.ALREADY_AWAY, call, village, person, mine)
    await signups.enter(
        tx,
        call_id=call_id,
        person_id=person.id,
        party=1,
        state=SignupState.DECLINED,
        source=source,
        entered_by=person.id,
        now=now,
    )
    return Answer(Outcome.DECLINED, call, village, person, first=True)


async def _alone(tx: Tx, at: Held, mine: Signup, now: datetime) -> bool:
    """Whether somebody gave a place up late that nobody else waits for or is asked about."""
    if mine.state is not SignupState.CONFIRMED or at.call.meet_at is None or not rules.left_late(at.call.meet_at, now):
        return False
    pool = at.plan.pool_of(mine.duty_id, mine.village_id)
    counts = rules.tally(at.plan.within(pool, await signups.of_call(tx, at.call.id)), pool.places)
    return not counts.waiting and not counts.offered and counts.free > 0


async def leave_all(tx: Tx, *, now: datetime, person_id: PersonId, timing: Timing) -> list[Call]:
    """Somebody left the village's group: their places in open calls come free, who waits moves up.
    Returns the calls they were on."""
    person = await people.get(tx, person_id)
    if person is None:
        return []
    left: list[Call] = []
    for found in await calls.of_village(tx, person.village_id, CallState.OPEN):
        call = await calls.lock(tx, found.id)
        mine = await signups.of_person(tx, found.id, person_id)
        if call is None or call.state is not CallState.OPEN or mine is None or mine.state not in ON_LIST:
            continue
        if call.meet_at is not None and now >= call.meet_at:
            continue  # it has begun: who came and who did not is the tick list's to say
        if await is_here(tx, mine):
            continue
        await withdraw(tx, call, mine, now)
        await pass_on(tx, await held(tx, call), now, timing)
        await departures.tell_organisers(tx, call, mine, now)
        await redraw(tx, call.id, now)
        left.append(call)
    return left


async def _again(
    tx: Tx,
    at: Held,
    person: Person,
    mine: Signup,
    on_list: Sequence[Signup],
    party: int | None,
    duty: DutyId | None,
    now: datetime,
    timing: Timing,
) -> Answer:
    """Somebody on the list says it again: an offer taken, a party of another size, another duty, or nothing new."""
    offered = mine.state is SignupState.OFFERED
    if offered:
        mine = await accept(tx, at, mine, person, now, timing)
    pool = at.plan.pool_of(mine.duty_id, person.village_id)
    within = [mine if s.id == mine.id else s for s in at.plan.within(pool, on_list)]
    ahead = _ahead(within, mine)
    if duty is not None and duty != mine.duty_id:
        return await _other_duty(tx, at, person, mine, on_list, duty, now, timing)
    if party is None or party == mine.party:
        known = Outcome.ALREADY if mine.state is SignupState.CONFIRMED else Outcome.ALREADY_WAITING
        its = at.plan.duty(mine.duty_id)
        return Answer(Outcome.PLACE if offered else known, at.call, at.village, person, mine, ahead, duty=its)
    rules.check_resize(mine, party, within, pool.places)
    await signups.change(tx, mine.id, now, party=party)
    await pass_on(tx, at, now, timing)
    await redraw(tx, at.call.id, now)
    after = await signups.of_person(tx, at.call.id, person.id)
    return Answer(Outcome.RESIZED, at.call, at.village, person, after, ahead)


async def _other_duty(
    tx: Tx,
    at: Held,
    person: Person,
    mine: Signup,
    on_list: Sequence[Signup],
    duty: DutyId,
    now: datetime,
    timing: Timing,
) -> Answer:
    """Somebody on the list takes another duty. Raises as `change_duty`."""
    changed = await change_duty(tx, at, mine, on_list, duty, now, timing)
    within = at.plan.within(at.plan.pool_of(duty, person.village_id), await signups.of_call(tx, at.call.id))
    outcome = Outcome.WAITING if changed.state is SignupState.WAITLISTED else Outcome.DUTY
    ahead, its = _ahead(within, changed), at.plan.duty(changed.duty_id)
    return Answer(outcome, at.call, at.village, person, changed, ahead, duty=its)


def _ahead(within: Sequence[Signup], mine: Signup) -> int:
    if mine.state is not SignupState.WAITLISTED:
        return 0
    return sum(s.party for s in rules.waiting_in_order(within) if s.queue < mine.queue)
