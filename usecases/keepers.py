"""Signing up for neighbours who have no phone: the keeper enters them by name, and takes them off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import signups as rules
from domain.calls import Call, CallId
from domain.duties import duty_for_newcomer
from domain.names import LONGEST, clean_line
from domain.people import UserId, Village
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import MAX_PARTY, ON_LIST, DutyId, Signup, SignupState, Source
from storage import people, signups
from storage.tx import Tx
from usecases.places import (
    belong,
    check_begun,
    held_open,
    is_here,
    pass_on,
    promise_reminders,
    withdraw,
)
from usecases.redraw import redraw


@dataclass(frozen=True, slots=True)
class Entered:
    """People a keeper entered or took off: names with a place, names that wait, names already there, names gone."""

    call: Call
    village: Village
    placed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


async def join_for(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    user_id: UserId,
    name: str,
    chat_id: int,
    names: Sequence[str],
    source: Source,
    timing: Timing,
    duty: DutyId | None = None,
) -> Entered:
    """A keeper enters neighbours who have no phone, each under their own name, in the order named.
    Raises as `join`; Refused("no-names") when no name is left to write down."""
    at = await held_open(tx, call_id)
    call, village = at.call, at.village
    keeper = await belong(tx, call, user_id, name, chat_id)
    check_begun(call, now)
    sorted_names: dict[str, list[str]] = {"placed": [], "waiting": [], "already": []}
    for whom in _clean_names(names):
        person_id = await people.add_without_phone(tx, keeper.village_id, whom)
        on_list = await signups.of_call(tx, call_id)
        if any(s.person_id == person_id and s.state in (*ON_LIST, SignupState.WALK_IN) for s in on_list):
            sorted_names["already"].append(whom)
            continue
        chosen = duty_for_newcomer(at.plan, on_list, duty)
        pool = at.plan.pool_of(chosen, keeper.village_id)
        state = rules.place_for(1, at.plan.within(pool, on_list), pool.places)
        await signups.enter(
            tx,
            call_id=call_id,
            person_id=person_id,
            party=1,
            state=state,
            source=source,
            entered_by=keeper.id,
            now=now,
            duty_id=chosen,
        )
        if state is SignupState.CONFIRMED:
            person = await people.get(tx, person_id)
            assert person is not None
            await promise_reminders(tx, call, person, now, timing, entered_by=keeper.id)
        sorted_names["placed" if state is SignupState.CONFIRMED else "waiting"].append(whom)
    await redraw(tx, call_id, now)
    return Entered(call, village, **{key: tuple(found) for key, found in sorted_names.items()})


async def leave_for(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    user_id: UserId,
    name: str,
    chat_id: int,
    names: Sequence[str],
    timing: Timing,
) -> Entered:
    """A keeper takes neighbours off again: those the keeper entered; an organiser, any who have no phone.
    Raises as `leave`; Refused("not-yours") when none of the names is theirs to take off, Refused("here-already") when
    all of them have arrived; whoever arrived stays."""
    at = await held_open(tx, call_id)
    call, village = at.call, at.village
    keeper = await belong(tx, call, user_id, name, chat_id)
    check_begun(call, now, leaving=True)
    wanted = set(_clean_names(names))
    on_list = [s for s in await signups.of_call(tx, call_id) if s.state in ON_LIST and s.name in wanted]
    known = await people.many(tx, [s.person_id for s in on_list])
    theirs = [
        s for s in on_list if known[s.person_id].user_id is None and (s.entered_by == keeper.id or keeper.organises)
    ]
    if not theirs:
        raise Refused("not-yours")
    here = [s for s in theirs if await is_here(tx, s)]
    theirs = [s for s in theirs if s not in here]
    if not theirs:
        raise Refused("here-already", names=here[0].name)
    for signup in theirs:
        await withdraw(tx, call, signup, now)
    await pass_on(tx, at, now, timing)
    await redraw(tx, call_id, now)
    return Entered(call, village, gone=tuple(s.name for s in theirs))


async def entered_as(tx: Tx, on_list: Sequence[Signup], name: str) -> Signup | None:
    """The entry that a keeper made on a call's list for somebody of this name without an account."""
    same = [s for s in on_list if s.state in ON_LIST and s.name == name]
    known = await people.many(tx, [s.person_id for s in same])
    return next((s for s in same if known[s.person_id].user_id is None), None)


async def take_over(
    tx: Tx, *, now: datetime, call_id: CallId, user_id: UserId, name: str, chat_id: int, timing: Timing
) -> Signup:
    """Somebody is the one whom a keeper entered under their name: the entry becomes theirs, with its place or its turn
    in the line. Raises as `join`; Refused("stale-button") when there is no such entry any more."""
    call = (await held_open(tx, call_id)).call
    person = await belong(tx, call, user_id, name, chat_id)
    check_begun(call, now)
    on_list = await signups.of_call(tx, call_id)
    twin = await entered_as(tx, on_list, person.name)
    if twin is None or any(s.person_id == person.id for s in on_list):
        raise Refused("stale-button")
    await signups.change(tx, twin.id, now, person_id=person.id)
    if twin.state is SignupState.CONFIRMED:
        await promise_reminders(tx, call, person, now, timing)
    await redraw(tx, call_id, now)
    return replace(twin, person_id=person.id)


def _clean_names(names: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(line for line in (clean_line(name, LONGEST) for name in names) if line))
    if not wanted:
        raise Refused("no-names")
    if len(wanted) > MAX_PARTY:
        raise Refused("party-size", most=MAX_PARTY)
    return wanted
