"""Which days can be meant at all: whatever lies outside, in any form, is a slip of the finger (0206, 2131)."""

from __future__ import annotations

from datetime import date

FIRST_YEAR = 1945
"""Nothing that is entered here is older than the republic."""
YEARS_AHEAD = 30


def last_year(today: date) -> int:
    """The last year that can be meant."""
    return today.year + YEARS_AHEAD


def is_plausible(day: date, today: date) -> bool:
    """Whether the day can be meant."""
    return FIRST_YEAR <= day.year <= last_year(today)
