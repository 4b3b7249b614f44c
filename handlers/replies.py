"""Signing up and leaving in words: a reply to the card, or a word in private. Talk is left alone."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from typing import Any, Final

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import BaseFilter
from aiogram.types import InlineKeyboardMarkup, Message, ReactionTypeEmoji
from aiogram.utils.formatting import Text

from domain.calls import CallId, CallState
from domain.signups import Source
from handlers.buttons import button
from handlers.cards import facts
from handlers.checkin import arrived
from handlers.here import Here, answer_line
from handlers.pick import pick
from handlers.say import Say
from parsing.replies import Act, QuestionKind, Reply, read_reply
from texts.dates import when
from usecases import calls, cards, keepers, signups
from usecases.cards import Face, Seen
from usecases.habits import Habits
from usecases.keepers import Entered
from usecases.meeting import Me
from usecases.signups import Answer, Outcome
from usecases.store import Store

router = Router(name="replies")
log = logging.getLogger(__name__)


class ToCard(BaseFilter):
    """A reply in words to a call's card, or to another line of ours with that call's buttons; hands on which call."""

    async def __call__(self, message: Message, store: Store, bot: Bot) -> bool | dict[str, Any]:
        card = message.reply_to_message
        if not message.text or message.text.startswith("/") or card is None:
            return False
        if card.from_user is None or card.from_user.id != bot.id:
            return False
        call_id = await store.read(cards.call_at, message.chat.id, card.message_id)
        call_id = call_id or call_on_buttons(card)
        return {"call_id": call_id} if call_id is not None else False


_OF_A_CALL: Final = re.compile(r"(?:join|leave|here):([1-9][0-9]{0,17})", re.ASCII)


def call_on_buttons(message: Message) -> CallId | None:
    """The call that the buttons under a line of ours belong to."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    for pressed in (one for row in rows for one in row):
        if found := _OF_A_CALL.fullmatch(pressed.callback_data or ""):
            return CallId(int(found[1]))
    return None


