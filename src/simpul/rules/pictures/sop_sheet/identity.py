"""The identity part: unit and title, numbers and dates, room for the approval, and six boxes of lists."""

from __future__ import annotations

from simpul.rules.pictures.drawing import Rect
from simpul.rules.pictures.sop_sheet.content import Content
from simpul.rules.pictures.sop_sheet.model import Paper
from simpul.rules.pictures.sop_sheet.setting import LEADING, PAD, Writer, set_lines

_LABEL = 96.0
_LEFT_SHARE = 0.42
_SIGNATURE = 46.0
_TITLE, _UNIT = 17.0, 10.0
_INDENT = 15.0
_AIR = 3.0


def head_block(writer: Writer, content: Content, paper: Paper, top: float) -> float:
    """Unit and title on the left, the short fields on the right; the y below."""
    left, middle = paper.margin, paper.margin + paper.inner * _LEFT_SHARE
    right = paper.margin + paper.inner
    y = top
    for name, value in content.facts:
        wide = right - middle - _LABEL
        lines = len(set_lines(value, wide - 2 * PAD))
        room = _SIGNATURE if name.startswith("Disahkan") else 0.0
        bottom = y + max(lines * LEADING + 2 * PAD + _AIR, room)
        writer.box((middle, y, middle + _LABEL, bottom))
        writer.box((middle + _LABEL, y, right, bottom))
        writer.paragraph(middle + PAD, y + PAD + _AIR / 2, _LABEL - 2 * PAD, name)
        writer.paragraph(middle + _LABEL + PAD, y + PAD + _AIR / 2, wide - 2 * PAD, value)
        y = bottom
    bottom = max(y, _titled(writer, content, (left, top, middle, y)))
    writer.box((left, top, middle, bottom))
    return bottom


def _titled(writer: Writer, content: Content, rect: Rect) -> float:
    """Unit, kind of document and title, from the top of the left box; the y that it needs."""
    left, top, right, _ = rect
    y = top + 8
    blocks = (
        (content.unit, _UNIT, True),
        ("Standar Operasional Prosedur", _UNIT, False),
        (content.title, _TITLE, True),
    )
    for text, size, bold in blocks:
        leading = size * 1.22
        for line in set_lines(text, right - left - 16, size, bold=bold):
            y += leading
            writer.line(left + 8, y - 0.25 * leading, line, size, bold=bold)
        y += 6
    return y + 2


def pairs(content: Content, paper: Paper) -> list[tuple[float, tuple[tuple[str, tuple[str, ...]], ...]]]:
    """The boxes two by two, each pair with its height."""
    wide = paper.inner / 2
    found = []
    for number in range(0, len(content.boxes), 2):
        couple = content.boxes[number : number + 2]
        found.append((max(_box_height(items, wide) for _, items in couple), couple))
    return found


def _box_height(items: tuple[str, ...], wide: float) -> float:
    text = wide - 2 * PAD - (_INDENT if len(items) > 1 else 0.0)
    lines = sum(len(set_lines(item, text)) for item in items)
    return (lines + 1) * LEADING + len(items) * _AIR + 2 * PAD + 2


def draw_pair(
    writer: Writer, couple: tuple[tuple[str, tuple[str, ...]], ...], paper: Paper, top: float, height: float
) -> None:
    """Two boxes beside each other; several items are numbered."""
    wide = paper.inner / 2
    for side, (name, items) in enumerate(couple):
        left = paper.margin + side * wide
        writer.box((left, top, left + wide, top + height))
        y = writer.paragraph(left + PAD, top + PAD, wide - 2 * PAD, name, bold=True) + 2
        indent = _INDENT if len(items) > 1 else 0.0
        for number, item in enumerate(items, 1):
            if indent:
                writer.line(left + PAD + indent - 3, y + 0.78 * LEADING, f"{number}.", anchor="end")
            y = writer.paragraph(left + PAD + indent, y, wide - 2 * PAD - indent, item) + _AIR
