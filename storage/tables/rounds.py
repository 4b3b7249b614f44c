"""Tables: rounds of feedback; answers stand apart from people, tied by a key that the freeze destroys."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, Text

from domain.rounds import Audience, RoundState
from storage.columns import Big, Instant
from storage.tables.base import one_of, table

feedback_round = table(
    "feedback_round",
    Column("id", Big, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("opens_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("frozen_at", Instant),
    Column("figures", Text, nullable=False, server_default="{}"),  # JSON: what the social worker corrected or added
    Column("swept", Integer, nullable=False, server_default="0"),  # after the freeze: nothing of it is left on the disk
    one_of("state", RoundState),
)

round_key = table(
    "round_key",  # destroyed when the round freezes; without it nobody can find whose an answer is
    Column("round_id", ForeignKey("feedback_round.id"), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)

answer = table(
    "answer",  # no person, no chat, no time; without a rowid even the order of arrival is gone (D12)
    Column("id", Text, primary_key=True),  # random, and given anew at the freeze
    Column("round_id", ForeignKey("feedback_round.id"), nullable=False),
    Column("audience", Text, nullable=False),
    Column("choices", Text, nullable=False),  # JSON: question id → choice id
    Column("comment", Text),
    Column("readable", Integer, nullable=False, server_default="0"),  # the writer's own tap: may be read out (D11)
    one_of("audience", Audience),
    Index("ix_answer_round_id", "round_id"),
    rowid=False,
)

answer_link = table(
    "answer_link",  # emptied with the key at the freeze
    Column("round_id", ForeignKey("feedback_round.id"), nullable=False),
    Column("handle", LargeBinary, nullable=False),  # HMAC(round key, person)
    Column("answer_id", ForeignKey("answer.id"), nullable=False),
    PrimaryKeyConstraint("round_id", "handle"),
    rowid=False,
)

invited = table(
    "invited",  # who was asked, never whether they answered: only until the freeze
    Column("round_id", ForeignKey("feedback_round.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("audience", Text, nullable=False),
    PrimaryKeyConstraint("round_id", "person_id"),
    one_of("audience", Audience),
    rowid=False,
)

release = table(
    "release",  # the protected summary, frozen; the only thing the papers are made from (D6, D8)
    Column("round_id", ForeignKey("feedback_round.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("summary", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("frozen_at", Instant, nullable=False),
    PrimaryKeyConstraint("round_id", "version"),
)
