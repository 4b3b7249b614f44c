"""Somebody with a phone of their own is the one whom a keeper entered: asked once, claimed by a tap, confirmed by
whoever knows both when more than a single sign-up hangs on it: anybody can give themselves a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.calls import CallId
from domain.people import Person, PersonId, UserId, Village
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from domain.signups import ON_LIST
from storage import ledger, names, outbox, people, signups, villages
from storage.tx import Tx
from usecases import named, standing
from usecases.merging import DENIED, TAKEOVER, fold
from usecases.named import Candidate
from usecases.places import belong, check_begun, held_open

_ASKED: Final = "claim-asked"
_CLAIMED: Final = "claim"
LASTS: Final = timedelta(days=7)
"""A claim nobody answers is forgotten; the organisers can still merge the two."""


class Said(StrEnum):
    """What a claim led to; the words for each are `claim-<said>`."""

    YOURS = "yours"
    ASKED = "asked"
    """The keeper or the organisers are asked."""
    NOBODY = "nobody"
    """Nobody can be asked in private: an organiser merges them by hand."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim: who claims which entry, and who was asked about it."""

    said: Said
    person: Person
    entry: Person
    asked: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """A claim as a letter tells of it: the entry, who claims it, who reads the letter."""

    entry: Person
    person: Person
    reader: Person
    village: Village


async def to_ask(tx: Tx, *, now: datetime, user_id: UserId) -> list[Candidate]:
    """The entries without a phone that somebody may be, by their name, each asked about once. Noting that it is asked
    is part of it."""
    found: list[Candidate] = []
    for person in await people.memberships(tx, user_id):
        entry = await named.twin(tx, person.village_id, person.name)
        if entry is None:
            continue
        facts = {"entry": int(entry.id), "person": int(person.id)}
        if await ledger.last_actor(tx, _ASKED, village_id=person.village_id, **facts) is not None:
            continue
        await ledger.note(tx, _ASKED, now=now, actor=user_id, village_id=person.village_id, **facts)
        found += await named.candidates(tx, [entry], person.name)
    return found


async def take_over(
    tx: Tx, *, now: datetime, call_id: CallId, user_id: UserId, name: str, chat_id: int, timing: Timing
) -> Claimed:
    """是我, on a call that a keeper entered them on. Raises as `join`; Refused("stale-button") when no such entry is
    on the list any more, or when they are on it themselves."""
    call = (await held_open(tx, call_id)).call
    person = await belong(tx, call, user_id, name, chat_id)
    check_begun(call, now)
    listed = [s for s in await signups.of_call(tx, call_id) if s.state in ON_LIST]
    ids = {s.person_id for s in listed}
    entry = await named.twin(tx, person.village_id, person.name, among=ids)
    if entry is None or person.id in ids:
        raise Refused("stale-button")
    return await _claim(tx, now, person, entry, timing)


async def claim(tx: Tx, *, now: datetime, user_id: UserId, entry_id: PersonId, timing: Timing) -> Claimed:
    """是我, said of an entry wherever it stands. Only who bears one of its names may say so.
    Raises Refused("stale-button") otherwise, and when the entry is somebody's already."""
    entry = await people.get(tx, entry_id)
    person = await standing.member(tx, entry.village_id, user_id) if entry else None
    if entry is None or person is None:
        raise Refused("stale-button")
    alike = await names.called(tx, entry.village_id, person.name)
    if entry.user_id is not None or entry.id not in {one.id for one in alike}:
        raise Refused("stale-button")
    return await _claim(tx, now, person, entry, timing)