@router.message(ToCard())
async def reply_to_card(
    message: Message, call_id: CallId, store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """Words under a card: done as quietly as can be, or asked about with one tap; talk is left alone."""
    here = Here(store, me, say, now, habits)
    reply = read_reply(message.text or "")
    if await _organiser_asked(here, call_id, reply):
        return
    if reply.act is Act.ARRIVED:
        await arrived(call_id, store, me, say, now)
    elif reply.act in (Act.JOIN, Act.LEAVE, Act.DECLINE):
        await _quietly(here, await _act(here, call_id, reply))
    elif reply.act in (Act.JOIN_FOR, Act.LEAVE_FOR):
        await say.reply(_for_line(say, await _act_for(here, call_id, reply)), quote=True)
    elif reply.act is Act.UNSURE:
        await _ask(here, call_id, reply)
    if reply.question is not None and reply.act is not Act.UNSURE:
        await _answer_question(here, call_id, reply.question)


async def _organiser_asked(here: Here, call_id: CallId, reply: Reply) -> bool:
    """An organiser's 取消 or 不干了 may be about the whole call: one tap tells, and nothing is recorded before it."""
    if (reply.guess if reply.act is Act.UNSURE else reply.act) not in (Act.LEAVE, Act.DECLINE):
        return False
    call, say = (await _face(here, call_id)).call, here.say
    places = await here.store.read(calls.posting_places, user_id=here.me.user_id)
    if call.state is not CallState.OPEN or call.village_id not in [place.id for place in places]:
        return False
    rows = [
        [button(say.voice("signup-organiser-cancel"), "cancel", call_id)],
        [button(say.voice("signup-organiser-leave"), "unsure-leave", call_id, here.me.user_id)],
    ]
    keyboard, title = InlineKeyboardMarkup(inline_keyboard=rows), call.title or ""
    if say.private or not await say.privately("signup-organiser", keyboard, title=title):
        await say.reply("signup-organiser", keyboard, quote=not say.private, title=title)
    return True


async def _act(here: Here, call_id: CallId, reply: Reply) -> Answer:
    said, timing = here.facts(call_id), here.habits.timing
    if reply.act is Act.JOIN:
        party = reply.party if reply.party > 1 else None
        return await here.store.write(
            signups.join, **said, source=Source.REPLY, timing=timing, party=party, note=reply.note or None
        )
    return await here.store.write(signups.leave, **said, source=Source.REPLY, timing=timing)


async def _act_for(here: Here, call_id: CallId, reply: Reply) -> Entered:
    said = here.facts(call_id)
    if reply.act is Act.JOIN_FOR:
        return await here.store.write(keepers.join_for, **said, names=reply.names, source=Source.REPLY)
    return await here.store.write(keepers.leave_for, **said, names=reply.names, timing=here.habits.timing)


def _for_line(say: Say, entered: Entered) -> Text:
    groups = (
        ("placed", entered.placed),
        ("waiting", entered.waiting),
        ("already", entered.already),
        ("gone", entered.gone),
    )
    comma = say.voice("card-comma")
    return Text("\n".join(say.voice(f"signup-for-{key}", names=comma.join(found)) for key, found in groups if found))


async def _quietly(here: Here, answer: Answer) -> None:
    """A thumb under their words where all is well, and the rest in private; a quoted line only when neither works."""
    say, message = here.say, here.say.message
    good = answer.outcome not in (Outcome.WAITING, Outcome.ALREADY_WAITING)
    thumbed = good and message is not None and await _thumb(message)
    if answer.reminded:
        return  # their reminder, at this moment, says all of it
    line = answer_line(say, answer, here.now)
    told = answer.person.reachable and await say.privately(line)
    if not told and not thumbed:
        await say.reply(line, quote=True)


async def _thumb(message: Message) -> bool:
    """Put 👍 under a message; False where the group or the platform does not allow it."""
    try:
        await message.react([ReactionTypeEmoji(emoji="👍")])
    except TelegramAPIError as refusal:
        log.info("no reaction: %s", refusal.message)
        return False
    return True


async def _ask(here: Here, call_id: CallId, reply: Reply) -> None:
    """What was said may be a sign-up: one tap tells, of the one who said it."""
    say, asked = here.say, here.me.user_id
    face = await _face(here, call_id)
    leaving = reply.guess in (Act.LEAVE, Act.LEAVE_FOR, Act.DECLINE)
    yes = (
        button(say.voice("signup-unsure-leave-yes"), "unsure-leave", call_id, asked)
        if leaving
        else button(say.voice("signup-unsure-yes"), "unsure-join", call_id, asked)
    )
    rows = [[yes, button(say.voice("signup-unsure-no"), "unsure-no", asked)]]
    key = "signup-unsure-leave" if leaving else "signup-unsure"
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    await say.reply(key, keyboard, quote=not say.private, title=face.call.title or "")


async def _face(here: Here, call_id: CallId) -> Face:
    return await here.store.read(cards.seen_at, call_id=call_id, user_id=here.me.user_id, chat_id=here.say.chat_id)


async def _answer_question(here: Here, call_id: CallId, question: QuestionKind) -> None:
    """What the card answers gets one line; what it does not is for people to answer."""
    face = await _face(here, call_id)
    call, voice = face.call, here.say.voice
    said: dict[str, Any] = {}
    match question:
        case QuestionKind.WHEN | QuestionKind.UNTIL if call.meet_local is not None:
            said = {"when": when(voice, call.meet_local)}
        case QuestionKind.WHERE if call.place:
            said = {"place": call.place}
        case QuestionKind.BRING:
            said = {"bring": call.bring or ""}
        case QuestionKind.PLACES:
            said = {"free": face.tally.free if not face.waiting else 0}
        case QuestionKind.WHAT if call.title:
            said = {"title": "\n".join([call.title, *facts(voice, call)])}
        case _:
            return
    bare = question is QuestionKind.BRING and not call.bring
    key = "answer-bring-nothing" if bare else f"answer-{question.value}"
    await here.say.reply(key, quote=not here.say.private, **said)


class InWords(BaseFilter):
    """Words in private that mean something for a call: what they mean is handed on."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        if message.chat.type != "private" or not message.text or message.text.startswith("/"):
            return False
        reply = read_reply(message.text)
        return {"reply": reply} if reply.act not in (Act.CHATTER, Act.MAYBE) or reply.question else False


@router.message(InWords())
async def words_in_private(
    message: Message, reply: Reply, store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """Words in private are about the person's open call; when there are several, one tap says which."""
    here = Here(store, me, say, now, habits)
    open_calls = [seen for seen in await store.read(cards.open_to, user_id=me.user_id, now=now) if _still(seen, now)]
    if not open_calls:
        await say.reply("signup-none-open")
    elif len(open_calls) > 1:
        await _ask_which(here, open_calls, reply)
    else:
        await _in_private(here, open_calls[0].face.call.id, reply)


def _still(seen: Seen, now: datetime) -> bool:
    meet_at = seen.face.call.meet_at
    return meet_at is not None and (now.date() - meet_at.date()).days < 2


async def _in_private(here: Here, call_id: CallId, reply: Reply) -> None:
    say = here.say
    if await _organiser_asked(here, call_id, reply):
        return
    if reply.act is Act.ARRIVED:
        await arrived(call_id, here.store, here.me, say, here.now)
    elif reply.act in (Act.JOIN, Act.LEAVE, Act.DECLINE):
        answer = await _act(here, call_id, reply)
        if not answer.reminded:
            await say.reply(answer_line(say, answer, here.now))
    elif reply.act in (Act.JOIN_FOR, Act.LEAVE_FOR):
        await say.reply(_for_line(say, await _act_for(here, call_id, reply)))
    elif reply.act is Act.UNSURE:
        await _ask(here, call_id, reply)
    if reply.question is not None and reply.act is not Act.UNSURE:
        await _answer_question(here, call_id, reply.question)


async def _ask_which(here: Here, seen: list[Seen], reply: Reply) -> None:
    """A tap on one of the calls does what was meant; where that needs more words, it opens the call."""
    name = "open"
    if reply.act is Act.JOIN and reply.party == 1:
        name = "join"
    elif reply.act in (Act.LEAVE, Act.DECLINE) and not any(one.person.organises for one in seen):
        name = "leave"
    elif reply.act is Act.ARRIVED:
        name = "here"
    found, voice = [one.face.call for one in seen], here.say.voice
    sized = reply.act is Act.JOIN and reply.party > 1
    keyboard = pick(voice, found, "party", reply.party) if sized else pick(voice, found, name)
    await here.say.reply("signup-which", keyboard)
