"""When to meet: a day and an hour out of ordinary words, always looking ahead.

The grammar::

    time     := day part? clock? | part? clock | wait
    day      := 今/明/后/大后天 | (下|这)周三 | 12月3号 | 二十号 | festival ((前|后) n 天)? | tomorrow …
    part     := 凌晨 | 早上 | 上午 | 中午 | 下午 | 傍晚 | 晚上 …
    clock    := 六点 | 六点半 | 六点一刻 | 差一刻七点 | 14:30 | 6am …
    wait     := 半小时后 | 两小时以后 | in 2 hours
    until    := time (到|-) part? clock | 干 n 小时 | 干到 clock

Rules: a day in the past means its next return (二十号, 12月3号, 周一); an hour without a day is the next such
hour; an hour without a part of the day is taken in daylight (3点 is 15:00, 6点 is 06:00) and not ``certain``.
What can be read in two ways, or not at all (明天或后天, 六七点, 昨天6点, 25点, 28日（周五） on a Saturday), is a
``Doubt``: no time, and the words it took.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from parsing.blanks import closed_up
from parsing.clean import fold, normalise
from parsing.clock import CLOCK, PART, ClockReading, placed, read_clock
from parsing.days import DayReading
from parsing.doubts import asides, contradiction, day_meant, linked
from parsing.numbers import read_number

_N = r"(?:\d{1,2}(?:\.5)?|[一二两三四五六七八九十]{1,2}|半)"
_WAIT = re.compile(
    rf"(?:再?过)?(?P<n>{_N})(?P<half>个半)?个?(?P<unit>小时|钟头|点钟头|分钟|刻钟)(?:之后|以后|后)"
    r"|\bin (?P<en>\d{1,2}|an|half an) (?P<eu>hours?|minutes?)\b"
)
_RANGE = re.compile(r"\s*(?:到|至|-|~|—|–|to|until|till)\s*")
_LASTS = re.compile(
    "(?:干|忙|用|需|约|大概|大约|预计|时长|共|一共|活动|持续|为时|"
    rf"for)[:要时约需\s]*(?P<n>{_N})(?P<half>个半)?个?(?P<unit>小时|钟头|hours?|h\b|分钟)(?!后|以后|"
    "之后)(?P<more>半)?"
)
_BARE_LASTS = re.compile(
    rf"(?:^|(?<=[,。;\s(]))(?:约|大约|大概)?(?P<n>{_N})(?P<half>个半)?个? ?(?P<unit>小时|钟头|"
    rf"hours?)(?P<more>半)?(?=$|[,。;!\s)]|左右|完)"
)
_DONE = re.compile(
    rf"{re.sub(r'[?]P<[a-z]+>', '?:', CLOCK.pattern)}(?:左右|前)?(?:结束|收工|散会|完事|"
    rf"完工|收摊)"
)
_GATHERS = re.compile(
    r"(?:左右|准时)?(?:在|到|去)?[^,。;\n]{0,12}?(?:集合|集中|碰头|报到|上车)|\s*(?:到|"
    r"至|-|~|—|–)"
)
_MEETING = re.compile(
    rf"{re.sub(r'[?]P<[a-z]+>', '?:', CLOCK.pattern)}(?=(?:左右|准时|前)?(?:就|得|都|先|"
    rf"要)?(?:集合|集中|碰头|报到|上车|来(?:戏|村|大|到)|在[^,。;\n]{{1,10}}集合))"
)
"""Another hour, at which people meet: 10点唱戏，7点集合."""
_TILL = re.compile(r"(?:直?到|至)")
_UNTIL = re.compile(
    r"(?:干|忙|弄|收|一直|until|till|ends? at|到(?=[^到]{0,8}(?:结束|收工|完|散)))\s*(?:到|"
    r"至)?\s*"
)


@dataclass(frozen=True)
class TimeReading:
    """A moment read from words, in the zone of the ``now`` it was read against.

    ``meet`` is the moment; when ``has_hour`` is false only its day was said and it stands at midnight.
    ``ends`` is the end, if said. ``spans`` are the places in the normalised text that the words took
    (``span`` the first). ``certain`` is false when the day or the half of the day had to be guessed.
    """

    meet: datetime
    ends: datetime | None
    has_day: bool
    has_hour: bool
    certain: bool
    spans: tuple[tuple[int, int], ...]

    @property
    def span(self) -> tuple[int, int]:
        return self.spans[0]


@dataclass(frozen=True)
class Doubt:
    """Words that speak of a time nobody can be sure of; ``spans`` as in ``TimeReading``."""

    spans: tuple[tuple[int, int], ...]


def _at(day: date, clock: ClockReading, now: datetime) -> datetime:
    return datetime.combine(day, time(clock.hour, clock.minute), tzinfo=now.tzinfo) + timedelta(days=clock.days)


def _daylight(clock: ClockReading) -> ClockReading:
    """An hour with no part of the day: 1 to 4 are in the afternoon, 5 to 12 as said."""
    if clock.fixed or clock.part or not 1 <= clock.hour <= 4:
        return clock
    return ClockReading(clock.hour + 12, clock.minute, False, "", clock.span)


def _next_hour(clock: ClockReading, now: datetime) -> datetime:
    """The next such hour; unnamed halves of the day only between 05:00 and 21:59."""
    hours = [clock.hour] if clock.fixed or clock.part else [clock.hour, (clock.hour + 12) % 24]
    days = (0, 1, 2)
    found = [
        moment
        for day in days
        for hour in hours
        if len(hours) == 1 or 5 <= hour <= 21
        if (moment := _at(now.date() + timedelta(days=day), _hour(clock, hour), now)) > now
    ]
    return min(found)


def _hour(clock: ClockReading, hour: int) -> ClockReading:
    return ClockReading(hour, clock.minute, clock.fixed, clock.part, clock.span, clock.days)


def _waits(text: str, now: datetime) -> TimeReading | None:
    match = _WAIT.search(text)
    if not match:
        return None
    minutes: float | None
    if match["en"]:
        n = {"an": 1.0, "half an": 0.5}.get(match["en"]) or float(match["en"])
        minutes = n * (60 if match["eu"].startswith("h") else 1)
    else:
        minutes = _minutes(match["n"], match["unit"], bool(match["half"]))
    if minutes is None:
        return None
    meet = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    return TimeReading(meet, None, True, True, True, (match.span(),))


def _minutes(n: str, unit: str, half: bool) -> float | None:
    count = 0.5 if n == "半" else float(n) if re.fullmatch(r"\d+(\.5)?", n) else read_number(n)
    if count is None:
        return None
    size = 1 if unit.startswith("分") else 15 if unit == "刻钟" else 60
    return (count + (0.5 if half else 0)) * size


def _clock_of(text: str, day: DayReading | None, taken: int) -> ClockReading | None:
    """The hour that belongs to the day: right behind it if one stands there, else the first anywhere."""
    if day is None:
        return read_clock(text)
    near = CLOCK.match(text, linked(text, day))
    found = read_clock(text, near.start(), near.end()) if near else None
    clock = found or read_clock(text, taken) or read_clock(text, 0, day.span[0])
    if clock and (later := _MEETING.search(text, clock.span[1])) and not _GATHERS.match(text, clock.span[1]):
        clock = read_clock(text, *later.span()) or clock
    if clock and not clock.part and clock.span[0] > 0:
        # 明早上咱们6点: a part of the day said apart from its hour still bounds it.
        window = text[day.span[0] : clock.span[0]]
        if (part := PART.search(window)) and (at := placed(clock.hour, clock.minute, part["part"], clock.span)):
            return at
    return clock


def _ending(text: str, meet: datetime, clock: ClockReading) -> tuple[datetime | None, tuple[tuple[int, int], ...]]:
    link = _RANGE.match(text, clock.span[1])
    if link and (behind := CLOCK.match(text, link.end())) and (end := read_clock(text, behind.start(), behind.end())):
        return _after(meet, end), ((clock.span[0], end.span[1]),)
    if lasts := _LASTS.search(text) or _BARE_LASTS.search(text):
        unit = "小时" if lasts["unit"][0] == "h" else lasts["unit"]
        minutes = _minutes(lasts["n"], unit, bool(lasts["half"] or lasts["more"]))
        if minutes:
            return meet + timedelta(minutes=minutes), (clock.span, lasts.span())
    for until in _UNTIL.finditer(text):
        behind = CLOCK.match(text, until.end())
        if behind and (end := read_clock(text, behind.start(), behind.end())) and end.span != clock.span:
            return _after(meet, end), (clock.span, (until.start(), end.span[1]))
    for done in _DONE.finditer(text, clock.span[1]):
        if (behind := CLOCK.match(text, done.start())) and (end := read_clock(text, behind.start(), behind.end())):
            return _after(meet, end), (clock.span, done.span())
    for until in _TILL.finditer(text, clock.span[1]):
        if (behind := CLOCK.match(text, until.end())) and re.match(
            r"(?:左右|结束|收工)?(?:$|[,。;!\n])", text[behind.end() :]
        ):
            end = read_clock(text, behind.start(), behind.end())
            if end:
                return _after(meet, end), (clock.span, (until.start(), end.span[1]))
    return None, (clock.span,)


def _after(meet: datetime, end: ClockReading) -> datetime:
    """The first such hour after the meeting: 下午2点到5点 ends at 17:00, 晚上10点到2点 the next night."""
    hours = [end.hour] if end.fixed else [end.hour, (end.hour + 12) % 24]
    moments = [_at(meet.date() + timedelta(days=n), _hour(end, h), meet) for n in (0, 1) for h in hours]
    return min(moment for moment in moments if moment > meet)


def read_moment(text: str, now: datetime, day: date | None = None) -> TimeReading | Doubt | None:
    """As ``read_time``, but words of a time that can be read in two ways, or in none, come back as a ``Doubt``."""
    return moment_in(normalise(text), now, day)


def moment_in(text: str, now: datetime, day: date | None = None) -> TimeReading | Doubt | None:
    """As ``read_moment``, for a text that is normalised already."""
    words, places = closed_up(fold(text))
    found = _moment(words, now, day)
    if found is None:
        return None
    return replace(found, spans=tuple((places[start], places[end - 1] + 1) for start, end in found.spans))


def read_time(text: str, now: datetime, day: date | None = None) -> TimeReading | None:
    """When ``text`` says to meet, seen from ``now`` (aware, in the village's zone); None if it names no one time.

    ``day`` is the day already known, for an answer that gives only the hour. Spans count in
    ``normalise(text)``. The future is preferred; only words that name a past moment of today outright give one
    (今天早上6点, said at night).
    """
    found = read_moment(text, now, day)
    return found if isinstance(found, TimeReading) else None


def _moment(words: str, now: datetime, day: date | None) -> TimeReading | Doubt | None:
    aside, past = asides(words, now.date())
    for start, end in aside:
        words = words[:start] + "\0" * (end - start) + words[end:]
    if day is None and (wait := _waits(words, now)):
        return wait
    if wrong := contradiction(words, now.date()):
        return Doubt(wrong)
    named = day_meant(words, now)
    if isinstance(named, tuple):
        return Doubt(named)
    clock = _clock_of(words, named, named.span[1] if named else 0)
    if named is None and clock is None:
        return Doubt(past) if past else None
    if clock is None:
        assert named is not None
        part = PART.match(words, named.span[1])
        span = (named.span[0], part.end() if part else named.span[1])
        return TimeReading(_midnight(named.day, now), None, True, False, named.certain, (span, *past))
    on = named.day if named else day
    if on is None:
        meet = _next_hour(clock, now)
    else:
        meet = _at(on, _daylight(clock), now)
        if named and named.rolls and meet <= now:
            meet += timedelta(days=named.rolls)
    ends, spans = _ending(words, meet, clock)
    if named:
        spans = _spans(words, named, spans)
    spans = (*spans, *past)
    certain = clock.fixed and (day is not None or (named is not None and named.certain)) and meet > now
    return TimeReading(meet, ends, named is not None, True, certain, tuple(spans))


def _spans(words: str, named: DayReading, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The day's place and the hour's: one where they stand together (over 的, a bracket, a blank), else two."""
    first, last = named.span
    between = words[last : spans[0][0]] if first <= spans[0][0] else words[spans[0][1] : first]
    if re.fullmatch(
        r"(?:的|那天|当天|这天|早起|[\s,]|\([^)]{1,8}\)?|\)|(?:周|星期)[一二三四五六日天]|on|at|from)*|"
        r"[^\n]{0,2}",
        between,
    ):
        return (min(first, spans[0][0]), max(last, spans[0][1])), *spans[1:]
    if part := PART.match(words, last):
        last = part.end()
    return (first, last), *spans


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(0), tzinfo=now.tzinfo)
