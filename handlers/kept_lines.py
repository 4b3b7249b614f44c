"""What a keeper reads: what became of the names, and the page of those they answer for."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from domain.signups import Signup, SignupState
from handlers.buttons import button
from handlers.rows import alone, isolated
from texts.voice import Voice
from usecases.keepers import Entered
from usecases.kept import Page


def entered_lines(voice: Voice, entered: Entered) -> Text:
    """A line for those with a place, those who wait, those who were there already, those who are off. Empty when there
    is nobody to tell of yet."""
    groups = (
        ("placed", entered.placed),
        ("waiting", entered.waiting),
        ("already", entered.already),
        ("gone", entered.gone),
    )
    comma = voice("card-comma")
    said = [
        voice(f"signup-for-{key}", names=comma.join(isolated(name) for name in found)) for key, found in groups if found
    ]
    return Text("\n".join(said))


def nothing_yet(entered: Entered) -> bool:
    """Whether every name still waits for a tap."""
    return not (entered.placed or entered.waiting or entered.already or entered.gone)


def page_text(voice: Voice, page: Page) -> Text:
    """Whom somebody answers for on a call, a line each."""
    call = page.call
    title = Bold(voice("kept-title", number=str(call.number), title=call.title or ""))
    if not page.kept:
        return Text(title, "\n", voice("kept-nobody"))
    return Text(title, "\n", voice("kept-head", n=len(page.kept)), "\n", "\n".join(_line(voice, s) for s in page.kept))


def page_keyboard(voice: Voice, page: Page) -> InlineKeyboardMarkup:
    """A row for each: the name (tapped, it is written anew) and 去掉; below, for all of them."""
    call_id = page.call.id
    rows = [
        [
            button(voice("kept-rename-button", name=isolated(s.name)), "kept-name", call_id, s.person_id),
            button(voice("kept-off-button"), "kept-off", call_id, s.person_id),
        ]
        for s in page.kept
    ]
    rows.append([button(voice("kept-add-button"), "kept-add", call_id)])
    if page.kept:
        rows[-1].append(button(voice("kept-edit-button"), "kept-edit", call_id))
    if len(page.kept) > 1:
        rows.append([button(voice("kept-clear-button"), "kept-clear", call_id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _line(voice: Voice, signup: Signup) -> str:
    name = alone(voice, signup)
    if signup.state is SignupState.WAITLISTED:
        return voice("kept-line-waiting", name=name)
    return voice("kept-line-offered" if signup.state is SignupState.OFFERED else "kept-line", name=name)
