"""志愿队: join the volunteer team, leave it; its list and its training sessions for organisers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message

from domain.people import VillageId
from handlers import drafting
from handlers.answers import AnswerTo, expect
from handlers.buttons import Tap, button
from handlers.cards import isolated
from handlers.desk import Desk
from handlers.say import Say
from handlers.words import Said
from texts.voice import Voice
from usecases import team
from usecases.meeting import Me
from usecases.store import Store
from usecases.team import Team

router = Router(name="team")


class Asked(StatesGroup):
    """Waiting for what the training is called."""

    training = State()


@router.message(Said("team"))
async def show(message: Message, store: Store, me: Me, say: Say) -> None:
    """/team, 志愿队: how many are in it, and a button to join or leave."""
    for one in await store.read(team.of_user, user_id=me.user_id):
        await say.alone(team_text(say.voice, one), team_keyboard(say.voice, one))


@router.callback_query(Tap("team-join", int))
async def join(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """加入志愿队."""
    one = await store.write(team.join, now=now, village_id=VillageId(args[0]), user_id=me.user_id)
    await say.toast("team-joined-toast")
    await say.edit(team_text(say.voice, one), team_keyboard(say.voice, one))


@router.callback_query(Tap("team-leave", int))
async def leave(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """退出志愿队."""
    one = await store.write(team.leave, now=now, village_id=VillageId(args[0]), user_id=me.user_id)
    await say.toast("team-left-toast")
    await say.edit(team_text(say.voice, one), team_keyboard(say.voice, one))


@router.callback_query(Tap("team-list", int))
async def members(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    """队员名单, for organisers, in private."""
    found = await store.read(team.members, village_id=VillageId(args[0]), by=me.user_id)
    villages = {one.village.id: one.village for one in await store.read(team.of_user, user_id=me.user_id)}
    zone = ZoneInfo(villages[VillageId(args[0])].zone)
    lines = [
        say.voice("team-list-line", name=isolated(p.name), date=p.team_since.astimezone(zone).date().isoformat())
        for p in found
        if p.team_since is not None
    ]
    head = say.voice("team-list", members=len(found)) if found else say.voice("team-list-none")
    await say.toast()
    await say.alone(say.voice.rich("team-whole", head=head, lines="\n".join(lines)))


@router.callback_query(Tap("team-training", int))
async def ask_training(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """办培训: what it is called is asked for; the rest is a draft like any other."""
    await store.read(team.members, village_id=VillageId(args[0]), by=me.user_id)
    await say.toast()
    asked = await say.reply("team-training-ask", None if say.private else ForceReply(selective=True))
    await expect(state, Asked.training, now, {"village": args[0], "question": asked.message_id})


@router.message(AnswerTo(Asked.training))
async def said_training(
    message: Message, memory: dict[str, Any], store: Store, me: Me, say: Say, state: FSMContext, now: datetime
) -> None:
    """The name of the training begins a draft."""
    village_id = VillageId(int(memory["village"]))
    await state.clear()
    begun = await store.write(
        team.plan_training, now=now, village_id=village_id, by=me.user_id, title=message.text or ""
    )
    await drafting.show(Desk(say, state, now, say.private), begun, {})


def team_text(voice: Voice, one: Team) -> Any:
    """How many are in the team, and whether the reader is."""
    head = voice("team-head", village=one.village.title, members=one.members)
    return voice.rich("team-whole", head=head, lines=voice("team-mine" if one.person.team_since else "team-not-mine"))


def team_keyboard(voice: Voice, one: Team) -> InlineKeyboardMarkup:
    """Join or leave; for organisers the list and a training session."""
    if one.person.team_since is None:
        rows = [[button(voice("team-join-button"), "team-join", one.village.id, style="success")]]
    else:
        rows = [[button(voice("team-leave-button"), "team-leave", one.village.id)]]
    if one.person.organises:
        rows.append([button(voice("team-list-button"), "team-list", one.village.id)])
        rows.append([button(voice("team-training-button"), "team-training", one.village.id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)
