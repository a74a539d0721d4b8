"""How the tests of working time write a question: ``2026-11-22 09.00 WITA`` and the national calendar."""

from __future__ import annotations

from datetime import date, datetime

from simpul.lib.national_calendar import national_calendar
from simpul.rules.working_time import Calendar, Due, Pause, due, parse

OFFSETS = {"WIB": ("Asia/Jakarta", "+07:00"), "WITA": ("Asia/Makassar", "+08:00"), "WIT": ("Asia/Jayapura", "+09:00")}


def at(text: str) -> tuple[datetime, Calendar]:
    """``2026-11-22 09.00 WITA`` with the national calendar on that clock."""
    day, clock, short = text.split()
    name, offset = OFFSETS[short]
    return datetime.fromisoformat(f"{day}T{clock.replace('.', ':')}{offset}"), national_calendar(name)


def ask(start: str, standard: str, units: int | None = None, pauses: str = "") -> Due:
    """``pauses``: ``2026-11-10 09.00 > 2026-11-11 10.00``, several joined by ``;``, on the clock of the start."""
    moment, calendar = at(start)
    short = start.split()[2]
    stretches = [tuple(at(f"{end.strip()} {short}")[0] for end in p.split(">")) for p in pauses.split(";") if p]
    return due(moment, parse(standard), calendar, units, [Pause(*stretch) for stretch in stretches])


def shown(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H.%M %Z}" if moment else "-"


def days(text: str) -> list[date]:
    """``2026-03 17 25 26`` as dates."""
    month, *numbers = text.split()
    return [date.fromisoformat(f"{month}-{int(number):02}") for number in numbers]
