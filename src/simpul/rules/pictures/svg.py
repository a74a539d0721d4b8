"""A drawing as SVG text: once for the screen, by classes of the look, once black on white for paper."""

from __future__ import annotations

from html import escape
from typing import Literal

from simpul.rules.pictures.drawing import Drawing, Flag, Line, Point, Rect, Symbol, Text
from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.model import WORDS, Words

Variant = Literal["screen", "print"]
Part = Literal["all", "lanes", "flow"]
_CORNER = 5.0
_BASELINE = 4.2
_HALO = 4.0
_BOX = {"": "box", "done": "box-done", "now": "box-now", "next": "box-next", "again": "box-again"}
_LINE = {"": "ln", "done": "ln", "next": "ln-next", "loop": "ln-loop", "link": "ln-link"}
_ROLE = {
    "lane": "t-b",
    "head": "t-m t-s",
    "label": "t-m t-s2",
    "number": "t-m t-b",
    "edge": "t-m t-s",
    "round": "t-m t-loop",
    "flag-head": "t-flag t-s2",
    "flag": "t-flag t-s2",
}
_BOLD = {"lane", "number", "round", "flag-head"}
_PRINT_BOX = {
    "": 'fill="white" stroke="black"',
    "done": 'fill="white" stroke="black" stroke-width="1.5"',
    "now": 'fill="black" stroke="black" stroke-width="2"',
    "next": 'fill="white" stroke="black" stroke-dasharray="4 3"',
    "again": 'fill="white" stroke="black" stroke-width="0.5"',
}
_PRINT_LINE = {
    "": 'stroke="black"',
    "done": 'stroke="black" stroke-width="1.5"',
    "next": 'stroke="black" stroke-dasharray="4 3"',
    "loop": 'stroke="black" stroke-width="2"',
    "link": 'stroke="black" stroke-dasharray="1 3"',
}


def render(
    drawing: Drawing,
    *,
    title: str,
    desc: str,
    ident: str = "alur",
    variant: Variant = "screen",
    part: Part = "all",
    words: Words = WORDS,
) -> Markup:
    """The SVG text. `ident` must be unique on the page; it begins the ids of title and description.

    `#<ident>-kini` leads to the (first) flag, for a link that scrolls there without script.
    `part` cuts the column of lane names from the flow, so that a page can keep the names in sight while the flow
    scrolls: both parts have the same height. The print variant needs no stylesheet.
    """
    left = drawing.header if part == "flow" else 0.0
    wide = drawing.header if part == "lanes" else drawing.width - left
    body = lanes(drawing, variant) + ("" if part == "lanes" else flow(drawing, variant, words, ident))
    return frame(body, (left, 0.0, wide, drawing.height), title=title, desc=desc, ident=ident, variant=variant)


def frame(body: str, view: Rect, *, title: str, desc: str, ident: str, variant: Variant) -> Markup:
    """The outer element with title and description round a body; `view` is (left, top, width, height)."""
    left, top, wide, tall = (_n(value) for value in view)
    name = escape(ident)
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="s-flow" width="{wide}" height="{tall}" '
        f'viewBox="{left} {top} {wide} {tall}" role="img" lang="id" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(desc)}</desc>'
        f"<g{_pen(variant).root}>{body}</g></svg>"
    )


def lanes(drawing: Drawing, variant: Variant) -> str:
    """The bands with their names, over the whole width."""
    return _bands(drawing, _pen(variant))


def flow(drawing: Drawing, variant: Variant, words: Words = WORDS, ident: str = "") -> str:
    """Lines, symbols and flags; with `ident`, the first flag can be jumped to as `#<ident>-kini`."""
    pen = _pen(variant)
    parts = [_line(line, pen) for line in drawing.lines]
    parts += [_symbol(symbol, pen, words) for symbol in drawing.symbols]
    return "".join(
        [*parts, *(_flag(flag, pen, ident if not number else "") for number, flag in enumerate(drawing.flags))]
    )


class _Screen:
    """Classes of the look."""

    root = ' class="g"'

    def lane(self, odd: bool) -> str:
        return f'class="{"lane-alt" if odd else "lane"}"'

    header = 'class="lane-h"'
    flag = 'class="flag"'

    def knock(self) -> str:
        return 'class="knock"'

    def box(self, state: str) -> str:
        return f'class="{_BOX[state]}"'

    halo = 'class="halo"'

    def line(self, state: str) -> str:
        return f'class="{_LINE[state]}"'

    def arrow(self, state: str) -> str:
        return f'class="{"hd-loop" if state == "loop" else "hd"}"'

    def text(self, role: str, on: bool) -> str:
        return f'class="{_ROLE[role]}{" t-on" if on else ""}"'

    def lead(self, on: bool) -> str:
        return f'class="t-b{"" if on else " t-2"}"'


class _Print:
    """Black on white by attributes."""

    root = ' font-family="Inter, Liberation Sans, sans-serif" font-size="12" fill="black"'

    def lane(self, odd: bool) -> str:
        return 'fill="white" stroke="black" stroke-width="0.75"'

    header = 'fill="white" stroke="black" stroke-width="0.75"'
    flag = 'fill="black"'

    def knock(self) -> str:
        return 'fill="white"'

    def box(self, state: str) -> str:
        return _PRINT_BOX[state]

    halo = 'fill="none" stroke="black"'

    def line(self, state: str) -> str:
        return f'fill="none" {_PRINT_LINE[state]}'

    def arrow(self, state: str) -> str:
        return 'fill="black"'

    def text(self, role: str, on: bool) -> str:
        anchor = "" if role in {"lane", "flag", "flag-head"} else ' text-anchor="middle"'
        weight = ' font-weight="650"' if role in _BOLD else ""
        size = ' font-size="13"' if role == "lane" else ""
        return f'fill="{"white" if on or role.startswith("flag") else "black"}"{anchor}{weight}{size}'

    def lead(self, on: bool) -> str:
        return 'font-weight="650"'


