"""The small pages that typst sets for this room: the look of a signature and the frame of a reading copy.

Words go in as JSON data and are never read as markup. Only the fonts inside typst are used, so that a page looks the
same on every machine and every font is embedded (PDF/A-2b).
"""

from __future__ import annotations

import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from PIL import Image

FOLDER = Path(__file__).parent / "typst"
LATIN_END = 0x250
"""First code point behind Latin Extended-B."""
RESOLUTION = 220
"""Dots per inch of a picture: its QR code is read from a print."""


def typeset(template: str, content: dict[str, object]) -> bytes:
    """``template`` (a file of this room) set with ``content`` (JSON values), as PDF/A-2b.

    A letter that no font of typst has (PDF/A forbids to show a gap) becomes "?": a name must never stop a signature.
    """
    try:
        return _compile(template, json.dumps(content))
    except typst.TypstError:
        return _compile(template, json.dumps(_plain(content)))


def drawn(template: str, content: dict[str, object]) -> bytes:
    """The same as a picture (PNG) on white, for those who take no PDF: what is transparent turns black with some."""
    compiler = _compiler(template)
    try:
        png = compiler.compile(format="png", ppi=RESOLUTION, sys_inputs={"data": json.dumps(content)})
    except typst.TypstError:
        png = compiler.compile(format="png", ppi=RESOLUTION, sys_inputs={"data": json.dumps(_plain(content))})
    assert isinstance(png, bytes)
    opaque = BytesIO()
    with Image.open(BytesIO(png)) as made:
        paper = Image.new("RGB", made.size, "white")
        paper.paste(made, mask=made.getchannel("A") if made.mode == "RGBA" else None)
        paper.save(opaque, "PNG")
    return opaque.getvalue()


def _compile(template: str, content: str) -> bytes:
    pdf = _compiler(template).compile(format="pdf", sys_inputs={"data": content}, pdf_standards="a-2b", pdf_tags=False)
    assert isinstance(pdf, bytes)
    return pdf


def _plain(value: Any) -> Any:
    """``value`` with every text reduced to the Latin letters and punctuation that the fonts certainly have."""
    if isinstance(value, str):
        kept = (each == "\n" or (each.isprintable() and ord(each) < LATIN_END) for each in value)
        return "".join(each if keep else "?" for each, keep in zip(value, kept, strict=True))
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def qr(link: str) -> str:
    """``link`` as QR code, SVG text, error correction M (readable with 15 % of it damaged)."""
    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="svg", border=1, xmldecl=False, svgns=True)
    return picture.getvalue().decode()


@lru_cache(maxsize=4)
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(FOLDER / template, root=FOLDER, font_paths=fonts)
