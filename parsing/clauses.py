"""One clause of a Chinese reply: guards first, then structure.

A clause signs somebody up only when every word of it is understood.

The grammar (a clause is what stands between commas, stops and, where need be, blanks)::

    join     := lead* when? who? adverb* deed ending*          我明早准时去 · 我和老伴都报名 · 我家来三口人
    count-in := (算|加|带|报|留 …) who …  | 把 who 加上          算我一个 · 给我报俩 · 把我加上
    for      := (帮|替|代|给) persons adverb* enrol            帮我妈报个名 · 替张大爷报名
              | (算上|把) persons (加上)? | person 报名 | 代报 persons
    leave    := (who | 把 who | 帮 who)? (取消 | 不去了 | 去不了了 …)
    arrived  := who? 到 place? 了 | 签到
    note     := (带|晚到|开车|只能 …) …

Guards run before the structure and never sign anybody up: questions, conditions, hearsay, things past,
refusals.
"""

from __future__ import annotations

import re

from parsing import guards, shapes
from parsing.moves import Clause, Move
from parsing.people import (
    KIN,
    LARGEST_PARTY,
    PERSON,
    PERSONS,
    Party,
    count_people,
    head_count,
    read_party,
    read_persons,
)
from parsing.questions import asks, asks_leave, question_kind
from parsing.words import ENROL, SELF, TAKE_PART, WE

_LONGEST = 40
"""No clause that signs up is longer, in characters; nor may a long one cost time in the shapes."""
# 嗯嗯嗯嗯 and 我去我去我去 say no more than twice.
_STAMMER = re.compile(r"(\D{1,4}?)\1{2,}")


def _who(match: re.Match[str]) -> Party | None:
    got = match.groupdict()
    party = read_party(got.get("who") or "")
    if party is None:
        return None
    size, names = party.size, party.names
    if got.get("with"):
        others = read_persons(got["with"])
        if others is None:
            return None
        size, names = size + head_count(others), names + others
    if got.get("n"):
        count = count_people(got["n"])
        if count is None or (size > 1 and count != size):
            return None
        size = count
    if (
        size == 1
        and got.get("who")
        and re.match(WE, got["who"])
        and not re.match(rf"(?:{SELF})(?:一个|自己|1)", got["who"])
        and re.search(r"一|1", got["who"])
    ):
        return None  # 家里出一个人 does not say who
    return Party(size, names) if 1 <= size <= LARGEST_PARTY else None


def _persons(match: re.Match[str]) -> tuple[str, ...] | None:
    return read_persons(match["for"])


def _first(shapes: tuple[re.Pattern[str], ...], words: str) -> re.Match[str] | None:
    return next((match for shape in shapes if (match := shape.fullmatch(words))), None)


def _leaving(words: str) -> Clause | None:
    if _first(shapes.LEAVES, words):
        return Clause(Move.LEAVE)
    if (match := _first(shapes.LEAVE_FORS, words)) and (names := _persons(match)):
        return Clause(Move.LEAVE_FOR, head_count(names), names)
    return None


def _joining(words: str) -> Clause | None:
    for shape in shapes.JOINS:
        if match := shape.fullmatch(words):
            who = match.groupdict().get("who")
            deed = match.groupdict().get("deed") or ""
            if who is None and _too_bare(words, deed):
                continue
            if who is None and deed and guards.BIDDING.search(words):
                return Clause(Move.SHAKY, guess=Move.JOIN)  # 都去吧, 赶紧报名: said to others as likely as of oneself
            if match.groupdict().get("done") and not re.search(rf"{ENROL}|{TAKE_PART}", deed):
                return Clause(Move.SHAKY, guess=Move.JOIN)  # 我去了 may be past, or a farewell
            if (
                who
                and not re.search(rf"{SELF}|{WE}", who)
                and ((who[0] in "有共一总" and "一家" not in who) or re.search(r"了\W*$", words))
            ):
                return Clause(Move.SHAKY, guess=Move.JOIN)  # 有15个人报名了 tells of others
            return (
                Clause(Move.JOIN, party.size, party.names)
                if (party := _who(match))
                else Clause(Move.SHAKY, guess=Move.JOIN)
            )
    for shape in shapes.FORS:
        if (match := shape.fullmatch(words)) and (names := _persons(match)):
            return _joining_for(match, names)
    return None


def _listed(words: str) -> Clause | None:
    """帮报 3 张三 李四 王五: a list set apart by blanks."""
    return _joining(words.replace(" ", "、")) if re.match(r"(?:代|帮|替)(?:人|为)?报", words) else None


def _joining_for(match: re.Match[str], names: tuple[str, ...]) -> Clause:
    size = head_count(names)
    said = count_people(match.groupdict().get("n") or "") or int(match.groupdict().get("m") or 0)
    if match.groupdict().get("perf") and any(
        len(n) == 2 and not re.fullmatch(rf"{KIN}|{PERSON}", n[:1] + n) and _plain(n) for n in names
    ):
        return Clause(Move.SHAKY, size, names, guess=Move.JOIN_FOR)
    if said and said != size and len(names) > 1:
        return Clause(Move.SHAKY, size, names, guess=Move.JOIN_FOR)
    total = max(size, said or 0)
    return Clause(Move.JOIN_FOR, total, names) if total <= LARGEST_PARTY else Clause(Move.SHAKY, guess=Move.JOIN_FOR)


