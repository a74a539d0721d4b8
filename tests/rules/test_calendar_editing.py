"""Edits of a calendar: each makes a new value, or is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from simpul.lib.national_calendar import national_calendar
from simpul.rules.refusals import Refusal
from simpul.rules.working_time import Calendar, CalendarYear, DayOff, RamadanRow, Reason
from simpul.rules.working_time.editing import with_day, with_ramadan, with_year, without_day

NEW_YEAR = DayOff(date(2027, 1, 1), Reason.HOLIDAY, "Tahun Baru Masehi")


def test_a_year_is_entered_with_its_decrees_and_all_of_its_days() -> None:
    before = national_calendar()
    after = with_year(before, CalendarYear(2027, "SKB contoh 1/2026", "Keppres contoh 2/2026"), [NEW_YEAR])
    assert 2027 in before.unconfirmed_years
    assert 2027 not in after.unconfirmed_years
    assert [entry for entry in after.days if entry.day.year == 2027] == [NEW_YEAR]
    assert [entry for entry in after.days if entry.day.year == 2026] == [
        entry for entry in before.days if entry.day.year == 2026
    ]


def test_the_next_year_extends_the_calendar() -> None:
    after = with_year(national_calendar(), CalendarYear(2046, "SKB contoh"), [])
    assert after.index.last == date(2046, 12, 31)


def test_one_day_is_added_renamed_and_taken_away() -> None:
    day = DayOff(date(2026, 11, 11), Reason.JOINT_LEAVE, "Cuti tambahan")
    added = with_day(national_calendar(), day)
    renamed = with_day(added, DayOff(day.day, day.kind, "Cuti bersama"))
    assert (added.name(day.day), renamed.name(day.day)) == ("Cuti tambahan", "Cuti bersama")
    assert 2026 not in added.unconfirmed_years
    assert without_day(renamed, day.day) == national_calendar()


def test_ramadan_entered_takes_the_place_of_the_estimate() -> None:
    row = RamadanRow(date(2026, 2, 18), date(2026, 3, 19), "KMA contoh")
    later = RamadanRow(date(2027, 2, 8), date(2027, 3, 9))
    assert with_ramadan(with_ramadan(national_calendar(), later), row).ramadan == (row, later)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda c: with_year(c, CalendarYear(2027), [DayOff(date(2026, 1, 1), Reason.HOLIDAY)]), "KAL-13"),
        (lambda c: with_year(c, CalendarYear(2027), [NEW_YEAR, DayOff(NEW_YEAR.day, NEW_YEAR.kind, "lain")]), "KAL-13"),
        (lambda c: with_year(c, CalendarYear(2050), []), "KAL-09"),
        (lambda c: with_ramadan(c, RamadanRow(date(2027, 3, 9), date(2027, 2, 8))), "KAL-14"),
        (lambda c: with_ramadan(c, RamadanRow(NEW_YEAR.day, NEW_YEAR.day + timedelta(days=90))), "KAL-14"),
    ],
)
def test_what_makes_no_sense_is_refused(change: Callable[[Calendar], Calendar], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        change(national_calendar())
