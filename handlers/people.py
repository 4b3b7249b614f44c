"""/people 人员: officials and social workers tell people without a phone apart, name them, merge them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.people import PersonId, VillageId
from domain.refusals import Refused
from handlers import people_lines as lines
from handlers.answers import AnswerTo, expect, forget
from handlers.buttons import Tap, button
from handlers.rows import isolated
from handlers.say import Say
from handlers.words import Said
from usecases import merging, people_desk
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.people_desk import Entry
from usecases.store import Store

router = Router(name="people")


class AskedOrganiser(StatesGroup):
    """What an organiser was asked to write: another name, or what tells somebody apart."""

    name = State()
    label = State()


@router.message(Said("people"))
async def people(_message: Message, store: Store, me: Me, say: Say, now: datetime) -> None:
    """/people: always in private; who serves several villages says which."""
    found = await store.read(people_desk.organised, by=me.user_id)
    if len(found) > 1:
        rows = [[button(village.title, "people", village.id, 1)] for village in found]
        await say.alone("people-which-village", InlineKeyboardMarkup(inline_keyboard=rows))
        return
    desk = await store.read(people_desk.desk, by=me.user_id, village_id=found[0].id, now=now)
    await say.alone(lines.desk_text(say.voice, desk), lines.desk_keyboard(say.voice, desk, 1))


@router.callback_query(Tap("people", int, int))
async def page(
    _tap: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, state: FSMContext
) -> None:
    """Another page, or back to the list."""
    await forget(state)
    desk = await store.read(people_desk.desk, by=me.user_id, village_id=VillageId(args[0]), now=now)
    await _show(say, lines.desk_text(say.voice, desk), lines.desk_keyboard(say.voice, desk, min(args[1], 10_000)))


@router.callback_query(Tap("person", int))
async def person(_tap: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext) -> None:
    """One of them, with what may be done."""
    await forget(state)
    await _entry(say, await store.read(people_desk.entry, by=me.user_id, person_id=PersonId(args[0])))


@router.callback_query(Tap("person-name", int))
@router.callback_query(Tap("person-label", int))
async def ask_words(
    tap: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, state: FSMContext
) -> None:
    """又名 or 标注: the words are asked for."""
    one = await store.read(people_desk.entry, by=me.user_id, person_id=PersonId(args[0]))
    await say.toast()
    naming = (tap.data or "").startswith("person-name")
    who = isolated(one.person.name)
    asked = await say.reply("person-ask-name" if naming else "person-ask-label", who=who)
    memory = {"person": args[0], "question": asked.message_id}
    await expect(state, AskedOrganiser.name if naming else AskedOrganiser.label, now, memory)


@router.message(AnswerTo(AskedOrganiser.name))
@router.message(AnswerTo(AskedOrganiser.label))
async def said_words(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, now: datetime, state: FSMContext
) -> None:
    """The other name, or the label."""
    action = people_desk.add_name if await state.get_state() == AskedOrganiser.name.state else people_desk.set_label
    await state.clear()
    person_id = PersonId(memory["person"])
    one = await store.write(action, now=now, by=me.user_id, person_id=person_id, said=message.text or "")
    await say.reply(lines.entry_text(say.voice, one), lines.entry_keyboard(say.voice, one))


@router.callback_query(Tap("keepers", int, int))
async def choose_keeper(_tap: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say) -> None:
    """换代报人: from those with a phone."""
    one = await store.read(people_desk.entry, by=me.user_id, person_id=PersonId(args[0]))
    among = await store.read(people_desk.keepers, by=me.user_id, person_id=PersonId(args[0]))
    question = say.voice.rich("person-ask-keeper", who=isolated(one.person.name))
    shown = lines.choice(say.voice, one.person, among, min(args[1], 10_000), turns="keepers", takes="keeper")
    await _show(say, question, shown)


@router.callback_query(Tap("keeper", int, int))
async def set_keeper(
    _tap: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """This one answers for them from now on."""
    one = await store.write(
        people_desk.set_keeper,
        now=now,
        by=me.user_id,
        person_id=PersonId(args[0]),
        keeper_id=PersonId(args[1]),
        timing=habits.timing,
    )
    await _entry(say, one)


@router.callback_query(Tap("merge", int, int))
async def choose_other(_tap: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say) -> None:
    """合并: with whom; those with a letter in common come first."""
    one = await store.read(people_desk.entry, by=me.user_id, person_id=PersonId(args[0]))
    among = await store.read(people_desk.others, by=me.user_id, person_id=PersonId(args[0]))
    question = say.voice.rich("merge-ask", who=isolated(one.person.name))
    shown = lines.choice(say.voice, one.person, among, min(args[1], 10_000), turns="merge", takes="merge-into")
    await _show(say, question, shown)


@router.callback_query(Tap("merge-into", int, int))
async def preview(_tap: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say) -> None:
    """What would move, before it does."""
    entry_id, into_id = PersonId(args[0]), PersonId(args[1])
    one = await store.read(people_desk.entry, by=me.user_id, person_id=entry_id)
    seen = await store.read(merging.preview, by=me.user_id, entry_id=entry_id, into_id=into_id)
    await _show(say, lines.preview_text(say.voice, seen), lines.preview_keyboard(say.voice, seen, one.person))


@router.callback_query(Tap("merge-sure", int, int))
async def merge(
    _tap: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """Done, with the button that takes it back for ten minutes."""
    done = await store.write(
        merging.merge,
        now=now,
        by=me.user_id,
        entry_id=PersonId(args[0]),
        into_id=PersonId(args[1]),
        timing=habits.timing,
    )
    name, who = isolated(done.entry.name), isolated(done.into.name)
    rows = [
        [button(say.voice("merge-undo-button"), "unmerge", done.entry.id)],
        [button(say.voice("person-back-button"), "people", done.entry.village_id, 1)],
    ]
    await _show(say, say.voice.rich("merge-done", name=name, who=who), InlineKeyboardMarkup(inline_keyboard=rows))


@router.callback_query(Tap("unmerge", int))
async def unmerge(
    _tap: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """撤销: everything goes home."""
    done = await store.write(merging.undo, now=now, by=me.user_id, entry_id=PersonId(args[0]), timing=habits.timing)
    back = button(say.voice("person-back-button"), "people", done.entry.village_id, 1)
    line = say.voice.rich("merge-undone", name=isolated(done.entry.name), who=isolated(done.into.name))
    await _show(say, line, InlineKeyboardMarkup(inline_keyboard=[[back]]))


@router.callback_query(Tap("away", int))
async def ask_away(_tap: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """搬走了, asked once more: places are given up by it."""
    one = await store.read(people_desk.entry, by=me.user_id, person_id=PersonId(args[0]))
    rows = [
        [button(say.voice("away-sure-button"), "away-sure", args[0])],
        [button(say.voice("ticklist-back"), "person", args[0])],
    ]
    line = say.voice.rich("away-ask", who=isolated(one.person.name))
    await _show(say, line, InlineKeyboardMarkup(inline_keyboard=rows))


@router.callback_query(Tap("away-sure", int))
async def away(
    _tap: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """Off the lists; a tap brings the entry back, the places not."""
    gone = await store.write(
        people_desk.move_away, now=now, by=me.user_id, person_id=PersonId(args[0]), timing=habits.timing
    )
    rows = [
        [button(say.voice("away-undo-button"), "back", gone.id)],
        [button(say.voice("person-back-button"), "people", gone.village_id, 1)],
    ]
    line = say.voice.rich("away-done", who=isolated(gone.name))
    await _show(say, line, InlineKeyboardMarkup(inline_keyboard=rows))


@router.callback_query(Tap("back", int))
async def back(_tap: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """没搬: the entry is there again."""
    await _entry(say, await store.write(people_desk.move_back, now=now, by=me.user_id, person_id=PersonId(args[0])))


async def _entry(say: Say, one: Entry) -> None:
    await _show(say, lines.entry_text(say.voice, one), lines.entry_keyboard(say.voice, one))


async def _show(say: Say, text: Text, keyboard: InlineKeyboardMarkup) -> None:
    """In the private chat, where all of this is: nobody else reads who is whose neighbour."""
    if not say.private:
        raise Refused("stale-button")
    await say.toast()
    await say.edit(text, keyboard)
