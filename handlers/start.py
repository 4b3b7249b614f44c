"""/start: the door of the private chat. A link may bring a payload; whoever comes first hears what is kept of them."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from datetime import datetime
from typing import Final, Protocol

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.people import Role
from domain.refusals import Refused
from handlers import roles
from handlers.language import language_buttons
from handlers.same_name import ask_claims
from handlers.say import Say
from handlers.words import Private, Said
from usecases import people
from usecases.meeting import Me
from usecases.people import Arrival
from usecases.store import Store
from usecases.villages import Defaults

router = Router(name="start")

_PAYLOAD: Final = re.compile(r"([a-z])_([A-Za-z0-9_-]{1,62})", re.ASCII)


class Opening(Protocol):
    """What a deep link's payload opens, after the private chat is open: `t.me/<bot>?start=c_7` calls PAYLOADS["c"]
    with "7". The rest is untrusted: anybody can type it. Returns whether it was understood; False: a plain start."""

    def __call__(
        self, rest: str, *, store: Store, now: datetime, me: Me, say: Say, state: FSMContext
    ) -> Awaitable[bool]: ...


PAYLOADS: Final[dict[str, Opening]] = {}
"""By the first letter of the payload; each conversation enters its own. `i`, the invitation, is this file's."""


@router.message(Said("start"), Private())
async def start(
    _message: Message,
    argument: str,
    store: Store,
    now: datetime,
    me: Me,
    say: Say,
    state: FSMContext,
    operators: frozenset[int],
    defaults: Defaults,
) -> None:
    """Open the private chat, and what the link was for; all of it in the language of the phone, until one is chosen."""
    payload = _PAYLOAD.fullmatch(argument)
    letter, rest = payload.groups() if payload else ("", "")
    if letter == roles.INVITATION:
        await _invited(rest, store=store, now=now, me=me, say=say, operators=operators)
        return
    arrival = await store.write(people.arrive, user_id=me.user_id, name=me.name)
    opening = PAYLOADS.get(letter)
    told = arrival.first and opening is not None
    if told:
        # Before what the link opens: that may be refused, and this visit is the first only once.
        await say.reply("privacy-line")
    if opening is None or not await opening(rest, store=store, now=now, me=me, say=say, state=state):
        await say.reply(greeting(me, arrival), name=me.name, village=_home(arrival))
    if arrival.first and not told:
        await say.reply("privacy-line")
    if arrival.first:
        await ask_claims(store, say, now)
    expected = arrival.homes[0][1].language if arrival.homes else defaults.language
    if me.language is None and say.voice.language != expected:
        # The phone's language is a guess, and letters come in the village's: one tap settles both.
        await say.reply("language-ask", language_buttons())


async def _invited(token: str, *, store: Store, now: datetime, me: Me, say: Say, operators: frozenset[int]) -> None:
    try:
        first = (await roles.accept(token, store=store, now=now, me=me, say=say, operators=operators)).first
    except Refused as refused:
        first = (await store.write(people.arrive, user_id=me.user_id, name=me.name)).first
        await say.reply(say.voice.rich(f"refused-{refused.reason}", **refused.facts))
    if first:
        await say.reply("privacy-line")


@router.message(Said("privacy"))
async def privacy(_message: Message, say: Say) -> None:
    """What is kept of people, and who sees it."""
    if say.private or not await say.privately("privacy-whole"):
        await say.reply("privacy-whole" if say.private else "privacy-line")


def greeting(me: Me, arrival: Arrival) -> str:
    """The welcome for what they are; somebody with two hats hears the one that does most."""
    if me.operator:
        return "start-operator"
    if Role.WORKER in arrival.roles:
        return "start-worker"
    if Role.OFFICIAL in arrival.roles:
        return "start-official"
    return "start-villager" if arrival.homes else "start-nobody"


def _home(arrival: Arrival) -> str:
    return arrival.homes[0][1].title if arrival.homes else ""
