"""Tables: who there is: villages and their groups, accounts, people and their other names, followers, invitations."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

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
    Column("approval", Integer, nullable=False, server_default="0"),  # a worker's draft waits for an official's word
)

side_group = table(
    "side_group",  # another group of a village (the volunteer team's): calls may be shown there too
    Column("chat_id", Big, primary_key=True, autoincrement=False),
    Column("thread_id", Big),
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("added_by", Big, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("left_at", Instant),
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
    Column("keeper_id", ForeignKey("person.id")),  # who is told things for somebody without a phone
    Column("label", Text),  # tells people of one name apart: 村东头
    Column("merged_into", ForeignKey("person.id")),  # found to be the same person as another entry
    Column("team_since", Instant),  # a member of the village's volunteer team
    UniqueConstraint("village_id", "user_id"),
    one_of("role", Role),
    Index("ix_person_user_id", "user_id"),
    Index("ix_person_village_id_name", "village_id", "name"),
)

alias = table(
    "alias",  # another name of a person: 王大妈 is 王秀兰
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("village_id", ForeignKey("village.id"), nullable=False),
    Index("ix_alias_village_id_name", "village_id", "name"),
)

follow = table(
    "follow",  # gets each new call of a village in private
    Column("user_id", ForeignKey("account.user_id"), primary_key=True),
    Column("village_id", ForeignKey("village.id"), primary_key=True),
    Column("activities", Text),  # a comma list of the kinds wanted; none: every kind
    Column("quiet_from", Integer, nullable=False, server_default="1320"),  # minutes after local midnight
    Column("quiet_to", Integer, nullable=False, server_default="360"),
    Column("since", Instant, nullable=False),
    CheckConstraint("quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439", name="quiet"),
    Index("ix_follow_village_id", "village_id"),
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
