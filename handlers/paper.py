"""The list on paper: the sign-in sheet to print, and a typed or pasted sheet that is compared and saved after a tap."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Bold, Text

from domain.attendance import Attendance
from domain.calls import CallId
from domain.paper import Change, Fate, Paper
from domain.refusals import Refused
from handlers.answers import SLASHES, AnswerTo, awaited, expect, forget
from handlers.buttons import Tap, button
from handlers.here import Gather, Here
from handlers.pick import MOST, pick
from handlers.ticklist import MARKS
from handlers.words import to_the_bot
from parsing.attendance import is_sheet, read_paper
from parsing.chain_lines import mask
from reports.signin_sheet import sheet_docx
from texts.voice import Voice
from usecases import paper as papers
from usecases.meeting import Me
from usecases.paper import Comparison

router = Router(name="paper")
router.message.middleware(Gather())
router.callback_query.middleware(Gather())

_KEPT: Final = "paper"
"""In the memory of the chat: the sheet that waits for a tap."""


class Asked(StatesGroup):
    """Waiting for what the paper says."""

    sheet = State()


class Typed(BaseFilter):
    """Matches a typed sheet from an organiser, where no question waits for words."""

    async def __call__(self, message: Message, bot: Bot, state: FSMContext, now: datetime, me: Me) -> bool:
        text = message.text or ""
        if not text or text[0] in SLASHES or not to_the_bot(message, bot):
            return False
        if not any(person.organises for person in me.memberships) or await awaited(message, state, now) is not None:
            return False
        return is_sheet(text)


@router.callback_query(Tap("sheet", int))
async def print_sheet(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """打印签到表: the file goes to the organiser in private, names and all."""
    sheet = await here.store.read(papers.sheet, call_id=CallId(args[0]), by=here.me.user_id)
    voice = here.say.voice
    if here.say.private:
        await here.say.toast()
    else:
        await here.say.toast("sheet-sent")
    await here.say.document_privately(sheet_docx(sheet, voice), voice("sheet-file", number=str(sheet.number)))


@router.callback_query(Tap("paper", int))
async def ask_sheet(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """录入纸上的: what the paper says is asked for."""
    await here.store.read(papers.names_of, call_id=CallId(args[0]), by=here.me.user_id)
    await here.say.toast()
    asked = await here.say.reply("paper-ask", None if here.say.private else ForceReply(selective=True))
    assert here.state is not None
    await expect(here.state, Asked.sheet, here.now, {"call": args[0], "question": asked.message_id})


@router.message(AnswerTo(Asked.sheet))
async def said_sheet(message: Message, memory: dict[str, Any], here: Here) -> None:
    """The words of the sheet, for the call whose list lay open. What cannot be read is asked for again."""
    assert here.state is not None
    call_id, text = CallId(int(memory["call"])), message.text or ""
    if await _read(here, call_id, text) is None:
        asked = await here.say.reply("refused-paper-unread", None if here.say.private else ForceReply(selective=True))
        await expect(here.state, Asked.sheet, here.now, {**memory, "question": asked.message_id})
        return
    await _keep(here, text)
    await _show(here, call_id, text)


@router.message(Typed())
async def typed(message: Message, here: Here) -> None:
    """A sheet out of the blue: its code tells the call, or the names do."""
    text = message.text or ""
    paper = read_paper(text)
    assert paper is not None
    found = await here.store.read(papers.candidates, by=here.me.user_id, now=here.now, paper=paper)
    await _keep(here, text)
    if len(found) == 1:
        await _show(here, found[0].id, text)
        return
    await here.say.alone("paper-which", pick(here.say.voice, found[:MOST], "paper-call"))


@router.callback_query(Tap("paper-call", int))
async def tap_call(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """Which activity the sheet is of."""
    if (text := await _kept(here)) is not None:
        await here.say.toast()
        await _show(here, CallId(args[0]), text)


@router.callback_query(Tap("paper-save", int))
async def tap_save(query: CallbackQuery, args: tuple[int], here: Here) -> None:
    """记下: what is shown is saved, as the list stands now."""
    text, call_id = await _kept(here), CallId(args[0])
    if text is None:
        return
    paper = await _read(here, call_id, text)
    if paper is None:
        raise Refused("paper-unread")
    done, listed = await here.store.write(papers.save, **here.deed(call_id), paper=paper)
    await here.forget()
    await here.say.toast("paper-saved-toast")
    rows = [[button(here.say.voice("ticklist-open"), "ticks", call_id)]]
    await here.say.edit(
        "paper-saved", InlineKeyboardMarkup(inline_keyboard=rows), n=done.worth_saving, present=listed.present
    )


@router.callback_query(Tap("paper-drop"))
async def tap_drop(query: CallbackQuery, here: Here) -> None:
    """不记了."""
    await here.forget()
    await here.say.toast()
    await here.say.edit("paper-dropped")


async def _keep(here: Here, text: str) -> None:
    """Remember the sheet until the tap; telephone numbers on it are nobody's business."""
    assert here.state is not None
    await forget(here.state)
    await here.state.set_data({_KEPT: mask(text)})


