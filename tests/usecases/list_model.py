"""The list of a call as a villager would tell its rules: what the real one is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.usecases.cast import EVENING, MEET


@dataclass
class Place:
    """What the model knows of one person on the list."""

    state: str
    party: int
    queue: int


@dataclass
class Model:
    """The rules as a villager would tell them."""

    needed: int
    now: datetime = EVENING
    cancelled: bool = False
    places: dict[str, Place] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)

    @property
    def confirmed(self) -> int:
        return sum(place.party for place in self.places.values() if place.state == "confirmed")

    @property
    def waiting(self) -> list[Place]:
        return sorted((p for p in self.places.values() if p.state == "waitlisted"), key=lambda p: p.queue)

    def on_list(self, key: str) -> bool:
        return key in self.places and self.places[key].state in ("confirmed", "waitlisted")

    def enter(self, key: str, state: str, party: int = 1) -> None:
        last = max((place.queue for place in self.places.values()), default=0)
        self.places[key] = Place(state, party, last + 1)

    def move_up(self) -> None:
        for place in self.waiting:
            if self.confirmed + place.party > self.needed or self.now >= MEET:
                return
            place.state = "confirmed"

    def join(self, key: str, party: int | None) -> str | None:
        if self.cancelled or self.now >= MEET:
            return "call-cancelled" if self.cancelled else "call-started"
        mine = self.places.get(key)
        if mine is not None and (mine.state == "walk_in" or (self.on_list(key) and party in (None, mine.party))):
            return None
        size = 1 if party is None else party
        if not 1 <= size <= 15:
            return "party-size"
        if mine is None or not self.on_list(key):
            room = not self.waiting and self.confirmed + size <= self.needed
            self.enter(key, "confirmed" if room else "waitlisted", size)
            return None
        grown = size - mine.party
        if mine.state == "confirmed" and grown > 0 and (self.waiting or self.confirmed + grown > self.needed):
            return "party-does-not-fit"
        mine.party = size
        self.move_up()
        return None

    def leave(self, key: str) -> str | None:
        if self.cancelled or self.now >= MEET:
            return "call-cancelled" if self.cancelled else "call-started-leave"
        if self.on_list(key) and key in self.present:
            return None
        if self.on_list(key):
            self.places[key].state = "withdrawn"
            self.move_up()
        elif key not in self.places:
            self.enter(key, "declined")
        return None

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
            return "call-cancelled"
        if needed < self.confirmed and not sure:
            return "needed-below-list"
        self.needed = needed
        self.move_up()
        return None

    def cancel(self, sure: bool) -> str | None:
        if self.cancelled:
            return "cancelled-by"
        if not sure and (self.now >= MEET or self.present):
            return "cancel-begun"
        self.cancelled = True
        return None
