"""How the tick list looks: pages of names as big buttons, one tap for "came", a small menu for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from domain.attendance import Attendance, Attended
from domain.calls import CallId
from domain.people import UserId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import SignupState
from handlers.buttons import button
from handlers.card_duties import labelled
from handlers.letters import Outgoing, Writer
from texts.dates import when
from texts.voice import Voice, voice_for
from usecases import attendance
from usecases.attendance import TickList
from usecases.meeting import spoken_by
from usecases.store import Tx
from usecases.ticklists import CORRECTABLE

PER_PAGE: Final = 8
MARKS: Final = {
    Attendance.CAME: "✅",
    Attendance.LATE: "🕒",
    Attendance.EXCUSED: "🙏",
    Attendance.NO_SHOW: "❌",
    Attendance.WALK_IN: "🙌",
}
UNMARKED: Final = "⬜"


async def drawn_again(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """A list that lay open, as it is now: without the end when somebody ended the activity, without any button when
    nothing can be corrected any more. Nothing for a reader who may no longer see it."""
    try:
        listed = await attendance.tick_list(tx, call_id=CallId(payload["call"]), by=UserId(payload["reader"]))
    except Refused:
        return None
    spoken = await spoken_by(tx, UserId(payload["reader"]))
    voice = voice_for(spoken or listed.village.language)
    done = listed.call.done_at or listed.call.meet_at
    closed = done is None or now > done + CORRECTABLE
    keyboard = None if closed else list_keyboard(voice, listed, 1)
    return Outgoing(list_text(voice, listed), keyboard, edit=payload["message"], repost=False)


def list_text(voice: Voice, ticks: TickList) -> Text:
    """The head of the list: which activity, how many are there, how many nothing is known of."""
    call = ticks.call
    assert call.meet_at is not None
    unmarked = sum(line.signup.party for line in ticks.unmarked)
    return Text(
        Bold(voice("ticklist-title", number=str(call.number), title=call.title or "")),
        "\n",
        when(voice, call.meet_at.astimezone(ZoneInfo(call.zone))),
        "\n",
        voice("ticklist-figures", present=ticks.present, unmarked=unmarked),
        "\n",
        voice("ticklist-how" if ticks.lines else "ticklist-empty"),
    )


def list_keyboard(voice: Voice, ticks: TickList, page: int) -> InlineKeyboardMarkup:
    """One name a row, eight a page; below them the next page, the unannounced, the rest, the end."""
    pages = max(1, -(-len(ticks.lines) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = ticks.lines[(page - 1) * PER_PAGE : page * PER_PAGE]
    rows = [[button(_label(voice, ticks, line), "tick", line.signup.id, page)] for line in shown]
    if pages > 1:
        rows.append(_turning(voice, ticks, page, pages))
    call_id = ticks.call.id
    if ticks.unmarked:
        rows.append([button(voice("ticklist-rest"), "rest", call_id)])
    rows.append([button(voice("ticklist-extra"), "extra", call_id), button(voice("paper-button"), "paper", call_id)])
    if ticks.call.done_at is None:
        rows.append([button(voice("sheet-button"), "sheet", call_id)])
    if ticks.call.done_at is None:
        rows.append([button(voice("ticklist-end"), "end", call_id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def choices_keyboard(voice: Voice, line: Attended, page: int, ended: bool = False) -> InlineKeyboardMarkup:
    """What may be said of one person; walk-ins came, or were put down by mistake. After the end also their hours."""
    walked_in = line.signup.state is SignupState.WALK_IN
    states = (
        (Attendance.WALK_IN, Attendance.NO_SHOW)
        if walked_in
        else (Attendance.CAME, Attendance.LATE, Attendance.EXCUSED, Attendance.NO_SHOW)
    )
    rows = [
        [button(f"{MARKS[state]} {voice(f'attendance-{_word(state)}')}", "mark", line.signup.id, _word(state), page)]
        for state in states
    ]
    if ended and line.present:
        rows.append([button(voice("hours-button"), "credit", line.signup.id)])
    rows.append([button(voice("ticklist-back"), "ticks", line.signup.call_id, page)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _label(voice: Voice, ticks: TickList, line: Attended) -> str:
    mark = MARKS[line.mark.state] if line.mark else UNMARKED
    party = voice("ticklist-party", party=line.signup.party) if line.signup.party > 1 else ""
    waiting = voice("ticklist-waiting") if line.signup.state is SignupState.WAITLISTED else ""
    name = line.signup.name
    if line.signup.label:
        name = voice("person-label", name=name, label=line.signup.label)
    if line.signup.keeper:
        name = voice("roster-kept", name=name, keeper=line.signup.keeper)
    who = labelled(voice, f"{name}{party}", ticks.plan.duty(line.signup.duty_id))
    return f"{mark} {who}{waiting}"


def _turning(voice: Voice, ticks: TickList, page: int, pages: int) -> list[InlineKeyboardButton]:
    before = page - 1 if page > 1 else pages
    after = page + 1 if page < pages else 1
    return [
        button(voice("page-before"), "ticks", ticks.call.id, before),
        button(f"{page}/{pages}", "ticks", ticks.call.id, page),
        button(voice("page-after"), "ticks", ticks.call.id, after),
    ]


def _word(state: Attendance) -> str:
    return state.value.replace("_", "-")


def state_of(word: str) -> Attendance | None:
    """The attendance a button's word stands for; None for a forged one."""
    return next((state for state in Attendance if _word(state) == word), None)


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.TICK_LIST: drawn_again}
