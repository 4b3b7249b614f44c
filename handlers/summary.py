"""/summary: the page for the meeting, as chat text, a picture and a Word paper; made by a social worker's tap."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.people import check_organiser
from domain.release_json import to_json
from domain.rounds import RoundId
from domain.summary import ProtectedSummary
from handlers.buttons import Tap, button
from handlers.digest import choice_keyboard, frozen
from handlers.say import Say
from handlers.words import Said
from reports.chat import chat_pages
from reports.render import Paper, PressFailed, render_apart
from usecases import rounds
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="summary")

log = logging.getLogger(__name__)

MOST_KEPT: Final = 4
"""Printed releases that are remembered; each is a few hundred kilobytes."""
_KINDS: Final = (Paper.CARD, Paper.DOCX)
_KEPT: Final[dict[tuple[str, str], list[bytes]]] = {}


@router.message(Said("summary"))
async def asked_for(message: Message, store: Store, me: Me, say: Say) -> None:
    """摘要: for officials and social workers, once a social worker has made it."""
    check_organiser(next((person for person in me.memberships if person.organises), None))
    made = frozen(await store.read(rounds.of_user, by=me.user_id))
    if not made:
        await say.quietly("summary-none")
    elif len(made) == 1:
        summary = await store.read(rounds.summary_for, round_id=made[0].round.id, by=me.user_id)
        await _send(say, made[0].round.id, summary)
    else:
        await say.alone("digest-which", choice_keyboard(say.voice, made, "summary"))


@router.callback_query(Tap("makesum", int))
async def make(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """The social worker's tap: the round freezes, the papers are made."""
    summary = await store.write(rounds.make_summary, round_id=RoundId(args[0]), by=me.user_id, now=now)
    await say.toast("summary-making")
    await _send(say, RoundId(args[0]), summary)


@router.callback_query(Tap("summary", int))
async def show(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    summary = await store.read(rounds.summary_for, round_id=RoundId(args[0]), by=me.user_id)
    await say.toast("summary-making")
    await _send(say, RoundId(args[0]), summary)


async def _send(say: Say, round_id: RoundId, summary: ProtectedSummary) -> None:
    """All three papers come from the same protected object (D8). The words need no press, so they come first."""
    for page in chat_pages(summary, say.voice):
        await say.alone(Text(page))
    number = str(round_id)
    try:
        card, paper = await papers(to_json(summary), say.voice.language)
    except PressFailed as fault:
        log.error("no picture and no paper of a summary: %s", fault)
        again = InlineKeyboardMarkup(inline_keyboard=[[button(say.voice("summary-again"), "summary", round_id)]])
        await say.privately("summary-later", again)
        return
    await say.photo_privately(card, say.voice("summary-card-name", number=number))
    await say.document_privately(paper, say.voice("summary-paper-name", number=number))


async def papers(told: str, language: str) -> list[bytes]:
    """Picture and Word paper of a release, each made in a process of its own, side by side. The last few are kept: on
    the evening of a summary every organiser opens the same one. Raises PressFailed."""
    key = (told, language)
    if (known := _KEPT.get(key)) is not None:
        return known
    printed = await asyncio.gather(*(render_apart(told, language, kind) for kind in _KINDS))
    while len(_KEPT) >= MOST_KEPT:
        _KEPT.pop(next(iter(_KEPT)))
    _KEPT[key] = printed
    return printed
