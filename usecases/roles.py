"""Giving and taking roles: by a reply in the group, or by a link that works once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.people import Person, PersonId, Role, UserId, Village, VillageId, check_appointment
from domain.promises import Kind, Promise
from domain.refusals import Refused
from storage import ledger, outbox, people, villages
from storage.tx import Tx
from usecases import standing

LINK_LASTS: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Appointed:
    """Somebody's role after an appointment; None: they are a villager again, and `was` says what they were."""

    village: Village
    person: Person
    role: Role | None
    was: Role | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A link was used. `first` says whether this also opened the private chat for the first time."""

    appointed: Appointed
    first: bool


async def appoint(
    tx: Tx,
    *,
    now: datetime,
    village_id: VillageId,
    by: UserId,
    operator: bool,
    user_id: UserId,
    name: str,
    role: Role | None,
) -> Appointed:
    """Give a member of the group a role, or take it (None). Roles are read here and now, never from what a chat showed.
    Raises Refused: see check_appointment; "not-found" for an unknown village."""
    village = await _village(tx, village_id)
    appointer = await standing.member(tx, village_id, by)
    before = await people.of_user(tx, village_id, user_id)
    current = before.role if before else None
    check_appointment(appointer, operator=operator, role=role, current=current)
    person = await people.belong(tx, village_id, user_id, name)
    return await _set(tx, village, person, role, by=by, now=now, how="reply")


async def invite(
    tx: Tx, *, now: datetime, village_id: VillageId, by: UserId, operator: bool, role: Role, token: str
) -> Village:
    """Make an invitation: whoever holds `token` (128 random bits) may take `role` once within seven days. Only its hash
    is kept. Raises Refused: see check_appointment; "not-found" for an unknown village."""
    village = await _village(tx, village_id)
    check_appointment(await standing.member(tx, village_id, by), operator=operator, role=role, current=None)
    await people.invite(
        tx,
        token_hash=hashed(token),
        village_id=village_id,
        role=role,
        created_by=by,
        expires_at=now + LINK_LASTS,
    )
    await ledger.note(tx, "invited", now=now, actor=by, village_id=village_id, role=role.value)
    return village


async def withdraw_invitation(tx: Tx, *, token: str) -> None:
    """The link could not be handed over: nobody shall be able to use it."""
    await people.drop_invitation(tx, hashed(token))


async def accept(
    tx: Tx, *, now: datetime, token: str, user_id: UserId, name: str, operators: frozenset[int]
) -> Accepted:
    """Use an invitation. The inviter must still have the right to give this role, and whoever uses it must not have
    another; a link that is refused is not used up.
    Raises Refused("invitation-void") for one that is unknown, used, expired or whose inviter lost the right, and what
    check_appointment says of the one who uses it."""
    taken = await people.take_invitation(tx, hashed(token), user_id, now)
    if taken is None:
        raise Refused("invitation-void")
    village_id, role, inviter_id = taken
    village = await _village(tx, village_id)
    inviter = await standing.member(tx, village_id, inviter_id)
    may = inviter_id in operators
    try:
        check_appointment(inviter, operator=may, role=role, current=None)
    except Refused:
        raise Refused("invitation-void") from None
    before = await people.of_user(tx, village_id, user_id)
    check_appointment(inviter, operator=may, role=role, current=before.role if before else None)
    first = not await people.has_opened(tx, user_id)
    person = await people.belong(tx, village_id, user_id, name)
    await people.open_private(tx, user_id)
    done = await _set(tx, village, person, role, by=inviter_id, now=now, how="link")
    # By a reply everybody in the group sees it; by a link nobody would.
    line = Promise(
        Kind.APPOINTED,
        f"appointed:{person.id}:{now:%Y%m%dT%H%M%S}",
        village.chat_id,
        now,
        payload={"person": person.id, "role": role.value},
        thread_id=village.thread_id,
    )
    await outbox.promise(tx, [line])
    return Accepted(done, first)


async def bearer(tx: Tx, *, person_id: PersonId) -> tuple[Village, Person] | None:
    """Somebody as they are now, and their village."""
    person = await people.get(tx, person_id)
    village = await villages.get(tx, person.village_id) if person else None
    return (village, person) if village and person else None


async def inviting_villages(tx: Tx, *, by: UserId, operator: bool, role: Role) -> list[Village]:
    """The villages in which somebody may give `role`, oldest first."""
    if operator:
        return await villages.all_villages(tx)
    allowed = []
    for person in await people.memberships(tx, by):
        try:
            check_appointment(person, operator=False, role=role, current=None)
        except Refused:
            continue
        allowed.append(person.village_id)
    return [village for village in await villages.of_user(tx, by) if village.id in allowed]


def hashed(token: str) -> str:
    """What is kept of a token. It has 128 random bits, so it needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


async def _village(tx: Tx, village_id: VillageId) -> Village:
    village = await villages.get(tx, village_id)
    if village is None:
        raise Refused("not-found")
    return village


async def _set(
    tx: Tx, village: Village, person: Person, role: Role | None, *, by: UserId, now: datetime, how: str
) -> Appointed:
    await people.set_role(tx, person.id, role, by=by, now=now)
    if role is None and person.user_id is not None:
        # Links of somebody who lost the right stay dead, also when they get a role again.
        await people.void_invitations(tx, village.id, person.user_id)
    facts = {"person": int(person.id), "role": role.value if role else "none", "how": how}
    await ledger.note(tx, "role-set", now=now, actor=by, village_id=village.id, **facts)
    after = await people.get(tx, person.id)
    assert after is not None
    return Appointed(village, after, role, was=person.role)
