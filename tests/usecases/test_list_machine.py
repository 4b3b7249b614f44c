"""The list of a call against a plain model of it: whatever people do in whatever order, both say the same."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, func, or_, select

from domain.attendance import Attended
from domain.calls import CallId
from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import ON_LIST, Source
from storage import signups, tables, updates
from storage.store import Store
from storage.tx import Tx
from storage.updates import AlreadyDone, UpdateScope
from tests.usecases.cast import GROUP, HABITS, IDS, MEET, NAMES, Cast, settle
from tests.usecases.list_model import Model
from usecases import attendance, calls
from usecases import signups as acts

PEOPLE: Final = ("wang", "li", "zhang", "sun", "qian")
LATE: Final = 10
"""The list lives this many steps before time passes or somebody calls it off."""
Deed = Callable[[], Awaitable[Any]]


class ListMachine(RuleBasedStateMachine):
    """Does each thing to the real list and to the model, and compares what is left."""

    def __init__(self, runner: asyncio.Runner, cast: Cast) -> None:
        super().__init__()
        self.runner = runner
        self.cast = cast
        self.persons = {runner.run(cast.who(key)).id: key for key in PEOPLE}
        self.last: tuple[Deed, int, str | None] | None = None
        self.steps = 0

    @initialize(
        needed=st.integers(1, 4),
        crowd=st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(1, 3)), min_size=4, max_size=7),
    )
    def publish(self, needed: int, crowd: list[tuple[str, int]]) -> None:
        self.model = Model(needed)
        self.most = needed
        self.call_id = self.runner.run(self.cast.call(needed))
        self.look()
        for key, party in crowd:
            self.join(key, party)

    @rule(key=st.sampled_from(PEOPLE), party=st.sampled_from([1, 2, 3, None, 4]))
    def join(self, key: str, party: int | None) -> None:
        facts = self.who(key) | SAID | {"party": party}
        self.do(lambda: self.cast.store.write(acts.join, **facts), self.model.join(key, party))

    @rule(key=st.sampled_from(PEOPLE), more=st.sampled_from([1, 2]))
    def bring_more(self, key: str, more: int) -> None:
        mine = self.model.places.get(key)
        self.join(key, mine.party + more if mine else more)

    @rule(key=st.sampled_from(PEOPLE), party=st.sampled_from([0, 15, 16]))
    def join_with_a_crowd(self, key: str, party: int) -> None:
        self.join(key, party)

    @rule(key=st.sampled_from(PEOPLE))
    def leave(self, key: str) -> None:
        self.do(lambda: self.cast.store.write(acts.leave, **self.who(key), **SAID), self.model.leave(key))

    @rule(key=st.sampled_from(PEOPLE))
    def arrive(self, key: str) -> None:
        self.do(lambda: self.cast.store.write(attendance.arrive, **self.who(key)), self.model.arrive(key))

    @rule(needed=st.integers(1, 5), sure=st.booleans())
    def need(self, needed: int, sure: bool) -> None:
        facts = self.organiser() | {"needed": needed, "timing": HABITS.timing, "sure": sure}
        self.do(lambda: self.cast.store.write(calls.set_needed, **facts), self.model.need(needed, sure))
        self.most = max(self.most, self.model.needed)

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_platform_sends_it_again(self) -> None:
        assert self.last is not None
        deed, update_id, refused = self.last
        before = self.seen
        with pytest.raises(AlreadyDone if refused is None else Refused):
            self.runner.run(self.handled(deed, update_id))
        self.look()
        assert self.seen == before

    @precondition(lambda self: self.steps > LATE)
    @rule(more=st.integers(1, 3))
    def more_are_needed_once_it_has_begun(self, more: int) -> None:
        self.time_goes_by(MEET)
        self.need(self.model.needed + more, True)

    @precondition(lambda self: self.steps > LATE)
    @rule(key=st.sampled_from(PEOPLE), party=st.sampled_from([None, 2]))
    def who_is_there_already_taps_to_join(self, key: str, party: int | None) -> None:
        self.time_goes_by(MEET - timedelta(hours=1))
        self.arrive(key)
        self.join(key, party)

    @precondition(lambda self: self.steps > LATE)
    @rule(sure=st.booleans())
    def cancel(self, sure: bool) -> None:
        on_list = {key for key in PEOPLE if self.model.on_list(key)}
        before = self.model.cancelled
        facts = self.organiser() | {"reason": "下雨", "sure": sure}
        self.do(lambda: self.cast.store.write(calls.cancel, **facts), self.model.cancel(sure))
        if self.model.cancelled and not before:
            assert {self.persons[p] for p in self.told("off")} == on_list

    @precondition(lambda self: self.steps > LATE)
    @rule(now=st.sampled_from([MEET - timedelta(hours=1), MEET]))
    def time_goes_by(self, now: datetime) -> None:
        self.last = None
        self.model.now = max(self.model.now, now)

    @invariant()
    def the_list_is_the_models_list(self) -> None:
        rows = {line.signup.name: line.signup for line in self.seen.lines}
        assert {name: (row.state.value, row.party, row.queue) for name, row in rows.items()} == {
            NAMES[key]: (place.state, place.party, place.queue) for key, place in self.model.places.items()
        }

    @invariant()
    def who_came_is_marked_once(self) -> None:
        assert {line.signup.name for line in self.seen.lines if line.present} == {NAMES[k] for k in self.model.present}
        assert self.seen.marks == len(self.model.present)

    @invariant()
    def no_more_have_a_place_than_were_ever_needed_and_none_stays_free(self) -> None:
        model = self.model
        assert model.confirmed <= self.most
        if model.waiting and model.now < MEET and not model.cancelled:
            assert model.confirmed + model.waiting[0].party > model.needed

    @invariant()
    def only_those_with_a_place_are_promised_a_reminder(self) -> None:
        placed = {key for key, place in self.model.places.items() if place.state == "confirmed"}
        expected = set() if self.model.cancelled else placed
        assert {self.persons[p] for p in self.told("remind")} == expected
        assert {self.persons[p] for p in self.told("up")} <= expected

    # What follows is how, not what.

    def do(self, deed: Deed, refused: str | None) -> None:
        """Do it as one update; it must be refused exactly as the model refused it. A changed list is drawn anew."""
        self.steps += 1
        update_id = next(NUMBERS)
        before = self.seen
        if refused is None:
            self.runner.run(self.handled(deed, update_id))
        else:
            with pytest.raises(Refused) as found:
                self.runner.run(self.handled(deed, update_id))
            assert found.value.reason == refused
        self.last = (deed, update_id, refused)
        self.look()
        if refused is not None:
            assert self.seen == before
        elif self.seen.shown != before.shown:
            assert self.seen.drawn > before.drawn

    def look(self) -> None:
        self.seen = self.runner.run(self.cast.store.read(look, self.call_id))

    async def handled(self, deed: Deed, update_id: int) -> None:
        with updates.handling(UpdateScope(1, update_id, self.model.now)):
            await deed()

    def who(self, key: str) -> dict[str, Any]:
        return {
            "now": self.model.now,
            "call_id": self.call_id,
            "user_id": IDS[key],
            "name": NAMES[key],
            "chat_id": GROUP,
        }

    def organiser(self) -> dict[str, Any]:
        return {"now": self.model.now, "call_id": self.call_id, "by": IDS["han"]}

    def told(self, what: str) -> set[PersonId]:
        return {PersonId(int(key.split(":")[2])) for key in self.seen.promised if key.startswith(f"{what}:")}


@dataclass(frozen=True)
class Seen:
    """What the database holds of a call: its list, how many marks, what is promised, how often its card was drawn."""

    lines: list[Attended]
    marks: int
    promised: set[str]
    drawn: int

    @property
    def shown(self) -> set[tuple[str, int, str]]:
        """What the card shows."""
        on_list = [line.signup for line in self.lines if line.signup.state in ON_LIST]
        return {(one.name, one.party, one.state.value) for one in on_list}


SAID: Final[dict[str, Any]] = {"source": Source.BUTTON, "timing": HABITS.timing}
NUMBERS: Final = iter(range(1, 10**9))


async def look(tx: Tx, call_id: CallId) -> Seen:
    lines = await signups.attendance(tx, call_id)
    mark, box, card = tables.attendance_mark, tables.outbox, tables.card
    mine = mark.c.signup_id.in_([line.signup.id for line in lines])
    marks = await tx.value(select(func.count()).select_from(mark).where(mine))
    about = or_(*(box.c.dedupe.like(f"{what}:{call_id}:%") for what in ("remind", "up", "off")))
    promised = {row.dedupe for row in await tx.all(select(box.c.dedupe).where(about))}
    card_id = await tx.value(select(card.c.id).where(card.c.call_id == call_id))
    drawn = await tx.value(select(box.c.revision).where(box.c.dedupe == f"card:{card_id}"))
    return Seen(lines, marks, promised, drawn or 0)


def in_a_hurry(connection: Any, _record: Any) -> None:
    """What is proved here is the list, not the disk: nothing waits for it."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


@pytest.fixture
def village(ready_sqlite: Path, tmp_path: Path) -> Iterator[tuple[asyncio.Runner, Cast]]:
    """柳沟村 on SQLite, in a loop that outlives each try of the machine."""
    file = tmp_path / "list.db"
    file.write_bytes(ready_sqlite.read_bytes())
    with asyncio.Runner() as runner:
        door = Store.open(f"sqlite+aiosqlite:///{file}")

        async def enter() -> Cast:
            store = await door.__aenter__()
            event.listen(store.engine.sync_engine, "connect", in_a_hurry)
            return await settle(store)

        cast = runner.run(enter())
        try:
            yield runner, cast
        finally:

            async def close() -> None:
                with suppress(asyncio.CancelledError):
                    await door.__aexit__(None, None, None)

            runner.run(close())


def test_the_list_and_its_model_always_agree(village: tuple[asyncio.Runner, Cast]) -> None:
    run_state_machine_as_test(
        lambda: ListMachine(*village),  # type: ignore[arg-type]
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
