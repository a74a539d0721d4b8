"""Whether a certificate and a contract name the same person, however each writes titles and degrees."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLES = frozenset({
    "apt", "bapak", "brigjen", "demo", "dr", "dra", "drg", "drs", "hj", "ibu", "ir", "kh", "kol", "letkol", "mayjen",
    "ners", "ns", "ny", "prof", "rd", "rr", "sdr", "sdri", "tn",
})  # fmt: skip


def same_person(first: str, second: str) -> bool:
    """True if the words of one name are all in the other, titles and degrees aside; one word alone names nobody who
    has two.

    >>> same_person("UMPAMA REKAAN", "dr. Umpama Rekaan, M.Kes.")
    True
    """
    one, other = name_words(first), name_words(second)
    return len(one & other) >= min(2, max(len(one), len(other), 1)) and (one <= other or other <= one)


def name_words(name: str) -> frozenset[str]:
    """The words of the name itself: what stands before the first comma, without titles, marks and single letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = _WORD.findall(plain.split(",")[0])
    return frozenset(word for word in words if len(word) > 1 and word not in _TITLES)
