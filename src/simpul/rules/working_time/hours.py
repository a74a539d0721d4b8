"""Office hours: for each weekday the stretches in which minutes count.

Defaults: Perpres 21/2023 (37.5 hours a week without breaks; 32.5 hours during Ramadan).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from simpul.rules.refusals import Refusal

# from, until: minutes of the local day, until excluded
Stretch: TypeAlias = tuple[int, int]

_STRETCH = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)\s*-\s*([01]?\d|2[0-3])[.:]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Hours:
    """``week`` has seven entries, Monday first; an empty entry is a weekday on which nobody works."""

    week: tuple[tuple[Stretch, ...], ...]

    @classmethod
    def parse(cls, rows: Sequence[str]) -> Hours:
        """Seven lines such as ``07.30-12.00 13.00-16.00``, Monday first; refuses faults (KAL-08)."""
        if len(rows) != 7 or not any(row.strip() for row in rows):
            raise Refusal("KAL-08", "Office hours need seven lines, Monday to Sunday, one of them not empty.")
        return cls(tuple(_stretches(row) for row in rows))

    def rows(self) -> tuple[str, ...]:
        """The seven lines again; ``Hours.parse(hours.rows()) == hours``."""
        return tuple(" ".join(f"{_clock(a)}-{_clock(b)}" for a, b in day) for day in self.week)

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays with office hours, Monday is 0."""
        return frozenset(i for i, day in enumerate(self.week) if day)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}.{minute % 60:02}"


def _stretches(row: str) -> tuple[Stretch, ...]:
    found = tuple(
        (int(a) * 60 + int(b), int(c) * 60 + int(d)) for a, b, c, d in (m.groups() for m in _STRETCH.finditer(row))
    )
    edges = [edge for stretch in found for edge in stretch]
    if _STRETCH.sub("", row).strip(" ,;") or any(b <= a for a, b in found) or edges != sorted(edges):
        raise Refusal(
            "KAL-08",
            "The office hours “%(row)s” are not understood. Write for example “07.30-12.00 13.00-16.00”.",
            row=row,
        )
    return found


OFFICE = Hours.parse(("07.30-12.00 13.00-16.00",) * 4 + ("07.30-11.30 13.00-16.30", "", ""))
RAMADAN = Hours.parse(("08.00-12.00 12.30-15.00",) * 4 + ("08.00-11.30 12.30-15.30", "", ""))
