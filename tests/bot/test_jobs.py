"""Daily jobs are done once a day at their village's hour, made up for after an outage, and stop no other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from bot.chores import chores
from bot.jobs import Job, Jobs
from bot.settings import load_settings
from domain.people import UserId
from domain.promises import Kind
from storage import ledger, people, updates, villages, wizards
from storage.store import Store
from storage.tables import account, call, outbox, person, signup
from storage.tables import ledger as ledger_table
from storage.tx import Tx
from storage.updates import UpdateScope
from storage.wizards import Seat
from tests.bot.conftest import EVENING
from tests.faults import GROUP
from usecases import overview, waking

ZONE = "Asia/Shanghai"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in the village's time."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


class Diary:
    """What was done when."""

    def __init__(self, store: Store, **more: Job) -> None:
        self.done: list[datetime] = []
        self.jobs = Jobs(store, self._list)
        self._more = more

    async def _list(self) -> Mapping[str, Job]:
        return {**self._more, "write": Job(time(20), ZONE, self._write, timedelta(hours=3))}

    async def _write(self, now: datetime) -> None:
        self.done.append(now)


async def test_a_job_is_done_once_a_day_at_its_hour(store: Store) -> None:
    diary = Diary(store)
    moments = [at(23, 19), at(23, 19, 59), at(23, 20), at(23, 20, 1), at(24, 19, 59), at(24, 20), at(24, 23)]
    for now in moments:
        await diary.jobs.tick(now)
    assert diary.done == [at(23, 20), at(24, 20)]


async def test_a_new_installation_owes_no_yesterday(store: Store) -> None:
    diary = Diary(store)
    await diary.jobs.tick(at(23, 21))
    assert diary.done == []


async def test_what_was_missed_is_done_late_but_not_too_late(store: Store) -> None:
    diary = Diary(store)
    for now in (at(23, 19), at(23, 22), at(24, 23, 1), at(25, 19)):
        await diary.jobs.tick(now)
    assert diary.done == [at(23, 22)]


async def test_a_job_that_fails_is_tried_again_and_stops_no_other(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[datetime] = []

    async def fail(now: datetime) -> None:
        tries.append(now)
        if len(tries) < 3:
            raise ZeroDivisionError

    diary = Diary(store, failing=Job(time(20), ZONE, fail))
    for now in (at(23, 19), at(23, 20), at(23, 20, 1), at(23, 20, 2), at(23, 20, 3)):
        await diary.jobs.tick(now)
    assert len(tries) == 3
    assert diary.done == [at(23, 20)]
    assert sum("failed" in record.message for record in caplog.records) == 1


def test_the_next_moment_is_always_later() -> None:
    async def nothing(now: datetime) -> None:
        return None

    job = Job(time(20), ZONE, nothing)
    assert job.next(at(23, 19, 59)) == at(23, 20)
    assert job.next(at(23, 20)) == at(24, 20)
    assert job.last(at(23, 20)) == at(23, 20)
    assert job.last(at(23, 19, 59)) == at(22, 20)


async def _village(tx: Tx) -> int:
    await tx.run(insert(account).values(user_id=1, name="Han", private=1))
    await tx.run(insert(account).values(user_id=2, name="Wang", private=1))
    here = await villages.add(
        tx, chat_id=GROUP, thread_id=None, title="Liugou", zone=ZONE, language="en", set_up_by=UserId(1), now=EVENING
    )
    han = await tx.insert_id(insert(person).values(village_id=here.id, user_id=1, name="Han", role="official"))
    wang = await tx.insert_id(insert(person).values(village_id=here.id, user_id=2, name="Wang"))
    its = await tx.insert_id(
        insert(call).values(
            village_id=here.id,
            number=1,
            state="open",
            title="Potatoes",
            zone=ZONE,
            needed=20,
            meet_at=at(24, 6),
            meet_local=datetime(2026, 11, 24, 6),  # noqa: DTZ001
            created_by=han,
            created_at=EVENING,
        )
    )
    await tx.run(
        insert(signup).values(
            call_id=its,
            person_id=wang,
            party=2,
            state="confirmed",
            source="button",
            entered_by=wang,
            queue=1,
            signed_up_at=EVENING,
            changed_at=EVENING,
        )
    )
    return int(here.id)


async def _promised(tx: Tx) -> list[int]:
    rows = await tx.all(select(outbox.c.chat_id).where(outbox.c.kind == Kind.EVENING.value))
    return [row.chat_id for row in rows]


async def test_organisers_get_one_overview_an_evening_when_work_is_near(store: Store, tmp_path: Path) -> None:
    settings = load_settings(None, data_dir=tmp_path)
    await store.write(_village)
    jobs = Jobs(store, lambda: chores(store, settings))
    for now in (at(23, 19), at(23, 20), at(23, 20, 1)):
        await jobs.tick(now)
    assert await store.read(_promised) == [1]


async def test_the_evening_after_speaks_of_work_that_nobody_ended(store: Store, tmp_path: Path) -> None:
    settings = load_settings(None, data_dir=tmp_path)
    await store.write(_village)
    jobs = Jobs(store, lambda: chores(store, settings))
    for now in (at(24, 19), at(24, 20), at(24, 20, 1)):
        await jobs.tick(now)
    assert await store.read(_promised) == [1]


async def test_the_overview_says_how_each_call_stands(store: Store) -> None:
    from handlers.letters_overview import evening

    await store.write(_village)
    out = await store.read(evening, {"village": 1, "person": 1}, at(23, 20))
    assert out is not None
    assert out.text.as_kwargs()["text"].splitlines()[1:] == [
        "· Potatoes, tomorrow, Tue 24 Nov 06:00, 2 of 20 signed up"
    ]
    assert await store.read(evening, {"village": 1, "person": 2}, at(23, 20)) is None
    assert await store.read(evening, {"village": 1, "person": 1}, at(24, 6)) is None


async def test_an_organiser_who_cannot_be_reached_is_promised_nothing(store: Store) -> None:
    await store.write(_village)
    await store.write(people.set_unreachable, UserId(1), "blocked")
    here = (await store.read(overview.all_villages))[0]
    assert await store.write(overview.promise_overviews, village=here, day=at(23, 20).date(), now=at(23, 20)) == 0


async def test_the_purge_forgets_what_has_served_its_time_and_notes_how_much(store: Store, tmp_path: Path) -> None:
    now = at(23, 3, 30)
    for hours, number in ((49, 1), (47, 2)):
        with updates.handling(UpdateScope(9, number, now - timedelta(hours=hours))):
            await store.write(updates.settle)
    await store.write(wizards.save, Seat(9, 1, 1), "asked", {}, now - timedelta(hours=25))
    await store.write(wizards.save, Seat(9, 2, 2), "asked", {}, now - timedelta(hours=23))
    job = (await chores(store, load_settings(None, data_dir=tmp_path)))["purge"]
    await job.action(now)
    assert not await store.read(updates.is_done, 9, 1)
    assert await store.read(updates.is_done, 9, 2)
    assert await store.read(wizards.load, Seat(9, 1, 1)) == (None, {})
    assert (await store.read(wizards.load, Seat(9, 2, 2)))[0] == "asked"
    noted = await store.read(_noted)
    assert '"updates": 1' in noted
    assert '"conversations": 1' in noted


async def _noted(tx: Tx) -> str:
    return str(await tx.value(select(ledger_table.c.facts).where(ledger_table.c.deed == "purge")))


async def test_after_more_than_a_day_away_the_operator_is_told_and_cards_are_drawn_anew(store: Store) -> None:
    await store.write(_village)
    operators = frozenset({99})
    assert await store.write(waking.wake, now=at(20, 8), operators=operators) is None
    assert await store.write(waking.wake, now=at(21, 8), operators=operators) is None
    assert await store.write(waking.wake, now=at(22, 9), operators=operators) == timedelta(hours=25)
    assert await store.read(_told) == 1


async def _told(tx: Tx) -> int:
    return int(await tx.value(select(func.count()).select_from(outbox).where(outbox.c.kind == "operator")))


async def test_a_job_that_ran_in_a_future_that_was_turned_back_waits_for_it(store: Store) -> None:
    diary = Diary(store)
    for now in (at(23, 19), at(23, 20), at(22, 20), at(23, 21)):
        await diary.jobs.tick(now)
    assert diary.done == [at(23, 20)]
    assert await store.read(ledger.last_ran, "write") == at(23, 20)


async def test_a_row_that_ended_long_ago_is_forgotten(store: Store, tmp_path: Path) -> None:
    await store.write(waking.wake, now=at(20, 8), operators=frozenset({99}))
    await store.write(waking.wake, now=at(22, 8), operators=frozenset({99}))
    await store.write(_end_all, at(22, 9))
    job = (await chores(store, load_settings(None, data_dir=tmp_path)))["purge"]
    await job.action(at(22, 9) + timedelta(days=30))
    assert await store.read(_told) == 1
    await job.action(at(22, 9) + timedelta(days=30, seconds=1))
    assert await store.read(_told) == 0


async def _end_all(tx: Tx, now: datetime) -> None:
    await tx.run(update(outbox).values(sent_at=now))
