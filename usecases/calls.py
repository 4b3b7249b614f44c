"""Posting a call: the draft, its fields, publishing it, changing how many are needed, calling it off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain import reminders
from domain.calls import (
    MAX_LINE,
    Call,
    CallId,
    CallState,
    Field,
    check_publishable,
    step,
)
from domain.duties import Duty, Plan, beyond, check_duties, check_total, spared
from domain.names import clean_line
from domain.people import UserId, Village, VillageId, check_organiser
from domain.planning import Word, check_approval
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import HOLDING, Signup, SignupId, tally
from storage import calls, ledger, people, planning, plans, signups, villages
from storage.tx import Tx
from usecases import standing
from usecases.ahead import promise_ahead
from usecases.news import take_back_news, tell_cancelled, tell_put_back
from usecases.organising import check_open, organised, who_did
from usecases.places import held, pass_on, wait_again
from usecases.redraw import redraw
from usecases.wishes import Wish, fit, wished


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


@dataclass(frozen=True, slots=True)
class Numbered:
    """A call that needs another number of people now, and who waits again because of it."""

    call: Call
    village: Village
    put_back: tuple[Signup, ...] = ()


@dataclass(frozen=True, slots=True)
class Over:
    """A call that would need fewer: everybody who holds a place, the newest first, how its places would be divided, and
    who of them would be beyond."""

    call: Call
    plan: Plan
    holding: tuple[Signup, ...]
    beyond: tuple[SignupId, ...]


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
    village, _ = await organised(tx, call, by)
    if call.state is not CallState.DRAFT:
        raise Refused(f"call-{call.state.value}")
    _check_seen(call, version)
    history = await planning.words(tx, call_id)
    return Draft(call, village, duties=(await plans.of_call(tx, call)).duties, history=history)


async def fill(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, field: Field, value: object) -> Draft:
    """Fill in or change one field of a draft. Raises as `draft_of` and `check_total`, and
    Refused("<field>-unfit" | "meet-past")."""
    call = await _held(tx, call_id)
    village, _ = await organised(tx, call, by)
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
    village, person = await organised(tx, call, by)
    if call.state is CallState.OPEN:
        raise Refused("published-by", who=await who_did(tx, call, "publish"))
    step(call.state, "publish")
    _check_seen(call, version)
    check_publishable(call, now)
    check_approval(village, person)
    number = call.number or await villages.next_call_number(tx, village.id)
    await calls.amend(tx, call_id, state=CallState.OPEN, published_at=now, number=number)
    await ledger.note(tx, "publish", now=now, actor=by, village_id=village.id, call=call_id)
    await calls.add_card(tx, call_id, village.chat_id, village.thread_id)
    await redraw(tx, call_id, now)
    assert call.meet_at is not None
    assert call.meet_local is not None
    await promise_ahead(tx, call, reminders.in_group(call.meet_local, call.meet_at, call.zone, now, timing), now)
    return Draft(replace(call, state=CallState.OPEN, published_at=now, number=number), village)


async def discard(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, version: int | None = None) -> Draft:
    """Throw a draft away. Raises as `draft_of`; a published call is cancelled instead."""
    call = await _held(tx, call_id)
    village, person = await organised(tx, call, by)
    after = step(call.state, "discard")
    _check_seen(call, version)
    await calls.amend(tx, call_id, state=after, cancelled_at=now, ended_by=person.id)
    return Draft(replace(call, state=after), village)


async def set_needed(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    by: UserId,
    needed: int,
    timing: Timing,
    sure: bool = False,
    back: Collection[SignupId] = (),
    seen: int | None = None,
) -> Numbered:
    """Change how many an open call needs. More places move up who waits. Fewer than hold a place is asked about first:
    either all stay (`sure`), or those in `back` wait again, before the others, as far as they still must; each of them
    is told. `seen` is the number that stood when it was asked. Raises Refused("needed-unfit"),
    Refused("needed-below-list", confirmed=…), Refused("needed-by", who=…, needed=…) for the second of two, and as
    `check_open` and `check_total`."""
    call = await _held(tx, call_id)
    village, _ = await organised(tx, call, by)
    await check_open(tx, call)
    changes = fit(Field.NEEDED, needed, call.zone, now)
    if seen is not None and seen != call.needed:
        raise Refused("needed-by", who=await who_did(tx, call, "needed"), needed=call.needed or 0)
    at = await held(tx, replace(call, **changes))
    check_total(at.plan, needed)
    on_list = await signups.of_call(tx, call_id)
    put_back = [] if sure else spared(at.plan, on_list, [s for s in on_list if s.id in back and s.state in HOLDING])
    leaving = {s.id for s in put_back}
    if not sure and beyond(at.plan, [s for s in on_list if s.id not in leaving]):
        counts = tally(on_list, needed)
        raise Refused("needed-below-list", confirmed=counts.confirmed + counts.offered)
    await calls.amend(tx, call_id, **changes)
    if call.needed != needed:
        await ledger.note(tx, "needed", now=now, actor=by, village_id=village.id, call=call_id)
    told = [await wait_again(tx, at, signup, now) for signup in sorted(put_back, key=lambda s: -s.queue)]
    await tell_put_back(tx, at.call, told, village.chat_id, now)
    await pass_on(tx, at, now, timing)
    await redraw(tx, call_id, now)
    return Numbered(at.call, village, tuple(told))


async def over(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, needed: int) -> Over:
    """Who holds a place of an open call, and who of them came last, if it needed so many only.
    Raises as `set_needed`."""
    call = await calls.get(tx, call_id)
    if call is None:
        raise Refused("not-found")
    await organised(tx, call, by)
    await check_open(tx, call)
    at = await held(tx, replace(call, **fit(Field.NEEDED, needed, call.zone, now)))
    holding = [s for s in await signups.of_call(tx, call_id) if s.state in HOLDING]
    return Over(call, at.plan, tuple(reversed(holding)), tuple(s.id for s in beyond(at.plan, holding)))


async def cancel(
    tx: Tx, *, now: datetime, call_id: CallId, by: UserId, reason: str | None, sure: bool = False
) -> Cancelled:
    """Call an open activity off. Everyone on the list is told, the group gets one line, reminders are taken back. What
    has begun, or where people are already, is called off only if they are `sure`: most then mean to end it.
    Raises Refused("cancelled-by", who=…) for the second of two, Refused("cancel-begun", present=…), and
    Refused("not-found" | "not-organiser" | "call-<state>")."""
    call = await _held(tx, call_id)
    _, person = await organised(tx, call, by)
    await check_open(tx, call)
    after = step(call.state, "cancel")
    present = sum(line.signup.party for line in await signups.attendance(tx, call_id) if line.present)
    if not sure and (present or (call.meet_at is not None and now >= call.meet_at)):
        raise Refused("cancel-begun", present=present)
    why = clean_line(reason, MAX_LINE) if reason else ""
    await calls.amend(tx, call_id, state=after, cancelled_at=now, ended_by=person.id, reason=why or None)
    await ledger.note(tx, "cancel", now=now, actor=by, village_id=call.village_id, call=call_id)
    await take_back_news(tx, call)
    told = await tell_cancelled(tx, call, now)
    await redraw(tx, call_id, now)
    changed = replace(call, state=after, cancelled_at=now, ended_by=person.id, reason=why or None)
    return Cancelled(changed, told)


def _check_seen(call: Call, version: int | None) -> None:
    """Whoever taps under an old picture of a draft has not seen what it says now. Raises Refused("draft-changed")."""
    if version is not None and version != call.version:
        raise Refused("draft-changed")


async def _held(tx: Tx, call_id: CallId) -> Call:
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    return call
