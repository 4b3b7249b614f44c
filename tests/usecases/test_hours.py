"""Hours kept apart with their source, the own record, milestones once, certificates by a tap, the team."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.attendance import Attendance
from domain.calls import Activity, CallId
from domain.hours import FIRST, HoursSource
from domain.people import PersonId, UserId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import SignupId
from storage import calls, people, signups
from tests.usecases.cast import GROUP, HABITS, MEET, MEET_LOCAL, Cast
from usecases import attendance, certificates, closing, exports, hours, record, team
from usecases.exports import Table

EIGHT = MEET + timedelta(hours=2)
DAY = timedelta(days=1)


async def worked(cast: Cast, *keys: str, days: int = 0, long: float = 2, settle: bool = True) -> CallId:
    """An activity `days` after the harvest, at which these people came at the meeting time by an organiser's tick."""
    shift = timedelta(days=days)
    call_id = await cast.call(meet_local=MEET_LOCAL + shift, now=MEET + shift - timedelta(hours=9))
    for key in keys:
        await cast.enter(call_id, key)
    end = MEET + shift + timedelta(hours=long)
    await cast.store.write(closing.finish_all, now=end, call_id=call_id, by=cast.id("han"), habits=HABITS)
    if settle:
        await cast.store.write(attendance.settle_no_shows, {"call": call_id}, end + DAY)
    return call_id


async def signup_of(cast: Cast, call_id: CallId, key: str) -> SignupId:
    found = await cast.store.read(signups.of_person, call_id, (await cast.who(key)).id)
    assert found is not None
    return found.id


async def credit(cast: Cast, call_id: CallId, key: str, half: int = 3, *, by: str = "han", **more: Any) -> hours.Told:
    said: dict[str, Any] = {"now": EIGHT + timedelta(hours=1), "half_hours": half, "why": "中间回家了"} | more
    return await cast.store.write(hours.credit, signup_id=await signup_of(cast, call_id, key), by=cast.id(by), **said)


async def home(cast: Cast, key: str, now: datetime = EIGHT + 2 * DAY) -> record.Home:
    return (await cast.store.read(record.mine, user_id=cast.id(key), now=now)).homes[0]


async def test_hours_set_by_hand_count_and_the_reckoned_ones_stay(cast: Cast) -> None:
    call_id = await worked(cast, "wang")
    told = await credit(cast, call_id, "wang")
    assert told.entry is not None
    assert (told.entry.attended, told.entry.credited) == (2.0, 1.5)
    assert told.entry.source is HoursSource.CORRECTED
    await credit(cast, call_id, "wang", 4, by="zhou", why="他说干完才走的")
    again = (await home(cast, "wang")).entries[0]
    assert again.credited == 2.0
    assert again.credit is not None
    assert again.credit.set_by == (await cast.who("zhou")).id
    told = await cast.store.read(hours.told, signup_id=await signup_of(cast, call_id, "wang"), by=cast.id("han"))
    assert [one.half_hours for one in told.credits] == [3, 4]


async def test_the_history_says_who_set_what_and_when(cast: Cast) -> None:
    call_id = await worked(cast, "wang")
    signup_id = await signup_of(cast, call_id, "wang")
    later = EIGHT + timedelta(minutes=20)
    await cast.store.write(
        attendance.tick, now=later, signup_id=signup_id, by=cast.id("zhou"), state=Attendance.EXCUSED
    )
    told = await cast.store.read(hours.told, signup_id=signup_id, by=cast.id("liu"))
    assert [(told.names[mark.set_by], mark.set_at, mark.state) for mark in told.marks] == [
        ("韩书记", EIGHT, Attendance.CAME),
        ("周社工", later, Attendance.EXCUSED),
    ]
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(hours.told, signup_id=signup_id, by=cast.id("wang"))


async def test_a_correction_needs_an_organiser_a_reason_bounds_and_somebody_who_was_there(cast: Cast) -> None:
    call_id = await worked(cast, "wang", "han", settle=False)
    with pytest.raises(Refused, match="not-organiser"):
        await credit(cast, call_id, "wang", by="li")
    with pytest.raises(Refused, match="hours-own"):
        await credit(cast, call_id, "han")
    with pytest.raises(Refused, match="hours-why"):
        await credit(cast, call_id, "wang", why=" \n ")
    with pytest.raises(Refused, match="hours-bounds"):
        await credit(cast, call_id, "wang", 49)
    await credit(cast, call_id, "wang", 48)
    await credit(cast, call_id, "wang", 0)
    signup_id = await signup_of(cast, call_id, "wang")
    await cast.store.write(attendance.tick, now=EIGHT, signup_id=signup_id, by=cast.id("han"), state=Attendance.NO_SHOW)
    with pytest.raises(Refused, match="hours-not-there"):
        await credit(cast, call_id, "wang")
    with pytest.raises(Refused, match="too-late-to-correct"):
        await credit(cast, call_id, "wang", now=EIGHT + timedelta(days=30, seconds=1))


