"""Signing up for neighbours who have no phone: the keeper enters them by name, and takes them off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.calls import Call, CallId
from domain.names import LONGEST, clean_line
from domain.people import Person, PersonId, UserId, Village
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import MAX_PARTY, ON_LIST, DutyId, Signup, SignupState, Source
from storage import names as book
from storage import people, signups
from storage.tx import Tx
from usecases import named
from usecases.entering import enter
from usecases.named import Unclear
from usecases.places import Held, belong, check_begun, held_open, is_here, pass_on, withdraw
from usecases.redraw import redraw


@dataclass(frozen=True, slots=True)
class Entered:
    """People a keeper entered or took off: names with a place, names that wait, names already there, names gone, and
    the names that one tap must tell first: `unclear` for joining, `which` for leaving."""

    call: Call
    village: Village
    placed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    duty: DutyId | None = None
    """The duty that was said for the unclear ones."""
    which: tuple[Unclear, ...] = ()


@dataclass(slots=True)
class Desk:
    """One keeper at work on one call: who they are, and what became of each name so far."""

    at: Held
    keeper: Person
    now: datetime
    timing: Timing
    source: Source
    placed: list[str]
    waiting: list[str]
    already: list[str]

    def told(self) -> Entered:
        return Entered(self.at.call, self.at.village, tuple(self.placed), tuple(self.waiting), tuple(self.already))


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
    """A keeper enters neighbours who have no phone, each under their own name, in the order named. Whom a name does not
    mean for certain (somebody of the group, one of several) is not entered but asked about: `Entered.unclear`.
    Raises as `join`; Refused("no-names") when no name is left to write down, Refused("keeper-full") when the keeper
    would answer for more than fifteen."""
    desk = await sit_down(tx, now, call_id, user_id, name, chat_id, source, timing)
    unclear = []
    for whom in clean_names(names):
        meant = await named.whom(tx, desk.keeper, whom)
        if isinstance(meant, Unclear):
            unclear.append(meant)
        else:
            await put_down(tx, desk, meant, whom, duty)
    await redraw(tx, call_id, now)
    told = desk.told()
    return Entered(told.call, told.village, told.placed, told.waiting, told.already, unclear=tuple(unclear), duty=duty)


async def join_one(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    user_id: UserId,
    name: str,
    chat_id: int,
    person_id: PersonId,
    source: Source,
    timing: Timing,
    another: int | None = None,
    duty: DutyId | None = None,
) -> Entered:
    """The keeper has said who is meant by a name: this person; or, with `another`, somebody new who has the same name,
    the person's n-th (see `Candidate.spelling`). Whoever has a phone of their own is signed up as themselves, and told.
    Raises as `join_for`; Refused("stale-button") when there is no such person or name any more."""
    desk = await sit_down(tx, now, call_id, user_id, name, chat_id, source, timing)
    meant = await people.get(tx, person_id)
    if meant is None or meant.village_id != desk.keeper.village_id:
        raise Refused("stale-button")
    (person,) = await book.living_of(tx, [meant])
    if person.left_at is not None:
        raise Refused("stale-button")
    if another is None:
        await put_down(tx, desk, person, person.name, duty)
    else:
        known = await named.spellings(tx, person)
        if another > len(known):
            raise Refused("stale-button")
        said = known[another - 1]
        await put_down(tx, desk, await _made_before(tx, desk, said, person), said, duty)
    await redraw(tx, call_id, now)
    return desk.told()


async def _made_before(tx: Tx, desk: Desk, said: str, beside: Person) -> Person | None:
    """The one whom a first tap on "another one" made: a second tap makes nobody new."""
    theirs = await kept(tx, await signups.of_call(tx, desk.at.call.id), desk.keeper)
    ids = [s.person_id for s in theirs if s.name == said and s.person_id != beside.id]
    return await people.get(tx, ids[0]) if ids else None


async def sit_down(
    tx: Tx, now: datetime, call_id: CallId, user_id: UserId, name: str, chat_id: int, source: Source, timing: Timing
) -> Desk:
    """A keeper begins to enter people on a call, which is held from now on. Raises as `join`."""
    at = await held_open(tx, call_id)
    keeper = await belong(tx, at.call, user_id, name, chat_id)
    check_begun(at.call, now)
    return Desk(at, keeper, now, timing, source, [], [], [])


async def put_down(tx: Tx, desk: Desk, meant: Person | None, whom: str, duty: DutyId | None) -> None:
    """Enter one person, or somebody new of this name; who is on the list stays as they are.
    Raises Refused("keeper-full"), Refused("said-no") for somebody with a phone who is off this list: they, or whoever
    asked them, know why, and only they say yes again."""
    call, keeper = desk.at.call, desk.keeper
    on_list = await signups.of_call(tx, call.id)
    listed = [s for s in on_list if s.state in (*ON_LIST, SignupState.WALK_IN)]
    if meant is not None and any(s.person_id == meant.id for s in listed):
        desk.already.append(whom)
        return
    if meant is not None and meant.user_id is not None and any(s.person_id == meant.id for s in on_list):
        raise Refused("said-no", name=meant.name)
    if not keeper.organises and await _answered_for(tx, on_list, keeper) >= MAX_PARTY:
        raise Refused("keeper-full", most=MAX_PARTY)
    person = meant or await named.newcomer(tx, keeper, whom)
    entry = await enter(
        tx, desk.at, person, on_list, now=desk.now, timing=desk.timing, source=desk.source, by=keeper, duty=duty
    )
    (desk.placed if entry.placed else desk.waiting).append(whom)


async def _answered_for(tx: Tx, on_list: Sequence[Signup], keeper: Person) -> int:
    """How many entries count against what one keeper may enter: those whom they answer for, and everybody with a phone
    whom they signed up, also who said no since: each of them got a letter."""
    ours = {s.id for s in await kept(tx, on_list, keeper)}
    signed = [s for s in on_list if s.entered_by == keeper.id and s.person_id != keeper.id]
    known = await people.many(tx, [s.person_id for s in signed])
    return len(ours | {s.id for s in signed if s.state in ON_LIST or known[s.person_id].user_id is not None})


async def kept(tx: Tx, on_list: Sequence[Signup], keeper: Person) -> list[Signup]:
    """Those on a call's list without a phone whom somebody entered, or answers for, in order of arrival."""
    here = [s for s in on_list if s.state in ON_LIST]
    known = await people.many(tx, [s.person_id for s in here])
    return [
        s
        for s in here
        if known[s.person_id].user_id is None and keeper.id in (s.entered_by, known[s.person_id].keeper_id)
    ]


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
    """A keeper takes neighbours off again: those the keeper entered or answers for; an organiser, any who have no
    phone. Any of their names will do; a name that two of them have is asked about: `Entered.which`.
    Raises as `leave`; Refused("not-yours") when none of the names is theirs to take off, Refused("here-already") when
    all of them have arrived; whoever arrived stays."""
    at = await held_open(tx, call_id)
    call, village = at.call, at.village
    keeper = await belong(tx, call, user_id, name, chat_id)
    check_begun(call, now, leaving=True)
    on_list = await signups.of_call(tx, call_id)
    ours = await theirs_to_change(tx, on_list, keeper)
    leaving: dict[PersonId, Signup] = {}
    which: list[Unclear] = []
    for whom in clean_names(names):
        found = [p for v in {p.village_id for p in ours.values()} for p in await book.called(tx, v, whom)]
        found = [person for person in found if person.id in ours]
        if len(found) > 1:
            which.append(Unclear(whom, await named.candidates(tx, found, whom)))
        leaving |= {s.person_id: s for s in on_list if len(found) == 1 and s.person_id == found[0].id}
    if not leaving and not which:
        raise Refused("not-yours")
    gone = await let_go(tx, at, list(leaving.values()), now, timing)
    if leaving and not gone and not which:
        raise Refused("here-already", names=next(iter(leaving.values())).name)
    return Entered(call, village, gone=tuple(s.name for s in gone), which=tuple(which))