def _plain(name: str) -> bool:
    return not name.startswith(("老", "小", "阿", "我", "俺")) and not re.search(r"[叔婶姨哥姐嫂爷奶妈爸]$", name)


def _too_bare(words: str, deed: str) -> bool:
    """A deed with nobody: 干活 says nothing of who; 报名, 参加, 去, 来 do for the writer; 到 with 准时."""
    if re.fullmatch(r"干活|干|帮忙|搭把手|出力|登记|签名|来.+|到(?!场|位).+", deed):
        return True
    return bool(re.fullmatch(r"到|过来|过去", deed)) and not re.search(r"准|一定|必|保证|肯定", words)


def _given(words: str) -> bool:
    """孩子他爸在家我就去: whatever stands before 我就去 is a condition, unless it only says when, or nods."""
    match = re.match(r"(?P<if>[^,]{2,14}?)(?:我|俺)(?:就|才)(?:能|可以|也)?(?:去|来|参加|报)", words)
    return bool(match) and not shapes.BEFORE.fullmatch(match["if"] if match else "")


def read_clause(words: str) -> Clause:
    """What one folded clause does. Guards come first; JOIN and JOIN_FOR need every word of it understood."""
    words = _STAMMER.sub(r"\1\1", words.strip())
    bare = words.replace(" ", "")
    if len(bare) > 3 and (half := len(bare) // 2) * 2 == len(bare) and bare[:half] == bare[half:]:
        words = bare = bare[:half]
    if guards.DOUBLE_NO.search(bare):
        return Clause(Move.SHAKY)
    if asks(words):
        return Clause(Move.TAG) if asks_leave(bare) else Clause(Move.QUESTION, asked=question_kind(words))
    if guards.OWN_WAY.search(bare):
        return Clause(Move.CHAT)
    if guards.HEARSAY.search(bare):
        return Clause(Move.HEARSAY)
    if shapes.THANKS.fullmatch(bare):
        return Clause(Move.THANKS)
    if len(bare) > _LONGEST:
        return Clause(Move.SHAKY if guards.SOUNDS_JOIN.search(bare) else Move.CHAT, rest=words)
    if found := _leaving(bare):
        return found
    if guards.COND.search(bare) or _given(bare):
        return Clause(Move.MAYBE)
    if guards.PAST.search(bare):
        return Clause(Move.PAST)
    if guards.NOTE.match(bare) and not guards.INVITE.search(bare):
        joined = None if guards.DECLINE.search(bare) else _joining(bare)
        return joined or Clause(Move.NOTE, rest=words)
    if guards.HEAVY.match(bare) and len(bare) > 3:
        return Clause(Move.NOTE, rest=words)
    if guards.MAYBE.search(bare):
        return Clause(Move.MAYBE)
    if guards.DECLINE.search(bare):
        return _declining(bare)
    if not shapes.NEARLY.search(bare) and (match := _first(shapes.ARRIVED, bare)):
        party = _who(match)
        return Clause(Move.ARRIVED, party.size, party.names) if party else Clause(Move.SHAKY, guess=Move.ARRIVED)
    if shapes.NODS.fullmatch(bare):
        return Clause(Move.NOD, guess=Move.JOIN)
    if guards.INVITE.search(bare):
        return Clause(Move.CHAT)
    if found := _joining(bare) or _joining(shapes.FILLED.sub("", bare)) or _listed(words):
        return found
    if match := shapes.ONLY_COUNT.fullmatch(bare):
        count = count_people(match["n"])
        return Clause(Move.COUNT, count, guess=Move.JOIN) if count and count <= LARGEST_PARTY else Clause(Move.SHAKY)
    if shapes.IDLE.fullmatch(bare):
        return Clause(Move.IDLE)
    return _unclear(bare, words)


def _declining(words: str) -> Clause:
    """A refusal; of somebody else (老王不去) it is only talk."""
    others = re.match(rf"(?:{shapes.PRE})(?P<for>{PERSONS}|他|她|他们|你|你们|大家)", words)
    if others and not re.search("走不开|离不|脱不|抽不|顾不上", words):
        return Clause(Move.SHAKY, guess=Move.JOIN) if re.search(SELF, words[others.end() :]) else Clause(Move.CHAT)
    return Clause(Move.DECLINE, rest=words)


def _unclear(bare: str, words: str) -> Clause:
    for shape in (shapes.FAMILY_GOES, shapes.ALSO):
        if (match := shape.fullmatch(bare)) and (names := _persons(match)):
            return Clause(Move.WITH, head_count(names), names, guess=Move.JOIN_FOR)
    if (match := shapes.ONLY_WITH.fullmatch(bare)) and (party := _who(match)):
        return Clause(Move.COUNT, party.size, party.names, guess=Move.JOIN)
    if re.fullmatch(PERSONS, bare) and (names := read_persons(bare)):
        return Clause(Move.WITH, head_count(names), names, rest=words, guess=Move.JOIN_FOR)
    if shapes.THEY.fullmatch(bare):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if shapes.NEARLY.search(bare):
        return Clause(Move.CHAT, rest=words)
    return (
        Clause(Move.SHAKY, rest=words, guess=Move.JOIN)
        if guards.SOUNDS_JOIN.search(bare)
        else Clause(Move.CHAT, rest=words)
    )
