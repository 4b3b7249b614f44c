"""Coming and going: somebody opens or closes the private chat, chooses a language, leaves the group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.people import Person, Role, UserId, Village
from domain.reminders import Timing
from storage import ledger, people, villages
from storage.tx import Tx
from usecases import signups


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody is in their private chat with the bot. `first` is true once in a life: the privacy line is due."""

    first: bool
    homes: tuple[tuple[Person, Village], ...]

    @property
    def roles(self) -> frozenset[Role]:
        """Every role they have, wherever."""
        return frozenset(p.role for p, _ in self.homes if p.role)


async def arrive(tx: Tx, *, user_id: UserId, name: str) -> Arrival:
    """They opened the private chat: from now on the bot may write to them first."""
    first = not await people.has_opened(tx, user_id)
    await people.meet(tx, user_id, name)
    await people.open_private(tx, user_id)
    return Arrival(first, await homes(tx, user_id=user_id))


async def homes(tx: Tx, *, user_id: UserId) -> tuple[tuple[Person, Village], ...]:
    """Who somebody is in each of their villages, and the villages."""
    known = {village.id: village for village in await villages.of_user(tx, user_id)}
    return tuple((person, known[person.village_id]) for person in await people.memberships(tx, user_id))


async def unblock(tx: Tx, *, user_id: UserId, name: str) -> None:
    """The platform says the bot may write to them again. The privacy line still waits for their first /start."""
    if await people.has_opened(tx, user_id):
        await people.meet(tx, user_id, name)
        await people.let_in(tx, user_id)


async def block(tx: Tx, *, user_id: UserId) -> None:
    """They blocked the bot: private letters go to the group by mention until they write again."""
    await people.set_unreachable(tx, user_id, "blocked")


async def speak(tx: Tx, *, user_id: UserId, name: str, language: str) -> None:
    """Choose one's own language, everywhere."""
    await people.meet(tx, user_id, name)
    await people.set_language(tx, user_id, language)


async def leave(tx: Tx, *, now: datetime, chat_id: int, user_id: UserId, timing: Timing) -> Person | None:
    """Somebody left the group or was removed: their places go to those who wait, an official's role ends, and coming
    back restores nothing silently.

    A social worker keeps the role: officials administer the group, and removing her from it must not be a way to
    dismiss her (only a social worker or the operator may). Returns who left, None for somebody unknown.
    """
    village = await villages.of_chat(tx, chat_id)
    here = [p for p in await people.memberships(tx, user_id) if village and p.village_id == village.id]
    if village is None or not here:
        return None
    (person,) = here
    await signups.leave_all(tx, now=now, person_id=person.id, timing=timing)
    await ledger.note(tx, "left-group", now=now, actor=user_id, village_id=village.id)
    if person.role is Role.WORKER:
        return person
    if person.role is Role.OFFICIAL:
        await people.set_role(tx, person.id, None, by=user_id, now=now)
        await people.void_invitations(tx, village.id, user_id)
    await people.set_left(tx, person.id, now)
    return person
