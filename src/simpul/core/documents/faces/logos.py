"""A party's logo made small and harmless before it is set: decoded, scaled, written anew."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

SIDE = 300  # pixels of the longer side: 380 dpi at the 20 mm in which it is printed
_MOST_PIXELS = 25_000_000


@dataclass(frozen=True, slots=True)
class Logo:
    """``png`` with its size in pixels."""

    png: bytes
    width: int
    height: int


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
