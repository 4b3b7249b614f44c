"""The last router: a button that is out of date, words nobody understood. Groups stay quiet."""

from __future__ import annotations

import logging

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.answers import SLASHES
from handlers.say import Say
from handlers.words import Private

router = Router(name="stale")
log = logging.getLogger(__name__)


@router.callback_query()
async def old_button(_tap: CallbackQuery, say: Say) -> None:
    """Forged, garbled, or of a time gone by: the same answer for all."""
    log.info("a button nobody answers to")
    await say.toast("refused-stale-button", alert=True)


@router.message(Private())
async def not_understood(message: Message, say: Say) -> None:
    """One short hint what would be understood."""
    text = message.text or ""
    if not text:
        await say.reply("stale-no-text")
    elif text[0] in SLASHES:
        await say.reply("stale-command")
    else:
        await say.reply("stale-words")


@router.message()
async def quiet(_message: Message) -> None:
    """In a group what is not for the bot stays unanswered."""
