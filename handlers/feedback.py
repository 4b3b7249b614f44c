"""The form after an activity, in private: four taps and one optional text, changed or deleted until closing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.deep_linking import create_start_link
from aiogram.utils.formatting import Text

from domain import questions
from domain.questions import Kind, Question
from domain.refusals import Refused
from domain.rounds import RoundId
from handlers.answers import AnswerTo
from handlers.buttons import LONGEST_ID, Tap, button
from handlers.forms import after, done_keyboard, intro, only_privately, question_keyboard, question_text
from handlers.say import Say
from handlers.start import PAYLOADS
from handlers.words import Said
from parsing.erasing import asks_to_delete
from usecases import feedback
from usecases.feedback import Form
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="feedback")


class Asked(StatesGroup):
    """Waiting for the words of a form."""

    words = State()


class NoText(BaseFilter):
    """Anything sent in a private chat that is not text."""

    async def __call__(self, message: Message) -> bool:
        return message.chat.type == "private" and not message.text


class SaysDelete(BaseFilter):
    """「删除」 or "delete", alone, in a private chat."""

    async def __call__(self, message: Message) -> bool:
        return message.chat.type == "private" and asks_to_delete(message.text or "")


@router.message(Said("feedback"))
async def asked_for(message: Message, store: Store, me: Me, say: Say, state: FSMContext) -> None:
    """反馈: the forms somebody may fill in or change now."""
    forms = await store.read(feedback.open_forms, user_id=me.user_id)
    if not forms:
        await say.quietly("feedback-none")
    elif not say.private:
        await say.quietly("feedback-in-private")
    elif len(forms) == 1:
        await _begin(say, state, forms[0])
    else:
        rows = [[button(form.call.title or "", "fopen", form.round.id)] for form in forms]
        await say.reply("feedback-which", InlineKeyboardMarkup(inline_keyboard=rows))


@router.message(SaysDelete())
async def delete_by_word(message: Message, store: Store, me: Me, say: Say, state: FSMContext) -> None:
    """「删除」: the newest answer that can still be told apart, deleted after one more tap."""
    found = await store.read(feedback.erasable, user_id=me.user_id)
    await state.clear()
    if not found:
        await say.reply("feedback-nothing-to-erase")
        return
    newest = found[0]
    rows = [
        [button(say.voice("feedback-erase-yes"), "ferase", newest.round.id)],
        [button(say.voice("feedback-erase-no"), "fkeep", newest.round.id)],
    ]
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    await say.reply("feedback-erase-sure", keyboard, title=newest.call.title or "")


@router.callback_query(Tap("fkeep", int))
async def keep(query: CallbackQuery, args: tuple[int], say: Say) -> None:
    """On second thoughts, no."""
    only_privately(say)
    await say.toast()
    await say.edit("feedback-kept")


async def opened(rest: str, *, store: Store, now: datetime, me: Me, say: Say, state: FSMContext) -> bool:
    """`/start f_3`: the link in the group opened the private chat: here is the form. Anything else: a plain start."""
    if not rest.isascii() or not rest.isdigit() or not 1 <= int(rest) <= LONGEST_ID:
        return False
    await _begin(say, state, await store.read(feedback.form, round_id=RoundId(int(rest)), user_id=me.user_id))
    return True


PAYLOADS["f"] = opened


@router.callback_query(Tap("fopen", int))
async def open_form(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext) -> None:
    only_privately(say)
    form = await store.read(feedback.form, round_id=RoundId(args[0]), user_id=me.user_id)
    await say.toast()
    await _begin(say, state, form)


@router.callback_query(Tap("fask", int))
async def from_group(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, bot: Bot) -> None:
    """The button under the group's line: the answer to the tap opens the private chat, nobody else sees it."""
    await store.read(feedback.form, round_id=RoundId(args[0]), user_id=me.user_id)
    await say.toast(url=await create_start_link(bot, f"f_{args[0]}"))


