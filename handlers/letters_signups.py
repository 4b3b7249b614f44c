"""Letters to one person on a list: the reminder, the place that came free, the news that it is off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from domain.attendance import EARLY
from domain.calls import CallId, CallState
from domain.people import Person, PersonId
from domain.promises import Kind
from domain.reminders import Slot
from domain.signups import Signup, SignupState
from handlers.buttons import button
from handlers.cards import LONGEST_QUEUE, brief, facts, isolated, names
from handlers.letters import Outgoing, Writer
from handlers.letters_calls import LATE, mentioned
from texts.dates import minutes_to
from texts.voice import Voice, voice_for
from usecases import cards
from usecases.cards import Face
from usecases.store import Tx


async def reminder(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """To somebody who still has a place in a call that still stands at this time, and is not there yet, or who keeps
    people without a phone who have; only in private."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.OPEN or face.call.version != payload["version"]:
        return None
    person, meet_at = face.people.get(PersonId(payload["person"])), face.call.meet_at
    if person is None or not person.reachable or meet_at is None or now >= meet_at:
        return None
    expected = [s for s in face.confirmed if s.id not in face.present_ids]
    signup = next((s for s in expected if s.person_id == person.id), None)
    kept = [s for s in face.kept_by(person.id) if s.id not in face.present_ids]
    if signup is None and not kept:
        return None
    voice = _voice(face, person)
    minutes = minutes_to(meet_at, now)
    slot = Slot(payload["slot"])
    noted = slot is Slot.EVENING and payload.get("at_once")  # said a moment ago: nobody has forgotten it yet
    key = "reminder-noted" if noted else f"reminder-{slot.value}"
    head = voice(key, title=face.call.title or "", minutes=minutes, party=signup.party if signup else 1)
    lines = [head, *facts(voice, face.call, now)]
    if signup is not None and (duty := face.plan.duty(signup.duty_id)) is not None:
        lines.append(voice("duty-mine", name=isolated(duty.name)))
    if kept:
        lines.append(voice("reminder-kept", names=names(voice, [replace(s, keeper=None) for s in kept], LONGEST_QUEUE)))
    if now.timestamp() - payload["due"] > LATE.total_seconds():
        lines.append(voice("reminder-late"))
    return Outgoing(Text("\n".join(lines)), _keyboard(voice, face, now) if signup else None)


async def moved_up(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """A place came free. In private, or by name in the group when no private message arrives."""
    found = await _person_on(tx, payload)
    if found is None:
        return None
    face, person, signup = found
    stale = signup.queue != payload["queue"] or signup.state is not SignupState.CONFIRMED
    if stale or face.call.meet_at is None or now >= face.call.meet_at or signup.id in face.present_ids:
        return None
    to = face.recipient(signup)
    voice = _voice(face, to or person)
    head = voice("moved-up", title=face.call.title or "", party=signup.party)
    if to is not None and to.id != person.id:
        head = voice("moved-up-kept", who=isolated(person.name), title=face.call.title or "")
    text = Text("\n".join([head, *facts(voice, face.call, now)]))
    village_voice = voice_for(face.village.language)
    in_group = Outgoing(
        village_voice.rich(
            "moved-up-in-group",
            name=mentioned(person),
            title=face.call.title or "",
            brief=brief(village_voice, face.call, now),
        ),
        to=face.village.chat_id,
        thread_id=face.village.thread_id,
    )
    if to is None or not to.reachable:
        return in_group
    return Outgoing(text, _keyboard(voice, face, now) if to.id == person.id else None, fallback=in_group)


async def cancelled(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The activity is off. Whoever has no private chat is named in the group's line instead."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.CANCELLED:
        return None
    person = face.people.get(PersonId(payload["person"]))
    if person is None or not person.reachable:
        return None
    voice = _voice(face, person)
    call = face.call
    said: dict[str, Any] = {"title": call.title or "", "brief": brief(voice, call, now)}
    text = voice.rich("cancelled-letter-why", reason=call.reason, **said) if call.reason else None
    text = text or voice.rich("cancelled-letter", **said)
    if kept := face.answers_for(person.id):
        text = Text(text, "\n", voice("reminder-kept", names=names(voice, kept, LONGEST_QUEUE)))
    return Outgoing(text)


async def _person_on(tx: Tx, payload: Mapping[str, Any]) -> tuple[Face, Person, Signup] | None:
    """The facts of a call that is open, and one person on it."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.OPEN:
        return None
    signup = face.of(PersonId(payload["person"]))
    return (face, face.people[signup.person_id], signup) if signup else None


def _voice(face: Face, person: Person) -> Voice:
    return voice_for(person.language or face.village.language)


def _keyboard(voice: Voice, face: Face, now: datetime) -> InlineKeyboardMarkup:
    rows = []
    if face.call.meet_at is not None and now >= face.call.meet_at - EARLY:
        rows.append([button(voice("card-here-button"), "here", face.call.id)])
    rows.append([button(voice("card-leave-button"), "leave", face.call.id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


WRITERS: Final[Mapping[Kind, Writer]] = {
    Kind.REMINDER: reminder,
    Kind.MOVED_UP: moved_up,
    Kind.CANCELLED: cancelled,
}
