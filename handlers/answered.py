"""How an answer to words reaches their writer: a sign under them, a line in private, or a quoted line."""

from __future__ import annotations

import logging

from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message, ReactionTypeEmoji

from handlers.here import Here, answer_line
from handlers.same_name import ask_claims, ask_same
from parsing.replies import Act, Reply
from usecases.signups import Answer, Outcome

log = logging.getLogger(__name__)


async def answered(here: Here, answer: Answer, reply: Reply) -> None:
    """In the group a sign under their words where all is well, and the rest in private; a quoted line only when neither
    works. A private chat is answered in words."""
    say, message = here.say, here.say.message
    if answer.outcome is Outcome.SAME_NAME:
        await ask_same(here, answer, reply.party)
        return
    good = answer.outcome not in (Outcome.WAITING, Outcome.ALREADY_WAITING)
    leaving = reply.act is not Act.JOIN
    signed = not say.private and good and message is not None and await _sign(message, "👌" if leaving else "👍")
    if answer.first and answer.person.reachable:
        await ask_claims(here.store, say, here.now)
    if answer.reminded:
        return  # their reminder, at this moment, says all of it
    line = answer_line(say, answer, here.now)
    if say.private:
        await say.reply(line)
        return
    told = answer.person.reachable and await say.privately(line)
    if not told and not signed:
        await say.reply(line, quote=True)


async def _sign(message: Message, emoji: str) -> bool:
    """Put a sign under a message: 👍 for joining; a thumb for somebody's bad news would hurt, so 👌 for leaving. False
    where the group or the platform does not allow it."""
    try:
        await message.react([ReactionTypeEmoji(emoji=emoji)])
    except TelegramAPIError as refusal:
        log.info("no reaction: %s", refusal.message)
        return False
    return True
