"""Signing up, for oneself, a party or a neighbour; leaving; and who moves up when a place comes free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain import reminders
from domain import signups as rules
from domain.calls import MAX_LINE, Call, CallId, CallState
from domain.names import LONGEST, clean_line
from domain.people import Person, PersonId, UserId, Village
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import MAX_PARTY, Signup, SignupState, Source
from storage import calls, outbox, people, signups, villages
from storage.tx import Tx
from usecases.redraw import redraw

ON_LIST: Final = (SignupState.CONFIRMED, SignupState.WAITLISTED)


class Outcome(StrEnum):
    """What joining or leaving led to; the words for each are `signup-<outcome>`."""

    PLACE = "place"
    WAITING = "waiting"
    RESIZED = "resized"
    ALREADY = "already"
    ALREADY_WAITING = "already-waiting"
    ALREADY_HERE = "already-here"
    LEFT = "left"
    DECLINED = "declined"
    ALREADY_AWAY = "already-away"


@dataclass(frozen=True, slots=True)
class Answer:
    """How it stands with one person after joining or leaving. `ahead` counts the people who wait before them.
    `first`: they never touched this call before; `reminded`: a private reminder goes out at this moment."""

    outcome: Outcome
    call: Call
    village: Village
    person: Person
    signup: Signup | None = None
    ahead: int = 0
    first: bool = False
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """People a keeper entered or took off: names with a place, names that wait, names already there, names gone."""

    call: Call
    village: Village
    placed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


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
) -> Answer:
    """Put somebody on the list, alone or with a party; said again with another number, the party changes.

    `chat_id` is where they tapped or wrote: whoever sees the card in the group belongs to the village.
    Raises Refused("not-found" | "call-<state>" | "call-started" | "party-size" | "party-does-not-fit").
    """
    call, village = await _held_open(tx, call_id)
    person = await _belong(tx, call, user_id, name, chat_id)
    _check_begun(call, now, "call-started")
    on_list = await signups.of_call(tx, call_id)
    mine = next((s for s in on_list if s.person_id == person.id), None)
    if mine is not None and mine.state is SignupState.WALK_IN:
        return Answer(Outcome.ALREADY_HERE, call, village, person, mine)
    if mine is not None and mine.state in ON_LIST:
        return await _again(tx, call, village, person, mine, on_list, party, now, timing)
    size = 1 if party is None else party
    state = rules.place_for(size, on_list, call.needed or 0)
    await signups.enter(
        tx,
        call_id=call_id,
        person_id=person.id,
        party=size,
        state=state,
        source=source,
        entered_by=person.id,
        now=now,
        note=clean_line(note, MAX_LINE) or None if note else None,
    )
    entered = await signups.of_person(tx, call_id, person.id)
    assert entered is not None
    reminded = False
    if state is SignupState.CONFIRMED:
        reminded = await _promise_reminders(tx, call, person, now, timing)
    await redraw(tx, call_id, now)
    outcome = Outcome.PLACE if state is SignupState.CONFIRMED else Outcome.WAITING
    ahead = _ahead(on_list, entered)
    return Answer(outcome, call, village, person, entered, ahead, first=mine is None, reminded=reminded)


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
    Raises Refused("not-found" | "call-<state>" | "call-started-leave")."""
    call, village = await _held_open(tx, call_id)
    person = await _belong(tx, call, user_id, name, chat_id)
    _check_begun(call, now, "call-started-leave")
    mine = await signups.of_person(tx, call_id, person.id)
    if mine is not None and mine.state in ON_LIST:
        await _withdraw(tx, call, mine, now)
        await promote(tx, call, now, timing)
        await redraw(tx, call_id, now)
        return Answer(Outcome.LEFT, call, village, person, replace(mine, state=SignupState.WITHDRAWN))
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
) -> Entered:
    """A keeper enters neighbours who have no phone, each under their own name, in the order named.
    Raises as `join`; Refused("no-names") when no name is left to write down."""
    call, village = await _held_open(tx, call_id)
    keeper = await _belong(tx, call, user_id, name, chat_id)
    _check_begun(call, now, "call-started")
    sorted_names: dict[str, list[str]] = {"placed": [], "waiting": [], "already": []}
    for whom in _clean_names(names):
        person_id = await people.add_without_phone(tx, call.village_id, whom)
        on_list = await signups.of_call(tx, call_id)
        if any(s.person_id == person_id and s.state in (*ON_LIST, SignupState.WALK_IN) for s in on_list):
            sorted_names["already"].append(whom)
            continue
        state = rules.place_for(1, on_list, call.needed or 0)
        await signups.enter(
            tx,
            call_id=call_id,
            person_id=person_id,
            party=1,
            state=state,
            source=source,
            entered_by=keeper.id,
            now=now,
        )
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
    Raises as `leave`; Refused("not-yours") when none of the names is theirs to take off."""
    call, village = await _held_open(tx, call_id)
    keeper = await _belong(tx, call, user_id, name, chat_id)
    _check_begun(call, now, "call-started-leave")
    wanted = set(_clean_names(names))
    on_list = [s for s in await signups.of_call(tx, call_id) if s.state in ON_LIST and s.name in wanted]
    known = await people.many(tx, [s.person_id for s in on_list])
    theirs = [
        s for s in on_list if known[s.person_id].user_id is None and (s.entered_by == keeper.id or keeper.organises)
    ]
    if not theirs:
        raise Refused("not-yours")
    for signup in theirs:
        await _withdraw(tx, call, signup, now)
    await promote(tx, call, now, timing)
    await redraw(tx, call_id, now)
    return Entered(call, village, gone=tuple(s.name for s in theirs))


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
        await _withdraw(tx, call, mine, now)
        await promote(tx, call, now, timing)
        await redraw(tx, call.id, now)
        left.append(call)
    return left


async def promote(tx: Tx, call: Call, now: datetime, timing: Timing) -> list[Signup]:
    """Move up who waits while places are free, in the order they came; each is told. The caller holds the call.
    Nobody moves up once it has begun."""
    if call.meet_at is None or now >= call.meet_at:
        return []
    moved = rules.moving_up(await signups.of_call(tx, call.id), call.needed or 0)
    known = await people.many(tx, [s.person_id for s in moved])
    village = await villages.get(tx, call.village_id)
    assert village is not None
    for signup in moved:
        person = known[signup.person_id]
        await signups.change(tx, signup.id, now, state=SignupState.CONFIRMED)
        news = Promise(
            Kind.MOVED_UP,
            f"up:{call.id}:{person.id}:{signup.queue}",
            person.user_id or village.chat_id,
            now,
            call.meet_at,
            {"call": call.id, "person": person.id, "queue": signup.queue},
        )
        await outbox.promise(tx, [news])
        await _promise_reminders(tx, call, person, now, timing, told=True)
    return moved


async def _again(
    tx: Tx,
    call: Call,
    village: Village,
    person: Person,
    mine: Signup,
    on_list: Sequence[Signup],
    party: int | None,
    now: datetime,
    timing: Timing,
) -> Answer:
    """Somebody on the list says it again: nothing new, or a party of another size."""
    ahead = _ahead(on_list, mine)
    if party is None or party == mine.party:
        outcome = Outcome.ALREADY if mine.state is SignupState.CONFIRMED else Outcome.ALREADY_WAITING
        return Answer(outcome, call, village, person, mine, ahead)
    rules.check_resize(mine, party, on_list, call.needed or 0)
    await signups.change(tx, mine.id, now, party=party)
    await promote(tx, call, now, timing)
    await redraw(tx, call.id, now)
    after = await signups.of_person(tx, call.id, person.id)
    return Answer(Outcome.RESIZED, call, village, person, after, ahead)


async def _withdraw(tx: Tx, call: Call, signup: Signup, now: datetime) -> None:
    await signups.change(tx, signup.id, now, state=SignupState.WITHDRAWN)
    await outbox.revoke(tx, f"remind:{call.id}:{signup.person_id}:")
    await outbox.revoke(tx, f"up:{call.id}:{signup.person_id}:")


async def _promise_reminders(
    tx: Tx, call: Call, person: Person, now: datetime, timing: Timing, *, told: bool = False
) -> bool:
    """Promise somebody with a place their private reminders; whoever has no phone is named in the group's line.
    `told`: another letter says the same at this moment. Returns whether a reminder goes out at once."""
    if person.user_id is None or call.meet_local is None or call.meet_at is None:
        return False
    dues = reminders.personal(call.meet_local, call.meet_at, call.zone, now, timing)
    wanted = [due for due in dues if not (told and due.at <= now)]
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.REMINDER,
                f"remind:{call.id}:{person.id}:{due.slot.value}:{call.version}",
                person.user_id,
                due.at,
                due.expires,
                {
                    "call": call.id,
                    "person": person.id,
                    "slot": due.slot.value,
                    "version": call.version,
                    "due": int(due.at.timestamp()),
                },
            )
            for due in wanted
        ],
    )
    return person.reachable and any(due.at <= now for due in wanted)


async def _held_open(tx: Tx, call_id: CallId) -> tuple[Call, Village]:
    """The call under its lock. A draft is nobody's business yet."""
    call = await calls.lock(tx, call_id)
    if call is None or call.state in (CallState.DRAFT, CallState.DISCARDED):
        raise Refused("not-found")
    village = await villages.get(tx, call.village_id)
    assert village is not None
    return call, village


async def _belong(tx: Tx, call: Call, user_id: UserId, name: str, chat_id: int) -> Person:
    """The person of the call's village who acts; a stranger elsewhere does not learn that the call exists."""
    member = any(p.village_id == call.village_id for p in await people.memberships(tx, user_id))
    if not member and all(card.chat_id != chat_id for card in await calls.cards(tx, call.id)):
        raise Refused("not-found")
    if call.state is not CallState.OPEN:
        raise Refused(f"call-{call.state.value}")
    return await people.belong(tx, call.village_id, user_id, name)


def _check_begun(call: Call, now: datetime, reason: str) -> None:
    if call.meet_at is None or now >= call.meet_at:
        raise Refused(reason)


def _ahead(on_list: Sequence[Signup], mine: Signup) -> int:
    if mine.state is not SignupState.WAITLISTED:
        return 0
    return sum(s.party for s in rules.waiting_in_order(on_list) if s.queue < mine.queue)


def _clean_names(names: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(line for line in (clean_line(name, LONGEST) for name in names) if line))
    if not wanted:
        raise Refused("no-names")
    if len(wanted) > MAX_PARTY:
        raise Refused("party-size", most=MAX_PARTY)
    return wanted
