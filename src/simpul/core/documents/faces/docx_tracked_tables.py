"""A table with tracked changes: rows that came and went, words changed in their cells."""

from __future__ import annotations

from simpul.core.documents.faces import docx_xml as xml
from simpul.core.documents.faces.docx_changes import How, Tracker
from simpul.rules.agreement_text.comparing.marks import RowMarks, table_marks
from simpul.rules.agreement_text.reading.text import ReadTable
from simpul.rules.agreement_text.structure import Table

_HOW: dict[str, How] = {"same": "kept", "changed": "kept", "added": "ins", "removed": "del"}
_CENTRED = '<w:jc w:val="center"/>'


def tracked_table(
    old: ReadTable | None, new: ReadTable | None, ours: Table | None, tracker: Tracker, width: int, indent: int
) -> str:
    """``ours`` gives the widths where it has as many columns; other columns make a table of their own."""
    if old and new and _columns(old) != _columns(new):
        gone = tracked_table(old, None, ours, tracker, width, indent)
        return gone + tracked_table(None, new, ours, tracker, width, indent)
    shown = new or old
    if shown is None or not _columns(shown):
        return ""
    marks = table_marks(old, new)
    columns = ours.columns if ours and len(ours.columns) == _columns(shown) else ()
    shares = [column.width for column in columns] or [1] * _columns(shown)
    widths = [width * share // sum(shares) for share in shares]
    centred = [column.align == "center" for column in columns] or [False] * len(widths)
    rows = "".join(
        _row(row, widths, centred, tracker, header=number < marks.header_rows) for number, row in enumerate(marks.rows)
    )
    how: How = "kept" if old and new else "ins" if new else "del"
    return xml.table(widths, rows, "lines", indent) + tracker.paragraph("Kaki", "", how=how)


def _columns(table: ReadTable) -> int:
    return max((len(row) for row in table.rows), default=0)


def _row(row: RowMarks, widths: list[int], centred: list[bool], tracker: Tracker, *, header: bool) -> str:
    how = _HOW[row.kind]
    olds, news = (_even(side, len(widths)) for side in (row.old, row.new))
    cells = ""
    for width, old, new, centre in zip(widths, olds, news, centred, strict=True):
        kept = how == "kept"
        words = tracker.words(old, new) if kept else tracker.runs(xml.run(old or new, bold=header), how)
        if header and kept and old == new:
            words = xml.run(new, bold=True)
        extra = _CENTRED if header or centre else ""
        cells += xml.cell(width, tracker.paragraph("Tabel", words, extra, how))
    return tracker.row(cells, how, header=header)


def _even(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))
