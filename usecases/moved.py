"""After a sign-up changed its person: what was promised to the one goes to the other, and free places pass on."""

from __future__ import annotations

from datetime import datetime

from domain import signups as rules
from domain.calls import CallId, CallState
from domain.people import Person, PersonId
from domain.promises import Kind, Promise
from domain.reminders import Timing
from domain.signups import SignupId, SignupState
from storage import calls, outbox, people, signups
from storage.tx import Tx
from usecases.places import Held, held, pass_on, promise_reminders, recipient
from usecases.redraw import redraw


async def settle_open(tx: Tx, call_id: CallId, *, gone: Person, now: datetime, timing: Timing) -> None:
    """What was promised for somebody who is not on this call any more is taken back; their place passes on."""
    call = await calls.get(tx, call_id)
    if call is None or call.state is not CallState.OPEN:
        return
    for what in ("up", "offer", "lapse"):
        await outbox.revoke(tx, f"{what}:{call.id}:{gone.id}:")
    await pass_on(tx, await held(tx, call), now, timing)
    await redraw(tx, call_id, now)


async def arrive(tx: Tx, call_id: CallId, person_id: PersonId, *, now: datetime, timing: Timing) -> None:
    """What somebody on an open call is promised now that the sign-up is theirs: reminders, or the offer that runs."""
    call = await calls.get(tx, call_id)
    signup = await signups.of_person(tx, call_id, person_id)
    person = await people.get(tx, person_id)
    if call is None or person is None or signup is None or call.state is not CallState.OPEN:
        return
    if signup.state is SignupState.CONFIRMED:
        await promise_reminders(tx, call, person, now, timing, entered_by=signup.entered_by, told=True)
    if signup.state is not SignupState.OFFERED or signup.offer_until is None:
        return
    to = await recipient(tx, person, signup.entered_by)
    at = await held(tx, call)
    facts = {"call": call.id, "person": person.id, "queue": signup.queue}
    key = f"{call.id}:{person.id}:{signup.queue}"
    chat = to.user_id if to is not None and to.user_id is not None else at.village.chat_id
    await outbox.renew(tx, Promise(Kind.OFFER, f"offer:{key}", chat, now, signup.offer_until, facts))
    await outbox.renew(tx, Promise(Kind.OFFER_LAPSES, f"lapse:{key}", None, signup.offer_until, payload=facts))


async def resettle(tx: Tx, signup_id: SignupId, state: SignupState, now: datetime) -> None:
    """A sign-up that ended comes back as it was; one that held a place holds it again only while there is room, and
    one to which a place was offered waits in its turn: nobody has a place without their yes."""
    signup = await signups.get(tx, signup_id)
    assert signup is not None
    call = await calls.get(tx, signup.call_id)
    assert call is not None
    if state is SignupState.OFFERED:
        state = SignupState.WAITLISTED
    if state is SignupState.CONFIRMED and call.state is CallState.OPEN:
        state = await _room(tx, await held(tx, call), signup_id)
    await signups.change(tx, signup_id, now, state=state, offer_until=None)


async def _room(tx: Tx, at: Held, signup_id: SignupId) -> SignupState:
    on_list = [s for s in await signups.of_call(tx, at.call.id) if s.id != signup_id]
    signup = await signups.get(tx, signup_id)
    assert signup is not None
    pool = at.plan.pool_of(signup.duty_id, signup.village_id)
    return rules.place_for(signup.party, at.plan.within(pool, on_list), pool.places)
