"""定期再来: a call that comes again; /series shows what does, posts it by itself or ends it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.calls import CallId, CallState
from domain.planning import LAST, Every, Festival, Rhythm, meeting, rhythm_of
from domain.refusals import Refused
from handlers.buttons import Tap, button
from handlers.say import Say
from handlers.words import Said
from parsing.festivals import festival_day
from texts import dates
from texts.voice import Voice
from usecases import cards, series
from usecases.meeting import Me
from usecases.series import Running
from usecases.store import Store

router = Router(name="series")

MOST: Final = 8
"""So many series are listed at once, a message each."""
CHOICES: Final = ("week", "month-day", "month-nth")


@router.callback_query(Tap("repeat", int))
async def ask(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """定期再来: how often?"""
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    call, voice = seen.face.call, say.voice
    if call.state not in (CallState.OPEN, CallState.DONE) or call.meet_local is None:
        raise Refused(f"call-{call.state.value}")
    local = call.meet_local
    rows = [
        [button(rhythm_words(voice, rhythm_of(local, choice), local.date()), "repeat-set", call.id, choice)]
        for choice in CHOICES
    ]
    days = [button(voice(f"festival-{one.value}"), "repeat-set", call.id, one.value) for one in Festival]
    rows += [days[place : place + 4] for place in range(0, len(days), 4)]
    await say.toast()
    await say.alone("series-ask", InlineKeyboardMarkup(inline_keyboard=rows), title=call.title or "")


@router.callback_query(Tap("repeat-set", int, str))
async def start(query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say, now: datetime) -> None:
    """The rhythm was chosen."""
    begun = await store.write(
        series.start,
        now=now,
        call_id=CallId(args[0]),
        by=me.user_id,
        choice=args[1],
        festival_day=festival_day,
    )
    await say.toast("series-begun")
    await say.edit(*_shown(say.voice, begun))


@router.message(Said("series"))
async def listed(message: Message, store: Store, me: Me, say: Say) -> None:
    """/series: what comes again."""
    found = await store.read(series.listed, by=me.user_id)
    if not found:
        await say.alone("series-none")
    for one in found[:MOST]:
        await say.alone(*_shown(say.voice, one))


@router.callback_query(Tap("series", int, str))
async def choose(query: CallbackQuery, args: tuple[int, str], store: Store, me: Me, say: Say) -> None:
    """Posted by itself, or shown as a draft first."""
    if args[1] not in ("post", "draft"):
        raise Refused("stale-button")
    changed = await store.write(series.choose, series_id=args[0], by=me.user_id, publish=args[1] == "post")
    await say.toast()
    await say.edit(*_shown(say.voice, changed))


@router.callback_query(Tap("series-end", int))
async def end(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """不再来了."""
    over = await store.write(series.end, now=now, series_id=args[0], by=me.user_id)
    await say.toast()
    await say.edit("series-over", title=over.title)


def rhythm_words(voice: Voice, rhythm: Rhythm, on: date) -> str:
    """每周三, 每月31日, 每月第2个周六, 端午; `on` is one of its dates."""
    if rhythm.festival is not None:
        return voice(f"festival-{rhythm.festival.value}")
    weekday = voice("series-weekday", weekday=on.isoweekday())
    if rhythm.every is Every.WEEK:
        return voice("series-week", day=weekday)
    if rhythm.nth is None:
        return voice("series-month-end" if (rhythm.day or 0) > 28 else "series-month-day", n=rhythm.day or on.day)
    return voice("series-last", day=weekday) if rhythm.nth == LAST else voice("series-nth", n=rhythm.nth, day=weekday)


def _shown(voice: Voice, running: Running) -> tuple[Text, InlineKeyboardMarkup]:
    known = running.series
    lines = [
        voice(
            "series-line",
            title=running.title,
            words=rhythm_words(voice, known.rhythm, known.next_on),
            when=dates.said(voice, meeting(known.rhythm, known.next_on)),
        ),
        voice("series-posts" if known.publish else "series-drafts"),
    ]
    label = voice("series-draft-button" if known.publish else "series-post-button")
    rows = [
        [button(label, "series", known.id, "draft" if known.publish else "post")],
        [button(voice("series-end-button"), "series-end", known.id)],
    ]
    return Text("\n".join(lines)), InlineKeyboardMarkup(inline_keyboard=rows)
