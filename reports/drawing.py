"""The pen of pictures: a page that grows downwards in SVG, its colours, and the step from SVG to PNG."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

import resvg_py

from reports.glyphs import BOLD, FAMILY, REGULAR, printable, width, wrap

INK: Final = "#1f2933"
SOFT: Final = "#52606d"
LINE: Final = "#d5dbe1"
PALE: Final = "#eef3f2"
ACCENT: Final = "#0f766e"
TONES: Final = {"good": "#0f766e", "mid": "#6b7280", "bad": "#b4491d", "rest": "#8a6552", "joined": "#a3805f"}
"""Teal, grey, rust (L4): told apart without seeing red and green. Counts that were put together are brown."""


class Sheet:
    """An SVG drawing that grows downwards: `y` is where the next thing goes."""

    def __init__(self, wide: float, margin: float) -> None:
        self.wide = wide
        self.margin = margin
        self.y = margin
        self._parts: list[str] = []

    @property
    def room(self) -> float:
        return self.wide - 2 * self.margin

    def text(
        self, x: float, y: float, said: str, size: float, *, bold: bool = False, fill: str = INK, anchor: str = "start"
    ) -> None:
        """One line with its baseline at `y`. What the font lacks is dropped or becomes □."""
        weight = ' font-weight="700"' if bold else ""
        where = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{weight}{where} xml:space="preserve">'
            f"{escape(printable(said))}</text>"
        )

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: str,
        *,
        round_: float = 0,
        edge: str | None = None,
        dashed: bool = False,
    ) -> None:
        corner = f' rx="{round_:g}"' if round_ else ""
        border = f' stroke="{edge}"' if edge else ""
        if dashed:
            border += ' stroke-dasharray="4 3"'
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"{corner}{border}/>'
        )

    def paragraph(
        self,
        said: str,
        size: float,
        *,
        bold: bool = False,
        fill: str = INK,
        inset: float = 0,
        room: float | None = None,
    ) -> None:
        """A paragraph at `y`, wrapped to the room, moving `y` below it."""
        for line in wrap(printable(said), size, (room or self.room) - inset, bold=bold):
            self.y += size * 1.12
            self.text(self.margin + inset, self.y, line, size, bold=bold, fill=fill)
            self.y += size * 0.38

    def panel(self, said: str, size: float, *, fill: str, edge: str) -> None:
        """A paragraph on a tinted panel with a coloured rule at its left."""
        lines = wrap(printable(said), size, self.room - 34)
        high = len(lines) * size * 1.5 + 20
        self.box(self.margin, self.y, self.room, high, fill, round_=6)
        self.box(self.margin, self.y, 6, high, edge, round_=3)
        start = self.y
        self.y += 10
        for line in lines:
            self.text(self.margin + 20, self.y + size * 1.12, line, size)
            self.y += size * 1.5
        self.y = start + high

    def svg(self) -> str:
        """The finished drawing, as tall as it has become."""
        high = self.y + self.margin
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.wide:g}" height="{high:.0f}" '
            f'viewBox="0 0 {self.wide:g} {high:.0f}" font-family="{FAMILY}">'
            f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(self._parts)}</svg>'
        )


def segments(counts: list[int], room: float, least: float) -> list[float]:
    """Widths of the parts of a bar, in proportion, none so narrow that its figure would not fit."""
    total = sum(counts)
    wide = [max(least, room * one / total) for one in counts]
    spare = [one - least for one in wide]
    over = sum(wide) - room
    return [one - over * extra / sum(spare) if over > 0 else one for one, extra in zip(wide, spare, strict=True)]


def png(svg: str, zoom: float) -> bytes:
    """Draw with the two bundled fonts and nothing of the system's."""
    picture = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        skip_system_fonts=True,
        font_files=[str(REGULAR), str(BOLD)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return bytes(picture)


def fits(said: str, size: float, room: float, *, bold: bool = False) -> bool:
    return width(printable(said), size, bold=bold) <= room
