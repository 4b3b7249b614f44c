"""Places on a call: held under its lock, given up, passed on to who waits; what those with a place are promised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain import offers, reminders
from domain import signups as rules
from domain.calls import Call, CallId, CallState, Division
from domain.duties import Plan
from domain.offers import Turn
from domain.people import Person, PersonId, UserId, Village, VillageId
from domain.people import recipient as told_of
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import Signup, SignupState
from storage import calls, outbox, people, plans, signups, villages
from storage.tx import Tx
from usecases import standing


@dataclass(frozen=True, slots=True)
class Held:
    """A published call under its lock, its own village, and how its places are divided."""

    call: Call
    village: Village
    plan: Plan

    def having(self, call: Call) -> Held:
        """The same with changed facts of the call."""
        return replace(self, call=call)


async def held_open(tx: Tx, call_id: CallId) -> Held:
    """The call under its lock. A draft is nobody's business yet. Raises Refused("not-found")."""
    found = await calls.held(tx, call_id)
    if found is None or found[0].state in (CallState.DRAFT, CallState.DISCARDED):
        raise Refused("not-found")
    call, village = found
    return Held(call, village, await plans.of_call(tx, call))


async def held(tx: Tx, call: Call) -> Held:
    """As `held_open`, for a call that is locked already."""
    village = await villages.get(tx, call.village_id)
    assert village is not None
    return Held(call, village, await plans.of_call(tx, call))


async def belong(tx: Tx, call: Call, user_id: UserId, name: str, chat_id: int) -> Person:
    """The person who acts, in the call's village or in one of those it is posted in; a stranger elsewhere does not
    learn that the call exists. Raises Refused("not-found" | "call-<state>")."""
    village_id, member = await _where(tx, call, user_id, chat_id)
    if village_id is None:
        raise Refused("not-found")
    if call.state is not CallState.OPEN:
        raise Refused(f"call-{call.state.value}")
    if member is not None and member.name == name:
        return member
    return await people.belong(tx, village_id, user_id, name)


async def _where(tx: Tx, call: Call, user_id: UserId, chat_id: int) -> tuple[VillageId | None, Person | None]:
    """Where somebody who acts on a call belongs: the village whose group they act in, else the first of theirs; and
    who they are there, where that is known already."""
    if call.divided is not Division.VILLAGES:
        member = await standing.member(tx, call.village_id, user_id)
        if member is not None or await _shown_in(tx, call.id, chat_id):
            return call.village_id, member
        return None, None
    wanted = [call.village_id, *await plans.audiences(tx, call.id)]
    here = await villages.of_any_chat(tx, chat_id)
    if here is not None and here.id in wanted and await _shown_in(tx, call.id, chat_id):
        return here.id, None
    theirs = {person.village_id for person in await people.memberships(tx, user_id)}
    return next((v for v in wanted if v in theirs), None), None


async def _shown_in(tx: Tx, call_id: CallId, chat_id: int) -> bool:
    return any(card.chat_id == chat_id for card in await calls.cards(tx, call_id))


def check_begun(call: Call, now: datetime, *, leaving: bool = False) -> None:
    """Nobody joins or leaves once it has begun. Raises Refused("call-started" | "call-started-leave")."""
    if call.meet_at is not None and now < call.meet_at:
        return
    if leaving:
        raise Refused("call-started-leave")
    raise Refused("call-started")


async def pass_on(tx: Tx, held: Held, now: datetime, timing: Timing) -> list[Signup]:
    """Places may have come free: those who wait first are offered them, each in its own pool, or the organisers are
    asked who gets them (`offers.turn` says which). The caller holds the call. Nobody is offered a place once it has
    begun, nor who has come already: they are there, with or without one. Returns who was offered a place."""
    call = held.call
    if call.meet_at is None or now >= call.meet_at:
        return []
    waiting = await next_in_line(tx, held)
    if not waiting:
        return []
    turn = offers.turn(now, call.meet_at, call.zone)
    if turn is not None:
        for signup in waiting:
            await offer(tx, held, signup, turn, now)
        return waiting
    if not await _ask_organisers(tx, held, waiting[0], now):
        for signup in waiting:  # nobody can be asked: who waited first simply has the place
            await give(tx, held, signup, now, timing)
    return []


async def next_in_line(tx: Tx, held: Held) -> list[Signup]:
    """Who comes next for the places that are free now, pool by pool."""
    on_list = await signups.of_call(tx, held.call.id)
    if not any(s.state is SignupState.WAITLISTED for s in on_list):
        return []
    here = {line.signup.id for line in await signups.attendance(tx, held.call.id) if line.present}
    queue = [s for s in on_list if not (s.id in here and s.state is SignupState.WAITLISTED)]
    found: list[Signup] = []
    for pool in held.plan.pools:
        found += rules.moving_up(held.plan.within(pool, queue), pool.places)
    return found


async def give(tx: Tx, held: Held, signup: Signup, now: datetime, timing: Timing) -> None:
    """Somebody who waited has a place now, and is told; their keeper, if they have no phone."""
    call = held.call
    person = await people.get(tx, signup.person_id)
    assert person is not None
    await signups.change(tx, signup.id, now, state=SignupState.CONFIRMED, offer_until=None)
    to = await recipient(tx, person, signup.entered_by)
    news = Promise(
        Kind.MOVED_UP,
        f"up:{call.id}:{person.id}:{signup.queue}",
        to.user_id if to is not None and to.user_id is not None else held.village.chat_id,
        now,
        call.meet_at,
        {"call": call.id, "person": person.id, "queue": signup.queue},
    )
    await outbox.revoke(tx, f"back:{call.id}:{person.id}:")
    await outbox.renew(tx, news)  # whoever was put back and moves up again hears it again
    await promise_reminders(tx, call, person, now, timing, entered_by=signup.entered_by, told=True)


