"""Certificates of volunteer service: asked for by the volunteer, issued by a social worker's tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.hours import Certificate, Entry, HoursSource, certificate_number, settled, together
from domain.people import Person, PersonId, Role, UserId, Village, VillageId
from domain.promises import Kind, Promise
from domain.refusals import Refused
from storage import credits as credited
from storage import ledger, outbox, people, record, villages
from storage.tx import Tx
from usecases import standing

ASKED: Final = "certificate-asked"
ISSUED: Final = "certificate-issued"


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as the social worker sees it: who, how often, how many hours, and how many of them rest on nothing but
    the volunteer's own 到了: the worker's tap confirms these."""

    person: Person
    village: Village
    reader: Person
    times: int
    hours: float
    unconfirmed: float


async def ask(tx: Tx, *, now: datetime, village_id: VillageId, by: UserId) -> int:
    """A volunteer asks for a certificate; every social worker of the village who can be reached is told. Returns how
    many. Raises Refused("not-found" | "certificate-no-hours" | "certificate-asked-already" |
    "certificate-no-worker")."""
    person = await standing.known(tx, village_id, by)
    await _entries(tx, person.id, now)
    last = await record.last_noted(tx, village_id, person.id, ASKED, ISSUED)
    if last is not None and last.deed == ASKED:
        raise Refused("certificate-asked-already")
    workers = [w for w in await people.with_role(tx, village_id, Role.WORKER) if w.reachable and w.id != person.id]
    if not workers:
        raise Refused("certificate-no-worker")
    await ledger.note(tx, ASKED, now=now, actor=by, village_id=village_id, person=person.id)
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.CERTIFICATE_ASKED,
                f"certificate:{person.id}:{int(now.timestamp())}:{worker.id}",
                worker.user_id,
                now,
                payload={"person": person.id, "worker": worker.id},
            )
            for worker in workers
        ],
    )
    return len(workers)


async def asking(tx: Tx, *, person_id: PersonId, worker_id: PersonId, now: datetime) -> Asking | None:
    """What a request's letter tells; None when it was answered meanwhile or the reader is no social worker now."""
    person, reader = await people.get(tx, person_id), await people.get(tx, worker_id)
    if person is None or reader is None or reader.role is not Role.WORKER or reader.village_id != person.village_id:
        return None
    last = await record.last_noted(tx, person.village_id, person.id, ASKED, ISSUED)
    village = await villages.get(tx, person.village_id)
    if last is None or last.deed != ASKED or village is None:
        return None
    whole = settled((await credited.entries(tx, [person.id]))[person.id], now)
    alone = [entry for entry in whole if entry.source is HoursSource.SELF]
    return Asking(person, village, reader, len(whole), together(whole), together(alone))


async def issue(tx: Tx, *, now: datetime, person_id: PersonId, by: UserId) -> tuple[Certificate, Person]:
    """A social worker issues what was asked for; the volunteer is told. Only hours count that somebody was there for
    and that a day of corrections has passed over; nobody issues their own.
    Raises Refused("not-found" | "not-worker" | "certificate-not-asked" | "certificate-own" | "certificate-no-hours"),
    Refused("certificate-issued-by", who=…) for the second of two."""
    person = await people.get(tx, person_id)
    if person is None:
        raise Refused("not-found")
    worker = await standing.worker(tx, person.village_id, by)
    village = await villages.get(tx, person.village_id)
    assert village is not None
    if worker.id == person.id:
        raise Refused("certificate-own")
    last = await record.last_noted(tx, village.id, person.id, ASKED, ISSUED)
    if last is None:
        raise Refused("certificate-not-asked")
    if last.deed == ISSUED:
        other = await people.of_user(tx, village.id, last.actor) if last.actor else None
        raise Refused("certificate-issued-by", who=other.name if other else "")
    entries = await _entries(tx, person.id, now)
    day = now.astimezone(ZoneInfo(village.zone)).date()
    number = certificate_number(village.id, person.id, day)
    await ledger.note(tx, ISSUED, now=now, actor=by, village_id=village.id, person=person.id, number=number)
    if person.user_id is not None:
        told = Promise(
            Kind.CERTIFICATE,
            f"certified:{person.id}:{int(now.timestamp())}",
            person.user_id,
            now,
            payload={"person": person.id, "worker": worker.id},
        )
        await outbox.promise(tx, [told])
    return Certificate(number, person.name, village.title, tuple(entries), day, worker.name), person


async def issued(tx: Tx, *, person_id: PersonId, worker_id: PersonId) -> tuple[Person, Person, Village] | None:
    """The volunteer, the social worker and the village of a certificate, for its letter."""
    person, worker = await people.get(tx, person_id), await people.get(tx, worker_id)
    village = await villages.get(tx, person.village_id) if person else None
    return (person, worker, village) if person and worker and village else None


async def _entries(tx: Tx, person_id: PersonId, now: datetime) -> list[Entry]:
    """What a certificate may say. Raises Refused("certificate-no-hours")."""
    whole = [entry for entry in settled((await credited.entries(tx, [person_id]))[person_id], now) if entry.credited]
    if not whole:
        raise Refused("certificate-no-hours")
    return whole
