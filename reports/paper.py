"""The summary as one A4 page for the meeting: a DOCX that Word, WPS and LibreOffice open and anyone may edit."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from domain.summary import ProtectedSummary
from reports import wording
from reports.chart import chart_png
from reports.chat import score_lines
from reports.drawing import ACCENT, INK, PALE, SOFT
from reports.glyphs import printable
from texts.voice import Voice

NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WIDTH: Final = 180
"""Millimetres between the margins of an A4 page."""
ROOM: Final = WIDTH * 1440 * 10 // 254
"""The same in twips."""
BODY: Final = 10.5
SMALL: Final = 9.0
"""Type never shrinks below 9 pt."""


def paper_docx(summary: ProtectedSummary, voice: Voice) -> bytes:
    """One A4 page. The scores are a picture whose description holds the same lines as text."""
    document = Document()
    page(document, voice("report-font"))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = printable(wording.title(summary, voice)), "Yihu", ""
    body = document.element.body
    end = body[-1]

    def add(xml: str) -> None:
        end.addprevious(parse_xml(xml))

    add(paragraph(voice("report-kind"), SMALL, tint=ACCENT, after=0))
    add(paragraph(summary.title, 22, bold=True, after=2))
    add(paragraph(wording.when_where(summary, voice), BODY, tint=SOFT, after=6))
    add(_tiles(wording.tiles(summary, voice)))
    add(paragraph(wording.answered(summary, voice), BODY, tint=SOFT, before=4, after=0))
    add(_heading(voice("report-scores-head")))
    chart = chart_png(summary, voice)
    if chart is not None:
        below = document.add_paragraph()
        below.paragraph_format.space_after = Pt(2)
        picture = below.add_run().add_picture(BytesIO(chart), width=Mm(WIDTH))
        described = " / ".join(printable(line) for line in score_lines(summary, voice)[1:])
        picture._inline.docPr.set("descr", described)
        for side in ("distT", "distB", "distL", "distR"):
            # Left out, LibreOffice keeps an eighth of an inch free around the picture.
            picture._inline.set(side, "0")
    gap, note = wording.gap(summary, voice), wording.hidden_note(summary, voice)
    if gap:
        add(_panel(gap))
    if note:
        add(paragraph(note, BODY, before=4, after=0))
    add(_heading(voice("report-fix-head"), wording.fix_from(summary, voice)))
    bars = wording.bars(summary, voice)
    if bars:
        add(_bars(bars))
    rest = wording.remainder(summary, voice)
    if rest:
        add(paragraph(rest, BODY, tint=SOFT, before=3, after=0))
    add(_heading(voice("paper-notes-head")))
    add(_ruled(_note_lines(summary)))
    add(paragraph(voice("report-rules"), BODY, bold=True, before=8, after=0))
    _footer(document, [voice("report-privacy"), wording.version(summary, voice)])
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def page(document: Any, font: str) -> None:
    """A4, margins of 15 mm, one font for Latin and Chinese (w:eastAsia must be named, or Word picks its own)."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(13), Mm(12)
    section.footer_distance = Mm(9)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(BODY)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)


def _run(said: str, size: float, *, bold: bool = False, tint: str = INK) -> str:
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:r><w:rPr>{weight}<w:color w:val="{tint[1:]}"/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(printable(said))}</w:t></w:r>'
    )


def paragraph(
    said: str,
    size: float,
    *,
    bold: bool = False,
    tint: str = INK,
    before: float = 0,
    after: float = 4,
    side: str = "left",
    root: bool = True,
) -> str:
    """One paragraph as XML: points before and after, `root` where it stands alone."""
    return _lines([_run(said, size, bold=bold, tint=tint)], before=before, after=after, side=side, root=root)


def _lines(
    runs: Iterable[str], *, before: float, after: float, side: str = "left", root: bool = True, extra: str = ""
) -> str:
    space = f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" w:line="264" w:lineRule="auto"/>'
    names = f" {NAMESPACE}" if root else ""
    return f'<w:p{names}><w:pPr>{extra}{space}<w:jc w:val="{side}"/></w:pPr>{"".join(runs)}</w:p>'


