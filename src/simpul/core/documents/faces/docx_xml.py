"""Small builders of WordprocessingML: strings in, strings out, everything escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal
from xml.sax.saxutils import escape

from simpul.rules.agreement_text.structure import Reference, Table

_FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufffe\uffff]"
)
BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
)
_INSIDE = '<w:insideH w:val="single" w:sz="4" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:color="auto"/>'
Grid = Literal["lines", "none"]
SHORT_TABLE = 6  # rows


def clean(text: str) -> str:
    """Text safe inside an element; invisible controls are dropped."""
    return escape(_FORBIDDEN.sub("", text))


def run(text: str, bold: bool = False, underline: bool = False) -> str:
    """One run; a line feed becomes a line break."""
    if not text:
        return ""
    style = ("<w:b/>" if bold else "") + ('<w:u w:val="single"/>' if underline else "")
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{clean(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}{body}</w:r>"


def field(instruction: str, shown: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} ">{run(shown)}</w:fldSimple>'


def referring(text: str, references: Iterable[Reference]) -> str:
    """Runs in which every reference to a numbered clause is a field, so that it follows a renumbering."""
    out, position = "", 0
    for reference in references:
        out += run(text[position : reference.start])
        out += field(f"REF k_{reference.target} \\n \\h", text[reference.start : reference.end])
        position = reference.end
    return out + run(text[position:])


def paragraph(style: str, body: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{body}</w:p>'


class Bookmarks:
    """Hands out ``k_<id>`` bookmarks round a clause, ``e_<id>`` round its words in a second language; their numbers are
    unique in the document.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._last = 0

    def round(self, clause: str, body: str, *, second: bool = False) -> str:
        if not second:
            self.names.append(clause)
        self._last = number = self._last + 1
        start = f'<w:bookmarkStart w:id="{number}" w:name="{"e" if second else "k"}_{clause}"/>'
        return f'{start}{body}<w:bookmarkEnd w:id="{number}"/>'


_ROOM = '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>'


def table(widths: Sequence[int], rows: str, grid: Grid, indent: int = 0) -> str:
    """A table of fixed columns (twips): both the grid and the cells carry the widths."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders, room = (f"<w:tblBorders>{BORDER}{_INSIDE}</w:tblBorders>", _ROOM) if grid == "lines" else ("", "")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/>{room}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def row(cells: str, header: bool = False, height: int = 0) -> str:
    """A row that never splits over two pages; ``header`` repeats on each page, ``height`` is a minimum in twips."""
    exact = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{exact}{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"


def cell(width: int, body: str, span: int = 1, extra: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{extra}</w:tcPr>{body}</w:tc>'


def data_table(spec: Table, width: int, indent: int = 0) -> str:
    """A table of the text, lined. A short one stands on one page, a long one repeats its heading on every page."""
    shares = sum(column.width for column in spec.columns)
    widths = [width * column.width // shares for column in spec.columns]
    centred = '<w:jc w:val="center"/>'
    together = len(spec.rows) <= SHORT_TABLE

    def line(texts: Sequence[str], header: bool, keep: bool) -> str:
        kept = "<w:keepNext/>" if keep else ""
        cells = "".join(
            cell(w, paragraph("Tabel", run(text, bold=header),
                              kept + (centred if header or column.align == "center" else "")))
            for w, text, column in zip(widths, texts, spec.columns, strict=True)
        )  # fmt: skip
        return row(cells, header)

    last = len(spec.rows) - 1
    body = line([column.title for column in spec.columns], True, True)
    body += "".join(line(entry, False, together and number < last) for number, entry in enumerate(spec.rows))
    return table(widths, body, "lines", indent)


def picture(relation: str, number: int, width_mm: float, height_mm: float) -> str:
    """An inline picture of the part ``relation``; EMU are 36,000 to the millimetre."""
    size = f'cx="{int(width_mm * 36000)}" cy="{int(height_mm * 36000)}"'
    named = f'id="{number}" name="Logo {number}" descr="Logo"'
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {named}/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
