"""How long something takes or took: 两个半小时, 90分钟, 半天; and hours corrected with a reason: 2.5 中间回家了."""

from __future__ import annotations

import re
from typing import Final

from parsing.clean import normalise
from parsing.numbers import read_halves, read_number

HALF_DAY: Final = 240
"""半天 in minutes; a whole day has two of them."""
LONGEST: Final = 1440

_HAN = "零一二两三四五六七八九十百"
_ABOUT = re.compile(r"^(?:大概|大约|差不多|估计|要|about|around|~)+\s*|(?:左右|吧|的样子)+$", re.IGNORECASE)
_HOURS = re.compile(rf"((?:\d+(?:\.\d+)?|[{_HAN}]+)?\s*个?半?|半个?)\s*(?:小时|钟头|hours?|hrs?|h)", re.IGNORECASE)
_MINUTES = re.compile(rf"(\d+|[{_HAN}]+)\s*(?:分钟?|minutes?|mins?)", re.IGNORECASE)
_DAYS = re.compile("(?P<half>半天|一上午|一下午|半日|half a day)|(?P<whole>一?整?天|一整天|1天|a day)", re.IGNORECASE)
_CREDIT = re.compile(
    rf"\s*(?P<hours>\d+(?:\.\d+)?|[{_HAN}]+个?半?|半个?)\s*(?:个)?(?:小时|钟头|hours?|hrs?|h(?![a-z]))?(?:半)?"
    r"[\s,，.。;；:：]*(?P<why>.*)",
    re.IGNORECASE | re.DOTALL,
)


def read_length(text: str) -> int | None:
    """Minutes: 2小时, 两个半小时, 一小时二十分钟, 90分钟, 半天 (four hours), 2.5; a bare number counts hours. None for
    what is no length or no length of one day."""
    words = _ABOUT.sub("", normalise(text)).strip()
    if day := _DAYS.fullmatch(words):
        return HALF_DAY if day["half"] else 2 * HALF_DAY
    if (bare := read_halves(words)) is not None:
        return _fit(bare * 60)
    hours, minutes = _HOURS.match(words), None
    rest = words[hours.end() :].strip() if hours else words
    if rest:
        minutes = _MINUTES.fullmatch(rest)
        if minutes is None and not (hours and rest == "半"):
            return None
    total = 0.0
    if hours:
        said = read_halves(hours[1].strip() or "1")
        if said is None:
            return None
        total = said * 60 + (30 if rest == "半" else 0)
    if minutes:
        number = read_number(minutes[1])
        if number is None:
            return None
        total += number
    return _fit(total)


def read_credit(text: str) -> tuple[int, str] | None:
    """Half hours and the reason: 2.5 中间回家了; 两个半小时，早走. The reason may be missing; None without hours, or
    with finer ones."""
    said = _CREDIT.fullmatch(normalise(text))
    hours = read_halves(said["hours"]) if said else None
    if said is None or hours is None:
        return None
    return int(hours * 2), said["why"].strip()


def _fit(minutes: float) -> int | None:
    return int(minutes) if 1 <= minutes <= LONGEST and minutes == int(minutes) else None
