"""People: accounts on the platform, and who they are in each village."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, delete, func, insert, literal, select, update

from domain.people import Person, PersonId, Role, UserId, VillageId
from storage.columns import Instant
from storage.tables import account, invitation, person
from storage.tx import Tx, insert_on


async def meet(tx: Tx, user_id: UserId, name: str) -> None:
    """Somebody wrote or tapped: remember the account under its present name. Whoever blocked the bot in private still
    taps in the group: only `open_private` and `let_in` say that a private message arrives again."""
    await tx.one(_met(tx.dialect), {"user_id": user_id, "name": name})


async def open_private(tx: Tx, user_id: UserId) -> None:
    """They opened a private chat: the bot may write to them first from now on."""
    await tx.run(update(account).where(account.c.user_id == user_id).values(private=1, unreachable=None))


async def let_in(tx: Tx, user_id: UserId) -> None:
    """They no longer block the bot."""
    await tx.run(update(account).where(account.c.user_id == user_id).values(unreachable=None))


async def set_unreachable(tx: Tx, user_id: UserId, why: str) -> None:
    """A private message bounced for good (blocked, never opened, deleted)."""
    values: dict[str, Any] = {"unreachable": why}
    if why == "never-opened":
        values = {"private": 0, "unreachable": None}
    await tx.run(update(account).where(account.c.user_id == user_id).values(**values))


async def set_language(tx: Tx, user_id: UserId, language: str) -> None:
    await tx.run(update(account).where(account.c.user_id == user_id).values(language=language))


async def language_of(tx: Tx, user_id: UserId) -> str | None:
    """The language somebody chose, wherever they are."""
    return await tx.value(_LANGUAGE, {"user": user_id})  # type: ignore[no-any-return]


async def belong(tx: Tx, village_id: VillageId, user_id: UserId, name: str) -> Person:
    """The person a platform user is in a village; a newcomer becomes one. The name follows the account's."""
    known = await tx.one(_met(tx.dialect), {"user_id": user_id, "name": name})
    joined = await tx.one(_joined(tx.dialect), {"village_id": village_id, "user_id": user_id, "name": name})
    assert known is not None
    assert joined is not None
    return read(joined, known)


async def add(tx: Tx, village_id: VillageId, name: str, *, keeper_id: PersonId | None = None) -> PersonId:
    """Somebody new without an account on the platform, whoever else bears the name."""
    row = insert(person).values(village_id=village_id, name=name, keeper_id=keeper_id)
    return PersonId(await tx.insert_id(row))


async def of_user(tx: Tx, village_id: VillageId, user_id: UserId) -> Person | None:
    row = await tx.one(everybody().where(person.c.village_id == village_id, person.c.user_id == user_id))
    return read(row) if row else None


async def here(tx: Tx, village_id: VillageId, user_id: UserId) -> Person | None:
    """The person a platform user is in a village; None for a stranger and for somebody who left."""
    row = await tx.one(_HERE, {"village": village_id, "user": user_id})
    return read(row) if row else None


async def get(tx: Tx, person_id: PersonId) -> Person | None:
    row = await tx.one(everybody().where(person.c.id == person_id))
    return read(row) if row else None


async def many(tx: Tx, person_ids: list[PersonId]) -> dict[PersonId, Person]:
    if not person_ids:
        return {}
    rows = await tx.all(everybody().where(person.c.id.in_(person_ids)))
    return {PersonId(row.id): read(row) for row in rows}


async def with_role(tx: Tx, village_id: VillageId, *roles: Role) -> list[Person]:
    """The village's officials, social workers or both (no role given), oldest entry first."""
    wanted = [role.value for role in roles or tuple(Role)]
    query = everybody().where(person.c.village_id == village_id, person.c.role.in_(wanted), person.c.left_at.is_(None))
    return [read(row) for row in await tx.all(query.order_by(person.c.id))]


async def memberships(tx: Tx, user_id: UserId, *, left: bool = False) -> list[Person]:
    """Who a platform user is in each of their villages; with `left` also where they have left the group."""
    return [read(row) for row in await tx.all(_EVER if left else _EVERYWHERE, {"user": user_id})]


async def set_role(tx: Tx, person_id: PersonId, role: Role | None, *, by: UserId, now: datetime) -> None:
    """Give or take a role. Of who was an official it is kept until when (see domain.rounds.check_reader)."""
    values: dict[str, Any] = {"role": role.value if role else None, "role_by": by, "role_at": now}
    if role is not Role.OFFICIAL:
        values["official_until"] = case(
            (person.c.role == Role.OFFICIAL.value, literal(now, Instant)), else_=person.c.official_until
        )
    await tx.run(update(person).where(person.c.id == person_id).values(**values))