async def offer(tx: Tx, held: Held, signup: Signup, turn: Turn, now: datetime) -> None:
    """Hold a place for somebody until the offer passes on; an offer that stands already is made anew."""
    call = held.call
    person = await people.get(tx, signup.person_id)
    assert person is not None
    to = await recipient(tx, person, signup.entered_by)
    facts = {"call": call.id, "person": person.id, "queue": signup.queue}
    await signups.change(tx, signup.id, now, state=SignupState.OFFERED, offer_until=turn.until)
    await outbox.revoke(tx, f"back:{call.id}:{person.id}:")
    letter = Promise(
        Kind.OFFER,
        f"offer:{call.id}:{person.id}:{signup.queue}",
        to.user_id if to is not None and to.user_id is not None else held.village.chat_id,
        turn.at,
        turn.until,
        facts,
    )
    lapse = Promise(Kind.OFFER_LAPSES, f"lapse:{call.id}:{person.id}:{signup.queue}", None, turn.until, payload=facts)
    for promise in (letter, lapse):
        await outbox.renew(tx, promise)


async def _ask_organisers(tx: Tx, held: Held, first: Signup, now: datetime) -> bool:
    """Ask every organiser whom a private message reaches who gets the free place; False when there is none."""
    call = held.call
    asked = [one for one in await people.with_role(tx, call.village_id) if one.reachable]
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.DECIDE,
                f"decide:{call.id}:{one.id}:{first.queue}",
                one.user_id,
                now,
                call.meet_at,
                {"call": call.id, "person": one.id},
            )
            for one in asked
        ],
    )
    return bool(asked)


async def recipient(tx: Tx, person: Person, entered_by: PersonId) -> Person | None:
    """Who is told what concerns a person on a list, whom somebody entered (`domain.people.recipient`)."""
    if person.user_id is not None:
        return person
    return told_of(person, await people.get(tx, person.keeper_id or entered_by))


async def is_here(tx: Tx, signup: Signup) -> bool:
    """Whether somebody on the list was marked as there; the newest mark holds."""
    marks = await signups.history(tx, signup.id)
    return bool(marks) and marks[-1].state.present


async def withdraw(tx: Tx, call: Call, signup: Signup, now: datetime) -> None:
    """Take somebody off the list, with the time of it when they gave a place up; what was promised to them alone is
    taken back."""
    left_at = now if signup.state is SignupState.CONFIRMED else None
    await signups.change(tx, signup.id, now, state=SignupState.WITHDRAWN, offer_until=None, left_at=left_at)
    prefixes = [f"{what}:{call.id}:{signup.person_id}:" for what in ("up", "offer", "lapse")]
    if not await signups.kept_by(tx, call.id, signup.person_id):
        prefixes.append(f"remind:{call.id}:{signup.person_id}:")
    for prefix in prefixes:
        await outbox.revoke(tx, prefix)


async def wait_again(tx: Tx, held: Held, signup: Signup, now: datetime) -> Signup:
    """Somebody who held a place waits for one, before everybody who waits already; what was promised to them with the
    place is taken back. The caller holds the call. Returns the sign-up as it is now."""
    pool = held.plan.pool_of(signup.duty_id, signup.village_id)
    waiting = rules.waiting_in_order(held.plan.within(pool, await signups.of_call(tx, held.call.id)))
    queue = min([signup.queue, *(s.queue - 1 for s in waiting[:1])])
    await withdraw(tx, held.call, signup, now)
    changes = {"state": SignupState.WAITLISTED, "queue": queue, "left_at": signup.left_at}
    await signups.change(tx, signup.id, now, **changes)
    return replace(signup, state=SignupState.WAITLISTED, queue=queue, offer_until=None)


async def promise_reminders(
    tx: Tx,
    call: Call,
    person: Person,
    now: datetime,
    timing: Timing,
    *,
    entered_by: PersonId | None = None,
    told: bool = False,
) -> bool:
    """Promise somebody with a place their private reminders; for somebody without a phone their keeper gets them, one
    for all whom the keeper answers for. `told`: another letter says the same at this moment.
    Returns whether a reminder goes out at once."""
    to = await recipient(tx, person, entered_by or person.id)
    if to is None or call.meet_local is None or call.meet_at is None:
        return False
    dues = reminders.personal(call.meet_local, call.meet_at, call.zone, now, timing)
    wanted = [due for due in dues if not ((told or to.id != person.id) and due.at <= now)]
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.REMINDER,
                f"remind:{call.id}:{to.id}:{due.slot.value}:{call.version}",
                to.user_id,
                due.at,
                due.expires,
                {
                    "call": call.id,
                    "person": to.id,
                    "slot": due.slot.value,
                    "version": call.version,
                    "due": int(due.at.timestamp()),
                    "at_once": int(due.at <= now),
                },
            )
            for due in wanted
        ],
    )
    return to.reachable and any(due.at <= now for due in wanted)
