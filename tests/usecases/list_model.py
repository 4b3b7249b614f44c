"""The list of a call as a villager would tell its rules: what the real one is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.usecases.cast import MEET

MORNING = datetime(2026, 7, 10, 1, 0, tzinfo=UTC)
"""09:00 the day before the meeting."""
TEN = datetime(2026, 7, 10, 14, 0, tzinfo=UTC)
"""22:00: the night begins, and the meeting is so early that no offer can wait for its end."""
HOLDING = ("confirmed", "offered")


@dataclass
class Place:
    """What the model knows of one person on the list."""

    state: str
    party: int
    queue: int
    work: str = "dig"
    until: datetime | None = None


@dataclass
class Model:
    """The rules as a villager would tell them. `drivers`: places that only drivers take; None: all are alike."""

    needed: int
    drivers: int | None = None
    now: datetime = MORNING
    cancelled: bool = False
    places: dict[str, Place] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)

    def room(self, work: str) -> int:
        """Places of a kind of work."""
        if self.drivers is None:
            return self.needed
        return self.drivers if work == "drive" else self.needed - self.drivers

    def held(self, work: str) -> int:
        """People who have a place, or for whom one is held."""
        return sum(p.party for p in self.places.values() if p.state in HOLDING and self.pool(p) == self.kind(work))

    def kind(self, work: str) -> str:
        return "all" if self.drivers is None else work

    def pool(self, place: Place) -> str:
        return self.kind(place.work)

    def line(self, work: str) -> list[tuple[str, Place]]:
        """Who waits for a kind of work, in order."""
        found = [(k, p) for k, p in self.places.items() if p.state == "waitlisted" and self.pool(p) == self.kind(work)]
        return sorted(found, key=lambda one: one[1].queue)

    def on_list(self, key: str) -> bool:
        return key in self.places and self.places[key].state in (*HOLDING, "waitlisted")

    def enter(self, key: str, state: str, party: int = 1, work: str = "dig") -> None:
        last = max((place.queue for place in self.places.values()), default=0)
        self.places[key] = Place(state, party, last + 1, work)

    def pass_on(self) -> None:
        """Who waits first is asked: three hours, ten at night at the latest; in the night the organisers decide."""
        for work in ("dig", "drive") if self.drivers is not None else ("dig",):
            for key, place in self.line(work):
                if key in self.present:
                    continue
                if self.held(work) + place.party > self.room(work) or self.now >= TEN:
                    break
                place.state, place.until = "offered", min(self.now + timedelta(hours=3), TEN)

    def begun(self, leaving: bool = False) -> str | None:
        if self.cancelled or self.now >= MEET:
            return "call-cancelled" if self.cancelled else "call-started-leave" if leaving else "call-started"
        return None

    def join(self, key: str, party: int | None, work: str = "dig") -> str | None:
        if refused := self.begun():
            return refused
        mine = self.places.get(key)
        if mine is not None and mine.state == "walk_in":
            return None
        if mine is None or not self.on_list(key):
            size = 1 if party is None else party
            if not 1 <= size <= 15:
                return "party-size"
            room = not self.line(work) and self.held(work) + size <= self.room(work)
            self.enter(key, "confirmed" if room else "waitlisted", size, work)
            return None
        if self.drivers is not None and work != mine.work:
            return self.other_work(mine, work)
        if party is None or party == mine.party:
            self.take(mine)
            return None
        if not 1 <= party <= 15:
            return "party-size"
        grown = party - mine.party
        crowded = self.line(work) or self.held(work) + grown > self.room(work)
        if mine.state in HOLDING and grown > 0 and crowded:
            return "party-does-not-fit"
        self.take(mine)
        mine.party = party
        self.pass_on()
        return None

    def take(self, mine: Place) -> None:
        """Whoever is asked says yes by whatever they do on the list."""
        if mine.state == "offered":
            mine.state, mine.until = "confirmed", None

    def other_work(self, mine: Place, work: str) -> str | None:
        """Whoever waits and finds room has it at once, and else waits at the end of the other line."""
        crowded = self.line(work) or self.held(work) + mine.party > self.room(work)
        if mine.state in HOLDING and crowded:
            return "duty-full"
        self.take(mine)
        if mine.state == "waitlisted" and crowded:
            mine.queue = max(place.queue for place in self.places.values()) + 1
        elif mine.state == "waitlisted":
            mine.state = "confirmed"
        mine.work = work
        self.pass_on()
        return None

    def leave(self, key: str) -> str | None:
        if refused := self.begun(leaving=True):
            return refused
        if self.on_list(key) and key in self.present:
            return None
        if self.on_list(key):
            self.off(self.places[key])
            self.pass_on()
        elif key not in self.places:
            self.enter(key, "declined")
        return None

    def off(self, place: Place) -> None:
        place.state, place.until = "withdrawn", None

    def answer(self, key: str, comes: bool) -> str | None:
        """Somebody taps 去 or 不去了, under an offer of today or of long ago."""
        if refused := self.begun(leaving=not comes):
            return refused
        mine = self.places[key]
        if mine.state == "confirmed" and comes:
            return None
        if mine.state != "offered":
            return "offer-passed"
        if comes:
            self.take(mine)
            return None
        self.off(mine)
        self.pass_on()
        return None

    def give(self, key: str) -> str | None:
        """An organiser gives a place to somebody."""
        if refused := self.begun():
            return refused
        mine = self.places[key]
        if mine.state == "confirmed":
            return "place-given-by" if key in self.given else "has-place"
        if mine.state != "waitlisted":
            return "offer-passed"
        if self.held(mine.work) + mine.party > self.room(mine.work):
            return "no-place-left"
        mine.state = "confirmed"
        self.given.add(key)
        self.pass_on()
        return None

    def time_goes_by(self, now: datetime) -> None:
        """Offers that nobody answered pass on, the oldest first; once it has begun they are void."""
        self.now = max(self.now, now)
        lapsed = [p for p in self.places.values() if p.until is not None and p.until <= self.now]
        for place in sorted(lapsed, key=lambda p: (p.until, p.queue)):
            if self.cancelled:
                return
            if self.now >= MEET:
                place.state, place.until = "waitlisted", None
            else:
                self.off(place)
                self.pass_on()

    def arrive(self, key: str) -> str | None:
        if self.cancelled:
            return "call-cancelled"
        if self.now < MEET - timedelta(hours=2):
            return "too-early-to-check-in"
        if key in self.present:
            return None
        if key not in self.places or self.places[key].state in ("withdrawn", "declined"):
            self.enter(key, "walk_in")
        self.present.add(key)
        return None

    def need(self, needed: int, sure: bool) -> str | None:
        if self.cancelled:
            return "cancelled-by"
        if needed < self.held("dig") and not sure:
            return "needed-below-list"
        self.needed = needed
        self.pass_on()
        return None

    def cancel(self, sure: bool) -> str | None:
        if self.cancelled:
            return "cancelled-by"
        if not sure and (self.now >= MEET or self.present):
            return "cancel-begun"
        self.cancelled = True
        return None
