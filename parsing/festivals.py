"""The days a village counts by: lunar dates, festivals and the twenty-four solar terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from lunardate import LunarDate

from domain.planning import Festival
from parsing.numbers import read_number

_FIXED = {
    "元旦": (1, 1), "三八": (3, 8), "妇女节": (3, 8), "植树节": (3, 12), "学雷锋日": (3, 5), "五一": (5, 1),
    "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1), "七一": (7, 1), "八一": (8, 1), "建军节": (8, 1),
    "教师节": (9, 10), "十一": (10, 1), "国庆": (10, 1), "平安夜": (12, 24), "圣诞": (12, 25),
    "志愿者日": (12, 5), "new year's day": (1, 1),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "大年初一": (1, 1), "元宵": (1, 15), "二月二": (2, 2), "龙抬头": (2, 2), "端午": (5, 5),
    "端阳": (5, 5), "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15), "八月十五": (8, 15), "重阳": (9, 9),
    "寒衣": (10, 1), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
# Days of the 21st century by the usual formula: day = floor(y * 0.2422 + c) - leap days; (month, c).
_TERMS = {
    "小寒": (1, 5.4055), "大寒": (1, 20.12), "立春": (2, 3.87), "雨水": (2, 18.73), "惊蛰": (3, 5.63),
    "春分": (3, 20.646), "清明": (4, 4.81), "谷雨": (4, 20.1), "立夏": (5, 5.52), "小满": (5, 21.04),
    "芒种": (6, 5.678), "夏至": (6, 21.37), "小暑": (7, 7.108), "大暑": (7, 22.83), "立秋": (8, 7.5),
    "处暑": (8, 23.13), "白露": (9, 7.646), "秋分": (9, 23.042), "寒露": (10, 8.318), "霜降": (10, 23.438),
    "立冬": (11, 7.438), "小雪": (11, 22.36), "大雪": (12, 7.18), "冬至": (12, 21.94),
}  # fmt: skip
# Years where the formula is a day off; each from the published almanac.
_TERM_SLIPS = {("小寒", 2019): -1, ("大寒", 2082): 1, ("雨水", 2026): -1, ("春分", 2084): 1,
               ("小满", 2008): 1, ("小暑", 2016): 1, ("立秋", 2002): 1, ("霜降", 2089): 1, ("立冬", 2089): 1,
               ("冬至", 2021): -1}  # fmt: skip
_MONTHS = {"正": 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
           "冬": 11, "十一": 11, "腊": 12, "十二": 12}  # fmt: skip

_NAMES = "|".join(sorted({*_FIXED, *_LUNAR, *_TERMS, "除夕", "大年三十", "年三十"}, key=len, reverse=True))
_NUM = "[一二三四五六七八九十廿]{1,3}"
_MONTH = "正|冬|腊|十一|十二|[一二三四五六七八九十]"
FESTIVAL = re.compile(
    rf"(?:农历|阴历)(?P<m1>{_MONTH})月(?P<d1>初{_NUM}|{_NUM})"
    rf"|(?P<m2>{_MONTH})月(?P<d2>初{_NUM})"
    rf"|(?P<m3>正|冬|腊)月(?P<d3>{_NUM})"
    r"|大年(?:初(?P<d4>[一二三四五六七八九十]{1,2})|(?P<d5>二十[三四五六七八九]))"
    rf"|(?P<name>{_NAMES})节?"
)
_OFFSET = re.compile(r"(?:的)?(?:前(?P<eve>一天|一日|夕)|前(?P<n1>[一二两三四五六七八九十\d]{1,2})[天日]"
                     r"|后?第二天|后(?P<n2>[一二两三四五六七八九十\d]{1,2})[天日]|(?P<next>次日)|当天|"
                     "那天|这天)")  # fmt: skip


def solar_term(name: str, year: int) -> date:
    """The day of a solar term in China, 2001–2099. Raises KeyError for an unknown name."""
    month, constant = _TERMS[name]
    y = year % 100
    leaps = (y - 1) // 4 if month <= 2 else y // 4
    return date(year, month, int(y * 0.2422 + constant) - leaps + _TERM_SLIPS.get((name, year), 0))


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The solar date of a day of the lunar year, or None when that month has no such day."""
    try:
        found: date = LunarDate(year, month, day).to_solar_date()
    except ValueError:
        return None
    return found


