"""A standard time (mutu baku waktu) as a procedure prints it, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from simpul.rules.refusals import Refusal


class Unit(StrEnum):
    """What is counted. ``NONE`` has no clock and is printed as written."""

    WORKING_DAY = "HK"
    DAY = "hari"
    SAME_DAY = "hari yang sama"
    MINUTE = "menit"
    CLOCK_HOUR = "jam kalender"
    NONE = "-"


@dataclass(frozen=True, slots=True)
class Standard:
    """``amount`` counts ``unit``, office hours as minutes. ``per`` names what it is multiplied by, "" if nothing."""

    text: str
    unit: Unit
    amount: int = 0
    per: str = ""

    def total(self, units: int | None) -> int:
        """The amount for ``units`` pieces; refuses a missing or senseless number of them (KAL-03)."""
        if not self.per:
            return self.amount
        if units is None or units < 1:
            raise Refusal(
                "KAL-03", "The standard time “%(text)s” needs the number of units, at least 1.", text=self.text
            )
        if self.amount * units > _MOST[self.unit]:
            raise _too_much(self.text)
        return self.amount * units

    @property
    def read_in(self) -> tuple[Unit, int]:
        """The unit in which its clock is read, and how many of them one piece is allowed; 0 days past the same day."""
        return (Unit.MINUTE, self.amount * 60) if self.unit is Unit.CLOCK_HOUR else (self.unit, self.amount)


# More than any procedure can mean; keeps sums inside the calendar's arithmetic.
_MOST = {Unit.WORKING_DAY: 9_999, Unit.DAY: 9_999, Unit.MINUTE: 9_999_999, Unit.CLOCK_HOUR: 99_999}

_PLAIN = re.compile(r"(\d{1,7}) ?(hk|hari kerja|hari|menit|jam kalender|jam)", re.ASCII)
_TIMES = re.compile(r"(\d{1,7}) ?[x×] ?(\d{1,7}) ?jam kalender", re.ASCII)
_PER = re.compile(r"(\d{1,7}) ?(menit|jam) per (\S.{0,58})", re.ASCII)
_UNITS = {
    "hk": (Unit.WORKING_DAY, 1),
    "hari kerja": (Unit.WORKING_DAY, 1),
    "hari": (Unit.DAY, 1),
    "menit": (Unit.MINUTE, 1),
    "jam": (Unit.MINUTE, 60),
    "jam kalender": (Unit.CLOCK_HOUR, 1),
}
_WORDS = {"hari yang sama": Unit.SAME_DAY, "n/a": Unit.NONE, "-": Unit.NONE}


@lru_cache(maxsize=1024)
def parse(text: str) -> Standard:
    """Read ``10 HK``, ``3 hari``, ``hari yang sama``, ``120 menit``, ``2 jam``, ``2 menit per contoh uji``,
    ``24 jam kalender``, ``3 x 24 jam kalender``, ``N/A`` or ``-``; refuses anything else (KAL-01, KAL-02).
    """
    written = " ".join(text.split())
    plain = written.lower()
    if plain in _WORDS:
        return Standard(written, _WORDS[plain])
    if match := _PLAIN.fullmatch(plain):
        unit, factor = _UNITS[match[2]]
        return _standard(written, unit, int(match[1]) * factor)
    if match := _TIMES.fullmatch(plain):
        return _standard(written, Unit.CLOCK_HOUR, int(match[1]) * int(match[2]))
    if match := _PER.fullmatch(plain):
        unit, factor = _UNITS[match[2]]
        return _standard(written, unit, int(match[1]) * factor, match[3])
    raise Refusal(
        "KAL-01",
        "The standard time “%(text)s” is not understood. Write for example “3 HK”, “3 hari”, “hari yang sama”, "
        "“120 menit”, “2 jam”, “2 menit per contoh uji”, “24 jam kalender”, “3 x 24 jam kalender”, “N/A” or “-”.",
        text=written,
    )


def _standard(text: str, unit: Unit, amount: int, per: str = "") -> Standard:
    if amount > _MOST[unit]:
        raise _too_much(text)
    if amount < 1:
        raise Refusal("KAL-02", "The standard time “%(text)s” must be at least 1.", text=text)
    return Standard(text, unit, amount, per)


def _too_much(text: str) -> Refusal:
    return Refusal("KAL-02", "The standard time “%(text)s” is longer than a calendar can count.", text=text)
