"""The list of a call against a plain model of it: whatever people do in whatever order, both say the same."""

from __future__ import annotations

import asyncio
import json
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
from domain.duties import WantedDuty
from domain.people import PersonId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import ON_LIST, DutyId, SignupId, Source
from storage import outbox, plans, signups, tables, updates
from storage.store import Store
from storage.tx import Tx
from storage.updates import AlreadyDone, UpdateScope
from tests.usecases.cast import GROUP, HABITS, IDS, MEET, NAMES, Cast, settle
from tests.usecases.list_model import MORNING, TEN, Model
from usecases import attendance, calls, keepers, offers
from usecases import signups as acts

PEOPLE: Final = ("wang", "li", "zhang", "sun", "qian")
LATE: Final = 10
"""The list lives this many steps before time passes or somebody calls it off."""
KEEPER, GRANNY = "wang", "granny"
NAMES_ALL: Final = {**NAMES, GRANNY: "李奶奶"}
WORK: Final = st.sampled_from(("dig", "dig", "drive"))
Deed = Callable[[], Awaitable[Any]]


class ListMachine(RuleBasedStateMachine):
    """Does each thing to the real list and to the model, and compares what is left."""

    def __init__(self, runner: asyncio.Runner, cast: Cast, drivers: int | None = None) -> None:
        super().__init__()
        self.runner = runner
        self.drivers = drivers
        self.cast = cast
        self.persons = {runner.run(cast.who(key)).id: key for key in PEOPLE}
        self.last: tuple[Deed, int, str | None] | None = None
        self.steps = 0

    @initialize(
        needed=st.integers(1, 4),
        crowd=st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(1, 3), WORK), min_size=4, max_size=7),
    )
    def publish(self, needed: int, crowd: list[tuple[str, int, str]]) -> None:
        needed += self.drivers or 0
        self.model = Model(needed, self.drivers)
        self.most = needed
        self.call_id = self.runner.run(self.cast.call(needed, now=MORNING))
        self.duties: dict[str, DutyId] = {}
        self.struck: set[int] = set()
        if self.drivers is not None:
            self.runner.run(self.divide(needed, self.drivers))
        self.look()
        for key, party, work in crowd:
            self.join(key, party, work)

    async def divide(self, needed: int, drivers: int) -> None:
        wanted = [WantedDuty("挖土豆", 0, needed - drivers), WantedDuty("司机", 0, drivers, strict=True)]
        await self.cast.store.write(plans.set_duties, self.call_id, wanted)
        dig, drive = await self.cast.store.read(plans.duties, self.call_id)
        self.duties = {"dig": dig.id, "drive": drive.id}

    @rule(key=st.sampled_from(PEOPLE), party=st.sampled_from([1, 2, 3, None, 4]), work=WORK)
    def join(self, key: str, party: int | None, work: str) -> None:
        work = work if self.duties else "dig"
        facts = self.who(key) | SAID | {"party": party, "duty": self.duties.get(work)}
        self.do(lambda: self.cast.store.write(acts.join, **facts), self.model.join(key, party, work))

    @rule(key=st.sampled_from(PEOPLE), more=st.sampled_from([1, 2]))
    def bring_more(self, key: str, more: int) -> None:
        mine = self.model.places.get(key)
        self.join(key, mine.party + more if mine else more, mine.work if mine else "dig")

    @rule(key=st.sampled_from(PEOPLE), party=st.sampled_from([0, 15, 16]))
    def join_with_a_crowd(self, key: str, party: int) -> None:
        self.join(key, party, "dig")

    @rule(enters=st.booleans())
    def the_keeper_speaks_for_granny(self, enters: bool) -> None:
        """王大妈 enters 李奶奶, who has no phone, or takes her off again."""
        model, facts = self.model, self.who(KEEPER) | {"names": [NAMES_ALL[GRANNY]], "timing": HABITS.timing}
        if enters:
            refused = model.begun()
            if refused is None and not model.on_list(GRANNY):
                refused = model.join(GRANNY, 1)
            facts |= {"source": Source.REPLY, "duty": self.duties.get("dig")}
            self.do(lambda: self.cast.store.write(keepers.join_for, **facts), refused)
            return
        refused = model.begun(leaving=True)
        if refused is None and not model.on_list(GRANNY):
            refused = "not-yours"
        self.do(lambda: self.cast.store.write(keepers.leave_for, **facts), refused or model.leave(GRANNY))

    @precondition(lambda self: bool(self.model.places))
    @rule(chosen=st.sampled_from((*PEOPLE, "granny")), comes=st.booleans())
    def answer_an_offer(self, chosen: str, comes: bool) -> None:
        """去 or 不去了 under an offer, rather one that stands than one that passed."""
        standing = [key for key, place in self.model.places.items() if place.state == "offered"]
        key = chosen if chosen in standing or not standing else standing[0]
        if key not in self.model.places:
            return
        by = IDS[KEEPER if key == GRANNY else key]
        facts: dict[str, Any] = {
            "now": self.model.now,
            "call_id": self.call_id,
            "signup_id": self.line_of(key),
            "user_id": by,
        }
        facts |= {"comes": comes, "timing": HABITS.timing}
        self.do(lambda: self.cast.store.write(offers.answer, **facts), self.model.answer(key, comes))

    @rule(now=st.sampled_from([MORNING + timedelta(hours=n) for n in (3, 6, 9, 12, 13)]))
    def hours_pass(self, now: datetime) -> None:
        if len(self.model.places) > 3:
            self.time_goes_by(now)

    @precondition(lambda self: bool(self.model.places))
    @rule(chosen=st.sampled_from((*PEOPLE, "granny")))
    def an_organiser_gives_a_place(self, chosen: str) -> None:
        key = next((k for k, p in self.model.places.items() if p.state == "waitlisted"), chosen)
        if key not in self.model.places:
            return
        facts = self.organiser() | {"signup_id": self.line_of(key), "timing": HABITS.timing}
        self.do(lambda: self.cast.store.write(offers.give_place, **facts), self.model.give(key))

    @rule(key=st.sampled_from(PEOPLE))
    def leave(self, key: str) -> None:
        self.do(lambda: self.cast.store.write(acts.leave, **self.who(key), **SAID), self.model.leave(key))

    @rule(key=st.sampled_from(PEOPLE))
    def arrive(self, key: str) -> None:
        self.do(lambda: self.cast.store.write(attendance.arrive, **self.who(key)), self.model.arrive(key))

    @precondition(lambda self: self.drivers is None)
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

    @precondition(lambda self: self.steps > LATE and self.drivers is None)
    @rule(more=st.integers(1, 3))
    def more_are_needed_once_it_has_begun(self, more: int) -> None:
        self.time_goes_by(MEET)
        self.need(self.model.needed + more, True)

    @precondition(lambda self: self.steps > LATE)
    @rule(key=st.sampled_from(PEOPLE), party=st.sampled_from([None, 2]))
    def who_is_there_already_taps_to_join(self, key: str, party: int | None) -> None:
        self.time_goes_by(MEET - timedelta(hours=1))
        self.arrive(key)
        self.join(key, party, "dig")

    @precondition(lambda self: self.steps > LATE)
    @rule(sure=st.booleans())
    def cancel(self, sure: bool) -> None:
        on_list = {key for key in (*PEOPLE, GRANNY) if self.model.on_list(key)}
        before = self.model.cancelled
        facts = self.organiser() | {"reason": "下雨", "sure": sure}
        self.do(lambda: self.cast.store.write(calls.cancel, **facts), self.model.cancel(sure))
        if self.model.cancelled and not before:
            assert self.told("off") >= on_list - {GRANNY}

    @precondition(lambda self: self.steps > LATE)
    @rule(now=st.sampled_from([MEET - timedelta(hours=1), MEET]))
    def time_goes_by(self, now: datetime) -> None:
        """Each offer's time strikes once, as the outbox does it."""
        self.last = None
        self.model.time_goes_by(now)
        self.runner.run(self.strike())
        self.look()

    async def strike(self) -> None:
        for row in await self.cast.promised(Kind.OFFER_LAPSES):
            if row.due_at <= self.model.now and row.id not in self.struck:
                self.struck.add(row.id)
                await self.cast.store.write(offers.lapse, json.loads(row.payload), self.model.now, HABITS.timing)
                await self.cast.store.write(outbox.revoke, row.dedupe)

    @invariant()
    def the_list_is_the_models_list(self) -> None:
        rows = {line.signup.name: line.signup for line in self.seen.lines}
        assert {name: (row.state.value, row.party, row.queue, row.offer_until) for name, row in rows.items()} == {
            NAMES_ALL[key]: (place.state, place.party, place.queue, place.until)
            for key, place in self.model.places.items()
        }

    @invariant()
    def everybody_has_the_work_they_took(self) -> None:
        known = {id_: work for work, id_ in self.duties.items()}
        here = {line.signup.name: known.get(line.signup.duty_id) for line in self.seen.lines if line.signup.duty_id}
        on_list = {key: place for key, place in self.model.places.items() if self.model.on_list(key)}
        assert {name: work for name, work in here.items() if name in {NAMES_ALL[key] for key in on_list}} == (
            {NAMES_ALL[key]: place.work for key, place in on_list.items()} if self.duties else {}
        )

    @invariant()
    def who_came_is_marked_once(self) -> None:
        assert {line.signup.name for line in self.seen.lines if line.present} == {NAMES[k] for k in self.model.present}
        assert self.seen.marks == len(self.model.present)

    @invariant()
    def no_more_have_a_place_than_were_ever_needed_and_none_stays_free(self) -> None:
        model = self.model
        for work in ("dig", "drive") if self.duties else ("dig",):
            assert model.held(work) <= (model.room(work) if self.duties else self.most)
            line = model.line(work)
            if line and model.now < TEN and not model.cancelled:
                assert model.held(work) + line[0][1].party > model.room(work)

    @invariant()
    def only_those_with_a_place_are_promised_a_reminder(self) -> None:
        placed = {key for key, place in self.model.places.items() if place.state == "confirmed"}
        expected = set() if self.model.cancelled else placed
        near = {KEEPER if key == GRANNY else key for key in expected}
        assert near <= self.told("remind") <= near | ({KEEPER} if GRANNY in self.model.places else set())
        assert self.told("up") <= expected

    @invariant()
    def every_offer_that_stands_will_strike(self) -> None:
        offered = {key for key, place in self.model.places.items() if place.state == "offered"}
        assert offered == self.told("lapse") or self.model.cancelled or self.model.now >= MEET

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

    def line_of(self, key: str) -> SignupId:
        return next(line.signup.id for line in self.seen.lines if line.signup.name == NAMES_ALL[key])

    def told(self, what: str) -> set[str]:
        granny = {line.signup.person_id: GRANNY for line in self.seen.lines if line.signup.name == NAMES_ALL[GRANNY]}
        promised = {PersonId(int(key.split(":")[2])) for key in self.seen.promised if key.startswith(f"{what}:")}
        return {(self.persons | granny)[person] for person in promised}


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
    about = or_(*(box.c.dedupe.like(f"{what}:{call_id}:%") for what in ("remind", "up", "off", "lapse")))
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


@pytest.mark.parametrize("drivers", [None, 1])
def test_the_list_and_its_model_always_agree(village: tuple[asyncio.Runner, Cast], drivers: int | None) -> None:
    run_state_machine_as_test(
        lambda: ListMachine(*village, drivers),  # type: ignore[arg-type]
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
