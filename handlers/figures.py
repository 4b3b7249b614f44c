"""The figures of an activity as the social worker checks them: a list of numbers, each mended by a tap and a number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.questions import FACT_FIELDS
from domain.refusals import Refused
from domain.rounds import RoundId
from handlers.answers import AnswerTo, expect, forget
from handlers.buttons import Tap, button
from handlers.forms import only_privately
from handlers.say import Say
from handlers.sheets import Sheet
from parsing.clean import normalise
from parsing.numbers import read_halves, read_number
from texts.voice import Voice
from usecases import figures as figures_of
from usecases.figures import HOURS, MOST
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="figures")


class AskedFigure(StatesGroup):
    """Waiting for one figure."""

    number = State()


@router.callback_query(Tap("figures", int))
async def figures(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """Show what was counted, one figure a button."""
    only_privately(say)
    told = await store.read(figures_of.figures, round_id=RoundId(args[0]), by=me.user_id)
    await say.toast()
    await say.edit("figures-which", _keyboard(say.voice, args[0], told))


@router.callback_query(Tap("figure", int, str))
async def figure(
    query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """One figure is to be corrected: ask for the number."""
    only_privately(say)
    await store.read(figures_of.figures, round_id=RoundId(args[0]), by=me.user_id)
    if _named(args[1]) not in FACT_FIELDS:
        raise Refused("stale-button")
    await expect(state, AskedFigure.number, now, {"round": args[0], "figure": args[1]})
    await say.toast()
    asked = "figures-ask-hours" if _named(args[1]) == HOURS else "figures-ask"
    await say.reply(asked, name=say.voice(f"fact-{args[1]}"))


@router.message(AnswerTo(AskedFigure.number))
async def number(
    message: Message, store: Store, me: Me, say: Say, state: FSMContext, now: datetime, memory: dict[str, Any]
) -> None:
    """The number itself; anything else is asked for again."""
    name, text = _named(str(memory["figure"])), normalise(message.text or "")
    count = read_halves(text) if name == HOURS else read_number(text)
    if count is None:
        raise Refused("figure-hours" if name == HOURS else "figure-bounds", most=MOST)
    round_id = RoundId(int(memory["round"]))
    try:
        told = await store.write(figures_of.set_figure, round_id=round_id, by=me.user_id, name=name, number=count)
    except Refused as refused:
        if not refused.reason.startswith("figure-"):
            await forget(state)  # another number would be refused, too
        raise
    await forget(state)
    keyboard = _keyboard(say.voice, round_id, told)
    await Sheet.of(say, state, store, now).put(round_id, Text(say.voice("figures-which")), keyboard, "SF", edit=False)


def _named(word: str) -> str:
    """The figure a button means: buttons know no underscores."""
    return word.replace("-", "_")


def _keyboard(voice: Voice, round_id: int, told: dict[str, float]) -> InlineKeyboardMarkup:
    rows = []
    for name in FACT_FIELDS:
        word = name.replace("_", "-")
        label = voice(f"fact-{word}") + (f" {told[name]:g}" if name in told else "")
        rows.append([button(label, "figure", round_id, word)])
    rows.append([button(voice("feedback-figures-right"), "fb", round_id, "sf", "ok")])
    return InlineKeyboardMarkup(inline_keyboard=rows)
