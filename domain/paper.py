"""The list on paper: what the printed sheet says, what a typed sheet said, and how that differs from the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.attendance import Attendance, Attended
from domain.people import PersonId
from domain.signups import MAX_PARTY, ON_LIST, DutyId, SignupState

BLANK_LINES: Final = 5
"""At least so many empty lines stand below the names, for those who come unannounced."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person on the printed sheet. `number` is the place in the queue of this call: it stays with the sign-up, so
    a sheet that was printed before somebody left still names the right people."""

    number: int
    name: str
    party: int = 1
    duty: str | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: the call (`meet_local` is a wall time) and everybody on its list."""

    village: str
    number: int
    title: str
    meet_local: datetime | None
    place: str | None
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What a typed sheet says of one person: by number, by name or by both. `state` is CAME, LATE, EXCUSED or NO_SHOW;
    None where nothing is ticked. `party` counts the people where the line says how many."""

    number: int | None = None
    name: str | None = None
    state: Attendance | None = None
    party: int | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody the sheet says came without having signed up, with how many people in all."""

    name: str
    party: int = 1


@dataclass(frozen=True, slots=True)
class Paper:
    """A typed sheet as it was read: the call's number where it says it, its lines, those who came unannounced, the
    words that could not be read. `others`: what it says of everybody whom it does not name."""

    code: int | None
    lines: tuple[PaperLine, ...]
    newcomers: tuple[Newcomer, ...] = ()
    unread: tuple[str, ...] = ()
    others: Attendance | None = None


class Fate(StrEnum):
    """What a line of paper does to the list."""

    MARK = "mark"
    CORRECT = "correct"
    """Another mark stands; the paper's replaces it, and the old one stays in the history."""
    SAME = "same"
    WALK_IN = "walk_in"
    UNMARKED = "unmarked"
    """Named without a mark: nothing is known, nothing is saved."""
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Change:
    """One line with what it would do. `line` is the entry it meets, `state` what is to be marked."""

    fate: Fate
    said: PaperLine
    line: Attended | None = None
    state: Attendance | None = None

    @property
    def name(self) -> str:
        """Whom it is about, as the list calls them; else as the paper does."""
        if self.line is not None:
            return self.line.signup.name
        return self.said.name or (f"#{self.said.number}" if self.said.number is not None else "?")


def sheet_lines(lines: Iterable[Attended], duties: Mapping[DutyId, str]) -> tuple[SheetLine, ...]:
    """Those with a place in their order, then those who wait or are asked. Whoever left is not printed."""
    listed = [line.signup for line in lines if line.signup.state in ON_LIST]
    listed.sort(key=lambda s: (s.state is not SignupState.CONFIRMED, s.queue))
    return tuple(
        SheetLine(
            number=s.queue,
            name=s.name,
            party=s.party,
            duty=duties.get(s.duty_id) if s.duty_id is not None else None,
            waiting=s.state is not SignupState.CONFIRMED,
        )
        for s in listed
    )


def compare(paper: Paper, listed: Sequence[Attended], known: Mapping[str, Sequence[PersonId]]) -> list[Change]:
    """What a typed sheet would change, line by line. `known` says whom each name may mean in the village.

    Whoever the paper does not name is not touched, unless it says so ("all others came"). A number and a name that do
    not belong together, a name that may mean two people, and a second word about somebody are unclear: nothing is
    guessed. Somebody there who is not on the list walked in.
    """
    told: set[int] = set()
    changes: list[Change] = []
    for said in (*paper.lines, *(_came(one) for one in paper.newcomers)):
        meant = _meant(said, listed, known)
        if len(meant) > 1 or (meant and meant[0].signup.id in told):
            changes.append(Change(Fate.UNCLEAR, said))
            continue
        if meant:
            told.add(meant[0].signup.id)
            changes.append(_on(meant[0], said, said.state))
        else:
            changes.append(_off(said, known))
    if paper.others is not None:
        held = [line for line in listed if line.mark is None and line.signup.state is SignupState.CONFIRMED]
        rest = [line for line in held if line.signup.id not in told]
        changes += [_on(line, PaperLine(name=line.signup.name, state=paper.others), paper.others) for line in rest]
    return _once_each(changes)


def _came(one: Newcomer) -> PaperLine:
    return PaperLine(name=one.name, state=Attendance.CAME, party=one.party)


def _meant(said: PaperLine, listed: Sequence[Attended], known: Mapping[str, Sequence[PersonId]]) -> list[Attended]:
    """The entries a line may mean; none when its number and its name disagree."""
    found = list(listed)
    if said.number is not None:
        found = [line for line in found if line.signup.queue == said.number]
    if said.name is not None:
        ids = known.get(said.name, ())
        found = [line for line in found if line.signup.name == said.name or line.signup.person_id in ids]
        standing = [line for line in found if line.signup.state in (*ON_LIST, SignupState.WALK_IN)]
        found = standing or found
    return found


def _on(line: Attended, said: PaperLine, state: Attendance | None) -> Change:
    if state is None:
        return Change(Fate.UNMARKED, said, line)
    off = line.signup.state not in (*ON_LIST, SignupState.WALK_IN)
    if off and not state.present:
        return Change(Fate.SAME, said, line)
    if off or (line.signup.state is SignupState.WALK_IN and state is not Attendance.NO_SHOW):
        state = Attendance.WALK_IN
    now = line.counted
    if now is None:
        return Change(Fate.WALK_IN if off else Fate.MARK, said, line, state)
    # A tick says that somebody is there; that they came late is known better already.
    if now.state is state or (state is Attendance.CAME and now.state.present):
        return Change(Fate.SAME, said, line, state)
    return Change(Fate.CORRECT, said, line, state)


def _off(said: PaperLine, known: Mapping[str, Sequence[PersonId]]) -> Change:
    """Somebody the list does not have: walked in, if the paper says that they were there and names one person."""
    fits = said.party is None or 1 <= said.party <= MAX_PARTY
    if said.number is not None or said.name is None or len(known.get(said.name, ())) > 1 or not fits:
        return Change(Fate.UNCLEAR, said)
    if said.state is None or not said.state.present:
        return Change(Fate.UNCLEAR, said)
    return Change(Fate.WALK_IN, said, state=Attendance.WALK_IN)


def _once_each(changes: list[Change]) -> list[Change]:
    """The same newcomer named twice walks in once."""
    seen: set[str] = set()
    kept = []
    for change in changes:
        if change.fate is Fate.WALK_IN and change.line is None:
            if change.name in seen:
                continue
            seen.add(change.name)
        kept.append(change)
    return kept
