"""Every table, with the reason beside a column that needs one. The Alembic history must end in exactly this."""

from storage.tables.base import schema
from storage.tables.calls import attendance_mark, call, card, signup
from storage.tables.delivery import ledger, outbox, parked_update, seen_update, ticked, update_attempt, wizard
from storage.tables.people import account, invitation, person, village
from storage.tables.rounds import answer, answer_link, feedback_round, invited, release, round_key

__all__ = [
    "account",
    "answer",
    "answer_link",
    "attendance_mark",
    "call",
    "card",
    "feedback_round",
    "invitation",
    "invited",
    "ledger",
    "outbox",
    "parked_update",
    "person",
    "release",
    "round_key",
    "schema",
    "seen_update",
    "signup",
    "ticked",
    "update_attempt",
    "village",
    "wizard",
]
