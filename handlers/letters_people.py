"""Letters about who is who: a neighbour signed you up; somebody says to be the one you entered; what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from domain.calls import CallId, CallState
from domain.people import Person, PersonId
from domain.promises import Kind
from domain.signups import ON_LIST, SignupState
from handlers.buttons import button
from handlers.cards import facts
from handlers.letters import Outgoing, Writer
from handlers.letters_calls import mentioned
from handlers.rows import isolated
from texts.voice import voice_for
from usecases import cards, claims
from usecases.cards import Face
from usecases.store import Tx


async def signed_for(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """李婶替您报了名: to whoever has a phone of their own and is still on the list; by name in the group when no
    private message reaches them, or they would not know of it."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.OPEN or face.call.meet_at is None or now >= face.call.meet_at:
        return None
    signup, keeper = face.of(PersonId(payload["person"])), face.people.get(PersonId(payload["by"]))
    if signup is None or keeper is None or signup.state not in ON_LIST:
        return None
    person = face.people[signup.person_id]
    if person.user_id is None or signup.entered_by != keeper.id:
        return None
    waits = signup.state is SignupState.WAITLISTED
    in_group = _signed_for_in_group(face, person, keeper, waits=waits)
    if not person.reachable:
        return in_group
    voice = voice_for(person.language or face.village.language)
    key = "signed-for-waiting" if waits else "signed-for"
    head = voice(key, keeper=isolated(keeper.name), title=face.call.title or "")
    leave = button(voice("card-leave-button"), "leave", face.call.id)
    lines = "\n".join([head, *facts(voice, face.call, now)])
    return Outgoing(Text(lines), InlineKeyboardMarkup(inline_keyboard=[[leave]]), fallback=in_group)


def _signed_for_in_group(face: Face, person: Person, keeper: Person, *, waits: bool) -> Outgoing:
    voice = voice_for(face.village.language)
    key = "signed-for-waiting-in-group" if waits else "signed-for-in-group"
    text = voice.rich(key, name=mentioned(person), keeper=isolated(keeper.name), title=face.call.title or "")
    return Outgoing(text, to=face.village.chat_id, thread_id=face.village.thread_id)


async def claim(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """“王大妈说她就是您代报的王秀兰，对吗？”, to the keeper or to an organiser, while nobody has answered."""
    found = await claims.pending(
        tx,
        entry_id=PersonId(payload["entry"]),
        person_id=PersonId(payload["person"]),
        asked_id=PersonId(payload["asked"]),
    )
    if found is None or not found.reader.reachable:
        return None
    voice = voice_for(found.reader.language or found.village.language)
    ids = (found.entry.id, found.person.id)
    rows = [
        [button(voice("claim-yes-button"), "claim-yes", *ids)],
        [button(voice("claim-no-button"), "claim-no", *ids)],
    ]
    text = voice.rich("claim-check", name=isolated(found.person.name), who=isolated(found.entry.name))
    return Outgoing(text, InlineKeyboardMarkup(inline_keyboard=rows))


async def claim_said(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """What the keeper or an organiser said, told to whoever claimed it."""
    found = await claims.told(tx, entry_id=PersonId(payload["entry"]), person_id=PersonId(payload["person"]))
    if found is None or not found.reader.reachable:
        return None
    voice = voice_for(found.reader.language or found.village.language)
    key = "claim-yours" if payload["right"] else "claim-not-yours"
    return Outgoing(voice.rich(key, who=isolated(found.entry.name)))


WRITERS: Final[Mapping[Kind, Writer]] = {
    Kind.SIGNED_FOR: signed_for,
    Kind.CLAIM: claim,
    Kind.CLAIM_SAID: claim_said,
}
