"""How the desk for people without a phone looks: pages of them, one of them, whom to choose, what a merge moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from domain.people import Person
from handlers.buttons import button
from handlers.rows import isolated
from texts.voice import Voice
from usecases.merging import Preview
from usecases.people_desk import Desk, Entry

PER_PAGE: Final = 8
MOST_UNDONE: Final = 3
"""Merges that may be taken back, as buttons: the newest."""


def desk_text(voice: Voice, desk: Desk) -> Text:
    """The head of the desk: whose it is, how many there are, what to do."""
    title = Bold(voice("people-title", village=isolated(desk.village.title)))
    return Text(title, "\n", voice("people-head", n=len(desk.people)) if desk.people else voice("people-nobody"))


def desk_keyboard(voice: Voice, desk: Desk, page: int) -> InlineKeyboardMarkup:
    """One person a row, pages, and the merges that may still be taken back."""
    page, pages = turned(page, len(desk.people))
    shown = desk.people[(page - 1) * PER_PAGE : page * PER_PAGE]
    rows = [[button(named(voice, one), "person", one.person.id)] for one in shown]
    rows += _turning(voice, "people", desk.village.id, page, pages)
    for done in desk.undoable[:MOST_UNDONE]:
        label = voice("people-undo-button", name=isolated(done.entry.name), who=isolated(done.into.name))
        rows.append([button(label, "unmerge", done.entry.id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def named(voice: Voice, one: Entry) -> str:
    """张大爷·村东头（李婶代报）."""
    name = isolated(one.person.name)
    if one.person.label:
        name = voice("person-label", name=name, label=isolated(one.person.label))
    return voice("roster-kept", name=name, keeper=isolated(one.keeper.name)) if one.keeper else name


def entry_text(voice: Voice, one: Entry) -> Text:
    """Everything of one person, a line each."""
    none, comma = voice("person-none"), voice("card-comma")
    lines = [
        voice("person-names", names=comma.join(isolated(name) for name in one.names) or none),
        voice("person-told-apart", label=isolated(one.person.label or none)),
        voice("person-keeper", keeper=isolated(one.keeper.name) if one.keeper else none),
        voice("person-last", title=one.last or none),
    ]
    return Text(Bold(isolated(one.person.name)), "\n", "\n".join(lines))


def entry_keyboard(voice: Voice, one: Entry) -> InlineKeyboardMarkup:
    """What an organiser may do for one person."""
    person = one.person
    rows = [
        [
            button(voice("person-name-button"), "person-name", person.id),
            button(voice("person-label-button"), "person-label", person.id),
        ],
        [
            button(voice("person-keeper-button"), "keepers", person.id, 1),
            button(voice("person-merge-button"), "merge", person.id, 1),
        ],
        [button(voice("person-away-button"), "away", person.id)],
        [button(voice("person-back-button"), "people", person.village_id, 1)],
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def choice(
    voice: Voice, person: Person, among: Sequence[Person], page: int, *, turns: str, takes: str
) -> InlineKeyboardMarkup:
    """Whom to choose for somebody: `takes` is the button of each, `turns` the one that turns the page."""
    page, pages = turned(page, len(among))
    rows = [
        [button(_label(voice, one), takes, person.id, one.id)] for one in among[(page - 1) * PER_PAGE : page * PER_PAGE]
    ]
    rows += _turning(voice, turns, person.id, page, pages)
    rows.append([button(voice("ticklist-back"), "person", person.id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def preview_text(voice: Voice, seen: Preview) -> Text:
    """What would move, before it does, and how long it can be taken back."""
    comma = voice("card-comma")
    lines = [
        voice("merge-moves", n=seen.moving, came=seen.came),
        voice("merge-names", names=comma.join(isolated(name) for name in seen.names)),
    ]
    if seen.both:
        lines.append(voice("merge-both", n=seen.both))
    lines.append(voice("merge-undo-for"))
    head = voice.rich("merge-head", name=isolated(seen.entry.name), who=isolated(seen.into.name))
    return Text(Bold(head), "\n", "\n".join(lines))


def preview_keyboard(voice: Voice, seen: Preview, asked: Person) -> InlineKeyboardMarkup:
    """就这样合并, or back to the one it was asked for."""
    rows = [
        [button(voice("merge-sure-button"), "merge-sure", seen.entry.id, seen.into.id)],
        [button(voice("ticklist-back"), "person", asked.id)],
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def turned(page: int, many: int) -> tuple[int, int]:
    """The page that is shown, and how many there are."""
    pages = max(1, -(-many // PER_PAGE))
    return min(max(page, 1), pages), pages


def _label(voice: Voice, one: Person) -> str:
    name = isolated(one.name)
    if one.label:
        return voice("person-label", name=name, label=isolated(one.label))
    return name if one.user_id is None else voice("person-in-group", name=name)


def _turning(voice: Voice, name: str, of: int, page: int, pages: int) -> list[list[InlineKeyboardButton]]:
    if pages == 1:
        return []
    before, after = (page - 1 or pages), (page % pages + 1)
    return [
        [
            button(voice("page-before"), name, of, before),
            button(f"{page}/{pages}", name, of, page),
            button(voice("page-after"), name, of, after),
        ]
    ]
