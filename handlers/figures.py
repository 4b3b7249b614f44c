"""The figures of an activity as the social worker checks them: a list of numbers, each mended by a tap and a number."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from domain.questions import FACT_FIELDS
from domain.refusals import Refused
from domain.rounds import RoundId
from handlers.answers import AnswerTo
from handlers.buttons import Tap, button
from handlers.say import Say
from parsing.numbers import read_number
from texts.voice import Voice
from usecases import rounds
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="figures")


class Asked(StatesGroup):
    """Waiting for one figure."""

    number = State()


@router.callback_query(Tap("figures", int))
async def figures(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """Show what was counted, one figure a button."""
    told = await store.read(rounds.figures, round_id=RoundId(args[0]), by=me.user_id)
    await say.toast()
    await say.edit("figures-which", _keyboard(say.voice, args[0], told))


@router.callback_query(Tap("figure", int, str))
async def figure(
    query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, state: FSMContext
) -> None:
    """One figure is to be corrected: ask for the number."""
    await store.read(rounds.figures, round_id=RoundId(args[0]), by=me.user_id)
    await state.set_state(Asked.number)
    await state.set_data({"round": args[0], "figure": args[1]})
    await say.toast()
    await say.reply("figures-ask", name=say.voice(f"fact-{args[1]}"))


@router.message(AnswerTo(Asked.number))
async def number(message: Message, store: Store, me: Me, say: Say, state: FSMContext, memory: dict[str, Any]) -> None:
    """The number itself; anything else is asked for again."""
    count = read_number(message.text or "")
    if count is None:
        raise Refused("figure-bounds", most=100_000)
    await state.clear()
    told = await store.write(
        rounds.set_figure,
        round_id=RoundId(int(memory["round"])),
        by=me.user_id,
        name=str(memory["figure"]).replace("-", "_"),
        number=count,
    )
    await say.reply("figures-which", _keyboard(say.voice, int(memory["round"]), told))


def _keyboard(voice: Voice, round_id: int, told: dict[str, float]) -> InlineKeyboardMarkup:
    rows = []
    for name in FACT_FIELDS:
        word = name.replace("_", "-")
        label = voice(f"fact-{word}") + (f" {told[name]:g}" if name in told else "")
        rows.append([button(label, "figure", round_id, word)])
    rows.append([button(voice("feedback-figures-right"), "fb", round_id, "sf", "ok")])
    return InlineKeyboardMarkup(inline_keyboard=rows)
