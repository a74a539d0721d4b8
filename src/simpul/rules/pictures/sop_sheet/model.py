"""The finished sheet in points (1/72 inch) from the upper left corner of each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simpul.rules.pictures.chart.model import Chart
from simpul.rules.pictures.drawing import Rect

Anchor = Literal["start", "middle", "end"]
MM = 72 / 25.4
LEAST = 7.0
"""No text is smaller than this, in points; footnote marks are, as everywhere."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, lying: width, height and margin."""

    name: str
    width: float
    height: float
    margin: float = 10 * MM

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin


A4 = Paper("a4", 297 * MM, 210 * MM)
F4 = Paper("f4", 330 * MM, 215 * MM)
ENDLESS = Paper("endless", 297 * MM, 1e6)
SCREEN = Paper("screen", 692.0, 1e6, 0.0)
"""What the table of the HTML face is measured on."""
PAPERS = {"a4": A4, "f4": F4}


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: ``x`` is its beginning, middle or end, ``y`` its baseline; ``mark`` stands raised after it."""

    x: float
    y: float
    text: str
    size: float
    wide: float
    bold: bool = False
    anchor: Anchor = "start"
    mark: str = ""

    @property
    def rect(self) -> Rect:
        """What the letters may cover."""
        left = self.x - {"start": 0.0, "middle": self.wide / 2, "end": self.wide}[self.anchor]
        return left, self.y - 0.76 * self.size, left + self.wide, self.y + 0.2 * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """One page: shaded boxes, thin lines of the form, the flow, white boxes behind its labels, every text.

    ``rows`` tells which step each row of the chart shows, "" for a band of connectors.
    """

    number: int
    height: float
    shades: tuple[Rect, ...]
    rules: tuple[Rect, ...]
    chart: Chart | None
    words: tuple[Words, ...]
    knocks: tuple[Rect, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All pages: first the identity part, then the flow."""

    title: str
    paper: Paper
    pages: tuple[Page, ...]
