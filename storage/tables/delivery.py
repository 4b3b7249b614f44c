"""Tables: what is promised, what was received, where a conversation stands, what was noted."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Text, text

from storage.columns import Big, Instant
from storage.tables.base import table

outbox = table(
    "outbox",
    Column("id", Big, primary_key=True),
    Column("dedupe", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("rank", Text, nullable=False),
    Column("chat_id", Big),  # none: a deed, nothing is sent
    Column("thread_id", Big),
    Column("payload", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),  # rises when a card is dirtied anew
    Column("due_at", Instant, nullable=False),
    Column("not_before", Instant),
    Column("expires_at", Instant),
    Column("claimed_at", Instant),
    Column("claimed_by", Text),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("sent_at", Instant),
    Column("message_id", Big),
    Column("dead_at", Instant),
    Column("fate", Text),  # why it died: expired, untrue, unreachable, failed
    Column("last_error", Text),
    Index(
        "ix_outbox_waiting",
        "due_at",
        sqlite_where=text("sent_at IS NULL AND dead_at IS NULL"),
        postgresql_where=text("sent_at IS NULL AND dead_at IS NULL"),
    ),
)

seen_update = table(
    "seen_update",
    Column("bot_id", Big, nullable=False),
    Column("update_id", Big, nullable=False),
    Column("seen_at", Instant, nullable=False),
    PrimaryKeyConstraint("bot_id", "update_id"),
    rowid=False,
)

update_attempt = table(
    "update_attempt",  # written before an update that failed, or may have killed us, is tried again
    Column("bot_id", Big, nullable=False),
    Column("update_id", Big, nullable=False),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("bot_id", "update_id"),
    rowid=False,
)

parked_update = table(
    "parked_update",  # what could not be handled: its type and the error, never its text
    Column("bot_id", Big, nullable=False),
    Column("update_id", Big, nullable=False),
    Column("kind", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("parked_at", Instant, nullable=False),
    PrimaryKeyConstraint("bot_id", "update_id"),
)

wizard = table(
    "wizard",  # a conversation in the middle of a question
    Column("bot_id", Big, nullable=False),
    Column("chat_id", Big, nullable=False),
    Column("user_id", Big, nullable=False),
    Column("thread_id", Big, nullable=False, server_default="0"),
    Column("state", Text),
    Column("memory", Text, nullable=False, server_default="{}"),
    Column("changed_at", Instant, nullable=False),
    PrimaryKeyConstraint("bot_id", "chat_id", "user_id", "thread_id"),
)

ticked = table(
    "ticked",  # the last time each coarse job ran
    Column("job", Text, primary_key=True),
    Column("ran_at", Instant, nullable=False),
)

ledger = table(
    "ledger",  # who did what that matters for trust; counts and ids, never contents
    Column("id", Big, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("village_id", Big),
    Column("actor", Big),
    Column("deed", Text, nullable=False),
    Column("facts", Text, nullable=False, server_default="{}"),
)
