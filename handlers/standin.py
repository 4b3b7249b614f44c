"""Somebody leaves late and nobody waits: one question whether another can come in their place, and its answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.signups import Source
from handlers.answers import AnswerTo
from handlers.cards import isolated
from handlers.desk import Desk
from handlers.here import Here
from handlers.same_name import ask_who
from handlers.say import Say
from parsing.replies import Act, read_reply
from parsing.standin import read_stand_in
from usecases import keepers
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.signups import Answer
from usecases.store import Store

router = Router(name="standin")


class AskedStandIn(StatesGroup):
    """What somebody who left late was asked: who comes in their place."""

    stand_in = State()


async def ask_stand_in(here: Here, answer: Answer) -> None:
    """Ask once, in private or under their own words; a tap in the group by somebody without a private chat is left in
    peace: there is nowhere to answer."""
    if not answer.alone or here.state is None:
        return
    desk = await Desk.open(here.say, here.me, here.state, here.now)
    if not desk.private and here.say.tapped:
        return
    duty = answer.signup.duty_id if answer.signup else None
    await desk.ask(AskedStandIn.stand_in, "standin-ask", {"call": answer.call.id, "duty": duty})


@router.message(AnswerTo(AskedStandIn.stand_in))
async def said_stand_in(
    message: Message,
    memory: dict[str, Any],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """A name is entered as if they had signed it up; a no is fine; words about something else are heard as such."""
    text = message.text or ""
    await state.clear()
    name = read_stand_in(text)
    if name is None:
        reply = read_reply(text)
        if reply.act in (Act.JOIN, Act.JOIN_FOR, Act.QUESTION) or reply.guess is Act.JOIN:
            raise SkipHandler
        await say.reply("standin-fine", quote=not say.private)
        return
    here = Here(store, me, say, now, habits)
    entered = await store.write(
        keepers.join_for,
        **here.facts(memory["call"]),
        names=[name],
        source=Source.REPLY,
        timing=habits.timing,
        duty=memory["duty"],
    )
    if entered.unclear:
        await ask_who(here, entered)
        return
    key = "standin-entered" if entered.placed else "signup-for-waiting" if entered.waiting else "signup-for-already"
    await say.reply(key, quote=not say.private, who=isolated(name), names=isolated(name))
