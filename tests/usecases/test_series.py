"""A call that comes again: one draft a date, from the newest call; two organisers, one effect; it ends."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.calls import Call, CallId, CallState
from domain.duties import WantedDuty
from domain.promises import Kind
from domain.refusals import Refused
from parsing.festivals import festival_day
from storage import calls, people, plans
from storage import series as book
from tests.usecases.cast import EVENING, HABITS, IDS, Cast
from usecases import approval, series
from usecases.series import Running


async def start(cast: Cast, call_id: CallId, choice: str = "week", by: str = "han") -> Running:
    facts: dict[str, Any] = {"call_id": call_id, "by": IDS[by], "choice": choice, "festival_day": festival_day}
    return await cast.store.write(series.start, now=EVENING, **facts)


async def come(cast: Cast, now: datetime | None = None) -> None:
    """What waits comes true, at its time or at `now`."""
    [deed] = await cast.promised(Kind.SERIES_DUE)
    do = series.deeds(HABITS.timing, festival_day)[Kind.SERIES_DUE]
    await cast.store.write(do, json.loads(deed.payload), now or deed.due_at)
    await cast.keep_promises(deed.due_at)


async def made(cast: Cast, which: int) -> list[Call]:
    found = [await cast.store.read(calls.get, one) for one, _ in await cast.store.read(book.calls_of, which)]
    return [call for call in found if call is not None]


async def test_two_evenings_before_the_organisers_get_the_draft(cast: Cast) -> None:
    call_id = await cast.call()
    wanted = [WantedDuty("挖土豆", 3, 4), WantedDuty("司机", 2, 2, strict=True)]
    await cast.store.write(plans.set_duties, call_id, wanted)
    begun = await start(cast, call_id)
    assert begun.series.next_on == date(2026, 7, 18)
    [deed] = await cast.promised(Kind.SERIES_DUE)
    assert deed.due_at == datetime(2026, 7, 16, 11, 0, tzinfo=UTC)
    await come(cast)
    new, old = await made(cast, begun.series.id)
    assert (new.state, old.id) == (CallState.DRAFT, call_id)
    assert new.meet_local == datetime(2026, 7, 18, 6, 0)  # noqa: DTZ001 - a wall time
    assert (new.title, new.place, new.needed, new.bring) == ("收土豆", "志愿者菜园", 6, "手套")
    assert [(d.name, d.strict) for d in await cast.store.read(plans.duties, new.id)] == [
        ("挖土豆", False),
        ("司机", True),
    ]
    [following] = await cast.promised(Kind.SERIES_DUE)
    assert json.loads(following.payload)["on"] == "2026-07-25"


async def test_the_draft_goes_to_organisers_only(cast: Cast) -> None:
    await start(cast, await cast.call())
    [deed] = await cast.promised(Kind.SERIES_DUE)
    do = series.deeds(HABITS.timing, festival_day)[Kind.SERIES_DUE]
    for _ in range(2):  # taken twice, it is one draft
        await cast.store.write(do, json.loads(deed.payload), deed.due_at)
    told = await cast.promised(Kind.SERIES_DRAFT)
    assert len(told) == 5
    assert {row.chat_id for row in told} == {IDS[key] for key in ("han", "liu", "zhao", "zhou", "chen")}


async def test_two_organisers_at_once_begin_one_series(cast: Cast) -> None:
    call_id = await cast.call()
    both = [start(cast, call_id, by=key) for key in ("han", "zhou")]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert [str(one) for one in outcomes if isinstance(one, Refused)] == ["series-already"]
    assert len(await cast.promised(Kind.SERIES_DUE)) == 1


async def test_only_organisers_and_only_what_was_posted(cast: Cast) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="not-organiser"):
        await start(cast, call_id, by="wang")
    with pytest.raises(Refused, match="stale-button"):
        await start(cast, call_id, "daily")
    await cast.store.write(calls.amend, call_id, state="cancelled")
    with pytest.raises(Refused, match="call-cancelled"):
        await start(cast, call_id)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(series.listed, by=IDS["wang"])


async def test_posted_by_itself_where_that_was_chosen(cast: Cast) -> None:
    begun = await start(cast, await cast.call())
    changed = await cast.store.write(series.choose, series_id=begun.series.id, by=IDS["zhou"], publish=True)
    assert changed.series.publish
    await come(cast)
    new = (await made(cast, begun.series.id))[0]
    assert (new.state, new.meet_local) == (CallState.OPEN, datetime(2026, 7, 18, 6, 0))  # noqa: DTZ001
    assert not await cast.promised(Kind.SERIES_DRAFT)


async def test_a_workers_series_asks_for_an_officials_word(cast: Cast) -> None:
    begun = await start(cast, await cast.call(), by="zhou")
    await cast.store.write(series.choose, series_id=begun.series.id, by=IDS["zhou"], publish=True)
    await cast.store.write(approval.choose, now=EVENING, village_id=cast.village.id, by=IDS["han"], on=True)
    await come(cast)
    new = (await made(cast, begun.series.id))[0]
    assert (new.state, new.submitted_at is not None) == (CallState.DRAFT, True)


async def test_a_date_that_has_a_call_is_passed_over(cast: Cast) -> None:
    call_id = await cast.call()
    begun = await start(cast, call_id)
    by_hand = await cast.call(meet_local=datetime(2026, 7, 18, 14, 0))  # noqa: DTZ001 - a wall time
    await cast.store.write(calls.amend, by_hand, copied_from=call_id)
    await come(cast)
    assert [call.id for call in await made(cast, begun.series.id)] == [by_hand, call_id]
    [following] = await cast.promised(Kind.SERIES_DUE)
    assert json.loads(following.payload)["on"] == "2026-07-25"


async def test_what_lies_behind_after_a_long_sleep_is_passed_over(cast: Cast) -> None:
    begun = await start(cast, await cast.call())
    await come(cast, EVENING + timedelta(days=30))  # 9 August
    assert len(await made(cast, begun.series.id)) == 1
    [following] = await cast.promised(Kind.SERIES_DUE)
    assert json.loads(following.payload)["on"] == "2026-08-15"


async def test_it_ends_once_and_nothing_comes_any_more(cast: Cast) -> None:
    call_id = await cast.call()
    begun = await start(cast, call_id)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.write(series.end, now=EVENING, series_id=begun.series.id, by=IDS["wang"])
    await cast.store.write(series.end, now=EVENING, series_id=begun.series.id, by=IDS["liu"])
    with pytest.raises(Refused, match="series-ended-by") as second:
        await cast.store.write(series.end, now=EVENING, series_id=begun.series.id, by=IDS["han"])
    assert second.value.facts == {"who": "刘主任"}
    assert not await cast.promised(Kind.SERIES_DUE)
    assert not await cast.store.read(series.listed, by=IDS["han"])
    assert (await start(cast, call_id, "double-ninth")).series.next_on == date(2026, 10, 18)


async def test_whoever_began_it_may_go(cast: Cast) -> None:
    begun = await start(cast, await cast.call(), by="zhou")
    zhou = await cast.who("zhou")
    await cast.store.write(people.set_left, zhou.id, EVENING)
    await come(cast)
    han = await cast.who("han")
    assert (await made(cast, begun.series.id))[0].created_by == han.id
