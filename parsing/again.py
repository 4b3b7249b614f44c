"""The wish to have the last call once more: 同上次, 再来一次, same as last time."""

from __future__ import annotations

import re
from typing import Final

from parsing.clean import fold, normalise

_AGAIN: Final = re.compile(
    "(?:还)?(?:[同跟和像]|照|按)(?:上一?[次回])(?:的)?(?:一样|来|发|办)?(?:的)?(?:吧)?|"
    "(?:再|还)(?:来|发|办|搞|组织)一?[次回遍](?:一样的)?(?:吧)?|"
    "(?:same as|like) (?:the )?last (?:time|call|one)|(?:same|once) again|repeat (?:the )?last(?: call| one)?|again"
)


def says_again(text: str) -> bool:
    """Whether a message asks for nothing but the last call again."""
    return bool(_AGAIN.fullmatch(" ".join(fold(normalise(text)).split()).strip(" .。!?,")))
