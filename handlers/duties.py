"""分工: an organiser divides a draft or an open call into duties, by words; a tap says who may choose one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.calls import CallId, CallState
from domain.duties import WantedDuty
from domain.refusals import Refused
from handlers import drafting, duty_giving
from handlers.answers import AnswerTo
from handlers.buttons import Tap, button
from handlers.card_duties import wanted_lines
from handlers.desk import Desk
from handlers.duties_said import completed
from handlers.rows import LONGEST_QUEUE, isolated, names
from handlers.say import Say
from parsing.draft_words import DraftWord, read_draft_word
from parsing.duties import read_duties
from texts.voice import Voice
from usecases import calls, duties
from usecases.duties import Divided
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="duties")
router.include_router(duty_giving.router)

_AGAIN: Final = ("duties-unread", "duties-unfit", "duty-numbers", "duty-alone")
"""Refusals after which the words are asked for once more."""
_SURE: Final = ("duty-people", "duty-below-list", "needed-below-list")
"""Refusals that one more tap overrules: nobody is taken off by it."""


class AskedDuties(StatesGroup):
    """What the organiser was asked: all duties, or a change to one."""

    duties = State()


@router.callback_query(Tap("duties", int, int))
async def ask_in_draft(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """分工 under a draft."""
    async with drafting.live(say):
        draft = await store.read(calls.draft_of, call_id=CallId(args[0]), by=me.user_id, version=args[1])
    found = await store.read(duties.division, call_id=draft.call.id, by=me.user_id)
    await say.toast()
    desk = Desk(say, state, now, say.private, last=say.message.message_id if say.message else 0)
    seen = await drafting.remember(desk, draft.call, await state.get_data())
    await _ask(desk, found, seen)


@router.callback_query(Tap("divide", int))
async def ask_in_open(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """分工 of an open call, from its list."""
    found = await store.read(duties.division, call_id=CallId(args[0]), by=me.user_id)
    await say.toast()
    await _ask(Desk(say, state, now, say.private), found, {})


async def _ask(desk: Desk, found: Divided, seen: dict[str, Any], key: str = "", **facts: Any) -> None:
    """Ask for the duties in words; with what there is, and a button that says who may choose each."""
    voice, call = desk.say.voice, found.call
    lines = wanted_lines(voice, found.plan.duties)
    key = key or ("duties-ask-anew" if lines else "duties-ask")
    memory = {**seen, "call": call.id}
    await desk.ask(AskedDuties.duties, key, memory, _keyboard(voice, found), lines="\n".join(lines), **facts)


def _keyboard(voice: Voice, found: Divided) -> InlineKeyboardMarkup:
    call = found.call
    rows = [
        [
            button(
                voice("duty-strict-button" if d.strict else "duty-loose-button", name=d.name),
                "strict",
                call.id,
                call.version,
                d.id,
            )
        ]
        for d in found.plan.duties
    ]
    label = voice("draft-keep-button")
    draft = call.state is CallState.DRAFT
    rows.append([button(label, "keep", call.id, call.version) if draft else button(label, "roster", call.id, 1)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


@router.message(AnswerTo(AskedDuties.duties))
async def said_duties(
    message: Message,
    memory: dict[str, Any],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """The words for the duties. What cannot be read is asked for again; what touches people, once more."""
    desk, text = Desk(say, state, now, say.private), message.text or ""
    try:
        found = await store.read(duties.division, call_id=CallId(memory["call"]), by=me.user_id)
    except Refused:
        await state.clear()
        raise
    if await _other_word(text, memory, found, desk, store, me, habits):
        return
    wanted: list[WantedDuty] = []
    try:
        said = read_duties(text, found.wanted)
        if said is None:
            raise Refused("duties-unread")
        wanted = list(said) if found.plan.duties else completed(say.voice, said, found.call.needed)
        await _save(wanted, found, memory, desk, store, me, habits)
    except Refused as refused:
        if refused.reason in _SURE:
            await _ask_sure(desk, found, wanted, refused)
            return
        if refused.reason not in _AGAIN:
            await state.clear()
            raise
        await desk.strip(memory.get("question"))
        await _ask(desk, found, memory, f"refused-{refused.reason}", **refused.facts)


async def _other_word(
    text: str, memory: dict[str, Any], found: Divided, desk: Desk, store: Store, me: Me, habits: Habits
) -> bool:
    """发布, 不发了, 不改了 in place of an answer."""
    word = read_draft_word(text)
    if word is None or word is DraftWord.NOD:
        return False
    if found.call.state is CallState.DRAFT and word in (DraftWord.PUBLISH, DraftWord.DISCARD):
        await drafting.about_draft(word, memory, desk, store, me, habits)
    elif found.call.state is CallState.DRAFT:
        draft = await store.read(calls.draft_of, call_id=found.call.id, by=me.user_id)
        await drafting.show(desk, draft, memory, asking=False)
    elif word in (DraftWord.STOP, DraftWord.KEEP):
        await desk.state.clear()
        await desk.put("duties-kept")
    else:
        return False
    return True


async def _save(
    wanted: list[WantedDuty],
    found: Divided,
    memory: dict[str, Any],
    desk: Desk,
    store: Store,
    me: Me,
    habits: Habits,
    *,
    sure: bool = False,
) -> None:
    call = found.call
    done = await store.write(
        duties.set_duties,
        now=desk.now,
        call_id=call.id,
        by=me.user_id,
        wanted=wanted,
        timing=habits.timing,
        version=call.version,
        sure=sure,
    )
    if call.state is CallState.DRAFT:
        draft = await store.read(calls.draft_of, call_id=call.id, by=me.user_id)
        await drafting.show(desk, draft, memory)
        return
    await desk.state.clear()
    await desk.put(_done(desk.say.voice, done))


def _done(voice: Voice, done: Divided) -> Text:
    if not done.plan.duties:
        return voice.rich("duties-gone")
    lines = [voice("duties-done"), *wanted_lines(voice, done.plan.duties)]
    if done.undecided:
        lines.append(voice("duty-none-yet", names=names(voice, done.undecided, LONGEST_QUEUE)))
    return Text("\n".join(lines))


async def _ask_sure(desk: Desk, found: Divided, wanted: list[WantedDuty], refused: Refused) -> None:
    facts = {key: isolated(value) if isinstance(value, str) else value for key, value in refused.facts.items()}
    sure = button(desk.say.voice("duties-sure-button"), "duties-sure", found.call.id)
    await desk.state.set_state(None)
    said = [[one.name, one.least, one.most, int(one.strict)] for one in wanted]
    await desk.state.set_data({"call": found.call.id, "wanted": said})
    await desk.put(f"refused-{refused.reason}", InlineKeyboardMarkup(inline_keyboard=[[sure]]), **facts)


@router.callback_query(Tap("duties-sure", int))
async def sure(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """The change that touches people, said twice."""
    memory = await state.get_data()
    if memory.get("call") != args[0] or "wanted" not in memory:
        raise Refused("stale-button")
    found = await store.read(duties.division, call_id=CallId(args[0]), by=me.user_id)
    wanted = [WantedDuty(name, least, most, bool(strict)) for name, least, most, strict in memory["wanted"]]
    desk = Desk(say, state, now, say.private, last=say.message.message_id if say.message else 0)
    await say.toast()
    await desk.strip(desk.last)
    await _save(wanted, found, memory, desk, store, me, habits, sure=True)


@router.callback_query(Tap("strict", int, int, int))
async def turn_strict(
    query: CallbackQuery,
    args: tuple[int, int, int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """会的才报 ⇄ 谁都行, for one duty; nobody on the list loses anything by it."""
    async with drafting.live(say):
        found = await store.read(duties.division, call_id=CallId(args[0]), by=me.user_id, version=args[1])
    turned = next((d for d in found.plan.duties if d.id == args[2]), None)
    if turned is None:
        raise Refused("stale-button")
    wanted = [WantedDuty(d.name, d.least, d.most, d.strict != (d.id == turned.id)) for d in found.plan.duties]
    desk = Desk(say, state, now, say.private, last=say.message.message_id if say.message else 0)
    memory = await state.get_data()
    if found.call.state is CallState.DRAFT:
        await say.toast()
        await _save(wanted, found, memory, desk, store, me, habits)
        return
    done = await store.write(
        duties.set_duties,
        now=now,
        call_id=found.call.id,
        by=me.user_id,
        wanted=wanted,
        timing=habits.timing,
        sure=True,
    )
    await say.toast()
    lines = "\n".join(wanted_lines(say.voice, done.plan.duties))
    await say.edit("duties-ask-anew", _keyboard(say.voice, done), lines=lines)