@router.callback_query(Tap("fb", int, str, str))
async def choose(
    query: CallbackQuery, args: tuple[int, str, str], store: Store, me: Me, say: Say, state: FSMContext
) -> None:
    """A tap on a question asked for the first time: on to the first one still open."""
    only_privately(say)
    form = await _chosen(args, store, me)
    await say.toast()
    await _show(say, state, form, form.next, editing=False)


@router.callback_query(Tap("fe", int, str, str))
async def change(
    query: CallbackQuery, args: tuple[int, str, str], store: Store, me: Me, say: Say, state: FSMContext
) -> None:
    """A tap while changing answers: on to the next question in order."""
    only_privately(say)
    form = await _chosen(args, store, me)
    await say.toast()
    await _show(say, state, form, after(form, questions.question(args[1].upper())), editing=True)


@router.callback_query(Tap("fchange", int))
async def change_from_start(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext
) -> None:
    only_privately(say)
    form = await store.read(feedback.form, round_id=RoundId(args[0]), user_id=me.user_id)
    await say.toast()
    await _show(say, state, form, questions.FORMS[form.audience][0], editing=True)


@router.callback_query(Tap("ferase", int))
async def erase(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext) -> None:
    only_privately(say)
    erased = await store.write(feedback.erase, round_id=RoundId(args[0]), user_id=me.user_id)
    await state.clear()
    await say.toast()
    if not erased:
        await say.edit("feedback-nothing-to-erase")
        return
    again = InlineKeyboardMarkup(inline_keyboard=[[button(say.voice("feedback-again"), "fopen", args[0])]])
    await say.edit("feedback-erased", again)


@router.message(StateFilter(Asked.words), NoText())
async def no_words(message: Message, say: Say) -> None:
    """A voice message, a picture: kindly refused, and nothing of it is kept."""
    await say.reply("feedback-text-please")


@router.message(AnswerTo(Asked.words))
async def words(message: Message, store: Store, me: Me, say: Say, state: FSMContext, memory: dict[str, Any]) -> None:
    """The words themselves."""
    editing = bool(memory.get("editing"))
    try:
        form = await store.write(
            feedback.comment, round_id=RoundId(int(memory["round"])), user_id=me.user_id, text=message.text or ""
        )
    except Refused as refused:
        if not refused.reason.startswith("comment-"):
            await state.clear()  # other words would be refused, too
        raise
    await state.clear()
    said = next(one for one in questions.FORMS[form.audience] if one.kind is Kind.TEXT)
    upcoming = after(form, said) if editing else form.next
    await _show(say, state, form, upcoming, editing=editing, edit=False)


async def _chosen(args: tuple[int, str, str], store: Store, me: Me) -> Form:
    round_id, question_id, choice = RoundId(args[0]), args[1].upper(), args[2]
    if choice == "keep":
        return await store.read(feedback.form, round_id=round_id, user_id=me.user_id)
    return await store.write(
        feedback.choose, round_id=round_id, user_id=me.user_id, question_id=question_id, choice=choice
    )


async def _begin(say: Say, state: FSMContext, form: Form) -> None:
    upcoming = form.next
    if upcoming is None:
        await say.reply("feedback-done", done_keyboard(say.voice, form))
        return
    if not form.given:
        await say.reply(intro(say.voice, form))
    await _show(say, state, form, upcoming, editing=False, edit=False)


async def _show(
    say: Say, state: FSMContext, form: Form, asked: Question | None, *, editing: bool, edit: bool = True
) -> None:
    """Put a question (or the thanks after the last) where the tapped one stood, or below."""
    if asked is None:
        await state.clear()
        text, keyboard = Text(say.voice("feedback-done")), done_keyboard(say.voice, form)
    else:
        text = question_text(say.voice, form, asked)
        keyboard = question_keyboard(say.voice, form, asked, editing=editing)
        if asked.kind is Kind.TEXT:
            await state.set_state(Asked.words)
            await state.set_data({"round": form.round.id, "editing": editing})
        else:
            await state.clear()
    if edit:
        await say.edit(text, keyboard)
    else:
        await say.reply(text, keyboard)
