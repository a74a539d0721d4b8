"""Bars below each other: filled to one value and hatched on to another, with a line where the standard is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.metrics import shorten, width

WIDE, NARROW = 900, 280
_ROW, _HEAD, _THICK = 44, 24, 12
_LABEL, _TEXT = 13.0, 12.0
_MOST = 3.0
"""An axis with a standard ends at so many times the standard; what is longer is cut and marked."""


@dataclass(frozen=True, slots=True)
class Bar:
    """``text`` says the values in words. Filled to ``solid``, hatched on to ``reach``, in the unit of the axis; None:
    nothing is drawn."""

    label: str
    text: str
    solid: float | None = None
    reach: float | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """The standard, as a line across all bars."""

    label: str
    value: float = 1.0


def bars(
    rows: Sequence[Bar], *, title: str, desc: str, ident: str, goal: Goal | None = None, width_px: int = WIDE
) -> Markup:
    """The picture as SVG text. ``ident`` begins its ids and must be unique on the page. Raises ValueError without rows.

    ``width_px``: ``WIDE`` or, for a phone, ``NARROW``; the words are of the same size in both.
    """
    if not rows:
        raise ValueError("a picture of bars needs a row")
    name, top = escape(ident), _top(rows, goal)
    head = _HEAD if goal else 0
    high = head + _ROW * len(rows)
    drawn = "".join(_row(row, head + _ROW * number, top, width_px, name) for number, row in enumerate(rows))
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="g" width="{width_px}" height="{high}" '
        f'viewBox="0 0 {width_px} {high}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(desc)}</desc>'
        f'<defs><pattern id="{name}-h" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="knock" width="6" height="6"/>'
        f'<line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>'
        f"{drawn}{_line(goal, rows, top, width_px) if goal else ''}</svg>"
    )


def _top(rows: Sequence[Bar], goal: Goal | None) -> float:
    longest = max((max(row.solid or 0.0, row.reach or 0.0) for row in rows), default=0.0)
    if goal is None:
        return longest or 1.0
    return min(max(longest, goal.value * 1.25), goal.value * _MOST)


def _row(row: Bar, y: int, top: float, wide: int, name: str) -> str:
    room = wide - width(row.text, _TEXT) - 12
    words = (
        f'<text x="0" y="{y + 15}">{escape(shorten(row.label, _LABEL, room))}</text>'
        f'<text class="t-s2 t-2 t-e" x="{wide}" y="{y + 15}">{escape(row.text)}</text>'
    )
    if row.solid is None:
        return words
    solid, reach = (min(value, top) / top * wide for value in (row.solid, max(row.reach or 0.0, row.solid)))
    track = _rect("bar-track", 0, y + 22, wide)
    hatched = _rect("bar-edge", solid, y + 22, reach - solid, f' fill="url(#{name}-h)"') if reach > solid else ""
    cut = max(row.solid, row.reach or 0.0) > top
    mark = f'<path class="cut" d="M{wide - 11} {y + 23} l5 5 l-5 5"/>' if cut else ""
    return words + track + hatched + _rect("bar", 0, y + 22, solid) + mark


def _rect(kind: str, x: float, y: float, wide: float, more: str = "") -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{_THICK}"{more}/>'


def _line(goal: Goal, rows: Sequence[Bar], top: float, wide: int) -> str:
    """The name of the standard above all bars, its line across each of them but not across words."""
    x = goal.value / top * wide
    half = width(goal.label, _TEXT) / 2
    middle = min(max(x, half), wide - half)
    drawn = (
        f'<line class="{kind}" x1="{x:.1f}" y1="{y - 2}" x2="{x:.1f}" y2="{y + _THICK + 4}"/>'
        for y, row in zip(range(_HEAD + 22, _HEAD + 22 + _ROW * len(rows), _ROW), rows, strict=True)
        if row.solid is not None
        for kind in ("goal-room", "goal")
    )
    return f'<text class="t-s2 t-b t-m" x="{middle:.1f}" y="14">{escape(goal.label)}</text>{"".join(drawn)}'
