"""Signing up and leaving by a tap: on the card, in private, on the one question after an unclear reply."""

from __future__ import annotations

<<<<<<< HEAD
from datetime import datetime
=======
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
>>>>>>> story

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery

from domain.calls import CallId
from domain.signups import Source
from handlers import replies
from handlers.buttons import Tap
from handlers.cards import private_card, private_keyboard
from handlers.here import Here, answer_line
from handlers.say import Say
from usecases import cards, signups
from usecases.habits import Habits
from usecases.meeting import Me
from usecases.signups import Answer, Outcome
from usecases.store import Store

router = Router(name="signup")
router.include_router(replies.router)  # words are asked after taps, wherever this conversation stands


@router.callback_query(Tap("join", int))
async def tap_join(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """报名, tapped."""
    here = Here(store, me, say, now, habits)
    answer = await store.write(signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    await _answer_tap(here, answer, bot)


@router.callback_query(Tap("leave", int))
async def tap_leave(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """去不了, tapped."""
    here = Here(store, me, say, now, habits)
    answer = await store.write(signups.leave, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    await _answer_tap(here, answer, bot)


@router.callback_query(Tap("party", int, int))
async def tap_party(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """How many come along, tapped in private."""
    here = Here(store, me, say, now, habits)
    answer = await store.write(
        signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing, party=args[1]
    )
    await _answer_tap(here, answer, bot)


@router.callback_query(Tap("bell", int))
async def tap_bell(query: CallbackQuery, args: tuple[int], me: Me, say: Say, bot: Bot) -> None:
    """🔔 on the card: the answer itself opens the private chat, where one tap on Start does the rest."""
    if any(person.reachable for person in me.memberships):
        await say.toast("signup-bell-already")
        return
    await say.toast(url=await chat_link(bot, args[0]))


@router.callback_query(Tap("unsure-no"))
async def tap_unsure_no(query: CallbackQuery, say: Say) -> None:
    """不是: they meant something else; the question goes away."""
    await say.toast("signup-unsure-fine")
    if say.message is not None:
        try:
            await say.message.delete()
        except TelegramAPIError:
            await say.edit("signup-unsure-fine")


@router.callback_query(Tap("unsure-join", int))
@router.callback_query(Tap("unsure-leave", int))
async def tap_unsure_yes(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits, bot: Bot
) -> None:
    """The one tap that an unclear reply was asked for. Anybody's tap counts for themselves."""
    here = Here(store, me, say, now, habits)
    action = signups.join if (query.data or "").startswith("unsure-join") else signups.leave
    answer = await store.write(action, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    await say.toast(answer_line(say, answer, now), alert=False)
    await say.edit(answer_line(say, answer, now))


async def chat_link(bot: Bot, call_id: int) -> str:
    """The link that opens the private chat and brings the call along."""
    return f"https://t.me/{(await bot.me()).username}?start=c_{call_id}"


async def _answer_tap(here: Here, answer: Answer, bot: Bot) -> None:
    """A toast. Whoever has no private chat is offered one the first time they sign up for a call, and then only by
    the 🔔 on the card: the box has to be closed by hand, so that an old reader has the time to read it."""
    say = here.say
    offer = answer.outcome is Outcome.PLACE and answer.first and not answer.person.reachable and not say.private
    if offer:
        link = await chat_link(bot, answer.call.id)
        await say.toast(answer_line(say, answer, here.now, "signup-place-bell"), alert=True, url=link)
    else:
        await say.toast(answer_line(say, answer, here.now))
    if say.private:
        await _refresh(here, answer.call.id)


async def _refresh(here: Here, call_id: CallId) -> None:
    """In private the card does not follow by itself: it is redrawn with the answer."""
    seen = await here.store.read(cards.seen, call_id=call_id, user_id=here.me.user_id)
    voice = here.say.voice
    await here.say.edit(private_card(voice, seen), private_keyboard(voice, seen, here.now))
<<<<<<< HEAD
=======


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
    for pressed in (button for row in rows for button in row):
        if found := _OF_A_CALL.fullmatch(pressed.callback_data or ""):
            return CallId(int(found[1]))
    return None


@router.message(ToCard(), StateFilter("*"))
async def reply_to_card(
    message: Message, call_id: CallId, store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """Words under a card: done as quietly as can be, or asked about with one tap; talk is left alone."""
    here = Here(store, me, say, now, habits)
    reply = read_reply(message.text or "")
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
        return await here.store.write(signups.join_for, **said, names=reply.names, source=Source.REPLY)
    return await here.store.write(signups.leave_for, **said, names=reply.names, timing=here.habits.timing)


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
    line = _line(say, answer, here.now)
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
    """What was said may be a sign-up: one tap tells."""
    say = here.say
    face = await _face(here, call_id)
    leaving = reply.guess in (Act.LEAVE, Act.LEAVE_FOR, Act.DECLINE)
    yes = (
        button(say.voice("signup-unsure-leave-yes"), "unsure-leave", call_id)
        if leaving
        else button(say.voice("signup-unsure-yes"), "unsure-join", call_id)
    )
    rows = [[yes, button(say.voice("signup-unsure-no"), "unsure-no")]]
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


@router.message(InWords(), StateFilter(None))
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
    if reply.act is Act.ARRIVED:
        await arrived(call_id, here.store, here.me, say, here.now)
    elif reply.act in (Act.JOIN, Act.LEAVE, Act.DECLINE):
        answer = await _act(here, call_id, reply)
        if not answer.reminded:
            await say.reply(_line(say, answer, here.now))
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
    elif reply.act in (Act.LEAVE, Act.DECLINE):
        name = "leave"
    elif reply.act is Act.ARRIVED:
        name = "here"
    sized = reply.act is Act.JOIN and reply.party > 1
    rows = []
    for one in seen[:8]:
        call = one.face.call
        label = here.say.voice("signup-which-one", number=str(call.number), title=call.title or "")
        rows.append([button(label, "party", call.id, reply.party)] if sized else [button(label, name, call.id)])
    await here.say.reply("signup-which", InlineKeyboardMarkup(inline_keyboard=rows))
>>>>>>> story
