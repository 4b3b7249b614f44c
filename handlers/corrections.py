"""One line of the tick list opened: who marked it when, what may be said instead, and its hours set by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, Message
from aiogram.utils.formatting import Text

from domain.refusals import Refused
from domain.signups import SignupId
from handlers.answers import AnswerTo, expect
from handlers.buttons import Tap
from handlers.cards import isolated
from handlers.here import Gather, Here
from handlers.record import half
from handlers.ticklist import MARKS
from parsing.lengths import read_credit
from texts.dates import clock
from texts.voice import Voice
from usecases import hours
from usecases.hours import Told

router = Router(name="corrections")
router.message.middleware(Gather())
router.callback_query.middleware(Gather())

AGAIN = ("hours-bounds", "hours-why")
"""Refusals after which the same question is asked again."""


class Asked(StatesGroup):
    """Waiting for hours and the reason."""

    credit = State()


def line_text(voice: Voice, told: Told) -> Text:
    """Everything that was ever set for one person here, oldest first: when, by whom, what; then the hours."""
    zone = ZoneInfo(told.call.zone)
    happened: list[tuple[datetime, str]] = []
    for mark in told.marks:
        word = mark.state.value.replace("_", "-")
        what = f"{MARKS[mark.state]} {voice(f'attendance-{word}')}"
        happened.append((mark.set_at, _row(voice, told, mark.set_at.astimezone(zone), mark.set_by, what)))
    for one in told.credits:
        what = voice("hours-set", hours=half(one.hours), why=one.why)
        happened.append((one.set_at, _row(voice, told, one.set_at.astimezone(zone), one.set_by, what)))
    lines = [line for _, line in sorted(happened, key=lambda pair: pair[0])]
    if told.entry is not None and told.entry.present:
        planned = "none" if told.entry.planned is None else f"{half(round(told.entry.planned, 1))}"
        lines.append(
            voice(
                "hours-told",
                planned=planned,
                attended=half(told.entry.attended),
                hours=half(told.entry.credited),
            )
        )
    return Text("\n".join([*lines, "", voice("ticklist-one", name=isolated(told.line.signup.name))]).strip())


def _row(voice: Voice, told: Told, local: datetime, by: Any, what: str) -> str:
    at = f"{local.month}-{local.day} {clock(local)}"
    return voice("ticklist-history", at=at, who=isolated(told.names.get(by, "?")), what=what)


@router.callback_query(Tap("credit", int))
async def ask_hours(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """改时长: hours and reason are asked for."""
    told = await here.store.read(hours.told, signup_id=SignupId(args[0]), by=here.me.user_id)
    if told.entry is None or not told.entry.present:
        raise Refused("hours-not-there")
    await here.say.toast()
    await _ask(here, args[0], "hours-ask", name=isolated(told.line.signup.name))


@router.message(AnswerTo(Asked.credit))
async def said_hours(message: Message, memory: dict[str, Any], here: Here) -> None:
    """2.5 中间回家了: saved with its reason; without one it is asked for again."""
    assert here.state is not None
    said = read_credit(message.text or "")
    if said is None:
        await _ask(here, memory["signup"], "refused-hours-why")
        return
    deed: dict[str, Any] = {"now": here.now, "signup_id": SignupId(int(memory["signup"])), "by": here.me.user_id}
    try:
        told = await here.store.write(hours.credit, **deed, half_hours=said[0], why=said[1])
    except Refused as refused:
        if refused.reason not in AGAIN:
            await here.state.clear()
            raise
        await _ask(here, memory["signup"], f"refused-{refused.reason}", **refused.facts)
        return
    await here.state.clear()
    given = told.credits[-1]
    await here.say.reply("hours-done", name=isolated(told.line.signup.name), hours=half(given.hours), why=given.why)


async def _ask(here: Here, signup_id: int, key: str, **facts: Any) -> None:
    assert here.state is not None
    asked = await here.say.reply(key, None if here.say.private else ForceReply(selective=True), **facts)
    await expect(here.state, Asked.credit, here.now, {"signup": signup_id, "question": asked.message_id})
