"""A keeper's own page: whom they answer for on a call, one taken off, one renamed, the whole party edited at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.calls import Call, CallId, CallState
from domain.names import LONGEST, clean_line
from domain.people import Person, PersonId, UserId, Village
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import Signup, Source
from storage import calls, names, people, signups, villages
from storage.tx import Tx
from usecases import named, standing
from usecases.keepers import Entered, clean_names, kept, let_go, put_down, sit_down, theirs_to_change
from usecases.named import Unclear
from usecases.places import Held, belong, check_begun, held_open
from usecases.redraw import redraw


@dataclass(frozen=True, slots=True)
class Page:
    """One call as a keeper sees it: the people they answer for there."""

    call: Call
    village: Village
    keeper: Person
    kept: tuple[Signup, ...]


async def page(tx: Tx, *, call_id: CallId, user_id: UserId) -> Page:
    """Whom somebody answers for on a published call. Raises Refused("not-found") for a stranger."""
    call = await calls.get(tx, call_id)
    if call is None or call.state in (CallState.DRAFT, CallState.DISCARDED):
        raise Refused("not-found")
    keeper = await standing.known(tx, call.village_id, user_id)
    village = await villages.get(tx, call.village_id)
    assert village is not None
    return Page(call, village, keeper, tuple(await kept(tx, await signups.of_call(tx, call_id), keeper)))


async def pages(tx: Tx, *, user_id: UserId, now: datetime) -> list[Page]:
    """The same for every call that is still to come and where somebody answers for anybody, soonest first."""
    found = [await page(tx, call_id=call.id, user_id=user_id) for call in await calls.open_of_user(tx, user_id)]
    return [one for one in found if one.kept and one.call.meet_at is not None and now < one.call.meet_at]


async def take_off(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    user_id: UserId,
    name: str,
    chat_id: int,
    timing: Timing,
    person_id: PersonId | None = None,
) -> Entered:
    """A keeper takes one of theirs off a call, or all of them (no person given). Saying it twice is saying it once.
    Raises as `leave_for`."""
    at, keeper = await _open(tx, now, call_id, user_id, name, chat_id)
    on_list = await signups.of_call(tx, call_id)
    if person_id is None:
        leaving: Sequence[Signup] = await kept(tx, on_list, keeper)
    else:
        ours = await theirs_to_change(tx, on_list, keeper)
        leaving = [s for s in on_list if s.person_id == person_id and person_id in ours]
    if not leaving:
        raise Refused("not-yours")
    gone = await let_go(tx, at, leaving, now, timing)
    if not gone:
        raise Refused("here-already", names=leaving[0].name)
    return Entered(at.call, at.village, gone=tuple(s.name for s in gone))


async def rename(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    user_id: UserId,
    name: str,
    chat_id: int,
    person_id: PersonId,
    said: str,
) -> str:
    """A keeper writes the name of one of theirs as it should be; the old name goes on meaning the same person. Whom
    another neighbour answers for is renamed only by that one or by an organiser. Returns the new name.
    Raises as `leave_for`; Refused("name-taken", name=…) for the name of somebody else of the village."""
    at, keeper = await _open(tx, now, call_id, user_id, name, chat_id)
    person = (await theirs_to_change(tx, await signups.of_call(tx, call_id), keeper)).get(person_id)
    if person is None or not (keeper.organises or person.keeper_id in (None, keeper.id)):
        raise Refused("not-yours")
    fresh = clean_line(said, LONGEST)
    if not fresh:
        raise Refused("no-names")
    if any(one.id != person_id for one in await names.called(tx, person.village_id, fresh)):
        raise Refused("name-taken", name=fresh)
    if fresh != person.name:
        await names.add_name(tx, person, person.name)
        await names.drop_name(tx, person.id, fresh)
        await names.set_facts(tx, person.id, name=fresh)
        await redraw(tx, at.call.id, now)
    return fresh


async def change_party(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    user_id: UserId,
    name: str,
    chat_id: int,
    names_said: Sequence[str],
    timing: Timing,
) -> Entered:
    """The whole party of a keeper as it should be: who is not named goes, who is new comes, the others keep their
    places. Who goes leaves first, so that their places are there for whoever comes, unless others wait for them.
    Raises as `join_for`."""
    wanted = clean_names(names_said)
    desk = await sit_down(tx, now, call_id, user_id, name, chat_id, Source.REPLY, timing)
    theirs = await kept(tx, await signups.of_call(tx, call_id), desk.keeper)
    ids = {s.person_id for s in theirs}
    meant = {whom: await _among(tx, desk.keeper, whom, ids) for whom in wanted}
    staying = {one for one in meant.values() if one is not None}
    gone = await let_go(tx, desk.at, [s for s in theirs if s.person_id not in staying], now, timing)
    unclear: list[Unclear] = []
    for whom in wanted:
        known = await people.get(tx, found) if (found := meant[whom]) else await named.whom(tx, desk.keeper, whom)
        if isinstance(known, Unclear):
            unclear.append(known)
        else:
            await put_down(tx, desk, known, whom, None)
    await redraw(tx, call_id, now)
    told = desk.told()
    left = tuple(s.name for s in gone)
    return Entered(told.call, told.village, told.placed, told.waiting, told.already, left, tuple(unclear))


async def _among(tx: Tx, keeper: Person, whom: str, ids: set[PersonId]) -> PersonId | None:
    """The one of a keeper's party who has this name."""
    found = [one.id for one in await names.called(tx, keeper.village_id, whom) if one.id in ids]
    return found[0] if found else None


async def _open(
    tx: Tx, now: datetime, call_id: CallId, user_id: UserId, name: str, chat_id: int
) -> tuple[Held, Person]:
    at = await held_open(tx, call_id)
    keeper = await belong(tx, at.call, user_id, name, chat_id)
    check_begun(at.call, now, leaving=True)
    return at, keeper
