"""Two entries of one person are made one: shown before, done under the calls' locks, written down, taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from domain.people import Person, PersonId, UserId, VillageId
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import SignupId, SignupState
from storage import calls, ledger, merging, names, people, signups
from storage.tx import Tx
from usecases import standing
from usecases.moved import arrive, resettle, settle_open
from usecases.redraw import redraw

UNDO_MERGE: Final = timedelta(minutes=10)
"""An organiser's merge may be taken back this long: after that people have acted on it."""
UNDO_TAKEOVER: Final = timedelta(days=7)
"""Somebody who took over an entry may not be who they said: the organisers have a week to see it."""
MERGE: Final = "merge"
TAKEOVER: Final = "takeover"
DENIED: Final = "claim-denied"
"""Somebody who knows both said that a person is not this entry: no claim of theirs is taken again."""
_LASTS: Final = {MERGE: UNDO_MERGE, TAKEOVER: UNDO_TAKEOVER}
_RANK: Final = (
    SignupState.CONFIRMED,
    SignupState.OFFERED,
    SignupState.WALK_IN,
    SignupState.WAITLISTED,
    SignupState.WITHDRAWN,
    SignupState.DECLINED,
)
"""Which of two sign-ups of one person on one call stands; of two alike the earlier."""
_ACTIVE: Final = _RANK[:4]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would move: `entry` goes, `into` stays. `moving`: calls whose sign-up moves as it is; `both`: calls that
    both are on, where one sign-up stands; `came`: calls with attendance marks; `names`: what the entry is called."""

    entry: Person
    into: Person
    moving: int
    both: int
    came: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A merge that may still be taken back, until then."""

    entry: Person
    into: Person
    until: datetime


async def preview(tx: Tx, *, by: UserId, entry_id: PersonId, into_id: PersonId) -> Preview:
    """What merging two entries would do. Raises Refused("not-found" | "not-organiser" | "not-known-here"),
    Refused("merge-same") for one and the same, Refused("merge-accounts") for two who both have a phone."""
    entry, into = await _pair(tx, by, entry_id, into_id)
    theirs, ours = await merging.calls_of(tx, entry.id), await merging.calls_of(tx, into.id)
    both = len(theirs.keys() & ours.keys())
    called = (entry.name, *await names.names_of(tx, entry.id))
    return Preview(entry, into, len(theirs) - both, both, await merging.came(tx, entry.id), called)


async def merge(tx: Tx, *, now: datetime, by: UserId, entry_id: PersonId, into_id: PersonId, timing: Timing) -> Done:
    """An organiser makes two entries one. Raises as `preview`; the second of two at once is told "not-known-here"."""
    entry, into = await _pair(tx, by, entry_id, into_id)
    await fold(tx, now=now, entry=entry, into=into, actor=by, deed=MERGE, timing=timing)
    return Done(entry, into, now + UNDO_MERGE)


async def fold(tx: Tx, *, now: datetime, entry: Person, into: Person, actor: UserId, deed: str, timing: Timing) -> None:
    """Everything of an entry without a phone becomes another's: sign-ups, marks, hours, names, the team. Where both are
    on one call the sign-up that counts more stands, of two alike the earlier; a party is never added to another. The
    entry stays as a tombstone: its names go on meaning the one it was merged into."""
    theirs, ours = await merging.calls_of(tx, entry.id), await merging.calls_of(tx, into.id)
    for call_id in sorted(theirs.keys() | ours.keys()):
        await calls.lock(tx, call_id)
    facts = _inherited(entry, into)
    before = {key: _plain(getattr(into, key)) for key in facts}
    await names.set_facts(tx, entry.id, merged_into=into.id)
    if facts:
        await names.set_facts(tx, into.id, **facts)
    moved = [theirs[call_id][0] for call_id in theirs if call_id not in ours]
    await merging.hand_over(tx, moved, into.id)
    both = sorted(theirs.keys() & ours.keys())
    met = [await _meet(tx, theirs[c], ours[c], now) for c in both]
    for call_id in both:
        await redraw(tx, call_id, now)  # also of one that is over: nobody is counted twice any more
    moves = {"moved": moved, "both": met, "before": before}
    await ledger.note(
        tx,
        deed,
        now=now,
        actor=actor,
        village_id=entry.village_id,
        entry=entry.id,
        into=into.id,
        moves=json.dumps(moves),
    )
    for call_id in sorted(theirs):
        await settle_open(tx, call_id, gone=entry, now=now, timing=timing)
        await arrive(tx, call_id, into.id, now=now, timing=timing)


