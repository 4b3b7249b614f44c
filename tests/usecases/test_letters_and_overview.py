"""What a letter says is looked up when it is sent: nobody is written to about what is no longer true."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.calls import CallId
from domain.people import PersonId, VillageId
from domain.promises import Kind, Promise
from domain.rounds import RoundId
from domain.signups import SignupState
from storage import outbox, people
from tests.usecases.cast import EVENING, IDS, MEET, Cast
from tests.usecases.test_rounds import answers_all, closed, harvested
from usecases import letters, overview
from usecases import rounds as round_actions

DAY = EVENING.date()


async def test_an_invitation_goes_to_who_has_not_answered_while_the_round_is_open(cast: Cast) -> None:
    round_id = await harvested(cast, "wang", "li")
    wang, li = await cast.who("wang"), await cast.who("li")
    asked = await cast.store.read(letters.invitation, round_id, wang.id)
    assert asked is not None
    known, form = asked
    assert (known.person.id, known.language, form.next is None) == (wang.id, "zh", False)
    await answers_all(cast, round_id, "wang")
    assert await cast.store.read(letters.invitation, round_id, wang.id) is None
    assert await cast.store.read(letters.open_round, round_id) is not None
    await closed(cast, round_id)
    assert await cast.store.read(letters.invitation, round_id, li.id) is None
    assert await cast.store.read(letters.open_round, round_id) is None


async def test_a_letter_about_nothing_is_not_written(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    wang = await cast.who("wang")
    nobody = await cast.store.write(people.add, cast.village.id, "李奶奶")
    assert await cast.store.read(letters.invitation, round_id, nobody) is None
    assert await cast.store.read(letters.invitation, RoundId(404), wang.id) is None
    assert await cast.store.read(letters.addressed, round_id, PersonId(404)) is None
    assert await cast.store.read(letters.village_call, CallId(404)) is None
    assert await cast.store.read(letters.open_round, RoundId(404)) is None


async def test_digest_and_summary_are_for_those_who_hold_the_role_now(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    han, zhou, wang = [await cast.who(key) for key in ("han", "zhou", "wang")]
    for reader, digest, summary in ((han, False, True), (zhou, True, True), (wang, False, False)):
        assert bool(await cast.store.read(letters.for_worker, round_id, reader.id)) is digest
        assert bool(await cast.store.read(letters.for_organiser, round_id, reader.id)) is summary
    await cast.store.write(people.set_role, zhou.id, None, by=IDS["chen"], now=EVENING)
    assert await cast.store.read(letters.for_worker, round_id, zhou.id) is None


async def test_rounds_are_listed_for_organisers_only(cast: Cast) -> None:
    first = await harvested(cast, "wang")
    found = await cast.store.read(round_actions.of_user, by=IDS["zhou"])
    assert [one.round.id for one in found] == [first]
    assert await cast.store.read(round_actions.of_user, by=IDS["wang"]) == []


async def test_in_the_evening_each_reachable_organiser_hears_once_of_what_meets_within_a_day(cast: Cast) -> None:
    await cast.call()
    await cast.store.write(people.set_unreachable, IDS["liu"], "blocked")
    facts: dict[str, Any] = {"village": cast.village, "day": DAY, "now": EVENING}
    assert await cast.store.write(overview.promise_overviews, **facts) == 4
    await cast.store.write(overview.promise_overviews, **facts)
    rows = await cast.promised(Kind.EVENING)
    assert sorted(row.chat_id for row in rows) == sorted(IDS[key] for key in ("han", "zhao", "zhou", "chen"))


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (MEET - timedelta(hours=24, microseconds=1), 0),
        (MEET - timedelta(hours=24), 5),
        (MEET - timedelta(microseconds=1), 5),
        (MEET, 0),
    ],
)
async def test_a_call_is_ahead_for_a_day_before_it_meets(cast: Cast, now: object, count: int) -> None:
    await cast.call()
    facts: dict[str, Any] = {"village": cast.village, "day": DAY, "now": now}
    assert await cast.store.write(overview.promise_overviews, **facts) == count
    (village,) = await cast.store.read(overview.all_villages)
    assert village == cast.village


async def test_the_overview_counts_places_and_reminders_that_did_not_arrive(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    await cast.enter(call_id, "wang", party=2)
    await cast.enter(call_id, "li", state=SignupState.WAITLISTED)
    for n, fate in enumerate(("unreachable", "untrue", "sent")):
        key = f"remind:{call_id}:{n}:soon:1"
        await cast.store.write(outbox.promise, [Promise(Kind.REMINDER, key, 5, EVENING)])
        letter = await cast.store.write(outbox.claim_next, now=EVENING, sender="x", ranks=["2-personal"])
        assert letter is not None
        if fate == "sent":
            await cast.store.write(outbox.sent, letter, now=EVENING, message_id=1, not_before=None)
        else:
            await cast.store.write(outbox.bury, letter, now=EVENING, fate=fate)
    han = await cast.who("han")
    facts: dict[str, Any] = {"village_id": cast.village.id, "person_id": han.id, "now": EVENING}
    told = await cast.store.read(overview.overview, **facts)
    assert told is not None
    (ahead,) = told.ahead
    assert (ahead.call.id, ahead.tally.confirmed, ahead.tally.waiting, ahead.unreached) == (call_id, 2, 1, 1)
    assert await cast.store.read(overview.overview, **facts | {"now": MEET}) is None


async def test_the_overview_is_for_organisers_of_that_village_only(cast: Cast) -> None:
    await cast.call()
    han, wang = await cast.who("han"), await cast.who("wang")
    for village_id, person_id in (
        (cast.village.id, wang.id),
        (cast.village.id, PersonId(404)),
        (VillageId(404), han.id),
    ):
        asked: dict[str, Any] = {"village_id": village_id, "person_id": person_id, "now": EVENING}
        assert await cast.store.read(overview.overview, **asked) is None
    assert await cast.store.read(overview.language_of, IDS["han"]) is None
