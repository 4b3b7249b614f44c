"""Signing up and leaving in words: a reply to the card, or a word in private. Talk is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import InlineKeyboardMarkup, Message

from domain.attendance import EARLY
from domain.calls import CallId, CallState
from domain.refusals import Refused
from domain.signups import ON_LIST, DutyId, Source
from handlers.answered import answered
from handlers.buttons import button
from handlers.card_questions import answer_questions, own_place
from handlers.cards import isolated
from handlers.checkin import arrived
from handlers.duty_taps import ask_about_duty, ask_duty
from handlers.duty_words import with_duty
from handlers.heard import InWords, Prying, ToCard, ToOtherLine, means_something
from handlers.here import Here
from handlers.kept import answer_keeper
from handlers.kin import by_name
from handlers.say import Say
from handlers.standin import ask_stand_in
from handlers.which import about, ask_which, narrowed
from parsing.fewer import says_alone, without
from parsing.listed import all_questions, asks_own_place, says_here, says_how_many, says_on_the_way
from parsing.party import own_kin
from parsing.replies import Act, Reply, read_reply
from usecases import calls, cards, keepers, signups
from usecases.cards import Face, Seen
from usecases.habits import Habits
from usecases.keepers import Entered
from usecases.meeting import Me
from usecases.signups import Answer
from usecases.store import Store

router = Router(name="replies")


@router.message(Prying())
async def prying(message: Message, say: Say) -> None:
    """谁说我凶: an official cannot learn it here, and is told what there is instead."""
    await say.reply("help-prying")


@router.message(ToCard())
async def reply_to_card(
    message: Message, call_id: CallId, store: Store, me: Me, say: Say, now: datetime, habits: Habits, state: FSMContext
) -> None:
    """Words under a card: done as quietly as can be, or asked about with one tap; talk is left alone."""
    here = Here(store, me, say, now, habits, state)
    await _respond(here, call_id, message.text or "", read_reply(message.text or ""))


@router.message(ToOtherLine())
async def reply_to_other_line(
    message: Message, call_id: CallId, store: Store, me: Me, say: Say, now: datetime, habits: Habits, state: FSMContext
) -> None:
    """报名 under a thank-you or another line of ours: it can only mean the one call that is open here."""
    here = Here(store, me, say, now, habits, state)
    await _respond(here, call_id, message.text or "", read_reply(message.text or ""))


async def _respond(here: Here, call_id: CallId, text: str, reply: Reply) -> None:
    """What words about one call lead to."""
    if await _organiser_asked(here, call_id, reply):
        return
    face = await _face(here, call_id)
    reply, duty = with_duty(text, reply, face)
    mine = face.of_user(here.me.user_id)
    listed = mine is not None and mine.state in ON_LIST
    meet_at = face.call.meet_at
    arriving = face.call.state is CallState.OPEN and meet_at is not None and here.now >= meet_at - EARLY
    begun = arriving and meet_at is not None and here.now >= meet_at
    away = reply.act in (Act.LEAVE, Act.LEAVE_FOR, Act.DECLINE, Act.JOIN_FOR)
    if reply.act is Act.ARRIVED or (says_here(text) and (begun or (arriving and listed))):
        await arrived(here, call_id)
    elif listed and not away and says_on_the_way(text):
        await here.say.quietly("signup-on-the-way")
    elif asks_own_place(text):
        await here.say.quietly(here.say.voice.rich("answer-what", title=own_place(here.say.voice, face, here)))
    elif listed and mine is not None and mine.party > 1 and _companions(text, reply):
        await _fewer(here, face, mine.party, text, reply, duty)
    elif reply.act in (Act.JOIN, Act.LEAVE, Act.DECLINE):
        if (answer := await _act(here, call_id, reply, duty)) is not None:
            await answered(here, answer, reply)
            await ask_stand_in(here, answer)
    elif reply.act in (Act.JOIN_FOR, Act.LEAVE_FOR):
        await answer_keeper(here, await _act_for(here, call_id, reply, duty, face))
    elif reply.act is Act.RESIZE:
        await _resize(here, face, reply, duty)
    elif reply.act is Act.UNSURE and duty is not None:
        await ask_about_duty(here, face, duty)
    elif reply.act is Act.MAYBE:
        await _if_private(here, "signup-maybe-listed" if listed else "signup-maybe")
    elif listed and (reply.act is Act.UNSURE or says_how_many(text)):
        await _unsure_of_listed(here, face, text, reply)
    elif reply.act is Act.UNSURE:
        await _ask(here, face, reply)
    else:
        if not await answer_questions(here, face, all_questions(text)) and here.say.private:
            await here.say.reply("stale-words")
        return
    if reply.question is not None and reply.act is not Act.UNSURE:
        await answer_questions(here, face, all_questions(text))


async def _resize(here: Here, face: Face, reply: Reply, duty: DutyId | None) -> None:
    """再加一个, 改成3个人: the party of somebody on the list; from anybody else it is asked about with one tap."""
    mine = face.of_user(here.me.user_id)
    listed = mine is not None and mine.state in ON_LIST
    before = mine.party if mine is not None and listed else 1
    party = max(before + reply.more if reply.more else reply.party, 0)
    if not listed:
        await _ask(here, face, replace(reply, party=max(party, 1)))
        return
    meant = replace(reply, act=Act.JOIN if party else Act.LEAVE, party=max(party, 1))
    if (answer := await _act(here, face.call.id, meant, duty, exactly=True)) is not None:
        await answered(here, answer, meant)


def _companions(text: str, reply: Reply) -> bool:
    """Whether words say that the writer's own family stays at home: 老伴不去了, 就我一个人去."""
    if reply.act is Act.LEAVE_FOR:
        return bool(reply.names) and all(own_kin(name) for name in reply.names)
    return without(text) is not None or (reply.act in (Act.JOIN, Act.CHATTER, Act.UNSURE) and says_alone(text))