def _next(on: Callable[[int], date | None], today: date) -> date | None:
    for year in range(today.year - 1, today.year + 4):
        found = on(year)
        if found is not None and found >= today:
            return found
    return None


def _eve(year: int) -> date | None:
    first = lunar_day(year, 1, 1)
    return first - timedelta(days=1) if first else None


_FESTIVALS = {
    Festival.SPRING: "春节", Festival.LANTERN: "元宵", Festival.QINGMING: "清明", Festival.DRAGON_BOAT: "端午",
    Festival.MID_AUTUMN: "中秋", Festival.DOUBLE_NINTH: "重阳", Festival.WINTER_SOLSTICE: "冬至", Festival.LABA: "腊八",
}  # fmt: skip


def festival_day(which: Festival, on: date) -> date | None:
    """The next day of a festival from a date on; None beyond what the calendar was reckoned for."""
    name = _FESTIVALS[which]
    if name in _TERMS:
        return _next(lambda year: solar_term(name, year), on)
    month, day = _LUNAR[name]
    return _next(lambda year: lunar_day(year, month, day), on)


def _named(match: re.Match[str]) -> Callable[[int], date | None] | None:
    got = match.groupdict()
    name = got["name"]
    if name in {"除夕", "大年三十", "年三十"}:
        return _eve
    if name in _FIXED:
        month, day = _FIXED[name]
        return lambda year: date(year, month, day)
    if name in _TERMS:
        return lambda year: solar_term(name, year)
    if name:
        lunar_month, lunar = _LUNAR[name]
        return lambda year: lunar_day(year, lunar_month, lunar)
    month_name = got["m1"] or got["m2"] or got["m3"]
    month_no = _MONTHS[month_name] if month_name else (1 if got["d4"] else 12)
    day_name = got["d1"] or got["d2"] or got["d3"] or got["d4"] or got["d5"]
    day_no = read_number(day_name.removeprefix("初"))
    if day_no is None:
        return None
    return lambda year: lunar_day(year, month_no, day_no)


def read_festival(text: str, today: date, start: int = 0) -> tuple[date, tuple[int, int]] | None:
    """The next such day from today on, and where it stands (冬至, 端午节前一天); None if none is named."""
    for match in FESTIVAL.finditer(text, start):
        on = _named(match)
        if on is None or (match["name"] in {"十一", "大雪", "小雪", "小满", "三八"} and _only_a_word(text, match)):
            continue
        shift, end = 0, match.end()
        if moved := _OFFSET.match(text, end):
            end = moved.end()
            shift = _shift(moved)
        found = _next(lambda year, on=on, shift=shift: _moved(on(year), shift), today)  # type: ignore[misc]
        if found:
            return found, (match.start(), end)
    return None


def _only_a_word(text: str, match: re.Match[str]) -> bool:
    """十一点, 十一个 and 下大雪 name no day."""
    before, after = text[: match.start()], text[match.end() :]
    if match["name"] == "十一":
        return not after.startswith(
            ("上午", "下午", "早", "晚", "那天", "当天", "放假", "前", "后")
        ) or before.endswith(("二", "三", "月", "第"))
    if match["name"] == "三八":
        return not (match[0].endswith("节") or after.startswith(("妇女", "那天", "当天", "上午", "下午")))
    if not re.match(
        r"节|那天|当天|这天|前|后[一二两三\d]|上午|下午|早|晚|中午|傍晚|凌晨|\d{1,2}[点:]|"
        r"[一-鿿]{1,2}点|$",
        after,
    ):
        return True
    return before.endswith(("今晚", "明天", "今天", "今夜", "夜里", "下", "有", "扫", "场", "了")) or after.startswith(
        ("天", "路", "封", "后", "停")
    )


def _moved(day: date | None, shift: int) -> date | None:
    return day + timedelta(days=shift) if day else None


def _shift(moved: re.Match[str]) -> int:
    if moved["eve"]:
        return -1
    if moved["n1"]:
        return -(read_number(moved["n1"]) or 0)
    if moved["n2"]:
        return read_number(moved["n2"]) or 0
    return 1 if moved["next"] or "第二天" in moved[0] else 0
