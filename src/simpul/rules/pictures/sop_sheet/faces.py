"""The faces of the sheet that are text: HTML that stands alone, and one SVG that holds everything."""

from __future__ import annotations

from collections.abc import Sequence

from simpul.rules.pictures.sop_sheet.content import content_of
from simpul.rules.pictures.sop_sheet.html import standalone
from simpul.rules.pictures.sop_sheet.layout import lay_out
from simpul.rules.pictures.sop_sheet.model import ENDLESS
from simpul.rules.pictures.sop_sheet.svg import page_svg
from simpul.rules.procedure.model import Procedure


def sop_html(procedure: Procedure, sentences: Sequence[str], printed: str = "") -> str:
    """The sheet as one HTML file; ``sentences`` say the flow in words."""
    return standalone(content_of(procedure, printed), sentences)


def sop_svg(procedure: Procedure, sentences: Sequence[str], printed: str = "") -> str:
    """The sheet as one picture, however long; its description says the flow in words."""
    sheet = lay_out(content_of(procedure, printed), ENDLESS)
    return page_svg(sheet, sheet.pages[0], " ".join(sentences)) + "\n"