async def _fewer(here: Here, face: Face, party: int, text: str, reply: Reply, duty: DutyId | None) -> None:
    """The party is smaller by those who were named. Somebody of that name whom the writer keeps leaves instead."""
    kin = without(text)
    names = reply.names if reply.act is Act.LEAVE_FOR else (kin,) if kin else ()
    if names:
        for_them = replace(reply, act=Act.LEAVE_FOR, names=names)
        try:
            await answer_keeper(here, await _act_for(here, face.call.id, for_them, duty, face))
            return
        except Refused as refused:
            if refused.reason != "not-yours":
                raise
    left = max(party - len(names), 1) if names else 1
    await _resize(here, face, replace(reply, act=Act.RESIZE, party=left, more=0, question=None), duty)


async def _unsure_of_listed(here: Here, face: Face, text: str, reply: Reply) -> None:
    """Somebody on the list is never asked whether they sign up: how many they are, whether they leave, or nothing."""
    mine, voice = face.of_user(here.me.user_id), here.say.voice
    assert mine is not None
    if reply.guess in (Act.LEAVE, Act.LEAVE_FOR, Act.DECLINE):
        await _ask(here, face, reply)
    elif says_how_many(text):
        sizes = [button(voice("mine-party-button", party=n), "party", face.call.id, n) for n in range(1, 5)]
        keyboard = InlineKeyboardMarkup(inline_keyboard=[sizes[:2], sizes[2:]])
        await _if_private(here, "signup-how-many", keyboard, party=mine.party)
    elif here.say.private:
        await here.say.reply(voice.rich("answer-what", title=own_place(voice, face, here)))


async def _if_private(here: Here, key: str, keyboard: InlineKeyboardMarkup | None = None, **facts: Any) -> None:
    """Said where only the person reads it, or not at all: the group has heard enough."""
    if here.say.private:
        await here.say.reply(key, keyboard, **facts)
    elif any(person.reachable for person in here.me.memberships):
        await here.say.privately(key, keyboard, **facts)


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


