"""The lists: which calls are open, who is on one of them, and what an organiser does from there: change the number."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from aiogram.utils.formatting import Text

from domain.calls import CallId
from domain.refusals import Refused
from handlers import cancelling, copying, editing, lowering
from handlers.answers import forget
from handlers.buttons import Tap
from handlers.cards import brief, private_card, private_keyboard
from handlers.namelist import roster_keyboard, roster_text
from handlers.pick import MOST, keyboard, pick, pick_row
from handlers.say import Say
from handlers.words import Said
from usecases import cards
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="roster")
for room in (cancelling, lowering, editing, copying):  # from the list one changes a call, or calls it off
    router.include_router(room.router)


@router.message(Said("calls"))
async def open_calls(message: Message, store: Store, me: Me, say: Say, now: datetime) -> None:
    """/calls: what is open, with how it stands with me; a button opens each."""
    found = (await store.read(cards.open_to, user_id=me.user_id, now=now))[:MOST]
    if not found:
        unknown = not me.memberships and not me.operator
        await say.alone("signup-unknown" if unknown else "calls-none")
        return
    lines: list[str] = []
    rows: list[list[InlineKeyboardButton]] = []
    voice = say.voice
    for seen in found:
        call, tally = seen.face.call, seen.face.tally
        mine = seen.mine.state.value.replace("_", "-") if seen.mine else "none"
        lines.append(
            voice(
                f"calls-line-{mine}",
                number=str(call.number),
                title=call.title or "",
                brief=brief(voice, call, now),
                confirmed=tally.confirmed,
                needed=tally.needed,
            )
        )
        rows.append(pick_row(voice, call, "open"))
    await say.alone(Text(voice("calls-head"), "\n\n", "\n\n".join(lines)), keyboard(rows))


@router.callback_query(Tap("open", int))
async def open_call(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """One call in private, with its buttons."""
    seen = await store.read(cards.seen, call_id=CallId(args[0]), user_id=me.user_id)
    await say.toast()
    if say.private:
        await say.edit(private_card(say.voice, seen), private_keyboard(say.voice, seen, now))
    else:
        await say.alone(private_card(say.voice, seen), private_keyboard(say.voice, seen, now))


@router.message(Said("roster"))
async def roster(message: Message, argument: str, store: Store, me: Me, say: Say) -> None:
    """/roster [number]: the whole list, for organisers; others are pointed to the card."""
    if not any(person.organises for person in me.memberships):
        raise Refused("roster-for-organisers")
    number = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 7 else None
    found = await store.read(cards.roster_by_number, number=number, by=me.user_id)
    if len(found) > 1:
        await say.alone("roster-which", pick(say.voice, (seen.face.call for seen in found), "roster", 1))
        return
    await say.alone(roster_text(say.voice, found[0], 1), roster_keyboard(say.voice, found[0].face, 1))


@router.callback_query(Tap("roster", int, int))
async def roster_page(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, state: FSMContext
) -> None:
    """Another page, or the list from a button."""
    await forget(state)
    seen = await store.read(cards.roster, call_id=CallId(args[0]), by=me.user_id)
    page = min(args[1], 1000)
    await say.toast()
    shown = roster_text(say.voice, seen, page), roster_keyboard(say.voice, seen.face, page)
    if say.private:
        await say.edit(*shown)
    else:
        await say.alone(*shown)
