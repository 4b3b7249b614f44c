"""What an organiser changes of a call that is open, in words: 改到后天7点, 地点改成村委会, 推迟一小时, 下雨取消.

The grammar::

    change  := clause (("," | "。" | blank) clause)*
    clause  := subject? 取消 | weather 取消            called off, with its reason
             | (改到|推迟到|提前到 …) time             an hour alone keeps the day, a day alone keeps the hour
             | (推迟|延后|提前 …) length               counted from the time that stands
             | (地点改成|改在|换到 …) place | 在 place 集合
             | (人数改成|要) count | (再加|多要) n | (少要|减) n
             | 再带 things | 不用带 things | (带的东西改成) things

A question (能改到后天吗), a condition (要是下雨就取消) and a refusal (不取消) change nothing. A field that was named
but cannot be read is in ``unread``: ask for it. Nothing here changes a call: show it, and change it after a tap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from parsing.blanks import closed_up, without_pictures
from parsing.change_words import (
    ABOUT_PLACE,
    BRING_LESS,
    BRING_MORE,
    BRING_NOW,
    CALLED_OFF,
    FEWER,
    GATHER,
    MORE,
    MORE_EN,
    MOVED,
    NOT_A_CHANGE,
    NUMBER_NOW,
    PLACE_EN,
    SAME,
    SHIFT,
    SHIFT_EN,
    SHIFT_EN_BARE,
    TITLE_NOW,
    VAGUE_PLACE,
    VAGUE_TIME,
    WEAK,
    WEATHER,
)
from parsing.changed import ChangeReading, Reason, Standing
from parsing.clean import fold, normalise
from parsing.clock import PART
from parsing.counts import FEWEST, MOST, Count
from parsing.doubts import speaks_of_past
from parsing.drafts import Field
from parsing.fields import read_bring, read_count, read_place
from parsing.numbers import read_number
from parsing.places import VERB, sited
from parsing.times import Doubt, TimeReading, read_moment

__all__ = ["ChangeReading", "Reason", "Standing", "read_change"]


@dataclass
class _Found:
    now: datetime
    standing: Standing
    reading: ChangeReading = field(default_factory=ChangeReading)
    rest: tuple[str, ...] = ()

    def change(self, **fields: object) -> bool:
        self.reading = replace(self.reading, **fields)  # type: ignore[arg-type]
        return True

    def unread(self, what: Field) -> bool:
        return self.change(unread=(*self.reading.unread, what))


def read_change(text: str, now: datetime, standing: Standing | None = None) -> ChangeReading | None:
    """What ``text`` changes of the call that stands, seen from ``now`` in its zone; None when it changes nothing.

    Never raises; a new time lies ahead of ``now`` or is left ``unread``.
    """
    words = fold(closed_up(normalise(without_pictures(normalise(text))))[0])
    if not words or len(words) > 200 or NOT_A_CHANGE.search(words):
        return None
    found = _Found(now, standing or Standing())
    strong = False
    for clause in re.split(r"[,;。!\n]+|\.(?=\s|$)|(?<=[一-鿿]) (?=[一-鿿])", words):
        piece = clause.strip(" :()")
        if not piece or SAME.fullmatch(piece):
            continue
        if not _clause(found, piece):
            found.rest = (*found.rest, piece)
        elif not WEAK.match(piece):
            strong = True
    reading = found.reading
    if reading.cancel is Reason.OTHER and (reading.meet or reading.day):
        reading = replace(reading, cancel=None, reason="")  # 明早不去了，改下周三
    if found.rest and not strong:
        return None
    if reading.cancel and found.rest and not reading.reason:
        reading = replace(reading, reason="，".join(found.rest))
        if WEATHER.search(reading.reason):
            reading = replace(reading, cancel=Reason.WEATHER)
        found.rest = ()
    if reading == ChangeReading():
        return None
    return replace(reading, rest="，".join(found.rest))


def _clause(found: _Found, piece: str) -> bool:
    if VAGUE_TIME.fullmatch(piece):
        return found.unread(Field.MEET)
    if VAGUE_PLACE.fullmatch(piece):
        return found.unread(Field.PLACE)
    return (
        _called_off(found, piece)
        or _shifted(found, piece)
        or _number(found, piece)
        or _things(found, piece)
        or _where(found, piece)
        or _moved(found, piece)
    )


def _called_off(found: _Found, piece: str) -> bool:
    off = CALLED_OFF.fullmatch(piece)
    if not off:
        return False
    who = re.sub(
        r"(?:的|这个|那个|本次|这次|因故|活动|事|事儿|劳动|就|先|都|我们|咱们?|"
        r"大家)+",
        "",
        off["what"] or "",
    )
    why = (off["why"] or off["why_en"] or "").strip()
    if off["why"] and off["what"]:
        why, who = why + re.sub("活动$", "", off["what"]), ""
    if who and who not in found.standing.title and not read_moment(who, found.now) and not WEATHER.search(who):
        return False  # 王大爷取消 is a person's leaving
    why = why or (who if WEATHER.search(who) else "")
    return found.change(cancel=Reason.WEATHER if WEATHER.search(why) else Reason.OTHER, reason=why)


def _shifted(found: _Found, piece: str) -> bool:
    match = SHIFT.fullmatch(piece) or SHIFT_EN.fullmatch(piece) or SHIFT_EN_BARE.fullmatch(piece)
    if not match:
        return False
    meet, amount = found.standing.meet, _length(match) if match["n"] else None
    if amount is None or meet is None:
        return found.unread(Field.MEET)
    moved = meet - amount if match["early"] else meet + amount
    return found.change(meet=moved) if moved > found.now else found.unread(Field.MEET)


_SPELT = {"半": 0.5, "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "half an": 0.5}
_MINUTES = {
    "分": 1,
    "分钟": 1,
    "刻钟": 15,
    "小时": 60,
    "钟头": 60,
    "天": 1440,
    "日": 1440,
    "周": 10080,
    "星期": 10080,
    "礼拜": 10080,
}
_MINUTES |= {"minute": 1, "min": 1, "hour": 60, "day": 1440, "week": 10080}


def _length(match: re.Match[str]) -> timedelta | None:
    said, unit = match["n"], match["unit"]
    number = _SPELT.get(said) or (float(said) if re.fullmatch(r"\d+(?:\.5)?", said) else read_number(said))
    if number is None:
        return None
    if match.re is SHIFT and match["half"]:
        number += 0.5
    minutes = _MINUTES[unit.rstrip("s")]
    return timedelta(minutes=number * minutes) if minutes < 1440 or number == int(number) else None


def _number(found: _Found, piece: str) -> bool:
    if match := MORE.fullmatch(piece) or FEWER.fullmatch(piece) or MORE_EN.fullmatch(piece):
        count = read_count(match["count"] or match["count2"])
        standing = found.standing.needed
        if count is None or standing is None or count.least != count.most:
            return found.unread(Field.NEEDED)
        now = standing - count.most if match.re is FEWER else standing + count.most
        return found.change(needed=Count(now, now)) if FEWEST <= now <= MOST else found.unread(Field.NEEDED)
    if match := NUMBER_NOW.fullmatch(piece):
        count = read_count(match["count"] or match["count2"])
        return found.change(needed=count) if count else found.unread(Field.NEEDED)
    return False


def _things(found: _Found, piece: str) -> bool:
    standing = found.standing.bring if found.reading.bring is None else found.reading.bring
    if match := BRING_LESS.fullmatch(piece):
        things = read_bring(match["what"]) or ()
        if match["what"] in {"东西", "工具", "啥", "什么"}:
            return found.change(bring=())
        return found.change(bring=tuple(one for one in standing if one not in things))
    if match := BRING_NOW.fullmatch(piece):
        return found.change(bring=read_bring(match["what"]) or ())
    if match := BRING_MORE.fullmatch(piece):
        things = tuple(one for one in read_bring(match["what"]) or () if one not in standing)
        return found.change(bring=(*standing, *things))
    return False


def _where(found: _Found, piece: str) -> bool:
    match = ABOUT_PLACE.fullmatch(piece) or GATHER.fullmatch(piece) or PLACE_EN.fullmatch(piece)
    if not match:
        return False
    if read_moment(match["place"], found.now):
        return False  # 改在明天6点: a time
    place = read_place(match["place"])
    if place is None or place in {"别的地方", "其他地方", "别处", "哪"}:
        return found.unread(Field.PLACE)
    return found.change(place=place)


def _moved(found: _Found, piece: str) -> bool:
    if match := TITLE_NOW.fullmatch(piece):
        return found.change(title=match["title"])
    match = MOVED.fullmatch(piece)
    if not match:
        return False
    lead, what = match["lead"] or "", match["what"].strip()
    meet = found.standing.meet
    if about := re.match(r"^(?:人数|名额)", lead):
        return found.unread(Field.NEEDED) if about else False
    time = read_moment(what, found.now, meet.date() if meet else None)
    if isinstance(time, Doubt):
        return found.unread(Field.MEET)
    if time is None:
        if speaks_of_past(what) or re.match("推|延|顺|提|postpone|reschedule", match["verb"]):
            return found.unread(Field.MEET)
        if count := read_count(what) if re.search(r"[人个名位]", what) else None:
            return found.change(needed=count)
        if "时间" in lead or "几点" in lead:
            return found.unread(Field.MEET)
        if VERB.match(what) and not sited(what):
            return found.change(title=what)
        return _place_behind(found, what)
    _timed(found, time, what)
    left = what
    for start, end in sorted(time.spans, reverse=True):
        left = left[:start] + left[end:]
    left = re.sub(r"^(?:的|吧|了|,|\s)+|(?:吧|了|集合|出发|开始|见|去)+$", "", left)
    return _place_behind(found, left) if left else True


def _place_behind(found: _Found, words: str) -> bool:
    place = read_place(re.sub(r"(?:吧|了|集合|见|碰头)+$", "", words))
    return found.change(place=place) if place else found.unread(Field.PLACE)


def _timed(found: _Found, time: TimeReading, said: str) -> None:
    """An hour without a part of the day is taken near the one that stands; a day alone keeps the hour."""
    meet, standing = time.meet, found.standing.meet
    if not time.has_hour:
        if standing is None:
            found.change(day=meet.date())
            return
        meet = meet.replace(hour=standing.hour, minute=standing.minute)
    elif not time.certain and standing and not PART.search(said) and meet.hour % 12:
        halves = [meet.replace(hour=meet.hour % 12), meet.replace(hour=meet.hour % 12 + 12)]
        meet = min(halves, key=lambda half: abs(_minutes(half) - _minutes(standing)))
    if meet <= found.now:
        found.unread(Field.MEET)
        return
    found.change(meet=meet, certain=time.certain or not time.has_hour)


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
