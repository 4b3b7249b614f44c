"""The 🔔 link of a card, and what it opens: the call in private, and how it stands with whoever opened it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from aiogram import Bot
from aiogram.fsm.context import FSMContext

from domain.calls import CallId
from domain.refusals import Refused
from handlers.buttons import LONGEST_ID
from handlers.cards import private_card, private_keyboard
from handlers.say import Say
from handlers.start import PAYLOADS
from usecases import cards
from usecases.meeting import Me
from usecases.store import Store

LETTER: Final = "c"
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)


async def chat_link(bot: Bot, call_id: int) -> str:
    """The link that opens the private chat and brings the call along."""
    return f"https://t.me/{(await bot.me()).username}?start={LETTER}_{call_id}"


async def opened(rest: str, *, store: Store, now: datetime, me: Me, say: Say, state: FSMContext) -> bool:
    """`/start c_7`: show call 7 to somebody of its village. Anything else is a plain start: a stranger does not learn
    whether there is such a call."""
    if not _NUMBER.fullmatch(rest) or int(rest) > LONGEST_ID:
        return False
    try:
        seen = await store.read(cards.seen, call_id=CallId(int(rest)), user_id=me.user_id)
    except Refused:
        return False
    await say.reply(private_card(say.voice, seen), private_keyboard(say.voice, seen, now))
    return True


PAYLOADS[LETTER] = opened
