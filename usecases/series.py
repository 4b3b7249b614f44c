"""Calls that come again: every week, every month, on a festival; a draft two evenings before, until it is ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from domain.calls import Call, CallId, CallState, Division, instant
from domain.duties import WantedDuty
from domain.people import Person, PersonId, UserId, Village
from domain.planning import FestivalDay, Series, drafted_at, meeting, next_after, rhythm_of
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from storage import calls, ledger, outbox, people, plans, villages
from storage import series as book
from storage.tx import Tx
from usecases import approval, standing
from usecases import calls as posting
from usecases.calls import Draft

Deed = Callable[[Tx, Mapping[str, Any], datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Running:
    """A series with its village and the title of its newest call."""

    series: Series
    village: Village
    title: str


async def start(
    tx: Tx, *, now: datetime, call_id: CallId, by: UserId, choice: str, festival_day: FestivalDay
) -> Running:
    """定期再来: an open or ended call comes again in the rhythm of a `choice` (see rhythm_of).
    Raises Refused("not-found" | "not-organiser" | "call-<state>" | "stale-button"), and Refused("series-already") where
    it comes again already."""
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    organiser = await standing.organiser(tx, call.village_id, by)
    if call.state not in (CallState.OPEN, CallState.DONE) or call.meet_local is None:
        raise Refused(f"call-{call.state.value}")
    before = await book.get(tx, call.series_id, hold=True) if call.series_id is not None else None
    if before is not None and before.ended_at is None:
        raise Refused("series-already")
    rhythm = rhythm_of(call.meet_local, choice)
    today = now.astimezone(ZoneInfo(call.zone)).date()
    next_on = next_after(rhythm, call.meet_local.date(), today, festival_day)
    if next_on is None:
        raise Refused("stale-button")
    new = await book.add(
        tx, village_id=call.village_id, rhythm=rhythm, next_on=next_on, created_by=organiser.id, now=now
    )
    await calls.amend(tx, call_id, series_id=new)
    await ledger.note(tx, "series", now=now, actor=by, village_id=call.village_id, series=new)
    await _promise(tx, new, next_on, call.zone)
    return await _running(tx, new)


async def listed(tx: Tx, *, by: UserId) -> list[Running]:
    """What comes again in the villages somebody organises. Raises Refused("not-organiser")."""
    ours = [p.village_id for p in await people.memberships(tx, by) if p.organises]
    if not ours:
        raise Refused("not-organiser")
    return [await _running(tx, one.id) for home in ours for one in await book.running(tx, home)]


async def choose(tx: Tx, *, series_id: int, by: UserId, publish: bool) -> Running:
    """Whether it is posted by itself, or shown to the organisers as a draft. Raises as `end`."""
    await _held(tx, series_id, by)
    await book.amend(tx, series_id, publish=int(publish))
    return await _running(tx, series_id)


async def end(tx: Tx, *, now: datetime, series_id: int, by: UserId) -> Running:
    """It does not come again; what was posted stays. Raises Refused("not-found" | "not-organiser"), and
    Refused("series-ended-by", who=…) for the second of two."""
    known = await _held(tx, series_id, by)
    await book.amend(tx, series_id, ended_at=now)
    await outbox.revoke(tx, f"series:{series_id}:")
    await ledger.note(tx, "series-end", now=now, actor=by, village_id=known.village_id, series=series_id)
    return await _running(tx, series_id)


async def come_round(
    tx: Tx, payload: Mapping[str, Any], now: datetime, timing: Timing, festival_day: FestivalDay
) -> None:
    """Two evenings before its date: the draft is made from the newest call of the series and sent to the organisers, or
    posted by itself. A date that has a call already, or lies behind by now, is passed over. The next is promised."""
    known = await book.get(tx, int(payload["series"]), hold=True)
    if known is None or known.ended_at is not None or known.next_on.isoformat() != payload["on"]:
        return
    village = await villages.get(tx, known.village_id)
    assert village is not None
    local = meeting(known.rhythm, known.next_on)
    made = await book.calls_of(tx, known.id)
    taken = {when.date() for _, when in made}
    author = await _author(tx, known)
    if made and author is not None and known.next_on not in taken and instant(local, village.zone) > now:
        source = await calls.get(tx, made[0][0])
        assert source is not None
        call_id = await _copy(tx, source, known, village, author, local, now)
        await _bring(tx, call_id, known, author, now, timing)
    today = now.astimezone(ZoneInfo(village.zone)).date()
    following = next_after(known.rhythm, known.next_on, today, festival_day)
    if following is None:
        await book.amend(tx, known.id, ended_at=now)
        return
    await book.amend(tx, known.id, next_on=following)
    await _promise(tx, known.id, following, village.zone)


def deeds(timing: Timing, festival_day: FestivalDay) -> dict[Kind, Deed]:
    """What the outbox does when the evening has come; the calendar of festivals is handed in."""
    return {Kind.SERIES_DUE: partial(come_round, timing=timing, festival_day=festival_day)}


async def drafted(tx: Tx, *, call_id: CallId, person_id: PersonId, version: int) -> tuple[Draft, Person] | None:
    """The draft for a letter to an organiser; None when it was changed, sent or dropped meanwhile."""
    reader = await people.get(tx, person_id)
    if reader is None or reader.user_id is None:
        return None
    try:
        return await posting.draft_of(tx, call_id=call_id, by=reader.user_id, version=version), reader
    except Refused:
        return None


async def _copy(
    tx: Tx, source: Call, known: Series, village: Village, author: Person, local: datetime, now: datetime
) -> CallId:
    new = await calls.add_draft(
        tx,
        village_id=village.id,
        zone=village.zone,
        created_by=author.id,
        now=now,
        title=source.title,
        meet_local=local,
        meet_at=instant(local, village.zone),
        place=source.place,
        needed=source.needed,
        bring=source.bring,
        note=source.note,
        activity=source.activity.value if source.activity else None,
        planned_minutes=source.planned_minutes,
        copied_from=source.id,
        series_id=known.id,
    )
    if source.divided is Division.DUTIES:
        parts = await plans.duties(tx, source.id)
        await plans.set_duties(tx, new, [WantedDuty(d.name, d.least, d.most, d.strict) for d in parts])
    if source.divided is Division.VILLAGES:
        await plans.set_audiences(tx, new, await plans.audiences(tx, source.id))
    return new


async def _bring(tx: Tx, call_id: CallId, known: Series, author: Person, now: datetime, timing: Timing) -> None:
    """Posted by itself where the organisers chose that and nothing stands against it; else a draft to each of them."""
    if known.publish and author.user_id is not None:
        try:
            await approval.send(tx, now=now, call_id=call_id, by=author.user_id, timing=timing)
            return
        except Refused:
            pass  # nobody is there to agree: the organisers read the draft and decide
    call = await calls.get(tx, call_id)
    assert call is not None
    letters = [
        Promise(
            Kind.SERIES_DRAFT,
            f"series-draft:{call_id}:{one.id}",
            one.user_id,
            now,
            call.meet_at,
            {"call": call_id, "person": one.id, "version": call.version},
        )
        for one in await people.with_role(tx, known.village_id)
        if one.reachable
    ]
    await outbox.promise(tx, letters)


async def _author(tx: Tx, known: Series) -> Person | None:
    """Whoever began it, while they organise there; else any organiser of the village."""
    organisers = await people.with_role(tx, known.village_id)
    return next((one for one in organisers if one.id == known.created_by), organisers[0] if organisers else None)


async def _promise(tx: Tx, series_id: int, on: date, zone: str) -> None:
    facts: dict[str, int | str] = {"series": series_id, "on": on.isoformat()}
    key = f"series:{series_id}:{on.isoformat()}"
    await outbox.promise(tx, [Promise(Kind.SERIES_DUE, key, None, drafted_at(on, zone), payload=facts)])


async def _running(tx: Tx, series_id: int) -> Running:
    known = await book.get(tx, series_id)
    assert known is not None
    village, made = await villages.get(tx, known.village_id), await book.calls_of(tx, series_id)
    assert village is not None
    newest = await calls.get(tx, made[0][0]) if made else None
    return Running(known, village, (newest.title if newest else None) or "")


async def _held(tx: Tx, series_id: int, by: UserId) -> Series:
    known = await book.get(tx, series_id, hold=True)
    if known is None:
        raise Refused("not-found")
    await standing.organiser(tx, known.village_id, by)
    if known.ended_at is not None:
        actor = await ledger.last_actor(tx, "series-end", village_id=known.village_id, series=series_id)
        person = await people.of_user(tx, known.village_id, UserId(actor)) if actor else None
        raise Refused("series-ended-by", who=person.name if person else "")
    return known
