"""Who may not read, what comes late, what a restored copy no longer knows, what everybody may still delete."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from domain.digest import Digest
from domain.people import Role, UserId
from domain.promises import Kind
from domain.refusals import Refused
from domain.rounds import FREEZE_AFTER, RoundId, RoundState
from storage import answers, people, rounds, tables, villages
from storage.tx import Tx
from tests.usecases.cast import EVENING, HABITS, IDS, MEET, Cast
from tests.usecases.test_rounds import CLOSES, OPENS, SEVEN, answers_all, choose, closed, digest, harvested
from usecases import closing, feedback, figures, letters, roles
from usecases import rounds as round_actions

WEEK = timedelta(days=7)


async def becomes_worker(cast: Cast, key: str, *, at: datetime) -> None:
    """The office is laid down, then a social worker's link is used: every step of it is allowed."""
    village = cast.village.id
    common: dict[str, Any] = {"village_id": village, "operator": False}
    who = await cast.who(key)
    await cast.store.write(roles.appoint, now=at, by=IDS["liu"], user_id=IDS[key], name=who.name, role=None, **common)
    await cast.store.write(roles.invite, now=at, by=IDS["zhou"], role=Role.WORKER, token="t" * 22, **common)
    await cast.store.write(roles.accept, now=at, token="t" * 22, user_id=IDS[key], name=who.name, operators=frozenset())
    assert (await cast.who(key)).role is Role.WORKER


# Who was an official


@pytest.mark.parametrize("when", ["while it is open", "after closing"])
async def test_who_was_an_official_then_reads_nothing_as_a_social_worker(cast: Cast, when: str) -> None:
    round_id = await harvested(cast)
    await answers_all(cast, round_id, "wang")
    await cast.store.write(feedback.comment, round_id=round_id, user_id=IDS["wang"], text="韩书记没来")
    if when == "after closing":
        await closed(cast, round_id)
    await becomes_worker(cast, "han", at=OPENS)
    facts: dict[str, Any] = {"round_id": round_id, "by": IDS["han"]}
    with pytest.raises(Refused, match="was-official"):
        await digest(cast, round_id, "han")
    with pytest.raises(Refused, match="was-official"):
        await cast.store.read(figures.figures, **facts)
    with pytest.raises(Refused, match="was-official"):
        await cast.store.write(figures.set_figure, **facts, name="attended", number=3)
    with pytest.raises(Refused, match="was-official"):
        await cast.store.write(round_actions.make_summary, **facts, now=CLOSES)
    round_ = await cast.store.read(rounds.get, round_id)
    assert round_ is not None
    assert round_.state is not RoundState.FROZEN


async def test_who_was_an_official_then_is_not_told_of_the_digest(cast: Cast) -> None:
    round_id = await harvested(cast)
    await becomes_worker(cast, "han", at=OPENS)
    await closed(cast, round_id)
    assert sorted(row.chat_id for row in await cast.promised(Kind.DIGEST)) == sorted((IDS["zhou"], IDS["chen"]))
    han = await cast.who("han")
    assert await cast.store.read(letters.for_worker, round_id, han.id) is None
    zhou = await cast.who("zhou")
    assert await cast.store.read(letters.for_worker, round_id, zhou.id) is not None


@pytest.mark.parametrize(("before", "reads"), [(timedelta(microseconds=1), True), (timedelta(0), False)])
async def test_who_laid_the_office_down_before_the_activity_reads_it(
    cast: Cast, before: timedelta, reads: bool
) -> None:
    await becomes_worker(cast, "han", at=MEET - before)
    round_id = await harvested(cast, "wang")
    if reads:
        assert await digest(cast, round_id, "han")
        return
    with pytest.raises(Refused, match="was-official"):
        await digest(cast, round_id, "han")


