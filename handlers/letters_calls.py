"""Letters about a call to the whole group: its card, the line that names whom no private message reaches, the news
that it is off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from aiogram.types import InlineKeyboardMarkup, User
from aiogram.utils.formatting import Text, TextMention

from domain.attendance import EARLY
from domain.calls import CallId, CallState
from domain.people import Person
from domain.promises import Kind
from domain.reminders import Slot
from domain.signups import Signup
from handlers.buttons import button
from handlers.cards import brief, card_keyboard, isolated
from handlers.cards import card as card_text
from handlers.changed import changed
from handlers.letters import Outgoing, Writer
from texts.dates import minutes_to
from texts.voice import Voice, voice_for
from usecases import cards
from usecases.cards import Face
from usecases.store import Tx

LATE: Final = timedelta(minutes=10)
"""A reminder that goes out this long after its time says that it is late."""
MOST_MENTIONED: Final = 40
"""The platform rings at most some fifty people a message; the rest of a longer line is counted."""


async def card(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The card as it is now: an edit where it stands, a new message where it does not."""
    face = await cards.face(tx, CallId(payload["call"]))
    place = await cards.card(tx, payload["card"])
    if face is None or place is None or face.call.published_at is None:
        return None
    voice = voice_for(face.village.language)
    withdrawn = face.call.state is CallState.DISCARDED
    if withdrawn and place.message_id is None:
        return None
    return Outgoing(
        withdrawn_line(voice, face) if withdrawn else card_text(voice, face),
        card_keyboard(voice, face, now),
        to=place.chat_id,
        thread_id=place.thread_id,
        edit=place.message_id,
        card=place.id,
    )


async def mention(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """One line in the group for everybody with a place whom no private message reaches and who is not there yet; none,
    when there is none."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.OPEN or face.call.version != payload["version"]:
        return None
    meet_at = face.call.meet_at
    there = face.present_ids
    wanted = [signup for signup in face.unreached if signup.id not in there]
    if meet_at is None or now >= meet_at or not wanted:
        return None
    voice = voice_for(face.village.language)
    minutes = minutes_to(meet_at, now)
    names = named(voice, face, wanted)
    soon = payload["slot"] == Slot.SOON.value
    text = voice.rich(
        "mention-soon" if soon else "mention-evening",
        names=names,
        title=face.call.title or "",
        brief=brief(voice, face.call, now),
        minutes=minutes,
    )
    if now.timestamp() - payload["due"] > LATE.total_seconds():
        text = Text(text, "\n", voice("reminder-late"))
    rows = [[button(voice("card-here-button"), "here", face.call.id)]] if now >= meet_at - EARLY else []
    rows.append([button(voice("card-leave-button"), "leave", face.call.id)])
    return Outgoing(text, InlineKeyboardMarkup(inline_keyboard=rows), thread_id=face.village.thread_id)


async def state_line(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """One line in the group for a change of state. A cancelled call names those on the list whom nobody else tells."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is not None and payload["line"] == "changed":
        return changed_line(face, payload, now)
    if face is None or payload["line"] != "cancelled" or face.call.state is not CallState.CANCELLED:
        return None
    voice = voice_for(face.village.language)
    call = face.call
    said: dict[str, Any] = {"number": str(call.number), "title": call.title or "", "brief": brief(voice, call, now)}
    line = voice.rich("cancelled-line-why", reason=call.reason, **said) if call.reason else None
    line = line or voice.rich("cancelled-line", **said)
    untold = face.untold
    return Outgoing(Text(line, "\n", named(voice, face, untold)) if untold else line, thread_id=face.village.thread_id)


def changed_line(face: Face, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """Another time or place, in one line, which rings those on the list whom no private message reaches; none when it
    is as it was again."""
    voice, call = voice_for(face.village.language), face.call
    changes = changed(voice, call, payload, now)
    if call.state is not CallState.OPEN or not changes:
        return None
    head = voice("changed-line", number=str(call.number), title=call.title or "")
    line = Text("\n".join([head, *changes]))
    untold = face.untold
    return Outgoing(Text(line, "\n", named(voice, face, untold)) if untold else line, thread_id=face.village.thread_id)


def withdrawn_line(voice: Voice, face: Face) -> Text:
    """What is left of the card of a call that was taken back."""
    return voice.rich("card-withdrawn", number=str(face.call.number), title=face.call.title or "")


def mentioned(person: Person) -> Text:
    """A name that rings its owner's phone; somebody without an account is just named."""
    name = isolated(person.name)
    if person.user_id is None:
        return Text(name)
    return TextMention(name, user=User(id=person.user_id, is_bot=False, first_name=person.name))


def named(voice: Voice, face: Face, signups: Sequence[Signup]) -> Text:
    """Names in a row, each ringing its owner."""
    nodes: list[Any] = []
    for signup in signups[:MOST_MENTIONED]:
        nodes += [voice("card-comma")] if nodes else []
        nodes.append(mentioned(face.people[signup.person_id]))
    row = Text(*nodes)
    if len(signups) <= MOST_MENTIONED:
        return row
    return voice.rich("card-and-more", names=row, all=sum(s.party for s in signups))


WRITERS: Final[Mapping[Kind, Writer]] = {
    Kind.CARD: card,
    Kind.MENTION: mention,
    Kind.STATE_LINE: state_line,
}
