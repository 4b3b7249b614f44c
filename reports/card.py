"""The summary as a picture for a phone: 540 px wide, drawn at twice that, nothing smaller than 14 pt (L2–L5)."""

from __future__ import annotations

from typing import Final

from domain.summary import ProtectedSummary
from reports import wording
from reports.drawing import ACCENT, INK, LINE, PALE, SOFT, TONES, Sheet, fits, png, segments
from reports.glyphs import printable, width, wrap
from texts.voice import Voice

WIDE: Final = 540
ZOOM: Final = 2
SMALL: Final = 19
"""14 pt on screen is 18.7 px."""
BODY: Final = 21
BAR: Final = 36


def card_png(summary: ProtectedSummary, voice: Voice) -> bytes:
    return png(card_svg(summary, voice), ZOOM)


def card_svg(summary: ProtectedSummary, voice: Voice) -> str:
    """The picture as SVG: every figure in it is text, so it can be read back."""
    sheet = Sheet(WIDE, 26)
    _masthead(sheet, summary, voice)
    _tiles(sheet, summary, voice)
    _scores(sheet, summary, voice)
    _fix(sheet, summary, voice)
    sheet.y += 22
    sheet.box(sheet.margin, sheet.y, sheet.room, 1.5, LINE)
    sheet.y += 12
    for line in (voice("report-rules"), voice("report-privacy"), wording.version(summary, voice)):
        sheet.paragraph(line, SMALL, fill=SOFT)
        sheet.y += 4
    return sheet.svg()


def _masthead(sheet: Sheet, summary: ProtectedSummary, voice: Voice) -> None:
    lines = wrap(printable(summary.title), 34, sheet.room, bold=True)[:2]
    where = wrap(printable(wording.when_where(summary, voice)), SMALL, sheet.room)[:3]
    high = 30 + 30 + len(lines) * 46 + len(where) * 29 + 12
    sheet.box(0, 0, sheet.wide, high, ACCENT)
    sheet.y = 30 + SMALL
    sheet.text(sheet.margin, sheet.y, voice("report-kind"), SMALL, fill="#d3efe9")
    for line in lines:
        sheet.y += 46
        sheet.text(sheet.margin, sheet.y, line, 34, bold=True, fill="#ffffff")
    sheet.y += 8
    for line in where:
        sheet.y += 29
        sheet.text(sheet.margin, sheet.y, line, SMALL, fill="#ffffff")
    sheet.y = high + 18


def _tiles(sheet: Sheet, summary: ProtectedSummary, voice: Voice) -> None:
    tiles = wording.tiles(summary, voice)
    wide = (sheet.room - 12 * (len(tiles) - 1)) / len(tiles)
    for place, (figure, word) in enumerate(tiles):
        x = sheet.margin + place * (wide + 12)
        sheet.box(x, sheet.y, wide, 92, PALE, round_=10)
        sheet.text(x + wide / 2, sheet.y + 48, figure, 36, bold=True, fill=ACCENT, anchor="middle")
        sheet.text(x + wide / 2, sheet.y + 78, word, SMALL, fill=SOFT, anchor="middle")
    sheet.y += 92 + 12
    sheet.paragraph(wording.answered(summary, voice), SMALL, fill=SOFT)


def _heading(sheet: Sheet, said: str, beside: str | None = None) -> None:
    sheet.y += 22
    sheet.box(sheet.margin, sheet.y + 3, 7, 28, ACCENT, round_=3)
    sheet.y += 27
    sheet.text(sheet.margin + 18, sheet.y, said, 26, bold=True)
    if beside and width(said, 26, bold=True) + width(beside, SMALL) < sheet.room - 36:
        sheet.text(sheet.wide - sheet.margin, sheet.y, beside, SMALL, fill=SOFT, anchor="end")
    elif beside:
        sheet.y += 8
        sheet.paragraph(beside, SMALL, fill=SOFT, inset=18)
        sheet.y -= 14
    sheet.y += 14


