"""The list on paper: the sheet to print, and a typed sheet compared with the list and saved after a tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain import paper as rules
from domain.attendance import EARLY
from domain.calls import Call, CallId, CallState
from domain.names import LONGEST, clean_line
from domain.paper import Change, Fate, Paper, Sheet
from domain.people import PersonId, UserId
from domain.refusals import Refused
from domain.signups import SignupState, Source
from storage import calls, ledger, names, people, plans, record, signups
from storage.tx import Tx
from usecases import attendance, standing
from usecases.attendance import TickList

TYPED_WITHIN: Final = timedelta(days=7)
"""A sheet without a code is about an activity that ended no longer ago than this."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a typed sheet would change on one call, line by line."""

    call: Call
    changes: tuple[Change, ...]

    def of(self, *fates: Fate) -> list[Change]:
        return [change for change in self.changes if change.fate in fates]

    @property
    def worth_saving(self) -> int:
        """How many lines a tap would save."""
        return len(self.of(Fate.MARK, Fate.CORRECT, Fate.WALK_IN))


async def sheet(tx: Tx, *, call_id: CallId, by: UserId) -> Sheet:
    """What is printed, for an organiser. Raises Refused("not-found" | "not-organiser" | "call-<state>")."""
    listed = await attendance.tick_list(tx, call_id=call_id, by=by)
    call = listed.call
    duties = {duty.id: duty.name for duty in (await plans.of_call(tx, call)).duties}
    return Sheet(
        village=listed.village.title,
        number=call.number or 0,
        title=call.title or "",
        meet_local=call.meet_local,
        place=call.place,
        lines=rules.sheet_lines(listed.lines, duties),
    )


async def candidates(tx: Tx, *, by: UserId, now: datetime, paper: Paper) -> list[Call]:
    """The calls a typed sheet may be about: the one its code names; else those that can be ticked now, alone when it
    is the only one that shares any name.
    Raises Refused("paper-for-organisers" | "paper-no-call")."""
    ours = [person for person in await people.memberships(tx, by) if person.organises]
    if not ours:
        raise Refused("paper-for-organisers")
    found: list[Call] = []
    for person in ours:
        if paper.code is not None:
            named = await calls.by_number(tx, person.village_id, paper.code)
            found += [named] if named is not None and named.published_at is not None else []
        else:
            listed = await calls.of_village(tx, person.village_id, CallState.OPEN, CallState.DONE)
            found += [call for call in listed if _ticked_now(call, now)]
    if not found:
        raise Refused("paper-no-call")
    if len(found) > 1:
        told = {line.name for line in paper.lines if line.name}
        alike = [call for call in found if told & {s.name for s in await signups.of_call(tx, call.id)}]
        found = alike if len(alike) == 1 else found
    return found


async def names_of(tx: Tx, *, call_id: CallId, by: UserId) -> list[str]:
    """What the people on the list are called: a typed sheet is read with them in mind. Raises as `sheet`."""
    listed = await attendance.tick_list(tx, call_id=call_id, by=by)
    return await record.names_of(tx, [line.signup.person_id for line in listed.lines])


async def compare(tx: Tx, *, call_id: CallId, by: UserId, paper: Paper) -> Comparison:
    """What a typed sheet would change. Nothing is saved. Raises as `sheet`."""
    call = (await attendance.tick_list(tx, call_id=call_id, by=by)).call
    return Comparison(call, tuple(await _compared(tx, call, paper)))


async def save(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, paper: Paper) -> tuple[Comparison, TickList]:
    """Save what a sheet marks and corrects, as the list stands now; whoever it does not name is not touched, and what
    is unclear is left. Raises as `sheet`, Refused("too-early-to-check-in" | "too-late-to-correct" |
    "walk-in-too-many")."""
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    organiser = await standing.organiser(tx, call.village_id, by)
    done = Comparison(call, tuple(await _compared(tx, call, paper)))
    new = [change for change in done.of(Fate.WALK_IN) if change.line is None]
    if len(new) > attendance.MOST_AT_ONCE:
        raise Refused("walk-in-too-many", most=attendance.MOST_AT_ONCE)
    for change in done.of(Fate.MARK, Fate.CORRECT, Fate.WALK_IN):
        signup_id = change.line.signup.id if change.line else None
        if signup_id is None:
            signup_id, _ = await signups.enter(
                tx,
                call_id=call_id,
                person_id=await _newcomer(tx, call, change.name),
                party=change.said.party or 1,
                state=SignupState.WALK_IN,
                source=Source.PAPER,
                entered_by=organiser.id,
                now=now,
            )
        assert change.state is not None
        await attendance.tick(tx, now=now, signup_id=signup_id, by=by, state=change.state)
    await ledger.note(
        tx, "paper", now=now, actor=by, village_id=call.village_id, call=call_id, marked=done.worth_saving
    )
    return done, await attendance.tick_list(tx, call_id=call_id, by=by)


async def _compared(tx: Tx, call: Call, paper: Paper) -> Sequence[Change]:
    wanted = [line.name for line in paper.lines if line.name] + [one.name for one in paper.newcomers]
    known = {name: await _ids(tx, call, name) for name in dict.fromkeys(wanted)}
    listed = await signups.attendance(tx, call.id)
    return rules.compare(paper, listed, known)


async def _ids(tx: Tx, call: Call, name: str) -> list[PersonId]:
    """Whom a name may mean in the village."""
    return [person.id for person in await names.called(tx, call.village_id, name)]


async def _newcomer(tx: Tx, call: Call, name: str) -> PersonId:
    """The one person of the village by that name, with or without a phone; else somebody new."""
    known = await _ids(tx, call, name)
    clean = clean_line(name, LONGEST)
    return known[0] if len(known) == 1 else await people.add(tx, call.village_id, clean)


def _ticked_now(call: Call, now: datetime) -> bool:
    if call.meet_at is None or now < call.meet_at - EARLY:
        return False
    return call.done_at is None or now - call.done_at <= TYPED_WITHIN
