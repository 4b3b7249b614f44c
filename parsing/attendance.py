"""What a typed or pasted sign-in sheet says: 1√ 2√ 3× 5迟到 王大妈到 李婶没来 新来：赵大爷、钱婶两口子.

    sheet := code? 签到? part*          part := head | line
    head  := mark：who (、who)*  |  新来：names  |  除了 who 都到了  |  全到 | 其余都到
    line  := (who mark)*  or, where it begins with a sign and ends with somebody,  (mark who)*
    who   := number | number-number | name | number name

Nothing is guessed: what is neither somebody nor a mark is handed back as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from domain.attendance import Attendance
from domain.paper import Newcomer, Paper, PaperLine
from parsing.attendance_words import (
    ALL,
    BUT,
    HEADER,
    MARK,
    NEW,
    NUMBER_WORD,
    REST,
    TIME,
    mark_of,
    names_in,
)
from parsing.clean import normalise
from parsing.listed import read_came
from parsing.numbers import read_number

MOST_LINES = 300
"""More people than this stand on no sheet of ours."""

_RANGE = re.compile(r"(?:第)?(\d{1,3})号?\s*(?:-|—|–|~|～|至|到(?=\d))\s*(\d{1,3})(?!\d)(?:号|都|全)*")
_TORN = re.compile(r"\d+号?到\d+号?到\d+")
_NUMBER = re.compile(rf"(?:第)?(?:(\d{{1,3}})(?:号|#)?|({NUMBER_WORD})号)(?!\d)")
_HEAD = re.compile(rf"(?P<mark>{MARK})\s*(?:的)?\s*(?:人|有|是)*\s*[:：]|(?P<of>{MARK})的(?:有|是|人|:)+")
_SKIP = re.compile(r"[\s、,，。.;；!！()（）|/*“”\"'·:：]+|号|和|跟|与|以及|还有|都|全|也|已经|已|是|今天|（?代）?")
_LATER = re.compile(
    r"(?<=[到晚了迟])(?:大概|差不多)?(?:\d{1,3}|[一二三四五六七八九十半几]+)个?(?:多)?(?:分钟|分|刻钟|小时|钟头)"
)
_SIZED = re.compile(
    r"(?:一家|家)?(?:(?P<two>老?两口子?|夫妻俩?|俩人?)|(?P<three>仨人?)|(?<=家)(?P<home>[三四五六七八九])口|"
    r"(?P<n>[两三四五六七八九十]|(?<![\d(（])\d{1,2})(?:个人|口人|人|位))"
)
_PARTY = re.compile(r"[(（]\s*(\d{1,2})\s*人?\s*[)）]")
_EMPTY = re.compile(r"[□☐⬜]|口(?![人子])")
_TRADITIONAL: Final = str.maketrans("請沒來遲報", "请没来迟报")
_WORD = re.compile(r"[A-Za-z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*)*|[\u3400-\u9fff·]+")


@dataclass(frozen=True)
class _Who:
    """Somebody named: by number, by name or by both."""

    number: int | None = None
    name: str | None = None
    party: int | None = None


_Token = _Who | Attendance | None
"""Somebody, what is said of them, or None: an empty box, nothing said."""
NOBODY: Final = 0
"""The number of nobody: what stands for words that could not be read, so that their mark goes to no other."""


@dataclass
class _Reading:
    """What has been read so far; `head` is the mark that the lines below a bare head take."""

    known: Sequence[str]
    lines: list[PaperLine] = field(default_factory=list)
    newcomers: list[Newcomer] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    others: Attendance | None = None
    head: Attendance | str | None = None


def read_paper(text: str, known: Sequence[str] = ()) -> Paper | None:
    """A typed sheet; `known` are the names on the list, which are found even where they run together with what
    follows. None when it holds no mark, no newcomer and no head that says it is a sheet."""
    whole = normalise(text).translate(_TRADITIONAL)
    header = HEADER.match(whole)
    code = next((int(n) for n in header.groups() if n), None) if header else None
    body = whole[header.end() :] if header else whole
    reading = _Reading(known)
    for part in _parts(body):
        _read_part(reading, part)
    reading.lines = [line for line in reading.lines if line.number != NOBODY]
    marked = any(line.state for line in reading.lines) or reading.newcomers or reading.others
    named = any(line.name for line in reading.lines)
    if not marked and header and header.end() and named and not reading.unread:
        # A bare list of names under 签到: these are the people who came. Bare numbers may be anything: 签到 12.
        reading.lines = [PaperLine(one.number, one.name, Attendance.CAME, one.party) for one in reading.lines]
        marked = True
    if not marked or len(reading.lines) > MOST_LINES:
        return None
    return Paper(code, tuple(reading.lines), tuple(reading.newcomers), tuple(reading.unread), reading.others)


def is_sheet(text: str) -> bool:
    """Whether a text out of the blue is a sheet: it begins as one does (YH12, 签到, 点名) and says something of the
    list, or at least two of its lines and most of them are ticked. A 接龙 is none."""
    paper, header = read_paper(text), HEADER.match(normalise(text))
    if paper is None or "接龙" in text:
        return False
    ticked = sum(line.state is not None for line in paper.lines)
    return bool(header and header.end()) or 2 <= ticked > len(paper.lines) / 2


def _parts(body: str) -> Iterator[str]:
    """Lines and sentences, parted anew before every head such as 没来： or 新来："""
    for line in re.split(r"[\n;；。]+", body):
        starts = sorted({0, *(m.start() for m in _heads(line))})
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
            if part := line[start:end].strip():
                yield part


def _heads(line: str) -> Iterator[re.Match[str]]:
    yield from NEW.finditer(line)
    for head in _HEAD.finditer(line):
        # "1√: 2×" has no head: a head follows a gap, or begins.
        if head.start() == 0 or line[head.start() - 1] in " ,，、":
            yield head


def _read_part(reading: _Reading, part: str) -> None:
    if new := NEW.match(part):
        rest = part[new.end() :].strip()
        _newcomers(reading, rest)
        reading.head = None if rest else "new"
        return
    head = _HEAD.match(part)
    if head and (state := mark_of(head["mark"] or head["of"])):
        rest = part[head.end() :].strip()
        reading.head = None if rest else state
        _under(reading, rest, state)
        return
    if found := BUT.search(part):
        _read_part(reading, part[: found.start()]) if part[: found.start()].strip() else None
        _under(reading, found["who"], None)
        reading.others = Attendance.CAME
        return
    if found := ALL.search(part) or REST.search(part):
        if before := part[: found.start()].strip(" ,，、"):
            _read_part(reading, before)
        reading.others = Attendance.CAME
        return
    tokens = _tokens(reading, part)
    if reading.head == "new" and not any(isinstance(one, Attendance) for one in tokens):
        _newcomers(reading, part)
    elif isinstance(reading.head, Attendance) and not any(isinstance(one, Attendance) for one in tokens):
        _under(reading, part, reading.head)
    else:
        reading.head = None
        _line(reading, tokens)


def _under(reading: _Reading, words: str, state: Attendance | None) -> None:
    """Everybody named below a head has its mark; whoever has a mark of their own has that."""
    for one in _people(_tokens(reading, words)):
        if isinstance(one, _Who):
            reading.lines.append(PaperLine(one.number, one.name, state, one.party))
        elif reading.lines:
            reading.lines[-1] = replace(reading.lines[-1], state=one)


def _line(reading: _Reading, tokens: Sequence[_Token]) -> None:
    """Marks stand behind whom they are about; before them where the line begins with a mark and ends with somebody."""
    people = _people(tokens)
    state: Attendance | None = None
    if people and not isinstance(people[0], _Who):
        if not isinstance(people[-1], _Who):
            reading.unread.append(" ".join(filter(None, map(_spell, people))))
            return
        for one in people:
            if isinstance(one, _Who):
                reading.lines.append(PaperLine(one.number, one.name, state, one.party))
            else:
                state = one
        return
    waiting: list[_Who] = []
    for one in people:
        if isinstance(one, _Who):
            waiting.append(one)
        else:
            reading.lines += [PaperLine(who.number, who.name, one, who.party) for who in waiting]
            waiting = []
    reading.lines += [PaperLine(who.number, who.name, None, who.party) for who in waiting]


def _people(tokens: Sequence[_Token]) -> list[_Token]:
    """A number that opens an item and the name behind it are one person: 1 王大妈 √."""
    joined: list[_Token] = []
    opens = True
    for one in tokens:
        last = joined[-1] if joined else None
        if isinstance(one, _Who) and one.party is not None:
            if isinstance(last, _Who):
                joined[-1] = replace(last, party=one.party)
            continue
        if (
            isinstance(one, _Who)
            and one.name
            and isinstance(last, _Who)
            and last.number is not None
            and last.name is None
            and opens
        ):
            joined[-1] = _Who(last.number, one.name, one.party)
            opens = False
            continue
        opens = not joined or isinstance(last, Attendance) if isinstance(one, _Who) else True
        joined.append(one)
    return joined


def _tokens(reading: _Reading, words: str) -> list[_Token]:
    """Somebody, a mark or an empty box, in the order they stand."""
    part = _SIZED.sub(_size, _LATER.sub(" ", words))
    return list(_read_tokens(reading, part))


def _size(said: re.Match[str]) -> str:
    number = 2 if said["two"] else 3 if said["three"] else read_number(said["n"] or said["home"])
    return f"({number}人)"


def _read_tokens(reading: _Reading, part: str) -> Iterator[_Token]:
    at = 0
    while at < len(part):
        if torn := _TORN.match(part, at):
            reading.unread.append(part[at:])  # 1到3到5没来: a range, or one by one
            at = torn.end() + len(part)
            continue
        rest = part[at:]
        if skipped := TIME.match(rest):
            at += skipped.end()
        elif sized := _PARTY.match(rest):
            yield _Who(party=int(sized[1]))
            at += sized.end()
        elif empty := _EMPTY.match(rest):
            yield None
            at += empty.end()
        elif span := _RANGE.match(rest):
            low, high = int(span[1]), int(span[2])
            if low <= high < low + MOST_LINES:
                yield from (_Who(number) for number in range(low, high + 1))
            else:
                reading.unread.append(span[0])
                yield _Who(NOBODY)
            at += span.end()
        elif number := _NUMBER.match(rest):
            yield _Who(int(number[1]) if number[1] else read_number(number[2]))
            at += number.end()
        elif (word := _WORD.match(rest)) and (found := names_in(word[0], reading.known)) is not None:
            for one in found:
                yield one if isinstance(one, Attendance) else _Who(name=one)
            at += word.end()
        elif sign := re.match(MARK, rest):
            state = mark_of(sign[0])
            assert state is not None
            yield state
            at += sign.end()
        elif skip := _SKIP.match(rest):
            at += skip.end()
        else:
            stray = _WORD.match(rest)
            word_end = stray.end() if stray else 1
            if rest[:word_end].strip("□☐口_-—～+＋ "):
                reading.unread.append(rest[:word_end])
            at += word_end


def _newcomers(reading: _Reading, words: str) -> None:
    told = read_came(words)
    reading.newcomers += [Newcomer(one.name, one.party) for one in told.people]
    reading.unread += told.unclear


def _spell(one: _Token) -> str:
    return str(one.number or one.name or "") if isinstance(one, _Who) else one.value if one else ""
