"""One line of a 接龙: a name, how many, for whom, which role, and what else was said.

    line   := name (count | role | proxy | note)*
    count  := 2人 | +1 (one more, so two) | 一家三口 | 两口子 | 和老伴
    proxy  := 王秀兰 代张大爷 | 张大爷（李婶代报）
    role   := a role of the call | 司机 | B组 …
    note   := 带手套 | 晚到 | 请假 | 替补 …

Names are cut out, never guessed: what does not begin with a name is ``unclear`` and is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsing.numbers import NUMBER, read_number
from parsing.people import FULL, KIN, LARGEST_PARTY, TITLED, count_people, is_name
from parsing.words import choice

_HAN = r"[\u4e00-\u9fff]"
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_HOUSE = re.compile(
    r"\d{1,3}(?:号楼|栋|幢|号院)(?:\d{1,2}单元)?(?:\d{1,4}室?)?|\d{1,2}单元\d{2,4}室?|"
    r"\d{1,2}-\d{1,2}-\d{3,4}"
)
_DRESS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]|^@|\\[[\u4e00-\u9fff]{1,3}\\]")
_PUNCT = re.compile(r"[\s,，。;；、:·~!/()（）\[\]【】]+")
_GROUP = re.compile(r"^(?:[A-Za-z]组|第?[一二三四五六七八九十\d]{1,2}[组队])")
_ROLES = choice("司机 做饭 炊事 厨师 装车 搬运 登记 拍照 挖土豆 捡土豆 收土豆 配速员 领队 后勤 打扫 包饺子")
_ENROLLED = re.compile(
    "^(?:我)?(?:也)?(?:报名|参加|报|我去|去|都去|来|都来|算一个|接龙)(?:了|啦)?$|(?<=..)(?:报名|参加|"
    "我去|都去)(?:了|啦)?$"
)
_SELF_FOR = re.compile(r"^(?:代报|代|替|帮)(?P<for>.+?)(?:报名|报个名|报)?$")
_BY = re.compile(r"^(?P<by>.+?)(?:代报|代|替报|帮报)$")
_AWAY, _RESERVE = "away", "reserve"
_STANDING = dict.fromkeys(("请假", "取消", "退出", "不去了", "去不了"), _AWAY)
_STANDING |= dict.fromkeys(("替补", "候补", "备选"), _RESERVE)
_NICK = rf"(?:小|阿|老|大){_HAN}{{1,2}}"
_PEOPLE = re.compile(
    rf"(?:一共|共|家里|我家|我们|全家|一家)*(?:{NUMBER}(?:个人|口人|口子|人|口|位|名|个)|老?两口子?|"
    "夫妻俩?|俩人?|仨人?)(?:去|来)?$"
)
_NOT_A_NAME = re.compile(
    r"带|晚|早|点|去|来|报|参加|车|不|我|明天|上午|下午|手套|收|挖|包|栽|可以|能|人$|活动|集合|接龙|通知"
)


_CALLED = re.compile(rf"{TITLED}|{_NICK}")
_FULL = re.compile(FULL)
_NAMED = re.compile(rf"{TITLED}|{FULL}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'-]{1,20}")
_SHORT = re.compile(rf"{_HAN}{{2,4}}")
_IS_ROLE = re.compile(_ROLES)
_ROLE_COUNT = re.compile(rf"(?P<role>{_ROLES})(?P<n>{NUMBER})[人个名位]")
_FOR_GLUED = re.compile(rf"^(?P<name>.+?)(?:代|替|帮)(?P<for>{_HAN}{{2,4}}?)(?:报名|报)?$")
_WITH = re.compile(rf"(?:和|跟|带|还有)(?P<name>{KIN}|{FULL})(?:都|一起)?(?:去|来|报名)?")
_REST = re.compile(rf"(?:和|跟|带|还有)(?:{KIN}|{FULL})|带|晚|早")


@dataclass(frozen=True)
class ChainItem:
    """One line: ``party`` counts all its places; ``by`` who entered it for ``name`` ("?" when not told).

    ``names`` are further people the line names; ``standing`` is "away" or "reserve" where the line says so.
    An ``unclear`` line has no name to be sure of; ``text`` is the line, masked.
    """

    name: str
    party: int = 1
    by: str | None = None
    role: str | None = None
    note: str = ""
    names: tuple[str, ...] = ()
    standing: str | None = None
    unclear: bool = False
    text: str = ""


def mask(text: str) -> str:
    """The text with phones (138****5678) and house numbers (***) hidden: nobody's business."""
    return _HOUSE.sub("***", _PHONE.sub(r"\1****\2", text))


