"""/summary: the page for the meeting, as chat text, a picture and a Word paper; made by a social worker's tap."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.digest import OpenDigest
from domain.people import check_organiser
from domain.refusals import Refused
from domain.release_json import to_json
from domain.rounds import RoundId, RoundState
from domain.summary import ProtectedSummary
from handlers.buttons import Tap, button
from handlers.digest import choice_keyboard
from handlers.letters_rounds import make_summary_button
from handlers.say import Say
from handlers.words import Said
from reports.chat import chat_pages
from reports.render import Paper, PressFailed, render_apart
from texts.dates import said
from usecases import rounds
from usecases.meeting import Me
from usecases.round_of import RoundOf
from usecases.store import Store

router = Router(name="summary")

log = logging.getLogger(__name__)

MOST_KEPT: Final = 4
"""Printed releases that are remembered; each is a few hundred kilobytes."""
_KINDS: Final = (Paper.CARD, Paper.DOCX)
_KEPT: Final[dict[tuple[str, str], list[bytes]]] = {}


@router.message(Said("summary"))
async def asked_for(message: Message, store: Store, me: Me, say: Say) -> None:
    """摘要: for officials and social workers, once it is made; to a social worker also how far the others are."""
    check_organiser(next((person for person in me.memberships if person.organises), None))
    known = await store.read(rounds.with_summary, by=me.user_id)
    if not known:
        await say.quietly("summary-none")
    elif len(known) == 1:
        await _tell(say, store, me, known[0])
    else:
        await say.alone("digest-which", choice_keyboard(say.voice, known, "summary"))


@router.callback_query(Tap("makesum", int))
async def make(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """The social worker's tap: the round freezes, the papers are made."""
    summary = await store.write(rounds.make_summary, round_id=RoundId(args[0]), by=me.user_id, now=now)
    await say.toast("summary-making")
    await _send(say, RoundId(args[0]), summary)


@router.callback_query(Tap("summary", int))
async def show(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    known = await store.read(rounds.with_summary, by=me.user_id)
    one = next((one for one in known if one.round.id == args[0]), None)
    if one is None:
        # Not theirs, not made, or not there: the use case says which.
        await store.read(rounds.summary_for, round_id=RoundId(args[0]), by=me.user_id)
        raise Refused("stale-button")
    await say.toast("summary-making" if one.round.state is RoundState.FROZEN else "")
    await _tell(say, store, me, one)


async def _tell(say: Say, store: Store, me: Me, one: RoundOf) -> None:
    """The papers; before they are made, to the social worker who will make them, what she waits for."""
    title, zone = one.call.title or "", ZoneInfo(one.call.zone)
    match one.round.state:
        case RoundState.FROZEN:
            summary = await store.read(rounds.summary_for, round_id=one.round.id, by=me.user_id)
            await _send(say, one.round.id, summary)
        case RoundState.CLOSED:
            await say.alone("summary-yours", make_summary_button(say.voice, one.round.id), title=title)
        case RoundState.OPEN:
            told = await store.read(rounds.digest_for, round_id=one.round.id, by=me.user_id)
            assert isinstance(told, OpenDigest)
            answered = sum(response.answered for response in told.responses)
            invited = sum(response.invited for response in told.responses)
            closes = said(say.voice, one.round.closes_at.astimezone(zone))
            await say.alone("summary-collecting", title=title, answered=answered, invited=invited, closes=closes)
        case RoundState.WAITING:
            opens = said(say.voice, one.round.opens_at.astimezone(zone))
            await say.alone("summary-waiting", title=title, when=opens)


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
