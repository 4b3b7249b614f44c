"""The letter about a duty that is no more: which one now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from domain.calls import CallId, CallState
from domain.duties import without_duty
from domain.people import PersonId
from domain.promises import Kind
from handlers.card_duties import asked_one, for_one
from handlers.letters import Outgoing, Writer
from handlers.rows import isolated
from texts.voice import voice_for
from usecases import cards
from usecases.store import Tx


async def choose_duty(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """To somebody who is on the list of an open call and still holds none of its duties, or to the keeper of
    who has no phone; only in private."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.OPEN or face.call.meet_at is None or now >= face.call.meet_at:
        return None
    mine = next((s for s in without_duty(face.signups, face.plan) if s.person_id == PersonId(payload["person"])), None)
    to = face.recipient(mine) if mine is not None else None
    if mine is None or to is None or to.user_id is None or not to.reachable:
        return None
    voice, title = voice_for(to.language or face.village.language), face.call.title or ""
    if to.id == mine.person_id:
        return Outgoing(voice.rich("duty-letter", title=title), asked_one(voice, face, to.user_id, 1))
    return Outgoing(voice.rich("duty-letter-kept", title=title, who=isolated(mine.name)), for_one(voice, face, mine))


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.CHOOSE_DUTY: choose_duty}
