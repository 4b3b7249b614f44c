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
    """`language` is the one to answer in: the person's own, else the village's of this chat, else that of the first
    village they belong to; None: nobody knows."""

    me: Me
    village: Village | None
    language: str | None


async def meet(tx: Tx, *, chat_id: int, user_id: UserId, name: str, operators: frozenset[int]) -> Meeting:
    """Look everything up that a conversation needs to know about the one who acts. Changes nothing."""
    village = None if chat_id == user_id else await villages.of_chat(tx, chat_id)
    memberships = tuple(await people.memberships(tx, user_id))
    person = next((p for p in memberships if village and p.village_id == village.id), None)
    language = memberships[0].language if memberships else await people.language_of(tx, user_id)
    me = Me(user_id, name, user_id in operators, language, person, memberships)
    spoken = language or (village.language if village else None) or await _at_home(tx, memberships)
    return Meeting(me, village, spoken)


async def spoken_by(tx: Tx, user_id: UserId) -> str | None:
    """The language of a private letter: the person's own, else that of the first village they belong to."""
    return await people.language_of(tx, user_id) or await _at_home(tx, tuple(await people.memberships(tx, user_id)))


async def _at_home(tx: Tx, memberships: tuple[Person, ...]) -> str | None:
    home = await villages.get(tx, memberships[0].village_id) if memberships else None
    return home.language if home else None
