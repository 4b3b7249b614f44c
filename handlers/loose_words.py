"""Words that nobody asked for while a form is open: they are said about the activity, unless they are for a call.

Somebody who has just been asked how it was simply writes how it was. Shortly after the form was shown the words become
its comment; later, and where they may mean something else, one tap tells. Signing up and leaving are never swallowed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain import questions
from domain.calls import CallId
from domain.people import UserId
from domain.questions import Question
from domain.refusals import Refused
from domain.rounds import RoundId
from handlers.answers import LASTS as ASKED
from handlers.answers import SLASHES, awaited
from handlers.buttons import Tap, button
from handlers.desk import Desk
from handlers.draft_change import change, changes, lying_open
from handlers.forms import dated, only_privately, typed, words_of
from handlers.heard import Prying, call_on_buttons, means_something
from handlers.pick import MOST
from handlers.say import Say
from handlers.sheets import LASTS, Sheet
from handlers.words import said_word
from parsing.form_words import is_courtesy, says_nothing, wants_form
from parsing.replies import Act, read_reply
from usecases import calls, cards, feedback
from usecases.calls import Draft
from usecases.feedback import Form
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="loose words")

_CLEAR: Final = (Act.JOIN, Act.JOIN_FOR, Act.LEAVE, Act.LEAVE_FOR, Act.ARRIVED)
_AWAY: Final = (Act.DECLINE, Act.MAYBE)
_SHORT: Final = 6
"""报名, 我去不了了: in answer to a question for words only a sentence as bare as this is about a call."""
_ASKS: Final = 12
"""明天几点集合: a question as short as this is about a call; a longer one may be said about an activity."""
_WORTH_ASKING: Final = 4
"""A shorter word, long after the form was shown, is about something else."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What loose words are about. `sure`: the form was shown just now, or they answer it; `shown`: when that was."""

    form: Form
    asked: Question | None
    sure: bool
    shown: datetime
    draft: Draft | None = None
    """A draft that lies open and that the same words would change."""


class ForACall(BaseFilter):
    """报名 or 去不了了, bare, from somebody for whom a call is open, and 明天几点集合: never the words of a form."""

    async def __call__(self, message: Message, store: Store, me: Me, now: datetime) -> bool:
        text = message.text or ""
        if asks_about_a_call(text):
            return True
        if len(text.strip()) > _SHORT or read_reply(text).act not in (*_CLEAR, Act.DECLINE):
            return False
        return bool(await store.read(cards.open_to, user_id=me.user_id, now=now))


class AboutForm(BaseFilter):
    """Words in private that no conversation waits for, from somebody whose form is open; hands on `heard`."""

    async def __call__(
        self, message: Message, store: Store, me: Me, say: Say, state: FSMContext, now: datetime, bot: Bot
    ) -> bool | dict[str, Any]:
        text = message.text or ""
        if message.chat.type != "private" or not text or text[0] in SLASHES or await Prying()(message, me):
            return False
        forms = await store.read(feedback.open_forms, user_id=me.user_id)
        if not forms:
            return False
        over = _line_of_ours(message, bot)
        if over is not None and call_on_buttons(over) is not None:
            return False
        act = read_reply(text).act
        if act in _CLEAR or asks_about_a_call(text):
            return False
        busy = bool(await store.read(cards.open_to, user_id=me.user_id, now=now))
        if busy and means_something(text, read_reply(text)):
            return False
        heard = await _heard(Sheet.of(say, state, store, now), forms, over)
        if heard is None:
            return False
        if over is None and (lying := await lying_open(state, store, me, now)) is not None:
            heard = _beside(heard, *lying, text, now, say)
        if not heard.sure and not wants_form(text) and (is_courtesy(text) or len(text.strip()) < _WORTH_ASKING):
            return False
        sure = heard.sure and (act not in _AWAY or typed_choice(heard, text) is not None)
        return {"heard": replace(heard, sure=sure)}


def asks_about_a_call(text: str) -> bool:
    """Whether words are nothing but a short question about a call."""
    return len(text.strip()) <= _ASKS and read_reply(text).act is Act.QUESTION and not wants_form(text)


def _beside(heard: Heard, draft: Draft, memory: dict[str, Any], text: str, now: datetime, say: Say) -> Heard:
    """Where a draft lies open beside the form, the newest goes first; what could be meant for either is asked about."""
    if changes(draft.call, text, now, say, bare=False):
        return replace(heard, sure=False, draft=draft)
    return replace(heard, sure=heard.sure and memory["shown_at"] < heard.shown.timestamp())


async def _heard(sheet: Sheet, forms: Sequence[Form], over: Message | None) -> Heard | None:
    """The form that was shown last, or the one that is answered by a reply to it."""
    shown = [(place, form) for form in forms if (place := await sheet.place(form.round.id)) is not None]
    if not shown:
        return None
    answered = [(place, form) for place, form in shown if over is not None and place.message == over.message_id]
    place, form = max(answered or shown, key=lambda one: one[0].at)
    asked = questions.question(place.asked) if place.asked else form.next
    return Heard(form, asked, bool(answered) or sheet.now - place.at <= LASTS, place.at)


