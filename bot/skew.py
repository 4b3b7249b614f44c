"""Whether the machine's clock agrees with the platform's: every answer carries a Date, and reminders go by ours."""

from __future__ import annotations

import logging
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any, Final

from aiogram import Bot
from aiohttp import ClientSession, TraceConfig, TraceRequestEndParams

from bot.channels.telegram import TelegramSession
from bot.clock import Clock

log = logging.getLogger(__name__)

MOST: Final = timedelta(seconds=30)
"""More than this is a wrong clock, not a slow answer."""


class Skew:
    """How far the machine's clock is off, as of the last answer; it is told when it goes wrong and when it is right."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._told = False
        self.last: timedelta | None = None
        """Positive: our clock is ahead."""

    @property
    def wrong(self) -> bool:
        return self.last is not None and abs(self.last) > MOST

    def hear(self, date: str | None) -> None:
        """The Date of an answer that arrived this moment; one that is missing or no date says nothing."""
        try:
            theirs = parsedate_to_datetime(date or "")
        except ValueError:
            return
        self.last = self._clock.now() - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))
        if self.wrong and not self._told:
            log.warning("this machine's clock is %s the platform's: reminders go out at the wrong time", self.said)
        elif self._told and not self.wrong:
            log.info("this machine's clock agrees with the platform's again")
        self._told = self.wrong

    @property
    def said(self) -> str:
        """In words: how much, and in which direction."""
        off = self.last or timedelta(0)
        return f"{abs(off) // timedelta(seconds=1)} seconds {'ahead of' if off > timedelta(0) else 'behind'}"


class WatchfulSession(TelegramSession):
    """The platform's ordinary session, which also listens to what time it is there."""

    def __init__(self, *, skew: Skew | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.skew = skew or Skew()

    async def create_session(self) -> ClientSession:
        known = self._session
        session = await super().create_session()
        if session is not known:
            trace = TraceConfig()
            trace.on_request_end.append(self._answered)
            trace.freeze()
            session.trace_configs.append(trace)
        return session

    async def _answered(self, _session: ClientSession, _context: SimpleNamespace, said: TraceRequestEndParams) -> None:
        self.skew.hear(said.response.headers.get("Date"))


def skew_of(bot: Bot) -> Skew:
    """What is known of the clock from this bot's answers."""
    return bot.session.skew if isinstance(bot.session, WatchfulSession) else Skew()
