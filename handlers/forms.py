"""How the feedback form looks: one question a message, one choice a row, the chosen one marked."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from domain import questions
from domain.calls import Call
from domain.questions import SKIP, Kind, Question
from domain.refusals import Refused
from handlers.buttons import button
from handlers.say import Say
from texts.dates import day, said
from texts.voice import LANGUAGES, Voice, voice_for
from usecases.feedback import CHECKED, Form

CHOSEN: Final = "● "


def only_privately(say: Say) -> None:
    """A form and its figures are shown in a private chat and nowhere else, wherever a tap says it comes from.
    Raises Refused("only-in-private")."""
    if not say.private:
        raise Refused("only-in-private")


def dated(voice: Voice, call: Call) -> str:
    """An activity among others: the same potatoes are harvested every Saturday, so its day comes first."""
    assert call.meet_at is not None
    local = call.meet_at.astimezone(ZoneInfo(call.zone))
    return voice("feedback-which-line", day=day(voice, local), title=call.title or "")


def intro(voice: Voice, form: Form) -> Text:
    """What is asked, who may see it, until when it can be changed (assessment.md 1.3: shown before the first tap)."""
    closes = said(voice, form.round.closes_at.astimezone(ZoneInfo(form.call.zone)))
    audience = form.audience.value.replace("_", "-")
    return Text(voice(f"feedback-intro-{audience}", activity=form.call.title or "", close=closes))


def question_text(voice: Voice, form: Form, asked: Question) -> Text:
    """The question with its place among the taps: 2/4; under a question for words those that were given."""
    tapped = [one for one in questions.FORMS[form.audience] if one.kind in (Kind.SCALE, Kind.CHIP)]
    count = f"{tapped.index(asked) + 1}/{len(tapped)}  " if asked in tapped else ""
    own = ("\n\n", voice("feedback-your-words", text=form.comment)) if asked.kind is Kind.TEXT and form.comment else ()
    return Text(count, Bold(voice(f"question-{asked.id}")), *own)


def question_keyboard(voice: Voice, form: Form, asked: Question, *, editing: bool) -> InlineKeyboardMarkup:
    """One choice a row. While editing, the tap leads to the next question in order, not to the first open one."""
    name = "fe" if editing else "fb"
    word = asked.id.lower()
    if asked.kind is Kind.TEXT:
        if form.comment is None:
            none = button(voice("feedback-no-words"), name, form.round.id, word, SKIP)
            return InlineKeyboardMarkup(inline_keyboard=[[none]])
        keep = button(voice("feedback-keep"), name, form.round.id, word, "keep")
        drop = button(voice("feedback-drop-words"), name, form.round.id, word, SKIP)
        return InlineKeyboardMarkup(inline_keyboard=[[keep], [drop]])
    if asked.kind is Kind.FACTS:
        rows = [
            [button(voice("feedback-figures-right"), name, form.round.id, word, CHECKED)],
            [button(voice("feedback-figures-change"), "figures", form.round.id)],
        ]
        return InlineKeyboardMarkup(inline_keyboard=rows)
    rows = [
        [
            button(
                (CHOSEN if form.given.get(asked.id) == choice else "") + voice(f"{_prefix(asked)}-{choice}"),
                name,
                form.round.id,
                word,
                choice,
            )
        ]
        for choice in asked.choices
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def done_keyboard(voice: Voice, form: Form) -> InlineKeyboardMarkup:
    """After the last question: change, or delete."""
    rows = [
        [button(voice("feedback-change"), "fchange", form.round.id)],
        [button(voice("feedback-delete"), "ferase", form.round.id)],
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def mend_row(voice: Voice, form: Form) -> list[InlineKeyboardButton]:
    """Changes the words just given, before the rest is answered."""
    return [button(voice("feedback-mend-words"), "fwords", form.round.id)]


def words_of(form: Form) -> Question:
    """The question of a form that is answered in one's own words."""
    return next(one for one in questions.FORMS[form.audience] if one.kind is Kind.TEXT and not one.monthly)


def typed(asked: Question, text: str) -> str | None:
    """The choice whose label was typed instead of tapped: 好, 都挺好, 跳过."""
    wanted = _bare(text)
    for choice in asked.choices if wanted else ():
        for language in LANGUAGES:
            label = voice_for(language)(f"{_prefix(asked)}-{choice}")
            if wanted in (_bare(label), *(_bare(part) for part in label.split("/"))):
                return choice
    return None


def after(form: Form, asked: Question) -> Question | None:
    """The question that follows in order while editing; what depends on words is passed over without them.
    Raises Refused("no-such-question") for one of another form (a forged button)."""
    order = questions.FORMS[form.audience]
    if asked not in order:
        raise Refused("no-such-question")
    for one in order[order.index(asked) + 1 :]:
        if one.monthly or (one.only_if and form.given.get(one.only_if, SKIP) == SKIP):
            continue
        return one
    return None


def _bare(label: str) -> str:
    return "".join(letter for letter in label.lower() if letter.isalnum())


def _prefix(asked: Question) -> str:
    return {Kind.SCALE: "scale", Kind.CHIP: "chip"}.get(asked.kind, "choice")
