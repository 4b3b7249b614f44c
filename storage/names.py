"""What people are called: their names and other names, what tells namesakes apart, who answers for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, select, union, update

from domain.people import Person, PersonId, VillageId
from domain.signups import SignupState
from storage import people
from storage.tables import alias, call, person, signup
from storage.tx import Tx


async def called(tx: Tx, village_id: VillageId, name: str) -> list[Person]:
    """Everybody of a village who bears a name or has it as another name, oldest entry first. A merged entry's name is
    another name of whom it was merged into; whoever left is nobody."""
    named = union(
        select(person.c.id).where(person.c.village_id == village_id, person.c.name == name),
        select(alias.c.person_id).where(alias.c.village_id == village_id, alias.c.name == name),
    )
    rows = await tx.all(people.everybody().where(person.c.id.in_(named)))
    living = await living_of(tx, (people.read(row) for row in rows))
    return sorted((p for p in living if p.left_at is None), key=lambda p: p.id)


async def living_of(tx: Tx, found: Iterable[Person]) -> list[Person]:
    """Whom entries stand for, each once: a merged one stands for whom it was merged into."""
    living: dict[PersonId, Person] = {}
    for one in found:
        while one.merged_into is not None:
            after = await people.get(tx, one.merged_into)
            assert after is not None
            one = after
        living[one.id] = one
    return list(living.values())


async def names_of(tx: Tx, person_id: PersonId) -> list[str]:
    """The other names somebody has, in the order of the alphabet: those given to them, and all of the entries that
    were merged into them."""
    entries = [person_id]
    for one in entries:  # grows while it is read: an entry may have swallowed others before
        rows = await tx.all(select(person.c.id).where(person.c.merged_into == one))
        entries += [PersonId(row.id) for row in rows]
    own = await tx.value(select(person.c.name).where(person.c.id == person_id))
    given = await tx.all(select(alias.c.name).where(alias.c.person_id.in_(entries)))
    borne = await tx.all(select(person.c.name).where(person.c.id.in_(entries)))
    return sorted({row.name for row in (*given, *borne)} - {own})


async def add_name(tx: Tx, of: Person, name: str) -> None:
    """Give somebody another name; the same one again changes nothing."""
    row = tx.upsert(alias).values(person_id=of.id, name=name, village_id=of.village_id)
    await tx.run(row.on_conflict_do_nothing(index_elements=["person_id", "name"]))


async def drop_name(tx: Tx, of: PersonId, name: str) -> None:
    """Take another name away."""
    await tx.run(delete(alias).where(alias.c.person_id == of, alias.c.name == name))


async def set_facts(tx: Tx, person_id: PersonId, /, **facts: Any) -> None:
    """Set somebody's name, label, keeper_id, team_since or merged_into; the caller asked the rules first."""
    await tx.run(update(person).where(person.c.id == person_id).values(**facts))


async def without_phone(tx: Tx, village_id: VillageId) -> list[Person]:
    """The people of a village who have no account, by name, namesakes by age of their entry."""
    here = (person.c.village_id == village_id, person.c.left_at.is_(None), person.c.merged_into.is_(None))
    query = people.everybody().where(*here, person.c.user_id.is_(None))
    return [people.read(row) for row in await tx.all(query.order_by(person.c.name, person.c.id))]


async def with_phone(tx: Tx, village_id: VillageId) -> list[Person]:
    """The people of a village who have an account, by name."""
    query = people.everybody().where(
        person.c.village_id == village_id, person.c.left_at.is_(None), person.c.user_id.is_not(None)
    )
    return [people.read(row) for row in await tx.all(query.order_by(person.c.name, person.c.id))]


async def last_entered_by(tx: Tx, person_ids: list[PersonId]) -> dict[PersonId, Person]:
    """Who entered each of these people last, of those whom somebody else entered."""
    query = (
        select(signup.c.person_id, signup.c.entered_by)
        .where(signup.c.person_id.in_(person_ids), signup.c.entered_by != signup.c.person_id)
        .order_by(signup.c.id)
    )
    by = {PersonId(row.person_id): PersonId(row.entered_by) for row in await tx.all(query)}
    known = await people.many(tx, list(by.values()))
    return {who: known[entered] for who, entered in by.items()}


async def last_seen(tx: Tx, person_ids: list[PersonId]) -> dict[PersonId, str]:
    """The title of the last activity each of these people was on the list of."""
    query = (
        select(signup.c.person_id, call.c.title)
        .join(call, call.c.id == signup.c.call_id)
        .where(signup.c.person_id.in_(person_ids), signup.c.state != SignupState.DECLINED.value)
        .order_by(call.c.meet_at, call.c.id)
    )
    return {PersonId(row.person_id): row.title or "" for row in await tx.all(query)}


async def has_history(tx: Tx, one: Person) -> bool:
    """Whether more is known of somebody than a single sign-up: another call, another name, a label, the team."""
    if one.label is not None or one.team_since is not None or await names_of(tx, one.id):
        return True
    count = select(func.count()).select_from(signup).where(signup.c.person_id == one.id)
    return int(await tx.value(count)) > 1
