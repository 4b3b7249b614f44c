"""The certificate of volunteer service as DOCX: what a village prints, signs and seals."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from docx import Document
from docx.oxml import parse_xml

from domain.hours import Certificate, Entry
from reports.glyphs import printable
from reports.paper import BODY, NAMESPACE, ROOM, SMALL, page, paragraph
from texts.voice import Voice

_WIDTHS: Final = (0.22, 0.38, 0.23, 0.17)
"""Shares of the page: date, activity, place, hours."""


def certificate_docx(certificate: Certificate, voice: Voice) -> bytes:
    """One certificate: number, who, what they did when and where and for how long, who issues it, and a place for the
    seal. Lines for the hand stay empty: the identity document, the signature, the telephone."""
    document = Document()
    page(document, voice("report-font"))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = printable(voice("certificate-title")), "Yihu", ""
    body = document.element.body
    end = body[-1]

    def add(said: str, size: float = 12, *, bold: bool = False, before: float = 0, side: str = "left") -> None:
        end.addprevious(parse_xml(paragraph(said, size, bold=bold, before=before, after=6, side=side)))

    entries = sorted(certificate.entries, key=lambda entry: (entry.day, entry.call_id))
    blank = "＿" * 14
    add(voice("certificate-title"), 24, bold=True, before=12, side="center")
    add(voice("certificate-number", number=certificate.number), BODY, side="right")
    add(voice("certificate-name", name=certificate.name), before=6)
    add(voice("certificate-document", blank=blank))
    add(
        voice(
            "certificate-body",
            name=certificate.name,
            village=certificate.village,
            first=_day(voice, entries[0]),
            last=_day(voice, entries[-1]),
            n=len(entries),
            hours=_half(certificate.hours),
        ),
        before=6,
    )
    end.addprevious(parse_xml(_grid(entries, voice)))
    add(voice("certificate-unit", village=certificate.village), before=14)
    add(voice("certificate-hand", name=certificate.issued_by, blank=blank))
    add(voice("certificate-phone", blank=blank))
    day = certificate.day
    add(voice("certificate-day", year=str(day.year), month=day.month, day=day.day))
    add(voice("certificate-seal"), before=18, side="right")
    add(voice("certificate-note"), SMALL, before=24)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _grid(entries: list[Entry], voice: Voice) -> str:
    wide = [round(ROOM * share) for share in _WIDTHS]
    head = [voice(f"certificate-column-{one}") for one in ("day", "what", "where", "hours")]
    rows = [head, *([_day(voice, e), e.title, e.place, str(_half(e.credited))] for e in entries)]
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="808080"'
    sides = "".join(f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    lines = "".join(_row(wide, cells, head=place == 0) for place, cells in enumerate(rows))
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'
    )


def _row(wide: list[int], cells: list[str], *, head: bool) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr>'
        f"{paragraph(said, BODY, bold=head, before=2, after=2, root=False)}</w:tc>"
        for one, said in zip(wide, cells, strict=True)
    )
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{inner}</w:tr>"


def _day(voice: Voice, entry: Entry) -> str:
    return voice("certificate-on", year=str(entry.day.year), month=entry.day.month, day=entry.day.day)


def _half(hours: float) -> float | int:
    return int(hours) if hours == int(hours) else hours
