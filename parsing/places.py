"""Where and what: a clause such as 志愿者菜园收土豆 cut into its place and its work."""

from __future__ import annotations

import re

from parsing.words import PLACE_END, WORK_VERBS

VERB = re.compile(WORK_VERBS)
ENDS_PLACE = re.compile(
    rf"(?:{PLACE_END}|[\u4e00-\u9fff]家|\d+号(?:楼|棚|地)?|[东西南北]边|"
    r"[\u4e00-\u9fff][村庄屯湾岭寨洼滩川镇乡店营坪峪])$"
)


def sited(words: str) -> bool:
    """Whether the words end like a place."""
    return bool(ENDS_PLACE.search(words))


def tidy(work: str) -> str:
    work = re.sub(
        r"^(?:去|来|一起|帮忙(?=\S{2})|帮着|帮助(?=\S{2})|进行|参加|开展|举办|组织|集体|义务|开(?=志愿者|"
        "培训|村民))+",
        "",
        work,
    )
    return re.sub(r"(?:(?<=..)去|啊|吧|哈|呀|呢|哦|了|啦|咯|喽|咧|活动(?=$)(?<=.{5}))+$", "", work).strip()


def split(body: str) -> tuple[str | None, str]:
    """Where, and what: 志愿者菜园收土豆 is (志愿者菜园, 收土豆). Place words first, work verbs next."""
    led = re.match(r"^(?:在|到|去|于|上|前往|来)(?=..)", body)
    rest = body[led.end() :] if led else body
    cuts = [m.start() for m in re.finditer(r"(?=.)", rest)][1:]
    named = [
        i
        for i in cuts
        if ENDS_PLACE.search(rest[:i])
        and (VERB.match(rest, i) or re.match(r"(?:去|来|帮|参加|一起|进行|开)", rest[i:]))
    ]
    if named:
        cut = named[0]
        while cut + 1 in named or (cut + 2 in named and not VERB.match(rest, cut)):
            cut = cut + 1 if cut + 1 in named else cut + 2
        return rest[:cut], rest[cut:]
    if led and led[0] in "去来" and VERB.match(rest) and not any(ENDS_PLACE.search(rest[:i]) for i in cuts):
        return None, rest
    if led:
        verbs = [i for i in cuts if i >= 2 and VERB.match(rest, i)]
        if ENDS_PLACE.search(rest):
            return rest, ""
        if verbs:
            placed = [i for i in cuts if verbs[0] - 4 <= i < verbs[0] and ENDS_PLACE.search(rest[:i])]
            if placed and not ENDS_PLACE.search(rest[: verbs[0]]):
                return rest[: placed[-1]], rest[placed[-1] :]
            return rest[: verbs[0]], rest[verbs[0] :]
        if VERB.match(rest):
            return None, rest
        placed = [i for i in cuts if ENDS_PLACE.search(rest[:i])]
        return (rest[: placed[-1]], rest[placed[-1] :]) if placed else (rest, "")
    if VERB.match(rest):
        inner = re.match(r"^(?P<verb>.{1,4}?)(?:在|到)(?P<place>.{2,12})$", rest)
        return (inner["place"], inner["verb"]) if inner and ENDS_PLACE.search(inner["place"]) else (None, rest)
    if ENDS_PLACE.search(rest):
        return rest, ""
    verbs = [i for i in cuts if VERB.match(rest, i)]
    return (
        (rest[: verbs[-1]], rest[verbs[-1] :])
        if verbs and len(rest) - verbs[-1] > 1 and re.search(r"[东西南北村]", rest[: verbs[-1]])
        else (None, rest)
    )
