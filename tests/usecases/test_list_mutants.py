"""The model is worth something: rules of the list that are broken on purpose do not survive it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from domain import signups as rules
from domain.duties import Plan
from domain.refusals import Refused
from domain.signups import Signup, Tally, tally, waiting_in_order
from tests.usecases.cast import Cast
from tests.usecases.test_list_machine import ListMachine
from tests.usecases.test_list_machine import village as village
from usecases import offers


def breaks_pools(patch: pytest.MonkeyPatch) -> None:
    """Who waits to drive keeps everybody from digging."""
    patch.setattr(Plan, "within", lambda self, pool, on_list: list(on_list))


def breaks_passing_on(patch: pytest.MonkeyPatch) -> None:
    """An offer that nobody answered, or that was turned down, goes to nobody."""

    async def nothing(*_: object) -> list[Signup]:
        return []

    patch.setattr(offers, "pass_on", nothing)


def breaks_holding(patch: pytest.MonkeyPatch) -> None:
    """A place that is offered to one may be given to another."""
    patch.setattr(Tally, "free", property(lambda self: max(0, self.needed - self.confirmed)))


def breaks_the_line(patch: pytest.MonkeyPatch) -> None:
    """A smaller party overtakes a larger one."""

    def overtaking(on_list: Sequence[Signup], needed: int) -> list[Signup]:
        free = tally(on_list, needed).free
        return [s for s in waiting_in_order(on_list) if s.party <= free][:1]

    patch.setattr(rules, "moving_up", overtaking)


def breaks_the_end_of_an_offer(patch: pytest.MonkeyPatch) -> None:
    """Who never answered keeps the place for good."""

    async def nothing(*_: object) -> None:
        return None

    patch.setattr(offers, "lapse", nothing)


@pytest.mark.parametrize(
    ("mutant", "drivers"),
    [
        (breaks_pools, 1),
        (breaks_passing_on, None),
        (breaks_holding, None),
        (breaks_the_line, None),
        (breaks_the_end_of_an_offer, None),
    ],
)
def test_a_broken_rule_does_not_survive_the_model(
    village: tuple[asyncio.Runner, Cast],
    monkeypatch: pytest.MonkeyPatch,
    mutant: Callable[[pytest.MonkeyPatch], None],
    drivers: int | None,
) -> None:
    mutant(monkeypatch)
    with pytest.raises((AssertionError, Refused, pytest.fail.Exception)):
        run_state_machine_as_test(
            lambda: ListMachine(*village, drivers),  # type: ignore[arg-type]
            settings=settings(
                max_examples=60,
                stateful_step_count=20,
                deadline=None,
                database=None,
                derandomize=True,
                print_blob=False,
                report_multiple_bugs=False,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )
