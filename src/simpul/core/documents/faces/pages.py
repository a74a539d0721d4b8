"""Pages of a PDF as pictures, for reading on the screen without a reader: what is signed is what is seen.

Only for files that were made here: the pages are drawn in this process.
"""

from __future__ import annotations

import tempfile
import threading
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst
from PIL import Image

from simpul.core.documents.storage import read

RESOLUTION = 110
"""Dots per inch: sharp on a phone."""
COLOURS = 48

_lock = threading.Lock()


def page_pictures(sha256: str) -> tuple[bytes, ...]:
    """Every page of a stored PDF as PNG, signatures shown as part of the page.

    Raises Refusal SIS-04, SIS-05 when the bytes are gone or changed.
    """
    with _lock:  # a browser asks for all pages at once: they are drawn once
        return _drawn(sha256)


@lru_cache(maxsize=12)
def _drawn(sha256: str) -> tuple[bytes, ...]:
    flat, sizes = _flattened(read(sha256))
    source = "\n".join(
        f"#page(width: {width}pt, height: {height}pt, margin: 0pt, "
        f'image("a.pdf", page: {number}, width: 100%, height: 100%))'
        for number, (width, height) in enumerate(sizes, start=1)
    )
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "main.typ")
        main.write_text(source)
        main.with_name("a.pdf").write_bytes(flat)
        made: Any = typst.compile(str(main), format="png", ppi=RESOLUTION)  # a list, or the one page
    return tuple(_small(page) for page in (made if isinstance(made, list) else [made]))


def _small(png: bytes) -> bytes:
    """Text needs few colours; a third of the bytes for a phone."""
    with Image.open(BytesIO(png)) as page:
        reduced = page.convert("RGB").quantize(COLOURS)
    out = BytesIO()
    reduced.save(out, "PNG")
    return out.getvalue()


def _flattened(pdf: bytes) -> tuple[bytes, list[tuple[float, float]]]:
    """The stamps of signatures are annotations; they are made part of the page."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.flatten_annotations("all")
        sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in opened.pages]
        out = BytesIO()
        opened.save(out)
    return out.getvalue(), sizes
