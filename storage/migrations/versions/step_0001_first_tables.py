"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Big, Day, Instant, WallTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("user_id", Big, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("private", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unreachable", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_account")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "ledger",
        sa.Column("id", Big, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("village_id", Big, nullable=True),
        sa.Column("actor", Big, nullable=True),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", Big, nullable=False),
        sa.Column("dedupe", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("chat_id", Big, nullable=True),
        sa.Column("thread_id", Big, nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("not_before", Instant, nullable=True),
        sa.Column("expires_at", Instant, nullable=True),
        sa.Column("claimed_at", Instant, nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", Instant, nullable=True),
        sa.Column("message_id", Big, nullable=True),
        sa.Column("dead_at", Instant, nullable=True),
        sa.Column("fate", sa.Text(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_outbox_dedupe")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND dead_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND dead_at IS NULL"),
        )

    op.create_table(
        "parked_update",
        sa.Column("bot_id", Big, nullable=False),
        sa.Column("update_id", Big, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("parked_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_parked_update")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "seen_update",
        sa.Column("bot_id", Big, nullable=False),
        sa.Column("update_id", Big, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_seen_update")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticked",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("ran_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_ticked")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "update_attempt",
        sa.Column("bot_id", Big, nullable=False),
        sa.Column("update_id", Big, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_update_attempt")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "village",
        sa.Column("id", Big, nullable=False),
        sa.Column("chat_id", Big, nullable=False),
        sa.Column("thread_id", Big, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("set_up_by", Big, nullable=False),
        sa.Column("set_up_at", Instant, nullable=False),
        sa.Column("calls_posted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("left_at", Instant, nullable=True),
        sa.Column("approval", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_village")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_village_chat_id")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "wizard",
        sa.Column("bot_id", Big, nullable=False),
        sa.Column("chat_id", Big, nullable=False),
        sa.Column("user_id", Big, nullable=False),
        sa.Column("thread_id", Big, server_default="0", nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("memory", sa.Text(), server_default="{}", nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "user_id", "thread_id", name=op.f("pk_wizard")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "follow",
        sa.Column("user_id", Big, nullable=False),
        sa.Column("village_id", Big, nullable=False),
        sa.Column("activities", sa.Text(), nullable=True),
        sa.Column("quiet_from", sa.Integer(), server_default="1320", nullable=False),
        sa.Column("quiet_to", sa.Integer(), server_default="360", nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.CheckConstraint(
            "quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439", name=op.f("ck_follow_quiet")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["account.user_id"], name=op.f("fk_follow_user_id")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_follow_village_id")),
        sa.PrimaryKeyConstraint("user_id", "village_id", name=op.f("pk_follow")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index("ix_follow_village_id", ["village_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("village_id", Big, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_by", Big, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("used_by", Big, nullable=True),
        sa.Column("used_at", Instant, nullable=True),
        sa.CheckConstraint("role IN ('official', 'worker')", name=op.f("ck_invitation_role")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_invitation_village_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "person",
        sa.Column("id", Big, nullable=False),
        sa.Column("village_id", Big, nullable=False),
        sa.Column("user_id", Big, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("role_by", Big, nullable=True),
        sa.Column("role_at", Instant, nullable=True),
        sa.Column("official_until", Instant, nullable=True),
        sa.Column("left_at", Instant, nullable=True),
        sa.Column("keeper_id", Big, nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("merged_into", Big, nullable=True),
        sa.Column("team_since", Instant, nullable=True),
        sa.CheckConstraint("role IN ('official', 'worker')", name=op.f("ck_person_role")),
        sa.ForeignKeyConstraint(["keeper_id"], ["person.id"], name=op.f("fk_person_keeper_id")),
        sa.ForeignKeyConstraint(["merged_into"], ["person.id"], name=op.f("fk_person_merged_into")),
        sa.ForeignKeyConstraint(["user_id"], ["account.user_id"], name=op.f("fk_person_user_id")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_person_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("village_id", "user_id", name=op.f("uq_person_village_id_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_user_id", ["user_id"], unique=False)
        batch_op.create_index("ix_person_village_id_name", ["village_id", "name"], unique=False)

    op.create_table(
        "side_group",
        sa.Column("chat_id", Big, autoincrement=False, nullable=False),
        sa.Column("thread_id", Big, nullable=True),
        sa.Column("village_id", Big, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("added_by", Big, nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.Column("left_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_side_group_village_id")),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_side_group")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "alias",
        sa.Column("person_id", Big, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("village_id", Big, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alias_person_id")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_alias_village_id")),
        sa.PrimaryKeyConstraint("person_id", "name", name=op.f("pk_alias")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index("ix_alias_village_id_name", ["village_id", "name"], unique=False)

    op.create_table(
        "series",
        sa.Column("id", Big, nullable=False),
        sa.Column("village_id", Big, nullable=False),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("festival", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("at_minute", sa.Integer(), nullable=False),
        sa.Column("publish", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_on", Day, nullable=False),
        sa.Column("created_by", Big, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        sa.CheckConstraint("every IN ('week', 'month', 'festival')", name=op.f("ck_series_every")),
        sa.CheckConstraint("at_minute BETWEEN 0 AND 1439", name=op.f("ck_series_at_minute")),
        sa.CheckConstraint("day BETWEEN 1 AND 31", name=op.f("ck_series_day")),
        sa.CheckConstraint("nth BETWEEN 1 AND 5", name=op.f("ck_series_nth")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_series_created_by")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_series_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index("ix_series_village_id", ["village_id"], unique=False)

    op.create_table(
        "call",
        sa.Column("id", Big, nullable=False),
        sa.Column("village_id", Big, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("meet_local", WallTime, nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("meet_at", Instant, nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("needed", sa.Integer(), nullable=True),
        sa.Column("bring", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_by", Big, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("published_at", Instant, nullable=True),
        sa.Column("done_at", Instant, nullable=True),
        sa.Column("cancelled_at", Instant, nullable=True),
        sa.Column("ended_by", Big, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("copied_from", Big, nullable=True),
        sa.Column("series_id", Big, nullable=True),
        sa.Column("divided", sa.Text(), nullable=True),
        sa.Column("submitted_at", Instant, nullable=True),
        sa.CheckConstraint("divided IN ('duties', 'villages')", name=op.f("ck_call_divided")),
        sa.CheckConstraint(
            "activity IN ('farm', 'clean', 'care', 'meal', 'event', 'training', 'other')", name=op.f("ck_call_activity")
        ),
        sa.CheckConstraint("state IN ('draft', 'open', 'done', 'cancelled', 'discarded')", name=op.f("ck_call_state")),
        sa.CheckConstraint("needed BETWEEN 1 AND 500", name=op.f("ck_call_needed")),
        sa.CheckConstraint("planned_minutes BETWEEN 1 AND 1440", name=op.f("ck_call_planned_minutes")),
        sa.ForeignKeyConstraint(["copied_from"], ["call.id"], name=op.f("fk_call_copied_from")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_call_created_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_call_ended_by")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_call_series_id")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_call_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("village_id", "number", name=op.f("uq_call_village_id_number")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index("ix_call_village_id_state", ["village_id", "state"], unique=False)

    op.create_table(
        "advice",
        sa.Column("id", Big, nullable=False),
        sa.Column("village_id", Big, nullable=False),
        sa.Column("call_id", Big, nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by", Big, nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("closes_at", Instant, nullable=False),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("chat_id", Big, nullable=True),
        sa.Column("message_id", Big, nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_advice_asked_by")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_advice_call_id")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_advice_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.create_index("ix_advice_chat_id_message_id", ["chat_id", "message_id"], unique=False)
        batch_op.create_index("ix_advice_village_id", ["village_id"], unique=False)

    op.create_table(
        "audience",
        sa.Column("call_id", Big, nullable=False),
        sa.Column("village_id", Big, nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.CheckConstraint("places BETWEEN 1 AND 500", name=op.f("ck_audience_places")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_audience_call_id")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_audience_village_id")),
        sa.PrimaryKeyConstraint("call_id", "village_id", name=op.f("pk_audience")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "card",
        sa.Column("id", Big, nullable=False),
        sa.Column("call_id", Big, nullable=False),
        sa.Column("chat_id", Big, nullable=False),
        sa.Column("thread_id", Big, nullable=True),
        sa.Column("message_id", Big, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_card_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("call_id", "chat_id", name=op.f("uq_card_call_id_chat_id")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.create_index("ix_card_chat_id_message_id", ["chat_id", "message_id"], unique=False)

    op.create_table(
        "duty",
        sa.Column("id", Big, nullable=False),
        sa.Column("call_id", Big, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("strict", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("least BETWEEN 0 AND most AND most BETWEEN 1 AND 500", name=op.f("ck_duty_least")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_duty_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("call_id", "name", name=op.f("uq_duty_call_id_name")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "feedback_round",
        sa.Column("id", Big, nullable=False),
        sa.Column("call_id", Big, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opens_at", Instant, nullable=False),
        sa.Column("closes_at", Instant, nullable=False),
        sa.Column("frozen_at", Instant, nullable=True),
        sa.Column("figures", sa.Text(), server_default="{}", nullable=False),
        sa.Column("swept", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'open', 'closed', 'frozen')", name=op.f("ck_feedback_round_state")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_feedback_round_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_round")),
        sa.UniqueConstraint("call_id", name=op.f("uq_feedback_round_call_id")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "verdict",
        sa.Column("id", Big, nullable=False),
        sa.Column("call_id", Big, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by", Big, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.CheckConstraint("said IN ('submitted', 'agreed', 'change')", name=op.f("ck_verdict_said")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_verdict_by")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_verdict_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index("ix_verdict_call_id", ["call_id"], unique=False)

    op.create_table(
        "advice_answer",
        sa.Column("advice_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_answer_advice_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advice_answer_person_id")),
        sa.PrimaryKeyConstraint("advice_id", "person_id", name=op.f("pk_advice_answer")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", Big, nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("readable", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("audience IN ('villager', 'official', 'social_worker')", name=op.f("ck_answer_audience")),
        sa.ForeignKeyConstraint(["round_id"], ["feedback_round.id"], name=op.f("fk_answer_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index("ix_answer_round_id", ["round_id"], unique=False)

    op.create_table(
        "invited",
        sa.Column("round_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.CheckConstraint("audience IN ('villager', 'official', 'social_worker')", name=op.f("ck_invited_audience")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invited_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["feedback_round.id"], name=op.f("fk_invited_round_id")),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_invited")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release",
        sa.Column("round_id", Big, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("frozen_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["feedback_round.id"], name=op.f("fk_release_round_id")),
        sa.PrimaryKeyConstraint("round_id", "version", name=op.f("pk_release")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "round_key",
        sa.Column("round_id", Big, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["feedback_round.id"], name=op.f("fk_round_key_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_key")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "signup",
        sa.Column("id", Big, nullable=False),
        sa.Column("call_id", Big, nullable=False),
        sa.Column("person_id", Big, nullable=False),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_by", Big, nullable=False),
        sa.Column("duty_id", Big, nullable=True),
        sa.Column("queue", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("signed_up_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("offer_until", Instant, nullable=True),
        sa.Column("left_at", Instant, nullable=True),
        sa.CheckConstraint(
            "source IN ('button', 'reply', 'organiser', 'chain', 'paper', 'offer')", name=op.f("ck_signup_source")
        ),
        sa.CheckConstraint(
            "state IN ('confirmed', 'offered', 'waitlisted', 'withdrawn', 'declined', 'walk_in')",
            name=op.f("ck_signup_state"),
        ),
        sa.CheckConstraint("party BETWEEN 1 AND 15", name=op.f("ck_signup_party")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_signup_call_id")),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_signup_duty_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_signup_entered_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signup_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signup")),
        sa.UniqueConstraint("call_id", "person_id", name=op.f("uq_signup_call_id_person_id")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("signup", schema=None) as batch_op:
        batch_op.create_index("ix_signup_person_id", ["person_id"], unique=False)

    op.create_table(
        "answer_link",
        sa.Column("round_id", Big, nullable=False),
        sa.Column("handle", sa.LargeBinary(), nullable=False),
        sa.Column("answer_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_answer_link_answer_id")),
        sa.ForeignKeyConstraint(["round_id"], ["feedback_round.id"], name=op.f("fk_answer_link_round_id")),
        sa.PrimaryKeyConstraint("round_id", "handle", name=op.f("pk_answer_link")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attendance_mark",
        sa.Column("id", Big, nullable=False),
        sa.Column("signup_id", Big, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("arrived_at", Instant, nullable=True),
        sa.Column("set_by", Big, nullable=False),
        sa.Column("set_at", Instant, nullable=False),
        sa.CheckConstraint(
            "state IN ('came', 'late', 'excused', 'no_show', 'walk_in')", name=op.f("ck_attendance_mark_state")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_attendance_mark_set_by")),
        sa.ForeignKeyConstraint(["signup_id"], ["signup.id"], name=op.f("fk_attendance_mark_signup_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_mark")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.create_index("ix_attendance_mark_signup_id", ["signup_id"], unique=False)

    op.create_table(
        "credit",
        sa.Column("id", Big, nullable=False),
        sa.Column("signup_id", Big, nullable=False),
        sa.Column("half_hours", sa.Integer(), nullable=False),
        sa.Column("set_by", Big, nullable=False),
        sa.Column("set_at", Instant, nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.CheckConstraint("half_hours BETWEEN 0 AND 48", name=op.f("ck_credit_half_hours")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_credit_set_by")),
        sa.ForeignKeyConstraint(["signup_id"], ["signup.id"], name=op.f("fk_credit_signup_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit")),
        sqlite_strict=True,
        sqlite_with_rowid=True,
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("credit", schema=None) as batch_op:
        batch_op.create_index("ix_credit_signup_id", ["signup_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("credit", schema=None) as batch_op:
        batch_op.drop_index("ix_credit_signup_id")

    op.drop_table("credit")
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.drop_index("ix_attendance_mark_signup_id")

    op.drop_table("attendance_mark")
    op.drop_table("answer_link")
    with op.batch_alter_table("signup", schema=None) as batch_op:
        batch_op.drop_index("ix_signup_person_id")

    op.drop_table("signup")
    op.drop_table("round_key")
    op.drop_table("release")
    op.drop_table("invited")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_round_id")

    op.drop_table("answer")
    op.drop_table("advice_answer")
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_index("ix_verdict_call_id")

    op.drop_table("verdict")
    op.drop_table("feedback_round")
    op.drop_table("duty")
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index("ix_card_chat_id_message_id")

    op.drop_table("card")
    op.drop_table("audience")
    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.drop_index("ix_advice_village_id")
        batch_op.drop_index("ix_advice_chat_id_message_id")

    op.drop_table("advice")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index("ix_call_village_id_state")

    op.drop_table("call")
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.drop_index("ix_series_village_id")

    op.drop_table("series")
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.drop_index("ix_alias_village_id_name")

    op.drop_table("alias")
    op.drop_table("side_group")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("ix_person_village_id_name")
        batch_op.drop_index("ix_person_user_id")

    op.drop_table("person")
    op.drop_table("invitation")
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_village_id")

    op.drop_table("follow")
    op.drop_table("wizard")
    op.drop_table("village")
    op.drop_table("update_attempt")
    op.drop_table("ticked")
    op.drop_table("seen_update")
    op.drop_table("parked_update")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_waiting",
            sqlite_where=sa.text("sent_at IS NULL AND dead_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND dead_at IS NULL"),
        )

    op.drop_table("outbox")
    op.drop_table("ledger")
    op.drop_table("account")
