"""The small pages that typst sets for this room: the look of a signature and the frame of a reading copy.

Words go in as JSON data and are never read as markup. Only the fonts inside typst are used, so that a page looks the
same on every machine and every font is embedded (PDF/A-2b).
"""

from __future__ import annotations

import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import segno
import typst

FOLDER = Path(__file__).parent / "typst"


def typeset(template: str, content: dict[str, object]) -> bytes:
    """``template`` (a file of this room) set with ``content`` (JSON values), as PDF/A-2b."""
    pdf = _compiler(template).compile(
        format="pdf", sys_inputs={"data": json.dumps(content)}, pdf_standards="a-2b", pdf_tags=False
    )
    assert isinstance(pdf, bytes)
    return pdf


def qr(link: str) -> str:
    """``link`` as QR code, SVG text, error correction M (readable with 15 % of it damaged)."""
    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="svg", border=1, xmldecl=False, svgns=True)
    return picture.getvalue().decode()


@lru_cache(maxsize=4)
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(FOLDER / template, root=FOLDER, font_paths=fonts)