async def test_no_hours_are_corrected_before_the_end(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    with pytest.raises(Refused, match="call-open"):
        await credit(cast, call_id, "wang", now=MEET)


async def test_whoever_turns_out_not_to_have_been_there_keeps_no_credited_hours(cast: Cast) -> None:
    call_id = await worked(cast, "wang")
    await credit(cast, call_id, "wang")
    signup_id = await signup_of(cast, call_id, "wang")
    await cast.store.write(
        attendance.tick, now=EIGHT + DAY, signup_id=signup_id, by=cast.id("han"), state=Attendance.NO_SHOW
    )
    assert (await home(cast, "wang")).entries == ()


async def test_the_record_sums_this_year_and_all_and_lists_what_comes(cast: Cast) -> None:
    await worked(cast, "wang")
    await worked(cast, "wang", days=200, long=3)
    coming = await cast.call(meet_local=MEET_LOCAL + timedelta(days=203), now=MEET + timedelta(days=202))
    await cast.enter(coming, "wang")
    now = EIGHT + timedelta(days=202)
    whole = await cast.store.read(record.mine, user_id=cast.id("wang"), now=now)
    assert (whole.homes[0].this_year, whole.homes[0].in_all) == (3.0, 5.0)
    assert [seen.face.call.id for seen in whole.next] == [coming]
    assert [entry.source for entry in whole.homes[0].entries] == [HoursSource.ORGANISER] * 2
    assert (await home(cast, "li")).entries == ()


async def test_own_check_in_is_told_as_the_source(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.store.write(
        attendance.arrive, now=MEET, call_id=call_id, user_id=cast.id("wang"), name="王大妈", chat_id=GROUP
    )
    await cast.store.write(closing.finish, now=EIGHT, call_id=call_id, by=cast.id("han"), habits=HABITS)
    assert (await home(cast, "wang")).entries[0].source is HoursSource.SELF


async def test_exports_tell_the_three_hours_after_the_old_columns(cast: Cast) -> None:
    call_id = await worked(cast, "wang", "li")
    await cast.store.write(calls.amend, call_id, planned_minutes=90)
    await credit(cast, call_id, "wang")
    told = await cast.store.read(exports.export, table=Table.ATTENDANCE)
    assert told.columns[11:] == ("hours", "duty", "planned_hours", "attended_hours", "credited_hours", "hours_source")
    rows = {row[3]: row[11:] for row in told.rows}
    assert rows == {"王大妈": (2.0, None, 1.5, 2.0, 1.5, "corrected"), "李婶": (2.0, None, 1.5, 2.0, 2.0, "organiser")}


async def milestones(cast: Cast) -> list[tuple[int | None, str]]:
    return [(row.chat_id, row.dedupe) for row in await cast.promised(Kind.MILESTONE)]


async def test_the_first_activity_is_told_to_the_volunteer_alone_and_once(cast: Cast) -> None:
    await worked(cast, "wang", "zhang")
    wang = (await cast.who("wang")).id
    assert await milestones(cast) == [(cast.id("wang"), f"milestone:{wang}:{FIRST}")]
    await worked(cast, "wang", days=3)
    assert len(await milestones(cast)) == 1


async def test_ten_hours_are_told_by_the_activity_that_reached_them(cast: Cast) -> None:
    for days in range(5):
        await worked(cast, "wang", days=2 * days, long=2.5)
    wang = (await cast.who("wang")).id
    assert [key for _, key in await milestones(cast)] == [f"milestone:{wang}:1", f"milestone:{wang}:10"]
    told = await cast.store.read(record.milestone, person_id=wang, goal=10, now=EIGHT + timedelta(days=10))
    assert told is not None
    assert await cast.store.read(record.milestone, person_id=wang, goal=50, now=EIGHT + timedelta(days=10)) is None


async def test_praise_waits_for_the_morning(cast: Cast) -> None:
    await worked(cast, "wang", long=17)  # until eleven at night
    (row,) = await cast.promised(Kind.MILESTONE)
    assert (row.due_at - MEET) % DAY == timedelta(hours=3)  # nine in the morning


async def test_a_no_show_reaches_nothing(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.store.write(closing.finish, now=EIGHT, call_id=call_id, by=cast.id("han"), habits=HABITS)
    await cast.store.write(attendance.settle_no_shows, {"call": call_id}, EIGHT + DAY)
    assert await milestones(cast) == []


async def asked(cast: Cast, key: str = "wang", now: datetime = EIGHT + 2 * DAY) -> int:
    return await cast.store.write(certificates.ask, now=now, village_id=cast.village.id, by=cast.id(key))


async def issued(cast: Cast, key: str = "wang", by: str = "zhou", now: datetime = EIGHT + 2 * DAY) -> Any:
    person: PersonId = (await cast.who(key)).id
    made, _ = await cast.store.write(certificates.issue, now=now, person_id=person, by=cast.id(by))
    return made


async def test_a_certificate_is_asked_for_and_issued_once(cast: Cast) -> None:
    await worked(cast, "wang")
    assert await asked(cast) == 2
    with pytest.raises(Refused, match="certificate-asked-already"):
        await asked(cast)
    assert {row.chat_id for row in await cast.promised(Kind.CERTIFICATE_ASKED)} == {cast.id("zhou"), cast.id("chen")}
    made = await issued(cast)
    assert (made.name, made.hours, made.issued_by) == ("王大妈", 2.0, "周社工")
    assert made.number.startswith("YH-")
    assert [row.chat_id for row in await cast.promised(Kind.CERTIFICATE)] == [cast.id("wang")]
    with pytest.raises(Refused) as second:
        await issued(cast, by="chen")
    assert (second.value.reason, second.value.facts) == ("certificate-issued-by", {"who": "周社工"})
    await asked(cast, now=EIGHT + 3 * DAY)


async def test_no_certificate_without_a_request_a_social_worker_or_settled_hours(cast: Cast) -> None:
    await worked(cast, "wang", settle=False)
    with pytest.raises(Refused, match="certificate-no-hours"):
        await asked(cast, now=EIGHT + DAY - timedelta(seconds=1))
    with pytest.raises(Refused, match="certificate-not-asked"):
        await issued(cast)
    await asked(cast, now=EIGHT + DAY)
    for key, reason in (("han", "not-worker"), ("li", "not-worker")):
        with pytest.raises(Refused, match=reason):
            await issued(cast, by=key)
    with pytest.raises(Refused, match="certificate-no-hours"):
        await asked(cast, "li")


async def test_nobody_issues_their_own(cast: Cast) -> None:
    await worked(cast, "zhou")
    assert await asked(cast, "zhou") == 1
    with pytest.raises(Refused, match="certificate-own"):
        await issued(cast, "zhou", by="zhou")
    assert (await issued(cast, "zhou", by="chen")).name == "周社工"


async def test_hours_nobody_noted_are_in_no_certificate(cast: Cast) -> None:
    await worked(cast, "wang")
    unmarked = await cast.call(meet_local=MEET_LOCAL + DAY, now=MEET + timedelta(hours=12))
    await cast.enter(unmarked, "wang")
    await cast.store.write(closing.finish, now=EIGHT + DAY, call_id=unmarked, by=cast.id("han"), habits=HABITS)
    await asked(cast, now=EIGHT + 3 * DAY)
    assert [entry.number for entry in (await issued(cast, now=EIGHT + 3 * DAY)).entries] == [1]


async def test_the_team_is_joined_and_left_and_listed_for_organisers(cast: Cast) -> None:
    deed: dict[str, Any] = {"village_id": cast.village.id, "user_id": cast.id("wang")}
    await cast.store.write(team.join, now=MEET, **deed)
    again = await cast.store.write(team.join, now=MEET + DAY, **deed)
    assert again.person.team_since == MEET
    found = await cast.store.read(team.members, village_id=cast.village.id, by=cast.id("han"))
    assert [person.name for person in found] == ["王大妈"]
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(team.members, village_id=cast.village.id, by=cast.id("wang"))
    left = await cast.store.write(team.leave, now=MEET + DAY, **deed)
    assert (left.members, left.person.team_since) == (0, None)


async def test_a_stranger_has_no_team(cast: Cast) -> None:
    with pytest.raises(Refused, match="team-no-village"):
        await cast.store.read(team.of_user, user_id=UserId(99))
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(team.join, now=MEET, village_id=cast.village.id, user_id=UserId(99))


async def test_whoever_left_the_village_is_not_in_its_team(cast: Cast) -> None:
    await cast.store.write(team.join, now=MEET, village_id=cast.village.id, user_id=cast.id("wang"))
    await cast.store.write(people.set_left, (await cast.who("wang")).id, MEET)
    assert await cast.store.read(team.members, village_id=cast.village.id, by=cast.id("han")) == []


async def test_a_training_session_is_a_call_of_that_activity(cast: Cast) -> None:
    deed: dict[str, Any] = {"now": MEET, "village_id": cast.village.id, "title": "急救培训"}
    begun = await cast.store.write(team.plan_training, by=cast.id("zhou"), **deed)
    found = await cast.store.read(calls.get, begun.call.id)
    assert found is not None
    assert (found.title, found.activity) == ("急救培训", Activity.TRAINING)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.write(team.plan_training, by=cast.id("wang"), **deed)
