"""Periods of the calendar in which rounds start: bulan, triwulan, semester, tahun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from simpul.rules.agreement_text.words import MONTHS

MONTHS_IN: Mapping[str, int] = {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": 12}
_ROMAN = ("I", "II", "III", "IV")


def start_of(day: date, period: str) -> date:
    """The first day of the period in which ``day`` lies."""
    length = MONTHS_IN[period]
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def start_after(day: date, period: str) -> date:
    """The first day of the period that follows the one of ``day``."""
    first = start_of(day, period)
    month = first.month + MONTHS_IN[period]
    return date(first.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def name_of(day: date, period: str) -> str:
    """ "triwulan IV 2026", "November 2026", "semester II 2026", "tahun 2026"."""
    if period == "bulan":
        return f"{MONTHS[day.month - 1]} {day.year}"
    if period == "tahun":
        return f"tahun {day.year}"
    return f"{period} {_ROMAN[(day.month - 1) // MONTHS_IN[period]]} {day.year}"
