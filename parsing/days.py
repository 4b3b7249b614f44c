"""Which day is meant: 明早, 后天, 下周三, 二十号, 12月3号, 三天后, next Wednesday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from parsing.festivals import read_festival
from parsing.numbers import read_number

_NUM = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_AHEAD = {
    "今": 0, "明": 1, "后": 2, "大后": 3, "大大后": 4,
}  # fmt: skip
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5,
             "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6}  # fmt: skip
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_EN = r"(?P<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# 3号楼, 2号棚 and 5号地 are places, not days.
_NOT_A_PLACE = r"(?![楼棚院门线车桥池井大库馆厅厂地井桌组路])"

_SHAPES = re.compile(
    rf"(?P<y>20\d\d)\s*[-年/.]\s*(?P<ym>\d{{1,2}})\s*[-月/.]\s*(?P<yd>\d{{1,2}})[日号]?"
    rf"|(?P<lm>{_NUM})月(?:份)?(?P<lend>底|末|的?最后一天)"
    rf"|(?P<m>{_NUM})月(?:份)?(?P<d>{_NUM})(?:[日号]|(?!\d))"
    r"|(?<![\d/.])(?P<sm>1[0-2]|0?[1-9])/(?P<sd>3[01]|[12]\d|0?[1-9])(?![\d/])"
    r"|(?<![\d.])(?P<pm>1[0-2]|[1-9])\.(?P<pd>3[01]|[12]\d|0?[1-9])(?![\d.])"
    r"(?=[日号]|\s*(?:\(?(?:周|星期)|凌晨|早|上午|中午|下午|晚|傍晚|\d{1,2}[点:]))[日号]?"
    rf"|(?P<step>下个?月|这个?月|本月)的?(?P<nd>{_NUM})(?:[日号]{_NOT_A_PLACE}|(?![\d个名位人天十]))"
    r"|(?P<lstep>下个?月|这个?月|本月)?(?P<last>月底(?:的?最后一天)?|的?最后一天)"
    rf"|(?<![第\d一二三四五六七八九十])(?P<od>{_NUM})[号日]{_NOT_A_PLACE}"
    r"|(?P<wk>(?:下个?)+|这个?|本|上个?)?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末]|[1-7](?![\d:点个人]))"
    rf"|(?P<wkin>\d|[一二两三四])个?(?:周|星期|礼拜)(?:之后|以后|后)的?(?:周|星期|"
    rf"礼拜)(?P<wkd>[一二三四五六日天])"
    rf"|(?P<in>{_NUM}|两|半)(?P<inu>天|个?(?:星期|礼拜)|周|(?<=半)个月)(?:之后|以后|后)"
    r"|(?P<rel>大大后|大后|今|明|后)(?:[天日]|儿个?|个儿?|(?=[早晚晨上下中午傍夜黑]))"
    r"|赶明儿?(?P<gm>)|当(?P<now>[天日晚])"
    r"|\b(?P<daft>(?:the )?day after tomorrow)\b|\b(?P<en>today|tonight|tomorrow|tmr|tmrw|tomorow)\b"
    r"|\bthe (?P<nth>3[01]|[12]?\d)(?:st|nd|rd|th)\b(?! (?:of|floor|group|time))"
    rf"|\b{_MONTH_EN}\s*(?P<md>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"
    r"|\b(?P<dm>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<mon2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    "dec)[a-z]*"
    r"|\b(?P<enwk>next|this|on|coming)?\s*(?P<enwd>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|"
    r"urday|s|rs)?\b"
    r"|\bin (?P<ein>\d{1,2}) days?\b"
)


@dataclass(frozen=True)
class DayReading:
    """A day, where it stands in the text, and whether it was named without doubt."""

    day: date
    span: tuple[int, int]
    certain: bool
    rolls: int = 0
    """How many days on the same words mean once the hour named has passed (周一 said on Monday: 7)."""


def _in_month(year: int, month: int, day: int) -> date | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dated(today: date, month: int | None, day: int | None) -> date | None:
    """The next such date from today on: this year or a later one (29 February waits for its year)."""
    if month is None or day is None or not 1 <= month <= 12:
        return None
    for year in range(today.year, today.year + 9):
        if (found := _in_month(year, month, day)) and found >= today:
            return found
    return None


def _monthly(today: date, day: int | None, first: int = 0) -> date | None:
    if day is None:
        return None
    for step in range(first, first + 3):
        if (found := _in_month(today.year, today.month + step, day)) and found >= today:
            return found
    return None


def _weekday(today: date, step: str | None, wanted: int) -> DayReading | None:
    monday = today - timedelta(days=today.weekday())
    if step is None:
        ahead = (wanted - today.weekday()) % 7
        return DayReading(today + timedelta(days=ahead), (0, 0), True, rolls=7)
    if step.startswith("上"):
        return None
    weeks = step.count("下")
    day = monday + timedelta(days=wanted, weeks=weeks)
    return DayReading(day, (0, 0), day >= today)


def _shape(match: re.Match[str], today: date) -> DayReading | None:
    got = match.groupdict()

    def at(day: date | None, certain: bool = True, rolls: int = 0) -> DayReading | None:
        return DayReading(day, (0, 0), certain, rolls) if day else None

    def ahead(days: int, certain: bool = True) -> DayReading | None:
        return at(today + timedelta(days=days), certain)

    if got["y"]:
        return at(_in_month(int(got["y"]), int(got["ym"]), int(got["yd"])) if 1 <= int(got["ym"]) <= 12 else None)
    if got["lm"]:
        month = read_number(got["lm"])
        if month is None or not 1 <= month <= 12:
            return None
        end = _in_month(today.year + (month < today.month), month + 1, 1)
        return at(end - timedelta(days=1) if end else None, certain="天" in got["lend"])
    if got["m"]:
        return at(_dated(today, read_number(got["m"]), read_number(got["d"])))
    if got["pm"]:
        return at(_dated(today, int(got["pm"]), int(got["pd"])))
    if got["sm"]:
        return at(_dated(today, int(got["sm"]), int(got["sd"])))
    if got["step"]:
        return at(_monthly(today, read_number(got["nd"]), 1 if got["step"].startswith("下") else 0))
    if got["last"] and got["last"].startswith(("最", "的")) and not got["lstep"]:
        return None
    if got["last"]:
        first = _in_month(today.year, today.month + (2 if (got["lstep"] or "").startswith("下") else 1), 1)
        return at(first - timedelta(days=1) if first else None, certain=False)
    if got["od"]:
        return at(_monthly(today, read_number(got["od"])))
    if got["wd"]:
        found = _weekday(today, got["wk"], _WEEKDAYS[got["wd"]])
        return found if found is None or got["wd"] != "末" else DayReading(found.day, (0, 0), False, found.rolls)
    if got["wkin"]:
        weeks = read_number(got["wkin"]) or 0
        return at(today + timedelta(days=_WEEKDAYS[got["wkd"]] - today.weekday(), weeks=weeks))
    if got["in"]:
        count = 1 if got["in"] == "半" else (2 if got["in"] == "两" else read_number(got["in"]))
        if got["inu"] == "个月":
            return ahead(15, certain=False)
        return None if count is None else ahead(count * (1 if got["inu"] == "天" else 7))
    if got["rel"]:
        return ahead(_AHEAD[got["rel"]])
    if got["gm"] is not None:
        return ahead(1, certain=False)
    if got["now"]:
        return ahead(0, certain=False)
    if got["daft"]:
        return ahead(2)
    if got["en"]:
        return ahead(0 if got["en"] in {"today", "tonight"} else 1)
    if got["nth"]:
        return at(_monthly(today, int(got["nth"])))
    if got["md"] or got["dm"]:
        month = _ENGLISH_MONTHS.index(got["mon"] or got["mon2"]) + 1
        return at(_dated(today, month, int(got["md"] or got["dm"])))
    if got["enwd"]:
        step = {"next": "下", "this": None}.get(got["enwk"] or "")
        return _weekday(today, step, _ENGLISH_DAYS.index(got["enwd"]))
    return ahead(int(got["ein"])) if got["ein"] else None


def impossible_day(text: str, today: date) -> tuple[int, int] | None:
    """Where a date stands that no calendar has (2月30号, 13月1号), if one does."""
    for match in _SHAPES.finditer(text):
        if (match["m"] or match["y"]) and read_number(match["m"] or "1") is not None and _shape(match, today) is None:
            return match.span()
    return None


@lru_cache(maxsize=32)
def read_day(text: str, today: date, start: int = 0) -> DayReading | None:
    """The first day that the folded text names from ``start`` on, never before today unless it says so."""
    festival = read_festival(text, today, start)
    for match in _SHAPES.finditer(text, start):
        if festival and festival[1][0] <= match.start():
            break
        # "after the day after tomorrow": the regex engine already prefers the longer reading.
        if found := _shape(match, today):
            return DayReading(found.day, match.span(), found.certain, found.rolls)
    return DayReading(festival[0], festival[1], True) if festival else None