async def _act(
    here: Here, call_id: CallId, reply: Reply, duty: DutyId | None, *, exactly: bool = False
) -> Answer | None:
    """Join or leave as the words say; `exactly`: a party of one was said, not left unsaid. None: they were asked which
    duty they do, and have not joined yet."""
    said, timing = here.facts(call_id), here.habits.timing
    if reply.act is not Act.JOIN:
        return await here.store.write(signups.leave, **said, source=Source.REPLY, timing=timing)
    party = reply.party if reply.party > 1 or exactly else None
    try:
        return await here.store.write(
            signups.join, **said, source=Source.REPLY, timing=timing, party=party, note=reply.note or None, duty=duty
        )
    except Refused as refused:
        if refused.reason == "which-duty":
            await ask_duty(here, call_id, reply.party)
            return None
        if refused.reason == "party-does-not-fit" and len(reply.names) == 1 and not refused.facts["free"]:
            raise Refused("companion-does-not-fit", who=isolated(reply.names[0])) from refused
        raise


async def _act_for(here: Here, call_id: CallId, reply: Reply, duty: DutyId | None, face: Face) -> Entered:
    said = here.facts(call_id)
    said["timing"], names = here.habits.timing, by_name(here.say.voice, here.me, reply.names)
    if reply.act is Act.JOIN_FOR:
        try:
            return await here.store.write(keepers.join_for, **said, names=names, source=Source.REPLY, duty=duty)
        except Refused as refused:
            if refused.reason != "which-duty":
                raise
            raise Refused("which-duty-for", name=isolated(face.plan.duties[0].name)) from refused
    return await here.store.write(keepers.leave_for, **said, names=names)


async def _ask(here: Here, face: Face, reply: Reply) -> None:
    """What was said may be a sign-up: one tap tells, of the one who said it."""
    say, asked, call_id = here.say, here.me.user_id, face.call.id
    leaving = reply.guess in (Act.LEAVE, Act.LEAVE_FOR, Act.DECLINE)
    yes = (
        button(say.voice("signup-unsure-leave-yes"), "unsure-leave", call_id, asked)
        if leaving
        else button(say.voice("signup-unsure-yes"), "unsure-join", call_id, reply.party, asked)
    )
    rows = [[yes, button(say.voice("signup-unsure-no"), "unsure-no", asked)]]
    key = "signup-unsure-leave" if leaving else "signup-unsure"
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    await say.reply(key, keyboard, quote=not say.private, title=face.call.title or "")


async def _face(here: Here, call_id: CallId) -> Face:
    return await here.store.read(cards.seen_at, call_id=call_id, user_id=here.me.user_id, chat_id=here.say.chat_id)


@router.message(InWords())
async def words_in_private(
    message: Message, reply: Reply, store: Store, me: Me, say: Say, now: datetime, habits: Habits, state: FSMContext
) -> None:
    """Words in private are about the person's open call; when there are several, one tap says which."""
    here, text = Here(store, me, say, now, habits, state), message.text or ""
    open_calls = [seen for seen in await store.read(cards.open_to, user_id=me.user_id, now=now) if _still(seen, now)]
    meant = narrowed(text, open_calls)
    if not me.memberships and not me.operator and not open_calls:
        await say.reply("signup-unknown")
    elif not open_calls:
        await _none_open(here, reply)
    elif len(meant) == 1:
        await _respond(here, meant[0].face.call.id, text, about(text, meant[0]))
    elif any(means_something(text, about(text, one)) for one in meant):
        await ask_which(here, meant, about(text, meant[0]), state)
    else:
        await say.reply("stale-words")


async def _none_open(here: Here, reply: Reply) -> None:
    """Nothing is open: a clear wish to join or leave hears so, somebody late for 到了 what to do, others the hint."""
    if reply.act is Act.ARRIVED:
        since = here.now - timedelta(days=1)
        if await here.store.read(cards.ended_for, user_id=here.me.user_id, since=since):
            raise Refused("over-before-check-in")
    clear = (Act.JOIN, Act.JOIN_FOR, Act.LEAVE, Act.LEAVE_FOR)
    await here.say.reply("signup-none-open" if reply.act in clear else "stale-words")


def _still(seen: Seen, now: datetime) -> bool:
    meet_at = seen.face.call.meet_at
    return meet_at is not None and (now.date() - meet_at.date()).days < 2
