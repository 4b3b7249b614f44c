"""How the feedback form looks: one question a message, one choice a row, the chosen one marked."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from domain import questions
from domain.questions import SKIP, Kind, Question
from domain.refusals import Refused
from handlers.buttons import button
from handlers.say import Say
from texts.dates import said
from texts.voice import Voice
from usecases.feedback import CHECKED, Form

CHOSEN: Final = "● "


def only_privately(say: Say) -> None:
    """A form and its figures are shown in a private chat and nowhere else, wherever a tap says it comes from.
    Raises Refused("only-in-private")."""
    if not say.private:
        raise Refused("only-in-private")


def intro(voice: Voice, form: Form) -> Text:
    """What is asked, who may see it, until when it can be changed (assessment.md 1.3: shown before the first tap)."""
    closes = said(voice, form.round.closes_at.astimezone(ZoneInfo(form.call.zone)))
    return Text(voice("feedback-intro", activity=form.call.title or "", close=closes))


def question_text(voice: Voice, form: Form, asked: Question) -> Text:
    """The question with its place among the taps: 2/4."""
    tapped = [one for one in questions.FORMS[form.audience] if one.kind in (Kind.SCALE, Kind.CHIP)]
    count = f"{tapped.index(asked) + 1}/{len(tapped)}  " if asked in tapped else ""
    return Text(count, Bold(voice(f"question-{asked.id}")))


def question_keyboard(voice: Voice, form: Form, asked: Question, *, editing: bool) -> InlineKeyboardMarkup:
    """One choice a row. While editing, the tap leads to the next question in order, not to the first open one."""
    name = "fe" if editing else "fb"
    word = asked.id.lower()
    if asked.kind is Kind.TEXT:
        label = voice("feedback-keep" if editing and form.comment else "feedback-no-words")
        choice = "keep" if editing and form.comment else SKIP
        return InlineKeyboardMarkup(inline_keyboard=[[button(label, name, form.round.id, word, choice)]])
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


def after(form: Form, asked: Question) -> Question | None:
    """The question that follows in order while editing; what depends on words is passed over without them."""
    order = questions.FORMS[form.audience]
    for one in order[order.index(asked) + 1 :]:
        if one.monthly or (one.only_if and form.given.get(one.only_if, SKIP) == SKIP):
            continue
        return one
    return None


def _prefix(asked: Question) -> str:
    return {Kind.SCALE: "scale", Kind.CHIP: "chip"}.get(asked.kind, "choice")
