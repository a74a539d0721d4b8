"""The shipped national calendar: 2026 day by day, its decrees, and no drift from the package it was seeded from."""

from __future__ import annotations

from datetime import date

import pytest

from simpul.lib.national_calendar import national_calendar
from simpul.rules.working_time import Reason
from tools.national_calendar import main as generate
from tools.national_calendar import year_of_package

HOLIDAYS = "01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17 08-25 12-25"
JOINT_LEAVE = "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24"


@pytest.mark.parametrize(("kind", "expected"), [(Reason.HOLIDAY, HOLIDAYS), (Reason.JOINT_LEAVE, JOINT_LEAVE)])
def test_the_days_of_2026(kind: Reason, expected: str) -> None:
    days = [entry.day for entry in national_calendar().days if entry.day.year == 2026 and entry.kind is kind]
    assert days == [date.fromisoformat(f"2026-{day}") for day in expected.split()]


def test_only_a_year_with_a_decree_is_confirmed() -> None:
    confirmed = [row for row in national_calendar().years if row.confirmed]
    assert [row.year for row in confirmed] == [2026]
    assert "1497/2025" in confirmed[0].skb
    assert "42/2025" in confirmed[0].keppres


def test_ramadan_stands_but_is_not_confirmed() -> None:
    (row,) = national_calendar().ramadan
    assert (row.first, row.last, row.confirmed) == (date(2026, 2, 19), date(2026, 3, 20), False)


def test_the_shipped_file_equals_the_package_it_was_seeded_from() -> None:
    assert generate(["--check"]) == 0


def test_the_confirmed_year_has_the_days_of_the_package() -> None:
    package = year_of_package(2026)
    shipped = {entry.day.isoformat(): entry.name for entry in national_calendar().days if entry.day.year == 2026}
    assert shipped == package["holidays"] | package["joint_leave"]
