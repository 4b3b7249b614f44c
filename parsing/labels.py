"""Labelled lines of a call (时间：…, 地点 村北果园, 人数20): which field each stands for, with or without a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KINDS = {
    "title": "活 活计 干活 内容 活动内容 活动 主题 活动主题 项目 服务项目 任务 名称 活动名称 事项 标题 事由"
    " 干啥 干什么 活儿 工作内容 what",
    "place": "地点 集合地点 活动地点 集合地 位置 地址 去哪 在哪 哪儿 集合点 where place venue",
    "needed": "人数 需要人数 招募人数 活动人数 所需人数 名额 需要 需 要几个人 要多少人 多少人 人 几个人 需"
    "几人 参与人员 人员 参加人员 招募 招募对象 限额 多少人 人 几个人 need people who",
    "bring": "携带 工具 自带 自备 带 物品 需带 带什么 带啥 携带物品 自带工具 所带工具 着装 着装要求 服装 装"
    "备 穿戴 bring",
    "time": "时间 活动时间 集合时间 服务时间 开始时间 日期 活动日期 啥时候 什么时候 几点 何时 when time date",
    "length": "时长 活动时长 服务时长",
    "note": "要求 备注 注意 注意事项 说明 温馨提示 提示 联系人 联系电话 电话 报名方式 报名时间 报名截止 报"
    "名截止时间 "
    "截止时间 负责人 对象 活动要求 其他 补贴 待遇 午饭 交通 note notes contact",
}
_KIND_OF = {label: kind for kind, labels in _KINDS.items() for label in labels.split()}
_NAMES = "|".join(sorted(_KIND_OF, key=len, reverse=True))
_BY_END = {
    "时间": "time", "日期": "time", "地点": "place", "内容": "title", "名称": "title", "主题": "title",
    "人数": "needed", "名额": "needed", "物品": "bring", "工具": "bring", "要求": "note", "方式": "note",
    "保障": "note", "须知": "note", "热线": "note", "条件": "note",
}  # fmt: skip
_COMPOUND = rf"[一-鿿]{{2}}(?:{'|'.join(_BY_END)})"
_COLON = re.compile(
    rf"(?P<lead>^|[\n,。;、 !】\])])[】\])]?\s*(?:\d{{1,2}}[.、]|[一二三四五六七八九十]、|"
    rf"[-*•·])?\s*[【\[(]?"
    rf"(?P<label>{_NAMES}|{_COMPOUND})[】\])]?\s*(?::|(?<=[】\]]))\s*",
    re.IGNORECASE,
)
# Without a colon only the plain nouns, and only where two of them stand in one text.
_BARE = re.compile(
    r"(?P<lead>^|[\n,。; ])\s*(?P<label>活动时间|集合时间|时间|活动地点|集合地点|地点|招募人数|需要人数|"
    r"人数|活动内容|内容|"
    r"任务|主题|去哪儿?|多少人|干啥|集合点|自带|携带|着装要求|活动要求|要求|备注|"
    r"注意事项)(?P<gap>\s?)(?=\S)(?!自|都|各|我|就)"
)


def _kind(label: str) -> str:
    if kind := _KIND_OF.get(label):
        return kind
    return "note" if label.startswith(("报名", "截止", "联系")) else _BY_END[label[-2:]]


@dataclass(frozen=True)
class Labelled:
    """One piece of a call: the kind of field its label named (empty for unlabelled text), and its words."""

    kind: str
    value: str


def labelled(words: str) -> tuple[Labelled, ...]:
    """The text cut at its labels, in order; one unlabelled piece when there are none."""
    found = [(m.start("label"), m.start(), m.end(), _kind(m["label"].lower())) for m in _COLON.finditer(words)]
    bare = [(m.start("label"), m.start(), m.end(), _KIND_OF[m["label"]]) for m in _BARE.finditer(words)]
    bare = [one for one in bare if all(one[0] != other[0] for other in found)]
    if len({kind for *_, kind in (*found, *bare)}) > 1:
        found = sorted([*found, *bare])
    if not found:
        return (Labelled("", words),)
    pieces = [Labelled("", words[: found[0][1]])]
    for (_, _, start, kind), following in zip(found, [*found[1:], None], strict=True):
        value = words[start : following[1] if following else len(words)]
        pieces.append(Labelled(kind, value.strip(" \n,;、")))
    return tuple(piece for piece in pieces if piece.value.strip())
