"""Where the word of an outcome stands: at its line and nearer to it than to any other, on nothing, in whole words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from math import inf

from simpul.rules.pictures.chart.free_places import (
    Things,
    box_of,
    diamond_of,
    grown,
    nearest_free,
    touching,
    turned,
)
from simpul.rules.pictures.chart.model import Label, Stretch, Style, key
from simpul.rules.pictures.drawing import Line, Rect
from simpul.rules.pictures.drawing import Symbol as Drawn
from simpul.rules.pictures.metrics import width, wrap

_OFFS = (0.1, 1.5, 3.0, 5.0, 7.5)
_CLEARER, _HARDLY = 1.4, 0.1
_AWAY, _LINE_MORE, _SHORT, _OTHER_SIDE = 3.0, 2.5, 12.0, 0.5
_HELD = 4.0
_LABELS_APART = 1.4


class Freedom(IntEnum):
    """What a label may do, each with what comes before: stand in the row of its step, take its short form, follow its
    line into other rows or be told by the same outcome at another symbol of the step, stand nearly as near to another
    line, stand as near to it."""

    WHOLE, SHORT, WANDER, LOOSE, ANYHOW = range(5)


@dataclass(frozen=True, slots=True)
class _Wording:
    """The text in lines, the size of its box, and how much it is disliked."""

    lines: tuple[str, ...]
    box: tuple[float, float]
    price: float


@dataclass
class Labeller:
    """Finds a place for each label in turn.

    ``rows`` are the parts of the chart that a label may not reach out of, ``home`` tells in which of them a step
    stands.
    """

    symbols: Sequence[Drawn]
    lines: Sequence[Line]
    rows: Sequence[Rect]
    home: dict[str, int]
    style: Style
    freedom: Freedom
    placed: dict[int, Label] = field(default_factory=dict)
    boxes: Sequence[Sequence[Rect]] = field(init=False)

    def __post_init__(self) -> None:
        self.boxes = [[box_of(stretch) for stretch in pairwise(line.points)] for line in self.lines]

    def place(self) -> list[int]:
        """Place them all; the numbers of the lines whose label found no room."""
        failed = []
        seen: set[tuple[str, str]] = set()
        for number, line in enumerate(self.lines):
            outcome = line.edge.source, line.edge.label
            if not line.edge.label or outcome in seen:
                continue
            seen.add(outcome)
            found = self._best(line)
            if found is None:
                failed.append(number)
            else:
                self.placed[number] = found
        told = {key(self.lines[number].edge) for number in self.placed} if self.freedom >= Freedom.WANDER else set()
        return [number for number in failed if key(self.lines[number].edge) not in told]

    def _best(self, line: Line) -> Label | None:
        """The place that costs least: near the beginning of the line, close to it, in few lines."""
        wordings = sorted(self._wordings(line), key=lambda one: one.price)
        best: tuple[float, Label] | None = None
        for row in self._rows_of(line):
            things = self._things(row, line)
            both = things, things.turned()
            gone = 0.0
            for stretch in pairwise(line.points):
                for wording in wordings:
                    least = best[0] - gone if best else inf
                    for price, rect in self._beside(stretch, wording, both, least):
                        if best is None or gone + price < best[0]:
                            best = gone + price, Label(rect, wording.lines)
                gone += sum(abs(a - b) for a, b in zip(*stretch, strict=True))
        return best[1] if best else None

    def _rows_of(self, line: Line) -> list[int]:
        home = self.home[line.edge.source]
        if self.freedom < Freedom.WANDER:
            return [home]
        boxes = [box_of(stretch) for stretch in pairwise(line.points)]
        return [n for n, rect in enumerate(self.rows) if any(touching(rect, box) for box in boxes) or n == home]

    def _wordings(self, line: Line) -> Iterator[_Wording]:
        """The text in one line and in more of them, down to the width of its longest word; at last its short form."""
        texts = [
            (line.edge.label, 0.0),
            *([(line.edge.words, _SHORT)] if self.freedom >= Freedom.SHORT and line.edge.words else []),
        ]
        for text, price in texts:
            wide = width(text, self.style.text) + 0.5
            longest = max(width(word, self.style.text) for word in text.split()) + 0.5
            for lines in dict.fromkeys(
                wrap(text, self.style.text, max(longest, wide * share)) for share in (1.0, 0.6, 0.4, 0.0)
            ):
                box = max(width(one, self.style.text) for one in lines), len(lines) * self.style.leading
                yield _Wording(lines, box, price + _LINE_MORE * (len(lines) - 1))

    def _things(self, row: int, line: Line) -> Things:
        """What the label could run into in a row."""
        frame = self.rows[row]
        near = frame[0], frame[1] - 20, frame[2], frame[3] + 20
        own: list[Rect] = []
        foreign: list[Rect] = []
        mine = key(line.edge)
        for other, boxes in zip(self.lines, self.boxes, strict=True):
            found = [box for box in boxes if touching(near, box)]
            if found:
                (own if key(other.edge) == mine else foreign).extend(found)
        seen = [symbol for symbol in self.symbols if touching(near, symbol.rect)]
        solid = [symbol.rect for symbol in seen if symbol.node.shape != "decision"]
        solid += [grown(label.rect, _LABELS_APART) for label in self.placed.values()]
        diamonds = tuple(diamond_of(symbol) for symbol in seen if symbol.node.shape == "decision")
        return Things(frame, tuple(own), tuple(foreign), tuple(solid), diamonds)

    def _beside(
        self, stretch: Stretch, wording: _Wording, both: tuple[Things, Things], least: float
    ) -> Iterator[tuple[float, Rect]]:
        """Places at a stretch, each with what it costs; those that must cost ``least`` or more are left out.

        ``both`` holds the things as they lie and with x and y exchanged.
        """
        (x, y), (x2, y2) = stretch
        if y == y2:
            yield from self._along(x, x2, y, wording.box, wording.price, both[0], least)
        else:
            box = wording.box[1], wording.box[0]
            for price, rect in self._along(y, y2, x, box, wording.price, both[1], least):
                yield price, turned(rect)

    def _clear(self, apart: float) -> float:
        """How far a label that is so far from its own line must be from every other."""
        if self.freedom == Freedom.ANYHOW:
            return self.style.gap
        return apart + _HARDLY if self.freedom == Freedom.LOOSE else apart * _CLEARER

    def _along(
        self,
        start: float,
        end: float,
        at: float,
        box: tuple[float, float],
        price: float,
        things: Things,
        least: float,
    ) -> Iterator[tuple[float, Rect]]:
        """The same for a lying stretch from ``start`` to ``end`` at the height ``at``."""
        long, thick = box
        left, top, right, bottom = things.frame
        held = min(_HELD, abs(end - start) / 2)
        allowed = max(left, min(start, end) - long + held), min(right - long, max(start, end) - held)
        wanted = start if end > start else start - long
        for off in _OFFS:
            apart = self.style.gap + off
            clear = self._clear(apart)
            for side, low in enumerate((at - apart - thick, at + apart)):
                base = price + _AWAY * off + _OTHER_SIDE * side
                if base >= least or low < top or low + thick > bottom:
                    continue
                taken = list(things.taken(low, low + thick, self.style.gap, clear))
                place = nearest_free(wanted, allowed, long, taken)
                if place is not None:
                    yield base + abs(place - wanted), (place, low, place + long, low + thick)