def names_somebody(line: str, about: Sequence[str] = ()) -> bool:
    """Whether a line begins with a person's name rather than with a title such as 明天上午收土豆报名."""
    return not read_line(line, about).unclear


def read_line(line: str, about: Sequence[str] = ()) -> ChainItem:
    """One item's text, number removed, as a ChainItem."""
    shown = mask(" ".join(line.split()))
    words = [w for w in _PUNCT.split(_DRESS.sub(" ", shown)) if w]
    # +1 and the like stand alone however they were glued on.
    words = [part for word in words for part in re.findall(r"\+?[^+]+|\+", word) if part]
    item = ChainItem("", text=shown)
    for at, word in enumerate(words):
        item = _first(item, word, about) if at == 0 or not (item.name or item.unclear) else _more(item, word, about)
    if not item.name and not item.unclear:
        item = replace(item, unclear=True)
    return item if 1 <= item.party <= LARGEST_PARTY else replace(item, party=1, unclear=True)


def _person(word: str) -> bool:
    if _CALLED.fullmatch(word):
        return True
    if _FULL.fullmatch(word):
        return is_name(word)
    return bool(_LATIN.fullmatch(word)) or bool(_SHORT.fullmatch(word) and not _NOT_A_NAME.search(word))


def _first(item: ChainItem, word: str, about: Sequence[str]) -> ChainItem:
    """The word a line begins with: a group, a name, or a name with something glued on."""
    if word in about or _IS_ROLE.fullmatch(word):
        return replace(item, role=word)
    if group := _GROUP.match(word):
        rest = word[group.end() :]
        item = replace(item, role=group[0])
        return _first(item, rest, about) if rest else item
    if (led := _SELF_FOR.match(word)) and _person(led["for"]):
        return replace(item, name=led["for"], by="?")
    glued = _FOR_GLUED.match(word)
    if glued and _person(glued["name"]) and _person(glued["for"]):
        return replace(item, name=glued["for"], by=glued["name"])
    bare = _ENROLLED.sub("", word)
    if bare and _person(bare):
        return replace(item, name=bare)
    return _glued(item, bare or word, about)


def _glued(item: ChainItem, word: str, about: Sequence[str]) -> ChainItem:
    """李建国两口子, 王秀兰3人, 王秀兰和老伴: the shortest name with a known rest."""
    for size in (3, 2, 4):
        name, rest = word[:size], word[size:]
        if rest and _person(name) and (_PEOPLE.fullmatch(rest) or _REST.match(rest)):
            return _more(replace(item, name=name), rest, about)
    return replace(item, unclear=True, note=word)


def _more(item: ChainItem, word: str, about: Sequence[str]) -> ChainItem:
    """What follows the name."""
    if word in about or _IS_ROLE.fullmatch(word) or _GROUP.fullmatch(word):
        return replace(item, role=word)
    counted = _ROLE_COUNT.fullmatch(word)
    if counted:
        return replace(item, role=counted["role"], party=read_number(counted["n"]) or item.party)
    if plus := re.fullmatch(r"\+(\d{1,2})[人个位]?", word):
        return replace(item, party=item.party + int(plus[1]))
    if word.startswith("+") and len(word) > 1:
        return replace(item, party=item.party + 1, names=(*item.names, word[1:]))
    if re.fullmatch(r"\d{1,2}", word):
        return replace(item, party=int(word))
    if _PEOPLE.fullmatch(word) and (count := count_people(word)):
        return replace(item, party=count)
    if joined := _WITH.fullmatch(word):
        return replace(item, party=item.party + 1, names=(*item.names, joined["name"]))
    if (led := _SELF_FOR.match(word)) and _person(led["for"]):
        return replace(item, name=led["for"], by=item.name)
    if (by := _BY.match(word)) and _person(by["by"]):
        return replace(item, by=by["by"])
    if word == "代":
        return replace(item, by="?")
    if _ENROLLED.search(word) and len(_ENROLLED.sub("", word)) == 0:
        return item
    if _NAMED.fullmatch(word) and is_name(word):
        return replace(item, party=item.party + 1, names=(*item.names, word))
    standing = next((state for mark, state in _STANDING.items() if mark in word), item.standing)
    return replace(item, standing=standing, note=f"{item.note},{word}" if item.note else word)
