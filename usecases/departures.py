"""Somebody with a place left the village's group: who answers for the call hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.calls import Call, CallId
from domain.people import Person, PersonId, Role
from domain.promises import Kind, Promise
from domain.signups import Signup, SignupState
from storage import outbox, people
from storage.tx import Tx
from usecases import cards, standing
from usecases.cards import Face


@dataclass(frozen=True, slots=True)
class Departure:
    """The call as it stands now, who is gone and with how many places, and who reads of it."""

    face: Face
    gone: Person
    party: int
    reader: Person


async def tell_organisers(tx: Tx, call: Call, signup: Signup, now: datetime) -> None:
    """Promise one private line to whoever posted the call; if they are no organiser any more, or are the one who left,
    to every official. Nothing for somebody who only waited, nor once the work has begun."""
    if signup.state is not SignupState.CONFIRMED or call.meet_at is None:
        return
    poster = await people.get(tx, call.created_by)
    here = poster and poster.user_id and await standing.member(tx, call.village_id, poster.user_id)
    told = [here] if here and here.organises and here.id != signup.person_id else []
    told = told or await people.with_role(tx, call.village_id, Role.OFFICIAL)
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.LEFT,
                f"left:{call.id}:{signup.person_id}:{now:%Y%m%dT%H%M%S}:{one.id}",
                one.user_id,
                now,
                call.meet_at,
                {"call": call.id, "person": signup.person_id, "organiser": one.id},
            )
            for one in told
            if one.user_id is not None and one.id != signup.person_id
        ],
    )


async def told_of(tx: Tx, *, call_id: CallId, person_id: PersonId, to: PersonId) -> Departure | None:
    """What the line says at the moment it is sent; None when the reader organises no more, or the person is on the
    list again."""
    face, reader = await cards.face(tx, call_id), await people.get(tx, to)
    signup = face.of(person_id) if face else None
    if face is None or signup is None or signup.state is not SignupState.WITHDRAWN:
        return None
    if reader is None or not reader.organises:
        return None
    return Departure(face, face.people[person_id], signup.party, reader)
