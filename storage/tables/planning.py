"""Tables: what comes before a call: series that repeat, an official's word on a draft, advice asked of volunteers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text

from domain.planning import Every, Verdict
from storage.columns import Big, Day, Instant
from storage.tables.base import one_of, table

series = table(
    "series",  # a call that comes again; each time it is drafted from the newest of its calls
    Column("id", Big, primary_key=True),
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("every", Text, nullable=False),
    Column("festival", Text),  # its name in the lunar calendar, for `every` = festival
    Column("day", Integer),  # of the month, kept apart from next_on: the 31st is the 28th in February and 31st again
    Column("nth", Integer),  # of its weekday in the month; 5: the last one
    Column("at_minute", Integer, nullable=False),  # minutes after local midnight at which it meets
    Column("publish", Integer, nullable=False, server_default="0"),  # post it without asking an organiser
    Column("next_on", Day, nullable=False),
    Column("created_by", ForeignKey("person.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    one_of("every", Every),
    CheckConstraint("at_minute BETWEEN 0 AND 1439", name="at_minute"),
    CheckConstraint("day BETWEEN 1 AND 31", name="day"),
    CheckConstraint("nth BETWEEN 1 AND 5", name="nth"),
    Index("ix_series_village_id", "village_id"),
)

verdict = table(
    "verdict",  # what an official said to a draft; all of them stay: both sides see the history
    Column("id", Big, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False),
    Column("said", Text, nullable=False),
    Column("note", Text),
    Column("by", ForeignKey("person.id"), nullable=False),
    Column("at", Instant, nullable=False),
    one_of("said", Verdict),
    Index("ix_verdict_call_id", "call_id"),
)

advice = table(
    "advice",  # a planning question to the volunteers
    Column("id", Big, primary_key=True),
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("call_id", ForeignKey("call.id")),
    Column("question", Text, nullable=False),
    Column("asked_by", ForeignKey("person.id"), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("chat_id", Big),
    Column("message_id", Big),
    Index("ix_advice_village_id", "village_id"),
    Index("ix_advice_chat_id_message_id", "chat_id", "message_id"),
)

advice_answer = table(
    "advice_answer",
    Column("advice_id", ForeignKey("advice.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("said", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
