"""Every table, with the reason beside a column that needs one. The Alembic history must end in exactly this."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from domain.attendance import Attendance
from domain.calls import MAX_NEEDED, CallState
from domain.people import Role
from domain.rounds import Audience, RoundState
from domain.signups import MAX_PARTY, SignupState, Source
from storage.columns import Big, Instant, WallTime

schema = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any, rowid: bool = True) -> Table:
    return Table(name, schema, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


village = _table(
    "village",
    Column("id", Integer, primary_key=True),
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

account = _table(
    "account",  # somebody on the chat platform, whatever villages they belong to
    Column("user_id", Big, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("language", Text),
    Column("private", Integer, nullable=False, server_default="0"),  # opened a private chat: the bot may write first
    Column("unreachable", Text),  # why the last private message bounced; cleared by their next message
)

person = _table(
    "person",
    Column("id", Integer, primary_key=True),
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("user_id", Big, ForeignKey("account.user_id")),  # none: no phone
    Column("name", Text, nullable=False),
    Column("role", Text),  # one column, so nobody can be both official and social worker
    Column("role_by", Big),
    Column("role_at", Instant),
    Column("left_at", Instant),
    UniqueConstraint("village_id", "user_id"),
    _one_of("role", Role),
    Index("ix_person_user_id", "user_id"),
)

invitation = _table(
    "invitation",
    Column("token_hash", Text, primary_key=True),  # the token itself is known only to whoever holds the link
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("created_by", Big, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_by", Big),
    Column("used_at", Instant),
    _one_of("role", Role),
)

call = _table(
    "call",
    Column("id", Integer, primary_key=True),
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("title", Text),
    Column("meet_local", WallTime),
    Column("zone", Text, nullable=False),
    Column("meet_at", Instant),  # derived from wall time and zone; derived anew when zone rules change
    Column("place", Text),
    Column("needed", Integer),
    Column("bring", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_by", ForeignKey("person.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("published_at", Instant),
    Column("done_at", Instant),
    Column("cancelled_at", Instant),
    Column("ended_by", ForeignKey("person.id")),
    Column("reason", Text),
    UniqueConstraint("village_id", "number"),
    _one_of("state", CallState),
    CheckConstraint(f"needed BETWEEN 1 AND {MAX_NEEDED}", name="needed"),
    Index("ix_call_village_id_state", "village_id", "state"),
)

card = _table(
    "card",
    Column("id", Integer, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False),
    Column("chat_id", Big, nullable=False),
    Column("thread_id", Big),
    Column("message_id", Big),  # unknown until the platform has taken it
    UniqueConstraint("call_id", "chat_id"),
    Index("ix_card_chat_id_message_id", "chat_id", "message_id"),
)

signup = _table(
    "signup",
    Column("id", Integer, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("party", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("entered_by", ForeignKey("person.id"), nullable=False),
    Column("queue", Integer, nullable=False),  # order of arrival in this call
    Column("note", Text),
    Column("signed_up_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("call_id", "person_id"),
    _one_of("state", SignupState),
    _one_of("source", Source),
    CheckConstraint(f"party BETWEEN 1 AND {MAX_PARTY}", name="party"),
    Index("ix_signup_person_id", "person_id"),
)

attendance_mark = _table(
    "attendance_mark",  # a history: the newest mark of a sign-up holds, the others say who had set what before
    Column("id", Integer, primary_key=True),
    Column("signup_id", ForeignKey("signup.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("arrived_at", Instant),
    Column("set_by", ForeignKey("person.id"), nullable=False),
    Column("set_at", Instant, nullable=False),
    _one_of("state", Attendance),
    Index("ix_attendance_mark_signup_id", "signup_id"),
)

feedback_round = _table(
    "feedback_round",
    Column("id", Integer, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("opens_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("frozen_at", Instant),
    Column("figures", Text, nullable=False, server_default="{}"),  # JSON: what the social worker corrected or added
    _one_of("state", RoundState),
)

round_key = _table(
    "round_key",  # destroyed when the round freezes; without it nobody can find whose an answer is
    Column("round_id", ForeignKey("feedback_round.id"), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)

answer = _table(
    "answer",  # no person, no chat, no time; without a rowid even the order of arrival is gone (D12)
    Column("id", Text, primary_key=True),  # random
    Column("round_id", ForeignKey("feedback_round.id"), nullable=False),
    Column("audience", Text, nullable=False),
    Column("choices", Text, nullable=False),  # JSON: question id → choice id
    Column("comment", Text),
    Column("readable", Integer, nullable=False, server_default="0"),  # the writer's own tap: may be read out (D11)
    _one_of("audience", Audience),
    Index("ix_answer_round_id", "round_id"),
    rowid=False,
)

answer_link = _table(
    "answer_link",  # emptied with the key at the freeze
    Column("round_id", ForeignKey("feedback_round.id"), nullable=False),
    Column("handle", LargeBinary, nullable=False),  # HMAC(round key, person)
    Column("answer_id", ForeignKey("answer.id"), nullable=False),
    PrimaryKeyConstraint("round_id", "handle"),
    rowid=False,
)

invited = _table(
    "invited",  # who was asked, and whether they have answered: only until the freeze
    Column("round_id", ForeignKey("feedback_round.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("audience", Text, nullable=False),
    Column("answered", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("round_id", "person_id"),
    _one_of("audience", Audience),
    rowid=False,
)

release = _table(
    "release",  # the protected summary, frozen; the only thing the papers are made from (D6, D8)
    Column("round_id", ForeignKey("feedback_round.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("summary", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("frozen_at", Instant, nullable=False),
    PrimaryKeyConstraint("round_id", "version"),
)

outbox = _table(
    "outbox",
    Column("id", Integer, primary_key=True),
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

seen_update = _table(
    "seen_update",
    Column("bot_id", Big, nullable=False),
    Column("update_id", Big, nullable=False),
    Column("seen_at", Instant, nullable=False),
    PrimaryKeyConstraint("bot_id", "update_id"),
    rowid=False,
)

update_attempt = _table(
    "update_attempt",  # written before an update that failed, or may have killed us, is tried again
    Column("bot_id", Big, nullable=False),
    Column("update_id", Big, nullable=False),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("bot_id", "update_id"),
    rowid=False,
)

parked_update = _table(
    "parked_update",  # what could not be handled: its type and the error, never its text
    Column("bot_id", Big, nullable=False),
    Column("update_id", Big, nullable=False),
    Column("kind", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("parked_at", Instant, nullable=False),
    PrimaryKeyConstraint("bot_id", "update_id"),
)

wizard = _table(
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

ticked = _table(
    "ticked",  # the last time each coarse job ran
    Column("job", Text, primary_key=True),
    Column("ran_at", Instant, nullable=False),
)

ledger = _table(
    "ledger",  # who did what that matters for trust; counts and ids, never contents
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("village_id", Integer),
    Column("actor", Big),
    Column("deed", Text, nullable=False),
    Column("facts", Text, nullable=False, server_default="{}"),
)
