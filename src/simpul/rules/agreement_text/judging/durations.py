"""Lengths of time in a sentence: "2 (dua) tahun", "30 hari kalender", "tiga bulan"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from simpul.rules.agreement_text.judging import numerals

_NUMBER = "|".join(sorted(numerals.WORDS, key=len, reverse=True))
_DURATION = re.compile(
    rf"(?<![\d.,])(?:(?P<figure>\d{{1,4}})\s{{0,3}}(?:\([^()]{{1,60}}\))?|(?P<words>(?:\b(?:{_NUMBER})\s{{1,3}}){{1,6}})"
    r"(?:\(\d{1,4}\))?)\s{0,3}(?P<unit>tahun anggaran|tahun|bulan|minggu|hari kerja|hari kalender|hari|jam)\b",
    re.IGNORECASE,
)
MOST = 20  # lengths of time in one sentence or clause that are looked at
_MONTHS = {"tahun": 12, "bulan": 1}


@dataclass(frozen=True, slots=True)
class Duration:
    """``months`` for years and months, else None; ``unit`` in small letters."""

    start: int
    end: int
    number: int
    unit: str

    @property
    def months(self) -> int | None:
        return self.number * _MONTHS[self.unit] if self.unit in _MONTHS else None

    @property
    def words(self) -> str:
        return f"{self.number} {self.unit}"


def durations_in(text: str) -> list[Duration]:
    """Every length of time, in order; "tahun 2026" and "bulan April" are none."""
    found = []
    for match in _DURATION.finditer(text):
        number = int(match["figure"]) if match["figure"] else numerals.in_words(match["words"])
        if number:
            found.append(Duration(match.start(), match.end(), number, " ".join(match["unit"].lower().split())))
        if len(found) == MOST:
            break
    return found