async def theirs_to_change(tx: Tx, on_list: Sequence[Signup], keeper: Person) -> dict[PersonId, Person]:
    """Those on a list without a phone whom somebody may take off or rename: whom they entered or answer for; for an
    organiser all of them."""
    here = [s for s in on_list if s.state in ON_LIST]
    known = await people.many(tx, [s.person_id for s in here])
    ours = here if keeper.organises else await kept(tx, here, keeper)
    return {s.person_id: known[s.person_id] for s in ours if known[s.person_id].user_id is None}


async def let_go(tx: Tx, at: Held, leaving: Sequence[Signup], now: datetime, timing: Timing) -> list[Signup]:
    """Take people off the list and pass their places on; whoever is there already stays. Returns who went."""
    gone = [signup for signup in leaving if not await is_here(tx, signup)]
    for signup in gone:
        await withdraw(tx, at.call, signup, now)
    if gone:
        await pass_on(tx, at, now, timing)
        await redraw(tx, at.call.id, now)
    return gone


def clean_names(names: Sequence[str]) -> list[str]:
    """Names as they are written down, each once. Raises Refused("no-names" | "party-size")."""
    wanted = list(dict.fromkeys(line for line in (clean_line(name, LONGEST) for name in names) if line))
    if not wanted:
        raise Refused("no-names")
    if len(wanted) > MAX_PARTY:
        raise Refused("party-size", most=MAX_PARTY)
    return wanted
