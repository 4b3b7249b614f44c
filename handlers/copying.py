"""The same call again: by a button on one that ended, or by 同上次 and 再来一次; it becomes a draft, never a call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.calls import CallId
from domain.people import Village
from domain.refusals import Refused
from handlers import drafting
from handlers.answers import awaited
from handlers.buttons import Tap
from handlers.desk import Desk
from handlers.pick import pick
from handlers.say import Say
from parsing.again import says_again
from usecases import calls, copying
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="copying")


class AskedAgain(BaseFilter):
    """Matches 再来一次 in private from an organiser while no question is open."""

    async def __call__(self, message: Message, me: Me, state: FSMContext, now: datetime) -> bool:
        if message.chat.type != "private" or not says_again(message.text or ""):
            return False
        organises = any(person.organises for person in me.memberships)
        return organises and await awaited(message, state, now) is None


@router.message(AskedAgain())
async def again_in_words(message: Message, store: Store, me: Me, say: Say, state: FSMContext, now: datetime) -> None:
    """再来一次: the call that was published last."""
    places = await store.read(calls.posting_places, user_id=me.user_id)
    await last(Desk(say, state, now, say.private), places, store, me)


@router.callback_query(Tap("again", int))
async def again(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """再发一次."""
    draft = await store.write(copying.copy, now=now, call_id=CallId(args[0]), by=me.user_id)
    await say.toast("again-toast")
    await drafting.show(Desk(say, state, now, say.private), draft, {})


async def last(desk: Desk, places: Sequence[Village], store: Store, me: Me) -> None:
    """A draft like the last call; where several villages have one, a tap says which.
    Raises Refused("nothing-to-copy")."""
    found = await store.read(copying.last_of, villages=[place.id for place in places])
    if not found:
        raise Refused("nothing-to-copy")
    if len(found) > 1:
        await desk.put("again-which", pick(desk.say.voice, found, "again"))
        return
    draft = await store.write(copying.copy, now=desk.now, call_id=found[0].id, by=me.user_id)
    await drafting.show(desk, draft, {})
