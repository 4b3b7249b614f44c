"""The duties an organiser said, made ready to be saved: with a name for the rest of the people."""

from __future__ import annotations

from collections.abc import Sequence

from domain.duties import WantedDuty, check_duties, with_the_rest
from domain.refusals import Refused
from parsing.calls import CallReading
from parsing.duties import needs_skill
from texts.voice import Voice


def duties_of(voice: Voice, reading: CallReading) -> tuple[WantedDuty, ...]:
    """The duties of a call in one sentence; empty where it names none, one for all, or what no rule takes: those
    words then stay in its note."""
    said = [WantedDuty(role.name, role.least, role.needed, needs_skill(role.name)) for role in reading.roles]
    try:
        wanted = check_duties(with_the_rest(said, reading.needed, voice("duty-rest")))
    except Refused:
        return ()
    return tuple(wanted) if len(wanted) > 1 else ()


def completed(voice: Voice, said: Sequence[WantedDuty], needed: int | None) -> list[WantedDuty]:
    """Duties said for a call that asked for `needed` people so far. Only where they could not stand alone, because
    there is one or nobody may join without naming one, do they leave the others to the rest."""
    if len(said) > 1 and not all(one.strict for one in said):
        return list(said)
    return with_the_rest(said, needed, voice("duty-rest"))
