"""Widths of text without a font engine: the advance widths of Inter in 1/1000 em, and wrapping by them.

Measured text is taken 3 % wider than the table, so that the metric-like fallbacks of a browser without Inter fit too.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Advance widths of the characters 32 to 126, weights 400 and 650.
_REGULAR = (
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
    566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
    753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
    583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
    333, 426, 662,
)  # fmt: skip
_BOLD = (
    244, 330, 537, 646, 653, 1010, 667, 333, 375, 375, 549, 676, 326, 467, 326, 384, 667, 427, 626, 641, 671, 617, 645,
    579, 646, 645, 326, 336, 676, 676, 676, 551, 1008, 737, 661, 738, 722, 606, 587, 750, 746, 279, 582, 711, 565, 927,
    761, 770, 646, 775, 655, 653, 664, 734, 737, 1029, 729, 722, 658, 375, 384, 375, 484, 473, 358, 577, 627, 585, 627,
    594, 394, 629, 618, 267, 267, 575, 267, 906, 617, 611, 627, 627, 402, 555, 360, 618, 593, 845, 575, 595, 569, 462,
    365, 462, 676,
)  # fmt: skip
_OTHER = {"·": 327, "–": 500, "—": 1000, "…": 980, "✓": 900, "\u2011": 467, "\u00a0": 281, "×": 676}
_SLACK = 1.03
ELLIPSIS = "…"


@lru_cache(maxsize=1024)
def _advance(char: str, bold: bool) -> int:
    base = unicodedata.normalize("NFD", char)[0]
    index = ord(base) - 32
    if 0 <= index < len(_REGULAR):
        return (_BOLD if bold else _REGULAR)[index]
    if char in _OTHER:
        return _OTHER[char]
    return 1000 if unicodedata.east_asian_width(char) in "WF" else 760


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in px at a font size in px."""
    return sum(_advance(char, bold) for char in text) * size / 1000 * _SLACK


def _cut(word: str, size: float, limit: float, bold: bool) -> list[str]:
    """A word wider than a line, in pieces that fit; each piece holds at least one character."""
    if width(word, size, bold=bold) <= limit:
        return [word]
    pieces, piece = [], ""
    for char in word:
        if piece and width(piece + char, size, bold=bold) > limit:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def shorten(text: str, size: float, limit: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits in `limit` px together with an ellipsis."""
    if width(text, size, bold=bold) <= limit:
        return text
    while text and width(text + ELLIPSIS, size, bold=bold) > limit:
        text = text[:-1]
    return text.rstrip(" ,;·") + ELLIPSIS


def wrap(text: str, size: float, limit: float, *, bold: bool = False, most: int = 99) -> tuple[str, ...]:
    """Lines no wider than `limit` px, at most `most` of them; the last one ends in an ellipsis when text is left."""
    lines: list[str] = []
    words = [piece for word in text.split() for piece in _cut(word, size, limit, bold)]
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(f"{lines[most - 1]} {lines[most]}", size, limit, bold=bold)]
    return tuple(lines)
