"""What a card, a list of calls and a roster show: the facts of a call and everybody on it, as of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.attendance import Attended, Turnout, turnout
from domain.calls import Call, CallId, CallState
from domain.duties import Plan
from domain.people import Person, PersonId, UserId, Village, check_organiser, recipient
from domain.refusals import Refused
from domain.signups import ON_LIST, Signup, SignupId, SignupState, Tally, tally, waiting_in_order
from storage import calls, people, plans, signups, villages
from storage.calls import Card
from storage.tx import Tx
from usecases import advice, organising, standing
from usecases.advice import Consulted
from usecases.organising import Authors


@dataclass(frozen=True, slots=True)
class Face:
    """A call with its village, everybody who ever touched it, and who they are."""

    call: Call
    village: Village
    lines: tuple[Attended, ...]
    people: Mapping[PersonId, Person]
    plan: Plan

    @property
    def signups(self) -> tuple[Signup, ...]:
        return tuple(line.signup for line in self.lines)

    @property
    def confirmed(self) -> list[Signup]:
        return [s for s in self.signups if s.state is SignupState.CONFIRMED]

    @property
    def waiting(self) -> list[Signup]:
        return waiting_in_order(self.signups)

    @property
    def offered(self) -> list[Signup]:
        """Those for whom a place is held until they answer."""
        return [s for s in self.signups if s.state is SignupState.OFFERED]

    @property
    def tally(self) -> Tally:
        return tally(self.signups, self.call.needed or 0)

    @property
    def present(self) -> int:
        """People (not entries) who are there already."""
        return sum(line.signup.party for line in self.lines if line.present)

    @property
    def present_ids(self) -> set[SignupId]:
        """The sign-ups of those who are there."""
        return {line.signup.id for line in self.lines if line.present}

    def recipient(self, signup: Signup) -> Person | None:
        """Who is told what concerns somebody on the list (`domain.people.recipient`)."""
        person = self.people[signup.person_id]
        return recipient(person, self.people.get(person.keeper_id or signup.entered_by))

    def kept_by(self, person_id: PersonId) -> list[Signup]:
        """Those with a place and without a phone for whom somebody is told."""
        return [
            s
            for s in self.confirmed
            if s.person_id != person_id and (to := self.recipient(s)) is not None and to.id == person_id
        ]

    def entered_by(self, person_id: PersonId) -> list[Signup]:
        """Those on the list without a phone whom somebody entered or answers for."""
        return [
            s
            for s in self.signups
            if s.state in ON_LIST
            and (one := self.people[s.person_id]).user_id is None
            and person_id in (s.entered_by, one.keeper_id)
        ]

    @property
    def unreached(self) -> list[Signup]:
        """Those with a place whom no private message reaches, neither themselves nor through a keeper."""
        return [s for s in self.confirmed if (to := self.recipient(s)) is None or not to.reachable]

    def answers_for(self, person_id: PersonId) -> list[Signup]:
        """Everybody on the list without a phone for whom somebody is told."""
        return [s for s in self.listed if s.person_id != person_id and self._told(s, person_id)]

    @property
    def listed(self) -> list[Signup]:
        """Everybody who has a place, is offered one, or waits."""
        return [s for s in self.signups if s.state in ON_LIST]

    @property
    def untold(self) -> list[Signup]:
        """Those on the list whom no private message reaches, neither themselves nor through a keeper."""
        return [s for s in self.listed if (to := self.recipient(s)) is None or not to.reachable]

    def _told(self, signup: Signup, person_id: PersonId) -> bool:
        return (to := self.recipient(signup)) is not None and to.id == person_id

    @property
    def turnout(self) -> Turnout | None:
        """The figures of a finished call."""
        return turnout(self.lines, self.call.done_at) if self.call.done_at else None

    def of(self, person_id: PersonId) -> Signup | None:
        return next((s for s in self.signups if s.person_id == person_id), None)

    def of_user(self, user_id: UserId) -> Signup | None:
        """The sign-up of a platform user, also a withdrawn one."""
        return next((s for s in self.signups if self.people[s.person_id].user_id == user_id), None)

    def ahead_of(self, signup: Signup) -> int:
        """People who wait before somebody who waits."""
        return sum(s.party for s in self.waiting if s.queue < signup.queue)


@dataclass(frozen=True, slots=True)
class Seen:
    """A call as one person sees it: its face, who they are there, and their own sign-up if any. `advice`: for
    an organiser, what the volunteers said when they were asked before."""

    face: Face
    person: Person
    mine: Signup | None
    advice: tuple[Consulted, ...] = ()
    authors: Authors | None = None
    """Who posted it and who changed it last; only where organisers look."""

    @property
    def listed(self) -> bool:
        """Whether they are on the list."""
        return self.mine is not None and self.mine.state in ON_LIST


async def face(tx: Tx, call_id: CallId) -> Face | None:
    """The facts of a call; None when there is no such call."""
    call = await calls.get(tx, call_id)
    if call is None:
        return None
    village = await villages.get(tx, call.village_id)
    assert village is not None
    lines = tuple(await signups.attendance(tx, call_id))
    wanted = {line.signup.person_id for line in lines} | {line.signup.entered_by for line in lines}
    known = await people.many(tx, list(wanted))
    keepers = {p.keeper_id for p in known.values() if p.keeper_id is not None} - known.keys()
    if keepers:
        known |= await people.many(tx, list(keepers))
    return Face(call, village, lines, known, await plans.of_call(tx, call))


async def card(tx: Tx, card_id: int) -> Card | None:
    """Where a card stands."""
    return await calls.get_card(tx, card_id)


async def call_at(tx: Tx, chat_id: int, message_id: int) -> CallId | None:
    """The call whose card a message is, if it is one."""
    found = await calls.card_at(tx, chat_id, message_id)
    return found.call_id if found else None


async def seen(tx: Tx, *, call_id: CallId, user_id: UserId) -> Seen:
    """A published call as one of its village sees it. Raises Refused("not-found") for everybody else."""
    found = await face(tx, call_id)
    me = await standing.member(tx, found.village.id, user_id) if found else None
    if found is None or me is None or found.call.state in (CallState.DRAFT, CallState.DISCARDED):
        raise Refused("not-found")
    return Seen(found, me, found.of(me.id), await advice.of_call(tx, call_id) if me.organises else ())


async def seen_at(tx: Tx, *, call_id: CallId, user_id: UserId, chat_id: int) -> Face:
    """A published call for somebody of its village, or for whoever sees its card in a group.
    Raises Refused("not-found")."""
    found = await face(tx, call_id)
    if found is None or found.call.state in (CallState.DRAFT, CallState.DISCARDED):
        raise Refused("not-found")
    if await standing.member(tx, found.village.id, user_id) is None:
        shown_in = {card.chat_id for card in await calls.cards(tx, call_id)}
        if chat_id not in shown_in:
            raise Refused("not-found")
    return found


async def open_to(tx: Tx, *, user_id: UserId, now: datetime) -> list[Seen]:
    """The open calls somebody can see, soonest first; one that should be over long ago comes last."""
    found = [await seen(tx, call_id=call.id, user_id=user_id) for call in await calls.open_of_user(tx, user_id)]
    return sorted(found, key=lambda s: (s.face.call.meet_at or now) < now)


async def open_in(tx: Tx, *, chat_id: int, now: datetime) -> list[CallId]:
    """The calls that a group's cards still take sign-ups for."""
    village = await villages.of_chat(tx, chat_id)
    found = await calls.of_village(tx, village.id, CallState.OPEN) if village else []
    return [call.id for call in found if call.meet_at is not None and now < call.meet_at]


