"""A document with tracked changes as it reads when all are accepted, or as it read before them: lines of plain text.

Automatic numbers are counted in each view by itself. A paragraph whose end mark is gone runs on into the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from simpul.rules.agreement_text.reading.numbers import Counters
from simpul.rules.agreement_text.reading.two_columns import in_two_languages
from simpul.rules.agreement_text.reading.word import Block, Document, Paragraph, Piece, Row, Table

View = Literal["accepted", "before"]
_ABSENT: dict[View, frozenset[str]] = {
    "accepted": frozenset({"delete", "move_from"}),
    "before": frozenset({"insert", "move_to"}),
}
_COUNTED: tuple[View | None, ...] = ("before", None)
_VALUE = re.compile(r"\d+|[a-z]{1,2}(?=[.)]|$)")
_WORDED = re.compile(r"[A-Za-z]{4,}")
Gone = Callable[[tuple[int, ...]], bool]


@dataclass(frozen=True, slots=True)
class Share:
    """How many characters of a line lie under our bookmark ``clause``."""

    clause: str
    characters: int


@dataclass(frozen=True, slots=True)
class Referring:
    """Characters ``start:end`` of a line are a field that shows the number of our ``clause``."""

    start: int
    end: int
    clause: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a table in ``rows`` (then ``text`` is empty), of one view.

    ``label`` is its automatic number; ``lead`` its first characters as far as they are bold; ``sources`` the indices of
    the paragraphs it was made of.
    """

    sources: tuple[int, ...]
    text: str = ""
    label: str = ""
    style: str = ""
    outline: int = -1
    align: str = ""
    list_id: str = ""
    depth: int = 0
    bold: bool = False
    lead: str = ""
    page_break: bool = False
    shares: tuple[Share, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lined: bool = False
    header_rows: int = 0
    references: tuple[Referring, ...] = ()

    @property
    def is_table(self) -> bool:
        return bool(self.rows)

    @property
    def words(self) -> str:
        """All of it as one text: a table row by row."""
        return "\n".join(" ".join(cell for cell in row if cell) for row in self.rows) if self.rows else self.text


def lines(document: Document, view: View) -> tuple[Line, ...]:
    """The lines of the body in reading order, without empty ones."""
    gone = _gone_in(document, view)
    found = tuple(_lines(document.blocks, gone, Counters(document.lists)))
    if not any(line.references for line in found):
        return found
    shown = [_numbers(_lines(document.blocks, _gone_in(document, each), Counters(document.lists))) for each in _COUNTED]
    own = _numbers(found)
    return tuple(_counted(line, own, shown) for line in found)


def _numbers(lines: Iterable[Line]) -> dict[str, str]:
    """The number that each clause of ours bears: clause -> "7" of "Pasal 7", "2" of "(2)"."""
    found: dict[str, str] = {}
    for line in lines:
        value = _VALUE.findall(line.label)
        for share in line.shares if value else ():
            found.setdefault(share.clause, value[-1])
    return found


def _counted(line: Line, own: Mapping[str, str], shown: Sequence[Mapping[str, str]]) -> Line:
    """A field is a number that the word processor counted: among struck paragraphs too, or before the edits. It is
    counted anew for this view. One that shows neither was overwritten by somebody and stays as it is.
    """
    text = line.text
    for each in reversed(line.references):
        words = text[each.start : each.end]
        value = _VALUE.findall(words)
        if value and each.clause in own and any(value[-1] == numbers.get(each.clause) for numbers in shown):
            place = words.rindex(value[-1])
            words = words[:place] + own[each.clause] + words[place + len(value[-1]) :]
            text = text[: each.start] + words + text[each.end :]
    return replace(line, text=text)


def second_lines(document: Document, view: View) -> tuple[Line, ...]:
    """The lines of the second language, where the text stands in two columns; else none."""
    gone = _gone_in(document, view)
    return tuple(_second_column(document.blocks, gone, Counters(document.lists)))


def _gone_in(document: Document, view: View | None) -> Gone:
    """What a view leaves out; None leaves out nothing, as a page shows it with its changes."""
    absent = _ABSENT[view] if view is not None else frozenset()

    def gone(marks: tuple[int, ...]) -> bool:
        return any(document.marks[mark].kind in absent for mark in marks)

    return gone


def _second_column(blocks: Iterable[Block], gone: Gone, counters: Counters) -> Iterator[Line]:
    for block in blocks:
        if block.table is None:
            continue
        together = in_two_languages(block.table)
        for row in together.rows:
            if len(row.cells) > 1 and not gone(row.marks):
                yield from _lines(row.cells[together.translation].blocks, gone, counters)


def plain(blocks: Iterable[Block]) -> str:
    """The words of a note, a box or a header, changes accepted or not: nothing of them is left out."""
    return "\n".join(line.words for line in _lines(blocks, lambda _marks: False, Counters(())))


def _lines(blocks: Iterable[Block], gone: Gone, counters: Counters) -> Iterator[Line]:
    held: Line | None = None
    for block in blocks:
        if block.paragraph is not None:
            held = _joined(held, _line(block.paragraph, gone))
            if not gone(block.paragraph.end_marks):
                yield from _shown(held, counters)
                held = None
        elif block.table is not None:
            if held is not None:
                yield from _shown(held, counters)
            held = None
            together = in_two_languages(block.table)
            for row in together.rows:
                cell = row.cells[together.text if len(row.cells) > 1 else 0]
                yield from () if gone(row.marks) else _lines(cell.blocks, gone, counters)
            if rest := block.table.rows[len(together.rows) :]:
                yield from _table(replace(block.table, rows=rest), gone, counters)
    if held is not None:
        yield from _shown(held, counters)


def _shown(line: Line, counters: Counters) -> Iterator[Line]:
    """A line with its number. An empty one counts in its list, as in Word, but is only shown for a "Pasal 3"."""
    label = counters.label(line.list_id, line.depth) if line.list_id else ""
    if line.text.strip() or _WORDED.match(label):
        before = len(line.text) - len(line.text.lstrip(" \t"))
        yield replace(line, label=label, text=line.text.strip(" \t"), references=_later(line.references, -before))


def _line(paragraph: Paragraph, gone: Gone) -> Line:
    kept = [piece for piece in paragraph.pieces if not gone(piece.marks)]
    return Line(
        sources=(paragraph.index,),
        text="".join(piece.text for piece in kept),
        style=paragraph.style,
        list_id=paragraph.list_id,
        outline=paragraph.outline,
        align=paragraph.align,
        depth=paragraph.depth,
        bold=bool(kept) and all(piece.bold for piece in kept if piece.text.strip()),
        lead=_lead(kept),
        page_break=paragraph.page_break,
        shares=_shares(kept),
        references=tuple(_references(kept)),
    )


def _references(pieces: list[Piece]) -> Iterator[Referring]:
    """Pieces of one field that follow each other are one reference."""
    at = 0
    for clause, group in groupby(pieces, lambda piece: piece.refers):
        length = sum(len(piece.text) for piece in group)
        if clause and length:
            yield Referring(at, at + length, clause)
        at += length


def _later(references: tuple[Referring, ...], characters: int) -> tuple[Referring, ...]:
    return tuple(replace(each, start=each.start + characters, end=each.end + characters) for each in references)


def _lead(pieces: list[Piece]) -> str:
    out = ""
    for piece in pieces:
        if piece.text.strip() and not piece.bold:
            # a typed number before a bold name is usually not bold itself
            if out.strip() or len(piece.text.strip()) > 4:
                break
            continue
        out += piece.text
    return out.strip()


def _shares(pieces: list[Piece]) -> tuple[Share, ...]:
    counted: dict[str, int] = {}
    for piece in pieces:
        for clause in piece.clauses:
            counted[clause] = counted.get(clause, 0) + len(piece.text.strip())
    return tuple(Share(clause, count) for clause, count in counted.items() if count)


def _joined(held: Line | None, line: Line) -> Line:
    """Two paragraphs that run together keep the properties of the first that has words."""
    if held is None:
        return line
    first = held if held.text.strip() or not line.text.strip() else line
    counted = {share.clause: share.characters for share in held.shares}
    for share in line.shares:
        counted[share.clause] = counted.get(share.clause, 0) + share.characters
    return replace(
        first,
        sources=held.sources + line.sources,
        text=held.text + line.text,
        bold=(held.bold or not held.text.strip()) and (line.bold or not line.text.strip()),
        shares=tuple(Share(clause, count) for clause, count in counted.items()),
        references=held.references + _later(line.references, len(held.text)),
    )


def _table(table: Table, gone: Gone, counters: Counters) -> Iterator[Line]:
    rows, sources, shares, header = [], [], [], 0
    for row in table.rows:
        cells, inside = _row(row, gone, Counters(()) if gone(row.marks) else counters)
        sources += [index for line in inside for index in line.sources]
        if not gone(row.marks):
            rows.append(cells)
            shares += [share for line in inside for share in line.shares]
            header += row.header
    if any(any(row) for row in rows):
        yield Line(tuple(sources), rows=tuple(rows), lined=table.lined, header_rows=header, shares=tuple(shares))


def _row(row: Row, gone: Gone, counters: Counters) -> tuple[tuple[str, ...], list[Line]]:
    """The texts of the cells, one for each column they span, and the lines inside."""
    texts: list[str] = []
    inside: list[Line] = []
    for cell in row.cells:
        own = list(_lines(cell.blocks, gone, counters))
        inside += own
        texts.append("\n".join(" ".join(part for part in (line.label, line.words) if part) for line in own))
        texts += [""] * (cell.span - 1)
    return tuple(texts), inside