def typed_choice(heard: Heard, text: str) -> str | None:
    """The choice of the question before them whose label they typed."""
    return typed(heard.asked, text) if heard.asked is not None else None


@router.message(AboutForm())
async def loose(
    message: Message, heard: Heard, store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """好, typed, is the button 好; 反馈怎么填 asks for the form; the rest is what they want to say."""
    text, form, sheet = message.text or "", heard.form, Sheet.of(say, state, store, now)
    choice = typed_choice(heard, text)
    if wants_form(text):
        await sheet.begin(form)
    elif not heard.sure:
        await offer(say, [form], heard.draft)
    elif heard.asked is not None and choice is not None:
        form = await store.write(
            feedback.choose, round_id=form.round.id, user_id=me.user_id, question_id=heard.asked.id, choice=choice
        )
        await sheet.show(form, form.next, edit=False)
    elif is_courtesy(text) or says_nothing(text):
        await say.reply("feedback-tap" if form.next is not None else "feedback-welcome")
    else:
        await put_down(sheet, form, text)


async def put_down(sheet: Sheet, form: Form, text: str) -> None:
    """They become the comment, below what was said before, and the form goes on where it stands."""
    form = await sheet.store.write(
        feedback.comment, round_id=form.round.id, user_id=UserId(sheet.say.user_id), text=text, more=True
    )
    lead = Text(sheet.say.voice("feedback-put-down", title=form.call.title or ""))
    await sheet.show(form, form.next, lead=lead, edit=False, mend=True)


async def offer(say: Say, forms: Sequence[Form], draft: Draft | None = None) -> None:
    """One tap tells whether words are about an activity. They wait in the chat, under the question that quotes them,
    and nowhere else."""
    rows = [
        [button(say.voice("feedback-put-down-yes", title=_called(say, form, forms)), "fsaid", form.round.id)]
        for form in forms[:MOST]
    ]
    if draft is not None:
        rows.append([button(say.voice("feedback-for-draft"), "dsaid", draft.call.id)])
    rows.append([button(say.voice("feedback-put-down-no"), "funsaid")])
    await say.reply("feedback-put-down-sure", InlineKeyboardMarkup(inline_keyboard=rows), quote=True)


@router.callback_query(Tap("fsaid", int))
async def said(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """Yes, about this activity. Where the platform no longer shows what was quoted, it is asked for again."""
    only_privately(say)
    form = await store.read(feedback.form, round_id=RoundId(args[0]), user_id=me.user_id)
    await say.toast()
    sheet, quoted = Sheet.of(say, state, store, now), _quoted(say, me)
    if quoted is None:
        await sheet.show(form, words_of(form))
        return
    await put_down(sheet, form, quoted)
    await say.edit("feedback-put-down-done")


@router.callback_query(Tap("dsaid", int))
async def said_of_draft(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """They were for the draft: it is shown as they make it."""
    only_privately(say)
    draft = await store.read(calls.draft_of, call_id=CallId(args[0]), by=me.user_id)
    quoted = _quoted(say, me)
    if quoted is None or not (wanted := changes(draft.call, quoted, now, say)):
        raise Refused("stale-button")
    await say.toast()
    await say.edit("feedback-to-draft")
    await change(Desk(say, state, now, private=True), draft, wanted, await state.get_data(), store, me)


class BesideDraft(BaseFilter):
    """Matches words in private that mean nothing for any call, just after a draft was shown."""

    async def __call__(self, message: Message, store: Store, me: Me, state: FSMContext, now: datetime) -> bool:
        text = message.text or ""
        if message.chat.type != "private" or not text or text[0] in SLASHES or is_courtesy(text):
            return False
        if means_something(text, read_reply(text)) or await awaited(message, state, now) is not None:
            return False
        lying = await lying_open(state, store, me, now)
        return lying is not None and now.timestamp() - lying[1]["shown_at"] <= ASKED.total_seconds()


@router.message(BesideDraft())
async def beside_draft(message: Message, say: Say) -> None:
    """Which button to tap, and what may simply be said."""
    await say.reply("draft-tap")


@router.callback_query(Tap("funsaid"))
async def unsaid(query: CallbackQuery, args: tuple[()], say: Say) -> None:
    """No: nothing is kept of it."""
    only_privately(say)
    await say.toast()
    await say.edit("feedback-not-put-down")


def _called(say: Say, form: Form, among: Sequence[Form]) -> str:
    return dated(say.voice, form.call) if len(among) > 1 else form.call.title or ""


def _quoted(say: Say, me: Me) -> str | None:
    over = say.message.reply_to_message if say.message else None
    if over is None or not over.text or over.from_user is None or over.from_user.id != me.user_id:
        return None
    return said_word(over.text, "feedback") or over.text


def _line_of_ours(message: Message, bot: Bot) -> Message | None:
    over = message.reply_to_message
    return over if over is not None and over.from_user is not None and over.from_user.id == bot.id else None
