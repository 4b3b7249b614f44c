"""您代报的人: a keeper's own page in private, one by one or the whole party in one message."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message

from domain.calls import CallId
from domain.people import PersonId
from domain.refusals import Refused
from domain.signups import Source
from handlers.answers import AnswerTo, expect, forget
from handlers.buttons import Tap, button
from handlers.heard import ToCard
from handlers.here import Here
from handlers.kept_lines import entered_lines, nothing_yet, page_keyboard, page_text
from handlers.kin import by_name
from handlers.pick import pick
from handlers.same_name import ask_who
from handlers.say import Say
from handlers.words import Said
from parsing.party import read_names, read_party_edit
from usecases import keepers, kept
from usecases.habits import Habits
from usecases.keepers import Entered
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="kept")


class AskedKeeper(StatesGroup):
    """What a keeper was asked: who comes too, how somebody is written, who the whole party is."""

    more = State()
    name = State()
    party = State()


@router.message(Said("kept"))
async def my_people(message: Message, store: Store, me: Me, say: Say, now: datetime) -> None:
    """/kept: whom I answer for, call by call; always in private."""
    found = await store.read(kept.pages, user_id=me.user_id, now=now)
    if not found:
        await say.alone("kept-none")
    elif len(found) == 1:
        await say.alone(page_text(say.voice, found[0]), page_keyboard(say.voice, found[0]))
    else:
        await say.alone("kept-which-call", pick(say.voice, (one.call for one in found), "kept"))


@router.callback_query(Tap("kept", int))
async def open_page(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext) -> None:
    """The page of one call, from a button."""
    await forget(state)
    page = await store.read(kept.page, call_id=CallId(args[0]), user_id=me.user_id)
    await say.toast()
    shown = page_text(say.voice, page), page_keyboard(say.voice, page)
    if say.private:
        await say.edit(*shown)
    else:
        await say.alone(*shown)


@router.callback_query(Tap("kept-off", int, int))
async def tap_off(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """去掉, for one of them."""
    here = Here(store, me, say, now, habits)
    entered = await store.write(kept.take_off, **here.facts(args[0]), timing=habits.timing, person_id=PersonId(args[1]))
    await _told(here, entered)


@router.callback_query(Tap("kept-clear", int))
async def tap_clear(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """全部去掉, asked once more."""
    page = await store.read(kept.page, call_id=CallId(args[0]), user_id=me.user_id)
    rows = [
        [button(say.voice("kept-clear-sure"), "kept-clear-sure", args[0])],
        [button(say.voice("ticklist-back"), "kept", args[0])],
    ]
    await say.toast()
    await say.edit("kept-clear-ask", InlineKeyboardMarkup(inline_keyboard=rows), n=len(page.kept))


@router.callback_query(Tap("kept-clear-sure", int))
async def tap_clear_sure(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """All of them, said twice."""
    here = Here(store, me, say, now, habits)
    await _told(here, await store.write(kept.take_off, **here.facts(args[0]), timing=habits.timing))


@router.callback_query(Tap("kept-add", int))
@router.callback_query(Tap("kept-edit", int))
async def ask_names(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """加人 or 改名单: the names are asked for."""
    page = await store.read(kept.page, call_id=CallId(args[0]), user_id=me.user_id)
    whole = (query.data or "").startswith("kept-edit")
    await say.toast()
    names = say.voice("card-comma").join(s.name for s in page.kept)
    line = say.voice.rich("kept-ask-party", names=names) if whole else say.voice.rich("kept-ask-more")
    asked = await say.reply(line, None if say.private else ForceReply(selective=True))
    memory = {"call": args[0], "question": asked.message_id}
    await expect(state, AskedKeeper.party if whole else AskedKeeper.more, now, memory)


@router.callback_query(Tap("kept-name", int, int))
async def ask_name(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """改名: how the name is written."""
    page = await store.read(kept.page, call_id=CallId(args[0]), user_id=me.user_id)
    theirs = next((s for s in page.kept if s.person_id == args[1]), None)
    if theirs is None:
        raise Refused("not-yours")
    await say.toast()
    line = say.voice.rich("kept-ask-name", name=theirs.name)
    asked = await say.reply(line, None if say.private else ForceReply(selective=True))
    await expect(state, AskedKeeper.name, now, {"call": args[0], "person": args[1], "question": asked.message_id})


@router.message(AnswerTo(AskedKeeper.name))
async def said_name(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The name as it should be."""
    await state.clear()
    fresh = await store.write(
        kept.rename,
        now=now,
        call_id=CallId(memory["call"]),
        user_id=me.user_id,
        name=me.name,
        chat_id=say.chat_id,
        person_id=PersonId(memory["person"]),
        said=message.text or "",
    )
    await say.reply("kept-renamed", name=fresh)
    await _page_anew(store, me, say, CallId(memory["call"]))


