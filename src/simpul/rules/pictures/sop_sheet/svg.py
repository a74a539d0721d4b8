"""A page of the sheet as SVG, black on white, with a title and a description; needs no stylesheet."""

from __future__ import annotations

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
    wide, tall = _n(sheet.paper.width), _n(page.height)
    body = [f'<rect fill="white" width="{wide}" height="{tall}"/>']
    body += [_shade(rect) for rect in page.shades]
    body += [_rule(rect) for rect in page.rules]
    body.append(flow_svg(page))
    body += [_words(words) for words in page.words]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{tall}pt" viewBox="0 0 {wide} {tall}" '
        f'role="img" lang="id" aria-labelledby="{ident}-t {ident}-d" font-family="{FONT}" fill="black">'
        f'<title id="{ident}-t">{escape(name)}</title><desc id="{ident}-d">{escape(desc)}</desc>{"".join(body)}</svg>'
    )


def flow_svg(page: Page) -> str:
    """Lines, symbols and the white boxes behind labels, without any text."""
    if page.chart is None:
        return ""
    knocks = "".join(f'<rect fill="white" {_place(rect)}/>' for rect in page.knocks)
    ways = "".join(_stroke(stroke) for stroke in strokes(page.chart))
    heads = "".join(f'<path d="M{_path(head(line))}z"/>' for line in page.chart.lines if line.edge.kind != "link")
    return knocks + ways + heads + "".join(_symbol(symbol) for symbol in page.chart.symbols)


def _stroke(stroke: Stroke) -> str:
    dash = f' stroke-dasharray="{DASH}"' if stroke.dashed else ""
    way = _path(stroke.points)
    return f'<path fill="none" stroke="black" stroke-width="{PEN}"{_CAP[stroke.dashed]}{dash} d="M{way}"/>'


def _symbol(symbol: Symbol) -> str:
    dash = f' stroke-dasharray="{DASH}"' if symbol.node.added else ""
    pen = f'fill="white" stroke="black" stroke-width="{PEN}"{dash}'
    if symbol.node.shape in {"decision", "connector"}:
        return f'<path {pen} d="M{_path(outline(symbol))}z"/>'
    rounded = f' rx="{_n(symbol.radius)}"' if symbol.node.shape in {"start", "end"} else ""
    return f"<rect {pen} {_place(symbol.rect)}{rounded}/>"


def _words(words: Words) -> str:
    anchor = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    weight = ' font-weight="650"' if words.bold else ""
    mark = ""
    if words.mark:
        small, up = _n(words.size * 0.68), _n(words.size * 0.36)
        mark = f'<tspan font-size="{small}" font-weight="650" dy="-{up}">{escape(words.mark)}</tspan>'
    place = f'x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}"'
    return f"<text {place}{anchor}{weight}>{escape(words.text)}{mark}</text>"


def _shade(rect: Rect) -> str:
    return f'<rect fill="#eceff0" {_place(rect)}/>'


def _rule(rect: Rect) -> str:
    left, top, right, bottom = (_n(value) for value in rect)
    return f'<path stroke="#55626a" stroke-width="{GRID}" d="M{left} {top}L{right} {bottom}"/>'


def _place(rect: Rect) -> str:
    left, top, right, bottom = rect
    return f'x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" height="{_n(bottom - top)}"'


def _path(points: tuple[Point, ...]) -> str:
    return "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
