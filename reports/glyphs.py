"""What the bundled font can draw and how wide: read straight from its tables, so that no page shows an empty box."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"
REGULAR: Final = FONTS / "NotoSansSC-Regular-subset.ttf"
BOLD: Final = FONTS / "NotoSansSC-Bold-subset.ttf"
FAMILY: Final = "Noto Sans SC"
MISSING: Final = "□"
_PICTURES: Final = (
    (0x203C, 0x203C),
    (0x2049, 0x2049),
    (0x2122, 0x2139),
    (0x2190, 0x2BFF),
    (0x1F000, 0x1FAFF),
    (0xFE00, 0xFE0F),
    (0xE0000, 0xE01EF),
)
"""Emoji, their variation selectors and tags: dropped where the font has no picture of them."""
_NOT_FIRST: Final = frozenset("，。；：？！、）》”’…·,.;:?!)%")
_NOT_LAST: Final = frozenset("（《“‘(")


@dataclass(frozen=True, slots=True)
class Face:
    """One weight: which characters it has, as glyph numbers, and how wide each is in thousandths of the type size."""

    glyphs: dict[int, int]
    advances: dict[str, int]
    missing: int


@cache
def face(*, bold: bool = False) -> Face:
    """Read the character map (format 4 or 12) and the widths of a weight."""
    font = (BOLD if bold else REGULAR).read_bytes()
    tables = {}
    for place in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        tables[name] = start
    per_em = struct.unpack_from(">H", font, tables[b"head"] + 18)[0]
    long_ones = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]
    widths = struct.unpack_from(">" + "Hh" * long_ones, font, tables[b"hmtx"])[::2]
    glyphs = _characters(font, tables[b"cmap"])
    # Glyphs past the last long entry share its width.
    advances = {chr(code): widths[min(glyph, long_ones - 1)] * 1000 // per_em for code, glyph in glyphs.items()}
    return Face(glyphs, advances, widths[0] * 1000 // per_em)


def _characters(font: bytes, cmap: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for place in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * place)[0]
        kind = struct.unpack_from(">H", font, start)[0]
        if kind == 12:
            for group in range(struct.unpack_from(">I", font, start + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * group)
                found.update((code, glyph + code - first) for code in range(first, last + 1))
        elif kind == 4:
            found.update(_format_4(font, start))
    return found


def _format_4(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    twice = struct.unpack_from(">H", font, start + 6)[0]
    ends, starts, deltas, offsets = (start + 14 + extra for extra in (0, twice + 2, 2 * twice + 2, 3 * twice + 2))
    for at in range(0, twice, 2):
        last, first, delta, offset = (
            struct.unpack_from(">H", font, row + at)[0] for row in (ends, starts, deltas, offsets)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", font, offsets + at + offset + 2 * (code - first))[0]
            if (glyph or not offset) and (glyph + delta) % 65536:
                yield code, (glyph + delta) % 65536


@lru_cache(maxsize=1024)
def printable(text: str) -> str:
    """The text as the font can print it: emoji and control marks dropped, any other unknown character as □,
    white space as single spaces."""
    known = face().glyphs
    kept = []
    for char in unicodedata.normalize("NFC", text):
        code = ord(char)
        if char.isspace():
            kept.append("\u3000" if char == "\u3000" else " ")
        elif unicodedata.category(char) in ("Cc", "Cf", "Cs", "Mn", "Me") and code not in known:
            continue
        elif code in known:
            kept.append(char)
        elif not any(low <= code <= high for low, high in _PICTURES):
            kept.append(MISSING)
    return " ".join("".join(kept).replace("\u3000", " \u3000 ").split(" ")).replace(" \u3000 ", "\u3000").strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a printable text is at a type size."""
    drawn = face(bold=bold)
    return sum(drawn.advances.get(char, drawn.missing) for char in text) * size / 1000


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a printable text into lines: between Chinese characters or at spaces, no line beginning with a comma."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text):
        if line and used + width(piece.rstrip(), size, bold=bold) > room:
            lines.append(line.rstrip())
            line, used = "", 0.0
            piece = piece.lstrip()
        line += piece
        used += width(piece, size, bold=bold)
    return [*lines, line.rstrip()] if line.strip() else lines


def clipped(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """As much of a line as fits, with … where something was cut."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text + "…"


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        joins = bool(pieces) and (
            char in _NOT_FIRST
            or char == " "
            or pieces[-1][-1] in _NOT_LAST
            or (char.isascii() and pieces[-1][-1].isascii() and pieces[-1][-1] != " ")
            or (char == "’" and pieces[-1][-1].isascii())
            or (pieces[-1][-1] == "’" and char.isascii())
        )
        if joins:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
