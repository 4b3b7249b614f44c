"""How a call's duties look: their lines on the card, their buttons, one's own duty in private."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from domain.duties import Duty, lacking, without_duty
from domain.people import UserId
from domain.signups import ON_LIST, Signup, SignupState
from handlers.buttons import button
from handlers.rows import LONGEST_LIST, LONGEST_QUEUE, isolated, names, who
from texts.voice import Voice
from usecases.cards import Face, Seen

ON_CARD: Final = 4
"""More big buttons than this make a card nobody reads: then 报名 asks which duty, quietly."""


def lines(voice: Voice, face: Face) -> list[str]:
    """A line for each duty: its name, how many it has and needs, what it lacks, who does it; then those who hold none
    of them."""
    duties, placed = face.plan.duties, face.confirmed
    homeless = [s for s in without_duty(face.signups, face.plan) if s.state is SignupState.CONFIRMED]
    # A long list is shortened in each line alike: no duty pushes another off the card.
    most = LONGEST_LIST if len(placed) <= LONGEST_LIST else LONGEST_LIST // (len(duties) + bool(homeless))
    shown = []
    for duty, line in zip(duties, figures(voice, face), strict=True):
        theirs = [s for s in placed if s.duty_id == duty.id]
        shown.append(voice("duty-line-names", line=line, names=names(voice, theirs, most)) if theirs else line)
    if homeless:
        shown.append(voice("duty-none-yet", names=names(voice, homeless, most)))
    return shown


def figures(voice: Voice, face: Face) -> list[str]:
    """Each duty with how many it has, needs and lacks."""
    shown = []
    for duty in face.plan.duties:
        has, lacks = sum(s.party for s in face.confirmed if s.duty_id == duty.id), lacking(duty, face.signups)
        line = voice("duty-line", name=isolated(duty.name), has=has, wants=wants(voice, duty))
        shown.append(voice("duty-line-lacks", line=line, lacks=lacks) if lacks else line)
    return shown


def row(voice: Voice, face: Face, signups: Sequence[Signup]) -> str:
    """Those who wait or are asked, each with the duty it is for, where there are duties; a long row is shortened."""
    said = [labelled(voice, who(voice, s), face.plan.duty(s.duty_id)) for s in signups]
    shown = voice("card-comma").join(said[:LONGEST_QUEUE])
    if len(said) <= LONGEST_QUEUE:
        return shown
    return voice("card-and-more", names=shown, all=sum(s.party for s in signups))


def labelled(voice: Voice, name: str, duty: Duty | None) -> str:
    """A name with its duty: 王大妈·司机."""
    return voice("duty-of", who=name, duty=isolated(duty.name)) if duty is not None else name


def wants(voice: Voice, duty: Duty) -> str:
    """How many a duty needs: 2, 10–16."""
    if duty.least in (0, duty.most):
        return voice("duty-wants", most=duty.most)
    return voice("duty-wants-range", least=duty.least, most=duty.most)


def wanted_lines(voice: Voice, duties: Sequence[Duty]) -> list[str]:
    """The duties of a draft, a line each, with who may choose them."""
    return [
        voice(
            "duty-wanted-strict" if duty.strict else "duty-wanted", name=isolated(duty.name), wants=wants(voice, duty)
        )
        for duty in duties
    ]


def join_rows(voice: Voice, face: Face, most: int) -> list[list[InlineKeyboardButton]]:
    """报名, one button for each duty while there are few; else one for all, which asks."""
    call_id, duties = face.call.id, face.plan.duties
    if len(duties) > most:
        return [[button(voice("card-join-button"), "which-duty", call_id, style="success")]]
    if not duties:
        return [[button(voice("card-join-button"), "join", call_id, style="success")]]
    return [[button(_join_label(voice, d), "join-as", call_id, d.id, style="success")] for d in duties]


def _join_label(voice: Voice, duty: Duty) -> str:
    return voice("duty-join-button", name=duty.name)


def asked_one(voice: Voice, face: Face, asked: UserId, party: int) -> InlineKeyboardMarkup:
    """A button for each duty with what it still lacks, for the one who was asked, with as many people as they said."""
    rows = []
    for duty in face.plan.duties:
        lacks = lacking(duty, face.signups)
        label = voice("duty-join-lacks", name=duty.name, lacks=lacks) if lacks else _join_label(voice, duty)
        rows.append([button(label, "duty-as", face.call.id, duty.id, asked, party)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def for_one(voice: Voice, face: Face, signup: Signup) -> InlineKeyboardMarkup:
    """A button for each duty that an organiser or a keeper may give to somebody."""
    rows = [[button(duty.name, "give-duty", signup.id, duty.id)] for duty in face.plan.duties]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def undecided(voice: Voice, face: Face) -> InlineKeyboardMarkup:
    """A button for each of those who have no duty yet, and the way back to the list."""
    found = without_duty(face.signups, face.plan)[:LONGEST_QUEUE]
    rows = [[button(who(voice, s), "duty-for", s.id)] for s in found]
    rows.append([button(voice("card-roster-button"), "roster", face.call.id, 1)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def others(voice: Voice, seen: Seen) -> InlineKeyboardMarkup:
    """The duties that somebody on the list may change to, and the way back."""
    face = seen.face
    theirs = seen.mine.duty_id if seen.mine is not None else None
    rows = [[button(duty.name, "join-as", face.call.id, duty.id)] for duty in face.plan.duties if duty.id != theirs]
    rows.append([button(voice("duty-keep-mine"), "open", face.call.id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def with_duty(voice: Voice, seen: Seen, standing: str) -> str:
    """How it stands with somebody, and what they do there."""
    if not seen.face.plan.duties or seen.mine is None:
        return standing
    duty = seen.face.plan.duty(seen.mine.duty_id)
    line = voice("duty-mine", name=isolated(duty.name)) if duty is not None else voice("duty-mine-none")
    return f"{standing}\n{line}"


def change_row(voice: Voice, seen: Seen) -> list[list[InlineKeyboardButton]]:
    """For somebody on the list: another duty."""
    if not seen.face.plan.duties or seen.mine is None or seen.mine.state not in ON_LIST:
        return []
    return [[button(voice("duty-change-button"), "my-duty", seen.face.call.id)]]
