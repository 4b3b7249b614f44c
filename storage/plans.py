"""How a call's places are divided: its duties, and the villages it is posted in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select, update

from domain.calls import Call, CallId, Division
from domain.duties import Duty, Plan, WantedDuty
from domain.people import VillageId
from domain.signups import DutyId
from storage.tables import audience, call, duty, signup
from storage.tx import Tx


async def of_call(tx: Tx, of: Call) -> Plan:
    """The division of a call; an undivided one costs no query."""
    needed = of.needed or 0
    if of.divided is Division.DUTIES:
        return Plan(needed, tuple(await duties(tx, of.id)))
    if of.divided is Division.VILLAGES:
        shares = await audiences(tx, of.id)
        return Plan(needed, shares={v: places for v, places in shares.items() if places is not None})
    return Plan(needed)


async def duties(tx: Tx, call_id: CallId) -> list[Duty]:
    """The duties of a call in the order they were named."""
    rows = await tx.all(select(duty).where(duty.c.call_id == call_id).order_by(duty.c.position))
    return [Duty(DutyId(row.id), row.name, row.least, row.most, bool(row.strict)) for row in rows]


async def set_duties(tx: Tx, call_id: CallId, wanted: Sequence[WantedDuty]) -> None:
    """Give a call these duties, in this order; one that keeps its name keeps its people. With none it is undivided
    again. How many the call needs follows their sum; the caller asked the rules first."""
    known = {one.name: one for one in await duties(tx, call_id)}
    gone = [one.id for name, one in known.items() if name not in {w.name for w in wanted}]
    if gone:
        await tx.run(update(signup).where(signup.c.duty_id.in_(gone)).values(duty_id=None))
        await tx.run(delete(duty).where(duty.c.id.in_(gone)))
    for position, one in enumerate(wanted):
        facts = {"position": position, "least": one.least, "most": one.most, "strict": int(one.strict)}
        if one.name in known:
            await tx.run(update(duty).where(duty.c.id == known[one.name].id).values(**facts))
        else:
            await tx.run(insert(duty).values(call_id=call_id, name=one.name, **facts))
    changes = {"divided": Division.DUTIES.value, "needed": sum(w.most for w in wanted)} if wanted else {"divided": None}
    await tx.run(update(call).where(call.c.id == call_id).values(**changes))


async def audiences(tx: Tx, call_id: CallId) -> dict[VillageId, int | None]:
    """The villages a call is posted in beside its own way of counting: village and its own places (None: shared)."""
    rows = await tx.all(select(audience).where(audience.c.call_id == call_id).order_by(audience.c.village_id))
    return {VillageId(row.village_id): row.places for row in rows}


async def set_audiences(tx: Tx, call_id: CallId, places: Mapping[VillageId, int | None]) -> None:
    """Post a call in these villages, its own among them; with places of its own for each, or None to share."""
    await tx.run(delete(audience).where(audience.c.call_id == call_id))
    rows = [{"call_id": call_id, "village_id": v, "places": own} for v, own in places.items()]
    if rows:
        await tx.run(insert(audience), rows)
    divided = Division.VILLAGES.value if rows else None
    await tx.run(update(call).where(call.c.id == call_id).values(divided=divided))
