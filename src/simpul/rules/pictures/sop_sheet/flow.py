"""The flow part of one page: the head of the columns, the rows with their texts, the chart over the lane columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simpul.rules.pictures.chart.axes import level
from simpul.rules.pictures.chart.layout import lay, least_bottom
from simpul.rules.pictures.chart.model import Chart, Room, Style
from simpul.rules.pictures.drawing import Rect
from simpul.rules.pictures.metrics import width
from simpul.rules.pictures.sop_sheet.content import COLUMNS, Cell, Content, Row
from simpul.rules.pictures.sop_sheet.model import LEAST, Anchor
from simpul.rules.pictures.sop_sheet.parts import Connector, Part
from simpul.rules.pictures.sop_sheet.setting import LEADING, PAD, SIZE, Writer, cell_height, mark_width, set_lines

_NUMBER = 22.0
_LIKED = {"Kegiatan": 1.5, "Kelengkapan": 1.1, "Waktu": 0.6, "Keluaran": 1.1, "Keterangan": 1.35}
_LEAST = {"Kegiatan": 80.0, "Kelengkapan": 58.0, "Waktu": 38.0, "Keluaran": 58.0, "Keterangan": 58.0}
_WORD_MOST = 84.0
_STEP, _CALM = 4.0, 0.05
_LANE, _LANES_MOST = 54.0, 0.42
_BAND = 30.0
_GROUP = LEADING + 2 * PAD
_STYLE = Style(text=LEAST)


@dataclass(frozen=True, slots=True)
class Widths:
    """Outer widths of the columns: number and texts by name, all lanes together, and each lane at least."""

    texts: dict[str, float]
    lanes: float
    least: tuple[float, ...]
    fixed: bool = False

    @property
    def before(self) -> float:
        """What stands left of the lanes."""
        return self.texts["No."] + self.texts["Kegiatan"]

    @property
    def whole(self) -> float:
        return sum(self.texts.values()) + self.lanes


def widths(content: Content, inner: float, needs: Sequence[float]) -> Widths:
    """Columns for lanes that need so much each; the page grows wider than ``inner`` before texts become too narrow."""
    least = tuple(max(need, _name_width(lane.label)) for need, lane in zip(needs, content.lanes, strict=True))
    lanes = max(min(len(needs) * _LANE, inner * _LANES_MOST), sum(least))
    return Widths({"No.": _NUMBER} | _text_widths(content, inner - lanes - _NUMBER), lanes, least)


def _name_width(name: str) -> float:
    """A lane is as wide as the longest word of its name."""
    return max(width(word, LEAST, bold=True) for word in name.split()) + 3.5


def _text_widths(content: Content, room: float) -> dict[str, float]:
    """The text columns: each holds its longest word, the rest goes where it lowers the rows most."""
    columns = {name: [row.cells[number] for row in content.rows] for number, name in enumerate(COLUMNS) if number}
    found = {name: _longest_word(name, cells) for name, cells in columns.items()}
    heights = {name: _heights(cells, found[name]) for name, cells in columns.items()}
    while sum(found.values()) + _STEP <= room:
        tried = {name: _heights(cells, found[name] + _STEP) for name, cells in columns.items()}
        gains = {name: _sum_of_rows(heights | {name: tried[name]}) for name in columns}
        best = min(columns, key=lambda name: (gains[name], found[name] / _LIKED[name]))
        found[best] += _STEP
        heights[best] = tried[best]
    spare = max(0.0, room - sum(found.values())) / len(found)
    return {name: wide + spare for name, wide in found.items()}


def _longest_word(name: str, cells: Sequence[Cell]) -> float:
    wide = [width(name, SIZE, bold=True)]
    wide += [
        width(word, SIZE) + (mark_width(cell.mark) if cell.mark else 0.0)
        for cell in cells
        for word in re.split(r"\s|(?<=/)", cell.text)
    ]
    return max(_LEAST[name], min(_WORD_MOST, max(wide) + 2 * PAD + 2))


def _heights(cells: Sequence[Cell], wide: float) -> list[float]:
    return [cell_height(cell, wide) for cell in cells]


def _sum_of_rows(heights: Mapping[str, list[float]]) -> float:
    """Height of all rows, and a little of all cells, so that shorter cells are liked even in high rows."""
    rows: list[tuple[float, ...]] = list(zip(*heights.values(), strict=True))
    return sum(max(row) + _CALM * sum(row) for row in rows)


def chart_of(part: Part, wide: Widths, left: float, top: float) -> Chart:
    """The chart of a page below ``top``, its rows as high as their texts ask."""
    return lay(part.spots, part.edges, _room(part, wide, left, top), _STYLE)


def chart_height(part: Part, wide: Widths, limit: float) -> float:
    """How high that chart is; where it passes ``limit`` even without its labels, only that much is told."""
    room = _room(part, wide, 0.0, 0.0)
    least = least_bottom(part.spots, part.edges, room, _STYLE)
    return least if least > limit else lay(part.spots, part.edges, room, _STYLE).bottom


def _room(part: Part, wide: Widths, left: float, top: float) -> Room:
    return Room(left + wide.before, top, wide.least, row_heights(part, wide), wide.lanes, wide.fixed)


def row_heights(part: Part, wide: Widths) -> tuple[float, ...]:
    """What the texts of each row ask for, the bands of connectors too."""
    heights = [_band_height(band, wide) for band in part.before]
    heights += [row_height(row, wide) for row in part.rows]
    return (*heights, *(_band_height(band, wide) for band in part.after))


def row_height(row: Row, wide: Widths) -> float:
    """What the texts of one row ask for."""
    return max(cell_height(cell, column) for cell, column in zip(row.cells, wide.texts.values(), strict=True))


def _band_height(band: Sequence[Connector], wide: Widths) -> float:
    text = Cell("\n".join(_told(one) for one in band))
    return max(_BAND, cell_height(text, wide.texts["Kegiatan"]))


def _told(one: Connector) -> str:
    outcome = f" ({one.edge.label.removesuffix(' (t)')})" if one.coming and one.edge.label else ""
    return f"{one.letter} {'dari' if one.coming else 'ke'} {one.other}{outcome}, hlm. {one.page}"


def head_height(content: Content, wide: Widths) -> float:
    """The two lines of column heads."""
    lanes = zip(content.lanes, level(wide.least, wide.lanes), strict=True)
    lines = max(len(set_lines(lane.label, column - 3, LEAST, bold=True)) for lane, column in lanes)
    return _GROUP + max(2 * LEADING, lines * LEADING * LEAST / SIZE) + 2 * PAD


def draw_head(
    writer: Writer, content: Content, wide: Widths, columns: Sequence[float], left: float, top: float
) -> None:
    """Column heads: the lanes below "Pelaksana", three columns below "Mutu baku"."""
    bottom, middle = top + head_height(content, wide), top + _GROUP
    at = _text_columns(wide, left)
    for name in ("No.", "Kegiatan", "Keterangan"):
        writer.head((at[name][0], top, at[name][1], bottom), name)
    writer.head((columns[0], top, columns[-1], middle), "Pelaksana")
    for number, lane in enumerate(content.lanes):
        writer.head((columns[number], middle, columns[number + 1], bottom), lane.label, LEAST)
    writer.head((at["Kelengkapan"][0], top, at["Keluaran"][1], middle), "Mutu baku")
    for name in ("Kelengkapan", "Waktu", "Keluaran"):
        writer.head((at[name][0], middle, at[name][1], bottom), name)


def _text_columns(wide: Widths, left: float) -> dict[str, tuple[float, float]]:
    """From and to of each text column; the lanes stand between the second and the third."""
    x, found = left, {}
    for name, column in wide.texts.items():
        if name == "Kelengkapan":
            x += wide.lanes
        found[name] = (x, x + column)
        x += column
    return found


def draw_rows(writer: Writer, part: Part, chart: Chart, wide: Widths, left: float) -> tuple[Rect, ...]:
    """Grid, texts, labels and pentagons; the white boxes behind the labels."""
    at = _text_columns(wide, left)
    right = at["Keterangan"][1]
    for y in chart.rows:
        writer.rules.append((left, y, right, y))
    lines = {left, right, *chart.columns, *(end for pair in at.values() for end in pair)}
    writer.rules += [(x, chart.rows[0], x, chart.rows[-1]) for x in sorted(lines)]
    borders = list(zip(chart.rows, chart.rows[1:], strict=False))
    first = len(part.before)
    for row, (top, bottom) in zip(part.rows, borders[first:], strict=False):
        for name, cell in zip(wide.texts, row.cells, strict=True):
            anchor: Anchor = "middle" if name in ("No.", "Waktu") else "start"
            writer.cell((at[name][0], top, at[name][1], bottom), cell, anchor=anchor)
    bands = [*zip(part.before, borders, strict=False)]
    bands += [*zip(part.after, borders[first + len(part.rows) :], strict=True)]
    for band, (top, bottom) in bands:
        words = "\n".join(_told(one) for one in band)
        writer.cell((at["Kegiatan"][0], top, at["Kegiatan"][1], bottom), Cell(words))
    return _labels(writer, part, chart)


def _labels(writer: Writer, part: Part, chart: Chart) -> tuple[Rect, ...]:
    for label in chart.labels.values():
        left, top, right, _ = label.rect
        for number, text in enumerate(label.lines):
            y = top + number * _STYLE.leading + 0.78 * _STYLE.leading
            writer.line((left + right) / 2, y, text, _STYLE.text, anchor="middle")
    for symbol in chart.symbols:
        if symbol.node.shape == "connector":
            one = part.connectors[symbol.node.id]
            writer.line(symbol.x, symbol.y - 2.4, one.letter, SIZE, bold=True, anchor="middle")
            writer.line(symbol.x, symbol.y + 5.0, f"hlm. {one.page}", LEAST, anchor="middle")
    return tuple(label.rect for label in chart.labels.values())
