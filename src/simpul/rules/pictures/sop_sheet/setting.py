"""Text set into boxes by measured widths: what every part of the sheet is written with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from simpul.rules.pictures.drawing import Rect
from simpul.rules.pictures.metrics import width, wrap
from simpul.rules.pictures.sop_sheet.content import Cell
from simpul.rules.pictures.sop_sheet.model import Anchor, Words

SIZE = 7.6
LEADING = 9.3
PAD = 3.2
_RAISED = 0.68


@lru_cache(maxsize=8192)
def set_lines(text: str, wide: float, size: float = SIZE, *, bold: bool = False) -> tuple[str, ...]:
    """The text wrapped to ``wide``; a line break in it stays one, and a long word may break after a slash."""
    found: list[str] = []
    for part in text.split("\n"):
        words = (piece for word in part.split() for piece in _pieces(word, size, wide, bold))
        found += wrap(" ".join(words), size, wide, bold=bold)
    return tuple(found)


def _pieces(word: str, size: float, wide: float, bold: bool) -> list[str]:
    if "/" not in word or width(word, size, bold=bold) <= wide:
        return [word]
    pieces = [""]
    for part in re.split(r"(?<=/)", word):
        if pieces[-1] and width(pieces[-1] + part, size, bold=bold) > wide:
            pieces.append("")
        pieces[-1] += part
    return pieces


def cell_height(cell: Cell, wide: float) -> float:
    """What a cell of this outer width needs."""
    return _line_count(cell.text, _inner(cell, wide)) * LEADING + 2 * PAD


@lru_cache(maxsize=65536)
def _line_count(text: str, wide: float) -> int:
    return len(set_lines(text, wide))


def _inner(cell: Cell, wide: float) -> float:
    return wide - 2 * PAD - (mark_width(cell.mark) if cell.mark else 0.0)


def mark_width(mark: str) -> float:
    """What a footnote mark takes from its line."""
    return width(mark, SIZE * _RAISED, bold=True) + 0.6


@dataclass
class Writer:
    """Collects what stands on a page."""

    words: list[Words] = field(default_factory=list)
    rules: list[Rect] = field(default_factory=list)
    shades: list[Rect] = field(default_factory=list)

    def line(
        self,
        x: float,
        y: float,
        text: str,
        size: float = SIZE,
        *,
        bold: bool = False,
        anchor: Anchor = "start",
        mark: str = "",
    ) -> None:
        """One line with its baseline at ``y``."""
        wide = width(text, size, bold=bold) + (mark_width(mark) if mark else 0.0)
        self.words.append(Words(x, y, text, size, wide, bold, anchor, mark))

    def cell(self, rect: Rect, cell: Cell, *, anchor: Anchor = "start") -> None:
        """A cell's text from its upper left corner, or centred at its top."""
        left, top, right, _ = rect
        lines = set_lines(cell.text, _inner(cell, right - left))
        x = (left + right) / 2 if anchor == "middle" else left + PAD
        for number, text in enumerate(lines):
            mark = cell.mark if number == len(lines) - 1 else ""
            self.line(x, top + PAD + number * LEADING + 0.78 * LEADING, text, anchor=anchor, mark=mark)

    def head(self, rect: Rect, text: str, size: float = SIZE) -> None:
        """A shaded heading, bold, in the middle of its box."""
        left, top, right, bottom = rect
        self.shades.append(rect)
        self.box(rect)
        leading = LEADING * size / SIZE
        lines = set_lines(text, right - left - 3, size, bold=True)
        first = (top + bottom) / 2 - len(lines) * leading / 2 + 0.78 * leading
        for number, line in enumerate(lines):
            self.line((left + right) / 2, first + number * leading, line, size, bold=True, anchor="middle")

    def box(self, rect: Rect) -> None:
        left, top, right, bottom = rect
        self.rules += [(left, top, right, top), (left, bottom, right, bottom)]
        self.rules += [(left, top, left, bottom), (right, top, right, bottom)]

    def paragraph(
        self, left: float, top: float, wide: float, text: str, *, mark: str = "", bold: bool = False
    ) -> float:
        """Lines of running text from ``top``; the y below them. ``mark`` stands before the text."""
        indent = mark_width(mark) + 1.2 if mark else 0.0
        if mark:
            self.words.append(Words(left, top + 0.78 * LEADING, "", SIZE, indent, mark=mark))
        lines = set_lines(text, wide - indent, bold=bold)
        for number, line in enumerate(lines):
            self.line(left + indent, top + number * LEADING + 0.78 * LEADING, line, bold=bold)
        return top + len(lines) * LEADING
