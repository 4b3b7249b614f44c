"""The duties of a call as an organiser says them: 挖土豆10到16人，司机2个，做饭3人; and which of them need a skill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from domain.duties import LONGEST_DUTY, WantedDuty
from parsing.clean import fold, normalise
from parsing.numbers import NUMBER, ROUGH_TAIL, read_number

_UNIT: Final = r"(?:个人|位志愿者|名志愿者|个|位|名|人|口人|people|persons|person)?"
_RANGE: Final = re.compile(rf"({NUMBER})\s*(?:个|名|位|人)?\s*(?:[-~—–]|到|至|to)\s*(?={NUMBER})", re.IGNORECASE)
_COUNT: Final = (
    rf"(?:(?:至少|最少)(?P<low>{NUMBER}|[俩仨])\s*{_UNIT}\s*,?\s*(?:最多|顶多)(?P<high>{NUMBER}|[俩仨])|"
    rf"(?:最多|顶多)(?P<most>{NUMBER}|[俩仨])|(?P<n>{NUMBER}|[俩仨])(?:到(?P<n2>{NUMBER}))?)"
    rf"(?!{ROUGH_TAIL})\s*{_UNIT}"
)
_ASK: Final = r"(?:还|再)?(?:需要|要|来|缺|招|need)?\s*"
_AFTER: Final = re.compile(rf"(?P<name>[^\d]+?)\s*[::是为]?\s*{_ASK}{_COUNT}(?:左右|吧|就行|就够)?", re.IGNORECASE)
_BEFORE: Final = re.compile(rf"{_ASK}{_COUNT}\s*(?:负责|管|去|来|会|能|for)?\s*(?P<name>[^\d]+)", re.IGNORECASE)
_EACH: Final = re.compile(rf"(?P<names>[^\d]+?)\s*(?:各|每样|分别)\s*{_ASK}{_COUNT}")
_NONE: Final = frozenset(
    {"不分工", "不分", "不用分", "不用分工", "不分了", "不分工了", "取消分工", "去掉分工", "没有分工", "没有", "都一样"}
    | {"一起干", "none", "no", "no jobs", "no duties"}
)
_MORE: Final = re.compile(r"(?:再|还)?(?:加上|加|添|增加|多)\s*(?=\S)|add\s+", re.IGNORECASE)
_LESS: Final = re.compile(
    r"(?:去掉|不要|删掉|删了|删|取消|不用)\s*(?P<name>.+?)(?:了|吧)?|(?:drop|remove)\s+(?P<en>.+)"
)
_OTHER: Final = re.compile(r"(?P<name>[^\d]+?)\s*(?:人数)?\s*(?:改成|改为|改到|改|换成)\s*(?P<rest>.+)")
_CUT: Final = re.compile(r"[,;。\n/]+|\s+(?:and)\s+")
_CUTS: Final = (None, re.compile(r"[、和与]"), re.compile(r"\s+(?=\d)"), re.compile(r"[、和与\s]+"))
"""How one clause may hold several: not at all, 10人挖土豆和2个司机, 16 digging 2 driving, 挖土豆10人 司机2人."""
_JOINTS: Final = re.compile(r"[、和与]|\s+")
_SKILL: Final = re.compile(
    "司机|开车|驾驶|拖拉机|三轮|医生|大夫|医护|护士|急救|电工|水电|电焊|焊工|厨师|大厨|掌勺|木工|木匠|瓦工|泥瓦|"
    "摄影|摄像|翻译|理发|会计|教练|救生|driv|doctor|nurse|first aid|electrician|plumber|welder|chef|carpenter|"
    "photographer|translator|barber|lifeguard",
    re.IGNORECASE,
)


def needs_skill(name: str) -> bool:
    """Whether not everybody can do it (司机, 电工): such a duty is strict until an organiser says otherwise."""
    return bool(_SKILL.search(name))


def read_duties(text: str, known: Sequence[WantedDuty] = ()) -> tuple[WantedDuty, ...] | None:
    """The duties a call has after these words: all of them said anew, or one of the `known` changed (司机改成3人),
    added (加2个做饭) or dropped (去掉做饭). Empty for 不分工; None when any part of it cannot be read."""
    words = _RANGE.sub(r"\1到", fold(normalise(text)).strip(" 。.!"))
    if words in _NONE:
        return ()
    if (less := _LESS.fullmatch(words)) is not None:
        gone = (less["name"] or less["en"]).strip()
        left = tuple(one for one in known if one.name != gone)
        return left if len(left) < len(known) else None
    if (other := _OTHER.fullmatch(words)) is not None:
        return _changed(known, _listed(f"{other['name']}{other['rest']}"), new=False)
    found = _listed(words)
    if known and (more := _MORE.match(words)) is not None:
        added = _listed(words[more.end() :])
        # 加水3人，挖土豆10人 names two duties, the first of them 加水.
        if added is not None and (len(added) == 1 or found is None):
            return _changed(known, added, new=True)
    if found is None:
        return None
    if len(found) == 1 and found[0].name in [one.name for one in known]:
        return _changed(known, found, new=False)
    strict = {one.name: one.strict for one in known}
    return tuple(WantedDuty(d.name, d.least, d.most, strict.get(d.name, d.strict)) for d in found)


def _changed(
    known: Sequence[WantedDuty], said: Sequence[WantedDuty] | None, *, new: bool
) -> tuple[WantedDuty, ...] | None:
    if not said or (not new and any(one.name not in [k.name for k in known] for one in said)):
        return None
    by_name = {one.name: one for one in known}
    for one in said:
        strict = by_name[one.name].strict if one.name in by_name else one.strict
        by_name[one.name] = WantedDuty(one.name, one.least, one.most, strict)
    return tuple(by_name.values())


def _listed(words: str) -> tuple[WantedDuty, ...] | None:
    found: list[WantedDuty] = []
    for piece in (piece.strip() for piece in _CUT.split(words)):
        if not piece:
            continue
        read = _piece(piece)
        if read is None:
            return None
        found += read
    return tuple(found) or None


def _piece(piece: str) -> list[WantedDuty] | None:
    if (each := _EACH.fullmatch(piece)) is not None:
        names = [name for name in _JOINTS.split(each["names"]) if name]
        return _all([_wanted(name, each) for name in names])
    for cut in _CUTS:
        parts = [part.strip() for part in (cut.split(piece) if cut else [piece])]
        if (found := _all([_one(part) for part in parts if part])) is not None:
            return found
    return None


def _one(part: str) -> WantedDuty | None:
    for shape in (_BEFORE, _AFTER):
        found = shape.fullmatch(part)
        if found is not None and (wanted := _wanted(found["name"], found)) is not None:
            return wanted
    return None


def _wanted(said: str, counts: re.Match[str]) -> WantedDuty | None:
    """One duty: its name without the words around it, its least and its most."""
    name = re.sub(r"^(?:负责|管|去|来|会|能|的)+|(?:的人|的|人员)$", "", said.strip(" :,-")).strip()
    if not re.search(r"[^\W\d_]", name) or len(name) > LONGEST_DUTY or re.fullmatch(rf"{_UNIT}|左右|以上", name):
        return None
    if re.search(rf"{NUMBER}(?:个|名|位|人|到)", name):
        return None  # another count: not one duty but several
    if counts["most"] is not None:
        least, most = 0, _number(counts["most"])
    elif counts["low"] is not None:
        least, most = _number(counts["low"]) or 0, _number(counts["high"])
    else:
        least = _number(counts["n"]) or 0
        most = _number(counts["n2"]) if counts["n2"] is not None else least
    if not most:
        return None
    return WantedDuty(name, least, most, needs_skill(name))


def _number(text: str) -> int | None:
    return {"俩": 2, "仨": 3}.get(text) or read_number(text)


def _all(found: list[WantedDuty | None]) -> list[WantedDuty] | None:
    whole = [one for one in found if one is not None]
    return whole if whole and len(whole) == len(found) else None
