"""The sheet for a browser: a real table whose lane columns hold the drawing, row by row, each with its words.

A row is drawn in an SVG of its own, as high as the row was measured, so that text stays text and the lines meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from simpul.rules.pictures.chart.model import Chart
from simpul.rules.pictures.drawing import Rect
from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.sop_sheet.content import LEGEND, Cell, Content, Row, next_words
from simpul.rules.pictures.sop_sheet.layout import lay_out
from simpul.rules.pictures.sop_sheet.model import SCREEN, Page, Words
from simpul.rules.pictures.sop_sheet.setting import SIZE
from simpul.rules.pictures.sop_sheet.svg import FONT, drawn_within, number, words_svg

_FONT = 13.0
SCALE = _FONT / SIZE
"""px for a point of the layout."""
STYLE = f"""
body {{ margin: 24px; font: 14px/1.45 {FONT}; color: #111; background: #fff; }}
h1 {{ font-size: 26px; margin: 4px 0 16px; }} h2 {{ font-size: 18px; margin: 28px 0 8px; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; }} dt {{ color: #4a565c; }}
dd {{ margin: 0; }}
.boxes {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 0 32px; }}
.boxes h2 {{ font-size: 15px; margin: 16px 0 4px; }} ul, ol {{ margin: 0; padding-left: 22px; }}
.s-sop-scroll {{ overflow-x: auto; }} .s-sop-scroll:focus-visible {{ outline: 3px solid #0d5068; }}
.s-sop {{ border-collapse: collapse; table-layout: fixed; font-size: 13px; line-height: 15.9px; }}
.s-sop caption {{ text-align: left; padding-bottom: 8px; font-weight: 600; }}
.s-sop th, .s-sop td {{ border: 1px solid #55626a; padding: 5px 5.5px; text-align: left; vertical-align: top; }}
.s-sop thead th {{ background: #eceff0; text-align: center; vertical-align: middle; }}
.s-sop tbody th {{ font-weight: 400; }} .s-sop td.s-sop__time, .s-sop tbody th {{ text-align: center; }}
.s-sop td.s-sop__flow {{ padding: 0; }} .s-sop svg {{ display: block; }}
.s-sop sup {{ font-weight: 650; line-height: 0; }}
@media print {{ @page {{ size: A4 landscape; margin: 10mm; }} .s-sop tr {{ break-inside: avoid; }} }}
"""


def flow_table(content: Content, *, caption: str) -> Markup:
    """The flow part as a table; its classes are those of ``STYLE``."""
    (page,) = lay_out(content, SCREEN).pages
    chart = page.chart
    if chart is None:  # no procedure is without rows
        return Markup()
    body = "".join(
        _row(content, row, page, chart, span) for row, span in zip(content.rows, pairwise(chart.rows), strict=True)
    )
    return Markup(
        f'<table class="s-sop" lang="id" width="{_px(_outer(page))}"><caption>{escape(caption)}</caption>'
        f"{_columns(page, chart)}{_head(content)}<tbody>{body}</tbody></table>"
    )


def standalone(content: Content, sentences: Sequence[str]) -> str:
    """A file of its own that needs nothing else: identity part, flow part, notes, and the flow in sentences."""
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in content.facts)
    boxes = "".join(f"<section><h2>{escape(name)}</h2>{_list(items)}</section>" for name, items in content.boxes)
    table = flow_table(content, caption=f"Bagian alur: {content.title}")
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>SOP {escape(content.title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body><main>'
        f"<p>{escape(content.unit)}</p><h1>SOP {escape(content.title)}</h1><dl>{facts}</dl>"
        f'<div class="boxes">{boxes}</div><h2>Bagian alur</h2>'
        f'<div class="s-sop-scroll" tabindex="0" role="group" aria-label="Tabel alur, dapat digeser">{table}</div>'
        f"{notes_html(content)}<h2>Alur dalam kalimat</h2><ol>{_items(sentences)}</ol>"
        f"<p>{escape(content.version)}</p></main></body></html>\n"
    )


def notes_html(content: Content) -> str:
    """Total, footnotes and legend."""
    marked = "".join(
        f"<li>{f'<sup>{escape(mark)}</sup> ' if mark else ''}{escape(text)}</li>" for mark, text in content.notes
    )
    return f"<p><strong>{escape(content.total)}</strong></p><ul>{marked}<li>{escape(LEGEND)}</li></ul>"


def _list(items: Sequence[str]) -> str:
    return f"<ol>{_items(items)}</ol>" if len(items) > 1 else f"<p>{escape(''.join(items))}</p>"


def _items(items: Sequence[str]) -> str:
    return "".join(f"<li>{escape(item)}</li>" for item in items)


def _px(points: float) -> str:
    return str(round(points * SCALE))


def _outer(page: Page) -> float:
    return max(rule[2] for rule in page.rules) - min(rule[0] for rule in page.rules)


def _columns(page: Page, chart: Chart) -> str:
    """Widths of the columns, taken from the vertical lines of the layout's grid."""
    upright = {round(rule[0], 2) for rule in page.rules if rule[0] == rule[2] and rule[1] == chart.rows[0]}
    wide = [after - before for before, after in pairwise(sorted(upright))]
    return "<colgroup>" + "".join(f'<col width="{_px(one)}">' for one in wide) + "</colgroup>"


def _head(content: Content) -> str:
    lanes = "".join(f'<th scope="col">{escape(lane.label)}</th>' for lane in content.lanes)
    return (
        '<thead><tr><th scope="col" rowspan="2">No.</th><th scope="col" rowspan="2">Kegiatan</th>'
        f'<th scope="colgroup" colspan="{len(content.lanes)}">Pelaksana</th>'
        '<th scope="colgroup" colspan="3">Mutu baku</th>'
        f'<th scope="col" rowspan="2">Keterangan</th></tr><tr>{lanes}<th scope="col">Kelengkapan</th>'
        '<th scope="col">Waktu</th><th scope="col">Keluaran</th></tr></thead>'
    )


def _row(content: Content, row: Row, page: Page, chart: Chart, span: tuple[float, float]) -> str:
    no, activity, *quality, remark = (_cell(cell) for cell in row.cells)
    said = f"{row.performer}. {next_words(content, row)}".removeprefix(". ")
    view = chart.columns[0], span[0], chart.columns[-1], span[1]
    flow = f'<td class="s-sop__flow" colspan="{len(content.lanes)}">{_drawing(page, view, said)}</td>'
    return (
        f'<tr><th scope="row">{no}</th><td>{activity}</td>{flow}<td>{quality[0]}</td>'
        f'<td class="s-sop__time">{quality[1]}</td><td>{quality[2]}</td><td>{remark}</td></tr>'
    )


def _cell(cell: Cell) -> str:
    text = escape(cell.text).replace("\n", "<br>").replace("/", "/<wbr>")
    return text + (f"<sup>{escape(cell.mark)}</sup>" if cell.mark else "")


def _drawing(page: Page, view: Rect, said: str) -> str:
    left, top, right, bottom = view
    box = " ".join(number(value) for value in (left, top, right - left, bottom - top))
    inside = "".join(words_svg(words) for words in page.words if _in(words, view))
    return (
        f'<svg viewBox="{box}" width="{_px(right - left)}" height="{_px(bottom - top)}" role="img" '
        f'aria-label="{escape(said)}">{drawn_within(page, view)}{inside}</svg>'
    )


def _in(words: Words, view: Rect) -> bool:
    left, top, right, bottom = words.rect
    return left >= view[0] and right <= view[2] and top >= view[1] and bottom <= view[3]
