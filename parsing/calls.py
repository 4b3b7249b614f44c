"""A call in one sentence: 明早6点到志愿者菜园收土豆，要20个人，带手套.

The grammar, clause by clause, once the time has been taken out (``parsing.times``)::

    call     := clause (("," | "。" | newline | blank) clause)*
    clause   := label ":" value            地点：志愿者菜园
              | bring | need | setting | greeting | note
    bring    := (请|每人|自)* (带|穿|戴|拿 …) things
    need     := (要|需要|来|招募 …)? count (人|名|位 …)? role?
    setting  := ((到|去|在)? place)? work  到志愿者菜园收土豆
    place    := words that end like a place (园, 村委会, 广场 …), before 集合 or before work
    work     := a work verb and what follows

A stated total stands and roles are within it; without one the roles add up. What no rule takes becomes
the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from parsing.calls_en import read_english_call
from parsing.clean import normalise
from parsing.drafts import CallReading, Field, RoleReading, finished
from parsing.fields import FEWEST, MOST, read_bring, read_place
from parsing.numbers import NUMBER, ROUGH_TAIL, read_number
from parsing.places import VERB, split, tidy
from parsing.times import TimeReading, read_time

__all__ = ["CallReading", "Field", "RoleReading", "read_call"]

_COMMAND = re.compile(r"^/?(?:call|发布|召集|发通知|通知)(?:@\w+)?\s*[::,]?\s*", re.IGNORECASE)
_GREETING = re.compile(
    "^(?:请)?(?:(?:各位|亲爱的)?(?:村民|乡亲|姐妹|兄弟|志愿者|邻居|朋友|党员|同志|父老乡亲|大爷大妈|家人|"
    "伙伴|老少爷们|叔叔阿姨)(?:们|朋友们|同志们|兄弟姐妹们)*(?:好|请注意|注意|注意了|注意啦)?|"
    "各位(?:好)?|大家(?:好|注意|注意了)|急|紧急|紧急通知|通知|招募|志愿者招募|急招|喂|你好|注意了?|"
    r"好消息|活动通知|dear all|hi all|hello(?: everyone)?|hi everyone)[::!,。\s]*$",
    re.IGNORECASE,
)
_GONE = "\u0001"
"""Stands where the time was; a clause ends there."""
_SEP = re.compile(
    r" *\u0001 *|[,。;!\n?]+|\.(?=\s|$)|(?<=[\u4e00-\u9fff0-9)]) +(?=[\u4e00-\u9fff0-9(])|"
    r"(?<=[\u4e00-\u9fff]) +| +(?=[\u4e00-\u9fff])"
)
_LABELS = re.compile(
    r"^\s*(?:\d[.、]\s*)?(?:[【\[(])?(?P<label>时间|活动时间|集合时间|日期|地点|集合地点|活动地点|位置|"
    "地址|内容|活动内容|活动|主题|项目|任务|活动名称|事项|标题|人数|需要人数|招募人数|名额|需要|携带|"
    "工具|自带|带|物品|需带|要求|备注|注意|说明|what|when|where|who|bring|need|time|place|"
    r"people)(?:[】\])])?\s*[::]\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_LABEL_OF = {
    "title": "内容 活动内容 活动 主题 项目 任务 活动名称 事项 标题 what",
    "place": "地点 集合地点 活动地点 位置 地址 where place",
    "needed": "人数 需要人数 招募人数 名额 需要 need people who",
    "bring": "携带 工具 自带 带 物品 需带 bring",
    "time": "时间 活动时间 集合时间 日期 when time",
}
_UNIT = r"(?:个人|位志愿者|名志愿者|个志愿者|个壮劳力|个劳力|名党员|个|位|名|人|口人|口)"
_ASK = (
    "(?:还|大概|大约|约|总共|一共|只|就|共|差不多|另外|再|也|咱们?|我们|这次|本次|其中|至少|最少|最多|得|"
    "计划)*(?:需要|需求|需|要|来|招募|招收|招|征集|限|缺|找|差|凑|求|得|用|安排|出)?(?:志愿者|人手|人数|"
    "人员|人)?"
)
_NEED = re.compile(rf"^{_ASK}\s*(?P<n>{NUMBER}|[俩仨])(?P<rough>{ROUGH_TAIL})?\s*{_UNIT}(?P<role>.*)$")
_ROLE_FIRST = re.compile(
    rf"^(?:需要|需|要|招)?(?P<role>[\u4e00-\u9fff]{{1,6}}?)(?:需要|需|要|"
    rf"的要)?[::]?(?P<n>{NUMBER})(?P<rough>{ROUGH_TAIL})?{_UNIT}$"
)
_NO_ROLE = re.compile(
    "^(?:人|志愿者|劳力|壮劳力|壮丁|年轻人|青壮年|党员|帮手|人手|人力|左右|以上|就够|就行|就可以|即可|"
    "足够|够了|够|名额|吧|啊|哈|来|参加|报名|一起|帮忙|一起干|干活|先到先得|满员即止|的|村民|大哥|大姐|"
    "老师|同志|义工|people|volunteers)*$"
)
_NOT_HANDS = re.compile(r"^(?:老人|孩子|小孩|学生|儿童|老党员|困难|孤寡|独居|贫困|病人|客人|游客|高龄)")
_MIDDLE = re.compile(
    rf"^(?P<head>.{{2,}}?)(?P<ask>(?:大概|大约|总共|一共|还|只|就|共)*(?:需要|需|要|招募|招|来|限|"
    "缺)(?:志愿者|人手)?|志愿者|壮劳力)?"
    rf"(?P<n>{NUMBER}|[俩仨])(?P<rough>{ROUGH_TAIL})?{_UNIT}(?:人|志愿者|左右|就够了?|就行|即可|"
    "义工)*(?P<tail>.*)$"
)
_MINUS = r"\s*[-−]\s*"
_RANGE_NEED = re.compile(rf"(?:\d+|{NUMBER})\s*[-~到至]\s*(?:\d+|{NUMBER})\s*{_UNIT}")
_BRING = re.compile(
    "^(?:还|请|麻烦|记得|大家|每人|每个人|各自|都|自己|最好|要|需要|需|统一|别忘了?|并|人人|务必|"
    "有条件的|家里有的|一律|也|到时候?|，)*(?:自带|自备|携带|带好|带上|带着|带|戴好|戴上|戴|穿好|穿上|穿|"
    "拿上|拿着|拿|备好|备上)(?P<what>(?!队|头|动|领|走|路|来了|孩子).+)$"
)
_FROM = re.compile(
    "^(?:帮忙(?=去|到|在)|集合(?=去|到)|出发(?=去|到)|天亮|坐车(?=去|到)|开车(?=去|到)|骑车(?=去|到)|"
    "大伙|咱们?|我们|大家|一起|都|请|要|准备|计划|打算|想|组织|安排|村里|就|还|再|得|来|先|现在|各位|的|"
    "一块儿?|统一|开始|由|定于|拟|将|，)*"
)
_MEET_AT = re.compile(
    "^(?:请|大家|统一|都|先|准时|按时)*(?:在|到|去|于)?(?P<place>.{2,20}?)(?:集合|集中|碰头|汇合|见面|见|"
    "出发|报到|等车|上车|坐车)(?P<rest>.*)$"
)
_NOT_TITLE = re.compile(
    "通知一下|转告|有没有人|需自|谁|哪位|有没有|能不能|有时间|报名|接龙|私聊|联系|参与者|说一下|管饭|"
    "管午饭|中午|不见不散|注意|辛苦|谢谢|麻烦|有(?:补贴|礼品|车)|下雨|顺延|积极|踊跃|自愿|来不及|尽快|"
    "老人$|年龄"
)
_EMPTY_WORDS = re.compile(
    "^(?:天亮|一早|就|早早|俺们|大伙|志愿者|集合|开始|出发|左右|准时|去|来|到|的|人|吧|啊|呀|那天|活动|"
    "一起|咱们|我们|大家|有|干活|时间|在|请|哈|集中|报到)*$"
)


@dataclass
class _Draft:
    """What has been found so far; filled clause by clause."""

    title: str = ""
    place: str | None = None
    total: int | None = None
    rough: bool = False
    bring: tuple[str, ...] = ()
    counted: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    """Short clauses with neither a place word nor a work verb: a title if no other comes, else a place."""


def read_call(text: str, now: datetime) -> CallReading:
    """What a call in one sentence (or in labelled lines) says, seen from ``now`` in the village's zone.

    Never raises and never fills in what was not said.
    """
    words = _COMMAND.sub("", normalise(text))
    if not re.search(r"[\u4e00-\u9fff]", words):
        return read_english_call(words, now)
    time = read_time(words, now)
    rest = _without(words, time)
    draft = _Draft()
    for piece in _SEP.split(rest):
        _clause(draft, piece.strip(" :()"))
    _settle(draft)
    return finished(draft.title, time, draft.place, *_counts(draft), draft.bring, draft.notes)


def _settle(draft: _Draft) -> None:
    """东洼 beside 浇地 is the place; 剪纸课 alone is the title."""
    loose = list(draft.loose)
    if loose and not draft.title:
        draft.title = tidy(loose.pop(0))
    if loose and draft.place is None and len(loose[0]) <= 8:
        draft.place = loose.pop(0)
    draft.notes += tuple(loose)


def _without(words: str, time: TimeReading | None) -> str:
    for start, end in sorted(time.spans if time else (), reverse=True):
        lead = words[:start]
        words = lead + _GONE + words[end:]
    return re.sub(rf"{_GONE} *(?:\((?:周|星期).\))? *(?:的时候|左右|准时|开始(?!\S)|整|钟)?", _GONE, words)


def _counts(draft: _Draft) -> tuple[int | None, tuple[RoleReading, ...]]:
    counted = draft.counted
    total = draft.total
    if len(counted) == 1 and counted[0][0] == draft.title:
        total, counted = counted[0][1] if total is None else total, ()
    roles = tuple(RoleReading(name, n) for name, n in counted)
    if total is None and roles and not draft.rough:
        total = sum(role.needed for role in roles)
        if not FEWEST <= total <= MOST:
            total = None
    return total, roles


def _clause(draft: _Draft, piece: str) -> None:
    if not piece or _GREETING.match(piece) or _EMPTY_WORDS.match(piece):
        return
    if (label := _LABELS.match(piece)) and _labelled(draft, label["label"].lower(), label["value"].strip()):
        return
    piece = re.sub(r"^(?:各位|亲爱的)?(?:志愿者|村民|乡亲|姐妹)(?:朋友)?们?[::\s]+", "", piece)
    if bring := _BRING.match(piece):
        draft.bring += tuple(i for i in read_bring(bring["what"]) or () if i not in draft.bring)
        return
    if re.search(rf"(?<![\d]){_MINUS}\d+{_UNIT}", piece):
        draft.rough = True
        return
    if _RANGE_NEED.search(piece):
        draft.rough = True
        rest = _RANGE_NEED.sub("", piece)
        if _NO_ROLE.match(re.sub(rf"^{_ASK}", "", rest)):
            return
        piece = rest
    if _needing(draft, piece) or _inside(draft, piece) or _setting(draft, piece):
        return
    draft.notes += (piece,)


def _labelled(draft: _Draft, label: str, value: str) -> bool:
    kind = next((kind for kind, labels in _LABEL_OF.items() if label in labels.split()), "note")
    if kind == "title":
        draft.title = value or draft.title
    elif kind == "place":
        draft.place = read_place(value) or draft.place
    elif kind == "bring":
        draft.bring += read_bring(value) or ()
    elif kind == "needed":
        if not _needing(draft, value):
            if (n := read_number(value)) is None:
                draft.bring += read_bring(value) or ()
            elif FEWEST <= n <= MOST:
                draft.total = n
    elif kind == "note" and value:
        if bring := _BRING.match(value):
            draft.bring += read_bring(bring["what"]) or ()
        else:
            draft.notes += (value,)
    return True


def _needing(draft: _Draft, piece: str) -> bool:
    """要20个人; 2个司机; 要10个人挖土豆; 司机2名."""
    match = _NEED.match(piece)
    if not match:
        first = _ROLE_FIRST.match(piece)
        if not first:
            return False
        if not draft.title and VERB.match(first["role"]):
            draft.title = first["role"]
        return _count(draft, first["n"], first["rough"], first["role"].removesuffix("的"))
    role = re.sub(
        "^(?:人|青壮年|壮劳力|劳力|年轻人|党员|村民|妇女|志愿者|同志|义工|去|来|负责|专门|的|当|"
        "做(?=司机)|会|能|帮忙)+",
        "",
        match["role"].strip(),
    )
    role = re.sub(r"(?:的|的人|的同志|就行|就够了?|即可|吧|啊|左右)+$", "", role)
    if more := re.search(rf"(?<=\S)(?={NUMBER}(?:个|名|位))", match["role"]):
        at = match.start("role") + more.start()
        return _needing(draft, piece[:at]) and _needing(draft, piece[at:])
    if _NOT_HANDS.match(match["role"].strip()):
        draft.notes += (piece,)
        return True
    return _count(draft, match["n"], match["rough"], role, clause=match["role"])


def _inside(draft: _Draft, piece: str) -> bool:
    """A count in the middle: 老年食堂要3个人帮厨; 收土豆20人; 收土豆二十个人带手套."""
    match = _MIDDLE.match(piece)
    if not match or _NOT_HANDS.match(match["tail"]) or re.search(r"[给为帮替陪]$", match["head"]):
        return False
    number, tail = read_number(match["n"]), match["tail"].strip()
    if match["rough"] or number is None or not FEWEST <= number <= MOST:
        draft.rough = True
        number = None
    before = draft.title
    _setting(draft, match["head"])
    work = draft.title if not before else tidy(match["head"])
    if number is not None and not tail and not match["ask"] and work and VERB.match(work) and len(work) <= 8:
        draft.counted += ((work, number),)
    elif number is not None and draft.total is None:
        draft.total = number
    if tail:
        _clause(draft, tail)
    return True


def _count(draft: _Draft, n: str, rough: str | None, role: str, clause: str = "") -> bool:
    number = read_number(n)
    if number is None or rough:
        draft.rough = True
        if role and not _NO_ROLE.match(role):
            _setting(draft, role)
        return True
    if not FEWEST <= number <= MOST:
        return True
    if not role or _NO_ROLE.match(role):
        draft.total = number if draft.total is None else draft.total
        return True
    clause = re.sub(
        r"^(?:人|志愿者|义工|名|位|青壮年|壮劳力|劳力|年轻人|党员|村民|妇女|同志|一起|帮忙)+", "", clause
    )
    if (
        not draft.title
        and draft.total is None
        and VERB.search(role)
        and (re.match(r"(?:去|到|在|来)", clause) or len(role) > 6)
    ):
        draft.total = number
        return _setting(draft, clause)
    if len(role) <= 8:
        draft.counted += ((role, number),)
        return True
    draft.total = number if draft.total is None else draft.total
    draft.notes += (role,)
    return True


def _setting(draft: _Draft, piece: str) -> bool:
    """Place and work out of one clause; True if it gave either."""
    body = _FROM.sub("", piece).strip()
    if not body:
        return True
    if _NOT_TITLE.search(body) and not re.search(r"^(?:在|到|去)", body):
        return False
    if (meeting := _MEET_AT.match(body)) and draft.place is None and not VERB.match(meeting["place"]):
        draft.place = read_place(meeting["place"])
        rest = meeting["rest"].strip()
        return bool(not rest or _setting(draft, rest) or True)
    place, work = split(body)
    if place and draft.place is None:
        draft.place = place
    if work and not place and not re.match(r"^(?:去|到|在|帮)", work) and not VERB.match(work):
        draft.loose += (work,)
        return True
    if work and not draft.title:
        draft.title = tidy(work)
        return True
    return bool(place) and not work
