"""Names of partners made comparable: legal forms and signs away, the usual abbreviations of the trade written out."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FORMS = frozenset({"pt", "cv", "tbk", "persero", "ud", "pd", "perum"})
_LONG: Mapping[str, str] = {
    "rsud": "rumah sakit umum daerah", "rsup": "rumah sakit umum pusat", "rsu": "rumah sakit umum",
    "rsia": "rumah sakit ibu anak", "rs": "rumah sakit", "pkm": "puskesmas", "univ": "universitas",
    "poltekkes": "politeknik kesehatan", "poltekes": "politeknik kesehatan", "dinkes": "dinas kesehatan",
    "dinkeskab": "dinas kesehatan kabupaten", "kab": "kabupaten", "prov": "provinsi", "lab": "laboratorium",
    "labkesda": "laboratorium kesehatan daerah", "labkesmas": "laboratorium kesehatan masyarakat",
    "stikes": "sekolah tinggi ilmu kesehatan", "fk": "fakultas kedokteran", "ptn": "perguruan tinggi negeri",
    "kemenkes": "kementerian kesehatan", "yay": "yayasan", "pemkab": "pemerintah kabupaten",
    "pemkot": "pemerintah kota", "pemprov": "pemerintah provinsi",
}  # fmt: skip
_BY_LENGTH = sorted(((short, long) for short, long in _LONG.items()), key=lambda pair: -len(pair[1]))


def plain(name: str) -> str:
    """ "PT. Surya Contoh, Tbk" -> "surya contoh"; "Poltekkes Contoh" -> "politeknik kesehatan contoh"."""
    words = re.findall(r"\w+", name.casefold())
    kept = [_LONG.get(word, word) for word in words if word not in _FORMS]
    return " ".join(kept or words)


def spellings(text: str) -> tuple[str, ...]:
    """As typed, written out, and abbreviated: "rsud tirta", "rumah sakit umum daerah tirta"."""
    words = text.split()
    long = " ".join(_LONG.get(word.casefold().strip("."), word) for word in words)
    short = long.casefold()
    for abbreviation, meaning in _BY_LENGTH:
        short = re.sub(rf"\b{meaning}\b", abbreviation, short)
    return tuple(dict.fromkeys(one.casefold() for one in (text, long, short)))


def same_letters(name: str) -> str:
    """What makes two names the same without asking anybody: blanks and nothing else are forgiven."""
    return " ".join(name.split())


def trigrams(name: str) -> frozenset[str]:
    """As pg_trgm cuts them: each word with two blanks before and one behind it."""
    return frozenset(
        padded[start : start + 3]
        for word in name.split()
        for padded in [f"  {word} "]
        for start in range(len(padded) - 2)
    )


def stands_for(short: str, name: str) -> bool:
    """Whether ``short`` is the initials of a name: UBS for Universitas Bahari Selatan."""
    letters = "".join(word[0] for word in plain(name).split())
    return len(short) >= 3 and short.isalpha() and short.isupper() and short.casefold() == letters


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared trigrams over all of both, 0 to 1: the ``similarity`` of pg_trgm."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
