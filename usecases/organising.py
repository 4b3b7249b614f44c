"""Who organises a call: its organisers now, who posted it, who changed it last, and who was quicker than oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.calls import Call, CallState
from domain.people import Person, UserId, Village
from domain.refusals import Refused
from storage import ledger, people, villages
from storage.tx import Tx
from usecases import standing

CHANGING: Final = ("edit", "needed", "cancel", "withdraw")
"""The deeds in the ledger that change a call after it was published."""


@dataclass(frozen=True, slots=True)
class Authors:
    """Who posted a call, and who changed it last and when; None where nobody did, or they are unknown by now."""

    posted: Person | None = None
    changed: Person | None = None
    changed_at: datetime | None = None


async def organised(tx: Tx, call: Call, by: UserId) -> tuple[Village, Person]:
    """The call's village and the organiser there; a stranger does not even learn that the call exists.
    Raises Refused("not-found" | "not-organiser")."""
    person = await standing.organiser(tx, call.village_id, by)
    village = await villages.get(tx, call.village_id)
    assert village is not None
    return village, person


async def check_open(tx: Tx, call: Call) -> None:
    """Only an open call is changed; of two organisers who end it, the second learns who did.
    Raises Refused("cancelled-by" | "withdrawn-by", who=…) and Refused("call-<state>")."""
    if call.state is CallState.OPEN:
        return
    ended = await people.get(tx, call.ended_by) if call.ended_by is not None else None
    who = ended.name if ended else ""
    if call.state is CallState.CANCELLED:
        raise Refused("cancelled-by", who=who)
    if call.state is CallState.DISCARDED and call.published_at is not None:
        raise Refused("withdrawn-by", who=who)
    raise Refused(f"call-{call.state.value}")


async def who_did(tx: Tx, call: Call, *deeds: str) -> str:
    """The name of whoever did one of these deeds on a call last; empty when nobody knows."""
    last = await ledger.last_of(tx, *deeds, village_id=call.village_id, call=call.id)
    person = await _named(tx, call, last[0] if last else None)
    return person.name if person else ""


async def authors(tx: Tx, call: Call) -> Authors:
    """Who posted a call and who changed it last."""
    posted = await ledger.last_of(tx, "publish", village_id=call.village_id, call=call.id)
    changed = await ledger.last_of(tx, *CHANGING, village_id=call.village_id, call=call.id)
    poster = await _named(tx, call, posted[0]) if posted else await people.get(tx, call.created_by)
    if changed is None:
        return Authors(poster)
    return Authors(poster, await _named(tx, call, changed[0]), changed[1])


async def organisers_of(tx: Tx, call: Call) -> list[Person]:
    """The organisers of one call: who posted it and whoever changed it since, the first to act before the others; only
    those who organise still."""
    actors = await ledger.actors_of(tx, "publish", *CHANGING, village_id=call.village_id, call=call.id)
    found = [await people.get(tx, call.created_by), *[await _named(tx, call, actor) for actor in actors]]
    return list({person.id: person for person in found if person is not None and person.organises}.values())


async def _named(tx: Tx, call: Call, actor: int | None) -> Person | None:
    return await people.of_user(tx, call.village_id, UserId(actor)) if actor else None
