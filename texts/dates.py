"""Days and hours as people say them: always with the weekday, so that a slip shows.

Villagers read the hour as they say it, 早上6点半; papers, exports and the transcript keep the 24-hour clock.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from texts.voice import Voice


def day(voice: Voice, local: datetime) -> str:
    """A date with its weekday: 11月24日 周二, Tue 24 Nov."""
    return voice("date-day", month=local.month, day=local.day, weekday=local.isoweekday())


def clock(local: datetime) -> str:
    """The hour and minute, 24-hour: 06:00."""
    return local.strftime("%H:%M")


def hour(voice: Voice, local: datetime) -> str:
    """The hour as it is said: 早上6点, 上午9点半, 晚上7点05分; 06:00 in English."""
    return voice("date-hour", hour=local.hour, minute=local.minute)


def when(voice: Voice, local: datetime) -> str:
    """Date, weekday and time on paper: 11月24日 周二 06:00."""
    return voice("date-when", day=day(voice, local), clock=clock(local))


def said(voice: Voice, local: datetime) -> str:
    """Date, weekday and time as it is said: 11月24日 周二 早上6点."""
    return voice("date-when", day=day(voice, local), clock=hour(voice, local))


def said_from(voice: Voice, local: datetime, now_local: datetime) -> str:
    """Like `said`, led by today or tomorrow where that is what it is: 明天 11月24日 周二 早上6点."""
    days = (local.date() - now_local.date()) // timedelta(days=1)
    lead = {0: "date-today", 1: "date-tomorrow"}.get(days)
    line = said(voice, local)
    return voice("date-led", lead=voice(lead), when=line) if lead else line


def minutes_to(then: datetime, now: datetime) -> int:
    """The minutes until `then` as people say them: upward, from ten on to the nearest five (28 is half an hour)."""
    left = math.ceil((then - now).total_seconds() / 60)
    return left if left < 10 else round(left / 5) * 5


def until(voice: Voice, at: datetime, zone: str, now: datetime) -> str:
    """A deadline within a day or two, as it is said: 今天晚上8点半, 明天早上7点, else with its date."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    lead = {0: "date-today", 1: "date-tomorrow"}.get((local.date() - today).days)
    return voice("date-until", lead=voice(lead), clock=hour(voice, local)) if lead else said(voice, local)
