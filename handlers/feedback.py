"""The form after an activity, in private: four taps and one optional text, changed or deleted until closing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.deep_linking import create_start_link

from domain import questions
from domain.questions import SKIP
from domain.refusals import Refused
from domain.rounds import RoundId, RoundState
from handlers.answers import AnswerTo, awaited
from handlers.buttons import LONGEST_ID, Tap, button
from handlers.forms import after, dated, only_privately, words_of
from handlers.loose_words import ForACall, offer, put_down
from handlers.pick import MOST
from handlers.say import Say
from handlers.sheets import LASTS, AskedForm, Sheet
from handlers.start import PAYLOADS
from handlers.words import Said
from parsing.erasing import asks_to_delete
from parsing.form_words import is_courtesy, says_nothing, wants_form
from usecases import feedback
from usecases.feedback import Erasable, Form
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="feedback")


class NoText(BaseFilter):
    """Anything that is not text while the words of a form are waited for."""

    async def __call__(self, message: Message, state: FSMContext, now: datetime) -> bool:
        if message.chat.type != "private" or message.text or await state.get_state() != AskedForm.words.state:
            return False
        return await awaited(message, state, now) is not None


class SaysDelete(BaseFilter):
    """「删除」 or "delete", alone, in a private chat."""

    async def __call__(self, message: Message) -> bool:
        return message.chat.type == "private" and asks_to_delete(message.text or "")


@router.message(Said("feedback"))
async def asked_for(
    message: Message, argument: str, store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """反馈: the forms somebody may fill in or change now; 反馈 水桶不够: words for one."""
    forms, sheet = await store.read(feedback.open_forms, user_id=me.user_id), Sheet.of(say, state, store, now)
    said = argument and not is_courtesy(argument) and not wants_form(argument)
    if not forms:
        await say.quietly("feedback-none")
    elif not say.private:
        here = [form for form in forms if me.person and form.village.id == me.person.village_id]
        await _from_group(sheet, (here or forms)[0])
    elif said and len(forms) == 1:
        await put_down(sheet, forms[0], argument)
    elif said:
        await offer(say, forms)
    elif len(forms) == 1:
        await sheet.begin(forms[0])
    else:
        rows = [[button(dated(say.voice, form.call), "fopen", form.round.id)] for form in forms]
        await say.reply("feedback-which", InlineKeyboardMarkup(inline_keyboard=rows))


async def _from_group(sheet: Sheet, form: Form) -> None:
    """The form goes to the private chat; where none is open, a button leads there."""
    try:
        await sheet.begin(form)
    except (TelegramForbiddenError, TelegramBadRequest):
        lead = [[button(sheet.say.voice("feedback-group-button"), "fask", form.round.id)]]
        await sheet.say.reply("feedback-in-private", InlineKeyboardMarkup(inline_keyboard=lead), quote=True)


@router.message(SaysDelete())
async def delete_by_word(message: Message, store: Store, me: Me, say: Say, state: FSMContext, now: datetime) -> None:
    """「删除」: an answer that can still be told apart, deleted after one more tap; of several it is asked which."""
    found = await store.read(feedback.erasable, user_id=me.user_id)
    await Sheet.of(say, state, store, now).no_words()
    if not found:
        await say.reply("feedback-nothing-to-erase")
        return
    if len(found) == 1:
        await say.reply("feedback-erase-sure", _sure(say, found[0]), title=found[0].call.title or "")
        return
    rows = [[button(dated(say.voice, one.call), "fsure", one.round.id)] for one in found[:MOST]]
    rows.append([button(say.voice("feedback-erase-no"), "fkeep", found[0].round.id)])
    await say.reply("feedback-erase-which", InlineKeyboardMarkup(inline_keyboard=rows))


def _sure(say: Say, one: Erasable) -> InlineKeyboardMarkup:
    rows = [
        [button(say.voice("feedback-erase-yes"), "ferase", one.round.id)],
        [button(say.voice("feedback-erase-no"), "fkeep", one.round.id)],
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


@router.callback_query(Tap("fsure", int))
async def delete_which(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """Which of several: then as for one."""
    only_privately(say)
    found = await store.read(feedback.erasable, user_id=me.user_id)
    await say.toast()
    one = next((one for one in found if one.round.id == args[0]), None)
    if one is None:
        await say.edit("feedback-nothing-to-erase")
    else:
        await say.edit("feedback-erase-sure", _sure(say, one), title=dated(say.voice, one.call))


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
    form = await store.read(feedback.form, round_id=RoundId(int(rest)), user_id=me.user_id)
    await Sheet.of(say, state, store, now).begin(form)
    return True


PAYLOADS["f"] = opened


@router.callback_query(Tap("fopen", int))
async def open_form(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    only_privately(say)
    form = await store.read(feedback.form, round_id=RoundId(args[0]), user_id=me.user_id)
    await say.toast()
    await Sheet.of(say, state, store, now).begin(form)


@router.callback_query(Tap("fask", int))
async def from_group(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, bot: Bot) -> None:
    """The button under the group's line: the answer to the tap opens the private chat, nobody else sees it."""
    await store.read(feedback.form, round_id=RoundId(args[0]), user_id=me.user_id)
    await say.toast(url=await create_start_link(bot, f"f_{args[0]}"))


