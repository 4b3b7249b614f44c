"""The letter to somebody whose duty is no more: which one now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from domain.calls import CallId, CallState
from domain.duties import without_duty
from domain.people import PersonId
from domain.promises import Kind
from handlers.card_duties import asked_one
from handlers.letters import Outgoing, Writer
from texts.voice import voice_for
from usecases import cards
from usecases.store import Tx


async def choose_duty(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """To somebody who is on the list of an open call and still holds none of its duties; only in private."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.OPEN or face.call.meet_at is None or now >= face.call.meet_at:
        return None
    mine = next((s for s in without_duty(face.signups, face.plan) if s.person_id == PersonId(payload["person"])), None)
    person = face.people[mine.person_id] if mine is not None else None
    if person is None or person.user_id is None or not person.reachable:
        return None
    voice = voice_for(person.language or face.village.language)
    return Outgoing(voice.rich("duty-letter", title=face.call.title or ""), asked_one(voice, face, person.user_id, 1))


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.CHOOSE_DUTY: choose_duty}
