"""How a roster looks: pages of numbered names, with what an organiser does from there."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from domain.calls import CallState
from domain.duties import without_duty
from domain.signups import Signup, SignupState, left_late
from handlers.buttons import button
from handlers.card_duties import labelled
from handlers.cards import facts, isolated, who
from texts import dates
from texts.voice import Voice
from usecases.cards import Face, Seen

PER_PAGE: Final = 25
"""Names a page: with the longest names there are, a page stays far below the platform's 4096 units."""


def roster_text(voice: Voice, seen: Seen, page: int) -> Text:
    """One page of the list: numbered, with parties, who entered whom, and who gets no private message. People of the
    same name are told apart by the end of their number."""
    face = seen.face
    call, tally = face.call, face.tally
    lines = _lines(voice, face)
    pages = max(1, -(-len(lines) // PER_PAGE))
    page = min(max(page, 1), pages)
    figures = voice("roster-figures", confirmed=tally.confirmed, needed=tally.needed, waiting=tally.waiting)
    head = [*facts(voice, call), figures]
    if call.state is not CallState.OPEN:
        head.append(voice(f"roster-{call.state.value}"))
    head += _authors(voice, seen)
    body = lines[(page - 1) * PER_PAGE : page * PER_PAGE] or [voice("roster-empty")]
    if face.unreached:
        body.append(voice("roster-unreached"))
    title = Bold(voice("roster-title", number=str(call.number), title=call.title or ""))
    return Text(title, "\n", "\n".join(head), "\n\n", "\n".join(body))


def _authors(voice: Voice, seen: Seen) -> list[str]:
    """Who posted it, and who changed it last, in one line."""
    authors = seen.authors
    if authors is None or authors.posted is None:
        return []
    said = voice("roster-posted", who=isolated(authors.posted.name))
    if authors.changed is not None and authors.changed_at is not None:
        local = authors.changed_at.astimezone(ZoneInfo(seen.face.call.zone))
        said += voice("roster-changed", who=isolated(authors.changed.name), when=dates.said(voice, local))
    return [said]


def _lines(voice: Voice, face: Face) -> list[str]:
    namesakes = {name for name, n in Counter(s.name for s in face.signups).items() if n > 1}
    away = [s for s in face.signups if s.state is SignupState.DECLINED or s.state is SignupState.WITHDRAWN]
    lines = [f"{n}. {_line(voice, face, s, namesakes)}" for n, s in enumerate(face.confirmed, 1)]
    for head, group in (("roster-offered", face.offered), ("roster-waiting", face.waiting), ("roster-away", away)):
        if group:
            lines.append(voice(head))
            lines += [f"{n}. {_line(voice, face, s, namesakes)}" for n, s in enumerate(group, 1)]
    return lines


def _line(voice: Voice, face: Face, signup: Signup, namesakes: set[str]) -> str:
    person = face.people[signup.person_id]
    said = labelled(voice, who(voice, signup), face.plan.duty(signup.duty_id))
    if signup.name in namesakes and not signup.keeper:
        tail = f"{person.user_id % 10_000:04d}" if person.user_id else voice("roster-no-phone")
        said = voice("roster-namesake", name=said, tail=tail)
    if signup.entered_by != signup.person_id and not signup.keeper:
        keeper = face.people.get(signup.entered_by)
        said = voice("roster-kept", name=said, keeper=isolated(keeper.name) if keeper else "?")
    if (hours := hours_left(face, signup)) is not None:
        said = voice("roster-late", name=said, hours=hours)
    if signup.note:
        said = voice("roster-noted", name=said, note=signup.note)
    if signup.state is SignupState.CONFIRMED and not person.reachable:
        said = f"{said} 🔕"
    return said


def hours_left(face: Face, signup: Signup) -> int | None:
    """How many whole hours before the meeting somebody gave a place up late; None for whoever left in good time."""
    meet_at = face.call.meet_at
    if signup.state is not SignupState.WITHDRAWN or signup.left_at is None or meet_at is None:
        return None
    return int((meet_at - signup.left_at) / timedelta(hours=1)) if left_late(meet_at, signup.left_at) else None


def roster_keyboard(voice: Voice, face: Face, page: int) -> InlineKeyboardMarkup:
    """Turn the page; tick the list; change the number; call it off."""
    call_id = face.call.id
    rows: list[list[InlineKeyboardButton]] = []
    pages = max(1, -(-len(_lines(voice, face)) // PER_PAGE))
    page = min(max(page, 1), pages)
    turning = []
    if page > 1:
        turning.append(button(voice("page-before"), "roster", call_id, page - 1))
    if page < pages:
        turning.append(button(voice("page-after"), "roster", call_id, page + 1))
    if turning:
        rows.append(turning)
    rows.append(
        [button(voice("roster-ticks-button"), "ticks", call_id), button(voice("sheet-button"), "sheet", call_id)]
    )
    if face.call.state in (CallState.OPEN, CallState.DONE):
        rows.append([button(voice("series-button"), "repeat", call_id)])
    if face.call.state is not CallState.OPEN:
        rows.append([button(voice("again-button"), "again", call_id)])
    else:
        rows.append([button(voice("change-button"), "change", call_id)])
        rows.append(
            [
                button(voice("draft-edit-duties"), "divide", call_id)
                if face.plan.duties
                else button(voice("draft-edit-needed"), "needed", call_id),
                button(voice("roster-cancel-button"), "cancel", call_id),
            ]
        )
        if without_duty(face.signups, face.plan):
            rows.append([button(voice("duty-undecided-button"), "undecided", call_id)])
        if face.call.divided is None:
            rows.append([button(voice("draft-edit-duties"), "divide", call_id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)