async def undo(tx: Tx, *, now: datetime, by: UserId, entry_id: PersonId, timing: Timing) -> Done:
    """Take a merge back: everything that moved goes home. A place that was taken meanwhile is not taken away again:
    then they wait in their old turn; what was said or decided meanwhile stands. A takeover that was taken back cannot
    be claimed again, only merged by an organiser.
    Raises Refused("not-found" | "not-organiser"), Refused("merge-settled") when it is too late or was taken back
    already."""
    entry = await people.get(tx, entry_id)
    if entry is None:
        raise Refused("not-found")
    await standing.organiser(tx, entry.village_id, by)
    done = next((d for d in await undoable(tx, village_id=entry.village_id, now=now) if d.entry.id == entry_id), None)
    if done is None:
        raise Refused("merge-settled")
    deed, moves = await _moves(tx, entry, now)
    into = done.into
    touched = await merging.calls_of(tx, into.id)
    for call_id in sorted(touched):
        await calls.lock(tx, call_id)
    await names.set_facts(tx, entry_id, merged_into=None)
    before = {key: _rich(key, value) for key, value in moves["before"].items() if _still(key, entry, into)}
    if before:
        await names.set_facts(tx, into.id, **before)
    still = {signup_id for signup_id, _, _ in touched.values()}
    await merging.hand_over(tx, [SignupId(one) for one in moves["moved"] if one in still], entry_id)
    for one in moves["both"]:
        await _part(tx, one, now)
    for call_id in sorted(touched):
        await settle_open(tx, call_id, gone=into, now=now, timing=timing)
        for person_id in (entry_id, into.id):
            await arrive(tx, call_id, person_id, now=now, timing=timing)
    if deed == TAKEOVER:
        facts = {"entry": int(entry_id), "person": int(into.id)}
        await ledger.note(tx, DENIED, now=now, actor=by, village_id=entry.village_id, **facts)
    await ledger.note(tx, "unmerge", now=now, actor=by, village_id=entry.village_id, entry=entry_id, into=into.id)
    return done


async def undoable(tx: Tx, *, village_id: VillageId, now: datetime) -> list[Done]:
    """The merges and takeovers of a village that may still be taken back, newest first."""
    found: dict[PersonId, Done] = {}
    for deed, at, facts in await ledger.since(tx, *_LASTS, village_id=village_id, after=now - UNDO_TAKEOVER):
        entry = await people.get(tx, PersonId(int(facts["entry"])))
        into = await people.get(tx, PersonId(int(facts["into"])))
        assert entry is not None
        assert into is not None
        lasts = now < at + _LASTS[deed] and entry.merged_into == into.id and into.merged_into is None
        if lasts and entry.id not in found:
            found[entry.id] = Done(entry, into, at + _LASTS[deed])
    return list(found.values())


async def _pair(tx: Tx, by: UserId, entry_id: PersonId, into_id: PersonId) -> tuple[Person, Person]:
    """The two, the one without a phone first."""
    entry, into = await people.get(tx, entry_id), await people.get(tx, into_id)
    if entry is None or into is None or entry.village_id != into.village_id:
        raise Refused("not-found")
    await standing.organiser(tx, entry.village_id, by)
    if entry.id == into.id:
        raise Refused("merge-same")
    if any(one.merged_into is not None or one.left_at is not None for one in (entry, into)):
        raise Refused("not-known-here")
    if entry.user_id is not None:
        entry, into = into, entry
    if entry.user_id is not None:
        raise Refused("merge-accounts")
    return entry, into