async def test_who_left_the_group_and_came_back_was_an_official_all_the_same(cast: Cast) -> None:
    round_id = await harvested(cast)
    han = await cast.who("han")
    await cast.store.write(people.set_role, han.id, None, by=IDS["han"], now=OPENS)
    await cast.store.write(people.set_left, han.id, OPENS)
    await cast.store.write(people.belong, cast.village.id, IDS["han"], "韩")
    await cast.store.write(people.set_role, han.id, Role.WORKER, by=IDS["zhou"], now=OPENS + WEEK)
    with pytest.raises(Refused, match="was-official"):
        await digest(cast, round_id, "han")


# Late


@pytest.mark.parametrize(
    ("late", "later"),
    [(timedelta(0), False), (timedelta(hours=1), False), (timedelta(hours=1, microseconds=1), True), (WEEK, True)],
)
async def test_a_round_that_opens_late_is_open_as_long_as_was_planned(cast: Cast, late: timedelta, later: bool) -> None:
    call_id = await cast.call()
    await cast.enter(call_id, "wang")
    await cast.store.write(closing.finish_all, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    planned = await cast.store.read(rounds.of_call, call_id)
    assert planned is not None
    await cast.store.write(round_actions.open_round, {"round": planned.id}, OPENS + late)
    closes = CLOSES + late if later else CLOSES
    opened = await cast.store.read(rounds.get, planned.id)
    assert opened is not None
    assert (opened.state, opened.closes_at) == (RoundState.OPEN, closes)
    assert [row.due_at for row in await cast.promised(Kind.CLOSE_ROUND)] == [closes]
    assert [row.due_at for row in await cast.promised(Kind.FREEZE_ROUND)] == [closes + FREEZE_AFTER]
    assert {row.expires_at for row in await cast.promised(Kind.FEEDBACK)} == {closes}
    # The deed of the old hour, if it was on its way already, does nothing.
    await cast.store.write(round_actions.close_round, {"round": planned.id}, closes - timedelta(microseconds=1))
    still = await cast.store.read(rounds.get, planned.id)
    assert still == opened
    await cast.store.write(round_actions.close_round, {"round": planned.id}, closes)
    after = await cast.store.read(rounds.get, planned.id)
    assert after is not None
    assert after.state is RoundState.CLOSED


# A restored copy


async def restored(tx: Tx) -> None:
    """What a restored copy lacks (storage/copies.py)."""
    await tx.run(delete(tables.answer_link))
    await tx.run(delete(tables.round_key))


async def test_in_a_restored_copy_nobody_answers_twice_and_everybody_hears_why(cast: Cast) -> None:
    round_id = await harvested(cast)
    await answers_all(cast, round_id, "wang")
    await cast.store.write(restored)
    who: dict[str, Any] = {"round_id": round_id, "user_id": IDS["wang"]}
    for key in ("wang", "li"):
        with pytest.raises(Refused, match="round-restored"):
            await choose(cast, round_id, key, "v1", "bad")
    with pytest.raises(Refused, match="round-restored"):
        await cast.store.write(feedback.comment, **who, text="水桶不够")
    with pytest.raises(Refused, match="round-restored"):
        await cast.store.write(feedback.erase, **who)
    with pytest.raises(Refused, match="round-restored"):
        await cast.store.read(feedback.form, **who)
    assert await cast.store.read(feedback.open_forms, user_id=IDS["wang"]) == []
    assert await cast.store.read(feedback.erasable, user_id=IDS["wang"]) == []
    li = await cast.who("li")
    assert await cast.store.read(letters.invitation, round_id, li.id) is None
    assert len(await cast.store.read(answers.of_round, round_id)) == 1


async def test_a_restored_copy_still_closes_and_freezes(cast: Cast) -> None:
    round_id = await harvested(cast)
    await answers_all(cast, round_id, "wang")
    await cast.store.write(restored)
    await closed(cast, round_id)
    read = await digest(cast, round_id)
    assert isinstance(read, Digest)
    made = await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["zhou"], now=CLOSES)
    assert [one.n for one in made.answered] == [1, 0, 0]


