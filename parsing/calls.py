"""A call in one sentence: 明早6点到志愿者菜园收土豆，要20个人，带手套.

The grammar, clause by clause, once the time has been taken out (``parsing.times``)::

    call     := clause (("," | "。" | newline | blank) clause)*
    clause   := label ":" value            地点：志愿者菜园
              | bring | need | setting | greeting | note
    bring    := (请|每人|自)* (带|穿|戴|拿 …) things
    need     := (要|需要|来|招募 …)? count (人|名|位 …)? role?
    setting  := ((到|去|在)? place)? work  到志愿者菜园收土豆
    place    := words that end like a place (园, 村委会, 广场 …), before 集合 or before work
    work     := a work verb and what follows

A stated total stands and roles are within it; without one the roles add up. What no rule takes becomes
the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from parsing import call_words as w
from parsing.calls_en import read_english_call
from parsing.clean import normalise
from parsing.drafts import CallReading, Field, RoleReading, finished
from parsing.fields import FEWEST, MOST, read_bring, read_place
from parsing.numbers import NUMBER, read_number
from parsing.places import VERB, split, tidy
from parsing.times import TimeReading, read_time

__all__ = ["CallReading", "Field", "RoleReading", "read_call"]

_LONGEST_CLAUSE = 60
"""A longer clause is a story, not a place or a task; it becomes the note."""


@dataclass
class _Draft:
    """What has been found so far; filled clause by clause."""

    title: str = ""
    place: str | None = None
    total: int | None = None
    rough: bool = False
    bring: tuple[str, ...] = ()
    counted: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    """Short clauses with neither a place word nor a work verb: a title if no other comes, else a place."""


def read_call(text: str, now: datetime) -> CallReading:
    """What a call in one sentence (or in labelled lines) says, seen from ``now`` in the village's zone.

    Never raises and never fills in what was not said.
    """
    words = w.COMMAND.sub("", normalise(text))
    if not re.search(r"[\u4e00-\u9fff]", words):
        return read_english_call(words, now)
    time = read_time(words, now)
    rest = _without(words, time)
    draft = _Draft()
    for piece in w.SEP.split(rest):
        _clause(draft, piece.strip(" :()"))
    _settle(draft)
    return finished(draft.title, time, draft.place, *_counts(draft), draft.bring, draft.notes)


def _settle(draft: _Draft) -> None:
    """东洼 beside 浇地 is the place; 剪纸课 alone is the title."""
    loose = list(draft.loose)
    if loose and not draft.title:
        draft.title = tidy(loose.pop(0))
    if loose and draft.place is None and len(loose[0]) <= 8:
        draft.place = loose.pop(0)
    draft.notes += tuple(loose)


def _without(words: str, time: TimeReading | None) -> str:
    for start, end in sorted(time.spans if time else (), reverse=True):
        lead = words[:start]
        words = lead + w.GONE + words[end:]
    return re.sub(rf"{w.GONE} *(?:\((?:周|星期).\))? *(?:的时候|左右|准时|开始(?!\S)|整|钟)?", w.GONE, words)


def _counts(draft: _Draft) -> tuple[int | None, tuple[RoleReading, ...]]:
    counted = draft.counted
    total = draft.total
    if len(counted) == 1 and counted[0][0] == draft.title:
        total, counted = counted[0][1] if total is None else total, ()
    roles = tuple(RoleReading(name, n) for name, n in counted)
    if total is None and roles and not draft.rough:
        total = sum(role.needed for role in roles)
        if not FEWEST <= total <= MOST:
            total = None
    return total, roles


def _clause(draft: _Draft, piece: str) -> None:
    if not piece or w.GREETING.match(piece) or w.EMPTY_WORDS.match(piece):
        return
    if (label := w.LABELS.match(piece)) and _labelled(draft, label["label"].lower(), label["value"].strip()):
        return
    piece = re.sub(r"^(?:各位|亲爱的)?(?:志愿者|村民|乡亲|姐妹)(?:朋友)?们?[::\s]+", "", piece)
    if bring := w.BRING.match(piece):
        draft.bring += tuple(i for i in read_bring(bring["what"]) or () if i not in draft.bring)
        return
    if len(piece) > _LONGEST_CLAUSE:
        draft.notes += (piece,)
        return
    if own := re.match(r"^(?P<what>.{1,10}?)(?:各自)?(?:自带|自备|自己带)$", piece):
        draft.bring += tuple(i for i in read_bring(own["what"]) or () if i not in draft.bring)
        return
    if re.search(rf"(?<![\d]){w.MINUS}\d+{w.UNIT}", piece):
        draft.rough = True
        return
    if w.RANGE_NEED.search(piece):
        draft.rough = True
        rest = w.RANGE_NEED.sub("", piece)
        if w.NO_ROLE.match(re.sub(rf"^{w.ASK}", "", rest)):
            return
        piece = rest
    if _needing(draft, piece) or _inside(draft, piece) or _setting(draft, piece):
        return
    draft.notes += (piece,)


def _labelled(draft: _Draft, label: str, value: str) -> bool:
    kind = next((kind for kind, labels in w.LABEL_OF.items() if label in labels.split()), "note")
    if kind == "title":
        draft.title = value or draft.title
    elif kind == "place":
        draft.place = read_place(value) or draft.place
    elif kind == "bring":
        draft.bring += read_bring(value) or ()
    elif kind == "needed":
        if not _needing(draft, value):
            if (n := read_number(value)) is None:
                draft.bring += read_bring(value) or ()
            elif FEWEST <= n <= MOST:
                draft.total = n
    elif kind == "note" and value:
        if bring := w.BRING.match(value):
            draft.bring += read_bring(bring["what"]) or ()
        else:
            draft.notes += (value,)
    return True


def _needing(draft: _Draft, piece: str) -> bool:
    """要20个人; 2个司机; 要10个人挖土豆; 司机2名."""
    match = w.NEED.match(piece)
    if not match:
        first = w.ROLE_FIRST.match(piece)
        if not first:
            return False
        if not draft.title and VERB.match(first["role"]):
            draft.title = first["role"]
        return _count(draft, first["n"], first["rough"], first["role"].removesuffix("的"))
    role = re.sub(
        "^(?:人|青壮年|壮劳力|劳力|年轻人|党员|村民|妇女|志愿者|同志|义工|去|来|负责|专门|的|当|"
        "做(?=司机)|会|能|帮忙)+",
        "",
        match["role"].strip(),
    )
    role = re.sub(r"(?:的|的人|的同志|就行|就够了?|即可|吧|啊|左右)+$", "", role)
    if more := re.search(rf"(?<=\S)(?={NUMBER}(?:个|名|位))", match["role"]):
        at = match.start("role") + more.start()
        return _needing(draft, piece[:at]) and _needing(draft, piece[at:])
    if w.NOT_HANDS.match(match["role"].strip()):
        draft.notes += (piece,)
        return True
    number = read_number(match["n"])
    if draft.total is not None and number != draft.total and (not role or w.NO_ROLE.match(role)):
        draft.notes += (piece,)  # 要20个人，最多30人: the first figure counts, the second is for people to read
        return True
    return _count(draft, match["n"], match["rough"], role, clause=match["role"])


def _inside(draft: _Draft, piece: str) -> bool:
    """A count in the middle: 老年食堂要3个人帮厨; 收土豆20人; 收土豆二十个人带手套."""
    match = w.MIDDLE.match(piece)
    if not match or w.NOT_HANDS.match(match["tail"]) or re.search(r"[给为帮替陪]$", match["head"]):
        return False
    number, tail = read_number(match["n"]), match["tail"].strip()
    if match["rough"] or number is None or not FEWEST <= number <= MOST:
        draft.rough = True
        number = None
    before = draft.title
    _setting(draft, match["head"])
    work = draft.title if not before else tidy(match["head"])
    if number is not None and not tail and not match["ask"] and work and VERB.match(work) and len(work) <= 8:
        draft.counted += ((work, number),)
    elif number is not None and draft.total is None:
        draft.total = number
    if tail:
        _clause(draft, tail)
    return True


def _count(draft: _Draft, n: str, rough: str | None, role: str, clause: str = "") -> bool:
    number = read_number(n)
    if number is None or rough:
        draft.rough = True
        if role and not w.NO_ROLE.match(role):
            _setting(draft, role)
        return True
    if not FEWEST <= number <= MOST:
        return True
    if not role or w.NO_ROLE.match(role):
        draft.total = number if draft.total is None else draft.total
        return True
    clause = re.sub(r"^(?:人|志愿者|义工|名|位|青壮年|壮劳力|劳力|年轻人|党员|村民|妇女|同志|一起|帮忙)+", "", clause)
    if (
        not draft.title
        and draft.total is None
        and VERB.search(role)
        and (re.match(r"(?:去|到|在|来)", clause) or len(role) > 6)
    ):
        draft.total = number
        return _setting(draft, clause)
    if len(role) <= 8:
        draft.counted += ((role, number),)
        return True
    draft.total = number if draft.total is None else draft.total
    draft.notes += (role,)
    return True


def _setting(draft: _Draft, piece: str) -> bool:
    """Place and work out of one clause; True if it gave either."""
    body = w.FROM.sub("", piece).strip()
    if not body:
        return True
    if w.NOT_TITLE.search(body) and not re.search(r"^(?:在|到|去)", body):
        return False
    if (meeting := w.MEET_AT.match(body)) and draft.place is None and not VERB.match(meeting["place"]):
        draft.place = read_place(meeting["place"])
        rest = meeting["rest"].strip()
        return bool(not rest or _setting(draft, rest) or True)
    place, work = split(body)
    if place and draft.place is None:
        draft.place = place
    if work and not place and not re.match(r"^(?:去|到|在|帮)", work) and not VERB.match(work):
        draft.loose += (work,)
        return True
    if work and not draft.title:
        draft.title = tidy(work)
        return True
    return bool(place) and not work
