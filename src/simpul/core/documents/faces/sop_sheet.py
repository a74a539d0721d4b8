"""The SOP-AP sheet as PDF/A-2b on A4 or F4, lying. The places of everything come from the rules; typst only draws."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from simpul.core.documents.faces.typesetting import Paper, typeset
from simpul.rules.pictures.chart.strokes import strokes
from simpul.rules.pictures.drawing import Symbol
from simpul.rules.pictures.sop_sheet.content import content_of
from simpul.rules.pictures.sop_sheet.layout import lay_out
from simpul.rules.pictures.sop_sheet.model import PAPERS, Page, Words
from simpul.rules.pictures.sop_sheet.outlines import head, outline
from simpul.rules.procedure.model import Procedure


def sop_pdf(procedure: Procedure, *, at: datetime, paper: Paper = "a4", printed: str = "") -> bytes:
    """The sheet; ``printed`` follows the version in the foot line, ``at`` is the moment written into the PDF."""
    sheet = lay_out(content_of(procedure, printed), PAPERS[paper])
    data: dict[str, Any] = {
        "document_title": f"SOP {sheet.title}",
        "width": sheet.paper.width,
        "pages": [_page(page) for page in sheet.pages],
    }
    return typeset("sop_sheet", data, paper, at).pdf


def _page(page: Page) -> dict[str, Any]:
    chart = page.chart
    return {
        "height": page.height,
        "shades": page.shades,
        "rules": page.rules,
        "knocks": page.knocks,
        "strokes": [{"points": one.points, "dashed": one.dashed} for one in strokes(chart)] if chart else [],
        "heads": [head(line) for line in chart.lines if line.edge.kind != "link"] if chart else [],
        "symbols": [_symbol(symbol) for symbol in chart.symbols] if chart else [],
        "words": [_words(words) for words in page.words],
    }


def _symbol(symbol: Symbol) -> dict[str, Any]:
    is_round = symbol.node.shape in {"start", "end"}
    is_box = is_round or symbol.node.shape == "process"
    return {
        "points": None if is_box else outline(symbol),
        "rect": symbol.rect,
        "radius": symbol.radius if is_round else 0,
        "dashed": symbol.node.added,
    }


def _words(words: Words) -> dict[str, Any]:
    return {
        "x": words.x,
        "y": words.y,
        "text": words.text,
        "size": words.size,
        "bold": words.bold,
        "anchor": words.anchor,
        "mark": words.mark,
    }
