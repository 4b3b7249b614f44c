"""The sign-in sheet as DOCX on A4: a line and a tick box for everybody on the list, empty lines for who else comes."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from docx import Document
from docx.oxml import parse_xml

from domain.paper import BLANK_LINES, Sheet, SheetLine
from reports.glyphs import printable
from reports.paper import BODY, NAMESPACE, SMALL, page, paragraph
from texts.dates import when
from texts.voice import Voice

FULL_PAGE: Final = 23
"""Lines that fill a page: short lists are filled up with empty ones."""
_MM: Final = 1440 / 25.4
_WIDTHS: Final = (11, 37, 12, 25, 39, 30, 26)
"""Millimetres: number, name, people, duty, tick boxes, signature, phone; 180 in all."""
_HIGH: Final = round(9.6 * _MM)
"""A line one can write in, in twips."""


def sheet_docx(sheet: Sheet, voice: Voice) -> bytes:
    """The sheet to be printed. The phone column stays empty: a number is written by hand or not at all, and typed
    nowhere."""
    document = Document()
    page(document, voice("report-font"))
    properties = document.core_properties
    title = voice("sheet-title", number=str(sheet.number), title=sheet.title)
    properties.title, properties.author, properties.comments = printable(title), "Yihu", ""
    body = document.element.body
    end = body[-1]

    def add(xml: str) -> None:
        end.addprevious(parse_xml(xml))

    add(paragraph(voice("sheet-head", village=sheet.village), BODY, after=0))
    add(paragraph(title, 20, bold=True, after=2))
    if sheet.meet_local is not None:
        add(paragraph(voice("sheet-when", when=when(voice, sheet.meet_local)), 12, after=0))
    if sheet.place:
        add(paragraph(voice("sheet-where", place=sheet.place), 12, after=4))
    add(_grid(sheet, voice))
    add(paragraph(voice("sheet-type", number=str(sheet.number)), SMALL, before=6, after=0))
    add(paragraph(voice("sheet-phones"), SMALL, after=0))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _grid(sheet: Sheet, voice: Voice) -> str:
    wide = [round(mm * _MM) for mm in _WIDTHS]
    heads = ("number", "name", "party", "duty", "tick", "signature", "phone")
    head = _row(wide, [voice(f"sheet-column-{one}") for one in heads], head=True)
    boxes = voice("sheet-boxes")
    rows = [_row(wide, _told(line, voice, boxes)) for line in sheet.lines]
    empty = max(BLANK_LINES, FULL_PAGE - len(sheet.lines))
    rows += [_row(wide, ["＋", "", "", "", boxes, "", ""])] * empty
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="808080"'
    sides = "".join(f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{"".join(rows)}</w:tbl>'
    )


def _told(line: SheetLine, voice: Voice, boxes: str) -> list[str]:
    name = voice("sheet-waiting", name=line.name) if line.waiting else line.name
    party = str(line.party) if line.party > 1 else ""
    return [str(line.number), name, party, line.duty or "", boxes, "", ""]


def _row(wide: list[int], cells: list[str], *, head: bool = False) -> str:
    """One line; the head comes again on every page."""
    high = f'<w:trHeight w:val="{_HIGH}" w:hRule="atLeast"/>'
    again = "<w:tblHeader/>" if head else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(said, _size(said, place, head), bold=head, after=0, root=False)}</w:tc>"
        for place, (one, said) in enumerate(zip(wide, cells, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{again}</w:trPr>{inner}</w:tr>"


def _size(said: str, place: int, head: bool) -> float:
    """Names are large, for old eyes; a long one is set smaller rather than broken."""
    if head or place != 1:
        return BODY
    return 13 if len(said) <= 6 else BODY
