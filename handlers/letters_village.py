"""Letters about who is in a village: a role taken by a link, told to the group; somebody gone, told to organisers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from domain.calls import CallState
from domain.people import Role
from domain.promises import Kind
from handlers.cards import isolated
from handlers.letters import Outgoing, Writer
from texts.voice import voice_for
from usecases import departures, roles
from usecases.store import Tx


async def appointed(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """One quiet line in the group, as an appointment by reply has; none for somebody who has another role by now."""
    known = await roles.bearer(tx, person_id=payload["person"])
    if known is None or known[1].role is not Role(payload["role"]):
        return None
    village, person = known
    line = voice_for(village.language).rich(f"role-given-{payload['role']}", name=person.name)
    return Outgoing(line, thread_id=village.thread_id)


async def left(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """Somebody with a place is out of the group; how many places are free now that who waited has moved up."""
    told = await departures.told_of(tx, call_id=payload["call"], person_id=payload["person"], to=payload["organiser"])
    if told is None or told.face.call.state is not CallState.OPEN:
        return None
    face, tally = told.face, told.face.tally
    voice = voice_for(told.reader.language or face.village.language)
    return Outgoing(
        voice.rich(
            "left-group",
            name=isolated(told.gone.name),
            title=face.call.title or "",
            number=str(face.call.number),
            party=told.party,
            confirmed=tally.confirmed,
            needed=tally.needed,
            free=max(0, tally.needed - tally.confirmed),
        )
    )


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.APPOINTED: appointed, Kind.LEFT: left}
