"""Dividing a call into duties (挖土豆, 司机): in the draft, and while people are on its list already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.calls import Call, CallId, CallState, Division
from domain.duties import Plan, WantedDuty, check_duties, duty_for_newcomer, without_duty
from domain.people import UserId, Village
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import HOLDING, ON_LIST, DutyId, Signup, SignupId, SignupState, place_for, tally
from storage import calls, outbox, people, plans, signups, villages
from storage.tx import Tx
from usecases import cards, standing
from usecases.cards import Seen
from usecases.places import Held, held, held_open, pass_on, promise_reminders, recipient
from usecases.redraw import redraw


@dataclass(frozen=True, slots=True)
class Divided:
    """A draft or an open call with its duties. `undecided`: those on the list who hold none of them."""

    call: Call
    village: Village
    plan: Plan
    undecided: tuple[Signup, ...] = ()

    @property
    def wanted(self) -> list[WantedDuty]:
        """The duties as they would be said."""
        return [WantedDuty(d.name, d.least, d.most, d.strict) for d in self.plan.duties]


async def division(tx: Tx, *, call_id: CallId, by: UserId, version: int | None = None) -> Divided:
    """The duties of a draft or an open call, for an organiser of its village.
    Raises Refused("not-found" | "not-organiser" | "call-<state>" | "draft-changed")."""
    return await _divided(tx, await calls.get(tx, call_id), by, version)


async def set_duties(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    by: UserId,
    wanted: Sequence[WantedDuty],
    timing: Timing,
    version: int | None = None,
    sure: bool = False,
) -> Divided:
    """Give a call these duties in place of those it had; with none it is undivided again.

    On an open call nobody loses a place by it. Whoever signed up before there were duties gets the one that lacks
    most, as if they came now; whoever chose a duty that is no more stays, is asked which of the others they do, and
    the organiser is asked first whether they are `sure`. Places that come free are passed on.
    Raises as `division` and `check_duties`; Refused("duty-alone") for a single one, Refused("duties-or-villages") where
    villages have places of their own, and unless `sure` Refused("duty-people", name=…, people=…),
    Refused("duty-below-list", name=…, confirmed=…) or Refused("needed-below-list", confirmed=…).
    """
    before = await _divided(tx, await calls.lock(tx, call_id), by, version)
    call = before.call
    clean = check_duties(wanted)
    if len(clean) == 1:
        raise Refused("duty-alone")
    if clean and call.divided is Division.VILLAGES:
        raise Refused("duties-or-villages")
    on_list = [s for s in await signups.of_call(tx, call_id) if s.state in ON_LIST]
    if not sure:
        _check_people(before.plan, clean, on_list)
    if clean or before.plan.duties:
        await plans.set_duties(tx, call_id, clean)
    if call.state is CallState.DRAFT:
        await calls.amend(tx, call_id, version=call.version + 1, submitted_at=None)
        return await _divided(tx, await calls.get(tx, call_id), by, None)
    if clean and not before.plan.duties:
        await _give_out(tx, call_id, on_list, now)
    after = await _divided(tx, await calls.get(tx, call_id), by, None)
    if before.plan.duties:
        await _ask(tx, after, now)
    await pass_on(tx, await held(tx, after.call), now, timing)
    await redraw(tx, call_id, now)
    return after


async def change_duty(
    tx: Tx, at: Held, signup: Signup, on_list: Sequence[Signup], duty_id: DutyId, now: datetime, timing: Timing
) -> Signup:
    """Somebody on the list of a call that is held takes another duty. A place is not given up for a wait: where the
    other duty is full they keep what they have. Whoever waits and finds room there has it at once, and else waits at
    the end of its line. Raises Refused("no-such-duty" | "duty-full", name=…)."""
    wanted = at.plan.duty(duty_id)
    if wanted is None:
        raise Refused("no-such-duty")
    before, after = (at.plan.pool_of(which, signup.village_id) for which in (signup.duty_id, duty_id))
    changes: dict[str, Any] = {"duty_id": duty_id}
    if before.key != after.key:
        state = place_for(signup.party, at.plan.within(after, on_list), after.places)
        if signup.state in HOLDING and state is not SignupState.CONFIRMED:
            raise Refused("duty-full", name=wanted.name)
        if signup.state is SignupState.WAITLISTED:
            last = max(s.queue for s in on_list)
            changes |= {"state": state} if state is SignupState.CONFIRMED else {"queue": last + 1}
    await signups.change(tx, signup.id, now, **changes)
    if changes.get("state") is SignupState.CONFIRMED:
        person = await people.get(tx, signup.person_id)
        assert person is not None
        await promise_reminders(tx, at.call, person, now, timing, entered_by=signup.entered_by)
    await pass_on(tx, at, now, timing)
    await redraw(tx, at.call.id, now)
    changed = await signups.get(tx, signup.id)
    assert changed is not None
    return changed


async def assign(tx: Tx, *, now: datetime, signup_id: SignupId, by: UserId, duty: DutyId, timing: Timing) -> Signup:
    """An organiser, or the keeper of somebody without a phone, says what somebody on the list does.
    Raises Refused("not-found" | "call-<state>"), Refused("stale-button") for who is not on the list any more, and as
    `change_duty`."""
    signup = await signups.get(tx, signup_id)
    if signup is None:
        raise Refused("not-found")
    at = await held_open(tx, signup.call_id)
    me = await standing.member(tx, at.call.village_id, by)
    person = await people.get(tx, signup.person_id)
    assert person is not None
    to = await recipient(tx, person, signup.entered_by)
    if me is None or not (me.organises or (to is not None and to.user_id == by)):
        raise Refused("not-found")
    if at.call.state is not CallState.OPEN:
        raise Refused(f"call-{at.call.state.value}")
    on_list = await signups.of_call(tx, signup.call_id)
    mine = next((s for s in on_list if s.id == signup_id and s.state in ON_LIST), None)
    if mine is None:
        raise Refused("stale-button")
    return await change_duty(tx, at, mine, on_list, duty, now, timing)


async def undecided_one(tx: Tx, *, signup_id: SignupId, by: UserId) -> tuple[Seen, Signup]:
    """Somebody on the list of a call, for an organiser. Raises Refused("not-found" | "not-organiser")."""
    signup = await signups.get(tx, signup_id)
    if signup is None:
        raise Refused("not-found")
    return await cards.roster(tx, call_id=signup.call_id, by=by), signup


async def _divided(tx: Tx, call: Call | None, by: UserId, version: int | None) -> Divided:
    if call is None:
        raise Refused("not-found")
    await standing.organiser(tx, call.village_id, by)
    if call.state not in (CallState.DRAFT, CallState.OPEN):
        raise Refused(f"call-{call.state.value}")
    if version is not None and version != call.version:
        raise Refused("draft-changed")
    village = await villages.get(tx, call.village_id)
    assert village is not None
    plan = await plans.of_call(tx, call)
    return Divided(call, village, plan, tuple(without_duty(await signups.of_call(tx, call.id), plan)))


def _check_people(before: Plan, wanted: Sequence[WantedDuty], on_list: Sequence[Signup]) -> None:
    """Raises when people chose a duty that goes, or more hold one, or a place at all, than there would be."""
    kept = {one.name: one for one in wanted}
    for duty in before.duties if wanted else ():
        theirs = [s for s in on_list if s.duty_id == duty.id]
        if duty.name not in kept and theirs:
            raise Refused("duty-people", name=duty.name, people=sum(s.party for s in theirs))
        having = sum(s.party for s in theirs if s.state in HOLDING)
        if duty.name in kept and kept[duty.name].strict and having > kept[duty.name].most:
            raise Refused("duty-below-list", name=duty.name, confirmed=having)
    counts = tally(on_list, sum(one.most for one in wanted))
    if wanted and counts.confirmed + counts.offered > counts.needed:
        raise Refused("needed-below-list", confirmed=counts.confirmed + counts.offered)


async def _give_out(tx: Tx, call_id: CallId, on_list: Sequence[Signup], now: datetime) -> None:
    """Those who came before there were duties, in their order, as if they came now; where only they can say which
    duty they do, they have none yet."""
    call = await calls.get(tx, call_id)
    assert call is not None
    plan = await plans.of_call(tx, call)
    given: list[Signup] = []
    for signup in sorted(on_list, key=lambda s: s.queue):
        try:
            duty = duty_for_newcomer(plan, given, None)
        except Refused:
            duty = None
        given.append(replace(signup, duty_id=duty))
        await signups.change(tx, signup.id, now, duty_id=duty)


async def _ask(tx: Tx, divided: Divided, now: datetime) -> None:
    """Promise a question to everybody whose duty is no more, or to the keeper of who has no phone."""
    call = divided.call
    asked: list[Promise] = []
    for signup in divided.undecided:
        person = await people.get(tx, signup.person_id)
        assert person is not None
        to = await recipient(tx, person, signup.entered_by)
        if to is not None and to.reachable:
            key = f"duty:{call.id}:{person.id}:{int(now.timestamp())}"
            facts = {"call": call.id, "person": person.id}
            asked.append(Promise(Kind.CHOOSE_DUTY, key, to.user_id, now, call.meet_at, facts))
    await outbox.promise(tx, asked)
