"""Questions of fact in words: what the card knows is answered, the rest is for people to answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.signups import SignupState
from handlers import card_duties
from handlers.cards import facts
from handlers.here import Here
from parsing.questions import QuestionKind
from texts.dates import said as as_said
from texts.voice import Voice
from usecases.cards import Face


async def answer_questions(here: Here, face: Face, asked: Sequence[QuestionKind]) -> bool:
    """One message with a line for each thing that was asked and that the card knows; False when it knows none."""
    lines = [line for kind in asked if (line := _answer(here.say.voice, face, kind))]
    if not lines:
        return False
    await here.say.reply(here.say.voice.rich("answer-what", title="\n".join(lines)), quote=not here.say.private)
    return True


def own_place(voice: Voice, face: Face, here: Here) -> str:
    """Whether who asks is on the list, and with how many."""
    mine = face.of_user(here.me.user_id)
    if mine is not None and mine.state is SignupState.CONFIRMED:
        return voice("signup-on-list", party=mine.party)
    if mine is not None and mine.state is SignupState.WAITLISTED:
        return voice("signup-already-waiting", ahead=face.ahead_of(mine))
    return voice("signup-already-here" if mine and mine.state is SignupState.WALK_IN else "signup-not-on-list")


def _answer(voice: Voice, face: Face, question: QuestionKind) -> str | None:
    call = face.call
    said: dict[str, Any] = {}
    match question:
        case QuestionKind.WHEN | QuestionKind.UNTIL if call.meet_local is not None:
            said = {"when": as_said(voice, call.meet_local)}
        case QuestionKind.WHERE if call.place:
            said = {"place": call.place}
        case QuestionKind.BRING:
            said = {"bring": call.bring or ""}
        case QuestionKind.PLACES if face.plan.duties:
            return "\n".join(card_duties.figures(voice, face))
        case QuestionKind.PLACES:
            said = {"free": face.tally.free if not face.waiting else 0}
        case QuestionKind.WHAT if call.title:
            said = {"title": "\n".join([call.title, *facts(voice, call)])}
        case _:
            return None
    bare = question is QuestionKind.BRING and not call.bring
    return voice("answer-bring-nothing" if bare else f"answer-{question.value}", **said)
