"""The bridge to WeChat: a pasted 接龙 is compared with the list, and saved after a tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import chains as rules
from domain import signups as places
from domain.calls import MAX_LINE, Call, CallId, CallState
from domain.chains import ChainLine, Change, Fate
from domain.duties import duty_for_newcomer
from domain.names import clean_line
from domain.people import Person, UserId, Village
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import DutyId, Source
from storage import calls, ledger, names, people, signups
from storage.tx import Tx
from usecases import cards, standing
from usecases.cards import Face
from usecases.entering import enter
from usecases.places import Held, check_begun, held, pass_on
from usecases.redraw import redraw


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a pasted chain would change on one call, line by line."""

    call: Call
    village: Village
    changes: tuple[Change, ...]

    def of(self, *fates: Fate) -> list[Change]:
        return [change for change in self.changes if change.fate in fates]

    @property
    def worth_saving(self) -> int:
        """How many lines a tap would save."""
        return len(self.of(Fate.ADD, Fate.CHANGE))


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: names with a place, names that wait, names whose party or note changed, and names that could not
    be entered now (their role or their party does not fit)."""

    call: Call
    placed: tuple[str, ...]
    waiting: tuple[str, ...]
    changed: tuple[str, ...]
    left_out: tuple[str, ...]


async def candidates(
    tx: Tx, *, by: UserId, now: datetime, number: int | None, lines: Sequence[ChainLine]
) -> list[Call]:
    """The calls a pasted chain may be about: the one its code names; else those that have not begun, the one that
    shares most names first, alone when it is the only one that shares any.
    Raises Refused("chain-for-organisers"), Refused("chain-no-call") when none takes sign-ups."""
    ours = [p for p in await people.memberships(tx, by) if p.organises]
    if not ours:
        raise Refused("chain-for-organisers")
    if number is not None:
        named = [await calls.by_number(tx, person.village_id, number) for person in ours]
        found = [call for call in named if call is not None and _takes(call, now)]
        if found:
            return found
    open_ones = [
        call
        for person in ours
        for call in await calls.of_village(tx, person.village_id, CallState.OPEN)
        if _takes(call, now)
    ]
    if not open_ones:
        raise Refused("chain-no-call")
    shared = {call.id: rules.likeness(lines, await signups.of_call(tx, call.id)) for call in open_ones}
    open_ones.sort(key=lambda call: -shared[call.id])
    alike = [call for call in open_ones if shared[call.id]]
    return alike if len(alike) == 1 else open_ones


async def compare(tx: Tx, *, call_id: CallId, by: UserId, now: datetime, lines: Sequence[ChainLine]) -> Comparison:
    """What a chain would change. Nothing is saved.
    Raises Refused("not-found" | "not-organiser" | "call-<state>" | "call-started")."""
    at, _ = await _organised(tx, await calls.get(tx, call_id), by, now)
    return Comparison(at.call, at.village, tuple(await _compared(tx, at, lines)))


async def save(
    tx: Tx, *, now: datetime, call_id: CallId, by: UserId, lines: Sequence[ChainLine], timing: Timing
) -> Saved:
    """Save what a chain adds and changes, as the list stands now: what somebody else saved meanwhile is not saved
    twice, and nobody is removed. Raises as `compare`."""
    at, organiser = await _organised(tx, await calls.lock(tx, call_id), by, now)
    told: dict[str, list[str]] = {"placed": [], "waiting": [], "changed": [], "left_out": []}
    for change in await _compared(tx, at, lines):
        if change.fate is Fate.CHANGE:
            key = await _amend(tx, at, change, now)
        elif change.fate is Fate.ADD:
            key = await _enter(tx, at, organiser, change.line, now, timing)
        else:
            continue
        told[key].append(change.line.name)
    await ledger.note(
        tx,
        "chain",
        now=now,
        actor=by,
        village_id=at.call.village_id,
        call=call_id,
        added=len(told["placed"]) + len(told["waiting"]),
        changed=len(told["changed"]),
    )
    await pass_on(tx, at, now, timing)
    await redraw(tx, call_id, now)
    return Saved(at.call, *(tuple(told[key]) for key in ("placed", "waiting", "changed", "left_out")))


async def _enter(tx: Tx, at: Held, organiser: Person, line: ChainLine, now: datetime, timing: Timing) -> str:
    """One new line: somebody of the village by that name, else somebody new without a phone. Which duty only the
    person can say is not guessed: the organiser is told the name."""
    on_list = await signups.of_call(tx, at.call.id)
    duty = _duty(at, line.duty)
    try:
        duty_for_newcomer(at.plan, on_list, duty)
    except Refused:
        return "left_out"
    keeper = await _keeper(tx, at, line)
    entry = await enter(
        tx,
        at,
        await _person(tx, at, line, keeper),
        on_list,
        now=now,
        timing=timing,
        source=Source.CHAIN,
        by=keeper or organiser,
        party=line.party,
        duty=duty,
        note=line.note,
    )
    return "placed" if entry.placed else "waiting"


async def _amend(tx: Tx, at: Held, change: Change, now: datetime) -> str:
    """A line about somebody on the list: the number of their party, their note."""
    assert change.signup is not None
    line, signup = change.line, change.signup
    pool = at.plan.pool_of(signup.duty_id, signup.village_id)
    if line.party > 1 and line.party != signup.party:
        within = at.plan.within(pool, await signups.of_call(tx, at.call.id))
        try:
            places.check_resize(signup, line.party, within, pool.places)
        except Refused:
            return "left_out"
        await signups.change(tx, signup.id, now, party=line.party)
    if line.note:
        await signups.change(tx, signup.id, now, note=_note(line))
    return "changed"


async def _person(tx: Tx, at: Held, line: ChainLine, keeper: Person | None) -> Person:
    found = await names.called(tx, at.call.village_id, line.name)
    if found:
        return found[0]
    new = await people.add(tx, at.call.village_id, line.name, keeper_id=keeper.id if keeper else None)
    person = await people.get(tx, new)
    assert person is not None
    return person


async def _keeper(tx: Tx, at: Held, line: ChainLine) -> Person | None:
    """Who the line says entered it, where exactly one person of the village bears that name."""
    found = await names.called(tx, at.call.village_id, line.by) if line.by else []
    return found[0] if len(found) == 1 else None


async def _compared(tx: Tx, at: Held, lines: Sequence[ChainLine]) -> list[Change]:
    known = {}
    for line in lines:
        if line.name and line.name not in known:
            known[line.name] = [p.id for p in await names.called(tx, at.call.village_id, line.name)]
    return rules.compare(lines, await signups.of_call(tx, at.call.id), known)


async def duties_of(tx: Tx, *, call_id: CallId, by: UserId, now: datetime) -> list[str]:
    """What the duties of a call are called: in a chain they are no names of people. Raises as `compare`."""
    at, _ = await _organised(tx, await calls.get(tx, call_id), by, now)
    return [duty.name for duty in at.plan.duties]


async def outward(tx: Tx, *, call_id: CallId, by: UserId) -> Face:
    """The facts and the list for the text that goes to the WeChat group. Raises Refused("not-found" | "not-organiser" |
    "call-<state>")."""
    seen = await cards.roster(tx, call_id=call_id, by=by)
    if seen.face.call.state is not CallState.OPEN:
        raise Refused(f"call-{seen.face.call.state.value}")
    return seen.face


async def _organised(tx: Tx, call: Call | None, by: UserId, now: datetime) -> tuple[Held, Person]:
    if call is None:
        raise Refused("not-found")
    organiser = await standing.organiser(tx, call.village_id, by)
    if call.state is not CallState.OPEN:
        raise Refused(f"call-{call.state.value}")
    check_begun(call, now)
    return await held(tx, call), organiser


def _takes(call: Call, now: datetime) -> bool:
    return call.state is CallState.OPEN and call.meet_at is not None and now < call.meet_at


def _duty(at: Held, name: str | None) -> DutyId | None:
    return next((duty.id for duty in at.plan.duties if duty.name == name), None)


def _note(line: ChainLine) -> str | None:
    return clean_line(line.note, MAX_LINE) or None if line.note else None
