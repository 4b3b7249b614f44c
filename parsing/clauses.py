"""One clause of a Chinese reply: guards first, then structure.

A clause (what stands between commas, stops and, where need be, blanks) signs somebody up only when every word of
it is understood: it must fit one of the frames of ``parsing.frames`` whole. Guards run before and never sign
anybody up: questions, conditions, hearsay, things past, refusals. What is neither is small talk of a known shape
(``parsing.shapes``), or unclear.
"""

from __future__ import annotations

import re
from dataclasses import replace

from parsing import guards, shapes
from parsing.excuses import excuses
from parsing.moves import Clause, Move
from parsing.others import NOT_NOW, asked_to, leaving, others_go, somebody
from parsing.people import (
    LARGEST_PARTY,
    PERSONS,
    Party,
    count_people,
    head_count,
    read_party,
    read_persons,
)
from parsing.questions import asks, asks_leave, question_kind
from parsing.rows import row_of
from parsing.signing import company, joining, set_phrase
from parsing.sizes import resizing
from parsing.tokens import ROLE_MARK

_LONGEST = 40
"""No clause that signs up is longer, in characters; nor may a long one cost time in the shapes."""
# 嗯嗯嗯嗯 and 我去我去我去 say no more than twice.
_STAMMER = re.compile(r"(\D{1,4}?)\1{2,}")


def _who(match: re.Match[str]) -> Party | None:
    return read_party(match.groupdict().get("who") or "")


def _persons(match: re.Match[str]) -> tuple[str, ...] | None:
    return read_persons(match["for"])


def _given(words: str) -> bool:
    """孩子他爸在家我就去: whatever stands before 我就去 is a condition, unless it only says when, or nods."""
    match = re.match(
        "(?P<if>[^,]{2,20}?)(?:我|俺)?(?:就|才)(?:能|可以|也)?(?:去|来|参加|报|过去|过来)(?!名?了|吧|得|满|完|齐)",
        words,
    )
    given = match["if"] if match else ""
    return (
        bool(given)
        and not re.search(r"这$|(.)\1$", given)
        and not re.fullmatch("(?:[LZDASWcMlKtNq]|[Hi]P)*", row_of(given).letters)
    )


def read_clause(words: str) -> Clause:
    """What one folded clause does. Guards come first; JOIN and JOIN_FOR need every word of it understood."""
    found = _read(words)
    return replace(found, whom=found.names or somebody(words.replace(" ", "")))


