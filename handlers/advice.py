"""问大家: organisers ask the volunteers before they call; answers by reply or in private; a call from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, ReactionTypeEmoji
from aiogram.utils.formatting import Text

from domain.calls import CallId
from domain.people import Village, VillageId
from domain.refusals import Refused
from handlers import calling
from handlers.advised import advised
from handlers.answers import SLASHES, AnswerTo, expect
from handlers.buttons import Tap, button
from handlers.desk import Desk
from handlers.say import Say
from handlers.words import Said
from texts.dates import until
from usecases import advice, calls
from usecases.advice import Consulted
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="advice")

MOST: Final = 5
"""So many questions are listed at once, a message each."""


class Asked(StatesGroup):
    """What was asked: the question to put, what somebody thinks, the call to make from it."""

    question = State()
    answer = State()
    call = State()


class AboutAdvice(BaseFilter):
    """Matches a reply in a group to a planning question; hands on `advice_id`."""

    async def __call__(self, message: Message, store: Store) -> bool | dict[str, Any]:
        over, text = message.reply_to_message, message.text or ""
        if message.chat.type == ChatType.PRIVATE or over is None or not text or text[0] in SLASHES:
            return False
        found = await store.read(advice.at, chat_id=message.chat.id, message_id=over.message_id)
        return False if found is None else {"advice_id": found}


@router.message(Said("ask"))
async def ask(
    message: Message,
    argument: str,
    store: Store,
    me: Me,
    village: Village | None,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """/ask 20位老人包饺子，面和馅备多少？; alone it lists what was asked."""
    if not say.private and village is None:
        raise Refused("not-set-up")
    if not argument:
        await _list(store, me, village, say, state, now)
        return
    places = [village] if village else await store.read(calls.posting_places, user_id=me.user_id)
    if not places:
        raise Refused("not-organiser")
    if len(places) > 1:
        await state.set_state(None)
        await state.set_data({"advice_text": argument[:500]})
        rows = [[button(place.title, "ask-in", place.id)] for place in places[:10]]
        await say.reply("advice-where", InlineKeyboardMarkup(inline_keyboard=rows))
        return
    await _ask(store, me, say, now, places[0].id, argument)


@router.callback_query(Tap("ask-in", int))
async def chose_village(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """Which village is asked; the question was kept meanwhile."""
    text = (await state.get_data()).get("advice_text")
    if not text:
        raise Refused("stale-button")
    await _ask(store, me, say, now, VillageId(args[0]), text)
    await state.clear()


@router.message(AnswerTo(Asked.question))
async def said_question(
    message: Message,
    memory: dict[str, Any],
    store: Store,
    me: Me,
    village: Village | None,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """The question to put, after /ask alone."""
    await state.clear()
    await ask(message, message.text or "", store, me, village, say, state, now)


async def _ask(store: Store, me: Me, say: Say, now: datetime, village_id: VillageId, text: str) -> None:
    asked = await store.write(advice.ask, now=now, village_id=village_id, by=me.user_id, question=text)
    if say.tapped:
        await say.toast()
        await say.edit("advice-asked", village=asked.village.title)
    elif say.private:
        await say.reply("advice-asked", village=asked.village.title)


async def _list(store: Store, me: Me, village: Village | None, say: Say, state: FSMContext, now: datetime) -> None:
    found = await store.read(advice.listed, by=me.user_id, now=now, village_id=village.id if village else None)
    for one in found[:MOST]:
        await say.alone(*_shown(say, one, now))
    if say.private and not found:
        asked = await say.reply("advice-what")
        await expect(state, Asked.question, now, {"question": asked.message_id})
    elif not found:
        await say.alone("advice-what")


def _shown(say: Say, asked: Consulted, now: datetime) -> tuple[Text, InlineKeyboardMarkup]:
    """One question for its organisers: what was said, a call from it, enough."""
    voice = say.voice
    lines = advised(voice, [asked])
    rows = [[button(voice("advice-call-button"), "advice-call", asked.advice.id)]]
    if asked.open:
        lines.append(voice("advice-until", until=until(voice, asked.advice.closes_at, asked.village.zone, now)))
        rows.append([button(voice("advice-close-button"), "advice-close", asked.advice.id)])
    else:
        lines.append(voice("advice-over"))
    return Text("\n".join(lines)), InlineKeyboardMarkup(inline_keyboard=rows)


@router.callback_query(Tap("advise", int))
async def offer_words(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """我来说: asked in private; whoever has no private chat replies to the message."""
    facts: dict[str, Any] = {"user_id": me.user_id, "name": me.name, "chat_id": say.chat_id}
    asked, person = await store.write(advice.wants, advice_id=args[0], **facts)
    desk = await Desk.open(say, replace(me, person=person), state, now)
    await desk.ask(Asked.answer, "advice-say", {"advice": asked.advice.id}, text=asked.advice.question)
    await say.toast("advice-go-private")


@router.message(AnswerTo(Asked.answer, lasts=timedelta(hours=12)))
async def said_answer(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The answer in private."""
    await state.clear()
    await _keep(message, int(memory["advice"]), store, me, now)
    await say.reply("advice-kept")


@router.message(AboutAdvice())
async def replied(message: Message, advice_id: int, store: Store, me: Me, say: Say, now: datetime) -> None:
    """The answer as a reply in the group: a thumb is enough."""
    await _keep(message, advice_id, store, me, now)
    try:
        await message.react([ReactionTypeEmoji(emoji="👍")])
    except TelegramAPIError:
        await say.quietly("advice-kept")


async def _keep(message: Message, advice_id: int, store: Store, me: Me, now: datetime) -> None:
    await store.write(
        advice.answer,
        now=now,
        advice_id=advice_id,
        user_id=me.user_id,
        name=me.name,
        words=message.text or "",
        chat_id=message.chat.id,
    )


@router.callback_query(Tap("advice-close", int))
async def close(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """问完了."""
    asked = await store.write(advice.close, now=now, advice_id=args[0], by=me.user_id)
    await say.toast()
    await say.edit(*_shown(say, asked, now))


@router.callback_query(Tap("advice-call", int))
async def ask_call(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """据此发召集: the call in one sentence is asked for."""
    asked = await store.read(advice.for_organiser, advice_id=args[0], by=me.user_id)
    await say.toast()
    desk = Desk(say, state, now, say.private)
    await desk.ask(Asked.call, "call-what", {"advice": asked.advice.id})


@router.message(AnswerTo(Asked.call))
async def said_call(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The sentence becomes a draft, and keeps what was advised beside it."""
    asked = await store.read(advice.for_organiser, advice_id=int(memory["advice"]), by=me.user_id)
    await state.clear()
    desk = await calling.begin(Desk(say, state, now, say.private), asked.village, message.text or "", store, me, {})
    drafted = (await desk.state.get_data()).get("draft")
    if drafted:
        await store.write(advice.tie, advice_id=asked.advice.id, call_id=CallId(drafted), by=me.user_id)
