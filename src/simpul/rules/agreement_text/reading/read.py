"""A Word document as an agreement: accepted and as it was before, with every change, comment and aside at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from simpul.rules.agreement_text.reading.assemble import read_text
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.reading.views import View, lines, plain, second_lines
from simpul.rules.agreement_text.reading.word import Block, ChangeKind, Document, Mark, Origin, Paragraph, Piece, Row

_VIEWS: tuple[View, View] = ("accepted", "before")


@dataclass(frozen=True, slots=True)
class ReadChange:
    """``words`` inserted, deleted, moved or given other looks; ``place`` in words ("Pasal 3 (2)").

    ``ref`` is of the view that holds them: ``before`` for deleted and moved-away words, else ``accepted``; ``move``
    joins both ends of a move. ``whole_row``: a row of a table; ``words`` empty: a paragraph was only joined or split.
    """

    kind: ChangeKind
    author: str
    at: str
    words: str
    ref: str
    place: str
    move: str = ""
    whole_row: bool = False


@dataclass(frozen=True, slots=True)
class ReadComment:
    """``anchored``: the words it is about, empty where it only marks a spot; ``parent`` the comment it answers."""

    id: str
    author: str
    at: str
    text: str
    anchored: str
    ref: str
    place: str
    parent: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class ReadAside:
    """Words beside the articles: ``kind`` footnote, endnote, textbox, header, footer or image."""

    kind: str
    text: str
    ref: str
    place: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    what: str
    text: str
    ref: str
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """``origin`` names the draft of ours the file was made from, where it still says so."""

    accepted: ReadText
    before: ReadText
    changes: tuple[ReadChange, ...]
    comments: tuple[ReadComment, ...]
    asides: tuple[ReadAside, ...]
    not_understood: tuple[NotUnderstood, ...]
    origin: Origin | None

    @property
    def is_tracked(self) -> bool:
        """Whether any word was changed under tracking; a change of looks alone does not count."""
        return any(change.kind != "format" for change in self.changes)

    @property
    def worded(self) -> tuple[ReadChange, ...]:
        """The tracked changes of words; the others only joined or split a paragraph."""
        return tuple(change for change in self.changes if change.words.strip())


def read_agreement(document: Document) -> Reading:
    """Pure: the same document gives the same reading."""
    accepted, before = (read_text(lines(document, view), second_lines(document, view)) for view in _VIEWS)
    places = _Places(accepted, before)
    inside = list(_paragraphs(document.blocks))
    beside = [(aside, list(_paragraphs(aside.blocks))) for aside in document.asides]
    every = inside + [paragraph for _, paragraphs in beside for paragraph in paragraphs]
    changes = [change for paragraph in every for change in _changes(paragraph, document.marks, places)]
    changes += [change for row in _rows(document.blocks) for change in _row_changes(row, document.marks, places)]
    return Reading(
        accepted=places.accepted,
        before=places.before,
        changes=tuple(changes),
        comments=tuple(_comments(document, every, places)),
        asides=tuple(_asides(document, inside, places)),
        not_understood=tuple(
            NotUnderstood(one.what, one.text, *places.of(one.index)) for one in document.unknown
        ),
        origin=document.origin,
    )  # fmt: skip


class _Places:
    """Where a paragraph stands, by its index, in either view."""

    def __init__(self, accepted: ReadText, before: ReadText) -> None:
        self.accepted, self.before = accepted, before
        self._after = [(text, text.places()) for text in (accepted, accepted.second) if text is not None]
        self._ago = [(text, text.places()) for text in (before, before.second) if text is not None]

    def of(self, index: int, before: bool = False) -> tuple[str, str]:
        """(ref, place); the other view where this one does not hold it; both empty outside the text."""
        for text, places in (*self._ago, *self._after) if before else (*self._after, *self._ago):
            if index in places:
                return places[index], text.named(places[index])
        return "", ""


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph, also of cells and text boxes."""
    for block in blocks:
        if block.paragraph is not None:
            yield block.paragraph
            yield from _paragraphs(block.paragraph.boxes)
        elif block.table is not None:
            for row in block.table.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.blocks)


def _rows(blocks: Iterable[Block]) -> Iterator[Row]:
    for block in blocks:
        if block.table is not None:
            for row in block.table.rows:
                yield row
                for cell in row.cells:
                    yield from _rows(cell.blocks)


def _changes(paragraph: Paragraph, marks: tuple[Mark, ...], places: _Places) -> Iterator[ReadChange]:
    """Runs of pieces under the same mark are one change; a mark on the paragraph's end alone is one without words."""
    told: set[int] = set()
    for number in sorted({mark for piece in paragraph.pieces for mark in piece.marks}):
        for marked, run in groupby(paragraph.pieces, key=lambda piece: number in piece.marks):
            words = "".join(piece.text for piece in run)
            if marked and words:
                told.add(number)
                yield _change(marks[number], words, paragraph.index, places)
    for number in paragraph.end_marks:
        if number not in told:
            yield _change(marks[number], _formatted(paragraph, marks[number]), paragraph.index, places)


def _formatted(paragraph: Paragraph, mark: Mark) -> str:
    return "".join(piece.text for piece in paragraph.pieces) if mark.kind == "format" else ""


def _change(mark: Mark, words: str, index: int, places: _Places, *, whole_row: bool = False) -> ReadChange:
    ref, place = places.of(index, before=mark.kind in {"delete", "move_from"})
    return ReadChange(mark.kind, mark.author, mark.at, words, ref, place, mark.move, whole_row)


def _row_changes(row: Row, marks: tuple[Mark, ...], places: _Places) -> Iterator[ReadChange]:
    inside = list(_paragraphs(block for cell in row.cells for block in cell.blocks))
    words = " ".join(text for each in inside if (text := "".join(piece.text for piece in each.pieces).strip()))
    for number in row.marks:
        yield _change(marks[number], words, inside[0].index if inside else -1, places, whole_row=True)


def _comments(document: Document, every: list[Paragraph], places: _Places) -> Iterator[ReadComment]:
    anchored: dict[str, list[tuple[int, Piece]]] = {}
    for paragraph in every:
        for piece in paragraph.pieces:
            for comment in piece.comments:
                anchored.setdefault(comment, []).append((paragraph.index, piece))
    for one in document.comments:
        spots = anchored.get(one.id, [])
        ref, place = places.of(spots[0][0]) if spots else ("", "")
        words = "".join(piece.text for _, piece in spots)
        yield ReadComment(one.id, one.author, one.at, one.text, words, ref, place, one.parent, one.done)


def _asides(document: Document, inside: list[Paragraph], places: _Places) -> Iterator[ReadAside]:
    called = {piece.note: paragraph.index for paragraph in inside for piece in paragraph.pieces if piece.note}
    for aside in document.asides:
        words = plain(aside.blocks)
        if words:
            yield ReadAside(aside.kind, words, *places.of(called.get(f"{aside.kind}:{aside.id}", -1)))
    for paragraph in inside:
        if paragraph.boxes and (words := plain(paragraph.boxes)):
            yield ReadAside("textbox", words, *places.of(paragraph.index))
        if paragraph.images:
            yield ReadAside("image", "", *places.of(paragraph.index))
