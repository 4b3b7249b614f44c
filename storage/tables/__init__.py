"""Every table, with the reason beside a column that needs one. The Alembic history must end in exactly this."""

from storage.tables.base import schema
from storage.tables.calls import attendance_mark, audience, call, card, credit, duty, signup
from storage.tables.delivery import ledger, outbox, parked_update, seen_update, ticked, update_attempt, wizard
from storage.tables.people import account, alias, follow, invitation, person, side_group, village
from storage.tables.planning import advice, advice_answer, series, verdict
from storage.tables.rounds import answer, answer_link, feedback_round, invited, release, round_key

__all__ = [
    "account",
    "advice",
    "advice_answer",
    "alias",
    "answer",
    "answer_link",
    "attendance_mark",
    "audience",
    "call",
    "card",
    "credit",
    "duty",
    "feedback_round",
    "follow",
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
    "series",
    "side_group",
    "signup",
    "ticked",
    "update_attempt",
    "verdict",
    "village",
    "wizard",
]