async def ended_for(tx: Tx, *, user_id: UserId, since: datetime) -> list[Call]:
    """The calls of somebody's villages that ended after `since`."""
    found: list[Call] = []
    for person in await people.memberships(tx, user_id):
        found += await calls.of_village(tx, person.village_id, CallState.DONE, limit=3)
    return [call for call in found if call.done_at is not None and call.done_at >= since]


async def roster(tx: Tx, *, call_id: CallId, by: UserId) -> Seen:
    """The whole list with who entered whom, for an organiser. Raises Refused("not-found" | "not-organiser")."""
    found = await seen(tx, call_id=call_id, user_id=by)
    check_organiser(found.person)
    return replace(found, authors=await organising.authors(tx, found.face.call))


async def roster_by_number(tx: Tx, *, number: int | None, by: UserId) -> list[Seen]:
    """The calls an organiser may mean by a number, or the open and newest ones when none is said.
    Raises Refused("not-organiser" | "not-found")."""
    ours = [p for p in await people.memberships(tx, by) if p.organises]
    if not ours:
        raise Refused("not-organiser")
    wanted: list[CallId] = []
    for person in ours:
        if number is not None:
            one = await calls.by_number(tx, person.village_id, number)
            wanted += [one.id] if one and one.state not in (CallState.DRAFT, CallState.DISCARDED) else []
        else:
            listed = await calls.of_village(tx, person.village_id, CallState.OPEN)
            listed = listed or await calls.of_village(tx, person.village_id, CallState.DONE, limit=3)
            wanted += [call.id for call in listed]
    if not wanted:
        raise Refused("not-found")
    return [await roster(tx, call_id=call_id, by=by) for call_id in wanted]
