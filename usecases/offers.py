"""A place that came free: taken or turned down by who was offered it, passed on unanswered, given by a tap."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.calls import Call, CallId, CallState
from domain.people import Person, PersonId, UserId, Village
from domain.promises import Kind
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import Signup, SignupId, SignupState, tally
from storage import calls, ledger, outbox, people, signups
from storage.tx import Tx
from usecases import standing
from usecases.places import (
    Held,
    check_begun,
    give,
    held,
    held_open,
    is_here,
    next_in_line,
    pass_on,
    promise_reminders,
    recipient,
)
from usecases.places import withdraw as take_off
from usecases.redraw import redraw

Deed = Callable[[Tx, Mapping[str, Any], datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Taken:
    """An offer that was answered. `came`: they take the place; `person` is whose place it is."""

    call: Call
    village: Village
    person: Person
    signup: Signup
    came: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What an organiser decides: who waits first for the places that are free, and how many are."""

    call: Call
    village: Village
    waiting: tuple[Signup, ...]


async def answer(
    tx: Tx, *, now: datetime, call_id: CallId, signup_id: SignupId, user_id: UserId, comes: bool, timing: Timing
) -> Taken:
    """Somebody answers an offer, their own or that of somebody without a phone whom they keep; an organiser, for
    somebody whom nobody keeps. Whoever is there already has answered by coming.
    Raises Refused("not-found"), Refused("not-your-offer"), Refused("offer-passed") when it went to the next,
    Refused("here-already"), Refused("call-<state>" | "call-started" | "call-started-leave")."""
    at = await held_open(tx, call_id)
    signup = await signups.get(tx, signup_id)
    if signup is None or signup.call_id != call_id:
        raise Refused("not-found")
    person = await people.get(tx, signup.person_id)
    assert person is not None
    to = await recipient(tx, person, signup.entered_by)
    if not (to.user_id == user_id if to is not None else await _organises(tx, at.call, user_id)):
        raise Refused("not-your-offer")
    if at.call.state is not CallState.OPEN:
        raise Refused(f"call-{at.call.state.value}")
    check_begun(at.call, now, leaving=not comes)
    if signup.state is SignupState.CONFIRMED and comes:
        return Taken(at.call, at.village, person, signup, came=True)
    if signup.state is not SignupState.OFFERED:
        raise Refused("offer-passed")
    if comes:
        return Taken(at.call, at.village, person, await accept(tx, at, signup, person, now, timing), came=True)
    if await is_here(tx, signup):
        raise Refused("here-already", names=signup.name)
    await take_off(tx, at.call, signup, now)
    await pass_on(tx, at, now, timing)
    await redraw(tx, call_id, now)
    return Taken(at.call, at.village, person, replace(signup, state=SignupState.WITHDRAWN), came=False)


async def accept(tx: Tx, at: Held, signup: Signup, person: Person, now: datetime, timing: Timing) -> Signup:
    """The place that was held for somebody is theirs. The caller holds the call."""
    await signups.change(tx, signup.id, now, state=SignupState.CONFIRMED, offer_until=None)
    for what in ("offer", "lapse"):
        await outbox.revoke(tx, f"{what}:{at.call.id}:{signup.person_id}:")
    await promise_reminders(tx, at.call, person, now, timing, entered_by=signup.entered_by, told=True)
    await redraw(tx, at.call.id, now)
    return replace(signup, state=SignupState.CONFIRMED, offer_until=None)


