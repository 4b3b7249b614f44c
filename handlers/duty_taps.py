"""Signing up for one duty of a call by a tap; the question which one; changing to another."""

from __future__ import annotations

from datetime import datetime

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from domain.calls import CallId
from domain.signups import DutyId, Source
from handlers.buttons import Tap, button
from handlers.card_duties import asked_one, others
from handlers.here import Here
from handlers.rows import isolated
from handlers.say import Say
from handlers.tapped import answer_tap
from usecases import cards, signups
from usecases.cards import Face
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="duty_taps")


async def ask_duty(here: Here, call_id: CallId, party: int = 1) -> None:
    """Ask one person which duty they do: in private where that is possible, else by name where they are."""
    say = here.say
    face = await here.store.read(cards.seen_at, call_id=call_id, user_id=here.me.user_id, chat_id=say.chat_id)
    keyboard = asked_one(say.voice, face, here.me.user_id, party)
    question = say.voice.rich("duty-which", title=face.call.title or "")
    if say.private:
        await say.toast()
        await (say.edit(question, keyboard) if say.tapped else say.reply(question, keyboard))
        return
    # Whoever is new to the village is nobody yet in private: a tap there would not find the call.
    known = any(p.village_id == face.village.id and p.reachable for p in here.me.memberships)
    if known and await say.privately(question, keyboard):
        await say.toast("duty-asked-in-private", alert=True)
        return
    await say.toast("duty-asked-here", alert=True)
    if say.tapped:
        question = say.voice.rich("duty-which-you", name=isolated(here.me.name), title=face.call.title or "")
    await say.reply(question, keyboard, quote=not say.tapped)


async def ask_about_duty(here: Here, face: Face, duty_id: DutyId) -> None:
    """What was said may be a sign-up for one duty: one tap tells, of the one who said it."""
    say, asked = here.say, here.me.user_id
    duty = face.plan.duty(duty_id)
    assert duty is not None
    yes = button(say.voice("duty-join-button", name=duty.name), "duty-as", face.call.id, duty.id, asked, 1)
    no = button(say.voice("signup-unsure-no"), "unsure-no", asked)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[yes, no]])
    await say.reply("signup-unsure", keyboard, quote=not say.private, title=face.call.title or "")


@router.callback_query(Tap("which-duty", int))
async def which_duty(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """报名 on the card of a call with more duties than it has room for buttons."""
    here = Here(store, me, say, now, habits)
    await ask_duty(here, CallId(args[0]))


@router.callback_query(Tap("join-as", int, int))
async def join_as(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """报名·司机, tapped; for somebody on the list it changes their duty."""
    here = Here(store, me, say, now, habits)
    answer = await store.write(
        signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing, duty=DutyId(args[1])
    )
    await answer_tap(here, answer, bot)


@router.callback_query(Tap("duty-as", int, int, int, int))
async def duty_as(
    query: CallbackQuery,
    args: tuple[int, int, int, int],
    store: Store,
    me: Me,
    say: Say,
    now: datetime,
    habits: Habits,
    bot: Bot,
) -> None:
    """The answer to the question which duty; in a group the question goes away with it."""
    if args[2] != me.user_id:
        await say.toast("signup-unsure-other", alert=True)
        return
    here = Here(store, me, say, now, habits)
    answer = await store.write(
        signups.join,
        **here.facts(args[0]),
        source=Source.BUTTON,
        timing=habits.timing,
        party=args[3] if args[3] > 1 else None,
        duty=DutyId(args[1]),
    )
    await answer_tap(here, answer, bot, args[3])
    if not say.private and say.message is not None:
        try:
            await say.message.delete()
        except TelegramAPIError:
            await say.edit("duty-answered")


@router.callback_query(Tap("my-duty", int))
async def my_duty(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """换个活: the other duties."""
    seen = await store.read(cards.seen, call_id=CallId(args[0]), user_id=me.user_id)
    await say.toast()
    await say.edit(say.voice.rich("duty-which", title=seen.face.call.title or ""), others(say.voice, seen))
