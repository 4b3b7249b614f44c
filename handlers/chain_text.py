"""How a 接龙 looks: what a pasted one would change, and the text that is forwarded to the WeChat group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aiogram.utils.formatting import Bold, Text

from domain.calls import Call
from domain.chains import Change, Fate
from domain.signups import Signup
from handlers.cards import facts, isolated
from texts.voice import Voice
from usecases.cards import Face
from usecases.chains import Comparison, Saved

LONGEST: Final = 40
"""Lines of one kind that are spelled out; of the rest the number is told."""


def difference(voice: Voice, comparison: Comparison) -> Text:
    """What a chain would change, a line for each kind of thing."""
    call = comparison.call
    lines = []
    for fate, key, said in (
        (Fate.ADD, "chain-add", _entry),
        (Fate.CHANGE, "chain-change", _changed),
        (Fate.LEFT, "chain-left", _name),
        (Fate.AWAY, "chain-away", _name),
        (Fate.UNCLEAR, "chain-unclear", _raw),
    ):
        found = comparison.of(fate)
        if found:
            lines.append(voice(key, names=_row(voice, (said(voice, change) for change in found), len(found))))
    same = len(comparison.of(Fate.SAME))
    if same:
        lines.append(voice("chain-same", n=same))
    head = voice("chain-head", number=str(call.number), title=call.title or "")
    if not comparison.worth_saving:
        lines.append(voice("chain-nothing"))
    return Text(Bold(head), "\n", "\n".join(lines))


def saved_text(voice: Voice, saved: Saved) -> Text:
    """What was saved, and what could not be."""
    groups = (
        ("chain-saved", saved.placed),
        ("chain-saved-waiting", saved.waiting),
        ("chain-saved-changed", saved.changed),
        ("chain-left-out", saved.left_out),
    )
    told = [voice(key, names=_row(voice, (isolated(n) for n in found), len(found))) for key, found in groups if found]
    return Text("\n".join(told or [voice("chain-nothing")]))


def outward_text(voice: Voice, face: Face) -> Text:
    """A chain as WeChat writes it: the tag, what it is about with its code, a blank line, numbered names and the next
    free number. Whoever copies it into the group starts a chain; pasted back, the bot knows it by the code."""
    call = face.call
    about = voice("chain-out-title", title=call.title or "", needed=call.needed or 0, code=code(call))
    listed = [*face.confirmed, *face.offered, *face.waiting]
    numbered = [f"{n}. {_entry_of(voice, one)}" for n, one in enumerate(listed, 1)]
    return Text("\n".join([voice("chain-out-tag"), about, *facts(voice, call), "", *numbered, f"{len(listed) + 1}."]))


def code(call: Call) -> str:
    """The short code of a call in texts that leave the platform: YH12."""
    return f"YH{call.number or 0:02d}"


def _entry_of(voice: Voice, signup: Signup) -> str:
    name = signup.name
    if signup.party > 1:
        name = voice("chain-party", name=name, party=signup.party)
    return voice("chain-by", name=name, by=signup.keeper) if signup.keeper else name


def _entry(voice: Voice, change: Change) -> str:
    line = change.line
    said = isolated(line.name)
    if line.party > 1:
        said = voice("chain-party", name=said, party=line.party)
    if line.by:
        said = voice("chain-by", name=said, by=isolated(line.by))
    if line.duty:
        said = f"{said} {line.duty}"
    return voice("chain-noted", name=said, note=line.note) if line.note else said


def _changed(voice: Voice, change: Change) -> str:
    assert change.signup is not None
    before, line = change.signup, change.line
    if line.party > 1 and line.party != before.party:
        return voice("chain-grown", name=isolated(before.name), before=before.party, after=line.party)
    return voice("chain-noted", name=isolated(before.name), note=line.note or "")


def _name(voice: Voice, change: Change) -> str:
    return isolated(change.signup.name if change.signup else change.line.name)


def _raw(voice: Voice, change: Change) -> str:
    return voice("chain-quoted", words=change.line.text[:30])


def _row(voice: Voice, said: Iterable[str], n: int) -> str:
    shown = [one for place, one in enumerate(said) if place < LONGEST]
    row = voice("card-comma").join(shown)
    return row if n <= LONGEST else voice("chain-and-more", names=row, all=n)
