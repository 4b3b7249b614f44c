"""Words about a call with duties: which of them somebody names."""

from __future__ import annotations

from domain.signups import DutyId
from parsing.duty_words import read_duty
from parsing.replies import Reply
from usecases.cards import Face


def with_duty(text: str, told: Reply, face: Face) -> tuple[Reply, DutyId | None]:
    """What the words mean, and the duty they name, if it is certain which."""
    duties, call = face.plan.duties, face.call
    if not duties:
        return told, None
    names = [duty.name for duty in duties]
    about = [word for word in (call.title, call.place) if word and word not in names]
    reply, chosen = read_duty(text, told, names, about)
    return reply, None if chosen is None else duties[chosen].id
