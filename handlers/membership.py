"""Chats come and go: the bot is added or removed, somebody leaves, a group becomes a supergroup.

These are the platform's own notices, not anybody's words, and an anonymous administrator may have caused them: this
router stands outside the door, before the Doorman. It asks the context for store, now, habits, defaults and operators.
"""

from __future__ import annotations

import logging
from datetime import datetime

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import BaseFilter
from aiogram.types import ChatMemberUpdated, Message

from domain.names import clean_name
from domain.people import UserId
from texts.voice import voice_for
from usecases import people, villages
from usecases.habits import Habits
from usecases.store import Store
from usecases.villages import Defaults

router = Router(name="membership")
log = logging.getLogger(__name__)

_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)


class InPrivate(BaseFilter):
    """Matches what happened in a private chat."""

    async def __call__(self, event: ChatMemberUpdated) -> bool:
        return event.chat.type == ChatType.PRIVATE


class CameIn(BaseFilter):
    """Matches somebody who was outside and is inside now."""

    async def __call__(self, event: ChatMemberUpdated) -> bool:
        return event.old_chat_member.status in _OUT and event.new_chat_member.status not in _OUT


class WentOut(BaseFilter):
    """Matches somebody who was inside and is outside now."""

    async def __call__(self, event: ChatMemberUpdated) -> bool:
        return event.old_chat_member.status not in _OUT and event.new_chat_member.status in _OUT


class Notice(BaseFilter):
    """Matches the platform's notices about who is in a group, and where the group is."""

    async def __call__(self, message: Message) -> bool:
        return bool(
            message.left_chat_member
            or message.new_chat_members
            or message.migrate_to_chat_id
            or message.migrate_from_chat_id
        )


@router.my_chat_member(InPrivate())
async def private_chat(event: ChatMemberUpdated, store: Store) -> None:
    """Somebody blocked the bot, or let it in again."""
    user = event.from_user
    if event.new_chat_member.status in _OUT:
        await store.write(people.block, user_id=UserId(user.id))
    else:
        name = clean_name(user.first_name, user.last_name, user.id)
        await store.write(people.unblock, user_id=UserId(user.id), name=name)


@router.my_chat_member(CameIn())
async def added(event: ChatMemberUpdated, store: Store, now: datetime, bot: Bot, defaults: Defaults) -> None:
    """Put into a group: one line for its administrators, or the cards anew where it was before."""
    if event.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return
    known = await store.write(villages.come_back, now=now, chat_id=event.chat.id)
    if known or not await store.write(villages.hint, now=now, chat_id=event.chat.id):
        return
    try:
        await bot.send_message(event.chat.id, voice_for(defaults.language)("setup-hint"))
    except (TelegramBadRequest, TelegramForbiddenError) as refusal:
        log.info("may not write in the group it was added to: %s", refusal.message)


@router.my_chat_member(WentOut())
async def removed(event: ChatMemberUpdated, store: Store, now: datetime, operators: frozenset[int]) -> None:
    """Removed from a group: the operators are told."""
    await store.write(villages.lose, now=now, chat_id=event.chat.id, by=UserId(event.from_user.id), operators=operators)


@router.my_chat_member()
async def changed(_event: ChatMemberUpdated) -> None:
    """Made or unmade an administrator: nothing depends on it."""


@router.message(Notice())
async def notice(message: Message, store: Store, now: datetime, bot: Bot, habits: Habits) -> None:
    """A notice in the group. Who joins is greeted by nobody but the village: quiet by default."""
    here = message.chat.id
    if message.migrate_to_chat_id:
        await store.write(villages.move, now=now, old=here, new=message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await store.write(villages.move, now=now, old=message.migrate_from_chat_id, new=here)
    elif message.left_chat_member and message.left_chat_member.id != bot.id:
        user_id = UserId(message.left_chat_member.id)
        await store.write(people.leave, now=now, chat_id=here, user_id=user_id, timing=habits.timing)


@router.chat_member(WentOut())
async def left(event: ChatMemberUpdated, store: Store, now: datetime, habits: Habits) -> None:
    """The same news as an administrator hears it; whichever comes second finds nothing left to do."""
    user_id = UserId(event.new_chat_member.user.id)
    await store.write(people.leave, now=now, chat_id=event.chat.id, user_id=user_id, timing=habits.timing)
