"""What is said around a list: I am here, I am on the way, am I on it at all, there will be two of us; who else came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsing.numbers import NUMBER, read_number
from parsing.people import KIN, LARGEST_PARTY
from parsing.questions import QuestionKind
from parsing.replies import Act, Reply, read_reply
from parsing.words import KIN_BARE

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


@dataclass(frozen=True)
class Came:
    """Somebody who came, by name, and with how many people in all."""

    name: str
    party: int = 1


@dataclass(frozen=True)
class WhoCame:
    """Who is named, and the words that name nobody (我妈, 三个人), which are to be asked about."""

    people: tuple[Came, ...]
    unclear: tuple[str, ...] = ()


_HAN = r"[\u4e00-\u9fff]"
_BLANK = r"[ \t\u3000]+"
_BETWEEN = re.compile(
    rf"([,，、;；。/|&\n]|\.(?=\s|$)|(?<={_HAN}){_BLANK}|{_BLANK}(?={_HAN})|\b(?:and|with)\b|还有|以及|加上)",
    re.IGNORECASE,
)
_LINK = re.compile(r"[和跟与同]")
_AROUND = re.compile(
    r"^(?:还|都|也|另外|就是|就|是|有)+(?=..)|(?:都|也)?(?:一起)?(?:来了|到了|来的|也来)$|[\s。.!！:：“”\"'（）()]+$"
)
_TWO = re.compile(
    r"(?:家)?(?:(?:老)?(?:两|俩|二|2)口子?|夫妻俩?|夫妇俩?|(?:夫妻|夫妇)[两二]人|"
    r"(?:娘|爷|父子|父女|母子|母女|哥|姐|姐妹|姐弟|兄弟|兄妹|妯娌)?俩人?)$"
)
_THREE = re.compile(r"(?:家)?(?:娘|爷|父子|母子|姐妹|兄弟)?仨人?$")
_COUNTED = re.compile(
    rf"(?:(?:一家|家)?[(（]?(?:一?共)?(?P<n>{NUMBER})(?:口人?|个人?|人|位|名)[)）]?|"
    r"\s*[x×*]\s*(?P<x>\d{1,2})|[(（](?P<m>\d{1,2})[)）]|(?<!\d)\s*\+\s*(?P<p>\d{1,2}))$",
    re.IGNORECASE,
)
_THEIRS = re.compile(rf"(?:[他她]家?|自家)的?{KIN_BARE}|(?:his|her)\s+\w+", re.IGNORECASE)
_WITH_KIN = re.compile(rf"(?:[他她]家?|自家|家里)?的?{KIN_BARE}")
_NOBODY = re.compile(
    rf"(?:我|俺|咱|我们|俺们|咱们).{{0,4}}|[他她]们?.{{0,4}}|{KIN}|(?:几|好几|一些|很多)?个?(?:人|邻居|亲戚|朋友|老乡|家)|"
    r"me|my\b.*|some\b.*|\d+",
    re.IGNORECASE,
)


def read_came(text: str) -> WhoCame:
    """The people a list of those who came names: 王秀兰、老孙头和李婶.

    王大爷两口子 is one name for two people, and so is 王大爷和他老伴; 王大爷和李婶两口子 are two names. Commas, 、, 和,
    跟, line breaks and blanks part them; a blank in a Latin name does not."""
    people: list[Came] = []
    unclear: list[str] = []
    pieces = ["", *_BETWEEN.split(text)]
    for parting, piece in zip(pieces[::2], pieces[1::2], strict=True):
        for number, part in enumerate(_linked(piece.strip())):
            words = _bare(part)
            name, party, couple = _counted(words)
            if not words:
                continue
            if people and not name and (couple or not parting.strip()):
                people[-1] = replace(people[-1], party=party)
            elif people and party == 1 and (_THEIRS.fullmatch(words) or (number and _WITH_KIN.fullmatch(words))):
                people[-1] = replace(people[-1], party=people[-1].party + 1)
            elif not name or not 0 < party <= LARGEST_PARTY or _NOBODY.fullmatch(name):
                unclear.append(words)
            else:
                # 王大爷和李婶两口子: the couple is these two.
                people.append(Came(name, 1 if couple and number else party))
    return WhoCame(tuple(people), tuple(unclear))


def _bare(words: str) -> str:
    while (less := _AROUND.sub("", words).strip()) != words:
        words = less
    return words


def _linked(piece: str) -> list[str]:
    """Parted at 和, 跟, 与, 同, but not inside a name: 张和平 is one person, so a part has two signs or more."""
    for link in _LINK.finditer(piece):
        before, after = piece[: link.start()].strip(), piece[link.end() :].strip()
        if len(before) > 1 and len(after) > 1:
            return [before, *_linked(after)]
    return [piece]


def _counted(words: str) -> tuple[str, int, bool]:
    """A name, how many people it stands for, and whether that was said as a pair or three of a family (两口子, 娘俩).
    No name when only the number was said; 0 when the number is none."""
    if words.isascii() and words.isdigit() and len(words) < 3:
        return "", int(words), False
    for pattern, size in ((_TWO, 2), (_THREE, 3)):
        if found := pattern.search(words):
            return _named(words, found.start()), size, True
    if found := _COUNTED.search(words):
        said = found["n"] or found["x"] or found["m"]
        party = (read_number(said) or 0) if said else int(found["p"]) + 1
        return _named(words, found.start()), party, False
    return words, 1, False


def _named(words: str, end: int) -> str:
    """What stands before the number; of 王家三口 the name is 王家."""
    name = words[:end].strip()
    return f"{name}家" if len(name) == 1 and words[end : end + 1] == "家" else name
