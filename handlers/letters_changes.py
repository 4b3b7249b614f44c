"""Letters about a call that was changed: what is new, whether one still comes, and that one waits again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from domain.calls import CallId, CallState, Field
from domain.people import PersonId
from domain.promises import Kind
from domain.signups import ON_LIST, SignupState
from handlers.buttons import button
from handlers.cards import LONGEST_QUEUE, isolated, names
from handlers.changed import changed
from handlers.letters import Outgoing, Writer
from handlers.letters_calls import mentioned
from texts.voice import voice_for
from usecases import cards
from usecases.store import Tx


async def change(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """To somebody on the list, or who keeps people on it: what is new. After another time they are asked whether they
    still come. In the group by name when no private message arrives."""
    face = await cards.face(tx, CallId(payload["call"]))
    if face is None or face.call.state is not CallState.OPEN:
        return None
    person = face.people.get(PersonId(payload["person"]))
    if person is None or not person.reachable:
        return None
    mine, kept, call = face.of(person.id), face.answers_for(person.id), face.call
    listed = mine is not None and mine.state in ON_LIST
    voice, ours = voice_for(person.language or face.village.language), voice_for(face.village.language)
    lines = changed(voice, call, payload, now)
    if not lines or not (listed or kept):
        return None
    moved = Field.MEET.value in str(payload["fields"]).split(",")
    text = [voice("changed-letter", title=call.title or ""), *lines]
    if kept:
        text.append(voice("reminder-kept", names=names(voice, kept, LONGEST_QUEUE)))
        text += [voice("changed-ask-kept")] if moved else []
    rows = [
        [button(voice("changed-still-button"), "still", call.id)],
        [button(voice("card-leave-button"), "leave", call.id)],
    ]
    ask = moved and listed and call.meet_at is not None and now < call.meet_at
    head = ours.rich("changed-in-group", name=mentioned(person), title=call.title or "")
    in_group = Outgoing(
        Text(head, "\n", "\n".join(changed(ours, call, payload, now))),
        to=face.village.chat_id,
        thread_id=face.village.thread_id,
    )
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows) if ask else None
    return Outgoing(Text("\n".join(text)), keyboard, fallback=in_group)


async def put_back(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """Fewer are needed: somebody waits again, and hears how many wait before them. To their keeper if they have no
    phone; in the group by name when no private message arrives."""
    face = await cards.face(tx, CallId(payload["call"]))
    signup = face.of(PersonId(payload["person"])) if face is not None else None
    if face is None or signup is None or face.call.state is not CallState.OPEN:
        return None
    if signup.state is not SignupState.WAITLISTED or signup.queue != payload["queue"]:
        return None
    person, to, call = face.people[signup.person_id], face.recipient(signup), face.call
    ours = voice_for(face.village.language)
    in_group = Outgoing(
        ours.rich("put-back-in-group", name=mentioned(person), title=call.title or ""),
        to=face.village.chat_id,
        thread_id=face.village.thread_id,
    )
    if to is None or not to.reachable:
        return in_group
    voice = voice_for(to.language or face.village.language)
    said: dict[str, Any] = {"title": call.title or "", "ahead": face.ahead_of(signup)}
    if to.id != person.id:
        return Outgoing(voice.rich("put-back-kept", who=isolated(person.name), **said), fallback=in_group)
    rows = [[button(voice("card-leave-button"), "leave", call.id)]]
    return Outgoing(voice.rich("put-back", **said), InlineKeyboardMarkup(inline_keyboard=rows), fallback=in_group)


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.CHANGED: change, Kind.PUT_BACK: put_back}
