"""A page of the sheet as SVG, black on white, with a title and a description; needs no stylesheet."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from simpul.rules.pictures.chart.strokes import Stroke, strokes
from simpul.rules.pictures.drawing import Point, Rect, Symbol
from simpul.rules.pictures.sop_sheet.model import Page, Sheet, Words
from simpul.rules.pictures.sop_sheet.outlines import head, outline

FONT = "Inter, Liberation Sans, Arial, sans-serif"
DASH = "2.6 2"
GRID, PEN = 0.5, 0.95
_CAP = {True: "", False: ' stroke-linecap="square"'}


def page_svg(sheet: Sheet, page: Page, desc: str, ident: str = "lembar") -> str:
    """The whole page; ``ident`` begins the ids of title and description."""
    name = f"{sheet.title}, halaman {page.number} dari {len(sheet.pages)}" if len(sheet.pages) > 1 else sheet.title
    wide, tall = number(sheet.paper.width), number(page.height)
    body = [f'<rect fill="white" width="{wide}" height="{tall}"/>']
    body += [_shade(rect) for rect in page.shades]
    body += [_rule(rect) for rect in page.rules]
    body.append(flow_svg(page))
    body += [words_svg(words) for words in page.words]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{tall}pt" viewBox="0 0 {wide} {tall}" '
        f'role="img" lang="id" aria-labelledby="{ident}-t {ident}-d" font-family="{FONT}" fill="black">'
        f'<title id="{ident}-t">{escape(name)}</title><desc id="{ident}-d">{escape(desc)}</desc>{"".join(body)}</svg>'
    )


def flow_svg(page: Page) -> str:
    """Lines, symbols and the white boxes behind labels, without any text."""
    return "".join(_drawn(page))


def drawn_within(page: Page, view: Rect) -> str:
    """What of it can be seen in a part of the page, and the borders of the lanes there."""
    if page.chart is None:
        return ""
    borders = [_rule((x, view[1], x, view[3])) for x in page.chart.columns[1:-1]]
    return "".join([*borders, *_drawn(page, view)])


def _drawn(page: Page, view: Rect | None = None) -> Iterator[str]:
    if page.chart is None:
        return
    yield from (f'<rect fill="white" {_place(rect)}/>' for rect in page.knocks if _seen(rect, view))
    yield from (_stroke(one) for one in strokes(page.chart) if _seen(_around(one.points), view))
    for line in page.chart.lines:
        if line.edge.kind != "link" and _seen(_around(head(line)), view):
            yield f'<path d="M{_path(head(line))}z"/>'
    yield from (_symbol(symbol) for symbol in page.chart.symbols if _seen(symbol.rect, view))


def _around(points: tuple[Point, ...]) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _seen(rect: Rect, view: Rect | None) -> bool:
    return view is None or (rect[1] <= view[3] + 1 and view[1] - 1 <= rect[3])


def _stroke(stroke: Stroke) -> str:
    dash = f' stroke-dasharray="{DASH}"' if stroke.dashed else ""
    way = _path(stroke.points)
    return f'<path fill="none" stroke="black" stroke-width="{PEN}"{_CAP[stroke.dashed]}{dash} d="M{way}"/>'


def _symbol(symbol: Symbol) -> str:
    dash = f' stroke-dasharray="{DASH}"' if symbol.node.added else ""
    pen = f'fill="white" stroke="black" stroke-width="{PEN}"{dash}'
    if symbol.node.shape in {"decision", "connector"}:
        return f'<path {pen} d="M{_path(outline(symbol))}z"/>'
    rounded = f' rx="{number(symbol.radius)}"' if symbol.node.shape in {"start", "end"} else ""
    return f"<rect {pen} {_place(symbol.rect)}{rounded}/>"


def words_svg(words: Words) -> str:
    """One line of text."""
    anchor = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    weight = ' font-weight="650"' if words.bold else ""
    mark = ""
    if words.mark:
        small, up = number(words.size * 0.68), number(words.size * 0.36)
        mark = f'<tspan font-size="{small}" font-weight="650" dy="-{up}">{escape(words.mark)}</tspan>'
    place = f'x="{number(words.x)}" y="{number(words.y)}" font-size="{number(words.size)}"'
    return f"<text {place}{anchor}{weight}>{escape(words.text)}{mark}</text>"


def _shade(rect: Rect) -> str:
    return f'<rect fill="#eceff0" {_place(rect)}/>'


def _rule(rect: Rect) -> str:
    left, top, right, bottom = (number(value) for value in rect)
    return f'<path stroke="#55626a" stroke-width="{GRID}" d="M{left} {top}L{right} {bottom}"/>'


def _place(rect: Rect) -> str:
    left, top, right, bottom = rect
    return f'x="{number(left)}" y="{number(top)}" width="{number(right - left)}" height="{number(bottom - top)}"'


def _path(points: tuple[Point, ...]) -> str:
    return "L".join(f"{number(x)} {number(y)}" for x, y in points)


def number(value: float) -> str:
    """A length with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
