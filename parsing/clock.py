"""Which hour is meant: 早上6点, 七点半, 六点一刻, 14:30, 6am, noon; and from when to when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsing.numbers import read_number

_H = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_M = r"(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])"

# Parts of the day: the hours (in 12-hour speech) they can hold, as first and last hour on the 24-hour clock.
_PARTS = {
    "凌晨": (0, 6), "半夜": (0, 5), "后半夜": (0, 5), "天不亮": (3, 6), "一大早": (4, 10),
    "五更里": (3, 6), "五更天": (3, 6), "五更": (3, 6), "天刚亮": (4, 7), "天蒙蒙亮": (4, 7), "麻麻亮": (4, 7),
    "清起来": (4, 10), "清起": (4, 10), "清早起": (4, 10), "早清": (4, 10),
    "大清早": (4, 10), "一清早": (4, 10), "清早": (4, 10), "一早": (4, 10), "早起": (4, 10),
    "早晨": (4, 11), "早上": (4, 11), "清晨": (4, 9), "大早上": (4, 10), "早间": (4, 11), "早": (4, 11),
    "上午": (6, 12), "头晌": (7, 12), "前晌": (7, 12), "晨": (4, 9), "中午": (11, 14), "晌午": (11, 14),
    "正午": (12, 12), "午后": (12, 17), "下午": (12, 18), "后晌": (12, 18), "过晌": (12, 18),
    "傍晚": (16, 20), "擦黑": (17, 20), "傍黑": (17, 20), "晚上": (17, 24), "夜里": (19, 26),
    "黑夜": (19, 26), "黑下": (18, 24), "黑儿": (18, 24), "黑里": (18, 24),
    "黑间": (18, 24), "黑喽": (18, 24), "黑了": (18, 24), "下黑": (18, 24), "夜晚": (18, 24),
    "晚间": (17, 24), "今夜": (18, 26),
    "晚": (17, 24), "morning": (4, 11), "afternoon": (12, 18), "evening": (17, 23), "night": (18, 24),
    "tonight": (17, 24),
}  # fmt: skip
_PART = "|".join(sorted(_PARTS, key=len, reverse=True)) + "|(?<=[今明后天])黑(?=[\\d一二三四五六七八九十两])"

CLOCK = re.compile(
    rf"(?P<part>(?:{_PART})(?:的)?)?\s*(?:大概|大约|约|准时|就|at\s+|差不多)?\s*(?:"
    rf"差(?P<less>一刻|{_M}分?)(?:钟)?(?:到)?(?P<lh>{_H})点"
    rf"|(?<!\d)(?P<h>{_H})(?:点钟|点|时(?!间|候|节|常|刻))(?:(?P<half>半)|(?P<q>[一三])刻|"
    rf"过?(?P<m>{_M})(?:分|(?![栋户家车桶箱幢排]))(?![人个名位斤元块袋亩号]|\d)|整|钟)?"
    r"|(?<![\d:.])(?P<ch>2[0-4]|[01]?\d)[:：](?P<cm>[0-5]\d)(?![\d])\s*(?P<cap>(?:a\.?m|p\.?m)(?![a-z]))?"
    r"|(?<![\d:.])(?P<dh>2[0-3]|1?\d)\.(?P<dm>[0-5]\d)(?![\d元块米斤公万亩])"
    r"|(?<![\d.])(?P<eh>1[0-2]|0?[1-9])\s*(?P<ap>(?:a\.?m|p\.?m|o'?clock)(?![a-z]))"
    r"|\b(?P<noon>noon|midday)\b|(?P<cnoon>正午)"
    r")(?:\s*(?:in the |this )?(?P<epart>morning|afternoon|evening|night)\b)?"
)
PART = re.compile(rf"(?P<part>{_PART})")
_BARE_ENGLISH = re.compile(
    r"\b(?:at|by)\s+(?P<h>1[0-2]|[1-9])(?![\d:])\b(?:\s+in the (?P<in>morning|afternoon|evening)\b)?"
    r"|\b(?P<h2>1[0-2]|[1-9])\s+(?=(?:tomorrow|today|this|on|[a-z]+day)\s+(?P<part>morning|afternoon|"
    r"evening)\b)"
)
# 早点, 快点, 一点儿 and 有点 say no hour.
_NO_HOUR_BEFORE = re.compile(r"[晚早快慢多少有大小]$")


@dataclass(frozen=True)
class ClockReading:
    """An hour and minute; ``fixed`` when no other half of the day is possible; ``part`` bounds it."""

    hour: int
    minute: int
    fixed: bool
    part: str
    span: tuple[int, int]
    days: int = 0
    """1 when the hour runs over midnight (今晚12点 is the next day's 00:00)."""


def part_hours(part: str) -> tuple[int, int] | None:
    """First and last hour of a part of the day, or None for no part."""
    return _PARTS.get("黑儿" if part == "黑" else part.removesuffix("的"))


def placed(hour: int, minute: int, part: str, span: tuple[int, int]) -> ClockReading | None:
    """An hour in 12- or 24-hour speech set into its part of the day; None when the two contradict each other."""
    bounds = part_hours(part)
    if hour > 24 or (hour == 24 and minute):
        return None
    if bounds is None:
        if hour == 24:
            return ClockReading(0, minute, True, part, span, days=1)
        return ClockReading(hour, minute, hour > 12 or hour == 0, part, span)
    first, last = bounds
    # Try the hour as said, then twelve hours on; 24-hour speech (晚上19点) fits at once.
    for candidate in (hour, hour + 12):
        if first <= candidate <= last and not (hour == 12 and candidate == 24 and last < 24):
            return ClockReading(candidate % 24, minute, True, part, span, days=candidate // 24)
    if hour == 12 and first == 0:
        return ClockReading(0, minute, True, part, span)
    if last <= 14 and hour > 12:
        return None  # 早上18点 contradicts itself
    if first >= 12 and hour < 12:
        # 下午7点 is 19:00 to everybody; 晚上2点 might be this night's or the next one's.
        return ClockReading(hour + 12, minute, False, part, span) if hour >= 5 else None
    return ClockReading(hour % 24, minute, False, part, span)


def _read(match: re.Match[str], text: str) -> ClockReading | None:
    got = match.groupdict()
    part = got["part"] or got["epart"] or ""
    span = match.span()
    if got["noon"] or got["cnoon"]:
        return ClockReading(12, 0, True, "中午", span)
    if got["lh"]:
        hour, less = (
            read_number(got["lh"]),
            15 if got["less"] == "一刻" else read_number(got["less"].rstrip("分")),
        )
        if hour is None or less is None or not 0 < less < 60:
            return None
        return placed((hour or 24) - 1, 60 - less, part, span)
    if got["h"]:
        if not part and got["h"] == "一" and _a_bit(text, match):
            return None
        hour = read_number(got["h"])
        minute = 30 if got["half"] else {"一": 15, "三": 45}[got["q"]] if got["q"] else 0
        if got["m"]:
            minute = read_number(got["m"].removeprefix("零").removeprefix("〇")) or 0
        return None if hour is None else placed(hour, minute, part, span)
    if got["dh"]:
        return placed(int(got["dh"]), int(got["dm"]), part, span) if part else None
    if got["ch"]:
        hour, minute, half = int(got["ch"]), int(got["cm"]), got["cap"]
    else:
        hour, minute, half = int(got["eh"]), 0, got["ap"]
    if half and half[0] in "ap":
        return ClockReading(hour % 12 + (12 if half[0] == "p" else 0), minute, True, part, span) if hour < 13 else None
    if got["ch"] and len(got["ch"]) == 2 and got["ch"][0] == "0" and not part:
        return ClockReading(hour, minute, True, part, span)
    return placed(hour, minute, part, span)


def _a_bit(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start("h")], text[match.end() :]
    return bool(_NO_HOUR_BEFORE.search(before)) or after.startswith(("儿", "也", "都", "不", "小", "没"))


def read_clock(text: str, start: int = 0, end: int | None = None) -> ClockReading | None:
    """The first hour that the folded text names between ``start`` and ``end``."""
    for match in CLOCK.finditer(text, start, len(text) if end is None else end):
        if found := _read(match, text):
            return found
    if (bare := _BARE_ENGLISH.search(text, start)) and (end is None or bare.end() <= end):
        return placed(int(bare["h"] or bare["h2"]), 0, bare["part"] or bare["in"] or "", bare.span())
    return None
