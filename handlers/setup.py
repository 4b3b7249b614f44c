"""/setup: a group becomes a village. A group that nobody set up hears one line a day at most, and nothing else.

This room stands before all others behind the door: what it lets through was said in a village or in private.
"""

from __future__ import annotations

from datetime import datetime

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import BaseFilter
from aiogram.types import Message

from domain.people import Village
from handlers.answers import SLASHES
from handlers.say import Say
from handlers.words import InGroup, Private, Said, said_command, to_the_bot
from texts.voice import voice_for
from usecases import villages
from usecases.meeting import Me
from usecases.store import Store
from usecases.villages import Defaults

router = Router(name="setup")


class Stranger(BaseFilter):
    """Matches everything in a group that nobody set up: no other conversation is held there."""

    async def __call__(self, message: Message, village: Village | None = None) -> bool:
        return village is None and await InGroup()(message)


@router.message(Said("setup"), InGroup())
async def set_up(
    message: Message,
    store: Store,
    now: datetime,
    me: Me,
    say: Say,
    bot: Bot,
    defaults: Defaults,
    village: Village | None = None,
) -> None:
    """The creator, an administrator or the operator makes this group a village."""
    administrator = me.operator or await administers(bot, message.chat.id, me.user_id)
    if not administrator and village is None and not await store.write(villages.hint, now=now, chat_id=message.chat.id):
        return  # told once a day, however many try
    done = await store.write(
        villages.set_up,
        now=now,
        chat_id=message.chat.id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        title=message.chat.title or "",
        by=me.user_id,
        name=me.name,
        operator=me.operator,
        administrator=administrator,
        defaults=defaults,
    )
    voice = voice_for(done.village.language)
    if done.official:
        await say.reply(voice.rich("setup-done", village=done.village.title, name=done.official.name))
    else:
        await say.reply(voice.rich("setup-done-by-operator", village=done.village.title))


@router.message(Said("setup"), Private())
async def set_up_where(_message: Message, say: Say) -> None:
    """In a private chat there is nothing to set up."""
    await say.reply("setup-in-the-group")


@router.message(Stranger())
async def nobody_set_this_up(message: Message, store: Store, now: datetime, say: Say, bot: Bot) -> None:
    """Whoever asks the bot for something here is told once how it begins; the rest is not ours to hear."""
    text = message.text or ""
    asked = said_command(text, (await bot.me()).username) if text[:1] in SLASHES else to_the_bot(message, bot)
    if text and asked and await store.write(villages.hint, now=now, chat_id=message.chat.id):
        await say.reply("setup-hint")


async def administers(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Asks the platform, every time, whether somebody runs the group. Who it does not know runs nothing."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except (TelegramBadRequest, TelegramForbiddenError):
        return False
    return member.status in (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)
