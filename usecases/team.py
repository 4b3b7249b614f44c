"""The volunteer team of a village: joining it, leaving it, its list, and its training sessions, which are calls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.calls import Activity
from domain.people import Person, UserId, Village, VillageId
from domain.refusals import Refused
from storage import calls, ledger, names, people, record, villages
from storage.tx import Tx
from usecases import calls as drafts
from usecases import standing
from usecases.calls import Draft
from usecases.wishes import Wish


@dataclass(frozen=True, slots=True)
class Team:
    """A village's team as one of its people sees it: how many are in it, and whether they are."""

    village: Village
    person: Person
    members: int


async def of_user(tx: Tx, *, user_id: UserId) -> list[Team]:
    """The teams of all villages of a person. Raises Refused("team-no-village") for a stranger."""
    found = []
    for person in await people.memberships(tx, user_id):
        village = await villages.get(tx, person.village_id)
        assert village is not None
        found.append(Team(village, person, len(await record.team(tx, village.id))))
    if not found:
        raise Refused("team-no-village")
    return found


async def join(tx: Tx, *, now: datetime, village_id: VillageId, user_id: UserId) -> Team:
    """Somebody joins the team; whoever is in it already keeps their day. Raises Refused("not-found")."""
    person = await standing.known(tx, village_id, user_id)
    if person.team_since is None:
        await names.set_facts(tx, person.id, team_since=now)
        await ledger.note(tx, "team-joined", now=now, actor=user_id, village_id=village_id, person=person.id)
    return await _seen(tx, village_id, user_id)


async def leave(tx: Tx, *, now: datetime, village_id: VillageId, user_id: UserId) -> Team:
    """Somebody leaves the team; their record stays. Raises Refused("not-found")."""
    person = await standing.known(tx, village_id, user_id)
    if person.team_since is not None:
        await names.set_facts(tx, person.id, team_since=None)
        await ledger.note(tx, "team-left", now=now, actor=user_id, village_id=village_id, person=person.id)
    return await _seen(tx, village_id, user_id)


async def members(tx: Tx, *, village_id: VillageId, by: UserId) -> list[Person]:
    """Who is in the team, by the day they joined, for an organiser. Raises Refused("not-found" | "not-organiser")."""
    await standing.organiser(tx, village_id, by)
    ids = await record.team(tx, village_id)
    known = await people.many(tx, ids)
    return [known[one] for one in ids]


async def plan_training(tx: Tx, *, now: datetime, village_id: VillageId, by: UserId, title: str) -> Draft:
    """A draft of a call whose activity is training; everybody of the village may sign up to it.
    Raises Refused("not-organiser" | "not-found")."""
    begun = await drafts.draft(tx, now=now, village_id=village_id, by=by, wish=Wish(title=title))
    await calls.amend(tx, begun.call.id, activity=Activity.TRAINING)
    return replace(begun, call=replace(begun.call, activity=Activity.TRAINING))


async def _seen(tx: Tx, village_id: VillageId, user_id: UserId) -> Team:
    person, village = await standing.known(tx, village_id, user_id), await villages.get(tx, village_id)
    assert village is not None
    return Team(village, person, len(await record.team(tx, village_id)))