async def give_place(
    tx: Tx, *, now: datetime, call_id: CallId, signup_id: SignupId, by: UserId, timing: Timing
) -> Taken:
    """An organiser gives a free place to somebody who waits. Raises Refused("place-given-by", who=…, whom=…) for the
    second of two, Refused("has-place", who=…) for somebody who came to theirs otherwise, Refused("offer-passed") for
    somebody who waits no longer, Refused("no-place-left"), and Refused("not-found" | "not-organiser" |
    "call-<state>" | "call-started")."""
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    await standing.organiser(tx, call.village_id, by)
    if call.state is not CallState.OPEN:
        raise Refused(f"call-{call.state.value}")
    check_begun(call, now)
    at = await held(tx, call)
    signup = await signups.get(tx, signup_id)
    if signup is None or signup.call_id != call_id:
        raise Refused("not-found")
    if signup.state is SignupState.CONFIRMED:
        who = await ledger.last_actor(tx, "give-place", village_id=call.village_id, call=call_id, signup=signup_id)
        giver = await people.of_user(tx, call.village_id, UserId(who)) if who else None
        if giver is None:
            raise Refused("has-place", who=signup.name)
        raise Refused("place-given-by", who=giver.name, whom=signup.name)
    if signup.state is not SignupState.WAITLISTED:
        raise Refused("offer-passed")
    if signup.id not in [s.id for s in await next_in_line(tx, at)] and not await _fits(tx, at, signup):
        raise Refused("no-place-left")
    person = await people.get(tx, signup.person_id)
    assert person is not None
    await give(tx, at, signup, now, timing)
    await pass_on(tx, at, now, timing)  # more may be free: who waits next is asked about in turn
    await ledger.note(tx, "give-place", now=now, actor=by, village_id=call.village_id, call=call_id, signup=signup_id)
    await redraw(tx, call_id, now)
    return Taken(call, at.village, person, replace(signup, state=SignupState.CONFIRMED), came=True)


async def choice(tx: Tx, *, call_id: CallId, person_id: PersonId) -> tuple[Choice, Person] | None:
    """What an organiser is asked to decide, as it stands now; None once there is nothing to decide."""
    call = await calls.get(tx, call_id)
    organiser = await people.get(tx, person_id)
    if call is None or call.state is not CallState.OPEN or organiser is None or not organiser.organises:
        return None
    at = await held(tx, call)
    waiting = await next_in_line(tx, at)
    return (Choice(call, at.village, tuple(waiting)), organiser) if waiting else None


async def lapse(tx: Tx, payload: Mapping[str, Any], now: datetime, timing: Timing) -> None:
    """The deed at an offer's deadline: nobody answered, so they are off the list and the place passes on. Whoever
    comes back stands at the end of the queue; whoever is there already has come. An offer that nobody could lapse in
    time (the bot was away) is void once it has begun: they wait again, for the tick list to say who came."""
    call = await calls.lock(tx, CallId(payload["call"]))
    if call is None or call.state is not CallState.OPEN:
        return
    signup = await signups.of_person(tx, call.id, PersonId(payload["person"]))
    if signup is None or signup.state is not SignupState.OFFERED or signup.queue != payload["queue"]:
        return
    if signup.offer_until is None or now < signup.offer_until:
        return
    at = await held(tx, call)
    if await is_here(tx, signup):
        await signups.change(tx, signup.id, now, state=SignupState.CONFIRMED, offer_until=None)
    elif call.meet_at is not None and now >= call.meet_at:
        await signups.change(tx, signup.id, now, state=SignupState.WAITLISTED, offer_until=None)
    else:
        await take_off(tx, call, signup, now)
        await pass_on(tx, at, now, timing)
    await redraw(tx, call.id, now)


async def _organises(tx: Tx, call: Call, user_id: UserId) -> bool:
    person = await standing.member(tx, call.village_id, user_id)
    return person is not None and person.organises


async def _fits(tx: Tx, at: Held, signup: Signup) -> bool:
    """Whether the pool that somebody waits in has room for all of them, whoever stands before them."""
    pool = at.plan.pool_of(signup.duty_id, signup.village_id)
    return signup.party <= tally(at.plan.within(pool, await signups.of_call(tx, at.call.id)), pool.places).free


def deeds(timing: Timing) -> dict[Kind, Deed]:
    """What the outbox does by itself when an offer's time is up."""

    async def lapses(tx: Tx, payload: Mapping[str, Any], now: datetime) -> None:
        await lapse(tx, payload, now, timing)

    return {Kind.OFFER_LAPSES: lapses}
