"""Meeting whoever wrote or tapped: which village the chat is, who they are in it, what language they speak."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import Person, UserId, Village
from storage import people, villages
from storage.tx import Tx


@dataclass(frozen=True, slots=True)
class Me:
    """Who is acting. `person` is who they are in the village of this chat; in a private chat there is no village
    of the chat, and `memberships` tells who they are in each of theirs. Roles are read anew for every update."""

    user_id: UserId
    name: str
    operator: bool
    language: str | None
    person: Person | None
    memberships: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    me: Me
    village: Village | None


async def meet(tx: Tx, *, chat_id: int, user_id: UserId, name: str, operators: frozenset[int]) -> Meeting:
    """Look everything up that a conversation needs to know about the one who acts. Changes nothing."""
    village = None if chat_id == user_id else await villages.of_chat(tx, chat_id)
    memberships = tuple(await people.memberships(tx, user_id))
    person = next((p for p in memberships if village and p.village_id == village.id), None)
    language = memberships[0].language if memberships else await people.language_of(tx, user_id)
    me = Me(user_id, name, user_id in operators, language, person, memberships)
    return Meeting(me, village)