@router.message(AnswerTo(AskedKeeper.more))
@router.message(AnswerTo(AskedKeeper.party))
async def said_names(
    message: Message,
    memory: dict[str, Any],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """The names: more of them, or the whole party."""
    whole = await state.get_state() == AskedKeeper.party.state
    await state.clear()
    here, names = Here(store, me, say, now, habits), read_names(message.text or "")
    if whole:
        entered = await _change(here, memory["call"], names)
    else:
        said = here.facts(memory["call"])
        entered = await store.write(
            keepers.join_for, **said, names=by_name(say.voice, me, names), source=Source.REPLY, timing=habits.timing
        )
    if not nothing_yet(entered):
        await say.reply(entered_lines(say.voice, entered))
    await ask_who(here, entered)
    await _page_anew(store, me, say, CallId(memory["call"]))


class WholeParty(BaseFilter):
    """改成 张大爷、李奶奶 from somebody who answers for people: in private, or in reply to the card of the call."""

    async def __call__(self, message: Message, store: Store, me: Me, bot: Bot, now: datetime) -> bool | dict[str, Any]:
        names = read_party_edit(message.text or "")
        if names is None:
            return False
        found = await store.read(kept.pages, user_id=me.user_id, now=now)
        if message.chat.type != "private":
            card = await ToCard()(message, store, bot)
            meant = card["call_id"] if isinstance(card, dict) else None
            found = [one for one in found if one.call.id == meant]
        return {"names": names, "pages": found} if found else False


@router.message(WholeParty())
async def whole_party(
    message: Message,
    names: tuple[str, ...],
    pages: list[kept.Page],
    store: Store,
    me: Me,
    say: Say,
    now: datetime,
    habits: Habits,
) -> None:
    """The whole party in one message; where several calls may be meant, one tap says which."""
    if len(pages) > 1:
        await say.reply("kept-which-call", pick(say.voice, (one.call for one in pages), "kept-edit"))
        return
    here = Here(store, me, say, now, habits)
    entered = await _change(here, pages[0].call.id, names)
    await answer_keeper(here, entered)


async def answer_keeper(here: Here, entered: Entered) -> None:
    """What became of the names: in private where that works, else one quoted line in the group."""
    say = here.say
    if not nothing_yet(entered):
        line = entered_lines(say.voice, entered)
        if say.private or not await say.privately(line):
            await say.reply(line, quote=not say.private)
    await ask_who(here, entered)


async def _change(here: Here, call_id: int, names: tuple[str, ...]) -> Entered:
    said = by_name(here.say.voice, here.me, names)
    return await here.store.write(kept.change_party, **here.facts(call_id), names_said=said, timing=here.habits.timing)


async def _told(here: Here, entered: Entered) -> None:
    """A toast, and the page as it is now; under a question in the group only the question goes."""
    line = entered_lines(here.say.voice, entered)
    await here.say.toast(line)
    if not here.say.private:
        await here.say.edit(line)
        return
    page = await here.store.read(kept.page, call_id=entered.call.id, user_id=here.me.user_id)
    await here.say.edit(page_text(here.say.voice, page), page_keyboard(here.say.voice, page))


async def _page_anew(store: Store, me: Me, say: Say, call_id: CallId) -> None:
    if say.private:
        page = await store.read(kept.page, call_id=call_id, user_id=me.user_id)
        await say.reply(page_text(say.voice, page), page_keyboard(say.voice, page))
