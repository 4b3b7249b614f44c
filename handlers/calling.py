"""Posting a call: one sentence becomes a draft, what is missing is asked for, a button publishes it.

A draft asked for in the group is shown in private when the organiser has a private chat: nobody else needs to watch it
grow. Without one it is written in the group, every question as a reply, because the platform shows the bot only
replies to itself there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, ReactionTypeEmoji

from domain.calls import MAX_NEEDED, CallId
from domain.people import Village, VillageId
from domain.refusals import Refused
from handlers import copying, draft_change, drafting, duties
from handlers.answers import AnswerTo
from handlers.buttons import Tap, button
from handlers.desk import Desk
from handlers.drafting import AboutDraft, AskedOfDraft
from handlers.duties_said import duties_of
from handlers.say import Say
from handlers.words import BareWord, Said
from parsing.again import says_again
from parsing.calls import CallReading, read_call
from parsing.draft_words import DraftWord
from parsing.refused_values import says_past, says_unfit_number
from texts.dates import clock
from texts.voice import Voice
from usecases import calls
from usecases.calls import Draft
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store
from usecases.wishes import Wish

router = Router(name="calling")
router.include_router(drafting.router)
router.include_router(draft_change.router)
router.include_router(duties.router)

SAME: Final = timedelta(minutes=10)
"""The same sentence again within this time is the same call: sent twice by a slow phone, or to see where it went."""


@router.message(AboutDraft())
async def about_draft(
    message: Message,
    word: DraftWord,
    memory: dict[str, Any],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """发布, 好, 不发了 while a draft lies open are about that draft, whatever else these words may mean."""
    await drafting.about_draft(word, memory, Desk(say, state, now, say.private), store, me, habits)


@router.message(Said("call"))
async def call(
    message: Message,
    argument: str,
    store: Store,
    me: Me,
    village: Village | None,
    say: Say,
    state: FSMContext,
    now: datetime,
) -> None:
    """/call 明早6点到志愿者菜园收土豆，要20个人，带手套."""
    if not say.private:
        if village is None:
            raise Refused("not-set-up")
        if me.person is None or not me.person.organises:
            raise Refused("not-organiser")
        places = [village]
    else:
        places = await store.read(calls.posting_places, user_id=me.user_id)
        if not places:
            raise Refused("not-organiser")
    desk = await Desk.open(say, me, state, now)
    before = await desk.state.get_data()
    await desk.state.clear()
    if says_again(argument):
        await copying.last(desk, places, store, me)
    elif not argument:
        desk = await desk.ask(AskedOfDraft.what, "call-what", {"village": places[0].id if len(places) == 1 else 0})
    elif len(places) > 1:
        await _ask_where(desk, places, argument)
    else:
        desk = await begin(desk, places[0], argument, store, me, before)
    if desk.private and not say.private:
        await _point_there(message, say)


async def _point_there(message: Message, say: Say) -> None:
    """A quiet sign in the group that the command was heard, and goes on in private."""
    try:
        await message.react([ReactionTypeEmoji(emoji="👀")])
    except TelegramAPIError:
        await say.reply("draft-in-private", quote=True)


@router.message(AnswerTo(AskedOfDraft.what), ~BareWord())
async def said_what(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The call in one sentence, after the question for it."""
    places = await store.read(calls.posting_places, user_id=me.user_id)
    if not places:
        await state.clear()
        raise Refused("not-organiser")
    desk = Desk(say, state, now, say.private)
    chosen = [place for place in places if place.id == memory.get("village")] or places
    if len(chosen) > 1:
        await _ask_where(desk, chosen, message.text or "")
    else:
        await state.clear()
        await begin(desk, chosen[0], message.text or "", store, me, {})


@router.callback_query(Tap("call-in", int))
async def chose_village(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """Which village the sentence is for; it was kept meanwhile."""
    text = (await state.get_data()).get("text")
    places = await store.read(calls.posting_places, user_id=me.user_id)
    chosen = next((place for place in places if place.id == VillageId(args[0])), None)
    if chosen is None or not text:
        raise Refused("stale-button")
    await state.clear()
    await say.toast()
    await say.edit("call-in-village", village=chosen.title)
    await begin(Desk(say, state, now, private=True), chosen, text, store, me, {})


async def _ask_where(desk: Desk, places: list[Village], text: str) -> None:
    await desk.state.set_state(None)
    await desk.state.set_data({"text": text[:1000]})
    rows = [[button(place.title, "call-in", place.id)] for place in places[:10]]
    await desk.put("call-where", InlineKeyboardMarkup(inline_keyboard=rows))


async def begin(desk: Desk, village: Village, text: str, store: Store, me: Me, before: Mapping[str, Any]) -> Desk:
    """A draft from one sentence; the same sentence again shows the draft that it became the first time."""
    now, voice = desk.now, desk.say.voice
    if (twin := await _twin(desk, village, text, store, me, before)) is not None:
        return await drafting.show(desk, twin, before)
    reading = read_call(text, now.astimezone(ZoneInfo(village.zone)))
    wanted = duties_of(voice, reading)
    wish = Wish(
        title=reading.title or None,
        meet_local=reading.meet.replace(tzinfo=None) if reading.meet else None,
        place=reading.place,
        needed=reading.needed,
        bring=voice("card-comma").join(reading.bring) or None,
        note=_note(voice, reading, divided=bool(wanted)),
        duties=wanted,
    )
    draft = await store.write(calls.draft, now=now, village_id=village.id, by=me.user_id, wish=wish)
    if draft.past or (reading.meet is None and says_past(text)):
        desk = await desk.put("refused-meet-past")
    if reading.needed is None and not wanted and says_unfit_number(text):
        desk = await desk.put("draft-needed-off", most=MAX_NEEDED)
    fresh = {"said": text[:1000], "began": int(now.timestamp())}
    return await drafting.show(desk, draft, fresh, day=reading.day if reading.meet is None else None)


def _note(voice: Voice, reading: CallReading, *, divided: bool) -> str | None:
    """What the ear heard beside the fields: until when, what no duty became, and what it could not place."""
    roles = () if divided else reading.roles
    parts = [voice("draft-note-role", name=role.name, n=role.needed) for role in roles]
    if reading.ends is not None:
        parts.append(voice("draft-note-until", clock=clock(reading.ends)))
    if reading.note:
        parts.append(reading.note)
    return voice("draft-note-comma").join(parts) or None


async def _twin(
    desk: Desk, village: Village, text: str, store: Store, me: Me, before: Mapping[str, Any]
) -> Draft | None:
    began = before.get("began", 0)
    if before.get("said") != text[:1000] or desk.now.timestamp() - began > SAME.total_seconds():
        return None
    try:
        found = await store.read(calls.draft_of, call_id=CallId(before.get("draft", 0)), by=me.user_id)
    except Refused:
        return None
    return found if found.call.village_id == village.id else None
