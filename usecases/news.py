"""News of a call for everybody on its list: that it changed, that it is off; told once to each, keepers for theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from domain.calls import Call, Field
from domain.people import Person, PersonId
from domain.promises import Kind, Promise
from domain.signups import ON_LIST, Signup
from storage import calls, outbox, people, signups
from storage.tx import Tx
from usecases.places import recipient

LATE_NEWS: Final = timedelta(hours=2)
"""News of a call is still worth sending this long after it, or after the meeting time."""
QUICK: Final = timedelta(minutes=1)
"""Changes that follow one another within this become one letter."""
_JOINED: Final = ","


async def tell_cancelled(tx: Tx, call: Call, now: datetime) -> int:
    """Promise to tell those on the list that it is off, and one line in the group. Returns how many people it is
    told to."""
    listed = await _listed(tx, call)
    until = max(call.meet_at or now, now) + LATE_NEWS
    letters = [
        Promise(Kind.CANCELLED, f"off:{call.id}:{to.id}", to.user_id, now, until, {"call": call.id, "person": to.id})
        for to in await _recipients(tx, listed)
    ]
    lines = [
        Promise(
            Kind.STATE_LINE,
            f"line:{call.id}:cancelled:{card.id}",
            card.chat_id,
            now,
            until,
            {"call": call.id, "line": "cancelled"},
            card.thread_id,
        )
        for card in await calls.cards(tx, call.id)
    ]
    await outbox.promise(tx, [*lines, *letters])
    return sum(s.party for s in listed)


async def tell_changed(tx: Tx, before: Call, call: Call, fields: Collection[Field], now: datetime) -> int:
    """Promise to tell those on the list what changed, and one line in the group for another time or place. Changes that
    come before the first of them was told are told together with it. Returns how many people it is told to."""
    assert before.meet_at is not None
    assert call.meet_at is not None
    listed = await _listed(tx, call)
    until = max(call.meet_at, before.meet_at, now) + LATE_NEWS
    was = int(before.meet_at.timestamp())
    waiting = await outbox.waiting(tx, f"changed:{call.id}:") | await outbox.waiting(tx, f"line:{call.id}:changed:")

    async def promise(
        kind: Kind, dedupe: str, to: int | None, about: Iterable[Field], thread: int | None = None, **rest: int | str
    ) -> None:
        untold = waiting.get(dedupe, {"was": was, "fields": ""})
        known = [name for name in untold["fields"].split(_JOINED) if name]
        names = _JOINED.join(dict.fromkeys([*known, *(field.value for field in about)]))
        facts = {"call": call.id, "fields": names, "was": untold["was"], **rest}
        await outbox.renew(tx, Promise(kind, dedupe, to, now + QUICK, until, facts, thread))

    for to in await _recipients(tx, listed):
        await promise(Kind.CHANGED, f"changed:{call.id}:{to.id}", to.user_id, fields, person=to.id)
    loud = [field for field in fields if field in (Field.MEET, Field.PLACE)]
    for card in await calls.cards(tx, call.id) if loud else []:
        dedupe = f"line:{call.id}:changed:{card.id}"
        await promise(Kind.STATE_LINE, dedupe, card.chat_id, loud, card.thread_id, line="changed")
    return sum(s.party for s in listed)


async def tell_put_back(tx: Tx, call: Call, put_back: Iterable[Signup], chat_id: int, now: datetime) -> None:
    """Promise to tell each of those who wait again. In the group by name where no private message arrives."""
    for signup in put_back:
        person = await people.get(tx, signup.person_id)
        assert person is not None
        to = await recipient(tx, person, signup.entered_by)
        await outbox.renew(
            tx,
            Promise(
                Kind.PUT_BACK,
                f"back:{call.id}:{person.id}:{signup.queue}",
                to.user_id if to is not None and to.user_id is not None else chat_id,
                now,
                call.meet_at,
                {"call": call.id, "person": person.id, "queue": signup.queue},
            ),
        )


async def take_back_news(tx: Tx, call: Call) -> None:
    """The call ends, done or called off: nothing that was promised about its going on is sent any more."""
    for what in ("remind", "mention", "up", "offer", "lapse", "decide", "changed", "back", "duty", "signed", "nudge"):
        await outbox.revoke(tx, f"{what}:{call.id}:")
    await outbox.revoke(tx, f"line:{call.id}:changed:")


async def people_on(tx: Tx, call: Call) -> int:
    """How many people news of a call is told to."""
    return sum(s.party for s in await _listed(tx, call))


async def _listed(tx: Tx, call: Call) -> list[Signup]:
    return [s for s in await signups.of_call(tx, call.id) if s.state in ON_LIST]


async def _recipients(tx: Tx, listed: Iterable[Signup]) -> list[Person]:
    """Whoever is told what concerns those on a list, each once."""
    on_list = list(listed)
    known = await people.many(tx, [s.person_id for s in on_list])
    found: dict[PersonId, Person] = {}
    for signup in on_list:
        to = await recipient(tx, known[signup.person_id], signup.entered_by)
        if to is not None:
            found[to.id] = to
    return list(found.values())
