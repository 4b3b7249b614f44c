"""A neighbour entered somebody by name, and somebody of that name comes: are they the same person?"""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from domain.signups import Source
from handlers.buttons import Tap, button
from handlers.cards import isolated
from handlers.here import Here, answer_line
from handlers.say import Say
from usecases import keepers, signups
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.signups import Answer
from usecases.store import Store

router = Router(name="same_name")


async def ask_same(here: Here, answer: Answer, party: int = 1) -> None:
    """One tap tells; the question goes to them alone where that is possible."""
    say, call_id, asked = here.say, answer.call.id, here.me.user_id
    yes = button(say.voice("signup-same-me"), "same-me", call_id, asked)
    no = button(say.voice("signup-same-other"), "same-other", call_id, asked, party)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[yes, no]])
    question = say.voice.rich("signup-same-name", name=isolated(answer.person.name))
    await say.toast("signup-same-asked", alert=True)
    if say.private or not (answer.person.reachable and await say.privately(question, keyboard)):
        await say.reply(question, keyboard, quote=not say.private and not say.tapped)


@router.callback_query(Tap("same-me", int, int))
async def tap_same_me(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """是我: the entry becomes theirs."""
    if args[1] != me.user_id:
        await say.toast("signup-unsure-other", alert=True)
        return
    here = Here(store, me, say, now, habits)
    await store.write(claims.take_over, **here.facts(args[0]), timing=habits.timing)
    answer = await store.write(signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    line = answer_line(say, answer, now)
    await say.toast(line)
    await say.edit(line)


@router.callback_query(Tap("same-other", int, int, int))
async def tap_same_other(
    query: CallbackQuery, args: tuple[int, int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """不是: they sign up beside their namesake."""
    if args[1] != me.user_id:
        await say.toast("signup-unsure-other", alert=True)
        return
    here = Here(store, me, say, now, habits)
    answer = await store.write(
        signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing, party=args[2], another=True
    )
    line = answer_line(say, answer, now)
    await say.toast(line)
    await say.edit(line)
