"""Checking in and ticking off: who came, who came unannounced, who did not; every mark with who set it and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from domain import attendance as rules
from domain.attendance import Attendance, Attended
from domain.calls import Call, CallId, CallState
from domain.duties import Plan
from domain.names import LONGEST, clean_line
from domain.people import Person, PersonId, UserId, Village
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import HOLDING, ON_LIST, SignupId, SignupState, Source
from storage import calls, people, plans, signups, villages
from storage import names as book
from storage.tx import Tx
from usecases import standing
from usecases.record import promise_milestones
from usecases.redraw import redraw
from usecases.ticklists import CORRECTABLE, correct_thanks

MOST_AT_ONCE: Final = 50
"""More names in one message than this are a mistake, or a list of another kind."""
GRACE: Final = timedelta(days=1)
"""Whoever has no mark this long after the end did not come; until then nobody is called a no-show."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a person's 到了 led to. `already`: an earlier mark stands; `waiting`: they were in line."""

    call: Call
    state: Attendance
    at: datetime
    already: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class TickList:
    """Everybody to be ticked off: those with a place first, then who waits, then who came unannounced; with the plan
    that their duties are in. `unclear`: names written down that several people bear; nothing was noted of them."""

    call: Call
    village: Village
    lines: tuple[Attended, ...]
    plan: Plan
    unclear: tuple[str, ...] = ()

    @property
    def present(self) -> int:
        """People (not entries) who are there."""
        return sum(line.signup.party for line in self.lines if line.present)

    @property
    def unmarked(self) -> tuple[Attended, ...]:
        """Those with a place of whom nothing is known yet."""
        return tuple(line for line in self.lines if line.mark is None and line.signup.state is SignupState.CONFIRMED)


OFF_LIST: Final = (SignupState.WITHDRAWN, SignupState.DECLINED)
_ORDER: Final = {
    SignupState.CONFIRMED: 0,
    SignupState.OFFERED: 1,
    SignupState.WAITLISTED: 2,
    SignupState.WALK_IN: 3,
}


async def arrive(tx: Tx, *, now: datetime, call_id: CallId, user_id: UserId, name: str, chat_id: int) -> Arrival:
    """A person says 到了, in a group that shows the card or in private. Whoever is not on the list walked in. Saying
    it twice is saying it once.
    Raises Refused("not-found" | "too-early-to-check-in" | "over-before-check-in" | "call-<state>")."""
    call = await _held_call(tx, call_id)
    known = await standing.member(tx, call.village_id, user_id)
    if known is None and chat_id not in [card.chat_id for card in await calls.cards(tx, call_id)]:
        raise Refused("not-found")
    if call.state is CallState.DONE:
        raise Refused("over-before-check-in")
    if call.state is not CallState.OPEN or call.meet_at is None:
        raise Refused(f"call-{call.state.value}")
    rules.check_time(now, call.meet_at)
    person = await people.belong(tx, call.village_id, user_id, name)
    line = await _line_of(tx, call_id, person.id)
    on_list = line is not None and line.signup.state in HOLDING
    if line is not None and line.mark is not None and line.present:
        return Arrival(call, line.mark.state, line.mark.arrived_at or now, already=True)
    state = rules.own_arrival(now, call.meet_at, on_list=on_list)
    if line is None or line.signup.state in OFF_LIST:
        await _walk_in(tx, call_id, person.id, entered_by=person.id, source=Source.BUTTON, now=now)
        line = await _line_of(tx, call_id, person.id)
    assert line is not None
    await signups.mark(tx, line.signup.id, state, arrived_at=now, set_by=person.id, now=now)
    await redraw(tx, call_id, now)
    return Arrival(call, state, now, waiting=line.signup.state is SignupState.WAITLISTED)


async def tick(tx: Tx, *, now: datetime, signup_id: SignupId, by: UserId, state: Attendance) -> TickList:
    """An organiser says how it was with one person; may be said again, the newest holds.
    Raises Refused("not-found" | "not-organiser" | "call-<state>" | "too-late-to-correct"), and Refused("stale-button")
    for somebody who went off the list meanwhile and is not said to be there."""
    signup = await signups.get(tx, signup_id)
    if signup is None:
        raise Refused("not-found")
    call, organiser = await _organised(tx, signup.call_id, by, now)
    assert call.meet_at is not None
    if signup.state in OFF_LIST:
        # Gone off the list between two looks at it: there after all is there unannounced; of the rest nothing is told.
        if not state.present:
            raise Refused("stale-button")
        await _walk_in(tx, call.id, signup.person_id, entered_by=organiser.id, source=Source.ORGANISER, now=now)
    if signup.state in (SignupState.WALK_IN, *OFF_LIST) and state in (Attendance.CAME, Attendance.LATE):
        state = Attendance.WALK_IN
    before = await signups.history(tx, signup_id)
    arrived = rules.ticked_arrival(state, now, call.meet_at, done_at=call.done_at, before=before)
    await signups.mark(tx, signup_id, state, arrived_at=arrived, set_by=organiser.id, now=now)
    return await _marked(tx, call, now)


async def tick_rest(tx: Tx, *, now: datetime, call_id: CallId, by: UserId) -> TickList:
    """An organiser says that everybody with a place and no mark came. Raises as `tick`."""
    call, organiser = await _organised(tx, call_id, by, now)
    assert call.meet_at is not None
    arrived = rules.ticked_arrival(Attendance.CAME, now, call.meet_at, done_at=call.done_at)
    for line in (await _tick_list(tx, call)).unmarked:
        await signups.mark(tx, line.signup.id, Attendance.CAME, arrived_at=arrived, set_by=organiser.id, now=now)
    return await _marked(tx, call, now)


