"""Tables: calls, their cards, who signed up, who came."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from domain.attendance import Attendance
from domain.calls import MAX_NEEDED, CallState
from domain.signups import MAX_PARTY, SignupState, Source
from storage.columns import Big, Instant, WallTime
from storage.tables.base import one_of, table

call = table(
    "call",
    Column("id", Big, primary_key=True),
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("number", Integer),  # taken when it is published
    Column("state", Text, nullable=False),
    Column("title", Text),
    Column("meet_local", WallTime),
    Column("zone", Text, nullable=False),
    Column("meet_at", Instant),  # derived from wall time and zone; derived anew when zone rules change
    Column("place", Text),
    Column("needed", Integer),
    Column("bring", Text),
    Column("note", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_by", ForeignKey("person.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("published_at", Instant),
    Column("done_at", Instant),
    Column("cancelled_at", Instant),
    Column("ended_by", ForeignKey("person.id")),
    Column("reason", Text),
    UniqueConstraint("village_id", "number"),
    one_of("state", CallState),
    CheckConstraint(f"needed BETWEEN 1 AND {MAX_NEEDED}", name="needed"),
    Index("ix_call_village_id_state", "village_id", "state"),
)

card = table(
    "card",
    Column("id", Big, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False),
    Column("chat_id", Big, nullable=False),
    Column("thread_id", Big),
    Column("message_id", Big),  # unknown until the platform has taken it
    UniqueConstraint("call_id", "chat_id"),
    Index("ix_card_chat_id_message_id", "chat_id", "message_id"),
)

signup = table(
    "signup",
    Column("id", Big, primary_key=True),
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
    one_of("state", SignupState),
    one_of("source", Source),
    CheckConstraint(f"party BETWEEN 1 AND {MAX_PARTY}", name="party"),
    Index("ix_signup_person_id", "person_id"),
)

attendance_mark = table(
    "attendance_mark",  # a history: the newest mark of a sign-up holds, the others say who had set what before
    Column("id", Big, primary_key=True),
    Column("signup_id", ForeignKey("signup.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("arrived_at", Instant),
    Column("set_by", ForeignKey("person.id"), nullable=False),
    Column("set_at", Instant, nullable=False),
    one_of("state", Attendance),
    Index("ix_attendance_mark_signup_id", "signup_id"),
)
