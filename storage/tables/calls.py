"""Tables: calls with their duties and audiences, their cards, who signed up, who came."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from domain.attendance import Attendance
from domain.calls import MAX_NEEDED, Activity, CallState, Division
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
    Column("activity", Text),
    Column("planned_minutes", Integer),  # how long the organisers think it takes: the planned hours
    Column("copied_from", ForeignKey("call.id")),
    Column("series_id", ForeignKey("series.id")),
    Column("divided", Text),  # how its places are divided; none: alike for all
    Column("submitted_at", Instant),  # a draft that waits for an official's word (villages that want approval)
    UniqueConstraint("village_id", "number"),
    one_of("activity", Activity),
    one_of("divided", Division),
    CheckConstraint("planned_minutes BETWEEN 1 AND 1440", name="planned_minutes"),
    one_of("state", CallState),
    CheckConstraint(f"needed BETWEEN 1 AND {MAX_NEEDED}", name="needed"),
    Index("ix_call_village_id_state", "village_id", "state"),
)

duty = table(
    "duty",  # a role within a call (挖土豆, 司机), named apart from the roles of people in a village
    Column("id", Big, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("strict", Integer, nullable=False, server_default="0"),
    UniqueConstraint("call_id", "name"),
    CheckConstraint(f"least BETWEEN 0 AND most AND most BETWEEN 1 AND {MAX_NEEDED}", name="least"),
)

audience = table(
    "audience",  # the villages that one call is posted in, beside its own; none for a call of one village
    Column("call_id", ForeignKey("call.id"), primary_key=True),
    Column("village_id", ForeignKey("village.id"), primary_key=True),
    Column("places", Integer),  # its own places; none: all share those of the call
    CheckConstraint(f"places BETWEEN 1 AND {MAX_NEEDED}", name="places"),
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
    Column("duty_id", ForeignKey("duty.id")),
    Column("queue", Integer, nullable=False),  # order of arrival in this call
    Column("note", Text),
    Column("signed_up_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("offer_until", Instant),  # while a place is offered: when it passes on
    Column("left_at", Instant),  # when they last gave their place up: how late it was is for the organisers to know
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

credit = table(
    "credit",  # hours an organiser set by hand for one sign-up; the newest holds. Attended hours are reckoned, not kept
    Column("id", Big, primary_key=True),
    Column("signup_id", ForeignKey("signup.id"), nullable=False),
    Column("half_hours", Integer, nullable=False),
    Column("set_by", ForeignKey("person.id"), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("why", Text),
    CheckConstraint("half_hours BETWEEN 0 AND 48", name="half_hours"),
    Index("ix_credit_signup_id", "signup_id"),
)
