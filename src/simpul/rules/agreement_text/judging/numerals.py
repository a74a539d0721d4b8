"""Numbers as words and figures of a text: "dua puluh lima" is 25, "1.500.000,00" one and a half million."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9,
}  # fmt: skip
_FUSED = {"sepuluh": 10, "sebelas": 11, "seratus": 100}
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12, "trilyun": 10**12,
           "kuadriliun": 10**15}  # fmt: skip
_SPLIT = re.compile(r"[^\W\d_]+")
WORDS = frozenset([*_UNITS, *_FUSED, *_SCALES, "seribu", "sejuta", "belas", "puluh", "ratus"])
_SIZES = {"ratus": 100, "puluh": 10, "belas": 10}
LONGEST = 40  # words of a number


def value_of(words: Sequence[str]) -> int | None:
    """The number that these words make; None when they make none."""
    if not words or len(words) > LONGEST:
        return None
    total, group, scale_before = 0, [], 10**18
    for word in words:
        scale = {"seribu": 10**3, "sejuta": 10**6}.get(word) or _SCALES.get(word)
        if scale is None:
            group.append(word)
            continue
        count = 1 if word in ("seribu", "sejuta") and not group else _below_thousand(group)
        if not count or scale >= scale_before:
            return None
        total, group, scale_before = total + count * scale, [], scale
    rest = _below_thousand(group) if group else 0
    return None if rest is None else total + rest


def _below_thousand(words: Sequence[str]) -> int | None:
    """0 to 999: hundreds, then tens, then units, each at most once and in this order."""
    total, held, least = 0, None, 1000
    for word in words:
        if word in _UNITS:
            if held is not None:
                return None
            held = _UNITS[word]
            continue
        size, count = _sized(word, held)
        if size == 0 or count is None or size >= least:
            return None
        total, held, least = total + count, None, size
    if held is None:
        return total if words else None
    return total + held if least > 10 or total == 0 or (least == 10 and total % 100 not in range(10, 20)) else None


def _sized(word: str, held: int | None) -> tuple[int, int | None]:
    """(size, value) of "puluh", "belas", "ratus" with the unit before it, or of a fused word without one."""
    if word in _FUSED:
        return (100 if word == "seratus" else 10), (None if held is not None else _FUSED[word])
    if word not in _SIZES or not held:
        return 0, None
    return _SIZES[word], held + 10 if word == "belas" else held * _SIZES[word]


def in_words(text: str, after: frozenset[str] = frozenset()) -> int | None:
    """The number that ``text`` spells out; words of ``after`` (units, "rupiah") may follow it, nothing else."""
    words = [word.lower() for word in _SPLIT.findall(text[:400])]
    end = next((at for at, word in enumerate(words) if word not in WORDS), len(words))
    if any(word not in after for word in words[end:]):
        return None
    return value_of(words[:end])


_FIGURE = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}|-))?")


def in_figures(text: str) -> int | None:
    """``245.000.000,-`` -> 245000000; a fraction other than zero is no whole number: None."""
    match = _FIGURE.fullmatch(text.strip(" .").replace(" ", ""))
    if match is None or len(match[1]) > 24 or (match[2] or "0").strip("0-"):
        return None
    return int(match[1].replace(".", ""))