_Pen = _Screen | _Print


def _pen(variant: Variant) -> _Pen:
    return _Print() if variant == "print" else _Screen()


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _rect(rect: Rect, attributes: str, radius: float = 0.0) -> str:
    left, top, right, bottom = rect
    rounded = f' rx="{_n(radius)}"' if radius else ""
    return (
        f'<rect {attributes} x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" height="{_n(bottom - top)}"'
        f"{rounded}/>"
    )


def _bands(drawing: Drawing, pen: _Pen) -> str:
    out = []
    for number, band in enumerate(drawing.bands):
        bottom = band.top + band.height
        out.append(_rect((0.5, band.top, drawing.width - 0.5, bottom), pen.lane(number % 2 == 1)))
        out.append(_rect((0.5, band.top, drawing.header, bottom), pen.header))
        out += [_text(text, pen) for text in band.texts]
    return "".join(out)


def _text(text: Text, pen: _Pen, *, on: bool = False) -> str:
    lead = f"<tspan {pen.lead(on)}>{escape(text.lead)}</tspan>" if text.lead else ""
    place = f'x="{_n(text.x)}" y="{_n(text.y + _BASELINE)}"'
    return f"<text {pen.text(text.role, on)} {place}>{lead}{escape(text.text)}</text>"


def _line(line: Line, pen: _Pen) -> str:
    out = f'<path {pen.line(line.state)} d="{_way(line.points)}"/>'
    if line.edge.kind != "link":
        out += f'<path {pen.arrow(line.state)} d="{_head(line.points[-2], line.points[-1])}"/>'
    if line.label:
        left, top, right, bottom = line.label.rect
        out += _rect((left - 3, top, right + 3, bottom), pen.knock(), 2)
        out += _text(line.label, pen)
    return f"<g>{_hint(line.edge.said) if line.edge.label else ''}{out}</g>"


def _hint(text: str) -> str:
    return f"<title>{escape(text)}</title>"


def _way(points: tuple[Point, ...]) -> str:
    """The line with its corners rounded a little."""
    parts = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        a, b = _towards(here, before), _towards(here, after)
        parts.append(f"L{_n(a[0])} {_n(a[1])}Q{_n(here[0])} {_n(here[1])} {_n(b[0])} {_n(b[1])}")
    parts.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(parts)


def _towards(here: Point, there: Point) -> Point:
    """The point a corner's radius from here, or half way when the stretch is short."""
    length = abs(there[0] - here[0]) + abs(there[1] - here[1])
    share = min(_CORNER, length / 2) / length if length else 0.0
    return here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share


def _head(before: Point, end: Point) -> str:
    dx = (end[0] > before[0]) - (end[0] < before[0])
    dy = (end[1] > before[1]) - (end[1] < before[1])
    back = end[0] - 7 * dx, end[1] - 7 * dy
    return (
        f"M{_n(end[0])} {_n(end[1])}L{_n(back[0] - 4 * dy)} {_n(back[1] - 4 * dx)}"
        f"L{_n(back[0] + 4 * dy)} {_n(back[1] + 4 * dx)}z"
    )


def _outline(symbol: Symbol, inset: float, attributes: str) -> str:
    if symbol.node.shape == "decision":
        wide, tall = symbol.half_w - inset * 1.4, symbol.half_h - inset * 1.4
        x, y = symbol.x, symbol.y
        path = f"M{_n(x - wide)} {_n(y)}L{_n(x)} {_n(y - tall)}L{_n(x + wide)} {_n(y)}L{_n(x)} {_n(y + tall)}z"
        return f'<path {attributes} d="{path}"/>'
    left, top, right, bottom = symbol.rect
    return _rect(
        (left + inset, top + inset, right - inset, bottom - inset), attributes, max(2.0, symbol.radius - inset)
    )


def _symbol(symbol: Symbol, pen: _Pen, words: Words) -> str:
    now = symbol.state == "now"
    shape = _outline(symbol, 0, pen.halo) + _outline(symbol, _HALO + 1, pen.box("now")) if now else ""
    shape = shape or _outline(symbol, 0, pen.box(symbol.state))
    inside = symbol.y + symbol.half_h
    texts = "".join(_text(text, pen, on=now and text.y < inside) for text in symbol.texts)
    return f"<g>{_hint(_spoken(symbol, words))}{shape}{texts}</g>"


def _spoken(symbol: Symbol, words: Words) -> str:
    """What the pointer is told over a symbol: the whole label, which the box may have cut."""
    node = symbol.node
    state = {"now": words.now, "done": words.done}.get(symbol.state, "")
    parts = (node.label, node.time_text, words.added if node.added else "", state)
    number = f"{node.no}. " if node.no.strip("+ ") else ""
    return number + ", ".join(part for part in parts if part)


def _flag(flag: Flag, pen: _Pen, ident: str) -> str:
    top, (x, y) = flag.rect[1], flag.tip
    pointer = f"M{_n(x - 8)} {_n(top + 1)}L{_n(x)} {_n(y)}L{_n(x + 8)} {_n(top + 1)}z"
    texts = "".join(_text(text, pen) for text in flag.texts)
    name = f' id="{escape(ident)}-kini"' if ident else ""
    return f'<g{name}>{_rect(flag.rect, pen.flag, 3)}<path {pen.flag} d="{pointer}"/>{texts}</g>'
