"""Times that must not be believed (past, two at once, contradicting, 25点), and which of several days is meant.

A wrong time sends twenty people to an empty field, so whatever can be read in two ways is asked for instead.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from parsing.clock import CLOCK, PART, read_clock
from parsing.days import DayReading, impossible_day, read_day

_Spans = tuple[tuple[int, int], ...]

_PAST = re.compile(
    "(?:大前[天日]|昨[天日晚儿]|(?<![节至旦提])前[天晚]|上个?(?:周|星期|礼拜)[一二三四五六日天末]?|"
    "上个?月(?:\\d{1,2}[日号])?|去年"
    r"|\b(?:yesterday|last (?:night|week|mon|tue|wed|thu|fri|sat|sun)\w*))"
)
_ASK_BACK = r"[^,。;!\n]{0,6}?(?:报名|接龙|回复|回话|告诉|登记|联系|截止|说一声|吱声|统计|报给)"
_BEFORE = re.compile(
    rf"\s*(?:之前|以前|前(?![一二两三四五六七八九十\d]?[天日夕]))(?P<reply>{_ASK_BACK})?|\s*(?:止|截止|"
    rf"为止)|\s*(?P<soon>报名|接龙|回复)"
)
_UNTIL = re.compile(r"(?:截止(?:时间|日期)?(?:到|至|:|为)?|报名(?:时间)?(?:到|至|:|截止到?))\s*$")
_OR = re.compile(r"\s*(?:或者?|或是|还是|要么|要不|、|/|和|跟|与|及|到|至|[-~—–]|or|and|to)\s*")
_BESIDE = re.compile(r"[\s,(]*")
_LINK = re.compile(r"(?:的|那天|当天|这天|早起|\s|[,，)]|\([^)]{1,8}\)|(?:周|星期)[一二三四五六日天])*")
_WILD = re.compile(
    r"(?<![\d.:])(?:2[5-9]|[3-9]\d|\d{3,})(?:点(?!积分|钱|儿)|[:：][0-5]\d(?!\d))|"
    r"(?<![\d:])\d{1,2}[:：点][6-9]\d(?!\d)分?"
    r"|不对(?=[,，])|周末(?:两天|都)|周[六日](?:两天)|说错了|更正|应该是(?=.{0,3}\d{1,2}[点号:])"
    r"|[二三四五六七八九一两][二三四五六七八九]点(?!儿|[多余]?[人个])|十[一二][二三]点"
)
_IF = re.compile(r"(?:不下雨?|下雨|天好|天晴|天气好|雪停)[^,。]{0,3}就?\s*$")
_EITHER = re.compile(r"\s*(?:或者?|或是|还是|要么|要不|、|和|or)\s*")


def linked(words: str, day: DayReading) -> int:
    """Where an hour may stand that belongs to a day: behind it, over 的, 那天, blanks and brackets."""
    rest = _LINK.match(words, day.span[1])
    return rest.end() if rest else day.span[1]


def asides(words: str, today: date) -> tuple[_Spans, _Spans]:
    """Days and hours beside the matter: those past, and deadlines; and those of them that no field may keep."""
    beside: list[tuple[int, int]] = []
    past: list[tuple[int, int]] = []
    for match in _PAST.finditer(words):
        clock = CLOCK.match(words, match.end())
        beside.append((match.start(), clock.end() if clock else match.end()))
        if clock:
            past.append(beside[-1])
    at = 0
    while day := read_day(words, today, at):
        at = day.span[1]
        if end := _deadline(words, day):
            beside.append((day.span[0], end))
            if before := re.match("(?:之前|以前|前)(?!报名|接龙)", words[end:]):
                past.append((day.span[0], end + before.end()))
    for clock in CLOCK.finditer(words):
        found = _BEFORE.match(words, clock.end())
        if found and (found["reply"] or found["soon"] or "止" in found[0]):
            beside.append(clock.span())
    return tuple(beside), tuple(past)


def speaks_of_past(words: str) -> bool:
    """Whether the words begin with a day that is over (昨天, 上周三)."""
    return bool(_PAST.match(words))


def contradiction(words: str, today: date) -> _Spans:
    """Hours and dates that do not exist (25点, 6:75, 2月30号, 早上18点) or leave a choice (六七点, 6点或7点)."""
    wrong = [match.span() for match in _WILD.finditer(words)]
    for match in CLOCK.finditer(words):
        if (match["ch"] or (match["part"] and not match["dh"])) and read_clock(words, *match.span()) is None:
            wrong.append(match.span())
        elif (either := _EITHER.match(words, match.end())) and (other := CLOCK.match(words, either.end())):
            wrong.append((match.start(), other.end()))
    if not wrong and (span := impossible_day(words, today)):
        link = _LINK.match(words, span[1])
        after = CLOCK.match(words, link.end()) if link else None
        wrong.append((span[0], after.end() if after else span[1]))
    if not wrong:
        return ()
    first = min(start for start, _ in wrong)
    if (day := read_day(words, today)) and day.span[1] <= first <= linked(words, day) + 4:
        part = PART.match(words, day.span[1])
        wrong.append((day.span[0], part.end() if part and part.end() <= first else day.span[1]))
    return tuple(sorted(set(wrong)))


def day_meant(words: str, now: datetime) -> DayReading | _Spans | None:
    """The one day the words mean; their places when they name several that cannot all be it; None for none."""
    days: list[DayReading] = []
    at, today = 0, now.date()
    while day := read_day(words, today, at):
        at = day.span[1]
        if _measure(words, day):
            continue
        before = days[-1] if days else None
        if before is None:
            days.append(day)
            continue
        gap = words[before.span[1] : day.span[0]]
        beside = bool(_BESIDE.fullmatch(_bare(gap))) and ("," not in gap or _opens(words, before))
        if _same(before, day, beside):
            if beside:
                days[-1] = DayReading(max(before.day, day.day), (before.span[0], _closed(words, at)), True)
            else:
                days.append(day)
        elif beside or _OR.fullmatch(_bare(gap)):
            return (before.span, (day.span[0], _with_clock(words, day)))
        else:
            days.append(day)
    if len({day.day for day in days}) <= 1 and not _two_hours(words, days):
        return next((day for day in days if _has_clock(words, day)), days[0] if days else None)
    plain = [day for day in days if not _IF.search(words, 0, day.span[0])]
    timed = [day for day in plain if _has_clock(words, day) and not _over(words, day, now)]
    if len({day.day for day in timed}) == 1 and not _two_hours(words, timed):
        return timed[0]
    if len({day.day for day in plain}) == 1 and not _two_hours(words, plain):
        return plain[0]
    return tuple((day.span[0], _with_clock(words, day)) for day in days)


def _opens(words: str, day: DayReading) -> bool:
    """Whether the day begins its clause: 明天，后天早上, but not 今天是23号，明早."""
    return day.span[0] == 0 or words[day.span[0] - 1] in ",。;\n "


def _same(one: DayReading, other: DayReading, beside: bool) -> bool:
    """Whether both name one day; a bare weekday beside a date only has to be its weekday (12月7日（周一）)."""
    apart = abs((one.day - other.day) // timedelta(days=1))
    return apart == 0 or (7 in (one.rolls, other.rolls) and apart % 7 == 0 and (beside or apart == 7))


def _closed(words: str, at: int) -> int:
    return at + 1 if words.startswith(")", at) else at


def _bare(gap: str) -> str:
    """The words between two days without the part of the day or the hour that belongs to the first."""
    match = CLOCK.match(gap) or PART.match(gap)
    return gap[match.end() :] if match else gap


def _clock_at(words: str, day: DayReading) -> re.Match[str] | None:
    near = CLOCK.match(words, linked(words, day))
    return near if near and read_clock(words, *near.span()) else None


def _two_hours(words: str, days: list[DayReading]) -> bool:
    """明天下午4点吃饭，明早6点收土豆: one day, named twice with an hour each."""
    hours = set()
    for day in days:
        near = _clock_at(words, day)
        clock = read_clock(words, *near.span()) if near else None
        if clock and near and not re.match(r"(?:左右|前)?(?:结束|收工|散)", words[near.end() :]):
            hours.add((clock.hour, clock.minute))
    return len(hours) > 1


def _over(words: str, day: DayReading, now: datetime) -> bool:
    """今早6点, said in the evening: the other day is meant."""
    near = _clock_at(words, day)
    clock = read_clock(words, *near.span()) if near and day.day == now.date() and not day.rolls else None
    return (
        clock is not None
        and bool(clock.part)
        and not clock.days
        and (clock.hour, clock.minute) <= (now.hour, now.minute)
    )


def _has_clock(words: str, day: DayReading) -> bool:
    if _clock_at(words, day):
        return True
    before = [
        m
        for m in CLOCK.finditer(words, 0, day.span[0])
        if re.fullmatch(r"[\s,]*(?:on )?", words[m.end() : day.span[0]])
    ]
    return bool(before)


def _with_clock(words: str, day: DayReading) -> int:
    near = _clock_at(words, day)
    return near.end() if near else day.span[1]


def _deadline(words: str, day: DayReading) -> int | None:
    """25号前报名, 报名截止到周五: the last day for an answer, not the day to meet; where its words end, if so."""
    part = PART.match(words, day.span[1])
    clock = CLOCK.match(words, day.span[1])
    end = clock.end() if clock else part.end() if part else day.span[1]
    if _UNTIL.search(words, 0, day.span[0]):
        return end
    found = _BEFORE.match(words, end)
    if found and (clock is None or found["reply"] or found["soon"] or "止" in found[0]):
        return end
    return None


def _measure(words: str, day: DayReading) -> bool:
    """3/10 斤 and the like: a slash figure counts something unless a day could stand there."""
    return "/" in words[slice(*day.span)] and bool(
        re.match(
            r"\s*(?:人|个|名|位|斤|"
            r"了)",
            words[day.span[1] :],
        )
    )
