"""Names as people type them, made safe to show: no control characters, no direction tricks, never empty."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 32
_HAN: Final = range(0x3400, 0xA000)
_HIDDEN: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_JOINERS: Final = re.compile("^[\u200d\ufe0f\\s]+|[\u200d\\s]+$")


def clean_line(text: str, longest: int) -> str:
    """One line of plain text: NFC, lone surrogates, controls, zero-width and bidi marks dropped, spaces folded, at
    most `longest` characters, never cut inside a combined emoji. May come out empty."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    line = _HIDDEN.sub("", unicodedata.normalize("NFC", whole.replace("\n", " ").replace("\t", " ")))
    line = " ".join(_JOINERS.sub("", line).split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip("\u200d\ufe0f") + "…"
    return line


def clean_words(text: str) -> str:
    """Several lines of plain text, made storable on every engine: NFC; surrogates, controls and bidi marks dropped;
    line breaks kept. May come out empty."""
    return "\n".join(clean_line(line, len(line) + 1) for line in text.splitlines()).strip()


def clean_name(first: str, last: str | None, user_id: int) -> str:
    """The name to show for an account: family name first and no space where it is written in Chinese characters. An
    empty or invisible one becomes "#" and the id's last four digits."""
    given, family = clean_line(first, LONGEST), clean_line(last or "", LONGEST)
    chinese = given and family and all(ord(sign) in _HAN for sign in given + family)
    whole = f"{family}{given}" if chinese else f"{given} {family}"
    return clean_line(whole, LONGEST) or f"#{user_id % 10_000:04d}"
