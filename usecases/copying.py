"""The same call again: a draft with everything of an earlier one, for the next day like its day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.calls import Call, CallId, CallState, Division, instant, next_like
from domain.duties import WantedDuty
from domain.people import UserId, VillageId
from domain.refusals import Refused
from storage import calls, plans
from storage.tx import Tx
from usecases.calls import Draft
from usecases.organising import organised


async def copy(tx: Tx, *, now: datetime, call_id: CallId, by: UserId) -> Draft:
    """Begin a draft like a call that was published: its title, place, number, duties, what to bring and note, to meet
    on the next weekday and hour like its own. Raises Refused("not-found" | "not-organiser")."""
    like = await calls.get(tx, call_id)
    if like is None:
        raise Refused("not-found")
    village, author = await organised(tx, like, by)
    if like.published_at is None or like.meet_local is None:
        raise Refused("not-found")
    meet_local = next_like(like.meet_local, now.astimezone(ZoneInfo(village.zone)).replace(tzinfo=None))
    new = await calls.add_draft(
        tx,
        village_id=village.id,
        zone=village.zone,
        created_by=author.id,
        now=now,
        title=like.title,
        place=like.place,
        needed=like.needed,
        bring=like.bring,
        note=like.note,
        meet_local=meet_local,
        meet_at=instant(meet_local, village.zone),
        activity=like.activity.value if like.activity else None,
        planned_minutes=like.planned_minutes,
        copied_from=like.id,
    )
    if like.divided is Division.DUTIES:
        known = await plans.duties(tx, like.id)
        await plans.set_duties(tx, new, [WantedDuty(d.name, d.least, d.most, d.strict) for d in known])
    draft = await calls.get(tx, new)
    assert draft is not None
    assert draft.state is CallState.DRAFT
    return Draft(draft, village, duties=(await plans.of_call(tx, draft)).duties)


async def last_of(tx: Tx, *, villages: list[VillageId]) -> list[Call]:
    """The call that each village published last, where there is one."""
    found = [await calls.last_published(tx, village_id) for village_id in villages]
    return [call for call in found if call is not None]
