"""A time limit in a sentence of an agreement, and the day it means where that can be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from simpul.rules.agreement_text.judging.dates import dates_in, later
from simpul.rules.agreement_text.judging.durations import durations_in

_LIMIT = re.compile(r"\b(?:paling (?:lambat|lama)|selambat-lambatnya|dalam (?:jangka )?waktu)\b", re.I)
_COUNTED = re.compile(r"\s*\b(?:terhitung )?(?:sejak|setelah|sesudah|sebelum)\b(?:(?! dan | serta )[^.;,])*", re.I)
_NEAR = 12  # characters between the words of a limit and its length or day
_DAYS = {"hari": 1, "hari kalender": 1, "minggu": 7}


class Anchor(StrEnum):
    """The day a limit is counted from; ``OTHER`` is an event that the agreement does not date."""

    SIGNING = "ditandatangani"
    START = "mulai berlaku"
    END = "berakhir"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """``words`` as they stand ("paling lambat 14 (empat belas) hari kalender sejak ..."), from character ``start`` on.

    ``fixed`` where they name a day; else ``number`` of ``unit`` before (negative) or after ``anchor``.
    """

    start: int
    words: str
    fixed: date | None = None
    number: int = 0
    unit: str = ""
    anchor: Anchor = Anchor.OTHER

    def day(self, signed_on: date | None, effective_on: date | None, ends_on: date | None) -> date | None:
        """The day it means. None where the event has no day yet, and for working days: those need a calendar."""
        if self.fixed is not None:
            return self.fixed
        known = {Anchor.SIGNING: signed_on, Anchor.START: effective_on, Anchor.END: ends_on}.get(self.anchor)
        if known is None:
            return None
        if self.unit in _DAYS:
            return known + timedelta(days=self.number * _DAYS[self.unit])
        months = {"bulan": 1, "tahun": 12}.get(self.unit, 0)
        return later(known, self.number * months) if months else None


def limit_in(text: str) -> Limit | None:
    """The first limit with a length or a day; "dalam waktu yang ditetapkan" sets none."""
    for match in _LIMIT.finditer(text):
        found = _limit(text, match)
        if found is not None:
            return found
    return None


def _limit(text: str, match: re.Match[str]) -> Limit | None:
    rest = text[match.start() :]
    reach = match.end() - match.start() + _NEAR
    day = next((mention for mention in dates_in(rest) if mention.start <= reach and mention.day is not None), None)
    if day is not None:
        return Limit(match.start(), rest[: day.end].strip(), fixed=day.day)
    span = next((span for span in durations_in(rest) if span.start <= reach), None)
    if span is None:
        return None
    counted = _COUNTED.match(rest, span.end)
    words = counted[0] if counted else ""
    sign = -1 if "sebelum" in words.lower() else 1
    return Limit(match.start(), (rest[: span.end] + words).strip(), None, sign * span.number, span.unit, _anchor(words))


def _anchor(words: str) -> Anchor:
    if re.search(r"\bini (?:ditandatangani|ditandatanganinya)\b|penandatanganan", words, re.I):
        return Anchor.SIGNING
    if re.search(r"\bini (?:mulai )?berlaku\b|berlakunya\b.*\bini\b", words, re.I):
        return Anchor.START
    if re.search(r"\bini berakhir\b|jangka waktu.*berakhir", words, re.I):
        return Anchor.END
    return Anchor.OTHER
