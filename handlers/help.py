"""/help: by role and by chat; a short example beats a manual."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from domain.people import Role, Village
from handlers.say import Say
from handlers.words import Private, Said
from texts.voice import voice_for
from usecases.meeting import Me

router = Router(name="help")


@router.message(Said("help"), Private())
async def help_in_private(_message: Message, say: Say, me: Me) -> None:
    """What they can do from here."""
    roles = {person.role for person in me.memberships}
    if Role.WORKER in roles:
        await say.reply("help-worker")
    elif Role.OFFICIAL in roles:
        await say.reply("help-official")
    elif not me.operator:
        await say.reply("help-villager" if me.memberships else "help-nobody")
    if me.operator:
        await say.reply("help-operator")


@router.message(Said("help"))
async def help_in_group(_message: Message, say: Say, me: Me, village: Village) -> None:
    """One line for everybody here, in the group's language."""
    organises = me.operator or (me.person is not None and me.person.organises)
    await say.reply(voice_for(village.language).rich("help-group-organiser" if organises else "help-group"))


class Roleless(BaseFilter):
    """Matches somebody who organises in no village and runs nothing."""

    async def __call__(self, _message: Message, me: Me) -> bool:
        return not me.operator and not any(person.organises for person in me.memberships)


@router.message(Said("digest"), Roleless())
@router.message(Said("summary"), Roleless())
async def results(_message: Message, say: Say) -> None:
    """A villager asks for the results: they are for the meeting, and no other command brings them."""
    await say.quietly("help-results")