def _scores(sheet: Sheet, summary: ProtectedSummary, voice: Voice) -> None:
    _heading(sheet, voice("report-scores-head"))
    blocks = wording.blocks(summary, voice)
    _legend(sheet, blocks)
    for place, block in enumerate(blocks):
        sheet.y += 16 if place else 6
        sheet.paragraph(block.head, 23, bold=True)
        for row in block.rows:
            _row(sheet, row)
    gap, note = wording.gap(summary, voice), wording.hidden_note(summary, voice)
    if gap:
        sheet.y += 16
        sheet.panel(gap, BODY, fill="#fdf4e3", edge="#c98a1b")
    if note:
        sheet.y += 12
        sheet.paragraph(note, SMALL, fill=SOFT)


def _legend(sheet: Sheet, blocks: list[wording.Block]) -> None:
    """The words of the colours in use, in the order of the bars."""
    used = {cell.word: cell.tone for block in blocks for row in block.rows for cell in row.cells}
    order = list(TONES)
    x = sheet.margin
    line = 0
    entries = sorted(used.items(), key=lambda one: order.index(one[1]))
    for word, tone in entries:
        wide = 28 + width(printable(word), SMALL) + 22
        if x + wide > sheet.wide - sheet.margin + 22:
            x, line = sheet.margin, line + 1
        top = sheet.y + 6 + line * 30
        sheet.box(x, top, 20, 20, TONES[tone], round_=4)
        sheet.text(x + 28, top + 17, word, SMALL, fill=SOFT)
        x += wide
    if entries:
        sheet.y += 6 + (line + 1) * 30


def _row(sheet: Sheet, row: wording.Row) -> None:
    sheet.y += 27
    sheet.text(sheet.margin, sheet.y, row.group, SMALL, fill=INK)
    if row.people and fits(row.group + row.people, SMALL, sheet.room - 20):
        sheet.text(sheet.wide - sheet.margin, sheet.y, row.people, SMALL, fill=SOFT, anchor="end")
    elif row.people:
        sheet.y += 26
        sheet.text(sheet.margin, sheet.y, row.people, SMALL, fill=SOFT)
    sheet.y += 8
    if not row.cells:
        sheet.box(sheet.margin, sheet.y, sheet.room, BAR, PALE if row.people else "#ffffff", round_=6, edge=LINE)
        sheet.text(sheet.margin + 14, sheet.y + 25, row.words, SMALL, fill=INK if row.people else SOFT)
    else:
        x = sheet.margin
        for cell, wide in zip(row.cells, segments([one.n for one in row.cells], sheet.room, 40), strict=True):
            sheet.box(x, sheet.y, wide - 2, BAR, TONES[cell.tone], round_=3)
            roomy = fits(cell.both, SMALL, wide - 14, bold=True)
            said, size = (cell.both, SMALL) if roomy else (str(cell.n), BODY)
            sheet.text(x + wide / 2 - 1, sheet.y + 25, said, size, bold=True, fill="#ffffff", anchor="middle")
            x += wide
    sheet.y += BAR + 4


def _fix(sheet: Sheet, summary: ProtectedSummary, voice: Voice) -> None:
    _heading(sheet, voice("report-fix-head"), wording.fix_from(summary, voice))
    bars = wording.bars(summary, voice)
    most = max((bar.high for bar in bars), default=1)
    for bar in bars:
        sheet.y += 30
        sheet.text(sheet.margin, sheet.y, bar.word, BODY)
        sheet.text(sheet.wide - sheet.margin, sheet.y, bar.people, BODY, bold=True, anchor="end")
        sheet.y += 10
        sheet.box(sheet.margin, sheet.y, sheet.room, 10, PALE, round_=5)
        certain, open_ = sheet.room * bar.low / most, sheet.room * (bar.high - bar.low) / most
        sheet.box(sheet.margin, sheet.y, certain, 10, ACCENT, round_=5)
        if bar.high > bar.low:
            # How many more there may be is left open: an empty, dashed end.
            sheet.box(sheet.margin + certain + 1, sheet.y + 0.5, open_ - 2, 9, "#ffffff", edge=ACCENT, dashed=True)
        sheet.y += 14
    note = wording.remainder(summary, voice)
    if note:
        sheet.y += 6
        sheet.paragraph(note, SMALL, fill=SOFT)
