"""Who may give whom a role: every combination, said once."""

from __future__ import annotations

from itertools import product

import pytest

from domain.people import Person, PersonId, Role, UserId, VillageId, check_appointment, check_organiser, check_worker
from domain.refusals import Refused

OFFICIAL, WORKER = Role.OFFICIAL, Role.WORKER
PAIRS = list(product((None, OFFICIAL, WORKER), repeat=2))


def somebody(role: Role | None) -> Person:
    return Person(PersonId(1), VillageId(1), UserId(1), "某人", role)


def verdict(appointer: Role | None, operator: bool, role: Role | None, current: Role | None) -> str:
    try:
        check_appointment(somebody(appointer), operator=operator, role=role, current=current)
    except Refused as refused:
        return refused.reason
    return "yes"


@pytest.mark.parametrize(("role", "current"), PAIRS)
def test_a_villager_gives_and_takes_nothing(role: Role | None, current: Role | None) -> None:
    assert verdict(None, False, role, current) == "not-appointer"


@pytest.mark.parametrize(("role", "current"), PAIRS)
def test_an_official_never_touches_a_social_workers_role(role: Role | None, current: Role | None) -> None:
    said = verdict(OFFICIAL, False, role, current)
    if role is WORKER or (role is None and current is WORKER):
        assert said == "worker-by-worker-only"
    else:
        assert said in ("yes", "no-role", "already-that-role", "already-other-role")


@pytest.mark.parametrize(("appointer", "operator"), [(WORKER, False), (None, True), (OFFICIAL, True), (WORKER, True)])
@pytest.mark.parametrize(
    ("role", "current", "said"),
    [
        (OFFICIAL, None, "yes"),
        (WORKER, None, "yes"),
        (None, OFFICIAL, "yes"),
        (None, WORKER, "yes"),
        (None, None, "no-role"),
        (OFFICIAL, OFFICIAL, "already-that-role"),
        (WORKER, WORKER, "already-that-role"),
        (OFFICIAL, WORKER, "already-other-role"),
        (WORKER, OFFICIAL, "already-other-role"),
    ],
)
def test_a_worker_or_the_operator_gives_one_role_at_a_time(
    appointer: Role | None, operator: bool, role: Role | None, current: Role | None, said: str
) -> None:
    assert verdict(appointer, operator, role, current) == said


def test_the_operator_needs_no_place_in_the_village() -> None:
    check_appointment(None, operator=True, role=WORKER, current=None)
    with pytest.raises(Refused, match="not-appointer"):
        check_appointment(None, operator=False, role=OFFICIAL, current=None)


def test_only_those_who_organise_organise() -> None:
    assert check_organiser(somebody(OFFICIAL)).organises
    assert check_organiser(somebody(WORKER)).organises
    for nobody in (None, somebody(None)):
        with pytest.raises(Refused, match="not-organiser"):
            check_organiser(nobody)


def test_only_a_social_worker_reads() -> None:
    assert check_worker(somebody(WORKER)).role is WORKER
    for other in (None, somebody(None), somebody(OFFICIAL)):
        with pytest.raises(Refused, match="not-worker"):
            check_worker(other)
