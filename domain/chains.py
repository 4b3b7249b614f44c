"""A pasted 接龙 against the list: what it adds, what it changes, what it must not touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.people import PersonId
from domain.signups import MAX_PARTY, ON_LIST, Signup, SignupState


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One line of a chain as it was read: `party` counts all its places, `by` is who entered it for `name`, `duty` a
    role of the call by its name. `away`: the line says that they do not come. `unclear`: no name to be sure of."""

    name: str
    party: int = 1
    by: str | None = None
    duty: str | None = None
    note: str | None = None
    away: bool = False
    unclear: bool = False
    text: str = ""


class Fate(StrEnum):
    """What a line of a chain does to the list."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    LEFT = "left"
    """They went off the list by themselves after the chain was written: an old line puts nobody back."""
    AWAY = "away"
    """On the list, but the chain says they do not come: a paste removes nobody, the organiser is told."""
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Change:
    """One line with what it would do; `signup` is the entry it meets."""

    line: ChainLine
    fate: Fate
    signup: Signup | None = None


_GONE = (SignupState.WITHDRAWN, SignupState.DECLINED)


def compare(
    lines: Iterable[ChainLine], on_list: Sequence[Signup], known: Mapping[str, Sequence[PersonId]]
) -> list[Change]:
    """What a chain would change, line by line, in its order. `known` says whom each name may mean in the village.

    Lines missing from the chain remove nobody; a name on the list changes only that entry's party or note, and a
    party only where the line says a number; nobody stands twice (jielong.md, merge rule). A name that may mean several
    people, or that the chain holds twice, also under another of their names, is unclear.
    """
    told: set[str | PersonId] = set()
    changes = []
    for line in lines:
        meant = known.get(line.name, ())
        changes.append(_change(line, on_list, meant, twice=line.name in told or any(one in told for one in meant)))
        told |= {line.name, *meant}
    return changes


def _change(line: ChainLine, on_list: Sequence[Signup], meant: Sequence[PersonId], *, twice: bool) -> Change:
    if line.unclear or not line.name or twice or not 1 <= line.party <= MAX_PARTY:
        return Change(line, Fate.UNCLEAR)
    entries = [s for s in on_list if s.person_id in meant or s.name == line.name]
    standing = [s for s in entries if s.state in (*ON_LIST, SignupState.WALK_IN)]
    if len(standing) > 1 or (not standing and len(meant) > 1):
        return Change(line, Fate.UNCLEAR)
    if standing:
        return Change(line, _meeting(line, standing[0]), standing[0])
    if line.away:
        return Change(line, Fate.SAME)
    gone = next((s for s in entries if s.state in _GONE), None)
    return Change(line, Fate.LEFT, gone) if gone else Change(line, Fate.ADD)


def _meeting(line: ChainLine, signup: Signup) -> Fate:
    if line.away:
        return Fate.AWAY
    if signup.state is SignupState.WALK_IN:
        return Fate.SAME
    grown = line.party > 1 and line.party != signup.party
    return Fate.CHANGE if grown or (line.note and line.note != signup.note) else Fate.SAME


def likeness(lines: Iterable[ChainLine], on_list: Iterable[Signup]) -> int:
    """How many of a chain's names stand on a list: the call a chain is about is the one it shares most names with."""
    names = {s.name for s in on_list if s.state in ON_LIST}
    return sum(line.name in names for line in lines)
