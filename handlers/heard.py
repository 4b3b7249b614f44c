"""Which words are for us: a reply to a card, a reply to another line of ours, something said in private."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from aiogram import Bot
from aiogram.filters import BaseFilter
from aiogram.types import Message

from domain.calls import CallId
from domain.people import Role
from handlers.which import about
from parsing.fewer import says_alone, without
from parsing.listed import asks_own_place, says_here, says_how_many, says_on_the_way
from parsing.prying import asks_who_said
from parsing.replies import Act, Reply, read_reply
from usecases import cards
from usecases.meeting import Me
from usecases.store import Store


class ToCard(BaseFilter):
    """A reply in words to a call's card, or to another line of ours with that call's buttons; hands on which call."""

    async def __call__(self, message: Message, store: Store, bot: Bot) -> bool | dict[str, Any]:
        card = _line_of_ours(message, bot)
        if card is None:
            return False
        call_id = await store.read(cards.call_at, message.chat.id, card.message_id)
        call_id = call_id or call_on_buttons(card)
        return {"call_id": call_id} if call_id is not None else False


class ToOtherLine(BaseFilter):
    """A clear 报名 or 取消 in reply to a line of ours that is about no call, where exactly one call is open."""

    async def __call__(self, message: Message, store: Store, bot: Bot, now: datetime) -> bool | dict[str, Any]:
        if message.chat.type == "private" or _line_of_ours(message, bot) is None:
            return False
        if read_reply(message.text or "").act not in (Act.JOIN, Act.LEAVE):
            return False
        found = await store.read(cards.open_in, chat_id=message.chat.id, now=now)
        return {"call_id": found[0]} if len(found) == 1 else False


class InWords(BaseFilter):
    """Words in private that mean something for a call: what they mean is handed on."""

    async def __call__(self, message: Message, store: Store, me: Me, now: datetime) -> bool | dict[str, Any]:
        if message.chat.type != "private" or not message.text or message.text.startswith("/"):
            return False
        text, reply = message.text, read_reply(message.text)
        if means_something(text, reply):
            return {"reply": reply}
        seen = await store.read(cards.open_to, user_id=me.user_id, now=now)
        named = [one for one in seen if (one.face.call.title or "\n") in text]
        return {"reply": reply} if any(means_something(text, about(text, one)) for one in named) else False


class Prying(BaseFilter):
    """An official who asks in private who said what."""

    async def __call__(self, message: Message, me: Me) -> bool:
        if message.chat.type != "private" or not message.text or message.text.startswith("/"):
            return False
        return any(p.role is Role.OFFICIAL for p in me.memberships) and asks_who_said(message.text)


def means_something(text: str, reply: Reply) -> bool:
    """Whether words could be about a call at all."""
    in_passing = says_here(text) or says_on_the_way(text) or asks_own_place(text) or says_how_many(text)
    in_passing = in_passing or says_alone(text) or without(text) is not None
    return reply.act is not Act.CHATTER or reply.question is not None or in_passing


_OF_A_CALL: Final = re.compile(r"(?:join|leave|here):([1-9][0-9]{0,17})", re.ASCII)


def call_on_buttons(message: Message) -> CallId | None:
    """The call that the buttons under a line of ours belong to."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    for pressed in (one for row in rows for one in row):
        if found := _OF_A_CALL.fullmatch(pressed.callback_data or ""):
            return CallId(int(found[1]))
    return None


def _line_of_ours(message: Message, bot: Bot) -> Message | None:
    over = message.reply_to_message
    if not message.text or message.text.startswith("/") or over is None or over.from_user is None:
        return None
    return over if over.from_user.id == bot.id else None
