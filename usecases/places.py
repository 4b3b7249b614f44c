"""Places on a call: held under its lock, given up, passed on to who waits; what those with a place are promised."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain import reminders
from domain import signups as rules
from domain.calls import Call, CallId, CallState
from domain.people import Person, UserId, Village
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import Signup, SignupState
from storage import calls, outbox, people, signups, villages
from storage.tx import Tx
from usecases import standing

ON_LIST: Final = (SignupState.CONFIRMED, SignupState.WAITLISTED)


async def held_open(tx: Tx, call_id: CallId) -> tuple[Call, Village]:
    """The call under its lock. A draft is nobody's business yet."""
    held = await calls.held(tx, call_id)
    if held is None or held[0].state in (CallState.DRAFT, CallState.DISCARDED):
        raise Refused("not-found")
    return held


async def belong(tx: Tx, call: Call, user_id: UserId, name: str, chat_id: int) -> Person:
    """The person of the call's village who acts; a stranger elsewhere does not learn that the call exists."""
    member = await standing.member(tx, call.village_id, user_id)
    if member is None and all(card.chat_id != chat_id for card in await calls.cards(tx, call.id)):
        raise Refused("not-found")
    if call.state is not CallState.OPEN:
        raise Refused(f"call-{call.state.value}")
    if member is not None and member.name == name:
        return member
    return await people.belong(tx, call.village_id, user_id, name)


def check_begun(call: Call, now: datetime, *, leaving: bool = False) -> None:
    """Nobody joins or leaves once it has begun. Raises Refused("call-started" | "call-started-leave")."""
    if call.meet_at is not None and now < call.meet_at:
        return
    if leaving:
        raise Refused("call-started-leave")
    raise Refused("call-started")


async def promote(tx: Tx, call: Call, now: datetime, timing: Timing) -> list[Signup]:
    """Move up who waits while places are free, in the order they came; each is told. The caller holds the call.
    Nobody moves up once it has begun, and nobody who has come already: they are there, with or without a place."""
    if call.meet_at is None or now >= call.meet_at:
        return []
    lines = await signups.attendance(tx, call.id)
    queue = [one.signup for one in lines if not (one.present and one.signup.state is SignupState.WAITLISTED)]
    moved = rules.moving_up(queue, call.needed or 0)
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
        await promise_reminders(tx, call, person, now, timing, told=True)
    return moved


async def is_here(tx: Tx, signup: Signup) -> bool:
    """Whether somebody on the list was marked as there; the newest mark holds."""
    marks = await signups.history(tx, signup.id)
    return bool(marks) and marks[-1].state.present


async def withdraw(tx: Tx, call: Call, signup: Signup, now: datetime) -> None:
    await signups.change(tx, signup.id, now, state=SignupState.WITHDRAWN)
    await outbox.revoke(tx, f"remind:{call.id}:{signup.person_id}:")
    await outbox.revoke(tx, f"up:{call.id}:{signup.person_id}:")


async def promise_reminders(
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
                    "at_once": int(due.at <= now),
                },
            )
            for due in wanted
        ],
    )
    return person.reachable and any(due.at <= now for due in wanted)
