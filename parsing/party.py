"""A keeper's party in one message: the names of it, 改成 张大爷、李奶奶, and whose mother 我妈 is."""

from __future__ import annotations

import re
from typing import Final

from parsing.people import KIN, read_persons
from parsing.words import KIN_BARE, MINE

_BETWEEN: Final = re.compile(r"[、,，;；/\n]+|(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_EDIT: Final = re.compile(
    r"\s*(?:(?:都|全|名单|代报的)?(?:改成|改为|换成|换为)|change (?:it |them )?to|make it)[:：\s]*(.+)", re.S
)
_OURS: Final = re.compile(rf"(?:{MINE})?的?(?P<kin>{KIN_BARE})")


def read_names(text: str) -> tuple[str, ...]:
    """The names in an answer to "who?": parted by 、 commas, lines or spaces between Chinese words; as typed, maybe
    none. A leading 改成 is no name."""
    said = found[1] if (found := _EDIT.fullmatch(text)) else text
    said = said.strip(" 。.!！")
    if listed := read_persons(said):
        return listed
    return tuple(name.strip() for name in _BETWEEN.split(said) if name.strip())


def read_party_edit(text: str) -> tuple[str, ...] | None:
    """The whole party in 改成 张大爷、李奶奶; None for all other words: 改成6点 names nobody."""
    found = _EDIT.fullmatch(text)
    if found is None:
        return None
    said = found[1].strip(" 。.!！")
    if said.isascii():
        names = tuple(part.strip() for part in said.split(","))
        return names if len(names) > 1 and all(part[:1].isupper() for part in names) else None
    return read_persons(said)


def own_kin(name: str) -> str | None:
    """妈 in 我妈 or 妈: a word for one's own family, which means somebody else from every mouth; None for a name."""
    found = _OURS.fullmatch(name)
    return found["kin"] if found and re.fullmatch(KIN, name) else None
