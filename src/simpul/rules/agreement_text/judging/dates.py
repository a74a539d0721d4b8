"""Dates in a sentence, in figures, with the name of the month, or all in words; also those that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from simpul.rules.agreement_text.judging import numerals
from simpul.rules.agreement_text.words import DAYS, MONTHS

MONTH_OF = {name.lower(): number for number, name in enumerate(MONTHS, 1)} | {"pebruari": 2, "nopember": 11}
DAY_OF = {name.lower(): number for number, name in enumerate(DAYS)} | {"jum'at": 4, "jum’at": 4, "ahad": 6}
_MONTH = "|".join(MONTH_OF)
_WORD = f"(?:{'|'.join(sorted(numerals.WORDS, key=len, reverse=True))})"
_NUMBER = rf"{_WORD}(?:\s+{_WORD}){{0,8}}"
_DATE = re.compile(
    rf"\b(?P<d>\d{{1,2}})[-/.](?P<m>\d{{1,2}})[-/.](?P<y>\d{{4}})\b"
    rf"|\b(?P<ld>\d{{1,2}})\s+(?:bulan\s+)?(?P<lm>{_MONTH})\s*,?\s+(?:tahun\s+)?(?P<ly>\d{{4}})\b"
    rf"|\b(?P<wd>{_NUMBER})[\s,]+(?:bulan\s+)?(?P<wm>{_MONTH})\s*,?\s+(?:tahun\s+)?(?P<wy>{_NUMBER})\b",
    re.IGNORECASE,
)
_QUICK = re.compile(rf"\d[-/.]\d{{1,2}}[-/.]\d{{4}}|{_MONTH}", re.IGNORECASE)
WEEKDAY = re.compile(r"\b(" + "|".join(name.capitalize() for name in DAY_OF) + r")\b")  # "minggu" is a week


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``start:end`` of a sentence name ``day``; None when there is no such day."""

    start: int
    end: int
    day: date | None
    words: str
    spelled: bool


def dates_in(text: str) -> list[Mention]:
    """Every date of a sentence in order."""
    if not _QUICK.search(text):
        return []
    return list(_found(text))


def _found(text: str) -> Iterator[Mention]:
    for match in _DATE.finditer(text):
        spelled = bool(match["wd"])
        if spelled:
            day, year = numerals.in_words(match["wd"]), numerals.in_words(match["wy"])
            month = MONTH_OF[match["wm"].lower()]
            if day is None or year is None or not 1900 <= year <= 2200:
                continue
        elif match["d"]:
            day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
        else:
            day, month, year = int(match["ld"]), MONTH_OF[match["lm"].lower()], int(match["ly"])
        yield Mention(match.start(), match.end(), _day(year, month, day), match[0].strip(" ,"), spelled)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def later(day: date, months: int) -> date:
    """The same day ``months`` later; of a shorter month its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        if (found := _day(year, month + 1, number)) is not None:
            return found
    return date(year, month + 1, min(day.day, 28))
