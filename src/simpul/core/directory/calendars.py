"""The calendar by which an institution counts."""

from __future__ import annotations

from simpul.core.directory.models import Institution
from simpul.lib.national_calendar import national_calendar
from simpul.rules.working_time import Calendar

_known: dict[int, Calendar] = {}


def calendar_for(institution_id: int) -> Calendar:
    """The institution's calendar, kept in this process."""
    if institution_id not in _known:
        zone = Institution.objects.values_list("zone", flat=True).get(pk=institution_id)
        _known[institution_id] = national_calendar(zone)
    return _known[institution_id]


def calendar_of(code: str) -> Calendar:
    """The calendar of the institution with this code."""
    return calendar_for(Institution.objects.values_list("pk", flat=True).get(code=code))


def forget() -> None:
    """Empty the memory (after a change of the calendar; tests start with fresh ids)."""
    _known.clear()