def _heading(said: str, beside: str | None = None) -> str:
    bar = f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="6" w:color="{ACCENT[1:]}"/></w:pBdr>'
    runs = [_run(said, 13, bold=True)]
    if beside:
        runs += ['<w:r><w:t xml:space="preserve">   </w:t></w:r>', _run(beside, SMALL, tint=SOFT)]
    return _lines(runs, before=9, after=4, extra=f"<w:keepNext/>{bar}")


def _ruled(lines: int) -> str:
    """Empty ruled lines to write on."""
    edge = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="C5CDD5"/></w:tcBorders>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{ROOM}" w:type="dxa"/>{edge}</w:tcPr>{_thin()}</w:tc>'
    return _table([ROOM], [[cell]] * lines, high=480)


def _table(columns: list[int], rows: Iterable[Iterable[str]], *, root: bool = True, high: int = 0) -> str:
    """A borderless table as one piece of XML: python-docx's own, cell by cell, is slow. `high`: exact row height."""
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in columns)
    exact = f'<w:trHeight w:val="{high}" w:hRule="exact"/>' if high else ""
    inner = "".join(f"<w:tr><w:trPr><w:cantSplit/>{exact}</w:trPr>{''.join(row)}</w:tr>" for row in rows)
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl{" " + NAMESPACE if root else ""}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>'
    )


def _cell(wide: int, inner: str, *, fill: str | None = None, left: str | None = None, dashed: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
    edge, inset = "", ""
    if left:
        edge = f'<w:tcBorders><w:left w:val="single" w:sz="24" w:color="{left[1:]}"/></w:tcBorders>'
        inset = '<w:tcMar><w:left w:w="200" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tcMar>'
    if dashed:
        line = f'w:val="dashed" w:sz="6" w:color="{ACCENT[1:]}"'
        edge = f"<w:tcBorders><w:top {line}/><w:bottom {line}/><w:right {line}/></w:tcBorders>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{edge}{shade}{inset}<w:vAlign w:val="center"/></w:tcPr>'
        f"{inner}</w:tc>"
    )


def _tiles(tiles: list[tuple[str, str]]) -> str:
    wide = ROOM // len(tiles)
    cells = [
        _cell(
            wide,
            paragraph(figure, 20, bold=True, tint=ACCENT, before=3, after=0, side="center", root=False)
            + paragraph(word, SMALL, tint=SOFT, after=4, side="center", root=False),
            fill=PALE,
        )
        for figure, word in tiles
    ]
    return _table([wide] * len(tiles), [cells])


def _panel(said: str) -> str:
    inner = paragraph(said, BODY, before=4, after=4, root=False)
    return _table([ROOM], [[_cell(ROOM, inner, fill="#fdf4e3", left="#c98a1b")]])


def _bars(bars: list[wording.Bar]) -> str:
    """Chips as rows: word, a bar of shaded cells, number of people; a dashed end is a range left open."""
    most = max(bar.high for bar in bars)
    label, figure = 2600, 1700
    room = ROOM - label - figure
    rows = []
    for bar in bars:
        certain, open_ = room * bar.low // most, room * (bar.high - bar.low) // most
        parts = [(certain, ACCENT, False), (open_, "#ffffff", True), (room - certain - open_, PALE, False)]
        shown = [one for one in parts if one[0] > 0]
        strip = _table(
            [wide for wide, _, _ in shown],
            [[_cell(wide, _thin(), fill=fill, dashed=dashed) for wide, fill, dashed in shown]],
            root=False,
            high=150,
        )
        rows.append(
            [
                _cell(label, paragraph(bar.word, BODY, after=0, root=False)),
                _cell(room, strip + _thin()),
                _cell(figure, paragraph(bar.people, BODY, bold=True, after=0, side="right", root=False)),
            ]
        )
    return _table([label, room, figure], rows)


def _thin() -> str:
    """The paragraph every cell must end with, as flat as it can be."""
    return '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _note_lines(summary: ProtectedSummary) -> int:
    """How many ruled lines for handwriting still fit on the page below the figures."""
    drawn = sum(1 for one in summary.scores if one.group not in summary.hidden)
    return max(2, min(11, 17 - drawn - len(summary.chips.mentions)))


def _footer(document: Any, lines: list[str]) -> None:
    footer = document.sections[0].footer
    first = footer.paragraphs[0]._p
    for line in lines:
        first.addprevious(parse_xml(paragraph(line, SMALL, tint=SOFT, after=0, side="center")))
    first.getparent().remove(first)
