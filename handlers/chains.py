"""The bridge to WeChat: reading a 接龙 that an organiser pastes, and giving the text to forward there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from aiogram import Bot, F, Router
from aiogram.filters import BaseFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from domain.calls import CallId
from domain.chains import ChainLine
from handlers.answers import forget
from handlers.buttons import Tap, button
from handlers.chain_text import difference, outward_text, saved_text
from handlers.pick import pick
from handlers.say import Say
from parsing.chain_lines import ChainItem, mask
from parsing.jielong import Chain, read_chain
from usecases import chains
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="chains")

LARGEST_FILE: Final = 100_000
"""Bytes of a .txt: WeChat ends a chain at 500 lines of 150 characters."""
_KEPT: Final = "chain"
"""In the memory of the private chat: the chain that waits for a tap."""


class ToUs(BaseFilter):
    """In a private message, or in the group where it is put to the bot: in reply to a line of ours."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        over = message.reply_to_message
        to_us = over is not None and over.from_user is not None and over.from_user.id == bot.id
        return message.chat.type == "private" or to_us


class Pasted(BaseFilter):
    """Text that holds a 接龙."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        if not message.text:
            return False
        return {"text": message.text} if "\n" in message.text and read_chain(message.text) else False


@router.message(ToUs(), Pasted())
async def pasted(message: Message, text: str, store: Store, me: Me, say: Say, state: FSMContext, now: datetime) -> None:
    """A chain, as text."""
    await _take(text, store, me, say, state, now)


@router.message(ToUs(), F.document.file_name.lower().endswith(".txt"))
async def pasted_file(
    message: Message, store: Store, me: Me, say: Say, state: FSMContext, now: datetime, bot: Bot
) -> None:
    """A chain in a .txt file, in UTF-8 or in the old Chinese encoding."""
    assert message.document is not None
    if (message.document.file_size or 0) > LARGEST_FILE:
        await say.alone("chain-file-large")
        return
    raw = await bot.download(message.document, BytesIO())
    text = _decoded(raw.read() if raw else b"")
    if text is None or read_chain(text) is None:
        await say.alone("chain-file-none")
        return
    await _take(text, store, me, say, state, now)


@router.callback_query(Tap("chain-call", int))
async def tap_call(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """Which call the chain is about."""
    text = (await state.get_data()).get(_KEPT)
    if text is None:
        await say.toast("chain-forgotten", alert=True)
        return
    await say.toast()
    await _show(CallId(args[0]), text, store, me, say, now)


@router.callback_query(Tap("chain-save", int))
async def tap_save(
    query: CallbackQuery,
    args: tuple[int],
    store: Store,
    me: Me,
    say: Say,
    state: FSMContext,
    now: datetime,
    habits: Habits,
) -> None:
    """存: what is shown is saved, as the list stands now."""
    text, call_id = (await state.get_data()).get(_KEPT), CallId(args[0])
    if text is None:
        await say.toast("chain-forgotten", alert=True)
        return
    lines = await _lines(call_id, text, store, me, now)
    saved = await store.write(chains.save, now=now, call_id=call_id, by=me.user_id, lines=lines, timing=habits.timing)
    await forget(state)
    await say.toast("chain-saved-toast")
    await say.edit(saved_text(say.voice, saved))


@router.callback_query(Tap("chain-drop"))
async def tap_drop(query: CallbackQuery, say: Say, state: FSMContext) -> None:
    """不存."""
    await forget(state)
    await say.toast()
    await say.edit("chain-dropped")


@router.callback_query(Tap("chain-out", int))
async def tap_out(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """The text to forward into the WeChat group, alone in its message so that it can be copied whole."""
    face = await store.read(chains.outward, call_id=CallId(args[0]), by=me.user_id)
    await say.toast("chain-out-toast")
    await say.alone(outward_text(say.voice, face))


async def _take(text: str, store: Store, me: Me, say: Say, state: FSMContext, now: datetime) -> None:
    """Find the call a chain is about, and show what it would change: in private, it is the organiser's business."""
    chain = read_chain(text)
    assert chain is not None
    found = await store.read(
        chains.candidates, by=me.user_id, now=now, number=_number(chain), lines=[_line(item) for item in chain.items]
    )
    # What is shown is shown in private, and so is the tap that saves it.
    key = replace(state.key, chat_id=say.user_id, thread_id=None)
    await FSMContext(storage=state.storage, key=key).update_data({_KEPT: mask(text)})
    if len(found) == 1:
        await _show(found[0].id, text, store, me, say, now)
        return
    await say.alone("chain-which", pick(say.voice, found[:8], "chain-call"))


async def _show(call_id: CallId, text: str, store: Store, me: Me, say: Say, now: datetime) -> None:
    lines = await _lines(call_id, text, store, me, now)
    comparison = await store.read(chains.compare, call_id=call_id, by=me.user_id, now=now, lines=lines)
    shown, keyboard = difference(say.voice, comparison), None
    if comparison.worth_saving:
        rows = [
            [button(say.voice("chain-save-button", n=comparison.worth_saving), "chain-save", call_id, style="success")],
            [button(say.voice("chain-drop-button"), "chain-drop")],
        ]
        keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    if say.tapped:
        await say.edit(shown, keyboard)
    else:
        await say.alone(shown, keyboard)


async def _lines(call_id: CallId, text: str, store: Store, me: Me, now: datetime) -> list[ChainLine]:
    """The chain's lines read once more, knowing what this call's duties are called."""
    about = await store.read(chains.duties_of, call_id=call_id, by=me.user_id, now=now)
    chain = read_chain(text, about)
    return [_line(item) for item in chain.items] if chain else []


def _line(item: ChainItem) -> ChainLine:
    reserve = item.standing == "reserve"  # 替补: wants a place only if one is left; no guess about that
    return ChainLine(
        name=item.name,
        party=item.party,
        by=item.by if item.by not in (None, "?", item.name) else None,
        duty=item.role,
        note=item.note or None,
        away=item.standing == "away",
        unclear=item.unclear or reserve,
        text=item.text,
    )


def _number(chain: Chain) -> int | None:
    """The call's number in its short code, YH12."""
    code = chain.code or ""
    return int(code[2:]) if code.startswith("YH") and code[2:].isdigit() else None


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
