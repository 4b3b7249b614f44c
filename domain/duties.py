"""Roles within a call (挖土豆, 司机), called duties here; how they and the villages divide its places into pools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from domain.calls import MAX_NEEDED
from domain.names import clean_line
from domain.people import VillageId
from domain.refusals import Refused
from domain.signups import HOLDING, DutyId, Signup, SignupState

MOST_DUTIES: Final = 8
LONGEST_DUTY: Final = 12
"""Characters of a duty's name: it stands on a button of an old phone."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One role of a call. `least` people are needed for the work to go on, `most` are taken. A strict one must be
    chosen by name and never takes more than `most` (司机); the others share their places and may run over while the
    call as a whole has room, and whoever names no duty is given the one that lacks most."""

    id: DutyId
    name: str
    least: int
    most: int
    strict: bool = False


@dataclass(frozen=True, slots=True)
class WantedDuty:
    """A duty as an organiser says it, before it has an id."""

    name: str
    least: int
    most: int
    strict: bool = False


PoolKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Pool:
    """Places that are counted together: nobody waits for a place of another pool, nobody overtakes within one."""

    key: PoolKey
    places: int


SHARED: Final[PoolKey] = ("shared", 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a call's places are divided: `needed` alike for all, or by duties, or by villages with places of their own.
    A call is divided one way only: by duties or by villages."""

    needed: int
    duties: tuple[Duty, ...] = ()
    shares: Mapping[VillageId, int] = field(default_factory=dict)

    @property
    def pools(self) -> list[Pool]:
        """Every pool, the shared one first."""
        own = [Pool(("duty", d.id), d.most) for d in self.duties if d.strict]
        own += [Pool(("village", v), places) for v, places in self.shares.items()]
        left = self.needed - sum(pool.places for pool in own)
        return [Pool(SHARED, left), *own] if left > 0 else own

    def pool_of(self, duty_id: DutyId | None, village_id: VillageId | None) -> Pool:
        """The pool that somebody of a village with a duty is counted in; of no places when there is none for them."""
        key = SHARED
        if village_id is not None and village_id in self.shares:
            key = ("village", village_id)
        if any(d.strict and d.id == duty_id for d in self.duties):
            assert duty_id is not None
            key = ("duty", duty_id)
        return next((pool for pool in self.pools if pool.key == key), Pool(key, 0))

    def within(self, pool: Pool, on_list: Iterable[Signup]) -> list[Signup]:
        """The sign-ups that are counted in a pool."""
        return [s for s in on_list if self.pool_of(s.duty_id, s.village_id).key == pool.key]

    def duty(self, duty_id: DutyId | None) -> Duty | None:
        return next((d for d in self.duties if d.id == duty_id), None)


def held(duty: Duty, on_list: Iterable[Signup]) -> int:
    """People (not entries) who hold a place with this duty, or are offered one."""
    return sum(s.party for s in on_list if s.duty_id == duty.id and s.state in HOLDING)


def lacking(duty: Duty, on_list: Iterable[Signup]) -> int:
    """How many a duty lacks until its least is reached; never negative."""
    return max(0, duty.least - held(duty, on_list))


def duty_for_newcomer(plan: Plan, on_list: Sequence[Signup], said: DutyId | None) -> DutyId | None:
    """The duty of somebody who joins: the one they named; else, of those that need not be named, the one that lacks
    most until its least, then the one with most room until its most, then the first.

    None where a call has no duties. Raises Refused("no-such-duty") for a duty the call does not have, and
    Refused("which-duty") where it matters and only the person can say: every duty is strict, or all the others are
    full while a strict one still lacks somebody.
    """
    if not plan.duties:
        return None
    if said is not None:
        if plan.duty(said) is None:
            raise Refused("no-such-duty")
        return said
    open_to_all = [d for d in plan.duties if not d.strict]
    if not open_to_all:
        raise Refused("which-duty")
    room = sum(d.most for d in open_to_all) - sum(held(d, on_list) for d in open_to_all)
    if room <= 0 and any(d.strict and held(d, on_list) < d.most for d in plan.duties):
        raise Refused("which-duty")
    return max(open_to_all, key=lambda d: (lacking(d, on_list), d.most - held(d, on_list), -plan.duties.index(d))).id


