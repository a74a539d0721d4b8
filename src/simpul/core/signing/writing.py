"""Whether a box on a page would lie over something that is written there, seen on the page's picture."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from simpul.core.signing.signer import SignatureField

DARK = 200
"""Grey value (0 black, 255 white) below which a dot counts as written."""
EDGE, STEP, GAP = 28.0, 6.0, 3.0
"""Points kept free at the edge of a page, between two places that are tried, and around a place."""
SPECKS = 6
"""Dots that may be dark all the same: the corner of a line, not a sign."""


def covers_writing(
    pictures: Sequence[bytes], sizes: Sequence[tuple[float, float]], field: SignatureField, own: SignatureField | None
) -> bool:
    """Whether ``field`` covers writing on its page; ``sizes`` are the pages' in points, ``own`` may be filled freely.

    A field on a page that has no picture covers what nobody has seen.
    """
    if not (field.page < len(pictures) and field.page < len(sizes)):
        return True
    with Image.open(BytesIO(pictures[field.page])) as picture:
        page = picture.convert("L")
    if own is not None and own.page == field.page:
        page.paste(255, _dots(own, page.size, sizes[field.page]))
    part = page.crop(_dots(field, page.size, sizes[field.page]))
    return sum(part.histogram()[:DARK]) > SPECKS


def free_place(
    picture: bytes, size: tuple[float, float], near: SignatureField, taken: Sequence[SignatureField]
) -> SignatureField | None:
    """Room for another box as large as ``near`` on its page, the nearest to it: where nothing is written, ``taken`` is
    not touched, and the edge keeps away. ``picture`` and ``size`` (points) are those of the page."""
    with Image.open(BytesIO(picture)) as opened:
        page = opened.convert("L")
    for one in (near, *taken):
        if one.page == near.page:
            page.paste(0, _dots(_wider(one), page.size, size))
    wide, high = near.size
    left, bottom = near.rect[:2]
    corners = [
        (x, y)
        for x in _steps(EDGE, size[0] - EDGE - wide)
        for y in _steps(EDGE, size[1] - EDGE - high)
    ]  # fmt: skip
    for x, y in sorted(corners, key=lambda corner: (corner[0] - left) ** 2 + (corner[1] - bottom) ** 2):
        found = SignatureField(near.name, near.page, (x, y, x + wide, y + high))
        if not sum(page.crop(_dots(_wider(found), page.size, size)).histogram()[:DARK]):
            return found
    return None


def _steps(first: float, last: float) -> list[float]:
    return [first + STEP * number for number in range(int((last - first) // STEP) + 1)] if last >= first else []


def _wider(field: SignatureField) -> SignatureField:
    left, bottom, right, top = field.rect
    return SignatureField(field.name, field.page, (left - GAP, bottom - GAP, right + GAP, top + GAP))


def _dots(field: SignatureField, dots: tuple[int, int], size: tuple[float, float]) -> tuple[int, int, int, int]:
    """The box in dots from the upper left corner, at least one of them."""
    left, bottom, right, top = field.rect
    across, down = dots[0] / size[0], dots[1] / size[1]
    box = round(left * across), round((size[1] - top) * down), round(right * across), round((size[1] - bottom) * down)
    return box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1)
