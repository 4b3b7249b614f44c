"""Who signs somebody else up by one clause, who is only spoken of, and who leaves."""

from __future__ import annotations

import re

from parsing import frames
from parsing.moves import Clause, Move
from parsing.people import LARGEST_PARTY, head_count, read_persons
from parsing.rows import Row, named_in, row_of

_SELF_TITLES = {"大爷", "大娘", "大妈", "大叔", "大婶", "大伯", "大姐", "大哥", "老姐", "老哥", "姨", "叔", "婶"}


def signing_for(row: Row) -> Clause | None:
    """帮我妈报名, 算上老李头: whom a clause signs up; SHAKY or WITH where it only tells of them."""
    for shape in frames.FOR:
        if match := shape.fullmatch(row.letters):
            # 带老伴 is company, 算上老伴 a sign-up
            if any(token.tag == "i" for token in row.words) and not row.span(match, "n"):
                continue
            return _signed(row, match)
    return Clause(Move.FOR_THEM, guess=Move.JOIN_FOR) if frames.FOR_THEM.fullmatch(row.letters) else None


def _signed(row: Row, match: re.Match[str]) -> Clause:
    size, names = named_in(row, match)
    said = row.span(match, "n") or row.span(match, "m")
    count = said[0].people or (int(said[0].text) if said[0].text.isdigit() else 0) if said else 0
    texts = {token.text for token in row.words}
    shaky = Clause(Move.SHAKY, size, names, guess=Move.JOIN_FOR)
    if match.groupdict().get("perf"):  # 张大爷报名
        if texts & {"了", "的", "啦"} or (not texts & {"也", "都", "要"} and any(map(_plain, names))):
            return shaky
        if texts & {"也", "都", "要"}:
            return Clause(Move.WITH, size, names, guess=Move.JOIN_FOR)  # 老伴也报名, beside 我报名
    elif any(re.search("了|过", token.text) for token in row.words if token.tag in "EZRI"):
        return shaky  # 给孩子报名了 tells
    if "F" not in match[0] and (count == size + 1 or (count and "W" in match[0])):
        return Clause(Move.JOIN, count, names, strong=True)  # 算上孩子我们仨, 加上我爸妈一共三人
    if any(token.name == token.text and token.name in _SELF_TITLES for token in row.span(match, "for")):
        return Clause(Move.SHAKY, guess=Move.JOIN)  # 小李，给大爷报上: an old man of himself
    total = max(size, count)
    if total > LARGEST_PARTY or (count and count != size and len(names) > 1):
        return Clause(Move.SHAKY, min(size, LARGEST_PARTY), names, guess=Move.JOIN_FOR)
    return Clause(Move.JOIN_FOR, total, names, guess=Move.JOIN_FOR)


def _plain(name: str) -> bool:
    return len(name) == 2 and not re.match("老|小|阿|我|俺", name) and not re.search("[叔婶姨哥姐嫂爷奶妈爸伴]$", name)


def asked_to(words: str) -> Clause | None:
    """孙玉梅让我帮她报名: hearsay that ends in the writer's own wish for somebody."""
    if (begged := frames.BEGGED.fullmatch(words)) and (names := read_persons(begged["name"])):
        return Clause(Move.JOIN_FOR, head_count(names), names)
    match = frames.ASKED.fullmatch(words)
    if not match:
        return None
    row, names = row_of(match["rest"]), read_persons(match["name"])
    if not names and match["name"]:
        return None
    if frames.FOR_THEM.fullmatch(row.letters) or re.fullmatch("[FV]A*EZ*", row.letters):
        return Clause(Move.JOIN_FOR, head_count(names), names) if names else Clause(Move.FOR_THEM)
    if frames.LEAVE_FOR_THEM.fullmatch(row.letters) or re.fullmatch("[FV]A*CZ*E?", row.letters):
        return Clause(Move.LEAVE_FOR, head_count(names), names) if names else Clause(Move.LEAVE_FOR_THEM)
    return None


# 下次不来了 is no leaving of this call.
NOT_NOW = re.compile("下次|下回|下一次|以后|再也")


def leaving(words: str) -> Clause | None:
    """LEAVE or LEAVE_FOR where a frame fits the clause whole, else None."""
    row = row_of(words)
    for shape in frames.LEAVE_FOR:
        if match := shape.fullmatch(row.letters):
            return Clause(Move.LEAVE_FOR, *named_in(row, match))
    if (match := frames.SET_LEAVE.match(words)) and frames.SET_END.fullmatch(words, match.end()):
        return Clause(Move.LEAVE)
    if frames.LEAVE_FOR_THEM.fullmatch(row.letters):
        return Clause(Move.LEAVE_FOR_THEM)
    if NOT_NOW.search(words):
        return None
    if any(shape.fullmatch(row.letters) for shape in frames.LEAVE):
        return Clause(Move.LEAVE, own="S" in row.letters)
    if frames.GONE_WHO.fullmatch(row.letters):
        return Clause(Move.SHAKY, guess=Move.LEAVE)
    return None


def others_go(words: str) -> tuple[str, ...]:
    """Who else goes, where a clause says just that (我妈也想去), else nobody."""
    row = row_of(words)
    match = frames.THEY_GO.fullmatch(row.letters)
    return named_in(row, match)[1] if match else ()


def somebody(words: str) -> tuple[str, ...]:
    """The people a clause begins with, whatever it says of them."""
    row = row_of(words)
    match = frames.SOMEBODY.match(row.letters)
    return named_in(row, match)[1] if match else ()
