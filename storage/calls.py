"""Calls and the cards that show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from domain.calls import Activity, Call, CallId, CallState, Division
from domain.people import PersonId, UserId, Village, VillageId
from storage.tables import call, card, person, village
from storage.tx import Tx

# Asked for with every tap: put together once.
_BY_ID = select(call).where(call.c.id == bindparam("call"))
_HELD = _BY_ID.with_for_update()
_HELD_HOME = (
    select(
        call,
        village.c.chat_id.label("home_chat"),
        village.c.thread_id.label("home_thread"),
        village.c.title.label("home_title"),
        village.c.zone.label("home_zone"),
        village.c.language.label("home_language"),
        village.c.approval.label("home_approval"),
    )
    .join(village, village.c.id == call.c.village_id)
    .where(call.c.id == bindparam("call"))
    .with_for_update(of=call)
)
_CARDS = select(card).where(card.c.call_id == bindparam("call")).order_by(card.c.id)


@dataclass(frozen=True, slots=True)
class Card:
    """Where a call is shown. `message_id` is None until the platform has taken the message."""

    id: int
    call_id: CallId
    chat_id: int
    thread_id: int | None
    message_id: int | None


async def add_draft(
    tx: Tx,
    *,
    village_id: VillageId,
    zone: str,
    created_by: PersonId,
    now: datetime,
    number: int | None = None,
    **said: Any,
) -> CallId:
    """A new draft; its number is taken when it is published. `said` holds what was understood: title, meet_local,
    meet_at, place, needed, bring, note."""
    row = insert(call).values(
        village_id=village_id,
        number=number,
        state=CallState.DRAFT.value,
        zone=zone,
        created_by=created_by,
        created_at=now,
        **said,
    )
    return CallId(await tx.insert_id(row))


async def get(tx: Tx, call_id: CallId) -> Call | None:
    row = await tx.one(_BY_ID, {"call": call_id})
    return _call(row) if row else None


async def lock(tx: Tx, call_id: CallId) -> Call | None:
    """The call, held against every other writer until the transaction ends: places are counted under it."""
    row = await tx.one(_HELD, {"call": call_id})
    return _call(row) if row else None


async def held(tx: Tx, call_id: CallId) -> tuple[Call, Village] | None:
    """As `lock`, with the call's village."""
    row = await tx.one(_HELD_HOME, {"call": call_id})
    if row is None:
        return None
    home = Village(
        VillageId(row.village_id),
        row.home_chat,
        row.home_thread,
        row.home_title,
        row.home_zone,
        row.home_language,
        bool(row.home_approval),
    )
    return _call(row), home


async def by_number(tx: Tx, village_id: VillageId, number: int) -> Call | None:
    if number >= 2**31:  # somebody typed it: more than the column holds, which a server refuses to compare
        return None
    row = await tx.one(select(call).where(call.c.village_id == village_id, call.c.number == number))
    return _call(row) if row else None


async def of_village(tx: Tx, village_id: VillageId, *states: CallState, limit: int = 50) -> list[Call]:
    """The village's calls in these states (all but drafts and discarded ones when none is given), soonest last."""
    wanted = states or (CallState.OPEN, CallState.DONE, CallState.CANCELLED)
    query = (
        select(call)
        .where(call.c.village_id == village_id, call.c.state.in_([s.value for s in wanted]))
        .order_by(call.c.meet_at.desc(), call.c.id.desc())
        .limit(limit)
    )
    return [_call(row) for row in await tx.all(query)]


async def last_published(tx: Tx, village_id: VillageId) -> Call | None:
    """The call of a village that was published last, whatever became of it."""
    query = (
        select(call)
        .where(call.c.village_id == village_id, call.c.published_at.is_not(None))
        .order_by(call.c.published_at.desc(), call.c.id.desc())
        .limit(1)
    )
    row = await tx.one(query)
    return _call(row) if row else None


async def open_of_user(tx: Tx, user_id: UserId) -> list[Call]:
    """Open calls of every village a platform user belongs to, soonest first."""
    query = (
        select(call)
        .join(person, person.c.village_id == call.c.village_id)
        .where(person.c.user_id == user_id, person.c.left_at.is_(None), call.c.state == CallState.OPEN.value)
        .order_by(call.c.meet_at, call.c.id)
    )
    return [_call(row) for row in await tx.all(query)]


async def amend(tx: Tx, call_id: CallId, /, **changes: Any) -> None:
    """Change columns of a call; the caller asked the rules first."""
    if "state" in changes:
        changes["state"] = CallState(changes["state"]).value
    await tx.run(update(call).where(call.c.id == call_id).values(**changes))


async def add_card(tx: Tx, call_id: CallId, chat_id: int, thread_id: int | None) -> Card:
    new = await tx.insert_id(insert(card).values(call_id=call_id, chat_id=chat_id, thread_id=thread_id))
    return Card(new, call_id, chat_id, thread_id, None)


async def get_card(tx: Tx, card_id: int) -> Card | None:
    row = await tx.one(select(card).where(card.c.id == card_id))
    return _card(row) if row else None


async def cards(tx: Tx, call_id: CallId) -> list[Card]:
    return [_card(row) for row in await tx.all(_CARDS, {"call": call_id})]


async def card_at(tx: Tx, chat_id: int, message_id: int) -> Card | None:
    """The card that a message of a chat is, if it is one: a reply to it is about its call."""
    row = await tx.one(select(card).where(card.c.chat_id == chat_id, card.c.message_id == message_id))
    return _card(row) if row else None


async def card_is(tx: Tx, card_id: int, message_id: int | None) -> None:
    """The platform took the card as this message (or it is gone: None, and is posted afresh next time)."""
    await tx.run(update(card).where(card.c.id == card_id).values(message_id=message_id))


def _card(row: Row[Any]) -> Card:
    return Card(row.id, CallId(row.call_id), row.chat_id, row.thread_id, row.message_id)


def _call(row: Row[Any]) -> Call:
    return Call(
        id=CallId(row.id),
        village_id=VillageId(row.village_id),
        number=row.number,
        state=CallState(row.state),
        title=row.title,
        meet_local=row.meet_local,
        zone=row.zone,
        place=row.place,
        needed=row.needed,
        bring=row.bring,
        note=row.note,
        created_by=PersonId(row.created_by),
        created_at=row.created_at,
        version=row.version,
        meet_at=row.meet_at,
        published_at=row.published_at,
        done_at=row.done_at,
        cancelled_at=row.cancelled_at,
        ended_by=None if row.ended_by is None else PersonId(row.ended_by),
        reason=row.reason,
        activity=None if row.activity is None else Activity(row.activity),
        planned_minutes=row.planned_minutes,
        copied_from=None if row.copied_from is None else CallId(row.copied_from),
        series_id=row.series_id,
        submitted_at=row.submitted_at,
        divided=None if row.divided is None else Division(row.divided),
    )
