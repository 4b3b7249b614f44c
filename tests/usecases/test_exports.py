"""Tables of calls, sign-ups and attendance: for organisers of the village, and without a word of feedback."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.attendance import Attendance
from domain.calls import CallId
from domain.people import UserId, VillageId
from domain.refusals import Refused
from domain.signups import SignupState
from reports.tables import to_csv, to_json
from storage import signups
from tests.usecases.cast import EVENING, HABITS, IDS, MEET, Cast
from usecases import closing, exports
from usecases.exports import CALL_COLUMNS, SIGNUP_COLUMNS, Table, Told

SEVEN = MEET + timedelta(hours=1)


async def harvested(cast: Cast) -> CallId:
    call_id = await cast.call(needed=3)
    await cast.enter(call_id, "wang", party=2)
    await cast.enter(call_id, "li")
    await cast.enter(call_id, "sun", state=SignupState.WALK_IN)
    await cast.enter(call_id, "wu", state=SignupState.WAITLISTED)
    await cast.enter(call_id, "qian", state=SignupState.DECLINED)
    han = await cast.who("han")
    arrivals = (("wang", Attendance.CAME, MEET), ("li", Attendance.NO_SHOW, None), ("sun", Attendance.WALK_IN, SEVEN))
    for key, state, at in arrivals:
        mine = await cast.store.read(signups.of_person, call_id, (await cast.who(key)).id)
        assert mine is not None
        await cast.store.write(signups.mark, mine.id, state, arrived_at=at, set_by=han.id, now=SEVEN)
    return call_id


async def ask(cast: Cast, table: Table, by: UserId = IDS["zhou"], village_id: VillageId | None = None) -> Told:
    return await cast.store.read(exports.for_organiser, table=table, village_id=village_id or cast.village.id, by=by)


def column(told: Told, name: str) -> list[str | int | float | datetime | None]:
    return [row[told.columns.index(name)] for row in told.rows]


async def test_a_finished_call_is_one_row_with_its_figures(cast: Cast) -> None:
    call_id = await harvested(cast)
    await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    told = await ask(cast, Table.CALLS)
    assert told.columns == CALL_COLUMNS
    (row,) = told.rows
    assert row == (
        *(1, "收土豆", MEET, "志愿者菜园", 3, "手套", "done", "韩书记", EVENING, SEVEN),
        *(3, 1, 3, 2.0),
    )


async def test_sign_ups_list_everybody_and_attendance_only_those_who_are_marked(cast: Cast) -> None:
    call_id = await harvested(cast)
    told = await ask(cast, Table.SIGNUPS)
    assert told.columns == SIGNUP_COLUMNS
    assert column(told, "person") == ["王大妈", "李婶", "孙玉梅", "吴秀英"]
    assert column(told, "state") == ["confirmed", "confirmed", None, "waitlisted"]
    assert column(told, "hours") == [None] * 4, "it is not over yet"
    await cast.store.write(closing.finish, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    told = await ask(cast, Table.ATTENDANCE)
    assert column(told, "attendance") == ["came", "no_show", "walk_in"]
    assert column(told, "hours") == [2.0, 0.0, 0.0]
    assert column(told, "entered_by") == ["王大妈", "李婶", "孙玉梅"]


async def test_times_are_the_villages_own_with_their_offset_to_the_second(cast: Cast) -> None:
    call_id = await harvested(cast)
    tapped = SEVEN + timedelta(microseconds=123456)
    await cast.store.write(closing.finish, now=tapped, call_id=call_id, by=IDS["han"], habits=HABITS)
    told = await ask(cast, Table.CALLS)
    for name, said in (("meet_at", "2026-07-11T06:00:00+08:00"), ("done_at", "2026-07-11T07:00:00+08:00")):
        (at,) = column(told, name)
        assert isinstance(at, datetime)
        assert at.isoformat() == said
    assert b'"2026-07-11T06:00:00+08:00"' in to_csv(told.columns, told.rows)
    assert b'"meet_at": "2026-07-11T06:00:00+08:00"' in to_json(told.columns, told.rows)
    told = await ask(cast, Table.ATTENDANCE)
    arrived = [at.isoformat() if isinstance(at, datetime) else None for at in column(told, "arrived_at")]
    assert arrived == ["2026-07-11T06:00:00+08:00", None, "2026-07-11T07:00:00+08:00"]


async def test_only_organisers_of_the_village_get_tables(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-organiser"):
        await ask(cast, Table.CALLS, by=IDS["wang"])
    with pytest.raises(Refused, match="not-found"):
        await ask(cast, Table.CALLS, by=UserId(404))
    with pytest.raises(Refused, match="not-found"):
        await ask(cast, Table.CALLS, village_id=VillageId(404))


async def test_the_operator_exports_all_villages_or_one_there_is(cast: Cast) -> None:
    await harvested(cast)
    assert len((await cast.store.read(exports.export, table=Table.CALLS)).rows) == 1
    with pytest.raises(Refused, match="not-found"):
        await cast.store.read(exports.export, table=Table.CALLS, village_id=VillageId(404))
