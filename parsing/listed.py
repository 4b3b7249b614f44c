"""What somebody on a list says in passing: I am here, I am on the way, am I on it at all, there will be two of us."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.questions import QuestionKind
from parsing.replies import Act, Reply, read_reply

_END = r"[\s!.。！~～啊呀啦哈了]*"
_HERE = re.compile(
    rf"(?:(?:我|俺|我们|俺们|咱)?(?:已经|已|都)?(?:到(?:场|达|位|齐)?|来|在(?:这儿|这里|呢)?|签到)|"
    rf"(?:i'?m |we'?re )?here|present){_END}",
    re.IGNORECASE,
)
_ON_THE_WAY = re.compile(
    r"在?路上|半路|马上就?[到来]|(?:就|快)到了?(?!\S*[?？吗])|堵车|堵(?:着|在|住)|(?:晚|迟)(?:一?点儿?|些|一?会儿?)?到|"
    r"(?:晚|迟)(?:[一二两三五十半]|\d).{0,5}(?:到|来|分|点|钟)|(?:[一二两三五十半]|\d).{0,4}(?:分钟?|刻钟).{0,3}到|"
    r"(?:来|起)晚了|出发了|on (?:my|the|our) way|running late|(?:be|am) late|stuck in traffic",
    re.IGNORECASE,
)
_OWN_PLACE = re.compile(
    r"(?:我|俺)?.{0,3}(?:报|排|算)(?:上|进|到)?(?:名|号)?了?(?:没有|没|吗|么|不)[?？]?$|有(?:没有)?(?:我|俺)(?:吗|么|没|不)?[?？]?$|"
    r"(?:我|俺).{0,4}名单(?:上|里)?.{0,3}(?:吗|么|没|不)?[?？]?$|名单(?:上|里)?有(?:没有)?(?:我|俺)|"
    r"\bam i (?:on|in|signed)\b|did i (?:sign|get)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:再|多)?(?:加|来|添|带)?(?:[一二两俩三四五六七八九十]|\d{1,2})(?:个人|个|人|位|口|名)?[\s!.。！~]*|(?:再|多)(?:加|带).{1,6}"
)
_PIECES = re.compile(r"[?？,，。;；、!！\s]+")


def says_here(text: str) -> bool:
    """来了, 到了, 在: from somebody on the list in the morning it means 到了; before, it may mean anything."""
    return bool(_HERE.fullmatch(text.strip()))


def says_on_the_way(text: str) -> bool:
    """在路上, 马上到, 堵车了, 我晚到十分钟."""
    return bool(_ON_THE_WAY.search(text))


def asks_own_place(text: str) -> bool:
    """我报上了吗, 有我吗: whether the writer is on the list."""
    return bool(_OWN_PLACE.search(text.strip()))


def says_how_many(text: str) -> bool:
    """A bare number, or one more: 两个, 再加一个."""
    return bool(_COUNT.fullmatch(text.strip()))


def read_about(text: str, words: Sequence[str]) -> Reply:
    """A reply that may name its call (取消收土豆, 搬桌子我报名): the name is no news, what is left is read alone."""
    told = read_reply(text)
    bare = text
    for word in words:
        bare = bare.replace(word, "")
    if bare == text:
        return told
    readings = (told, read_reply(text, words), read_reply(bare.strip(" ,.，。的那个")))
    return next((one for one in readings if one.act not in (Act.CHATTER, Act.UNSURE)), readings[1])


def all_questions(text: str) -> list[QuestionKind]:
    """Everything that is asked, in order and once: 几点？在哪？带啥？ asks three things."""
    asked = [read_reply(text).question, *(read_reply(f"{piece}?").question for piece in _PIECES.split(text) if piece)]
    return list(dict.fromkeys(kind for kind in asked if kind is not None and kind is not QuestionKind.OTHER))
