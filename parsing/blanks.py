"""Blanks and pictures that stand where no word ends: 早上 6 点, 要 12 个人, 🥔明早6点🌱."""

from __future__ import annotations

import re
import unicodedata

_UNIT = r"(?!人[数员手]|位置|小学|里面|车[间站])[点时月号日年分个名位人口刻:亩斤箱袋车把副小周天里#]"
_CLOSED = re.compile(
    rf"(?<=\d) (?={_UNIT})"  # 6 点, 12 个人
    r"|(?<=[午上晚早晨点月年号日后至到要需约共招限来:]) (?=\d{1,4} ?(?:[点时月号日:个名位人到至~-])"
    r")"  # 早上 6 点, 要 12 人
    r"|(?<=\d[:月年点到至~]) (?=\d{1,2}(?![、.\d]))|(?<=\d [:]) (?=\d)|"
    r"(?<=\d) (?=[到至~] ?\d)"  # 8 : 30, 12月 3
    "|(?<=^[一-鿿]) (?=[一-鿿])|(?<=[ ,，。;][一-鿿]) (?=[一-鿿])"
    "|(?<=[一-鿿]) (?=[边里旁上内外前后下](?:[ ,，。;]|$))"
    "|(?<=点) (?=半|整|一刻|三刻)|(?<=[一-鿿]) (?=[月号点时][一二三四五六七八九十])"
)
_SPACED = re.compile(r"[一-鿿\d] (?=[一-鿿])")
_PICTURES = frozenset({"So", "Sk"})


def without_pictures(words: str) -> str:
    """The normalised words with every emoji a blank; positions stay."""
    return "".join(" " if unicodedata.category(char) in _PICTURES else char for char in words)


def closed_up(words: str) -> tuple[str, tuple[int, ...]]:
    """The words without such blanks, and for each character (and the end) where it stood before."""
    gone = {match.start() for match in _CLOSED.finditer(words)}
    spaced = [match.start() + 1 for match in _SPACED.finditer(words)]
    if len(spaced) * 2 > len(words) - len(spaced):
        gone.update(spaced)  # 明 天 早 上: typed with a blank behind every character
    kept = tuple(place for place in range(len(words)) if place not in gone)
    return "".join(words[place] for place in kept), (*kept, len(words))
