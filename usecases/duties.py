"""Dividing a call into duties (挖土豆, 司机): in the draft, and while people are on its list already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.calls import Call, CallId, CallState, Division
from domain.duties import Plan, WantedDuty, check_duties, duty_for_newcomer, without_duty
from domain.people import UserId, Village
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import HOLDING, ON_LIST, Signup, tally
from storage import calls, outbox, people, plans, signups, villages
from storage.tx import Tx
from usecases import standing
from usecases.places import held, pass_on
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
        await calls.amend(tx, call_id, version=call.version + 1)
        return await _divided(tx, await calls.get(tx, call_id), by, None)
    if clean and not before.plan.duties:
        await _give_out(tx, call_id, on_list, now)
    after = await _divided(tx, await calls.get(tx, call_id), by, None)
    if before.plan.duties:
        await _ask(tx, after, now)
    await pass_on(tx, await held(tx, after.call), now, timing)
    await redraw(tx, call_id, now)
    return after


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
    """Promise a question to everybody with an account whose duty is no more."""
    call = divided.call
    known = await people.many(tx, [s.person_id for s in divided.undecided])
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.CHOOSE_DUTY,
                f"duty:{call.id}:{person.id}:{int(now.timestamp())}",
                person.user_id,
                now,
                call.meet_at,
                {"call": call.id, "person": person.id},
            )
            for person in known.values()
            if person.reachable
        ],
    )
