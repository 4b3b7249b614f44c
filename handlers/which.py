"""Words in private when several calls are open: which one they are about."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext

from domain.signups import ON_LIST
from handlers.duty_words import with_duty
from handlers.here import Here
from handlers.pick import pick
from parsing.listed import read_about
from parsing.replies import Act, Reply, read_reply
from usecases.cards import Seen

_ASKED = "which"
"""In the memory of the private chat: the message that asked last."""


def listed(seen: Seen) -> bool:
    """Whether the one who sees it is on the list."""
    return seen.mine is not None and seen.mine.state in ON_LIST


def narrowed(text: str, found: Sequence[Seen]) -> list[Seen]:
    """The calls that the words may be about: those they name by title or place, else those the person is on, for
    leaving and for arriving."""
    titled = [s for s in found if (s.face.call.title or "\n") in text]
    placed = [s for s in found if (s.face.call.place or "\n") in text]
    duties = [s for s in found if with_duty(text, read_reply(text), s.face)[1] is not None]
    named = titled or placed or duties
    if len(named) == 1:
        return named
    rest = named or list(found)
    mine = [s for s in rest if listed(s)]
    leaving = read_reply(text).act in (Act.LEAVE, Act.DECLINE, Act.ARRIVED)
    return mine if leaving and len(mine) == 1 else rest


def about(text: str, seen: Seen) -> Reply:
    """What the words mean for this call."""
    call = seen.face.call
    told = read_about(text, [word for word in (call.title, call.place) if word])
    return with_duty(text, told, seen.face)[0]


async def ask_which(here: Here, seen: Sequence[Seen], reply: Reply, state: FSMContext) -> None:
    """A tap on one of the calls does what was meant; where that needs more words, it opens the call. A question asked
    before this one goes away."""
    name, key = "open", "signup-which"
    if reply.act is Act.JOIN:
        name, key = "join" if reply.party == 1 else "party", "signup-which-join"
    elif reply.act in (Act.LEAVE, Act.DECLINE):
        name, key = "leave", "signup-which-leave"
    elif reply.act is Act.ARRIVED:
        name = "here"
    rest = (reply.party,) if name == "party" else ()
    if reply.act is Act.JOIN and any(one.face.plan.duties for one in seen):
        name, rest = "open", ()  # there is a button for each duty
    await _take_back(here, state)
    asked = await here.say.reply(key, pick(here.say.voice, [one.face.call for one in seen], name, *rest))
    await state.update_data({_ASKED: asked.message_id})


async def _take_back(here: Here, state: FSMContext) -> None:
    earlier = (await state.get_data()).get(_ASKED)
    if earlier is None:
        return
    try:
        await here.say.bot.delete_message(here.say.chat_id, earlier)
    except TelegramAPIError:
        return  # gone already, or too old to be taken back
