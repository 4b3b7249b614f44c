"""Any order of joining, leaving, growing, shrinking and changing the number, against a plain list beside it."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from domain.calls import CallId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import SignupState, Source
from storage import signups
from storage.store import Store
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, NAMES, VILLAGERS, Cast, settle
from usecases import calls
from usecases import signups as acts

people = st.sampled_from(VILLAGERS)
parties = st.integers(1, 4)


class Places(RuleBasedStateMachine):
    """The model: `placed`, `offered` and `waiting` map a villager to a party, in the order in which they came."""

    ready: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.folder = tempfile.mkdtemp()
        file = Path(self.folder) / "yihu.db"
        shutil.copyfile(self.ready, file)
        self.store: Store = self.run(self.stack.enter_async_context(Store.open(f"sqlite+aiosqlite:///{file}")))
        self.cast: Cast = self.run(settle(self.store))
        self.needed = 5
        self.call_id: CallId = self.run(self.cast.call(needed=5))
        self.placed: dict[str, int] = {}
        self.offered: dict[str, int] = {}
        self.waiting: dict[str, int] = {}

    def run(self, doing: Awaitable[Any]) -> Any:
        async def done() -> Any:
            return await doing

        return self.loop.run_until_complete(done())

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()
        shutil.rmtree(self.folder)

    def act(self, action: Callable[..., Awaitable[Any]], key: str, **more: Any) -> Any:
        return self.run(
            self.store.write(
                action,
                now=EVENING,
                call_id=self.call_id,
                user_id=IDS[key],
                name=NAMES[key],
                chat_id=GROUP,
                source=Source.REPLY,
                timing=HABITS.timing,
                **more,
            )
        )

    @property
    def free(self) -> int:
        return max(0, self.needed - sum(self.placed.values()) - sum(self.offered.values()))

    def offer_on(self) -> None:
        while self.waiting:
            key = next(iter(self.waiting))
            if self.waiting[key] > self.free:
                return
            self.offered[key] = self.waiting.pop(key)

    @rule(key=people, party=parties)
    def join(self, key: str, party: int) -> None:
        if key in self.placed or key in self.offered:
            grows = party - (self.placed | self.offered)[key]
            if grows > 0 and (self.waiting or grows > self.free):
                with pytest.raises(Refused, match="party-does-not-fit"):
                    self.act(acts.join, key, party=party)
                return
            self.act(acts.join, key, party=party)
            self.offered.pop(key, None)
            self.placed[key] = party
            self.offer_on()
        elif key in self.waiting:
            self.act(acts.join, key, party=party)
            self.waiting[key] = party
            self.offer_on()
        else:
            self.act(acts.join, key, party=party)
            into = self.placed if not self.waiting and party <= self.free else self.waiting
            into[key] = party

    @rule(key=people)
    def tap(self, key: str) -> None:
        if key in self.offered:
            self.join(key, self.offered[key])
            return
        if key not in self.placed and key not in self.waiting:
            self.join(key, 1)
            return
        already = self.act(acts.join, key).outcome
        assert already is (acts.Outcome.ALREADY if key in self.placed else acts.Outcome.ALREADY_WAITING)

    @rule(key=people)
    def leave(self, key: str) -> None:
        outcome = self.act(acts.leave, key).outcome
        listed = key in self.placed or key in self.offered or key in self.waiting
        assert (outcome is acts.Outcome.LEFT) == listed
        self.placed.pop(key, None)
        self.offered.pop(key, None)
        self.waiting.pop(key, None)
        self.offer_on()

    @rule(needed=st.integers(1, 12))
    def change_the_number(self, needed: int) -> None:
        self.run(
            self.store.write(
                calls.set_needed,
                now=EVENING,
                call_id=self.call_id,
                by=IDS["han"],
                needed=needed,
                timing=HABITS.timing,
                sure=True,
            )
        )
        self.needed = needed
        self.offer_on()

    @invariant()
    def the_list_is_the_model(self) -> None:
        rows = self.run(self.store.read(signups.of_call, self.call_id))
        placed = {s.name: s.party for s in rows if s.state is SignupState.CONFIRMED}
        offered = {s.name: s.party for s in rows if s.state is SignupState.OFFERED}
        waiting = [(s.name, s.party) for s in rows if s.state is SignupState.WAITLISTED]
        assert placed == {NAMES[key]: party for key, party in self.placed.items()}
        assert offered == {NAMES[key]: party for key, party in self.offered.items()}
        assert waiting == [(NAMES[key], party) for key, party in self.waiting.items()]

    @invariant()
    def reminders_are_for_those_with_a_place(self) -> None:
        promised = {row.chat_id for row in self.run(self.cast.promised(Kind.REMINDER))}
        assert promised == {IDS[key] for key in self.placed}


def test_any_order_of_events_ends_as_the_plain_list_does(ready_sqlite: Path) -> None:
    Places.ready = ready_sqlite
    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