# Deleting


async def test_the_newest_answer_comes_first_over_all_villages(cast: Cast) -> None:
    older = await harvested(cast, "wang")
    await answers_all(cast, older, "wang")
    other = await settled_elsewhere(cast)
    newer = await other.call(meet_local=datetime(2026, 7, 12, 6))  # noqa: DTZ001
    await other.enter(newer, "wang")
    await cast.store.write(
        closing.finish_all, now=SEVEN + timedelta(days=1), call_id=newer, by=IDS["han"], habits=HABITS
    )
    second = await cast.store.read(rounds.of_call, newer)
    assert second is not None
    await cast.store.write(round_actions.open_round, {"round": second.id}, second.opens_at)
    await answers_all(cast, second.id, "wang")
    found = await cast.store.read(feedback.erasable, user_id=IDS["wang"])
    assert [one.round.id for one in found] == [second.id, older]
    assert [one.round.id for one in await cast.store.read(feedback.open_forms, user_id=IDS["wang"])] == [
        second.id,
        older,
    ]


async def settled_elsewhere(cast: Cast) -> Cast:
    """Another village, set up later, with Secretary Han and Aunt Wang in it."""

    async def found(tx: Tx) -> Cast:
        village = await villages.add(
            tx,
            chat_id=-1002,
            thread_id=None,
            title="别的村",
            zone="Asia/Shanghai",
            language="zh",
            set_up_by=IDS["han"],
            now=EVENING,
        )
        han = await people.belong(tx, village.id, IDS["han"], "韩书记")
        await people.set_role(tx, han.id, Role.OFFICIAL, by=IDS["han"], now=EVENING)
        await people.belong(tx, village.id, IDS["wang"], "王大妈")
        return Cast(cast.store, village)

    return await cast.store.write(found)


async def test_who_left_the_village_may_still_delete_but_not_answer(cast: Cast) -> None:
    round_id = await harvested(cast)
    await answers_all(cast, round_id, "wang")
    wang = await cast.who("wang")
    await cast.store.write(people.set_left, wang.id, OPENS)
    with pytest.raises(Refused, match="not-found"):
        await choose(cast, round_id, "wang", "v1", "bad")
    assert [one.round.id for one in await cast.store.read(feedback.erasable, user_id=IDS["wang"])] == [round_id]
    assert await cast.store.write(feedback.erase, round_id=round_id, user_id=IDS["wang"])


@pytest.mark.parametrize("user_id", [UserId(404), IDS["wang"]])
async def test_nobody_deletes_what_is_not_there(cast: Cast, user_id: UserId) -> None:
    round_id = await harvested(cast) if user_id == UserId(404) else RoundId(404)
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(feedback.erase, round_id=round_id, user_id=user_id)


async def test_before_the_round_opens_there_is_nothing_to_delete(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(closing.finish_all, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    round_ = await cast.store.read(rounds.of_call, call_id)
    assert round_ is not None
    assert not await cast.store.write(feedback.erase, round_id=round_.id, user_id=IDS["wang"])


# Hours


async def test_hours_may_be_halves_and_nothing_else(cast: Cast) -> None:
    round_id = await harvested(cast)
    facts: dict[str, Any] = {"round_id": round_id, "by": IDS["zhou"]}
    told = await cast.store.write(figures.set_figure, **facts, name="hours_total", number=41.5)
    assert told["hours_total"] == 41.5
    for number in (41.25, -0.5, 100_000.5):
        with pytest.raises(Refused, match="figure-hours"):
            await cast.store.write(figures.set_figure, **facts, name="hours_total", number=number)
    with pytest.raises(Refused, match="figure-bounds"):
        await cast.store.write(figures.set_figure, **facts, name="attended", number=20.5)
    await closed(cast, round_id)
    made = await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["zhou"], now=CLOSES)
    assert made.facts.hours == 41.5
