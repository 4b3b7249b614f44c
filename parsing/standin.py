"""The name of somebody who comes in another's place, as it is answered: 李奶奶, 让老张去, my son Li can."""

from __future__ import annotations

import re
from typing import Final

from parsing.replies import Act, read_reply

_LONGEST: Final = 24
_BEFORE: Final = re.compile(
    r"^(?:行|好|好的|可以|能|有)?[,，、。 ]*(?:我)?(?:让|叫|请|由|找|那就)?(?:我们?家?的?)?(?=\S{2})", re.IGNORECASE
)
_AFTER: Final = re.compile(
    r"(?:她|他)?(?:可以|能|会|来)?(?:替我|代我|顶我|顶上|顶替|替|顶)?(?:去|来)?(?:了|吧|啊|呀|哈|就行)?[!！。.~ ]*$|"
    r"\s+(?:can|will|comes?|is coming|instead)\b.*$",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(
    r"不|没|无|谁|咋|怎|什么|啥|吗|呢|谢|算了|再说|问问|看看|试试|随便|知道|收到|对不起|辛苦|麻烦|保重|明天|下次|改天|抱歉|哦|嗯|唉|哎|哈哈|"
    r"\b(?:no|not|nobody|none|can't|cannot|sorry|thanks?|ok|okay|yes|maybe|who|why)\b|[?？\d]",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"好|好的|行|可以|能|有|在|找|等|是|对|稍等|等等|等一下|想想")
_NAME: Final = re.compile(r"[\u4e00-\u9fff·]{2,5}|[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}")


def read_stand_in(text: str) -> str | None:
    """The one name in an answer to “can somebody come in your place?”; None for a no, for thanks, and for talk. In
    doubt there is no name: a stranger's word on the list would keep a place from somebody."""
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST or "\n" in text.strip() or _BARE.fullmatch(words):
        return None
    if _NO_NAME.search(words):
        return None
    said = read_reply(words)
    if said.act is Act.JOIN_FOR and len(said.names) == 1:
        return said.names[0]
    name = _AFTER.sub("", _BEFORE.sub("", words, count=1), count=1).strip(" ,，。、！!.")
    if not _NAME.fullmatch(name) or _BARE.fullmatch(name):
        return None
    if not name.isascii():
        entered = read_reply(f"帮{name}报名")
        return name if entered.act is Act.JOIN_FOR and entered.names == (name,) else None
    return name
