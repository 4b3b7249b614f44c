"""What a conversation in the middle of a question remembers; survives a restart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select

from storage.tables import wizard
from storage.tx import Tx

FORMS: Final = 0
"""No chat of the platform has this id: under it stands where each feedback form was shown, the round as the thread."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose conversation it is: a bot, a chat, a person in it, a topic (0: none)."""

    bot_id: int
    chat_id: int
    user_id: int
    thread_id: int = 0


async def load(tx: Tx, seat: Seat) -> tuple[str | None, dict[str, Any]]:
    """The state and memory of a conversation; (None, {}) when none is under way."""
    row = await tx.one(
        select(wizard).where(
            wizard.c.bot_id == seat.bot_id,
            wizard.c.chat_id == seat.chat_id,
            wizard.c.user_id == seat.user_id,
            wizard.c.thread_id == seat.thread_id,
        )
    )
    return (row.state, json.loads(row.memory)) if row else (None, {})


async def seats(tx: Tx) -> frozenset[Seat]:
    """Everybody who is in the middle of a conversation."""
    columns = (wizard.c.bot_id, wizard.c.chat_id, wizard.c.user_id, wizard.c.thread_id)
    rows = await tx.all(select(*columns))
    return frozenset(Seat(row.bot_id, row.chat_id, row.user_id, row.thread_id) for row in rows)


async def save(tx: Tx, seat: Seat, state: str | None, memory: Mapping[str, Any], now: datetime) -> None:
    """Remember where the conversation is; nothing to remember removes the row."""
    if state is None and not memory:
        await tx.run(
            delete(wizard).where(
                wizard.c.bot_id == seat.bot_id,
                wizard.c.chat_id == seat.chat_id,
                wizard.c.user_id == seat.user_id,
                wizard.c.thread_id == seat.thread_id,
            )
        )
        return
    values = {"state": state, "memory": json.dumps(dict(memory), ensure_ascii=False), "changed_at": now}
    row = tx.upsert(wizard).values(
        bot_id=seat.bot_id, chat_id=seat.chat_id, user_id=seat.user_id, thread_id=seat.thread_id, **values
    )
    await tx.run(row.on_conflict_do_update(index_elements=["bot_id", "chat_id", "user_id", "thread_id"], set_=values))


async def purge(tx: Tx, before: datetime) -> int:
    """Forget conversations nobody went on with. Returns how many."""
    return (await tx.run(delete(wizard).where(wizard.c.changed_at < before))).rowcount


async def forget_forms(tx: Tx, round_id: int) -> None:
    """Nobody can tell any more who had the form of a round before them."""
    await tx.run(delete(wizard).where(wizard.c.chat_id == FORMS, wizard.c.thread_id == round_id))