async def answer(
    tx: Tx, *, now: datetime, by: UserId, entry_id: PersonId, person_id: PersonId, right: bool, timing: Timing
) -> Claimed:
    """The keeper, or an organiser, says whether a claim is right; the first answer counts, and nobody confirms their
    own. Raises Refused("not-found"), Refused("not-your-entry"), Refused("stale-button") for a claim nobody made,
    Refused("claim-settled") for one that was answered."""
    entry, person = await people.get(tx, entry_id), await people.get(tx, person_id)
    if entry is None or person is None or person.user_id is None or entry.village_id != person.village_id:
        raise Refused("not-found")
    me = await standing.known(tx, entry.village_id, by)
    keeper = await _keeper(tx, entry)
    if me.id == person.id or not (me.organises or (keeper is not None and keeper.id == me.id)):
        raise Refused("not-your-entry")
    if await _noted(tx, _CLAIMED, entry, person) is None:
        raise Refused("stale-button")
    if entry.merged_into is not None or entry.left_at is not None or await _noted(tx, DENIED, entry, person):
        raise Refused("claim-settled")
    if right:
        await fold(tx, now=now, entry=entry, into=person, actor=by, deed=TAKEOVER, timing=timing)
    else:
        await _note(tx, DENIED, now, by, entry, person)
    news = Promise(
        Kind.CLAIM_SAID,
        f"claimed:{entry.id}:{person.id}",
        person.user_id,
        now,
        now + LASTS,
        {"entry": entry.id, "person": person.id, "right": int(right)},
    )
    await outbox.promise(tx, [news])
    return Claimed(Said.YOURS, person, entry)


async def pending(tx: Tx, *, entry_id: PersonId, person_id: PersonId, asked_id: PersonId) -> Pending | None:
    """A claim while it waits for an answer; None once it does not."""
    entry, person, asked = [await people.get(tx, one) for one in (entry_id, person_id, asked_id)]
    if entry is None or person is None or asked is None or entry.merged_into is not None:
        return None
    village = await villages.get(tx, entry.village_id)
    assert village is not None
    return None if await _noted(tx, DENIED, entry, person) else Pending(entry, person, asked, village)


async def told(tx: Tx, *, entry_id: PersonId, person_id: PersonId) -> Pending | None:
    """A claim that was answered, for whoever made it."""
    entry, person = await people.get(tx, entry_id), await people.get(tx, person_id)
    village = await villages.get(tx, person.village_id) if person else None
    return Pending(entry, person, person, village) if entry and person and village else None


async def _claim(tx: Tx, now: datetime, person: Person, entry: Person, timing: Timing) -> Claimed:
    assert person.user_id is not None
    if await _noted(tx, DENIED, entry, person):
        raise Refused("claim-settled")
    if not await names.has_history(tx, entry):
        await fold(tx, now=now, entry=entry, into=person, actor=person.user_id, deed=TAKEOVER, timing=timing)
        return Claimed(Said.YOURS, person, entry)
    keeper = await _keeper(tx, entry)
    asked = [keeper] if keeper is not None and keeper.id != person.id and keeper.reachable else []
    if not asked:
        organisers = await people.with_role(tx, entry.village_id)
        asked = [one for one in organisers if one.reachable and one.id != person.id]
    await _note(tx, _CLAIMED, now, person.user_id, entry, person)
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.CLAIM,
                f"claim:{entry.id}:{person.id}:{one.id}",
                one.user_id,
                now,
                now + LASTS,
                {"entry": entry.id, "person": person.id, "asked": one.id},
            )
            for one in asked
        ],
    )
    return Claimed(Said.ASKED if asked else Said.NOBODY, person, entry, tuple(asked))


async def _keeper(tx: Tx, entry: Person) -> Person | None:
    """Who answers for an entry: the one named as such, else whoever entered them last; only while they are there."""
    if entry.keeper_id is not None:
        keeper = await people.get(tx, entry.keeper_id)
    else:
        keeper = (await names.last_entered_by(tx, [entry.id])).get(entry.id)
    return keeper if keeper is not None and keeper.left_at is None else None


async def _noted(tx: Tx, deed: str, entry: Person, person: Person) -> int | None:
    facts = {"entry": int(entry.id), "person": int(person.id)}
    return await ledger.last_actor(tx, deed, village_id=entry.village_id, **facts)


async def _note(tx: Tx, deed: str, now: datetime, actor: UserId, entry: Person, person: Person) -> None:
    facts = {"entry": int(entry.id), "person": int(person.id)}
    await ledger.note(tx, deed, now=now, actor=actor, village_id=entry.village_id, **facts)
