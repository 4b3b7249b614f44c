"""Changing a call that is open: time, place, what to bring, note, title; shown first, done by one tap, told to all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from domain import offers, reminders
from domain.calls import Call, CallId, CallState, Field, step
from domain.people import UserId, Village
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import SignupState
from storage import calls, ledger, outbox, people, signups
from storage.tx import Tx
from usecases import cards, news
from usecases.ahead import promise_ahead
from usecases.organising import check_open, organised, who_did
from usecases.places import Held, held, offer, pass_on, promise_reminders
from usecases.redraw import redraw
from usecases.wishes import Wish, fit, wished

EDITABLE: Final = (Field.TITLE, Field.MEET, Field.PLACE, Field.BRING, Field.NOTE)
"""What is edited here; how many are needed is changed apart, because it concerns who stays."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A call before and after a change, the fields that differ, and how many people it is told to."""

    before: Call
    call: Call
    village: Village
    fields: tuple[Field, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A call that was taken back before anybody signed up."""

    call: Call
    village: Village


async def open_call(tx: Tx, *, call_id: CallId, by: UserId) -> Call:
    """An open call for an organiser of its village. Raises as `check_open`, and
    Refused("not-found" | "not-organiser")."""
    call = await calls.get(tx, call_id)
    if call is None:
        raise Refused("not-found")
    await organised(tx, call, by)
    await check_open(tx, call)
    return call


async def open_of(tx: Tx, *, by: UserId) -> list[Call]:
    """The open calls that somebody organises, soonest first."""
    ours = {person.village_id for person in await people.memberships(tx, by) if person.organises}
    return [call for call in await calls.open_of_user(tx, by) if call.village_id in ours]


async def proposed(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, wish: Wish) -> Edit:
    """What a change would come to; nothing is changed. Raises as `open_call`, Refused("<field>-unfit" | "meet-past"),
    Refused("nothing-changed"), and Refused("edit-arrived", present=…) for another time when people are there."""
    call = await calls.get(tx, call_id)
    if call is None:
        raise Refused("not-found")
    return await _edit(tx, call, by, wish, now)


async def edit(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, wish: Wish, version: int, timing: Timing) -> Edit:
    """Change an open call: its card is drawn anew, its reminders are promised for the new time, everybody on the list
    is told. A change that was shown for another `version` is not made: somebody was quicker.
    Raises as `proposed`, and Refused("edited-by", who=…)."""
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    await organised(tx, call, by)
    await check_open(tx, call)
    if call.version != version:
        raise Refused("edited-by", who=await who_did(tx, call, "edit"))
    made = await _edit(tx, call, by, wish, now)
    after = replace(made.call, version=call.version + 1)
    columns = {field: getattr(after, field) for field in _columns(made.fields)}
    await calls.amend(tx, call_id, **columns, version=after.version)
    await ledger.note(tx, "edit", now=now, actor=by, village_id=call.village_id, call=call_id)
    at = await held(tx, after)
    if Field.MEET in made.fields:
        await _offers_anew(tx, at, now)
    await _promise_anew(tx, after, now, timing)
    if Field.MEET in made.fields:
        await pass_on(tx, at, now, timing)
    await redraw(tx, call_id, now)
    told = await news.tell_changed(tx, call, after, made.fields, now)
    return replace(made, call=after, people=told)


async def withdraw(tx: Tx, *, now: datetime, call_id: CallId, by: UserId) -> Withdrawn:
    """Take a call back that nobody ever signed: its card becomes one short line, nobody is told. Somebody who said
    去不了 has not signed. Raises Refused("withdraw-signed") once anybody has: then it is called off; and as
    `open_call`."""
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    village, person = await organised(tx, call, by)
    await check_open(tx, call)
    if not unsigned(await cards.face(tx, call_id)):
        raise Refused("withdraw-signed")
    after = step(call.state, "withdraw")
    await calls.amend(tx, call_id, state=after, cancelled_at=now, ended_by=person.id)
    await ledger.note(tx, "withdraw", now=now, actor=by, village_id=village.id, call=call_id)
    await news.take_back_news(tx, call)
    await redraw(tx, call_id, now)
    return Withdrawn(replace(call, state=after, cancelled_at=now, ended_by=person.id), village)


async def still(tx: Tx, *, call_id: CallId, user_id: UserId) -> cards.Seen:
    """Somebody on the list says that they come at the new time, too: they are told how it stands with them.
    Raises as `cards.seen`, and Refused("call-<state>")."""
    seen = await cards.seen(tx, call_id=call_id, user_id=user_id)
    if seen.face.call.state is not CallState.OPEN:
        raise Refused(f"call-{seen.face.call.state.value}")
    return seen


def unsigned(face: cards.Face | None) -> bool:
    """Whether nobody ever signed up for a call."""
    return face is not None and all(s.state is SignupState.DECLINED for s in face.signups)


async def _edit(tx: Tx, call: Call, by: UserId, wish: Wish, now: datetime) -> Edit:
    village, _ = await organised(tx, call, by)
    await check_open(tx, call)
    changes: dict[str, Any] = {}
    fields: list[Field] = []
    for field, value in wished(wish):
        if field not in EDITABLE:
            continue
        said = fit(field, value, call.zone, now) if not _stands(call, field, value) else {}
        if any(getattr(call, column) != new for column, new in said.items()):
            changes |= said
            fields.append(field)
    if not fields:
        raise Refused("nothing-changed")
    if Field.MEET in fields and (present := await _present(tx, call)):
        raise Refused("edit-arrived", present=present)
    return Edit(call, replace(call, **changes), village, tuple(fields), await news.people_on(tx, call))


def _stands(call: Call, field: Field, value: object) -> bool:
    """The time that stands is no change, also when it lies behind."""
    return field is Field.MEET and value == call.meet_local


def _columns(fields: tuple[Field, ...]) -> list[str]:
    named = {Field.MEET: ["meet_local", "meet_at"]}
    return [column for field in fields for column in named.get(field, [field.value])]


async def _present(tx: Tx, call: Call) -> int:
    return sum(line.signup.party for line in await signups.attendance(tx, call.id) if line.present)


async def _promise_anew(tx: Tx, call: Call, now: datetime, timing: Timing) -> None:
    """Reminders and mention lines of the earlier version are void; those of this one are promised."""
    assert call.meet_local is not None
    assert call.meet_at is not None
    for what in ("remind", "mention"):
        await outbox.revoke(tx, f"{what}:{call.id}:")
    mentions = reminders.in_group_again(call.meet_local, call.meet_at, call.zone, now, timing)
    await promise_ahead(tx, call, mentions, now)
    confirmed = [s for s in await signups.of_call(tx, call.id) if s.state is SignupState.CONFIRMED]
    known = await people.many(tx, [s.person_id for s in confirmed])
    for signup in confirmed:
        person = known[signup.person_id]
        await promise_reminders(tx, call, person, now, timing, entered_by=signup.entered_by, told=True)


async def _offers_anew(tx: Tx, at: Held, now: datetime) -> None:
    """A place that is held for somebody is held until a moment that fits the new time; where none does, they wait again
    and the organisers are asked."""
    call = at.call
    assert call.meet_at is not None
    for signup in await signups.of_call(tx, call.id):
        if signup.state is not SignupState.OFFERED:
            continue
        for what in ("offer", "lapse"):
            await outbox.revoke(tx, f"{what}:{call.id}:{signup.person_id}:")
        turn = offers.turn(now, call.meet_at, call.zone)
        if turn is not None:
            await offer(tx, at, signup, turn, now)
        else:
            await signups.change(tx, signup.id, now, state=SignupState.WAITLISTED, offer_until=None)