def check_duties(wanted: Sequence[WantedDuty]) -> list[WantedDuty]:
    """The duties as they may be saved: clean names, each once. None or one duty is no division at all.
    Raises Refused("duties-unfit", most=…) or Refused("duty-numbers", name=…) for least > most or out of 1…500."""
    clean: dict[str, WantedDuty] = {}
    for one in wanted:
        name = clean_line(one.name, LONGEST_DUTY)
        if not name or name in clean:
            raise Refused("duties-unfit", most=MOST_DUTIES)
        if not (0 <= one.least <= one.most and 1 <= one.most <= MAX_NEEDED):
            raise Refused("duty-numbers", name=name)
        clean[name] = WantedDuty(name, one.least, one.most, one.strict)
    if len(clean) > MOST_DUTIES or sum(d.most for d in clean.values()) > MAX_NEEDED:
        raise Refused("duties-unfit", most=MOST_DUTIES)
    return list(clean.values())


def beyond(plan: Plan, on_list: Iterable[Signup]) -> list[Signup]:
    """Those who hold a place that the plan no longer has: in each pool, the last who came, the newest first; an offer
    that nobody took yet goes before a place that somebody has."""
    pools: dict[PoolKey, list[Signup]] = {}
    places: dict[PoolKey, int] = {}
    for signup in on_list:
        if signup.state in HOLDING:
            pool = plan.pool_of(signup.duty_id, signup.village_id)
            pools.setdefault(pool.key, []).append(signup)
            places[pool.key] = pool.places
    found: list[Signup] = []
    for key, holding in pools.items():
        taken = sum(s.party for s in holding)
        for signup in sorted(holding, key=lambda s: (s.state is SignupState.OFFERED, s.queue), reverse=True):
            if taken <= places[key]:
                break
            taken -= signup.party
            found.append(signup)
    return found


def spared(plan: Plan, on_list: Iterable[Signup], back: Iterable[Signup]) -> list[Signup]:
    """Of those who are to give up their place, those who still have to: whoever fits after all, keeps it, the first to
    come before the others."""
    leaving = {s.id: s for s in back}
    staying = [s for s in on_list if s.state in HOLDING and s.id not in leaving]
    for signup in sorted(leaving.values(), key=lambda s: (s.state is SignupState.OFFERED, s.queue)):
        if not beyond(plan, [*staying, signup]):
            staying.append(signup)
            del leaving[signup.id]
    return list(leaving.values())


def with_the_rest(wanted: Sequence[WantedDuty], needed: int | None, name: str) -> list[WantedDuty]:
    """The duties with one more, `name`, for those of the `needed` whom none of them counts (20人，司机2个)."""
    rest = (needed or 0) - sum(d.most for d in wanted)
    room = len(wanted) < MOST_DUTIES and name not in [d.name for d in wanted]
    return [*wanted, WantedDuty(name, rest, rest)] if wanted and rest > 0 and room else list(wanted)


def check_total(plan: Plan, needed: int) -> None:
    """How many a call with duties needs follows its duties. Raises Refused("needed-by-duties", needed=…)."""
    asked = sum(d.most for d in plan.duties)
    if plan.duties and needed != asked:
        raise Refused("needed-by-duties", needed=asked)


def without_duty(on_list: Iterable[Signup], plan: Plan) -> list[Signup]:
    """Those on the list whose duty the call no longer has: an organiser changed the duties."""
    known = {d.id for d in plan.duties}
    standing = (*HOLDING, SignupState.WAITLISTED)
    return [s for s in on_list if s.state in standing and plan.duties and s.duty_id not in known]
