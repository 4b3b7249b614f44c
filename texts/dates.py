"""Days and hours as people say them: always with the weekday, so that a slip shows."""

from __future__ import annotations

from datetime import datetime, timedelta

from texts.voice import Voice


def day(voice: Voice, local: datetime) -> str:
    """A date with its weekday: 11月24日 周二, Tue 24 Nov."""
    return voice("date-day", month=local.month, day=local.day, weekday=local.isoweekday())


def clock(local: datetime) -> str:
    """The hour and minute, 24-hour: 06:00."""
    return local.strftime("%H:%M")


def when(voice: Voice, local: datetime) -> str:
    """Date, weekday and time: 11月24日 周二 06:00."""
    return voice("date-when", day=day(voice, local), clock=clock(local))


def when_from(voice: Voice, local: datetime, now_local: datetime) -> str:
    """Like `when`, led by today or tomorrow where that is what it is: 明天 11月24日 周二 06:00."""
    days = (local.date() - now_local.date()) // timedelta(days=1)
    lead = {0: "date-today", 1: "date-tomorrow"}.get(days)
    said = when(voice, local)
    return voice("date-led", lead=voice(lead), when=said) if lead else said
