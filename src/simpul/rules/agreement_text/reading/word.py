"""A Word document as plain data: what its reader hands over, with nothing left out and nothing interpreted.

Paragraphs, cells and text boxes share one running ``index``, by which every later finding points back to its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal["insert", "delete", "move_from", "move_to", "format"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One tracked change as the file names it: ``at`` ISO 8601 or empty, ``move`` the shared name of a moved text."""

    kind: ChangeKind
    author: str
    at: str
    move: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that share everything: ``marks`` are positions in ``Document.marks``, outermost first.

    ``clauses`` are the ids of our bookmarks (``k_<id>``) open over it, ``comments`` the comments anchored on it;
    ``note`` is the id of a footnote or endnote called here, with empty text; ``refers`` the id of our clause whose
    number a field shows in these characters.
    """

    text: str
    bold: bool = False
    marks: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    note: str = ""
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``list_id`` and ``depth`` name its automatic number (empty: none); ``end_marks`` are changes of its end mark.

    ``outline`` is the heading level from 0, -1 for text; ``boxes`` are text boxes anchored here, ``images`` counts
    its pictures.
    """

    index: int
    pieces: tuple[Piece, ...]
    style: str = ""
    outline: int = -1
    align: str = ""
    list_id: str = ""
    depth: int = 0
    page_break: bool = False
    end_marks: tuple[int, ...] = ()
    boxes: tuple[Block, ...] = ()
    images: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """``span`` columns wide; ``continued``: the lower part of a cell merged downwards."""

    blocks: tuple[Block, ...]
    span: int = 1
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """``marks``: the row itself was inserted or deleted under tracking."""

    cells: tuple[Cell, ...]
    marks: tuple[int, ...] = ()
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    lined: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Either a paragraph or a table."""

    paragraph: Paragraph | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """``text`` holds %1..%9 for the numbers of the levels; ``restart`` is the level that starts it anew, 0 never."""

    start: int
    format: str
    text: str
    restart: int = -1
    legal: bool = False


@dataclass(frozen=True, slots=True)
class NumberList:
    """A list of the document: lists with the same ``family`` count on together, save where ``starts`` begins anew."""

    id: str
    family: str
    levels: tuple[ListLevel, ...]
    starts: tuple[Start, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    depth: int
    value: int


@dataclass(frozen=True, slots=True)
class Comment:
    """``parent`` is the id of the comment it answers, empty for the first of a thread."""

    id: str
    author: str
    at: str
    text: str
    parent: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """Text beside the body: ``kind`` footnote, endnote, header or footer."""

    id: str
    kind: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something met but not understood: ``what`` names it, ``text`` holds its words, ``index`` its paragraph or -1."""

    what: str
    text: str
    index: int = -1


@dataclass(frozen=True, slots=True)
class Origin:
    """What our own custom part says of the text this file was made from."""

    template: str
    version: str
    base: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    lists: tuple[NumberList, ...] = ()
    comments: tuple[Comment, ...] = ()
    asides: tuple[Aside, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    origin: Origin | None = None