async def _kept(here: Here) -> str | None:
    assert here.state is not None
    text: str | None = (await here.state.get_data()).get(_KEPT)
    if text is None:
        await here.say.toast("paper-forgotten", alert=True)
    return text


async def _read(here: Here, call_id: CallId, text: str) -> Paper | None:
    """The sheet read once more, knowing what the people on this list are called."""
    return read_paper(text, await here.store.read(papers.names_of, call_id=call_id, by=here.me.user_id))


async def _show(here: Here, call_id: CallId, text: str) -> None:
    paper = await _read(here, call_id, text)
    if paper is None:
        raise Refused("paper-unread")
    voice = here.say.voice
    comparison = await here.store.read(papers.compare, call_id=call_id, by=here.me.user_id, paper=paper)
    shown, keyboard = difference(voice, comparison, paper), None
    if comparison.worth_saving:
        save = voice("paper-save-button", n=comparison.worth_saving)
        rows = [
            [button(save, "paper-save", call_id, style="success")],
            [button(voice("paper-drop-button"), "paper-drop")],
        ]
        keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    if here.say.tapped:
        await here.say.edit(shown, keyboard)
    else:
        await here.say.alone(shown, keyboard)


def difference(voice: Voice, comparison: Comparison, paper: Paper) -> Text:
    """What would be saved, and what would not, with names: a slip of a number shows."""
    call, comma = comparison.call, voice("card-comma")
    blocks: list[str] = []
    marks = comparison.of(Fate.MARK)
    if marks:
        states = dict.fromkeys(change.state for change in marks if change.state)
        lines = [f"{MARKS[s]} {comma.join(_who(c) for c in marks if c.state is s)}" for s in states]
        blocks.append("\n".join([voice("paper-marks"), *lines]))
    if corrected := comparison.of(Fate.CORRECT):
        blocks.append("\n".join([voice("paper-corrects"), *(_corrected(voice, change) for change in corrected)]))
    if walked := comparison.of(Fate.WALK_IN):
        blocks.append(f"{voice('paper-walk-ins')}\n🙌 {comma.join(_who(change) for change in walked)}")
    if not comparison.worth_saving:
        blocks.append(voice("paper-nothing"))
    if same := comparison.of(Fate.SAME):
        blocks.append(voice("paper-same", people=len(same)))
    if open_ones := comparison.of(Fate.UNMARKED):
        blocks.append(voice("paper-unmarked", names=comma.join(_who(change) for change in open_ones)))
    unclear = [_who(change) for change in comparison.of(Fate.UNCLEAR)] + [f"“{word}”" for word in paper.unread]
    if unclear:
        blocks.append(voice("paper-unclear", names=comma.join(unclear)))
    title = Bold(voice("paper-title", number=str(call.number), title=call.title or ""))
    return Text(title, "\n\n", "\n\n".join(blocks))


def _who(change: Change) -> str:
    party = change.said.party if change.line is None else change.line.signup.party
    return f"{change.name}×{party}" if party and party > 1 else change.name


def _corrected(voice: Voice, change: Change) -> str:
    assert change.line is not None
    assert change.line.mark is not None
    assert change.state is not None
    before, after = (_said(voice, state) for state in (change.line.mark.state, change.state))
    return voice("paper-corrected", name=change.name, before=before, after=after)


def _said(voice: Voice, state: Attendance) -> str:
    word = state.value.replace("_", "-")
    return f"{MARKS[state]}{voice(f'attendance-{word}')}"
