"""Posting a call: the draft, its fields, publishing it, changing how many are needed, calling it off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from domain import reminders
from domain.attendance import EARLY
from domain.calls import (
    MAX_LINE,
    Call,
    CallId,
    CallState,
    Field,
    check_publishable,
    step,
)
from domain.duties import Duty, check_duties, check_total
from domain.names import clean_line
from domain.people import Person, UserId, Village, VillageId, check_organiser
from domain.planning import Word, check_approval
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import ON_LIST, tally
from storage import calls, ledger, outbox, people, planning, plans, signups, villages
from storage.tx import Tx
from usecases import standing
from usecases.places import held, pass_on
from usecases.redraw import redraw
from usecases.wishes import Wish, fit, wished

LATE_NEWS: Final = timedelta(hours=2)
"""News of a cancelled call is still worth sending this long after it, or after the meeting time."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands. `past`: the time said lies behind and was not taken. `history`: what officials said to it;
    `asked`: the officials whose word it waits for."""

    call: Call
    village: Village
    past: bool = False
    duties: tuple[Duty, ...] = ()
    history: tuple[Word, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A call that is off, and how many people it was told to or will be."""

    call: Call
    told: int


async def posting_places(tx: Tx, *, user_id: UserId) -> list[Village]:
    """The villages in which a person may post a call now."""
    ours = {p.village_id for p in await people.memberships(tx, user_id) if p.organises}
    return [v for v in await villages.of_user(tx, user_id) if v.id in ours]


async def draft(tx: Tx, *, now: datetime, village_id: VillageId, by: UserId, wish: Wish) -> Draft:
    """Begin a call. What is unfit (a time that has passed, 0 people) is left out, to be asked for.
    Raises Refused("not-organiser" | "not-found"), and as `check_duties`."""
    village = await villages.get(tx, village_id)
    if village is None:
        raise Refused("not-found")
    author = check_organiser(await standing.member(tx, village_id, by))
    said: dict[str, Any] = {}
    past = False
    for field, value in wished(wish):
        try:
            said |= fit(field, value, village.zone, now)
        except Refused as unfit:
            past = past or unfit.reason == "meet-past"
    new = await calls.add_draft(tx, village_id=village_id, zone=village.zone, created_by=author.id, now=now, **said)
    if len(wish.duties) > 1:
        await plans.set_duties(tx, new, check_duties(wish.duties))
    call = await calls.get(tx, new)
    assert call is not None
    return Draft(call, village, past, (await plans.of_call(tx, call)).duties)


async def draft_of(tx: Tx, *, call_id: CallId, by: UserId, version: int | None = None) -> Draft:
    """The draft, for an organiser of its village. Raises Refused("not-found" | "not-organiser" | "call-<state>"), and
    Refused("draft-changed") when it is no longer the `version` that was seen."""
    call = await calls.get(tx, call_id)
    if call is None:
        raise Refused("not-found")
    village, _ = await _organised(tx, call, by)
    if call.state is not CallState.DRAFT:
        raise Refused(f"call-{call.state.value}")
    _check_seen(call, version)
    history = await planning.words(tx, call_id)
    return Draft(call, village, duties=(await plans.of_call(tx, call)).duties, history=history)


async def fill(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, field: Field, value: object) -> Draft:
    """Fill in or change one field of a draft. Raises as `draft_of` and `check_total`, and
    Refused("<field>-unfit" | "meet-past")."""
    call = await _held(tx, call_id)
    village, _ = await _organised(tx, call, by)
    if call.state is not CallState.DRAFT:
        raise Refused(f"call-{call.state.value}")
    changes = {**fit(field, value, call.zone, now), "version": call.version + 1, "submitted_at": None}
    plan = await plans.of_call(tx, call)
    if "needed" in changes:
        check_total(plan, changes["needed"])
    await calls.amend(tx, call_id, **changes)
    return Draft(replace(call, **changes), village, duties=plan.duties, history=await planning.words(tx, call_id))


async def publish(
    tx: Tx, *, now: datetime, call_id: CallId, by: UserId, timing: Timing, version: int | None = None
) -> Draft:
    """Post the call in the village's group: its card, and the group's reminder lines, are promised.
    Raises Refused("published-by", who=…) for the second of two, and as `draft_of`, `check_publishable` and
    `check_approval`: what was changed since its `version` was seen is not published unseen."""
    call = await _held(tx, call_id)
    village, person = await _organised(tx, call, by)
    if call.state is CallState.OPEN:
        raise Refused("published-by", who=await _who_published(tx, call))
    step(call.state, "publish")
    _check_seen(call, version)
    check_publishable(call, now)
    check_approval(village, person)
    number = call.number or await villages.next_call_number(tx, village.id)
    await calls.amend(tx, call_id, state=CallState.OPEN, published_at=now, number=number)
    await ledger.note(tx, "publish", now=now, actor=by, village_id=village.id, call=call_id)
    card = await calls.add_card(tx, call_id, village.chat_id, village.thread_id)
    await redraw(tx, call_id, now)
    assert call.meet_at is not None
    assert call.meet_local is not None
    facts = {"call": call_id, "card": card.id}
    # Shortly before the start the card grows its 到了 button: an edit, so nobody's phone rings.
    arriving = Promise(
        Kind.CARD,
        f"card:{card.id}:arriving",
        card.chat_id,
        call.meet_at - EARLY,
        call.meet_at,
        facts,
        card.thread_id,
    )
    mentions = [
        Promise(
            Kind.MENTION,
            f"mention:{call_id}:{due.slot.value}:{call.version}",
            card.chat_id,
            due.at,
            due.expires,
            {"call": call_id, "slot": due.slot.value, "version": call.version, "due": int(due.at.timestamp())},
            card.thread_id,
        )
        for due in reminders.in_group(call.meet_local, call.meet_at, call.zone, now, timing)
    ]
    await outbox.promise(tx, [*([arriving] if now < call.meet_at - EARLY else []), *mentions])
    return Draft(replace(call, state=CallState.OPEN, published_at=now, number=number), village)


