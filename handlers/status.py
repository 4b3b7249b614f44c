"""/status: how a village stands and what the bot can see there; for the operator also what went wrong."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import Message

from handlers.say import Say
from handlers.words import Said
from texts.voice import Voice
from usecases import people, villages
from usecases.meeting import Me
from usecases.store import Store
from usecases.villages import VillageState

router = Router(name="status")
log = logging.getLogger(__name__)

_LONGEST: Final = 3900
PATIENCE: Final = 5.0
"""Seconds; the platform is asked about all villages at once, and one that does not answer holds up no other."""


@router.message(Said("status"))
async def status(_message: Message, store: Store, say: Say, me: Me, bot: Bot) -> None:
    """Always in private: who organises what is nobody else's to read."""
    parts = await _organiser(store, say.voice, me, bot) or await _villager(store, say.voice, me)
    if me.operator:
        trouble = await store.read(villages.trouble)
        parts.append(
            say.voice(
                "status-trouble",
                parked=trouble.parked,
                failed=trouble.failed,
                expired=trouble.expired,
                waiting=trouble.waiting,
            )
        )
    text = ""
    for part in parts:
        if len(text) + len(part) > _LONGEST:
            break
        text += part + "\n\n"
    if not await say.privately("status-lines", lines=text.strip()):
        await say.reply("open-private", quote=True)


async def _organiser(store: Store, voice: Voice, me: Me, bot: Bot) -> list[str]:
    states = await store.read(villages.states, by=me.user_id, operator=me.operator)
    if not states:
        return []
    parts = await asyncio.gather(*(_village(state, voice, me, bot) for state in states))
    sees_all = bool((await bot.me()).can_read_all_group_messages)
    return [*parts, voice("status-privacy-off" if sees_all else "status-privacy-on")]


async def _village(state: VillageState, voice: Voice, me: Me, bot: Bot) -> str:
    none = voice("status-none")
    return voice(
        "status-village",
        village=state.village.title,
        role=voice(f"role-name-{state.role.value if state.role else 'operator' if me.operator else 'none'}"),
        bot=voice(f"status-bot-{await _seat(bot, state.village.chat_id)}"),
        officials=", ".join(state.officials) or none,
        workers=", ".join(state.workers) or none,
        known=state.known,
        open=state.open_calls,
    )


async def _villager(store: Store, voice: Voice, me: Me) -> list[str]:
    homes = await store.read(people.homes, user_id=me.user_id)
    if not homes:
        return [] if me.operator else [voice("status-nobody")]
    return [voice("status-villager", villages=", ".join(village.title for _, village in homes))]


async def _seat(bot: Bot, chat_id: int) -> str:
    """What the bot is in a group: admin, member, out, or unknown. Asked of the platform each time."""
    try:
        async with asyncio.timeout(PATIENCE):
            seat = await bot.get_chat_member(chat_id, bot.id)
    except (TelegramBadRequest, TelegramForbiddenError):
        return "out"
    except (TelegramAPIError, ClientDecodeError, TimeoutError) as fault:
        log.info("the platform does not say what the bot is in a group: %s", type(fault).__name__)
        return "unknown"
    if seat.status == ChatMemberStatus.ADMINISTRATOR:
        return "admin"
    return "out" if seat.status in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED) else "member"
