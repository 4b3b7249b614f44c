"""A party that grows or shrinks: 再加一个, 改成3个人, 减一个."""

from __future__ import annotations

import re

from parsing.moves import Clause, Move
from parsing.numbers import NUMBER, read_number
from parsing.people import LARGEST_PARTY

_LEAD = "(?:那|那个|请|麻烦|你|您|我|俺|我们|俺们|我家|俺家|我这边|给我|给俺|帮我|帮俺|给我们|能|就|书记|,)*"
_N = rf"(?P<n>{NUMBER}|俩|仨|(?=个人))(?:个人|个|口人|口|位|名|人|个名额|个位置|个名)?"
_END = "(?:吧|哈|啊|呀|了|啦|谢谢|来|去|过来|过去|就行|名额)*[!.~]*"
_MORE = re.compile(
    f"{_LEAD}(?:(?:再|又|另外再|另外|还要|还得|还想|还|多)(?:给我|给俺|帮我|给我们|给我家|"
    "给俺家|要|得)?(?:多)?(?:加|来|添|报|算|去|增加|补|多)(?:上|个|去|来)?|加|添|增加|追加|"
    "多加|多)"
    rf"{_N}{_END}"
)
_LESS = re.compile(
    f"{_LEAD}(?:(?:给我|帮我)?(?:减少|减掉|减去|减|少去|少来|少报|少算|少|退掉|退|去掉|取消|划掉)(?:了)?){_N}{_END}"
)
_NOW = re.compile(
    f"{_LEAD}(?:从|由|这边|那边|现在|人数|明天|明早|报的|的|那份|报名|之前|原来|报了|"
    f"说的)*(?:(?:{NUMBER}|俩|仨)(?:个人|个|口|位|名|人)?(?:的)?)?(?:给我|帮我)?(?:改成|改为|"
    "改到|改报|更正为|改|换成|变成|变|调成|调整为|调整成|更改为|修改为)(?:一共|报|去|来|"
    f"成)?{_N}{_END}"
)
_NOT_BUT = re.compile(rf"{_LEAD}(?:不是)(?:{NUMBER}|俩|仨)(?:个人|个|口|位|名|人)?(?:,)?(?:是|改|改成){_N}{_END}")


def resizing(words: str) -> Clause | None:
    """RESIZE where a clause says that a party changes: to ``party``, or by ``more``; else None."""
    for shape, sign in ((_NOW, 0), (_NOT_BUT, 0), (_MORE, 1), (_LESS, -1)):
        if match := shape.fullmatch(words):
            count = read_number(match["n"]) if match["n"] else 1
            if count is None or not 1 <= count <= LARGEST_PARTY:
                return Clause(Move.SHAKY, guess=Move.JOIN)
            return Clause(Move.RESIZE, 1 if sign else count, more=sign * count)
    return None