async def discard(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, version: int | None = None) -> Draft:
    """Throw a draft away. Raises as `draft_of`; a published call is cancelled instead."""
    call = await _held(tx, call_id)
    village, person = await _organised(tx, call, by)
    after = step(call.state, "discard")
    _check_seen(call, version)
    await calls.amend(tx, call_id, state=after, cancelled_at=now, ended_by=person.id)
    return Draft(replace(call, state=after), village)


async def set_needed(
    tx: Tx, *, now: datetime, call_id: CallId, by: UserId, needed: int, timing: Timing, sure: bool = False
) -> Draft:
    """Change how many an open call needs. More places move up who waits; fewer than have a place takes nobody off
    the list, and is asked about first. Raises Refused("needed-unfit" | "needed-below-list", …), and as `publish` and
    `check_total`."""
    call = await _held(tx, call_id)
    village, _ = await _organised(tx, call, by)
    if call.state is not CallState.OPEN:
        raise Refused(f"call-{call.state.value}")
    changes = fit(Field.NEEDED, needed, call.zone, now)
    check_total(await plans.of_call(tx, call), needed)
    counts = tally(await signups.of_call(tx, call_id), needed)
    holding = counts.confirmed + counts.offered
    if needed < holding and not sure:
        raise Refused("needed-below-list", confirmed=holding)
    await calls.amend(tx, call_id, **changes)
    call = replace(call, **changes)
    await pass_on(tx, await held(tx, call), now, timing)
    await redraw(tx, call_id, now)
    return Draft(call, village)


async def cancel(
    tx: Tx, *, now: datetime, call_id: CallId, by: UserId, reason: str | None, sure: bool = False
) -> Cancelled:
    """Call an open activity off. Everyone on the list is told, the group gets one line, reminders are taken back. What
    has begun, or where people are already, is called off only if they are `sure`: most then mean to end it.
    Raises Refused("cancelled-by", who=…) for the second of two, Refused("cancel-begun", present=…), and
    Refused("not-found" | "not-organiser" | "call-<state>")."""
    call = await _held(tx, call_id)
    _, person = await _organised(tx, call, by)
    if call.state is CallState.CANCELLED and call.ended_by is not None:
        other = await people.get(tx, call.ended_by)
        raise Refused("cancelled-by", who=other.name if other else "")
    after = step(call.state, "cancel")
    present = sum(line.signup.party for line in await signups.attendance(tx, call_id) if line.present)
    if not sure and (present or (call.meet_at is not None and now >= call.meet_at)):
        raise Refused("cancel-begun", present=present)
    why = clean_line(reason, MAX_LINE) if reason else ""
    await calls.amend(tx, call_id, state=after, cancelled_at=now, ended_by=person.id, reason=why or None)
    for what in ("remind", "mention", "up", "offer", "lapse", "decide"):
        await outbox.revoke(tx, f"{what}:{call_id}:")
    told = await _promise_news(tx, call, now)
    await redraw(tx, call_id, now)
    changed = replace(call, state=after, cancelled_at=now, ended_by=person.id, reason=why or None)
    return Cancelled(changed, told)


async def _promise_news(tx: Tx, call: Call, now: datetime) -> int:
    """Promise to tell those on the list, and one line in the group. Returns how many people that reaches."""
    listed = [s for s in await signups.of_call(tx, call.id) if s.state in ON_LIST]
    known = await people.many(tx, [s.person_id for s in listed])
    until = max(call.meet_at or now, now) + LATE_NEWS
    letters = [
        Promise(
            Kind.CANCELLED,
            f"off:{call.id}:{s.person_id}",
            user_id,
            now,
            until,
            {"call": call.id, "person": s.person_id},
        )
        for s in listed
        if (user_id := known[s.person_id].user_id) is not None
    ]
    lines = [
        Promise(
            Kind.STATE_LINE,
            f"line:{call.id}:cancelled:{card.id}",
            card.chat_id,
            now,
            until,
            {"call": call.id, "line": "cancelled"},
            card.thread_id,
        )
        for card in await calls.cards(tx, call.id)
    ]
    await outbox.promise(tx, [*lines, *letters])
    return sum(s.party for s in listed)


def _check_seen(call: Call, version: int | None) -> None:
    """Whoever taps under an old picture of a draft has not seen what it says now. Raises Refused("draft-changed")."""
    if version is not None and version != call.version:
        raise Refused("draft-changed")


async def _held(tx: Tx, call_id: CallId) -> Call:
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    return call


async def _organised(tx: Tx, call: Call, by: UserId) -> tuple[Village, Person]:
    """The call's village and the organiser there; a stranger does not even learn that the call exists."""
    person = await standing.organiser(tx, call.village_id, by)
    village = await villages.get(tx, call.village_id)
    assert village is not None
    return village, person


async def _who_published(tx: Tx, call: Call) -> str:
    actor = await ledger.last_actor(tx, "publish", village_id=call.village_id, call=call.id)
    person = await people.of_user(tx, call.village_id, UserId(actor)) if actor else None
    return person.name if person else ""
