"""The national calendar shipped with the program: holidays and joint leave by year, in ``days.json`` beside this file.

Seeded from the `holidays` package by ``tools/national_calendar.py`` and reviewed as a diff, so that an upgrade of a
dependency never moves a due date by itself. Confirmed is only what carries a decree's number: 2026 by SKB 1497/2025,
2/2025 and 5/2025 of 19 September 2025, joint leave of civil servants by Keppres 42/2025. It is the seed of the table in
the database, which is the authority for institutions, and the calendar of ``simpul due`` without an institution.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from simpul.rules.working_time import DEFAULT_ZONE, Calendar, CalendarYear, DayOff, RamadanRow, Reason

_FILE = Path(__file__).with_name("days.json")
_KINDS = {"holidays": Reason.HOLIDAY, "joint_leave": Reason.JOINT_LEAVE}


@cache
def national_calendar(zone_name: str = DEFAULT_ZONE) -> Calendar:
    """The shipped calendar on the clock of ``zone_name``; refuses an unknown zone (KAL-05)."""
    shipped = json.loads(_FILE.read_text(encoding="utf-8"))
    years = sorted(shipped["years"].items())
    return Calendar(
        zone_name=zone_name,
        years=tuple(CalendarYear(int(year), row["skb"], row["keppres"]) for year, row in years),
        days=tuple(entry for _, row in years for entry in sorted(_days(row), key=lambda each: each.day)),
        ramadan=tuple(
            RamadanRow(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), row["decree"])
            for row in shipped["ramadan"]
        ),
    )


def _days(row: dict[str, Any]) -> list[DayOff]:
    return [
        DayOff(date.fromisoformat(day), kind, name) for key, kind in _KINDS.items() for day, name in row[key].items()
    ]
