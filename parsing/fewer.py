"""A couple that becomes one: 就我一个人去, 老伴去不了, from somebody who is on the list with others."""

from __future__ import annotations

import re
from typing import Final

from parsing.clean import fold, normalise
from parsing.words import KIN_BARE, MINE

_ALONE: Final = re.compile(
    r"(?:那|这次|明天|明早)?(?:就|只|只有|就是|只剩)?(?:我|俺)(?:就)?(?:自己)?(?:一个|1个|一)人?(?:去|来|到|参加)?(?:了|吧|啊|哈)?"
    r"|(?:就|只有|只剩)(?:我|俺)(?:自己)?(?:去|来)?(?:了|吧)?"
    r"|(?:just|only) me|i(?:'m| am)? (?:come|coming|will come) alone|i(?:'m| am)? alone|by myself|on my own"
)
_WITHOUT: Final = re.compile(
    rf"(?:{MINE})?的?(?P<kin>{KIN_BARE})(?:明天|明早|这次|那天|又|也|临时)*"
    r"(?:去不了|来不了|不去|不来|去不成|来不成|不能去|不能来|没法去)(?:了|啦|啊|哈)*"
)
_WITHOUT_EN: Final = re.compile(
    r"my (?P<kin>wife|husband|son|daughter|mother|mom|mum|father|dad|brother|sister)"
    r" (?:can't|cannot|can not|won't|is not|isn't) (?:come|go|make it|coming|going)"
)


def says_alone(text: str) -> bool:
    """Whether words say that the writer comes with nobody else."""
    return _ALONE.fullmatch(_bare(text)) is not None


def without(text: str) -> str | None:
    """The one of the writer's own family who does not come: 老伴 in 我老伴去不了; None where nobody is named so."""
    bare = _bare(text)
    found = _WITHOUT.fullmatch(re.sub(r"[\s,]", "", bare)) or _WITHOUT_EN.fullmatch(bare)
    return found["kin"] if found else None


def _bare(text: str) -> str:
    return fold(normalise(text)).strip(" 。.!,~")
