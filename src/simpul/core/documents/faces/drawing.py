"""The child: a PDF or a photograph from standard input, its pages as pictures in a folder. Run by ``pages``.

python -m simpul.core.documents.faces.drawing FOLDER SUFFIX MOST < FILE
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst
from PIL import Image

from simpul.lib.confined.limits import MIB, Limits
from simpul.lib.confined.sealing import bound

LIMITS = Limits(memory=2048 * MIB, cpu_seconds=30, wall_seconds=60.0)
WIDTH, RESOLUTION = 210, 110.0
"""Millimetres and dots per inch: 909 pixels, sharp on a phone."""
COLOURS = 64
"""Text needs few: a third of the bytes for a phone."""


def main(argv: list[str]) -> int:
    """Write 1.png, 2.png, ... for at most MOST pages; whatever goes wrong ends the process with an error."""
    bound(LIMITS)
    folder, suffix, most = Path(argv[0]), argv[1], int(argv[2])
    data = sys.stdin.buffer.read()
    drawn = pdf_pages(data, folder, most) if suffix == "pdf" else _drawn(data, folder, suffix, [""])
    for number, page in enumerate(drawn, start=1):
        (folder / f"{number}.png").write_bytes(page)
    return 0


def pdf_pages(data: bytes, folder: Path, most: int) -> list[bytes]:
    """Each page with the stamps of signatures, which are annotations, as part of it."""
    with pikepdf.open(BytesIO(data)) as opened:
        opened.flatten_annotations("all")
        count = min(len(opened.pages), most)
        flat = BytesIO()
        opened.save(flat)
    pages = [f", page: {number}" for number in range(1, count + 1)]
    return [_small(page) for page in _drawn(flat.getvalue(), folder, "pdf", pages)]


def _drawn(data: bytes, folder: Path, suffix: str, pages: list[str]) -> list[bytes]:
    (folder / f"source.{suffix}").write_bytes(data)
    frame = '#page(width: {width}mm, height: auto, margin: 0pt, image("source.{suffix}"{page}, width: 100%))'
    main_file = folder / "pages.typ"
    main_file.write_text("\n".join(frame.format(width=WIDTH, suffix=suffix, page=page) for page in pages))
    made: Any = typst.compile(str(main_file), format="png", ppi=RESOLUTION)  # a list, or the one page
    return made if isinstance(made, list) else [made]


def _small(png: bytes) -> bytes:
    with Image.open(BytesIO(png)) as page:
        reduced = page.convert("RGB").quantize(COLOURS)
    out = BytesIO()
    reduced.save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
