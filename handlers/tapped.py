"""How a tap that changes the list is answered: a toast, and in private the card anew."""

from __future__ import annotations

from aiogram import Bot

from domain.calls import CallId
from handlers.cards import private_card, private_keyboard
from handlers.here import Here, answer_line
from handlers.opening import chat_link
from handlers.same_name import ask_claims, ask_same
from usecases import cards
from usecases.signups import Answer, Outcome


async def answer_tap(here: Here, answer: Answer, bot: Bot, party: int = 1) -> None:
    """A toast. Whoever has no private chat is offered one the first time they sign up for a call, and then only by
    the 🔔 on the card: the box has to be closed by hand, so that an old reader has the time to read it."""
    say = here.say
    if answer.outcome is Outcome.SAME_NAME:
        await ask_same(here, answer, party)
        return
    offer = answer.outcome is Outcome.PLACE and answer.first and not answer.person.reachable and not say.private
    if offer:
        link = await chat_link(bot, answer.call.id)
        await say.toast(answer_line(say, answer, here.now, "signup-place-bell"), alert=True, url=link)
    else:
        await say.toast(answer_line(say, answer, here.now))
    if say.private:
        await refresh(here, answer.call.id)
    if answer.first and answer.person.reachable:
        await ask_claims(here.store, say, here.now)


async def refresh(here: Here, call_id: CallId) -> None:
    """In private the card does not follow by itself: it is redrawn with the answer."""
    seen = await here.store.read(cards.seen, call_id=call_id, user_id=here.me.user_id)
    voice = here.say.voice
    await here.say.edit(private_card(voice, seen), private_keyboard(voice, seen, here.now))
