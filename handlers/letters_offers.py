"""Letters about a place that came free: the offer to who waits first, and the choice put to the organisers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from domain.calls import CallId, CallState
from domain.people import PersonId
from domain.promises import Kind
from domain.signups import Signup, SignupState
from handlers.buttons import button
from handlers.cards import brief, facts, isolated, offer_rows, who
from handlers.letters import Outgoing, Writer
from handlers.letters_calls import mentioned
from texts.dates import until
from texts.voice import Voice, voice_for
from usecases import cards, offers
from usecases.store import Tx


async def offer(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """A place is held for somebody until …: in private, to their keeper, or by name in the group."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.OPEN:
        return None
    signup = face.of(PersonId(payload["person"]))
    if signup is None or signup.state is not SignupState.OFFERED or signup.queue != payload["queue"]:
        return None
    if signup.offer_until is None or now >= signup.offer_until:
        return None
    call, person, to = face.call, face.people[signup.person_id], face.recipient(signup)
    ours = voice_for(face.village.language)
    in_group = Outgoing(
        ours.rich(
            "offer-in-group",
            name=mentioned(to or person),
            whom=who(ours, signup),
            kept="yes" if to is not None and to.id != person.id else "no",
            title=call.title or "",
            brief=brief(ours, call, now),
            until=until(ours, signup.offer_until, call.zone, now),
        ),
        answers(ours, signup),
        to=face.village.chat_id,
        thread_id=face.village.thread_id,
    )
    if to is None or not to.reachable:
        return in_group
    voice = voice_for(to.language or face.village.language)
    head = voice("offer", title=call.title or "", party=signup.party)
    if to.id != person.id:
        head = voice("offer-kept", who=isolated(person.name), title=call.title or "")
    lines = [
        head,
        *facts(voice, call, now),
        voice("offer-until", until=until(voice, signup.offer_until, call.zone, now)),
    ]
    return Outgoing(Text("\n".join(lines)), answers(voice, signup), fallback=in_group)


async def decide(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """In the night, or shortly before the start: an organiser says who gets the free place, by one tap."""
    found = await offers.choice(tx, call_id=CallId(payload["call"]), person_id=PersonId(payload["person"]))
    if found is None:
        return None
    choice, organiser = found
    call = choice.call
    if not organiser.reachable or call.meet_at is None or now >= call.meet_at:
        return None
    voice = voice_for(organiser.language or choice.village.language)
    text = voice.rich("offer-decide", title=call.title or "", brief=brief(voice, call, now), n=len(choice.waiting))
    rows = [
        [button(voice("offer-give-button", who=who(voice, one)), "give-place", call.id, one.id)]
        for one in choice.waiting[:6]
    ]
    return Outgoing(text, InlineKeyboardMarkup(inline_keyboard=rows))


def answers(voice: Voice, signup: Signup) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=offer_rows(voice, signup))


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.OFFER: offer, Kind.DECIDE: decide}
