"""Who a platform user is in a village now: the one place where every action asks it.

Whoever left the village's group is nobody in it, until they come back through the group: an old button, a private word
or a command with a number opens nothing to them.
"""

from __future__ import annotations

from domain.people import Person, UserId, VillageId, check_organiser, check_worker
from domain.refusals import Refused
from storage import people
from storage.tx import Tx


async def member(tx: Tx, village_id: VillageId, user_id: UserId) -> Person | None:
    """Who somebody is in a village; None for a stranger and for somebody who left."""
    return await people.here(tx, village_id, user_id)


async def known(tx: Tx, village_id: VillageId, user_id: UserId) -> Person:
    """As `member`; a stranger does not even learn what there is. Raises Refused("not-found")."""
    person = await member(tx, village_id, user_id)
    if person is None:
        raise Refused("not-found")
    return person


async def organiser(tx: Tx, village_id: VillageId, user_id: UserId) -> Person:
    """The official or social worker somebody is. Raises Refused("not-found" | "not-organiser")."""
    return check_organiser(await known(tx, village_id, user_id))


async def worker(tx: Tx, village_id: VillageId, user_id: UserId) -> Person:
    """The social worker somebody is. Raises Refused("not-found" | "not-worker")."""
    return check_worker(await known(tx, village_id, user_id))
