"""The swimlane on paper: A4 landscape, black on white, cut between the steps.

A line that goes on over a cut ends in a pentagon with a letter, the off-page connector of the SOP form, and the next
sheet takes it up by the same letter. The names of the lanes stand on every sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, pairwise
from string import ascii_uppercase

from simpul.rules.pictures.drawing import Drawing
from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.svg import flow, frame, lanes

# The printable part of A4 landscape with margins of 10 mm, in px of 1/96 inch.
_PAPER = (1047.0, 718.0)
_MARGIN = 58.0
_CLEAR = 9.0
_NEAR = 18.0
_HALF, _REACH = 8.0, 20.0


@dataclass(frozen=True, slots=True)
class Connector:
    """A line that crosses a cut at the height y; `rightwards` when it leads to the later sheet."""

    letter: str
    y: float
    rightwards: bool
    outer: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One slice of the flow from x = `left` to `right`, with the connectors at its two cuts."""

    left: float
    right: float
    before: tuple[Connector, ...]
    after: tuple[Connector, ...]


def sheets(drawing: Drawing) -> tuple[Sheet, ...]:
    """How the flow is cut, so that every sheet fits A4 landscape at the scale that its height asks for."""
    room = max(_PAPER[0], _PAPER[0] / _PAPER[1] * drawing.height) - drawing.header - 2 * _MARGIN
    cuts = [drawing.header]
    while drawing.width - cuts[-1] > room + _MARGIN:
        cuts.append(_cut(drawing, cuts[-1], cuts[-1] + room))
    cuts.append(drawing.width)
    letters = _letters()
    seams = [(), *(_seam(drawing, cut, letters) for cut in cuts[1:-1]), ()]
    return tuple(
        Sheet(left, right, before, after)
        for (left, right), (before, after) in zip(pairwise(cuts), pairwise(seams), strict=True)
    )


def _letters() -> Iterator[str]:
    """A to Z, then A2 to Z2 and so on."""
    for turn in count(1):
        for letter in ascii_uppercase:
            yield letter if turn == 1 else f"{letter}{turn}"


def _cut(drawing: Drawing, start: float, limit: float) -> float:
    """The last place up to `limit` clear of symbols, texts, flags and upright lines; else the limit."""
    rects = [symbol.rect for symbol in drawing.symbols] + [flag.rect for flag in drawing.flags]
    rects += [text.rect for text in drawing.texts if text.role != "lane"]
    solid = [(rect[0], rect[2]) for rect in rects]
    solid += [(a[0], a[0]) for line in drawing.lines for a, b in pairwise(line.points) if a[0] == b[0]]
    for place in range(int(limit), int(start) + 1, -1):
        if all(place < left - _CLEAR or place > right + _CLEAR for left, right in solid):
            return float(place)
    return limit


def _seam(drawing: Drawing, cut: float, letters: Iterator[str]) -> tuple[Connector, ...]:
    """The lines over a cut from top to bottom; close neighbours stand in two ranks, lines merged already in one."""
    crossing = {
        round(a[1], 1): b[0] > a[0]
        for line in drawing.lines
        for a, b in pairwise(line.points)
        if min(a[0], b[0]) < cut < max(a[0], b[0])
    }
    found: list[Connector] = []
    for y, rightwards in sorted(crossing.items()):
        outer = bool(found) and not found[-1].outer and y - found[-1].y < _NEAR
        found.append(Connector(next(letters), y, rightwards, outer))
    return tuple(found)


def print_sheets(drawing: Drawing, *, title: str, desc: str, ident: str = "alur") -> tuple[Markup, ...]:
    """One SVG for each sheet; titles count them ("Alur, lembar 1 dari 2") when there are several."""
    cut = sheets(drawing)
    found = []
    for number, sheet in enumerate(cut, 1):
        name = f"{title}, lembar {number} dari {len(cut)}" if len(cut) > 1 else title
        body, wide = _body(drawing, sheet)
        view = (0.0, 0.0, wide, drawing.height)
        found.append(frame(body, view, title=name, desc=desc, ident=f"{ident}-{number}", variant="print"))
    return tuple(found)


def _body(drawing: Drawing, sheet: Sheet) -> tuple[str, float]:
    """What stands on a sheet, and how wide that is."""
    left = drawing.header + (_MARGIN if sheet.before else 0)
    right = left + sheet.right - sheet.left
    wide = right + (_MARGIN if sheet.after else 0)
    slice_ = (
        f'<svg x="{left:.1f}" y="0" width="{right - left:.1f}" height="{drawing.height:.1f}" '
        f'viewBox="{sheet.left:.1f} 0 {right - left:.1f} {drawing.height:.1f}">{flow(drawing, "print")}</svg>'
    )
    ends = [_pentagon(connector, left, -1) for connector in sheet.before]
    ends += [_pentagon(connector, right, 1) for connector in sheet.after]
    return lanes(replace(drawing, width=wide), "print") + slice_ + "".join(ends), wide


def _pentagon(connector: Connector, edge: float, side: int) -> str:
    """The connector beyond the edge of a slice (`side` 1: right of it), pointing the way its line goes."""
    near = edge + side * (_REACH + 12 if connector.outer else 6)
    low, high = sorted((near, near + side * _REACH))
    tip, back = (high, low) if connector.rightwards else (low, high)
    shoulder = tip - 6 if connector.rightwards else tip + 6
    y = connector.y
    middle = (back + shoulder) / 2 + (tip - shoulder) / 4
    return (
        f'<path fill="none" stroke="black" d="M{edge:.1f} {y:.1f}H{near:.1f}"/>'
        f'<path fill="white" stroke="black" d="M{back:.1f} {y - _HALF:.1f}H{shoulder:.1f}L{tip:.1f} {y:.1f}'
        f'L{shoulder:.1f} {y + _HALF:.1f}H{back:.1f}z"/>'
        f'<text text-anchor="middle" font-size="11" font-weight="650" x="{middle:.1f}" '
        f'y="{y + 4:.1f}">{connector.letter}</text>'
    )
