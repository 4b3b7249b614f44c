"""Several roles in one clause: 10人挖土豆、2人开车; 挖土豆10到16人，司机2个; 男的5个女的10个."""

from __future__ import annotations

import re

from parsing import call_words as w
from parsing.counts import Count, count_of
from parsing.places import VERB, split

LONGEST_ROLE = 8
"""Characters of a role's name; what is longer tells a story."""

_LEAD = re.compile(
    "^(?:人|青壮年|壮劳力|劳力|年轻人|党员|村民|妇女|志愿者|同志|义工|去|来|负责|专门|的|当|做(?=司机)|"
    "会(?!计)|能|帮忙|"
    r"另外|其中|还要|还|再|外加|招募|急需|需要|需|要|招|和(?!面)|加|、|及|以及|再来|[\s:])+"
)
_TAIL = re.compile(r"(?:志愿者|的人|的同志|的|就行|就够了?|即可|吧|啊|左右|需要|需|要|人|各|[\s:、])+$")


def role_name(words: str, *, before: bool = False) -> str:
    """The bare name of a role; ``before`` its count 会 stays (会电工的1人), behind it goes (2个会开车的)."""
    lead = (
        re.match(r"^(?:其中|另外|还|再|招募|急需|需要|需|要|招|和(?!面)|及|以及|[\s:、])+", words)
        if before
        else _LEAD.match(words)
    )
    bare = words[lead.end() :] if lead else words
    bare = re.sub("(?<=..)(?<!其他)志愿者$", "", bare) if before else bare
    return re.sub(r"(?:的|需要|需|要|各|[\s:、])+$", "", bare) if before else _TAIL.sub("", bare)


def _unasked(words: str) -> str:
    """Without the asking in front (要, 一共需要); 志愿者菜园 and 人民广场 ask for nobody."""
    lead = w.ASK_LEAD.match(words)
    asked = lead[0] if lead else ""
    return words if asked != words and re.fullmatch("志愿者|人手?|人[数员]", asked) else words[len(asked) :]


def several(piece: str) -> tuple[str, tuple[tuple[str, Count | None], ...]]:
    """The roles of a clause made of two or more counts, and what stood before them; no roles when it is something else.

    A count that is rough or out of bounds keeps its role with None. 包饺子和面的三个擀皮的四个 is 包饺子 and two roles.
    """
    found = list(w.COUNTED.finditer(piece))
    if len(found) < 2:
        return "", ()
    ends = [0, *(match.end() for match in found)]
    gaps = [piece[end : match.start()] for end, match in zip(ends, found, strict=False)]
    gaps.append(piece[found[-1].end() :])
    first = _unasked(gaps[0]).strip(" :、/+")
    head = ""
    if (asks := w.ASKS_LAST.search(first)) and len(first) > 4:
        head, gaps[0], first = first[: asks.start()], "", ""
    elif len(first) > LONGEST_ROLE and (inner := w.ASKS_ROLE.match(first)):
        head, first = inner["head"], inner["role"]
        gaps[0] = first
    elif first and (cut := _fused(first)):
        head, gaps[0] = first[:cut], first[cut:]
    roles: list[tuple[str, Count | None]] = []
    leading = bool(first)
    for at, match in enumerate(found):
        before, after = gaps[at].strip(" 、/+"), gaps[at + 1].strip(" 、/+")
        if at and leading and not before:
            leading = False
        name = role_name(before, before=True) if leading else role_name(after)
        roles.append((name, count_of(match)))
    used_all = not leading or not role_name(gaps[-1]) or bool(w.NO_ROLE.match(gaps[-1]))
    fits = all(
        0 < len(name) <= LONGEST_ROLE
        and (name[0] in "男女" or not w.NO_ROLE.match(name))
        and not w.NOT_HANDS.match(name)
        for name, _ in roles
    )
    return (head, tuple(roles)) if used_all and fits else ("", ())


def _fused(words: str) -> int:
    """Where 包饺子和面的 falls into the work (包饺子) and the first role (和面); 0 when it is one thing."""
    if (
        not re.match(r"[到在去]", words)
        and not (VERB.match(words) and words[0] not in "给为帮替")
        and not all(split(words))
    ):
        return 0
    bare = words.removesuffix("的")
    return next((at for at in (len(bare) - 2, len(bare) - 3, len(bare) - 4) if at >= 2 and VERB.match(bare, at)), 0)
