"""The bot put together: conversations behind their door, inbox, sender, poll; and how they start and stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from aiogram import Bot, Dispatcher
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.carrier import Carrier
from bot.chores import chores, sweep
from bot.clock import Clock
from bot.conversations import ROOMS, Rooms, context_of, union
from bot.door import Door
from bot.inbox import Inbox
from bot.jobs import Jobs
from bot.memory import Memory
from bot.pacer import TELEGRAM, Limits, Paced, Pacer
from bot.places import parked_folder
from bot.poll import Patience, Poll
from bot.sender import Sender
from bot.settings import Settings
from bot.skew import WatchfulSession, skew_of
from bot.throttle import Throttle
from handlers import letters_operator
from handlers.commands import set_commands
from handlers.doorman import Doorman
from parsing.festivals import festival_day
from storage.store import Store
from usecases import offers, series, waking

log = logging.getLogger(__name__)

ALWAYS: Final = frozenset({"message", "callback_query", "my_chat_member", "chat_member"})
"""Asked for in any case: chat_member is never sent unless it is listed."""


@dataclass(slots=True)
class App:
    """Everything that runs. `running()` for a while, or `poll.run()` beside `sender.run()` by hand."""

    bot: Bot
    store: Store
    clock: Clock
    dispatcher: Dispatcher
    inbox: Inbox
    pacer: Pacer
    sender: Sender
    poll: Poll
    jobs: Jobs
    language: str
    operators: frozenset[int]
    polling: asyncio.Task[Any] = field(init=False)
    sending: asyncio.Task[None] = field(init=False)

    @contextlib.asynccontextmanager
    async def running(self, *, poll: bool = True) -> AsyncIterator[App]:
        """Poll (unless a webhook brings the updates) and send until the block ends; then finish what is in hand."""
        now = self.clock.now()
        if (gap := await self.store.write(waking.wake, now=now, operators=self.operators)) is not None:
            log.warning("away for %s: the platform has dropped messages older than a day", gap)
        self.polling = asyncio.create_task(self.poll.run() if poll else asyncio.Event().wait(), name="poll")
        self.sending = asyncio.create_task(self.sender.run(), name="sender")
        try:
            await self.jobs.tick(now)
            self.jobs.start(self.clock.now)
            yield self
        finally:
            self.jobs.stop()
            self.poll.stop()
            if not poll:
                self.polling.cancel()
            with contextlib.suppress(Exception, asyncio.CancelledError):
                await self.polling
            await self.sender.finish(2)
            self.sending.cancel()
            with contextlib.suppress(Exception, asyncio.CancelledError):
                await self.sending

    async def introduce(self) -> None:
        """Tell the platform what the bot can be asked, so that it shows a menu."""
        try:
            await set_commands(self.bot, self.language)
        except (TelegramAPIError, ClientDecodeError) as fault:
            log.warning("the menu of commands was not taken: %s", type(fault).__name__)

    async def quiet(self) -> bool:
        """Whether no update is in hand, no write waits, and nothing is due in the outbox at this moment."""
        if self.poll.busy:
            return False
        await self.store.quiet()
        return await self.sender.settled() and not self.poll.busy


def bot_at(token: str, api_url: str) -> Bot:
    """A bot that talks to this Bot API server."""
    return Bot(token, session=WatchfulSession(api=TelegramAPIServer.from_base(api_url)))


def build(
    settings: Settings,
    store: Store,
    bot: Bot,
    clock: Clock,
    limits: Limits = TELEGRAM,
    *,
    operators: frozenset[int] | None = None,
    patience: Patience | None = None,
    rooms: Rooms = ROOMS,
) -> App:
    """Put the bot together. Nothing runs yet, nothing was asked of the platform."""
    operators = frozenset(settings.operator_ids) if operators is None else operators
    pacer = Pacer(limits)
    bot.session.middleware(Paced(pacer))
    memory = Memory(store, clock)
    context = context_of(settings)
    dispatcher = Dispatcher(
        storage=memory,
        store=store,
        operators=operators,
        **context,
    )
    doorman = Doorman(store, operators, settings.language)
    throttle = Throttle(limits, settings.language)
    door = Door(rooms.conversations)
    for observer in (door.message, door.callback_query):
        observer.outer_middleware(throttle)
        observer.outer_middleware(doorman)
    dispatcher.sub_routers.extend(rooms.notices)
    dispatcher.include_router(door)

    inbox = Inbox(dispatcher, bot, store, clock, operators=operators, language=settings.language)
    timing = context["habits"].timing
    deeds = union(rooms.deeds, offers.deeds(timing), series.deeds(timing, festival_day))
    inbox.parked = parked_folder(settings)
    writers = union(rooms.writers, letters_operator.writers(settings.language))
    carrier = Carrier(bot, store, clock, pacer, writers, deeds, operators)
    allowed = sorted(ALWAYS | set(dispatcher.resolve_used_update_types()))
    return App(
        bot=bot,
        store=store,
        clock=clock,
        dispatcher=dispatcher,
        inbox=inbox,
        pacer=pacer,
        sender=Sender(store, clock, carrier, f"bot{bot.id}"),
        language=settings.language,
        operators=operators,
        jobs=Jobs(store, partial(chores, store, settings, memory.forget), {"sweep": partial(sweep, store)}),
        poll=Poll(bot, WatchfulSession(api=bot.session.api, skew=skew_of(bot)), inbox, store, allowed, patience),
    )