def _read(words: str) -> Clause:
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
    if found := asked_to(bare):
        return found
    if guards.BY_LEAVE.fullmatch(bare):
        return Clause(Move.IDLE)
    if guards.HEARSAY.search(bare):
        told = re.search("去(?!的)|来(?!的)|报|参加|取消|退|算|到", bare)
        return Clause(Move.HEARSAY, guess=None if told else Move.CHAT)
    if shapes.THANKS.fullmatch(bare):
        return Clause(Move.THANKS)
    if len(bare) > _LONGEST:
        return Clause(Move.SHAKY if guards.SOUNDS_JOIN.search(bare) else Move.CHAT, rest=words)
    if guards.SLIP.search(bare):
        return Clause(Move.SLIP)
    if guards.COND_GONE.search(bare):
        return Clause(Move.MAYBE, guess=Move.JOIN)
    if found := resizing(bare) or leaving(bare):
        return found
    if guards.COND.search(bare) or _given(bare):
        return Clause(Move.MAYBE, guess=Move.JOIN)
    if guards.PAST.search(bare):
        return Clause(Move.PAST)
    if set_phrase(bare):
        return Clause(Move.JOIN, strong=True)
    if found := company(bare):
        return found
    if guards.NOTE.match(bare) and not guards.INVITE.search(bare):
        joined = None if guards.DECLINE.search(bare) else joining(bare)
        return joined or Clause(Move.NOTE, rest=words)
    if guards.HEAVY.match(bare) and len(bare) > 3:
        return Clause(Move.NOTE, rest=words)
    if guards.MAYBE.search(bare):
        return Clause(Move.CHAT) if re.match("[LZA]*Y", row_of(bare).letters) else Clause(Move.MAYBE)
    if guards.DECLINE.search(bare):
        return _declining(bare)
    if not shapes.NEARLY.search(bare) and (
        match := next((m for shape in shapes.ARRIVED if (m := shape.fullmatch(bare))), None)
    ):
        party = _who(match)
        return Clause(Move.ARRIVED, party.size, party.names) if party else Clause(Move.SHAKY, guess=Move.ARRIVED)
    if shapes.ON_THE_WAY.fullmatch(bare):
        return Clause(Move.CHAT, rest=words)
    if shapes.NODS.fullmatch(bare):
        return Clause(Move.NOD, guess=Move.JOIN)
    if (found := joining(bare)) and (ROLE_MARK in bare or (found.move is Move.JOIN and found.own)):
        return found
    if guards.INVITE.search(bare):
        return Clause(Move.CHAT)
    if found := joining(bare) or joining(words.replace(" ", "、")):
        return found
    if match := shapes.ONLY_COUNT.fullmatch(bare):
        count = count_people(match["n"])
        return Clause(Move.COUNT, count, guess=Move.JOIN) if count and count <= LARGEST_PARTY else Clause(Move.SHAKY)
    if shapes.IDLE.fullmatch(bare):
        return Clause(Move.IDLE)
    return _unclear(bare, words)


def _declining(words: str) -> Clause:
    """A refusal; of somebody else (老王不去) it is only talk."""
    if re.match("[^PTBYFNX]*v", row_of(words).letters) and not NOT_NOW.search(words):
        return Clause(Move.LEAVE)
    row = row_of(words)
    if re.match("[LZcDAM]*[PlTYB]", row.letters) and not re.search(
        "走不开|不(?:让|叫|准|许)(?:我|俺)|走不脱|离不|脱不|抽不|顾不上|没人", words
    ):
        if excuses(words):  # 孩子住院了
            return Clause(Move.CHAT, rest=words, guess=Move.DECLINE)
        return Clause(Move.SHAKY, guess=Move.JOIN) if "S" in row.letters else Clause(Move.CHAT)
    return Clause(Move.DECLINE, rest=words)


def _unclear(bare: str, words: str) -> Clause:
    if going := others_go(bare):
        return Clause(Move.WITH, head_count(going), going, guess=Move.JOIN_FOR)
    if (match := shapes.ALSO.fullmatch(bare)) and (names := _persons(match)):
        return Clause(Move.WITH, head_count(names), names, guess=Move.JOIN_FOR)
    if (match := shapes.ONLY_WITH.fullmatch(bare)) and (party := _who(match)):
        return Clause(Move.COUNT, party.size, party.names, guess=Move.JOIN, own=True)
    if shapes.SPOKEN_TO.fullmatch(bare):
        return Clause(Move.THANKS)
    if re.fullmatch(PERSONS, bare) and (names := read_persons(bare)):
        return Clause(Move.WITH, head_count(names), names, rest=words, guess=Move.JOIN_FOR)
    if guards.BUSY.match(bare) and not guards.INVITE.search(bare):
        return Clause(Move.DECLINE, rest=words)
    if shapes.THEY.fullmatch(bare):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if shapes.NEARLY.search(bare):
        return Clause(Move.CHAT, rest=words)
    if excuses(bare):
        return Clause(Move.CHAT, rest=words, guess=Move.DECLINE)
    move = Move.SHAKY if re.search("[PNWTBYlHi]", row_of(bare).letters) else Move.HAZY
    return (
        Clause(move, rest=words, guess=Move.JOIN) if guards.SOUNDS_JOIN.search(bare) else Clause(Move.CHAT, rest=words)
    )
