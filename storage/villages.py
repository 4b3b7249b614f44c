"""Villages: one community, its group chat, its zone and language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, or_, select, update

from domain.people import UserId, Village, VillageId
from storage.tables import card, person, side_group, village
from storage.tx import Tx

_OF_CHAT = select(village).where(village.c.chat_id == bindparam("chat"))
_BY_ID = select(village).where(village.c.id == bindparam("village"))


async def of_chat(tx: Tx, chat_id: int) -> Village | None:
    """The village whose group this is, if anybody set it up."""
    row = await tx.one(_OF_CHAT, {"chat": chat_id})
    return _village(row) if row else None


async def of_any_chat(tx: Tx, chat_id: int) -> Village | None:
    """The village whose group this is, its own or a side group (the volunteer team's)."""
    beside = select(side_group.c.village_id).where(side_group.c.chat_id == chat_id)
    row = await tx.one(select(village).where(or_(village.c.chat_id == chat_id, village.c.id.in_(beside))))
    return _village(row) if row else None


async def get(tx: Tx, village_id: VillageId) -> Village | None:
    row = await tx.one(_BY_ID, {"village": village_id})
    return _village(row) if row else None


async def all_villages(tx: Tx) -> list[Village]:
    return [_village(row) for row in await tx.all(select(village).order_by(village.c.id))]


async def of_user(tx: Tx, user_id: UserId) -> list[Village]:
    """The villages a platform user belongs to, oldest first."""
    query = (
        select(village)
        .join(person, person.c.village_id == village.c.id)
        .where(person.c.user_id == user_id, person.c.left_at.is_(None))
        .order_by(village.c.id)
    )
    return [_village(row) for row in await tx.all(query)]


async def add(
    tx: Tx,
    *,
    chat_id: int,
    thread_id: int | None,
    title: str,
    zone: str,
    language: str,
    set_up_by: UserId,
    now: datetime,
) -> Village:
    new = await tx.insert_id(
        insert(village).values(
            chat_id=chat_id,
            thread_id=thread_id,
            title=title,
            zone=zone,
            language=language,
            set_up_by=set_up_by,
            set_up_at=now,
        )
    )
    return Village(VillageId(new), chat_id, thread_id, title, zone, language)


async def set_language(tx: Tx, village_id: VillageId, language: str) -> None:
    await tx.run(update(village).where(village.c.id == village_id).values(language=language))


async def set_approval(tx: Tx, village_id: VillageId, on: bool) -> None:
    """Whether a social worker's draft needs an official's word."""
    await tx.run(update(village).where(village.c.id == village_id).values(approval=int(on)))


async def set_left(tx: Tx, chat_id: int, left_at: datetime | None) -> None:
    """The bot was removed from the village's group, or is back in it."""
    await tx.run(update(village).where(village.c.chat_id == chat_id).values(left_at=left_at))


async def is_left(tx: Tx, chat_id: int) -> bool:
    """Whether this is the group of a village that the bot was removed from."""
    return await tx.value(select(village.c.left_at).where(village.c.chat_id == chat_id)) is not None


async def next_call_number(tx: Tx, village_id: VillageId) -> int:
    """The short code of the village's next call; the counter is taken in the caller's transaction."""
    counted = update(village).where(village.c.id == village_id).values(calls_posted=village.c.calls_posted + 1)
    return int(await tx.value(counted.returning(village.c.calls_posted)))


async def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup with a new id; buttons of old cards stay valid, their ids are ours."""
    await tx.run(update(village).where(village.c.chat_id == old).values(chat_id=new))
    # Messages of the old group cannot be edited from the new one: its cards are posted afresh.
    await tx.run(update(card).where(card.c.chat_id == old).values(chat_id=new, message_id=None))


def _village(row: Row[Any]) -> Village:
    return Village(VillageId(row.id), row.chat_id, row.thread_id, row.title, row.zone, row.language, bool(row.approval))