async def set_left(tx: Tx, person_id: PersonId, left_at: datetime | None) -> None:
    await tx.run(update(person).where(person.c.id == person_id).values(left_at=left_at))


async def invite(
    tx: Tx, *, token_hash: str, village_id: VillageId, role: Role, created_by: UserId, expires_at: datetime
) -> None:
    await tx.run(
        insert(invitation).values(
            token_hash=token_hash,
            village_id=village_id,
            role=role.value,
            created_by=created_by,
            expires_at=expires_at,
        )
    )


async def take_invitation(
    tx: Tx, token_hash: str, user_id: UserId, now: datetime
) -> tuple[VillageId, Role, UserId] | None:
    """Use an invitation up; None when it is unknown, used or expired. Returns village, role and who invited."""
    row = await tx.one(
        update(invitation)
        .where(
            invitation.c.token_hash == token_hash,
            invitation.c.used_at.is_(None),
            invitation.c.expires_at > now,
        )
        .values(used_by=user_id, used_at=now)
        .returning(invitation.c.village_id, invitation.c.role, invitation.c.created_by)
    )
    return (VillageId(row.village_id), Role(row.role), UserId(row.created_by)) if row else None


async def drop_invitation(tx: Tx, token_hash: str) -> None:
    """Take back an invitation that nobody has used."""
    await tx.run(delete(invitation).where(invitation.c.token_hash == token_hash, invitation.c.used_at.is_(None)))


async def void_invitations(tx: Tx, village_id: VillageId, created_by: UserId) -> None:
    """Take back every unused invitation somebody made in a village."""
    await tx.run(
        delete(invitation).where(
            invitation.c.village_id == village_id,
            invitation.c.created_by == created_by,
            invitation.c.used_at.is_(None),
        )
    )


async def has_opened(tx: Tx, user_id: UserId) -> bool:
    """Whether somebody ever opened a private chat with the bot."""
    return bool(await tx.value(select(account.c.private).where(account.c.user_id == user_id)))


async def count(tx: Tx, village_id: VillageId) -> int:
    """How many people of a village the bot has met and who have not left."""
    query = select(func.count()).select_from(person)
    here = (person.c.village_id == village_id, person.c.left_at.is_(None), person.c.merged_into.is_(None))
    return int(await tx.value(query.where(*here)))


@cache
def _met(dialect: str) -> Any:
    """The statement of `meet`."""
    row = insert_on(dialect, account)
    row = row.on_conflict_do_update(index_elements=["user_id"], set_={"name": row.excluded.name})
    return row.returning(account.c.language, account.c.private, account.c.unreachable)


@cache
def _joined(dialect: str) -> Any:
    """The statement of `belong`."""
    row = insert_on(dialect, person)
    followed = {"name": row.excluded.name, "left_at": None}
    return row.on_conflict_do_update(index_elements=["village_id", "user_id"], set_=followed).returning(person)


def everybody() -> Select[Any]:
    """The query of whole people, to be narrowed; `read` makes a person of its rows."""
    return select(person, account.c.language, account.c.private, account.c.unreachable).outerjoin(
        account, account.c.user_id == person.c.user_id
    )


def read(row: Row[Any], known: Row[Any] | None = None) -> Person:
    """A row of `everybody`. `known`: the account's columns, where they are not in the row."""
    known = known or row
    return Person(
        id=PersonId(row.id),
        village_id=VillageId(row.village_id),
        user_id=None if row.user_id is None else UserId(row.user_id),
        name=row.name,
        role=None if row.role is None else Role(row.role),
        language=known.language,
        private=bool(known.private),
        unreachable=known.unreachable,
        official_until=row.official_until,
        keeper_id=None if row.keeper_id is None else PersonId(row.keeper_id),
        label=row.label,
        team_since=row.team_since,
        merged_into=None if row.merged_into is None else PersonId(row.merged_into),
        left_at=row.left_at,
    )


# Asked for with every update: put together once.
_EVER = everybody().where(person.c.user_id == bindparam("user")).order_by(person.c.village_id)
_EVERYWHERE = _EVER.where(person.c.left_at.is_(None))
_HERE = _EVERYWHERE.where(person.c.village_id == bindparam("village"))
_LANGUAGE = select(account.c.language).where(account.c.user_id == bindparam("user"))