async def add_walk_in(
    tx: Tx, *, now: datetime, call_id: CallId, by: UserId, names: Sequence[tuple[str, int]]
) -> TickList:
    """An organiser writes down people who came unannounced and cannot say it themselves: each name with how many people
    it stands for. Whoever of that name is on the list already, with or without a phone, is ticked as there, with the
    party they signed up with; somebody of the village who is not on it walked in as themselves. A name that several
    may mean is not guessed about: `TickList.unclear`.
    Raises as `tick`, Refused("walk-in-name") when no name is left to write down, Refused("walk-in-too-many")."""
    call, organiser = await _organised(tx, call_id, by, now)
    wanted = [(clean, party) for name, party in names if (clean := clean_line(name, LONGEST))]
    if not wanted:
        raise Refused("walk-in-name")
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("walk-in-too-many", most=MOST_AT_ONCE)
    assert call.meet_at is not None
    unclear: list[str] = []
    for name, party in wanted:
        person_id = await _meant(tx, call, name)
        if person_id is None:
            unclear.append(name)
            continue
        line = await _line_of(tx, call_id, person_id)
        state = Attendance.CAME
        if line is None or line.signup.state not in ON_LIST:
            state = Attendance.WALK_IN
            if line is None or line.signup.state in OFF_LIST or line.signup.entered_by != person_id:
                source, entered_by = Source.ORGANISER, organiser.id
                await _walk_in(tx, call_id, person_id, entered_by=entered_by, source=source, now=now, party=party)
            line = await _line_of(tx, call_id, person_id)
            assert line is not None
        before = await signups.history(tx, line.signup.id)
        arrived = rules.ticked_arrival(state, now, call.meet_at, done_at=call.done_at, before=before)
        await signups.mark(tx, line.signup.id, state, arrived_at=arrived, set_by=organiser.id, now=now)
    return replace(await _marked(tx, call, now), unclear=tuple(dict.fromkeys(unclear)))


async def _meant(tx: Tx, call: Call, name: str) -> PersonId | None:
    """Whom a name means among those who came: the one of that name on this call's list; else the only one whom it
    means in the village, or somebody new without a phone. None: it may mean several."""
    on_list = [s for s in await signups.of_call(tx, call.id) if s.state in _ORDER]
    ids, homes = {s.person_id for s in on_list}, {s.village_id for s in on_list if s.village_id is not None}
    found = [one for home in sorted({call.village_id, *homes}) for one in await book.called(tx, home, name)]
    listed = [one for one in found if one.id in ids]
    ours = listed or [one for one in found if one.village_id == call.village_id]
    if not ours:
        return await people.add(tx, call.village_id, name)
    return ours[0].id if len(ours) == 1 else None


async def tick_list(tx: Tx, *, call_id: CallId, by: UserId) -> TickList:
    """The list to tick off, for an organiser; a call that never stood in the group has none.
    Raises Refused("not-found" | "not-organiser" | "call-<state>")."""
    call = await calls.get(tx, call_id)
    if call is None:
        raise Refused("not-found")
    await standing.organiser(tx, call.village_id, by)
    if call.published_at is None:
        raise Refused(f"call-{call.state.value}")
    return await _tick_list(tx, call)


async def settle_no_shows(tx: Tx, payload: Mapping[str, Any], now: datetime) -> None:
    """A day after the end, whoever had a place and has no mark did not come."""
    call = await calls.lock(tx, CallId(payload["call"]))
    if call is None or call.state is not CallState.DONE or call.ended_by is None:
        return
    for line in (await _tick_list(tx, call)).unmarked:
        await signups.mark(tx, line.signup.id, Attendance.NO_SHOW, arrived_at=None, set_by=call.ended_by, now=now)
    await promise_milestones(tx, call, now)


DEEDS: Final = {Kind.SETTLE_NO_SHOWS: settle_no_shows}


async def _organised(tx: Tx, call_id: CallId, by: UserId, now: datetime) -> tuple[Call, Person]:
    call = await _held_call(tx, call_id)
    organiser = await standing.organiser(tx, call.village_id, by)
    if call.state not in (CallState.OPEN, CallState.DONE) or call.meet_at is None:
        raise Refused(f"call-{call.state.value}")
    if call.done_at is not None and now > call.done_at + CORRECTABLE:
        raise Refused("too-late-to-correct")
    if call.state is CallState.OPEN:
        rules.check_time(now, call.meet_at)
    return call, organiser


async def _held_call(tx: Tx, call_id: CallId) -> Call:
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    return call


async def _tick_list(tx: Tx, call: Call) -> TickList:
    village = await villages.get(tx, call.village_id)
    assert village is not None
    lines = [line for line in await signups.attendance(tx, call.id) if line.signup.state in _ORDER]
    lines.sort(key=lambda line: (_ORDER[line.signup.state], line.signup.queue))
    return TickList(call, village, tuple(lines), await plans.of_call(tx, call))


async def _marked(tx: Tx, call: Call, now: datetime) -> TickList:
    """The list after marks were set; the card and what was said in the group follow it."""
    await redraw(tx, call.id, now)
    await correct_thanks(tx, call, now)
    return await _tick_list(tx, call)


async def _line_of(tx: Tx, call_id: CallId, person_id: PersonId) -> Attended | None:
    lines = await signups.attendance(tx, call_id)
    return next((line for line in lines if line.signup.person_id == person_id), None)


async def _walk_in(
    tx: Tx,
    call_id: CallId,
    person_id: PersonId,
    *,
    entered_by: PersonId,
    source: Source,
    now: datetime,
    party: int = 1,
) -> None:
    await signups.enter(
        tx,
        call_id=call_id,
        person_id=person_id,
        party=party,
        state=SignupState.WALK_IN,
        source=source,
        entered_by=entered_by,
        now=now,
    )
