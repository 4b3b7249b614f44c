"""Tables: who there is: villages, accounts, people, invitations."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from domain.people import Role
from storage.columns import Big, Instant
from storage.tables.base import one_of, table

village = table(
    "village",
    Column("id", Big, primary_key=True),
    Column("chat_id", Big, nullable=False, unique=True),  # rewritten when a group becomes a supergroup
    Column("thread_id", Big),
    Column("title", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("set_up_by", Big, nullable=False),
    Column("set_up_at", Instant, nullable=False),
    Column("calls_posted", Integer, nullable=False, server_default="0"),  # the last call number given out
    Column("left_at", Instant),  # the bot was removed from the group
)

account = table(
    "account",  # somebody on the chat platform, whatever villages they belong to
    Column("user_id", Big, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("language", Text),
    Column("private", Integer, nullable=False, server_default="0"),  # opened a private chat: the bot may write first
    Column("unreachable", Text),  # why the last private message bounced; cleared by their next message
)

person = table(
    "person",
    Column("id", Big, primary_key=True),
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("user_id", Big, ForeignKey("account.user_id")),  # none: no phone
    Column("name", Text, nullable=False),
    Column("role", Text),  # one column, so nobody can be both official and social worker
    Column("role_by", Big),
    Column("role_at", Instant),
    Column("official_until", Instant),  # when the office was last laid down: what was said before is not theirs to read
    Column("left_at", Instant),
    UniqueConstraint("village_id", "user_id"),
    one_of("role", Role),
    Index("ix_person_user_id", "user_id"),
)

invitation = table(
    "invitation",
    Column("token_hash", Text, primary_key=True),  # the token itself is known only to whoever holds the link
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("created_by", Big, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_by", Big),
    Column("used_at", Instant),
    one_of("role", Role),
)
