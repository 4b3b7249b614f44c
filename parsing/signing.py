"""Who signs up by one clause: the frames of ``parsing.frames`` laid on its row of letters."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from parsing import frames
from parsing.moves import Clause, Move
from parsing.others import signing_for
from parsing.people import LARGEST_PARTY
from parsing.rows import Row, row_of
from parsing.tokens import DONE, Token


def _party(who: tuple[Token, ...]) -> tuple[int, tuple[str, ...]] | None:
    """How many the words of a party are, the writer among them, and whom it names; None when that is not said."""
    tags = "".join(token.tag for token in who)
    names = tuple(token.name for token in who if token.tag in "Pl")
    named = sum(token.people for token in who if token.tag in "Pl")
    counts = [token.people for token in who if token.tag == "N"]
    if "P" not in tags and "l" not in tags and not re.search("[Hi]A*N", tags):
        if counts:
            rough = "X" in tags and re.search("有|来了|的", "".join(token.text for token in who))
            return None if rough else (counts[0], ())
        return None if "W" in tags else (1, ())
    if re.fullmatch("P+SN", tags):
        return counts[0], names  # 老伴我俩
    joined = re.search("[HiP]A*N", tags)
    before = who[-2].text if len(who) > 1 else ""
    if counts and named and (re.search("PA*N$", tags) or (before == "、" and counts[-1] == 1 + named)):
        return (counts[-1], names) if counts[-1] >= named else None
    return (1 + named + sum(counts), names) if joined or named else None


def _clause(row: Row, match: re.Match[str], who: tuple[Token, ...]) -> Clause:
    found = _party(who)
    if found is None and (said := row.span(match, "n")) and said[0].tag == "N" and {t.tag for t in who} == {"W"}:
        found = said[0].people, ()
    if found is None:
        return Clause(Move.SHAKY, guess=Move.JOIN)
    size, names = found
    if extra := row.span(match, "with"):
        size, names = (
            size + sum(t.people for t in extra if t.tag in "Pl"),
            names + tuple(t.name for t in extra if t.tag in "Pl"),
        )
    if (count := row.span(match, "n")) and count[0].tag == "N":
        if size > 1 and count[0].people != size:
            return Clause(Move.SHAKY, guess=Move.JOIN)
        size = count[0].people
    return Clause(Move.JOIN, size, names) if 1 <= size <= LARGEST_PARTY else Clause(Move.SHAKY, guess=Move.JOIN)


def set_phrase(words: str) -> bool:
    """有我一个, 我愿意, 必到: a sign-up that is no sentence."""
    match = frames.SET.match(words)
    return bool(match) and bool(frames.SET_END.fullmatch(words, match.end() if match else 0))


def company(words: str) -> Clause | None:
    """带老婆, 再带一个人: who comes along beside a sign-up; what a driver can take (能捎三个人) is not meant."""
    row = row_of(words)
    match = frames.COMPANY.fullmatch(row.letters)
    if not match and (own := frames.MY_COMPANY.fullmatch(row.letters)):  # 我带俩孩子
        return Clause(Move.WITH, row.span(own, "with")[0].people, (), guess=Move.JOIN)
    if not match or re.search("能|可以|捎|拉|叫|喊|^(?:我|俺|还)?(?:要|得)", words):
        return None
    found = row.span(match, "with")
    count, names = sum(t.people for t in found), tuple(t.name for t in found if t.name and t.tag == "P")
    if not count:
        return None
    return Clause(Move.WITH, count, names, guess=Move.JOIN, more=0 if names else count)


def joining(words: str) -> Clause | None:
    """JOIN or JOIN_FOR where a frame fits the clause whole, SHAKY where it fits but leaves a doubt, else None."""
    if set_phrase(words):
        return Clause(Move.JOIN, strong=True)
    row = row_of(words)
    if (match := frames.JOIN.fullmatch(row.letters)) and (found := _deed(row, match)) is not None:
        return found
    for shape in (
        frames.PUT,
        frames.KEEP,
        frames.TAKE,
        frames.GIVE,
        frames.ONE,
        frames.US,
        frames.HOUSE,
        frames.ROLE,
        frames.AFTER,
    ):
        if match := shape.fullmatch(row.letters):
            who = row.span(match, "who") or row.span(match, "who2")
            if (
                shape is frames.PUT
                and who[0].tag == "N"
                and any(t.text in {"加", "添", "加上", "添上", "补", "补上"} for t in row.words)
            ):
                return Clause(Move.RESIZE, 1, more=who[0].people)
            if shape is frames.ONE and not row.span(match, "one")[0].people:
                continue
            if shape is frames.ROLE and any(token.text == "会" for token in row.words):
                return Clause(Move.HAZY, guess=Move.JOIN)  # 我会做饭 is a skill, and beside 报名 a role
            if shape is frames.GIVE and not who and re.search("代|替", words):
                return Clause(Move.FOR_THEM, guess=Move.JOIN_FOR)
            found = _clause(row, match, who)
            if shape is frames.US and found.move is Move.JOIN:
                return replace(found, move=Move.COUNT, own=True, guess=Move.JOIN)
            if shape is frames.GIVE and not who:
                return replace(found, strong=True, guess=Move.FOR_THEM)  # 你给报上: oneself, or whoever was named
            return replace(found, strong=True, own=any(token.tag == "S" for token in who))
    return signing_for(row)


_AGAIN = {"又", "天天", "每天", "老", "总"}
_SURE = {"必须", "一定", "肯定", "准", "一准", "保证", "指定", "铁定", "必", "绝对", "坚决"}


def _deed(row: Row, match: re.Match[str]) -> Clause | None:
    """我 … 去: who does it, how surely, and whether it is done already."""
    who, deed, tail = row.span(match, "who"), match["deed"], row.span(match, "tail")
    said = "".join(t.text for t in row.span(match, "z") + tail)
    strong = bool(re.search("[ER]", deed))
    if (called := row.span(match, "called")) and (
        re.match("[我俺咱]", called[0].text) or "都" in match.string or not strong
    ):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if not who and any(t.tag == "l" and len(t.text) > 2 for t in row.words):
        return Clause(Move.SHAKY, guess=Move.JOIN_FOR)  # 庄老师报名
    if who and who[0].text == "咱" and re.search("都|一起|一块", "".join(t.text for t in row.words)):
        return Clause(Move.SHAKY, guess=Move.JOIN)  # 咱都去: as much an invitation
    if match["wish"] and not (strong and who):
        return Clause(Move.NOD, guess=Move.JOIN)
    if not who:
        if not strong and not re.fullmatch("G+[KV]*", deed):
            return None
        if deed == "G" and row.span(match, "deed")[0].text in {"到", "过来", "过去", "上", "出去", "奔"}:
            sure = re.search("准|一定|必|保证|肯定", "".join(t.text for t in row.words))
            if not sure:
                return None
        if any(token.text in _AGAIN for token in row.words):
            return Clause(Move.SHAKY, guess=Move.JOIN)  # 又报名，天天报名
        if bidding(row):  # 下了班就过去 is no bidding, nor yet a word of who
            own = any(t.tag == "D" and DONE.fullmatch(t.text) for t in row.words)
            return Clause(Move.NOD if own else Move.SHAKY, guess=Move.JOIN)
    if not strong and re.match("了|啦", said):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if who and (who[0].tag == "N" or "X" in match["who"]) and re.match("了|啦", said):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if who and who[0].tag in "Hi" and bidding(row):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if any(a.tag == "i" and b.tag == "Z" for a, b in pairwise(who)) and not re.search(
        "一起|一块|一道|一同", "".join(t.text for t in row.words)
    ):
        return None  # 我叫了老王去 only tells
    certain = any(t.text in _SURE for t in row.span(match, "mid") + row.span(match, "mid2"))
    return replace(_clause(row, match, who), strong=strong or certain, own=bool(who) and who[0].tag == "S")


def bidding(row: Row) -> bool:
    """都去吧, 赶紧报名: said to others as likely as of oneself."""
    text = "".join(token.text for token in row.words)
    return bool(
        re.search(
            "都(?!带)|再(?:去|来)|赶紧|赶快|快|记得|别忘|早点|抓紧|^要|就(?:去|来)|跟着|继续|接着|(?:去|来|报名|"
            "参加|报|到)(?:一下)?吧",
            text,
        )
    )
