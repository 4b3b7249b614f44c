"""The single facts of a call as an organiser types them: how many, what to bring, where, what it is."""

from __future__ import annotations

import re

from parsing.clean import normalise
from parsing.counts import COUNT, UNIT, Count, count_of

LONGEST_FIELD = 60
"""Characters of a title or a place on a card; longer text belongs into the note."""

_NEEDED = re.compile(
    "(?:我们?|俺们?|咱们?|就|还是|那|这次|人数|一共|总共|大概|大约|约|共|我看|先)*(?:要|需要|需|来|招募|招|"
    "限|缺|还要|就要|"
    rf"改成|改为|改|定|need|max|make it|we need)?\s*[::]?{COUNT}\s*(?:{UNIT})?(?:志愿者|人)?(?:就行|"
    rf"就够了?|即可|吧|左右|好了|足够)?",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    "(?:什么|啥)?(?:都)?(?:不用|不需要|不必|无需|没有|无|不)(?:带|自带|准备)?(?:东西|工具|什么|"
    "啥)?(?:了)?|nothing|none|no",
    re.IGNORECASE,
)
_LEAD = re.compile(
    "^(?:请|麻烦|记得|大家|每人|每个人|各自|都|自己|最好|要|需要|需|统一(?=穿|着|戴|带|佩)|并|还要|务必|"
    "人人|一律|"
    r"自)*(?:带着?|自带|自备|备好?|携带|戴|穿|拿|准备|bring|wear)?(?:好|上|着|齐|把|个)*\s*[::]?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[、,，;；/]|\s+and\s+|\s*&\s*|和(?!面)|与|及|还有|以及|\s+", re.IGNORECASE)
_ONE = re.compile(
    r"^(?:一|1|两|几)?(?:把|双|副|个|只|条|顶|件|瓶|块|根)(?!子)|^(?:a|an|the|some|your|own)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:来|就行|即可|哈|啊|吧|哦|等|等工具|各一(?:把|个|副))+$")


def read_count(text: str) -> Count | None:
    """How many people an answer asks for, from least to most (20; 要20个; 我要8个人; 20到25); None when it is rough."""
    words = normalise(text)
    if re.search(r"(?<!\d)\s*[-−+](?=\s*\d)|[.]|\d\s*e\s*\d|左右|以上", words, re.IGNORECASE):
        return None
    match = _NEEDED.fullmatch(words.rstrip("。!,."))
    return count_of(match) if match else None


def read_needed(text: str) -> int | None:
    """How many people an answer asks for at most (20, 要20个, 十二, １２, 20到25); None unless from 1 to 500."""
    count = read_count(text)
    return count.most if count else None


def read_bring(text: str) -> tuple[str, ...] | None:
    """The things to bring (带手套和铁锹 is two); empty for "nothing"; None when nothing can be read."""
    words = normalise(text).rstrip("。!.")
    if not words:
        return None
    if _NOTHING.fullmatch(words):
        return ()
    items = []
    for part in _split_items(_LEAD.sub("", words)):
        item = _TAIL.sub("", _ONE.sub("", _LEAD.sub("", part.strip()).strip())).strip()
        if item and item not in items:
            items.append(item[:LONGEST_FIELD])
    return tuple(items) or None


def _split_items(words: str) -> list[str]:
    if re.search(r"[a-z]", words, re.IGNORECASE) and not re.search(r"[\u4e00-\u9fff]", words):
        return re.split(r",|;|/|\s+and\s+|\s*&\s*", words, flags=re.IGNORECASE)
    return _SPLIT.split(words)


def read_place(text: str) -> str | None:
    """A place, without 在/到 and without line ends; None when empty or longer than 60 characters."""
    words = " ".join(normalise(text).split())
    words = re.sub(
        r"^(?:地点|位置|地址|集合地点|place)\s*(?:还是在?|就是|仍是|定在|在|改成|改为|是)?[::]?\s*",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(
        r"^(?:改到|改成|改在|还是在?|仍在|就在|在|到|去|"
        r"at)\s*(?=\S\S)",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(r"(?:集合|见|碰头|汇合)?[。.!,]*$", "", words).strip()
    return words if 0 < len(words) <= LONGEST_FIELD and re.search(r"\w", words) else None


def read_title(text: str) -> str | None:
    """A title in one line; None when it is empty, holds no letter or is longer than 60 characters."""
    words = " ".join(normalise(text).split())
    words = re.sub(
        r"^(?:标题|内容|活动|名称|干活|主题|事项|title)\s*(?:改成|改为|是)?[::]\s*",
        "",
        words,
        flags=re.IGNORECASE,
    ).rstrip("。.!,")
    return words if 0 < len(words) <= LONGEST_FIELD and re.search(r"[^\W\d_]", words) else None