async def _meet(
    tx: Tx,
    theirs: tuple[SignupId, SignupState, int],
    ours: tuple[SignupId, SignupState, int],
    now: datetime,
) -> dict[str, Any]:
    """Both are on one call: the one that stands is `ours` from now on, the other ends with the entry."""
    swapped = (_RANK.index(theirs[1]), theirs[2]) < (_RANK.index(ours[1]), ours[2])
    if swapped:
        await merging.swap(tx, theirs[0], ours[0])
    stands, lost = (theirs[1], ours[1]) if swapped else (ours[1], theirs[1])
    if lost in _ACTIVE:
        await signups.change(tx, theirs[0], now, state=SignupState.WITHDRAWN, offer_until=None)
    marks, credited = await merging.marked_on(tx, theirs[0])
    await merging.move_marked(tx, marks, credited, ours[0])
    return {
        "entry": theirs[0],
        "into": ours[0],
        "swapped": int(swapped),
        "state": lost.value,
        "stands": stands.value,
        "marks": marks,
        "credits": credited,
    }


async def _part(tx: Tx, met: dict[str, Any], now: datetime) -> None:
    """The opposite of `_meet`, of what is still as that left it: whoever stayed has said what they said meanwhile for
    themselves, and the other one gets their own back."""
    entry, into = SignupId(met["entry"]), SignupId(met["into"])
    await merging.move_marked(tx, met["marks"], met["credits"], entry)
    ended, stood = await signups.get(tx, entry), await signups.get(tx, into)
    assert ended is not None
    assert stood is not None
    lost, stands = SignupState(met["state"]), SignupState(met.get("stands", stood.state))
    untouched = ended.state is (SignupState.WITHDRAWN if lost in _ACTIVE else lost)
    if not met["swapped"]:
        if untouched and lost in _ACTIVE:
            await resettle(tx, entry, lost, now)
        return
    await merging.swap(tx, entry, into)
    if stood.state is not stands:
        await signups.change(tx, into, now, state=stood.state, offer_until=stood.offer_until)
        await resettle(tx, entry, stands, now)
    elif untouched and lost in _ACTIVE:
        await resettle(tx, into, lost, now)


async def _moves(tx: Tx, entry: Person, now: datetime) -> tuple[str, dict[str, Any]]:
    """Which deed made an entry another's last, and what it moved."""
    noted = await ledger.since(tx, *_LASTS, village_id=entry.village_id, after=now - UNDO_TAKEOVER)
    deed, facts = next((deed, facts) for deed, _, facts in noted if facts["entry"] == entry.id)
    moves: dict[str, Any] = json.loads(str(facts["moves"]))
    return deed, moves


def _inherited(entry: Person, into: Person) -> dict[str, Any]:
    """What the one who stays gets of the other: the longer membership of the team, and without a phone the keeper."""
    facts: dict[str, Any] = {}
    if entry.team_since is not None and (into.team_since is None or entry.team_since < into.team_since):
        facts["team_since"] = entry.team_since
    if into.user_id is None and into.keeper_id is None and entry.keeper_id is not None:
        facts["keeper_id"] = entry.keeper_id
    return facts


def _still(key: str, entry: Person, into: Person) -> bool:
    """Whether somebody still has what they inherited of an entry, and nobody has set it since."""
    return _plain(getattr(into, key)) == _plain(getattr(entry, key))


def _plain(fact: datetime | int | None) -> int | None:
    return int(fact.timestamp()) if isinstance(fact, datetime) else fact


def _rich(key: str, fact: int | None) -> datetime | int | None:
    return datetime.fromtimestamp(fact, UTC) if key == "team_since" and fact is not None else fact
