"""The chart for print: diverging bars, good left of zero, not good right of it, the neutral split (L1, L3, L4)."""

from __future__ import annotations

from typing import Final

from domain.summary import ProtectedSummary
from reports import wording
from reports.drawing import INK, LINE, PALE, SOFT, TONES, Sheet, png
from reports.glyphs import clipped, printable, width
from texts.voice import Voice

WIDE: Final = 720
"""Units; printed 180 mm wide, so 13 units are a little over 9 pt."""
ZOOM: Final = 3
SIZE: Final = 13.5
MARGIN: Final = 2
ROW: Final = 23
BAR: Final = 18


def chart_png(summary: ProtectedSummary, voice: Voice) -> bytes | None:
    """The picture, or None when no group may be shown."""
    svg = chart_svg(summary, voice)
    return png(svg, ZOOM) if svg is not None else None


def chart_svg(summary: ProtectedSummary, voice: Voice) -> str | None:
    blocks = wording.blocks(summary, voice)
    if not blocks:
        return None
    sheet = Sheet(WIDE, MARGIN)
    _legend(sheet, blocks)
    rows = [row for block in blocks for row in block.rows if row.cells]
    start, end = _zone(blocks)
    scale, zero = _scale(rows, start, end)
    top = sheet.y
    bottom = top + sum(26 + ROW * len(block.rows) for block in blocks)
    if rows:
        # The zero line lies behind the bars, so that it never cuts a figure in two.
        sheet.box(zero - 0.5, top + 4, 1, bottom - top - 4, SOFT)
    for block in blocks:
        sheet.y += 21
        sheet.box(sheet.margin, sheet.y - 17, width(block.head, 14.5, bold=True) + 8, 22, "#ffffff")
        sheet.text(sheet.margin, sheet.y, block.head, 14.5, bold=True)
        sheet.y += 5
        for row in block.rows:
            _row(sheet, row, start, end, scale, zero)
    return sheet.svg()


def _legend(sheet: Sheet, blocks: list[wording.Block]) -> None:
    used = {cell.word: cell.tone for block in blocks for row in block.rows for cell in row.cells}
    order = list(TONES)
    x = float(sheet.margin)
    for word, tone in sorted(used.items(), key=lambda one: order.index(one[1])):
        sheet.box(x, sheet.y + 2, 13, 13, TONES[tone], round_=2)
        sheet.text(x + 18, sheet.y + 14, word, SIZE, fill=SOFT)
        x += 18 + width(printable(word), SIZE) + 20
    sheet.y += 20 if used else 0


def _left(row: wording.Row) -> float:
    """The share of a row that lies left of zero: good, and half of the neutral middle. The order is that of all
    pages, good first."""
    total = sum(cell.n for cell in row.cells)
    weight = {"good": 1.0, "mid": 0.5, "bad": 0.0, "rest": 0.0, "joined": 0.0}
    return sum(cell.n * weight[cell.tone] for cell in row.cells) / total


def _zone(blocks: list[wording.Block]) -> tuple[float, float]:
    """Where bars begin and end: between the longest group name and the longest number of people."""
    rows = [row for block in blocks for row in block.rows]
    names = max(width(printable(row.group), SIZE) for row in rows)
    people = max(width(printable(row.people), SIZE) for row in rows)
    return MARGIN + 8 + min(max(names, 120), 240) + 12, WIDE - MARGIN - max(people, 60) - 10


def _scale(rows: list[wording.Row], start: float, end: float) -> tuple[float, float]:
    """Units per whole group, and where zero is: one scale for all rows, as wide as the room allows."""
    left = max((_left(row) for row in rows), default=0.5)
    right = max((1 - _left(row) for row in rows), default=0.5)
    scale = (end - start) / (left + right)
    return scale, start + left * scale


def _row(sheet: Sheet, row: wording.Row, start: float, end: float, scale: float, zero: float) -> None:
    base = sheet.y + BAR - 4
    sheet.text(sheet.margin + 8, base, clipped(printable(row.group), SIZE, start - MARGIN - 16), SIZE, fill=INK)
    sheet.text(end + 8, base, row.people, SIZE, fill=SOFT)
    if not row.cells:
        sheet.box(start, sheet.y, end - start, BAR, PALE, round_=3, edge=LINE)
        sheet.text((start + end) / 2, base, row.words, SIZE, fill=INK if row.people else SOFT, anchor="middle")
    else:
        total = sum(cell.n for cell in row.cells)
        x = zero - _left(row) * scale
        for cell in row.cells:
            wide = cell.n / total * scale
            sheet.box(x, sheet.y, max(wide - 1, 1), BAR, TONES[cell.tone])
            # In a big group three people may be too narrow a strip for their figure: it is set smaller there.
            size = SIZE if wide > width(str(cell.n), SIZE, bold=True) + 3 else 9.0
            said = cell.both if width(printable(cell.both), SIZE, bold=True) + 8 < wide else str(cell.n)
            sheet.text(x + (wide - 1) / 2, base, said, size, bold=True, fill="#ffffff", anchor="middle")
            x += wide
    sheet.y += ROW
