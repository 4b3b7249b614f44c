"""The evening overview: what an organiser should know about the calls that meet within a day, and those
that are over and nobody ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from domain.calls import Call, CallState
from domain.ending import FORGOTTEN, over_at
from domain.people import Person, PersonId, UserId, Village, VillageId
from domain.promises import Kind, Promise
from domain.signups import Tally, tally
from storage import calls, outbox, people, signups, villages
from storage.tx import Tx

AHEAD: Final = timedelta(hours=24)
WORTH: Final = timedelta(hours=3)
"""An overview that is this late is no evening's overview any more."""


@dataclass(frozen=True, slots=True)
class CallAhead:
    """One call that meets soon, and how it stands. `unreached`: people whose reminder did not arrive."""

    call: Call
    tally: Tally
    unreached: int


@dataclass(frozen=True, slots=True)
class Overview:
    organiser: Person
    village: Village
    ahead: tuple[CallAhead, ...]
    over: tuple[Call, ...] = ()


async def promise_overviews(tx: Tx, *, village: Village, day: date, now: datetime) -> int:
    """In the evening: one private message to each organiser who can be reached, if a call meets within a day
    or is over and not ended. Once a day. Returns how many were promised."""
    if not await _ahead(tx, village.id, now) and not await _over(tx, village.id, now):
        return 0
    promises = [
        Promise(
            Kind.EVENING,
            f"evening:{village.id}:{person.id}:{day:%Y%m%d}",
            person.user_id,
            now,
            now + WORTH,
            {"village": village.id, "person": person.id},
        )
        for person in await people.with_role(tx, village.id)
        if person.reachable
    ]
    await outbox.promise(tx, promises)
    return len(promises)


async def overview(tx: Tx, *, village_id: VillageId, person_id: PersonId, now: datetime) -> Overview | None:
    """What there is to tell an organiser now; None when nothing meets soon or waits for its end, or
    they organise no longer."""
    organiser, village = await people.get(tx, person_id), await villages.get(tx, village_id)
    if organiser is None or village is None or not organiser.organises or organiser.village_id != village_id:
        return None
    found, over = await _ahead(tx, village_id, now), await _over(tx, village_id, now)
    if not found and not over:
        return None
    lines = []
    for call in found:
        counts = tally(await signups.of_call(tx, call.id), call.needed or 0)
        fates = await outbox.fates(tx, f"remind:{call.id}:")
        lines.append(
            CallAhead(call, counts, sum(n for fate, n in fates.items() if fate not in ("sent", "waiting", "untrue")))
        )
    return Overview(organiser, village, tuple(lines), tuple(over))


async def language_of(tx: Tx, user_id: UserId) -> str | None:
    """The language somebody chose, wherever they are."""
    return await people.language_of(tx, user_id)


async def _ahead(tx: Tx, village_id: VillageId, now: datetime) -> list[Call]:
    found = await calls.of_village(tx, village_id, CallState.OPEN)
    return sorted(
        (call for call in found if call.meet_at is not None and now < call.meet_at <= now + AHEAD),
        key=lambda call: (call.meet_at, call.id),
    )


async def _over(tx: Tx, village_id: VillageId, now: datetime) -> list[Call]:
    found = await calls.of_village(tx, village_id, CallState.OPEN)
    return sorted(
        (call for call in found if call.meet_at and over_at(call) <= now < call.meet_at + FORGOTTEN),
        key=lambda call: (call.meet_at, call.id),
    )


async def all_villages(tx: Tx) -> list[Village]:
    """Every village there is; for the jobs that go round in the evening."""
    return await villages.all_villages(tx)
