"""A party's logo made small and harmless before it is set: decoded, scaled, written anew."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

SIDE = 480  # pixels of the longer side: 600 dpi at the 20 mm in which it is printed
_MOST_PIXELS = 25_000_000


@dataclass(frozen=True, slots=True)
class Logo:
    """``png`` with its size in pixels."""

    png: bytes
    width: int
    height: int

    @property
    def svg(self) -> str:
        """The picture inside an SVG: how bytes reach typst through JSON."""
        data = base64.b64encode(self.png).decode()
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{self.width}" height="{self.height}"><image width="{self.width}" height="{self.height}" '
            f'xlink:href="data:image/png;base64,{data}"/></svg>'
        )


@lru_cache(maxsize=64)
def logo(data: bytes | None) -> Logo | None:
    """The logo ready to print, or None: a broken or giant picture never stops an agreement."""
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            small = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    small.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return Logo(out.getvalue(), small.width, small.height)
