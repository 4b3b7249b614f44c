"""Asking the volunteers before a call is made: a planning question, everybody's answers, the call made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from domain.calls import CallId
from domain.names import clean_line
from domain.people import Person, UserId, Village, VillageId
from domain.planning import ADVICE_LASTS, MAX_ADVICE, MAX_QUESTION, Advice, Advised
from domain.promises import Kind, Promise
from domain.refusals import Refused
from storage import calls, outbox, people, planning, villages
from storage.tx import Tx
from usecases import standing

LISTED: Final = timedelta(days=14)
"""Questions older than this are no longer listed; beside their call they stay."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """A planning question with its village, who asked, and what was said."""

    advice: Advice
    village: Village
    asker: str
    answers: tuple[Advised, ...]

    @property
    def open(self) -> bool:
        return self.advice.closed_at is None


async def ask(tx: Tx, *, now: datetime, village_id: VillageId, by: UserId, question: str) -> Consulted:
    """Ask the village: one message in its group, open for three days. Raises Refused("not-found" | "not-organiser"),
    and Refused("question-unfit") for no words."""
    asker = await standing.organiser(tx, village_id, by)
    village = await villages.get(tx, village_id)
    assert village is not None
    clean = clean_line(question, MAX_QUESTION)
    if not clean:
        raise Refused("question-unfit")
    new = await planning.add_advice(
        tx,
        village_id=village_id,
        question=clean,
        asked_by=asker.id,
        asked_at=now,
        closes_at=now + ADVICE_LASTS,
        chat_id=village.chat_id,
    )
    await _redraw(tx, new, village, now)
    closing = Promise(Kind.CLOSE_ADVICE, f"advice-close:{new}", None, now + ADVICE_LASTS, payload={"advice": new})
    await outbox.promise(tx, [closing])
    return await consulted(tx, advice_id=new)


async def wants(tx: Tx, *, advice_id: int, user_id: UserId, name: str, chat_id: int) -> tuple[Consulted, Person]:
    """Somebody wants to answer in private, and who they are. Raises as `answer`, and Refused("advice-reply-here") for
    somebody without a private chat."""
    found = await _held(tx, advice_id)
    person = await _answering(tx, found, user_id, name, chat_id)
    if not person.reachable:
        raise Refused("advice-reply-here")
    return found, person


async def answer(
    tx: Tx, *, now: datetime, advice_id: int, user_id: UserId, name: str, words: str, chat_id: int
) -> Consulted:
    """Somebody says what they think; said again, the newest words hold. In the group where it was asked everybody may,
    elsewhere those of the village. Raises Refused("not-found" | "advice-closed"), Refused("advice-unfit") for no
    words."""
    found = await _held(tx, advice_id)
    person = await _answering(tx, found, user_id, name, chat_id)
    said = clean_line(words, MAX_ADVICE)
    if not said:
        raise Refused("advice-unfit")
    await planning.advise(tx, advice_id, person.id, said, now)
    await _redraw(tx, advice_id, found.village, now)
    return await consulted(tx, advice_id=advice_id)


async def close(tx: Tx, *, now: datetime, advice_id: int, by: UserId) -> Consulted:
    """An organiser has heard enough. Raises Refused("not-found" | "not-organiser"), and Refused("advice-closed") for
    the second of two."""
    found = await _held(tx, advice_id)
    await standing.organiser(tx, found.village.id, by)
    if not found.open:
        raise Refused("advice-closed")
    await outbox.revoke(tx, f"advice-close:{advice_id}")
    await _close(tx, found, now)
    return await consulted(tx, advice_id=advice_id)


async def lapse(tx: Tx, payload: Mapping[str, Any], now: datetime) -> None:
    """The three days are over."""
    found = await _held(tx, int(payload["advice"]))
    if found.open:
        await _close(tx, found, now)


DEEDS: Final = {Kind.CLOSE_ADVICE: lapse}


async def tie(tx: Tx, *, advice_id: int, call_id: CallId, by: UserId) -> None:
    """This call was made from what was said. Raises Refused("not-found" | "not-organiser")."""
    found = await _held(tx, advice_id)
    await standing.organiser(tx, found.village.id, by)
    call = await calls.get(tx, call_id)
    if call is None or call.village_id != found.village.id:
        raise Refused("not-found")
    await planning.amend_advice(tx, advice_id, call_id=call_id)


async def for_organiser(tx: Tx, *, advice_id: int, by: UserId) -> Consulted:
    """A question for an organiser of its village. Raises Refused("not-found" | "not-organiser")."""
    found = await consulted(tx, advice_id=advice_id)
    await standing.organiser(tx, found.village.id, by)
    return found


async def listed(tx: Tx, *, by: UserId, now: datetime, village_id: VillageId | None = None) -> list[Consulted]:
    """The questions of the last two weeks for an organiser, open ones first, newest first; of one village or of each of
    theirs. Raises Refused("not-organiser")."""
    ours = [p.village_id for p in await people.memberships(tx, by) if p.organises]
    if not ours or (village_id is not None and village_id not in ours):
        raise Refused("not-organiser")
    found = [
        await consulted(tx, advice_id=one.id)
        for home in ours
        if village_id in (None, home)
        for one in await planning.advice_since(tx, home, now - LISTED)
    ]
    return sorted(found, key=lambda one: (not one.open, -one.advice.id))


async def consulted(tx: Tx, *, advice_id: int) -> Consulted:
    """A question as it stands. Raises Refused("not-found")."""
    advice = await planning.get_advice(tx, advice_id)
    if advice is None:
        raise Refused("not-found")
    return await _with_answers(tx, advice)


async def at(tx: Tx, *, chat_id: int, message_id: int) -> int | None:
    """The question that a message of a group is, if it is one."""
    return await planning.advice_at(tx, chat_id, message_id)


async def of_call(tx: Tx, call_id: CallId) -> tuple[Consulted, ...]:
    """What was asked before a call was made."""
    return tuple([await _with_answers(tx, one) for one in await planning.advice_of_call(tx, call_id)])


async def _held(tx: Tx, advice_id: int) -> Consulted:
    advice = await planning.get_advice(tx, advice_id, hold=True)
    if advice is None:
        raise Refused("not-found")
    return await _with_answers(tx, advice)


async def _answering(tx: Tx, found: Consulted, user_id: UserId, name: str, chat_id: int) -> Person:
    if chat_id == found.advice.chat_id:
        person = await people.belong(tx, found.village.id, user_id, name)
    else:
        person = await standing.known(tx, found.village.id, user_id)
    if not found.open:
        raise Refused("advice-closed")
    return person


async def _with_answers(tx: Tx, advice: Advice) -> Consulted:
    village, asker = await villages.get(tx, advice.village_id), await people.get(tx, advice.asked_by)
    assert village is not None
    return Consulted(advice, village, asker.name if asker else "", await planning.advised(tx, advice.id))


async def _close(tx: Tx, found: Consulted, now: datetime) -> None:
    await planning.amend_advice(tx, found.advice.id, closed_at=now)
    await _redraw(tx, found.advice.id, found.village, now)


async def _redraw(tx: Tx, advice_id: int, village: Village, now: datetime) -> None:
    """Many answers in one breath become one edit of the group's message."""
    facts = {"advice": advice_id}
    await outbox.renew(
        tx,
        Promise(Kind.ADVICE, f"advice:{advice_id}", village.chat_id, now, payload=facts, thread_id=village.thread_id),
    )