@router.callback_query(Tap("fb", int, str, str))
async def choose(
    query: CallbackQuery, args: tuple[int, str, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """A tap on a question asked for the first time: on to the first one still open."""
    only_privately(say)
    form = await _chosen(args, store, me)
    await say.toast()
    await Sheet.of(say, state, store, now).show(form, form.next)


@router.callback_query(Tap("fe", int, str, str))
async def change(
    query: CallbackQuery, args: tuple[int, str, str], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """A tap while changing answers: on to the next question in order."""
    only_privately(say)
    form = await _chosen(args, store, me)
    await say.toast()
    following = after(form, questions.question(args[1].upper()))
    await Sheet.of(say, state, store, now).show(form, following, editing=True)


@router.callback_query(Tap("fchange", int))
async def change_from_start(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    only_privately(say)
    form = await store.read(feedback.form, round_id=RoundId(args[0]), user_id=me.user_id)
    await say.toast()
    await Sheet.of(say, state, store, now).show(form, questions.FORMS[form.audience][0], editing=True)


@router.callback_query(Tap("fwords", int))
async def change_words(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The words alone are changed; then on to what is still open."""
    only_privately(say)
    form = await store.read(feedback.form, round_id=RoundId(args[0]), user_id=me.user_id)
    await say.toast()
    await Sheet.of(say, state, store, now).show(form, words_of(form))


@router.callback_query(Tap("ferase", int))
async def erase(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    only_privately(say)
    erased = await store.write(feedback.erase, round_id=RoundId(args[0]), user_id=me.user_id)
    sheet = Sheet.of(say, state, store, now)
    await sheet.no_words()
    await say.toast()
    if erased is None:
        await say.edit("feedback-nothing-to-erase")
        return
    await sheet.put_away(RoundId(args[0]))
    if erased is not RoundState.OPEN:
        await say.edit("feedback-erased-closed")
        return
    again = InlineKeyboardMarkup(inline_keyboard=[[button(say.voice("feedback-again"), "fopen", args[0])]])
    await say.edit("feedback-erased", again)


@router.message(NoText())
async def no_words(message: Message, say: Say) -> None:
    """A voice message, a picture: kindly refused, and nothing of it is kept."""
    await say.reply("feedback-text-please")


@router.message(AnswerTo(AskedForm.words, LASTS), ~ForACall())
async def words(
    message: Message, store: Store, me: Me, say: Say, state: FSMContext, now: datetime, memory: dict[str, Any]
) -> None:
    """The words themselves; 不说了, typed, is the button of that name, and 反馈 asks for the form."""
    editing, text, sheet = bool(memory.get("editing")), message.text or "", Sheet.of(say, state, store, now)
    round_id, user_id = RoundId(int(memory["round"])), me.user_id
    try:
        form = await store.read(feedback.form, round_id=round_id, user_id=user_id)
        asked = words_of(form)
        if wants_form(text):
            await sheet.begin(form)
            return
        if not says_nothing(text):
            form = await store.write(feedback.comment, round_id=round_id, user_id=user_id, text=text)
        elif form.comment is None:
            form = await store.write(
                feedback.choose, round_id=round_id, user_id=user_id, question_id=asked.id, choice=SKIP
            )
    except Refused as refused:
        if not refused.reason.startswith("comment-"):
            await sheet.no_words()  # other words would be refused, too
        raise
    await sheet.show(form, after(form, asked) if editing else form.next, editing=editing, edit=False)


async def _chosen(args: tuple[int, str, str], store: Store, me: Me) -> Form:
    round_id, question_id, choice = RoundId(args[0]), args[1].upper(), args[2]
    if choice == "keep":
        return await store.read(feedback.form, round_id=round_id, user_id=me.user_id)
    return await store.write(
        feedback.choose, round_id=round_id, user_id=me.user_id, question_id=question_id, choice=choice
    )
